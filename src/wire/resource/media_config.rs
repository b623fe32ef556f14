//! Who handles the media of a call: `mediaConfig`.

use serde::ser::{Error as _, Serialize, SerializeSeq, Serializer};

use super::blob::{Blob, KeepBlob};
use super::media_info::{MediaInfo, MediaInfoRead, WriteMediaInfo};
use super::type_name;
use crate::wire::json::object::{Fill, Kind, Object, members, write_members};
use crate::wire::json::{Element, Failed, Flag, List, Source, Text, Texts, Word};
use crate::words;

/// Who handles the media of a call: the type of `mediaConfig`.
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
#[non_exhaustive]
pub enum MediaConfig {
    /// The service does: `playPrompt` and `recordResponse` need it. It may have media to fetch
    /// early.
    ServiceHosted,
    /// The application does, with raw sockets. It has a blob.
    AppHosted,
}

impl MediaConfig {
    const TYPES: [(&str, Self); 2] = [
        ("#microsoft.graph.serviceHostedMediaConfig", Self::ServiceHosted),
        ("#microsoft.graph.appHostedMediaConfig", Self::AppHosted),
    ];

    fn of_type(name: &str) -> Option<Self> {
        let name = type_name::of_graph(name)?;
        let is = |known: &str| type_name::of_graph(known).is_some_and(|known| words::same(name, known));
        Self::TYPES.iter().find(|(known, _)| is(known)).map(|(_, config)| *config)
    }

    fn type_name(self) -> Option<&'static str> {
        Self::TYPES.iter().find(|(_, config)| *config == self).map(|(name, _)| *name)
    }
}

/// How many files are kept with their texts: as many as one `playPrompt` may play.
const KEPT: usize = 20;
/// How many texts a `mediaConfig` has: the blob, and two of each file.
pub(in crate::wire) const MEDIA: usize = 1 + 2 * KEPT;

/// What a `mediaConfig` has besides its type. Its texts are from a place on among those of the
/// body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::wire) struct MediaParts<const AT: usize> {
    /// Counted, even where there are more than are kept.
    count: u32,
}

/// What `mediaConfig` has that is no text.
pub(in crate::wire) type Flags<'t> = (&'t mut Option<MediaConfig>, &'t mut Option<bool>);

impl<const AT: usize> MediaParts<AT> {
    const fn uri(file: usize) -> usize {
        AT.saturating_add(1).saturating_add(file.saturating_mul(2))
    }

    pub(in crate::wire) const fn count(&self) -> u32 {
        self.count
    }

    pub(in crate::wire) fn blob<'t, const K: usize>(&'t self, texts: &'t Texts<'_, K>) -> Option<Blob<'t>> {
        texts.lent(AT).map(|(text, is_escaped)| Blob::new(text, is_escaped))
    }

    pub(in crate::wire) fn set_blob<'a, const K: usize>(&mut self, texts: &mut Texts<'a, K>, blob: &'a str) {
        texts.set(AT, blob);
    }

    pub(in crate::wire) fn iter<'t, const K: usize>(
        &self,
        texts: &'t Texts<'_, K>,
    ) -> impl Iterator<Item = MediaInfo<'t>> {
        let kept = usize::try_from(self.count).unwrap_or(KEPT).min(KEPT);
        (0..kept)
            .map(Self::uri)
            .map(|at| MediaInfo { uri: texts.get(at), resource_id: texts.get(at.saturating_add(1)) })
    }

    pub(in crate::wire) fn push<'a, const K: usize>(&mut self, texts: &mut Texts<'a, K>, file: MediaInfo<'a>) {
        if let Some(index) = usize::try_from(self.count).ok().filter(|index| *index < KEPT) {
            texts.put(Self::uri(index), file.uri);
            texts.put(Self::uri(index).saturating_add(1), file.resource_id);
        }
        self.count = self.count.saturating_add(1);
    }

    pub(in crate::wire) fn read<'a, const K: usize>(
        &mut self,
        texts: &mut Texts<'a, K>,
        (config, remove): Flags<'_>,
        map: &mut dyn Source<'a>,
    ) -> Result<(), Failed> {
        // A member that comes twice leaves nothing of the first.
        texts.clear_all(AT, MEDIA);
        *self = Self::default();
        (*config, *remove) = (None, None);
        map.value(Fill(&mut ConfigRead { parts: self, texts, flags: (config, remove) }, Kind::OrNull))
    }

    /// The object to write, if anything of it is there.
    pub(in crate::wire) fn written<'t, 'a, const K: usize>(
        &'t self,
        texts: &'t Texts<'a, K>,
        config: Option<MediaConfig>,
        remove: Option<bool>,
    ) -> Option<WriteMediaConfig<'t, 'a, AT, K>> {
        let is_there = config.is_some() || remove.is_some() || self.count > 0 || self.blob(texts).is_some();
        is_there.then_some(WriteMediaConfig { config, remove, parts: self, texts })
    }
}

members! { ConfigKey {
    Type = "@odata.type",
    Blob = "blob",
    PreFetch = "preFetchMedia",
    Remove = "removeFromDefaultAudioGroup",
} }

