//! The kinds of media that a call has.

use serde::ser::{Serialize, SerializeSeq, Serializer};

use crate::wire::json::{Element, Failed, List, Source, Text, Word};
use crate::words::words;

words! {
    /// A kind of media (`modality`).
    ///
    /// ```
    /// use call_lifecycle::wire::{Answer, Modality};
    /// let body: Answer = serde_json::from_str(r#"{"acceptedModalities": ["Audio"]}"#)?;
    /// assert!(body.accepted.contains(Modality::Audio));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[non_exhaustive]
    Modality {
        /// Sound.
        Audio = 0, "audio",
        /// Pictures.
        Video = 1, "video",
        /// A shared screen, sent as video.
        VideoBasedScreenSharing = 2, "videoBasedScreenSharing",
        /// Data.
        Data = 3, "data",
        /// The word `unknown`, or any other.
        Unknown = 4, "unknown",
    }
}

/// A set of [`Modality`]s.
///
/// ```
/// use call_lifecycle::wire::{Modalities, Modality};
/// let both = Modalities::default().with(Modality::Audio).with(Modality::Video);
/// assert!(both.contains(Modality::Video) && !both.contains(Modality::Data));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Modalities(u8);

impl Modalities {
    /// The same set with one more kind.
    #[must_use]
    pub const fn with(self, modality: Modality) -> Self {
        Self(self.0 | 1 << modality as u8)
    }

    /// Whether a kind is in the set.
    #[must_use]
    pub const fn contains(self, modality: Modality) -> bool {
        self.0 & (1 << modality as u8) != 0
    }
}

impl<'de> Element<'de> for Modalities {
    fn next(&mut self, seq: &mut dyn Source<'de>) -> Result<bool, Failed> {
        let word = Word("modalities", |word: &str| word.parse::<Modality>().unwrap_or(Modality::Unknown));
        let read = seq.element(Text(word))?;
        if let Some(Some(modality)) = read {
            *self = self.with(modality);
        }
        Ok(read.is_some())
    }
}

impl Modalities {
    pub(in crate::wire) fn read<'de>(&mut self, member: &'static str, map: &mut dyn Source<'de>) -> Result<(), Failed> {
        *self = Self::default();
        map.value(List { member, or_null: true, element: self })
    }

    pub(in crate::wire) fn written(self) -> Option<Self> {
        (self != Self::default()).then_some(self)
    }
}

impl Serialize for Modalities {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(usize::try_from(self.0.count_ones()).ok())?;
        for modality in Modality::ALL.iter().filter(|modality| self.contains(**modality)) {
            list.serialize_element(modality.as_str())?;
        }
        list.end()
    }
}
