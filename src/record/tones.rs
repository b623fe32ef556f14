//! DTMF tones, and the sequences of them that stop a recording.

use core::fmt;

use crate::words::words;

words! {
    /// A tone, in the words of `toneInfo`.
    ///
    /// It is exhaustive: a telephone has no other keys.
    ///
    /// ```
    /// use call_lifecycle::record::Tone;
    /// assert_eq!(Tone::from_symbol('#'), Some(Tone::Pound));
    /// assert_eq!(Tone::Star.symbol(), Some('*'));
    /// assert_eq!("tone1".parse::<Tone>(), Ok(Tone::Tone1));
    /// ```
    Tone {
        /// `0`
        Tone0 = 0, "tone0",
        /// `1`
        Tone1 = 1, "tone1",
        /// `2`
        Tone2 = 2, "tone2",
        /// `3`
        Tone3 = 3, "tone3",
        /// `4`
        Tone4 = 4, "tone4",
        /// `5`
        Tone5 = 5, "tone5",
        /// `6`
        Tone6 = 6, "tone6",
        /// `7`
        Tone7 = 7, "tone7",
        /// `8`
        Tone8 = 8, "tone8",
        /// `9`
        Tone9 = 9, "tone9",
        /// `*`
        Star = 10, "star",
        /// `#`
        Pound = 11, "pound",
        /// `A`
        A = 12, "a",
        /// `B`
        B = 13, "b",
        /// `C`
        C = 14, "c",
        /// `D`
        D = 15, "d",
        /// A hook flash. It is not a DTMF symbol, so no stop tone has it. It interrupts a sequence.
        Flash = 16, "flash",
    }
}

const SYMBOLS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '#', 'A', 'B', 'C', 'D'];

impl Tone {
    /// The tone of a DTMF symbol: `0`-`9`, `*`, `#`, `A`-`D` in either case (source `rfc-4733`).
    #[must_use]
    pub fn from_symbol(symbol: char) -> Option<Self> {
        let number = SYMBOLS.iter().position(|known| *known == symbol.to_ascii_uppercase())?;
        Self::ALL.get(number).copied()
    }

    /// Its DTMF symbol, or `None` for [`Tone::Flash`].
    #[must_use]
    pub fn symbol(self) -> Option<char> {
        SYMBOLS.get(self as usize).copied()
    }
}

/// The stop tones of a recording: up to [`StopTones::MAX`] sequences of up to
/// [`StopTones::MAX_SYMBOLS`] DTMF symbols.
///
/// The example of source `record-2019` has `"#"`, `"11"` and `"*"`. All are matched at once as
/// tones arrive, and they may overlap: with `"11"`, the tones `1` `2` `1` `1` stop. The bounds are
/// our choice, since no page has any. More is answered 400.
///
/// ```
/// use call_lifecycle::record::{StopToneError, StopTones};
/// let tones = StopTones::parse(["#", "11", "*"])?;
/// assert_eq!(tones.len(), 3);
/// assert_eq!(StopTones::parse(["1x"]), Err(StopToneError::Symbol { symbol: 'x' }));
/// # Ok::<(), StopToneError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct StopTones {
    /// Four bits a symbol, the last symbol lowest.
    symbols: [u32; Self::MAX],
    /// Four bits a length; a length of 0 ends the list.
    lengths: u32,
}

impl StopTones {
    /// The most sequences.
    pub const MAX: usize = 8;
    /// The most symbols of a sequence.
    pub const MAX_SYMBOLS: usize = 8;
    /// No stop tones.
    pub const NONE: Self = Self { symbols: [0; Self::MAX], lengths: 0 };

