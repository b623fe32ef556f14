//! The bodies of the methods that have few members: `clientContext` and one or two besides.

use serde::ser::{Error as _, Serialize, SerializeSeq, Serializer};

use crate::wire::json::object::{Fill, Kind, Object, members, write_members};
use crate::wire::json::{Element, Failed, Keep, List, Source, Text, Texts, Word, keep_text, parsed};
use crate::wire::resource::Prompt;
use crate::wire::resource::prompts::{PromptKey, PromptRead, WritePrompt};
use crate::words::words;

/// `clientContext`, of a body whose only text it is.
macro_rules! context {
    ($name:ident) => {
        $crate::wire::json::texts! { $name {
            /// `clientContext`
            client_context, with_client_context = 0;
        } }

        impl $name<'_> {
            /// The token of `clientContext`; an empty one is absent.
            ///
            /// # Errors
            /// [`ClientContextTooLong`](crate::ClientContextTooLong) past 256 UTF-16 units.
            pub fn context(&self) -> Result<Option<$crate::ClientContext>, $crate::ClientContextTooLong> {
                $crate::wire::json::filled(self.client_context()).map($crate::ClientContext::new).transpose()
            }
        }

        $crate::wire::json::object::object!($name);
    };
}
pub(super) use context;

words! {
    /// `status` of `updateRecordingStatus`.
    ///
    /// ```
    /// use call_lifecycle::wire::RecordingStatus;
    /// assert_eq!("notRecording".parse(), Ok(RecordingStatus::NotRecording));
    /// ```
    #[non_exhaustive]
    RecordingStatus {
        /// Not known.
        Unknown = 0, "unknown",
        /// Nothing is recorded.
        NotRecording = 1, "notRecording",
        /// The application records.
        Recording = 2, "recording",
        /// The recording has failed.
        Failed = 3, "failed",
    }
}

words! {
    /// `role` of `changeScreenSharingRole`.
    ///
    /// ```
    /// use call_lifecycle::wire::ScreenSharingRole;
    /// assert_eq!("sharer".parse(), Ok(ScreenSharingRole::Sharer));
    /// ```
    #[non_exhaustive]
    ScreenSharingRole {
        /// The application looks at a screen.
        Viewer = 0, "viewer",
        /// The application shares its screen.
        Sharer = 1, "sharer",
    }
}

/// The body of any method that has no type for its body: `clientContext`, and the members that
/// single methods have besides.
///
/// | method | members besides `clientContext` |
/// |---|---|
/// | `updateRecordingStatus` | [`status`](Self::status) |
/// | `changeScreenSharingRole`, which starts no operation | [`role`](Self::role), and no `clientContext` |
/// | `startHoldMusic` | [`custom_prompt`](Self::custom_prompt) |
/// | `startTranscription`, `stopTranscription` | [`language`](Self::language) |
/// | `participants/muteAll` | [`participants`](Self::participants) |
/// | any other | none |
///
/// `configureMixer` is in no metadata any more: its levels are written by the host, as
/// [`http::Body::Json`](crate::wire::http::Body::Json).
///
/// ```
/// use call_lifecycle::wire::{OperationRequest, RecordingStatus};
/// let body: OperationRequest = serde_json::from_str(r#"{"clientContext": "c", "status": "recording"}"#)?;
/// assert_eq!((body.client_context(), body.status), (Some("c"), Some(RecordingStatus::Recording)));
/// let body = OperationRequest::default().with_client_context("c");
/// assert_eq!(serde_json::to_string(&body)?, r#"{"clientContext":"c"}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OperationRequest<'a> {
    texts: Texts<'a, { PARTICIPANTS_AT + KEPT }>,
    /// `status`; `None` for an unknown word.
    pub status: Option<RecordingStatus>,
    /// `role`; `None` for an unknown word.
    pub role: Option<ScreenSharingRole>,
    has_prompt: bool,
    repeat: Option<i64>,
    count: u32,
}

const LANGUAGE: usize = 1;
/// `mediaInfo.uri` and `mediaInfo.resourceId` of `customPrompt`.
const PROMPT_AT: usize = 2;
const PARTICIPANTS_AT: usize = PROMPT_AT + 2;
/// How many ids of participants are kept.
const KEPT: usize = 25;

impl<'a> OperationRequest<'a> {
    /// `language`: of a transcription, such as `en-US`.
    #[must_use]
    pub fn language(&self) -> Option<&str> {
        self.texts.get(LANGUAGE)
    }

    /// The same with this `language`.
    #[must_use]
    pub fn with_language(mut self, language: &'a str) -> Self {
        self.texts.set(LANGUAGE, language);
        self
    }

