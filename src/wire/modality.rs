//! The media of a call: its kinds, and who handles it.

use serde::de::{MapAccess, SeqAccess};
use serde::ser::{Serialize, SerializeSeq, Serializer};

use super::read::{Fill, Kind, Object, members, write_members};
use super::values::{Element, List, Text, Word};
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
    /// With one more.
    #[must_use]
    pub const fn with(self, modality: Modality) -> Self {
        Self(self.0 | 1 << modality as u8)
    }

    /// Whether one is in it.
    #[must_use]
    pub const fn contains(self, modality: Modality) -> bool {
        self.0 & (1 << modality as u8) != 0
    }
}

impl<'de> Element<'de> for Modalities {
    fn next<A: SeqAccess<'de>>(&mut self, seq: &mut A) -> Result<bool, A::Error> {
        let word = Word("modalities", |word: &str| word.parse::<Modality>().unwrap_or(Modality::Unknown));
        let read = seq.next_element_seed(Text(word))?;
        if let Some(Some(modality)) = read {
            *self = self.with(modality);
        }
        Ok(read.is_some())
    }
}

impl Modalities {
    pub(super) fn read<'de, A: MapAccess<'de>>(&mut self, member: &'static str, map: &mut A) -> Result<(), A::Error> {
        *self = Self::default();
        map.next_value_seed(List { member, or_null: true, element: self })
    }

    pub(super) fn written(self) -> Option<Self> {
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

/// Who handles the media of a call: `mediaConfig`, told by its `@odata.type`. The rest of it is for the media's own library.
///
/// ```
/// use call_lifecycle::wire::{Answer, MediaConfig};
/// let body: Answer = serde_json::from_str(
///     r##"{"mediaConfig": {"@odata.type": "#microsoft.graph.serviceHostedMediaConfig", "preFetchMedia": []}}"##)?;
/// assert_eq!(body.media, Some(MediaConfig::ServiceHosted));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum MediaConfig {
    /// The service does: `playPrompt` and `recordResponse` need it.
    ServiceHosted,
    /// The application does, with raw sockets.
    AppHosted,
}

impl MediaConfig {
    const TYPES: [(&str, Self); 2] = [
        ("#microsoft.graph.serviceHostedMediaConfig", Self::ServiceHosted),
        ("#microsoft.graph.appHostedMediaConfig", Self::AppHosted),
    ];

    fn of_type(name: &str) -> Option<Self> {
        let bare = |text: &'_ str| text.strip_prefix('#').map_or(0, |_| 1);
        let name = name.get(bare(name)..)?;
        Self::TYPES
            .iter()
            .find(|(known, _)| known.get(1..).is_some_and(|known| known.eq_ignore_ascii_case(name)))
            .map(|(_, config)| *config)
    }

    pub(super) fn read<'de, A: MapAccess<'de>>(map: &mut A) -> Result<Option<Self>, A::Error> {
        let mut read = ConfigRead(None);
        map.next_value_seed(Fill(&mut read, Kind::OrNull))?;
        Ok(read.0)
    }
}

members! { ConfigKey { Type = "@odata.type", } }

struct ConfigRead(Option<MediaConfig>);

impl<'de> Object<'de> for ConfigRead {
    type Key = ConfigKey;
    const WHAT: &'static str = "mediaConfig";

    fn member<A: MapAccess<'de>>(&mut self, ConfigKey::Type: ConfigKey, map: &mut A) -> Result<(), A::Error> {
        self.0 = map.next_value_seed(Text(Word("mediaConfig.@odata.type", MediaConfig::of_type)))?.flatten();
        Ok(())
    }
}

impl Serialize for MediaConfig {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer, "MediaConfig", {
            "@odata.type": Self::TYPES.iter().find(|(_, config)| config == self).map(|(name, _)| *name),
        })
    }
}
