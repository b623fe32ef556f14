//! Who handles the media of a call.

use serde::de::MapAccess;
use serde::ser::{Serialize, Serializer};

use crate::wire::json::object::{Fill, Kind, Object, members, write_members};
use crate::wire::json::{Text, Word};

/// Who handles the media of a call: `mediaConfig`, of which only the `@odata.type` is read.
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

    pub(in crate::wire) fn read<'de, A: MapAccess<'de>>(map: &mut A) -> Result<Option<Self>, A::Error> {
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
