//! A line of a trace: the trace's own objects. Graph's bodies inside are read by those who know which they are.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use call_lifecycle::service::MediaEvent;
use call_lifecycle::wire::{Each, Notice};
use call_lifecycle::{CallReport, Id, OperationKind, OperationReport};
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::time::At;
use super::words::{Guid, Headers, MediaWord, PeerFact, Status, Symbol, Url, Verb};
use super::wrong::Wrong;

/// A line: when, and at most one thing that happened.
#[derive(Debug)]
pub struct Line<'a> {
    pub at: At,
    pub fact: Fact<'a>,
}

/// What a line tells.
#[derive(Debug)]
pub enum Fact<'a> {
    /// Time passes.
    Nothing,
    Request(Request<'a>),
    Response(Response<'a>),
    Failed(Failed<'a>),
    Notification(Notification),
    Peer(Peer),
    Media(Media),
}

impl<'a> Line<'a> {
    pub fn read(text: &'a str) -> Result<Self, Wrong> {
        if !text.starts_with('{') {
            return match serde_json::from_str::<IgnoredAny>(text) {
                Ok(_) => Err(Wrong::new("JSON that is no object", "one JSON object on the line")),
                Err(error) => Err(Wrong::json(&error)),
            };
        }
        let Members { at, request, response, failed, notification, peer, media } =
            serde_json::from_str(text).map_err(|error| Wrong::json(&error))?;
        let mut found = [
            ("request", request.map(Fact::Request)),
            ("response", response.map(Fact::Response)),
            ("failed", failed.map(Fact::Failed)),
            ("notification", notification.map(Fact::Notification)),
            ("peer", peer.map(Fact::Peer)),
            ("media", media.map(Fact::Media)),
        ]
        .into_iter()
        .filter_map(|(name, fact)| Some((name, fact?)));
        match (found.next(), found.next()) {
            (None, _) => Ok(Self { at, fact: Fact::Nothing }),
            (Some((_, fact)), None) => Ok(Self { at, fact }),
            (Some((one, _)), Some((other, _))) => {
                Err(Wrong::new(format_args!("both {one} and {other}"), "at most one of the members beside `at`"))
            }
        }
    }
}

/// A member that may be absent, but neither `null` nor an array, as which a derived reader would take an object too.
fn object<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    struct Only<T>(PhantomData<T>);
    impl<'de, T: Deserialize<'de>> Visitor<'de> for Only<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
            T::deserialize(MapAccessDeserializer::new(map))
        }
    }
    deserializer.deserialize_map(Only(PhantomData)).map(Some)
}

/// A member that may be absent, but not `null`.
fn some<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Members<'a> {
    at: At,
    #[serde(borrow, default, deserialize_with = "object")]
    request: Option<Request<'a>>,
    #[serde(borrow, default, deserialize_with = "object")]
    response: Option<Response<'a>>,
    #[serde(borrow, default, deserialize_with = "object")]
    failed: Option<Failed<'a>>,
    #[serde(default, deserialize_with = "object")]
    notification: Option<Notification>,
    #[serde(default, deserialize_with = "object")]
    peer: Option<Peer>,
    #[serde(default, deserialize_with = "object")]
    media: Option<Media>,
}

/// The application sent this.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request<'a> {
    #[serde(borrow)]
    pub id: Cow<'a, str>,
    pub method: Verb,
    pub url: Url,
    #[serde(borrow, default)]
    pub body: Option<&'a RawValue>,
    /// At the service's end: the call that a create request creates.
    #[serde(default, deserialize_with = "some")]
    pub call: Option<Guid>,
}

/// The answer to a request.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Response<'a> {
    #[serde(borrow)]
    pub to: Cow<'a, str>,
    pub status: Status,
    #[serde(borrow, default)]
    pub headers: Headers<'a>,
    #[serde(borrow, default)]
    pub body: Option<&'a RawValue>,
}

/// No answer came to a request.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Failed<'a> {
    #[serde(borrow)]
    pub to: Cow<'a, str>,
}

/// What the other side did.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Peer {
    pub call: Guid,
    pub event: PeerFact,
}

/// What was heard or played.
#[derive(Debug, Deserialize)]
#[serde(try_from = "MediaMembers")]
pub struct Media {
    pub call: Guid,
    pub event: MediaEvent,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MediaMembers {
    call: Guid,
    event: MediaWord,
    #[serde(default, deserialize_with = "some")]
    tone: Option<Symbol>,
}

impl TryFrom<MediaMembers> for Media {
    type Error = &'static str;

    fn try_from(MediaMembers { call, event, tone }: MediaMembers) -> Result<Self, Self::Error> {
        let event = match (event.0, tone) {
            (Some(event), _) => event,
            (None, Some(Symbol(tone))) => MediaEvent::Tone(tone),
            (None, None) => {
                return Err("found the event tone without the member `tone`, expected one of 0-9, *, #, A-D in it");
            }
        };
        Ok(Self { call, event })
    }
}

/// What the service posted.
#[derive(Debug)]
pub struct Notification(pub Vec<Entry>);

/// An entry of a notification's `value`.
#[derive(Clone, Copy, Debug)]
pub enum Entry {
    Call(Id, CallReport),
    Operation(Id, Option<OperationKind>, OperationReport),
    /// A roster or the like.
    Other,
}

impl<'de> Deserialize<'de> for Notification {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (mut entries, mut wrong) = (Vec::new(), None);
        let each = Each(|entry: &call_lifecycle::wire::CommsNotification<'_>| match entry.notice() {
            Ok(Notice::Call { call, report }) => entries.push(Entry::Call(call, report)),
            Ok(Notice::Operation { call, kind, report, .. }) => entries.push(Entry::Operation(call, kind, report)),
            Ok(Notice::Other { .. }) => entries.push(Entry::Other),
            Err(error) => {
                let place = entries.len() + 1;
                wrong.get_or_insert_with(|| {
                    format!(
                        "found entry {place} of `value` as it should not be ({error}), expected a resource that changed"
                    )
                });
            }
        });
        each.deserialize(deserializer)?;
        match wrong {
            None => Ok(Self(entries)),
            Some(wrong) => Err(D::Error::custom(wrong)),
        }
    }
}