    /// `customPrompt`: what is played in place of the music.
    #[must_use]
    pub fn custom_prompt(&self) -> Option<Prompt<'_>> {
        let (uri, resource_id) = (self.texts.get(PROMPT_AT), self.texts.get(PROMPT_AT.saturating_add(1)));
        self.has_prompt.then_some(Prompt { uri, resource_id, repeat: self.repeat })
    }

    /// The same with this `customPrompt`.
    #[must_use]
    pub fn with_custom_prompt(mut self, prompt: Prompt<'a>) -> Self {
        let Prompt { uri, resource_id, repeat } = prompt;
        self.texts.put(PROMPT_AT, uri);
        self.texts.put(PROMPT_AT.saturating_add(1), resource_id);
        (self.has_prompt, self.repeat) = (true, repeat);
        self
    }

    /// The first 25 `participants`: the ids of those to mute.
    pub fn participants(&self) -> impl Iterator<Item = &str> {
        self.kept().map(Option::unwrap_or_default)
    }

    /// Each participant that is kept; `None` for a `null` in the list.
    fn kept(&self) -> impl Iterator<Item = Option<&str>> {
        let kept = usize::try_from(self.count).unwrap_or(KEPT).min(KEPT);
        (0..kept).map(|index| self.texts.get(PARTICIPANTS_AT.saturating_add(index)))
    }

    /// How many `participants` there are.
    #[must_use]
    pub const fn participant_count(&self) -> u32 {
        self.count
    }

    /// The same with the id of one more participant.
    #[must_use]
    pub fn with_participant(mut self, id: &'a str) -> Self {
        if let Some(index) = usize::try_from(self.count).ok().filter(|index| *index < KEPT) {
            self.texts.set(PARTICIPANTS_AT.saturating_add(index), id);
        }
        self.count = self.count.saturating_add(1);
        self
    }
}

members! { OperationKey {
    ClientContext = "clientContext",
    Status = "status",
    Role = "role",
    Language = "language",
    CustomPrompt = "customPrompt",
    Participants = "participants",
} }

impl<'de> Object<'de> for OperationRequest<'de> {
    type Key = OperationKey;
    const WHAT: &'static str = "the body of a request";

    fn member(&mut self, key: OperationKey, map: &mut dyn Source<'de>) -> Result<(), Failed> {
        let texts = &mut self.texts;
        match key {
            OperationKey::ClientContext => keep_text(texts, Some(0), "clientContext", map)?,
            OperationKey::Language => keep_text(texts, Some(LANGUAGE), "language", map)?,
            OperationKey::Status => {
                self.status = map.value(Text(Word("status", parsed::<RecordingStatus>)))?.flatten();
            }
            OperationKey::Role => {
                self.role = map.value(Text(Word("role", parsed::<ScreenSharingRole>)))?.flatten();
            }
            OperationKey::CustomPrompt => {
                texts.clear_all(PROMPT_AT, 2);
                let mut prompt =
                    CustomPrompt { read: PromptRead { texts, at: Some(PROMPT_AT), repeat: None }, is: false };
                map.value(Fill(&mut prompt, Kind::OrNull))?;
                (self.has_prompt, self.repeat) = (prompt.is, prompt.read.repeat);
            }
            OperationKey::Participants => {
                texts.clear_all(PARTICIPANTS_AT, KEPT);
                self.count = 0;
                map.value(List { member: "participants", or_null: true, element: &mut Ids(self) })?;
            }
        }
        Ok(())
    }
}

/// A prompt of which it is known whether it is there.
struct CustomPrompt<'t, 'de, const K: usize> {
    read: PromptRead<'t, 'de, K>,
    is: bool,
}

impl<'de, const K: usize> Object<'de> for CustomPrompt<'_, 'de, K> {
    type Key = PromptKey;
    const WHAT: &'static str = "customPrompt";

    fn begin(&mut self) {
        self.is = true;
    }

    fn member(&mut self, key: PromptKey, map: &mut dyn Source<'de>) -> Result<(), Failed> {
        self.read.member(key, map)
    }
}

struct Ids<'t, 'de>(&'t mut OperationRequest<'de>);

impl<'de> Element<'de> for Ids<'_, 'de> {
    fn next(&mut self, seq: &mut dyn Source<'de>) -> Result<bool, Failed> {
        let index = usize::try_from(self.0.count).ok().filter(|index| *index < KEPT);
        let read = match index.map(|index| PARTICIPANTS_AT.saturating_add(index)) {
            Some(place) => seq.element(Text(Keep(&mut self.0.texts, place, "participants")))?.is_some(),
            None => seq.element(Text(Word("participants", |_: &str| ())))?.is_some(),
        };
        if read {
            let count = self.0.count.checked_add(1);
            self.0.count =
                count.ok_or_else(|| seq.fail(format_args!("participants has too many elements to count")))?;
        }
        Ok(read)
    }
}

impl Serialize for OperationRequest<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer, "OperationRequest", {
            "clientContext": self.client_context(),
            "status": self.status.map(RecordingStatus::as_str),
            "role": self.role.map(ScreenSharingRole::as_str),
            "language": self.language(),
            "customPrompt": self.custom_prompt().map(WritePrompt),
            "participants": (self.count > 0).then_some(WriteIds(self)),
        })
    }
}

struct WriteIds<'t, 'a>(&'t OperationRequest<'a>);

impl Serialize for WriteIds<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let count = self.0.count;
        if usize::try_from(count).map_or(true, |count| count > KEPT) {
            return Err(S::Error::custom(format_args!("participants has {count} elements, of which {KEPT} were kept")));
        }
        let mut list = serializer.serialize_seq(usize::try_from(count).ok())?;
        for id in self.0.kept() {
            list.serialize_element(&id)?;
        }
        list.end()
    }
}

context!(OperationRequest);
