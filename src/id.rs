//! 128-bit ids of calls and operations, and the tokens that stand for a `clientContext`.

use core::fmt;
use core::str::FromStr;

use crate::digits;

/// The id of a call or an operation: a GUID, compared by value.
///
/// Graph spells one id in two ways: dashed lower case in URLs and bodies
/// (`57dab8b1-894c-409a-b240-bd8beae78896`), 32 upper-case digits in most notification paths
/// (`57DAB8B1894C409AB240BD8BEAE78896`). Both parse to the same value, in any case. `Display`
/// writes the dashed form, [`Id::compact`] the other (source `page-examples`; choice 55). The id of
/// a call never changes. One example of Graph's contradicts this: it is a slip (choice 57).
///
/// ```
/// use call_lifecycle::Id;
/// let id: Id = "57DAB8B1894C409AB240BD8BEAE78896".parse()?;
/// assert_eq!(id, "57dab8b1-894c-409a-b240-bd8beae78896".parse()?);
/// # #[cfg(not(miri))] {
/// assert_eq!(format!("{id}"), "57dab8b1-894c-409a-b240-bd8beae78896");
/// assert_eq!(format!("{}", id.compact()), "57DAB8B1894C409AB240BD8BEAE78896");
/// # }
/// # Ok::<(), call_lifecycle::ParseIdError>(())
/// ```
// Two words rather than a `u128`, whose alignment of 16 would cost every struct that holds one, and rather than an array, which is compared by a call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
// What says whether an optional id is there is as large as the id's alignment: one word of the processor, rather than two.
#[cfg_attr(target_pointer_width = "32", repr(packed(4)))]
#[cfg_attr(feature = "arbitrary", derive(arbitrary::Arbitrary))]
pub struct Id {
    pub(crate) high: u64,
    pub(crate) low: u64,
}

impl Id {
    /// Creates an id from its value, most significant digit first.
    #[must_use]
    pub const fn from_u128(value: u128) -> Self {
        Self { high: (value >> 64) as u64, low: value as u64 }
    }

    /// The value, most significant digit first.
    #[must_use]
    pub const fn as_u128(self) -> u128 {
        ((self.high as u128) << 64) | self.low as u128
    }

    /// The two halves, most significant first.
    #[must_use]
    pub const fn words(self) -> [u64; 2] {
        [self.high, self.low]
    }

    /// Creates an id from two halves, most significant first.
    #[must_use]
    pub const fn from_words([high, low]: [u64; 2]) -> Self {
        Self { high, low }
    }

    /// Parses either spelling, in any case.
    ///
    /// # Errors
    /// [`ParseIdError`] if the text is neither 32 hexadecimal digits nor those with dashes after
    /// digits 8, 12, 16 and 20.
    pub const fn parse(text: &str) -> Result<Self, ParseIdError> {
        let bytes = text.as_bytes();
        let dashed = bytes.len() == 36;
        if !dashed && bytes.len() != 32 {
            return Err(ParseIdError::Length { found: bytes.len() });
        }
        // Eight digits at a time; where one of them is wrong, digit by digit.
        if let Some(value) = if dashed { digits::of_dashed(bytes) } else { digits::of_digits(bytes) } {
            return Ok(Self::from_u128(value));
        }
        let mut rest = bytes;
        let mut value = 0_u128;
        let mut index = 0_usize;
        while let [byte, tail @ ..] = rest {
            if dashed && matches!(index, 8 | 13 | 18 | 23) {
                if *byte != b'-' {
                    return Err(ParseIdError::Digit { index });
                }
            } else {
                let Some(digit) = (*byte as char).to_digit(16) else {
                    return Err(ParseIdError::Digit { index });
                };
                value = (value << 4) | digit as u128;
            }
            index = index.saturating_add(1);
            rest = tail;
        }
        Ok(Self::from_u128(value))
    }

    /// The spelling of notification paths: 32 upper-case digits, no dashes.
    #[must_use]
    pub const fn compact(self) -> Compact {
        Compact(self)
    }
}

impl FromStr for Id {
    type Err = ParseIdError;

    fn from_str(text: &str) -> Result<Self, ParseIdError> {
        Self::parse(text)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Eight digits at a time, which is much faster than by the formatter of numbers.
        let text = digits::dashed(self.as_u128());
        f.write_str(core::str::from_utf8(&text).unwrap_or_default())
    }
}

