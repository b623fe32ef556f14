//! A file with sound: `mediaInfo`, which the service fetches or plays.

use serde::ser::{Serialize, Serializer};

use crate::wire::json::object::{Fill, Kind, Object, members, write_members};
use crate::wire::json::{Failed, Source, Texts, keep_text};

/// A file with sound: `mediaInfo`, such as one that the service fetches early.
///
/// ```
/// use call_lifecycle::wire::{Create, MediaConfig, MediaInfo};
/// let beep = MediaInfo::new("https://cdn.contoso.com/beep.wav").with_resource_id("f8971b04-b53e-418c-9222-c82ce681a582");
/// let mut body = Create::default().with_pre_fetch(beep);
/// body.media = Some(MediaConfig::ServiceHosted);
/// assert_eq!(body.pre_fetch().collect::<Vec<_>>(), [beep]);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct MediaInfo<'t> {
    /// `uri`: where the WAV file is.
    pub uri: Option<&'t str>,
    /// `resourceId`: a name for the file, under which the service may keep it.
    pub resource_id: Option<&'t str>,
}

impl<'t> MediaInfo<'t> {
    /// A file at an address.
    #[must_use]
    pub const fn new(uri: &'t str) -> Self {
        Self { uri: Some(uri), resource_id: None }
    }

    /// The same with a name under which the service may keep the file.
    #[must_use]
    pub const fn with_resource_id(self, name: &'t str) -> Self {
        Self { resource_id: Some(name), ..self }
    }
}

members! { InfoKey { Uri = "uri", ResourceId = "resourceId", } }

/// Reads a file into two places: its `uri`, and its `resourceId` after that.
pub(in crate::wire) struct MediaInfoRead<'t, 'de, const K: usize> {
    pub(in crate::wire) texts: &'t mut Texts<'de, K>,
    /// `None` for one too many, of which the types are still checked.
    pub(in crate::wire) at: Option<usize>,
    /// The names of its members, for errors.
    pub(in crate::wire) names: [&'static str; 2],
}

impl<'de, const K: usize> MediaInfoRead<'_, 'de, K> {
    /// Reads the value of a member; nothing of what was there before is left.
    pub(in crate::wire) fn read(mut self, map: &mut dyn Source<'de>) -> Result<(), Failed> {
        if let Some(at) = self.at {
            self.texts.clear_all(at, 2);
        }
        map.value(Fill(&mut self, Kind::OrNull))
    }
}

impl<'de, const K: usize> Object<'de> for MediaInfoRead<'_, 'de, K> {
    type Key = InfoKey;
    const WHAT: &'static str = "a mediaInfo";

    fn member(&mut self, key: InfoKey, map: &mut dyn Source<'de>) -> Result<(), Failed> {
        let (offset, member) = match key {
            InfoKey::Uri => (0, self.names[0]),
            InfoKey::ResourceId => (1, self.names[1]),
        };
        keep_text(self.texts, self.at.map(|at| at.saturating_add(offset)), member, map)
    }
}

pub(in crate::wire) struct WriteMediaInfo<'t>(pub(in crate::wire) MediaInfo<'t>);

impl Serialize for WriteMediaInfo<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer, "MediaInfo", { "uri": self.0.uri, "resourceId": self.0.resource_id, })
    }
}
