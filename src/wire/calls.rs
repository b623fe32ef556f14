//! The bodies that begin or refuse a call: its creation, `answer` and `reject`.

use serde::de::{MapAccess, SeqAccess};
use serde::ser::{Serialize, SerializeSeq, Serializer};

use super::Invitee;
use super::invitee::{CALLBACK_URI, Invitees, KEPT, TEXTS, read_list, written_list};
use super::read::{Element, Fill, Int, Keep, Kind, List, Object, Text, Word, members, object, write_members};
use super::text::{Texts, texts};
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
        Audio = "audio",
        /// Pictures.
        Video = "video",
        /// A shared screen, sent as video.
        VideoBasedScreenSharing = "videoBasedScreenSharing",
        /// Data.
        Data = "data",
        /// The word `unknown`, or any other.
        Unknown = "unknown",
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
        let word = Word("modalities", |word: &str| Modality::from_word(word).unwrap_or(Modality::Unknown));
        let read = seq.next_element_seed(Text(word))?;
        if let Some(Some(modality)) = read {
            *self = self.with(modality);
        }
        Ok(read.is_some())
    }
}

impl Modalities {
    fn read<'de, A: MapAccess<'de>>(&mut self, member: &'static str, map: &mut A) -> Result<(), A::Error> {
        *self = Self::default();
        map.next_value_seed(List { member, or_null: true, element: self })
    }

    fn written(self) -> Option<Self> {
        (self != Self::default()).then_some(self)
    }
}

impl Serialize for Modalities {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(usize::try_from(self.0.count_ones()).ok())?;
        for modality in Modality::ALL.iter().filter(|modality| self.contains(**modality)) {
            list.serialize_element(modality.word())?;
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

    fn read<'de, A: MapAccess<'de>>(map: &mut A) -> Result<Option<Self>, A::Error> {
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
        None = "none",
        /// Busy.
        Busy = "busy",
        /// Not allowed.
        Forbidden = "forbidden",
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
                self.reason = map.next_value_seed(Text(Word("reason", RejectReason::from_word)))?.flatten();
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
            "reason": self.reason.map(RejectReason::word),
            "callbackUri": self.callback_uri(),
        })
    }
}

object!(Create, Answer, Reject);
