//! Enumerations whose values have a word in Graph's JSON and a number in snapshots.

/// Defines an enumeration with its words, from one list.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "defmt", derive(defmt::Format))]
        #[cfg_attr(feature = "arbitrary", derive(arbitrary::Arbitrary))]
        #[repr(u8)]
        pub enum $name { $($(#[$doc])* $variant,)+ }

        impl $name {
            /// Every value, in the order of their numbers, which snapshots pin.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word of the field.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// The value of a word, without regard to case; `None` for a word that is not known.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                $(if word.eq_ignore_ascii_case($word) { return Some(Self::$variant); })+
                None
            }

            /// The value of a number as [`Self::ALL`] counts them.
            #[allow(dead_code, reason = "not every list of words is in a snapshot")]
            pub(crate) const fn from_number(number: u8) -> Option<Self> {
                $(if number == Self::$variant as u8 { return Some(Self::$variant); })+
                None
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(self.word())
            }
        }
    };
}
pub(crate) use words;
