//! The bodies that begin or refuse a call: its creation, `answer` and `reject`.

use serde::de::MapAccess;
use serde::ser::{Serialize, Serializer};

use super::invitee::{CALLBACK_URI, Invitees, KEPT, TEXTS, read_list, written_list};
use super::read::{Object, members, object, write_members};
use super::text::{Texts, texts};
use super::values::{Int, Keep, Text, Word};
use super::{Invitee, MediaConfig, Modalities};
use crate::words::words;

/// The body of a request that creates a call: a call resource, with its targets.
///
/// ```
/// use call_lifecycle::wire::{Create, IdentityKind, Invitee, MediaConfig};
/// let target = Invitee { kind: Some(IdentityKind::User), id: Some("112f7296-5fa4-42ca-bae8-6a692b15d4b8"), ..Invitee::default() };
/// let mut body = Create::default().with_callback_uri("https://bot.contoso.com/callback").with_target(target);
/// body.media = Some(MediaConfig::ServiceHosted);
/// let json = serde_json::to_string(&body)?;
/// assert_eq!(serde_json::from_str::<Create>(&json)?, body);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Create<'a> {
    texts: Texts<'a, TEXTS>,
    targets: Invitees,
    /// `requestedModalities`
    pub requested: Modalities,
    /// `mediaConfig`
    pub media: Option<MediaConfig>,
}

texts! { Create {
    /// `callbackUri`: where notifications are posted.
    callback_uri, with_callback_uri = 0;
    /// `tenantId`
    tenant_id, with_tenant_id = 1;
} }

impl<'a> Create<'a> {
    /// The first 25 `targets`.
    pub fn targets(&self) -> impl Iterator<Item = Invitee<'_>> {
        (0..KEPT).filter_map(|index| self.targets.get(&self.texts, index))
    }

    /// The same with one more target.
    #[must_use]
    pub fn with_target(mut self, target: Invitee<'a>) -> Self {
        self.targets.push(&mut self.texts, target);
        self
    }
}

members! { CreateKey {
    CallbackUri = "callbackUri",
    Targets = "targets",
    Requested = "requestedModalities",
    Media = "mediaConfig",
    TenantId = "tenantId",
} }

impl<'de> Object<'de> for Create<'de> {
    type Key = CreateKey;
    const WHAT: &'static str = "the body of a new call";

    fn member<A: MapAccess<'de>>(&mut self, key: CreateKey, map: &mut A) -> Result<(), A::Error> {
        match key {
            CreateKey::Targets => read_list(&mut self.targets, &mut self.texts, "targets", map)?,
            CreateKey::Requested => self.requested.read("requestedModalities", map)?,
            CreateKey::Media => self.media = MediaConfig::read(map)?,
            CreateKey::CallbackUri => {
                map.next_value_seed(Text(Keep(&mut self.texts, CALLBACK_URI, "callbackUri")))?;
            }
            CreateKey::TenantId => drop(map.next_value_seed(Text(Keep(&mut self.texts, 1, "tenantId")))?),
        }
        Ok(())
    }
}

impl Serialize for Create<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer, "Call", {
            "@odata.type": Some("#microsoft.graph.call"),
            "callbackUri": self.callback_uri(),
            "targets": written_list(&self.targets, &self.texts),
            "requestedModalities": self.requested.written(),
            "mediaConfig": self.media,
            "tenantId": self.tenant_id(),
        })
    }
}

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
    /// `participantCapacity`: how many participants one application records (policy-based recording).
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
                map.next_value_seed(Text(Keep(&mut self.texts, CALLBACK_URI, "callbackUri")))?;
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

words! {
    /// `reason` of a rejection.
    ///
    /// ```
    /// use call_lifecycle::wire::{Reject, RejectReason};
    /// let body: Reject = serde_json::from_str(r#"{"reason": "Busy"}"#)?;
    /// assert_eq!(body.reason, Some(RejectReason::Busy));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    RejectReason {
        /// No reason.
        None = 0, "none",
        /// Busy.
        Busy = 1, "busy",
        /// Not allowed.
        Forbidden = 2, "forbidden",
    }
}

/// The body of `reject`.
///
/// ```
/// use call_lifecycle::wire::{Reject, RejectReason};
/// let mut body = Reject::default();
/// body.reason = Some(RejectReason::Busy);
/// assert_eq!(serde_json::to_string(&body)?, r#"{"reason":"busy"}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reject<'a> {
    texts: Texts<'a, 1>,
    /// `reason`; an unknown word is none.
    pub reason: Option<RejectReason>,
}

texts! { Reject {
    /// `callbackUri`
    callback_uri, with_callback_uri = 0;
} }

members! { RejectKey { Reason = "reason", CallbackUri = "callbackUri", } }

impl<'de> Object<'de> for Reject<'de> {
    type Key = RejectKey;
    const WHAT: &'static str = "the body of reject";

    fn member<A: MapAccess<'de>>(&mut self, key: RejectKey, map: &mut A) -> Result<(), A::Error> {
        match key {
            RejectKey::Reason => {
                self.reason = map
                    .next_value_seed(Text(Word("reason", |word: &str| word.parse::<RejectReason>().ok())))?
                    .flatten();
            }
            RejectKey::CallbackUri => {
                map.next_value_seed(Text(Keep(&mut self.texts, CALLBACK_URI, "callbackUri")))?;
            }
        }
        Ok(())
    }
}

impl Serialize for Reject<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer, "Reject", {
            "reason": self.reason.map(RejectReason::as_str),
            "callbackUri": self.callback_uri(),
        })
    }
}

object!(Create, Answer, Reject);