struct ConfigRead<'t, 'de, const AT: usize, const K: usize> {
    parts: &'t mut MediaParts<AT>,
    texts: &'t mut Texts<'de, K>,
    flags: Flags<'t>,
}

impl<'de, const AT: usize, const K: usize> Object<'de> for ConfigRead<'_, 'de, AT, K> {
    type Key = ConfigKey;
    const WHAT: &'static str = "mediaConfig";

    fn member(&mut self, key: ConfigKey, map: &mut dyn Source<'de>) -> Result<(), Failed> {
        match key {
            ConfigKey::Type => {
                let word = Word("mediaConfig.@odata.type", MediaConfig::of_type);
                *self.flags.0 = map.value(Text(word))?.flatten();
            }
            ConfigKey::Remove => {
                *self.flags.1 = map.value(Flag("mediaConfig.removeFromDefaultAudioGroup"))?;
            }
            ConfigKey::Blob => {
                map.value(Text(KeepBlob { texts: self.texts, at: AT }))?;
            }
            ConfigKey::PreFetch => {
                self.texts.clear_all(MediaParts::<AT>::uri(0), 2 * KEPT);
                self.parts.count = 0;
                let element = &mut FilesRead { parts: self.parts, texts: self.texts };
                map.value(List { member: "preFetchMedia", or_null: true, element })?;
            }
        }
        Ok(())
    }
}

struct FilesRead<'t, 'de, const AT: usize, const K: usize> {
    parts: &'t mut MediaParts<AT>,
    texts: &'t mut Texts<'de, K>,
}

impl<'de, const AT: usize, const K: usize> Element<'de> for FilesRead<'_, 'de, AT, K> {
    fn next(&mut self, seq: &mut dyn Source<'de>) -> Result<bool, Failed> {
        let index = usize::try_from(self.parts.count).ok().filter(|index| *index < KEPT);
        let names = ["preFetchMedia.uri", "preFetchMedia.resourceId"];
        let mut read = MediaInfoRead { texts: self.texts, at: index.map(MediaParts::<AT>::uri), names };
        if seq.element(Fill(&mut read, Kind::OrNull))?.is_none() {
            return Ok(false);
        }
        let count = self.parts.count.checked_add(1);
        self.parts.count =
            count.ok_or_else(|| seq.fail(format_args!("preFetchMedia has too many elements to count")))?;
        Ok(true)
    }
}

pub(in crate::wire) struct WriteMediaConfig<'t, 'a, const AT: usize, const K: usize> {
    config: Option<MediaConfig>,
    remove: Option<bool>,
    parts: &'t MediaParts<AT>,
    texts: &'t Texts<'a, K>,
}

impl<const AT: usize, const K: usize> Serialize for WriteMediaConfig<'_, '_, AT, K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let count = self.parts.count;
        if usize::try_from(count).map_or(true, |count| count > KEPT) {
            return Err(S::Error::custom(format_args!(
                "preFetchMedia has {count} elements, of which {KEPT} were kept"
            )));
        }
        write_members!(serializer, "MediaConfig", {
            "@odata.type": self.config.and_then(MediaConfig::type_name),
            "blob": self.parts.blob(self.texts),
            "preFetchMedia": (count > 0).then_some(WriteFiles(self.parts, self.texts)),
            "removeFromDefaultAudioGroup": self.remove,
        })
    }
}

struct WriteFiles<'t, 'a, const AT: usize, const K: usize>(&'t MediaParts<AT>, &'t Texts<'a, K>);

impl<const AT: usize, const K: usize> Serialize for WriteFiles<'_, '_, AT, K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(usize::try_from(self.0.count).ok())?;
        for file in self.0.iter(self.1) {
            list.serialize_element(&WriteMediaInfo(file))?;
        }
        list.end()
    }
}

/// The getters and setters of `mediaConfig`, of a body that has it.
macro_rules! media_config {
    ($name:ident) => {
        impl<'a> $name<'a> {
            /// `mediaConfig.blob`
            #[must_use]
            pub fn blob(&self) -> Option<$crate::wire::Blob<'_>> {
                self.media_parts.blob(&self.texts)
            }

            /// The same with this `mediaConfig.blob`.
            #[must_use]
            pub fn with_blob(mut self, blob: &'a str) -> Self {
                self.media_parts.set_blob(&mut self.texts, blob);
                self
            }

            /// The first 20 of `mediaConfig.preFetchMedia`.
            pub fn pre_fetch(&self) -> impl Iterator<Item = $crate::wire::MediaInfo<'_>> {
                self.media_parts.iter(&self.texts)
            }

            /// How many `mediaConfig.preFetchMedia` there are.
            #[must_use]
            pub const fn pre_fetch_count(&self) -> u32 {
                self.media_parts.count()
            }

            /// The same with one more file that the service fetches early.
            #[must_use]
            pub fn with_pre_fetch(mut self, file: $crate::wire::MediaInfo<'a>) -> Self {
                self.media_parts.push(&mut self.texts, file);
                self
            }
        }
    };
}
pub(in crate::wire) use media_config;