#[cfg(feature = "defmt")]
impl defmt::Format for Id {
    fn format(&self, f: defmt::Formatter<'_>) {
        let [high, low] = self.words();
        defmt::write!(f, "Id {{ high: {=u64}, low: {=u64} }}", high, low);
    }
}

/// An [`Id`] as notification paths spell it; made by [`Id::compact`].
///
/// ```
/// use call_lifecycle::Id;
/// assert_eq!(format!("{}", Id::from_u128(0xAB).compact()), "000000000000000000000000000000AB");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Compact(Id);

impl fmt::Display for Compact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032X}", self.0.as_u128())
    }
}

/// Why a text is not an id.
///
/// ```
/// use call_lifecycle::{Id, ParseIdError};
/// assert_eq!(Id::parse("57dab8b1"), Err(ParseIdError::Length { found: 8 }));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum ParseIdError {
    /// The text is neither 32 nor 36 bytes long.
    Length {
        /// Its length in bytes.
        found: usize,
    },
    /// A byte is not allowed at its position.
    Digit {
        /// The position of the byte, from 0.
        index: usize,
    },
}

impl fmt::Display for ParseIdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Length { found } => write!(
                f,
                "an id has 32 hexadecimal digits, or those with 4 dashes (36 bytes), but the text has {found} bytes"
            ),
            Self::Digit { index } => write!(
                f,
                "an id has hexadecimal digits, with dashes after digits 8, 12, 16 and 20 or none, but byte {index} is neither in place"
            ),
        }
    }
}

impl core::error::Error for ParseIdError {}

/// The 128-bit token that stands for a `clientContext`; the text stays with the host.
///
/// A GUID in either spelling is its own value; any other text is its hash (FNV-1a, 128 bits), so
/// that two texts of one call share a token with a probability of about 2⁻¹²⁸. Graph limits the
/// text to 256 characters (source `commsoperation`). They are checked as UTF-16 units, the
/// strictest practical reading (choice 42). The caller keeps contexts unique within a call.
///
/// ```
/// use call_lifecycle::{ClientContext, Id};
/// let context = ClientContext::new("d45324c1-fcb5-430a-902c-f20af696537c")?;
/// assert_eq!(context.id(), Id::parse("D45324C1FCB5430A902CF20AF696537C").unwrap());
/// assert_ne!(ClientContext::new("first")?, ClientContext::new("second")?);
/// assert!(ClientContext::new(&"x".repeat(257)).is_err());
/// # Ok::<(), call_lifecycle::ClientContextTooLong>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[cfg_attr(feature = "arbitrary", derive(arbitrary::Arbitrary))]
pub struct ClientContext(Id);

impl ClientContext {
    /// The most UTF-16 units that a `clientContext` may have.
    pub const MAX_UNITS: usize = 256;

    /// The token of a text.
    ///
    /// # Errors
    /// [`ClientContextTooLong`] past [`ClientContext::MAX_UNITS`].
    pub fn new(text: &str) -> Result<Self, ClientContextTooLong> {
        let units = text.encode_utf16().count();
        if units > Self::MAX_UNITS { Err(ClientContextTooLong { units }) } else { Ok(Self::hash(text)) }
    }

    /// The token of a text of any length, for texts that the service sent: a reader is more
    /// tolerant than a writer.
    #[must_use]
    pub const fn hash(text: &str) -> Self {
        if let Ok(id) = Id::parse(text) {
            return Self(id);
        }
        let mut hash = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d_u128;
        let mut rest = text.as_bytes();
        while let [byte, tail @ ..] = rest {
            hash = (hash ^ *byte as u128).wrapping_mul(0x0100_0000_0000_0000_0000_013b);
            rest = tail;
        }
        Self(Id::from_u128(hash))
    }

    /// Restores a token from a value that a snapshot or a host stored.
    #[must_use]
    pub const fn from_id(id: Id) -> Self {
        Self(id)
    }

    /// The token's value.
    #[must_use]
    pub const fn id(self) -> Id {
        self.0
    }
}

/// A `clientContext` of more than [`ClientContext::MAX_UNITS`] UTF-16 units.
///
/// ```
/// use call_lifecycle::ClientContext;
/// let error = ClientContext::new(&"x".repeat(300)).unwrap_err();
/// assert_eq!(error.units, 300);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub struct ClientContextTooLong {
    /// How many it has.
    pub units: usize,
}

impl fmt::Display for ClientContextTooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "clientContext has {} UTF-16 units, but at most {} are allowed: shorten it",
            self.units,
            ClientContext::MAX_UNITS
        )
    }
}

impl core::error::Error for ClientContextTooLong {}