    /// Reads the sequences of a request.
    ///
    /// # Errors
    /// [`StopToneError`] if there are too many, or if one is empty, too long, or has a symbol that
    /// is not DTMF.
    pub fn parse<'a>(sequences: impl IntoIterator<Item = &'a str>) -> Result<Self, StopToneError> {
        let mut tones = Self::NONE;
        for sequence in sequences {
            tones = tones.with(sequence)?;
        }
        Ok(tones)
    }

    /// Returns the stop tones with one more sequence.
    ///
    /// # Errors
    /// As [`StopTones::parse`].
    pub fn with(self, sequence: &str) -> Result<Self, StopToneError> {
        self.with_symbols(sequence.chars())
    }

    /// [`StopTones::with`] for a sequence that comes symbol by symbol.
    pub(crate) fn with_symbols(mut self, mut sequence: impl Iterator<Item = char>) -> Result<Self, StopToneError> {
        let mut heard = Heard::NONE;
        while let Some(symbol) = sequence.next() {
            let tone = Tone::from_symbol(symbol).ok_or(StopToneError::Symbol { symbol })?;
            if usize::from(heard.count) == Self::MAX_SYMBOLS {
                let symbols = sequence.count().saturating_add(Self::MAX_SYMBOLS).saturating_add(1);
                return Err(StopToneError::TooLong { symbols });
            }
            heard.add(tone);
        }
        if heard.count == 0 {
            return Err(StopToneError::Empty);
        }
        let index = self.len();
        let place = self.symbols.get_mut(index).ok_or(StopToneError::TooMany)?;
        *place = heard.window;
        self.lengths |= u32::from(heard.count) << shift(index as u32 & 7);
        Ok(self)
    }

    /// How many sequences there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        (u32::BITS.saturating_sub(self.lengths.leading_zeros())).div_ceil(4) as usize
    }

    /// Whether there are no sequences.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.lengths == 0
    }

    /// The sequences as (symbols, length).
    fn sequences(&self) -> impl Iterator<Item = (u32, u32)> {
        let lengths = self.lengths;
        self.symbols.iter().enumerate().map(move |(index, symbols)| (*symbols, lengths >> shift(index as u32 & 7) & 15))
    }

    /// Whether the tones heard last are one of the sequences.
    fn stops(&self, heard: Heard) -> bool {
        self.sequences().any(|(symbols, length)| {
            length != 0 && length <= u32::from(heard.count) && (symbols ^ heard.window) & mask(length) == 0
        })
    }

    /// The raw words, for the byte encoding.
    pub(crate) const fn words(&self) -> ([u32; Self::MAX], u32) {
        (self.symbols, self.lengths)
    }

    /// The stop tones of raw words, or `None` if no machine could have made them.
    pub(crate) fn from_words(symbols: [u32; Self::MAX], lengths: u32) -> Option<Self> {
        let tones = Self { symbols, lengths };
        let used = tones.len();
        let sound = tones.sequences().enumerate().all(|(index, (symbols, length))| {
            (length != 0) == (index < used) && length <= Self::MAX_SYMBOLS as u32 && symbols & !mask(length) == 0
        });
        sound.then_some(tones)
    }
}

#[cfg(feature = "arbitrary")]
impl<'a> arbitrary::Arbitrary<'a> for StopTones {
    fn arbitrary(u: &mut arbitrary::Unstructured<'a>) -> arbitrary::Result<Self> {
        let mut tones = Self::NONE;
        for place in 0..u.int_in_range(0..=Self::MAX)? {
            let length = u.int_in_range(1..=Self::MAX_SYMBOLS as u32)?;
            if let Some(symbols) = tones.symbols.get_mut(place) {
                *symbols = u.arbitrary::<u32>()? & mask(length);
                tones.lengths |= length << shift(place as u32);
            }
        }
        Ok(tones)
    }
}

/// Where the symbol or the length of this place stands: four bits each.
const fn shift(place: u32) -> u32 {
    place << 2
}

/// The bits of `length` symbols, for lengths up to 8.
fn mask(length: u32) -> u32 {
    u32::MAX.checked_shl(shift(length)).map_or(u32::MAX, |above| !above)
}

/// The last tones heard: a window as wide as the longest sequence, so that overlapping sequences
/// need no further state.
// Packed, so that it takes five bytes and not eight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(Rust, packed)]
pub(crate) struct Heard {
    pub(crate) window: u32,
    pub(crate) count: u8,
}

impl Heard {
    pub(crate) const NONE: Self = Self { window: 0, count: 0 };

    /// Hears a tone, and returns whether the last tones are one of the sequences.
    pub(crate) fn push(&mut self, tone: Tone, stop_tones: &StopTones) -> bool {
        if matches!(tone, Tone::Flash) {
            *self = Self::NONE;
            return false;
        }
        self.add(tone);
        stop_tones.stops(*self)
    }

    fn add(&mut self, tone: Tone) {
        self.window = self.window << 4 | (tone as u32 & 15);
        self.count = self.count.saturating_add(1).min(StopTones::MAX_SYMBOLS as u8);
    }
}

/// Why stop tones are not allowed.
///
/// ```
/// use call_lifecycle::record::{StopToneError, StopTones};
/// assert_eq!(StopTones::parse(["123456789"]), Err(StopToneError::TooLong { symbols: 9 }));
/// assert_eq!(StopTones::parse(["1"; 9]), Err(StopToneError::TooMany));
/// assert_eq!(StopTones::parse([""]), Err(StopToneError::Empty));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum StopToneError {
    /// More than [`StopTones::MAX`] sequences.
    TooMany,
    /// More than [`StopTones::MAX_SYMBOLS`] symbols in one.
    TooLong {
        /// How many it has.
        symbols: usize,
    },
    /// A sequence without a symbol.
    Empty,
    /// A symbol that is not DTMF.
    Symbol {
        /// The symbol.
        symbol: char,
    },
}

impl fmt::Display for StopToneError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooMany => write!(f, "stopTones has more than {} sequences: give fewer", StopTones::MAX),
            Self::TooLong { symbols } => {
                write!(
                    f,
                    "a sequence of stopTones has {symbols} symbols, but at most {} are allowed",
                    StopTones::MAX_SYMBOLS
                )
            }
            Self::Empty => f.write_str("a sequence of stopTones is empty: give at least one symbol"),
            Self::Symbol { symbol } => {
                write!(f, "stopTones has the symbol {symbol:?}, but only 0-9, *, # and A-D are DTMF symbols")
            }
        }
    }
}

impl core::error::Error for StopToneError {}
