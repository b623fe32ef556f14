//! The body of `answer`.

use serde::ser::{Serialize, Serializer};

use crate::wire::json::object::{Object, members, object, write_members};
use crate::wire::json::{Failed, Int, Keep, Source, Text, Texts, texts};
use crate::wire::resource::media_config::{MEDIA, MediaParts, media_config};
use crate::wire::resource::options::WriteOptions;
use crate::wire::resource::{CallOptions, MediaConfig, Modalities};

/// The texts of `mediaConfig` stand after `callbackUri`.
const MEDIA_AT: usize = 1;

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
    texts: Texts<'a, { MEDIA_AT + MEDIA }>,
    media_parts: MediaParts<MEDIA_AT>,
    /// `acceptedModalities`
    pub accepted: Modalities,
    /// The type of `mediaConfig`.
    pub media: Option<MediaConfig>,
    /// `mediaConfig.removeFromDefaultAudioGroup`
    pub remove_from_default_audio_group: Option<bool>,
    /// `callOptions`; `None` if it says nothing.
    pub options: Option<CallOptions>,
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
    Options = "callOptions",
} }

impl<'de> Object<'de> for Answer<'de> {
    type Key = AnswerKey;
    const WHAT: &'static str = "the body of answer";

    fn member(&mut self, key: AnswerKey, map: &mut dyn Source<'de>) -> Result<(), Failed> {
        match key {
            AnswerKey::Accepted => self.accepted.read("acceptedModalities", map)?,
            AnswerKey::Media => {
                let flags = (&mut self.media, &mut self.remove_from_default_audio_group);
                self.media_parts.read(&mut self.texts, flags, map)?;
            }
            AnswerKey::Options => self.options = CallOptions::read(map)?,
            AnswerKey::Capacity => self.participant_capacity = map.value(Int::any("participantCapacity"))?,
            AnswerKey::CallbackUri => {
                map.value(Text(Keep(&mut self.texts, 0, "callbackUri")))?;
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
            "mediaConfig": self.media_parts.written(&self.texts, self.media, self.remove_from_default_audio_group),
            "participantCapacity": self.participant_capacity,
            "callOptions": self.options.map(|options| WriteOptions { options, is_incoming: true }),
        })
    }
}

object!(Answer);
media_config!(Answer);
