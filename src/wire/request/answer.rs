//! The body of `answer`.

use serde::de::MapAccess;
use serde::ser::{Serialize, Serializer};

use crate::wire::json::object::{Object, members, object, write_members};
use crate::wire::json::{Int, Keep, Text, Texts, texts};
use crate::wire::resource::{MediaConfig, Modalities};

/// The body of `answer`.
///
/// ```
/// use call_lifecycle::wire::{Answer, Modality};
/// let body: Answer = serde_json::from_str(r#"{"callbackUri": "https:\/\/bot.contoso.com", "participantCapacity": 200}"#)?;
/// assert_eq!((body.callback_uri(), body.participant_capacity), (Some("https://bot.contoso.com"), Some(200)));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer<'a> {
    texts: Texts<'a, 1>,
    /// `acceptedModalities`
    pub accepted: Modalities,
    /// `mediaConfig`
    pub media: Option<MediaConfig>,
    /// `participantCapacity`: how many participants one application records (policy-based
    /// recording).
    pub participant_capacity: Option<i64>,
}

texts! { Answer {
    /// `callbackUri`: where notifications are posted from now on.
    callback_uri, with_callback_uri = 0;
} }

members! { AnswerKey {
    CallbackUri = "callbackUri",
    Accepted = "acceptedModalities",
    Media = "mediaConfig",
    Capacity = "participantCapacity",
} }

impl<'de> Object<'de> for Answer<'de> {
    type Key = AnswerKey;
    const WHAT: &'static str = "the body of answer";

    fn member<A: MapAccess<'de>>(&mut self, key: AnswerKey, map: &mut A) -> Result<(), A::Error> {
        match key {
            AnswerKey::Accepted => self.accepted.read("acceptedModalities", map)?,
            AnswerKey::Media => self.media = MediaConfig::read(map)?,
            AnswerKey::Capacity => self.participant_capacity = map.next_value_seed(Int::any("participantCapacity"))?,
            AnswerKey::CallbackUri => {
                map.next_value_seed(Text(Keep(&mut self.texts, 0, "callbackUri")))?;
            }
        }
        Ok(())
    }
}

impl Serialize for Answer<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer, "Answer", {
            "callbackUri": self.callback_uri(),
            "acceptedModalities": self.accepted.written(),
            "mediaConfig": self.media,
            "participantCapacity": self.participant_capacity,
        })
    }
}

object!(Answer);
