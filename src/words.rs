//! Enumerations whose values have a word in Graph's JSON or in reports, and a number in snapshots.

use core::fmt;

/// Defines an enumeration from one list: each value's number, which never changes, and its word.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $number:literal, $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "defmt", derive(defmt::Format))]
        #[cfg_attr(feature = "arbitrary", derive(arbitrary::Arbitrary))]
        #[repr(u8)]
        pub enum $name { $($(#[$doc])* $variant = $number,)+ }

        impl $name {
            /// Every value, in the order of their numbers.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word of the value.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// The number of the value. It never changes: snapshots and other languages know the
            /// value by it.
            #[must_use]
            pub const fn number(self) -> u8 {
                self as u8
            }

            /// Returns the value of a number, or `None` for a number that no value has.
            #[must_use]
            pub const fn from_number(number: u8) -> Option<Self> {
                $(if number == Self::$variant as u8 { return Some(Self::$variant); })+
                None
            }
        }

        // No two values may change places: `ALL` is in the order of the numbers.
        const _: () = {
            let mut rest = $name::ALL;
            while let [first, after @ ..] = rest {
                if let [second, ..] = after {
                    assert!((*first as u8) < *second as u8, "the numbers of a list of words must rise");
                }
                rest = after;
            }
        };

        /// Reads a word, without regard to case.
        impl core::str::FromStr for $name {
            type Err = $crate::UnknownWord;

            fn from_str(word: &str) -> Result<Self, $crate::UnknownWord> {
                const WORDS: &[&str] = &[$($word,)+];
                let known = $crate::words::position(WORDS, word).and_then(|index| Self::ALL.get(index));
                known.copied().ok_or($crate::UnknownWord::new(stringify!($name), WORDS))
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
pub(crate) use words;

/// Whether two words are the same, without regard to case. Every word of Graph's is compared here.
#[inline]
pub(crate) fn same(word: &str, known: &str) -> bool {
    word.eq_ignore_ascii_case(known)
}

/// Where a word is in a list, without regard to case.
pub(crate) fn position(words: &[&str], word: &str) -> Option<usize> {
    words.iter().position(|known| same(word, known))
}

/// The error of a text that is no word of an enumeration.
///
/// ```
/// use call_lifecycle::ChangeType;
/// let error = "renamed".parse::<ChangeType>().unwrap_err();
/// assert_eq!(error.to_string(), "the text is no ChangeType: expected created, updated or deleted");
/// assert_eq!(error.expected(), ["created", "updated", "deleted"]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct UnknownWord {
    type_name: &'static str,
    expected: &'static [&'static str],
}

impl UnknownWord {
    pub(crate) const fn new(type_name: &'static str, expected: &'static [&'static str]) -> Self {
        Self { type_name, expected }
    }

    /// The words that are known, in the order of the values' numbers. Case does not matter.
    #[must_use]
    pub const fn expected(&self) -> &'static [&'static str] {
        self.expected
    }
}

impl fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the text is no {}: expected ", self.type_name)?;
        let last = self.expected.len().saturating_sub(1);
        for (index, word) in self.expected.iter().enumerate() {
            let separator = match index {
                0 => "",
                _ if index == last => " or ",
                _ => ", ",
            };
            write!(f, "{separator}{word}")?;
        }
        Ok(())
    }
}

impl core::error::Error for UnknownWord {}
