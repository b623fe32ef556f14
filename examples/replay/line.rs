//! A line of a trace: the trace's own objects. Graph's bodies inside are read by those who know which they are.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use call_lifecycle::record::Tone;
use call_lifecycle::service::{MediaEvent, PeerEvent};
use call_lifecycle::wire::{Each, Notice, Target, retry_after};
use call_lifecycle::{CallReport, Id, OperationKind, OperationReport, Span};
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Unexpected, Visitor};
use serde_json::value::RawValue;

use super::time::At;
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

/// A text that is read as something by a function.
struct Reads<F>(&'static str, F);

impl<'de, T, F: FnOnce(&str) -> Result<T, String>> Visitor<'de> for Reads<F> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        (self.1)(text).map_err(|found| E::custom(format_args!("found {found}, expected {}", self.0)))
    }
}

/// A type that is read from a text: what is expected, and a function that says what was found where it is not that.
macro_rules! reads {
    ($name:ident, $what:literal, $read:expr) => {
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str(Reads($what, $read))
            }
        }
    };
}

/// An id in either spelling.
#[derive(Clone, Copy, Debug)]
pub struct Guid(pub Id);
reads!(Guid, "a GUID in `call`", |text: &str| Id::parse(text).map(Guid).map_err(|error| format!("{text:?} ({error})")));

/// The method of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    Get,
    Post,
    Delete,
    Other,
}
reads!(Verb, "GET, POST, DELETE, PATCH, PUT, HEAD or OPTIONS in `method`", |text: &str| {
    let is = |word: &str| text.eq_ignore_ascii_case(word);
    match text {
        _ if is("POST") => Ok(Verb::Post),
        _ if is("GET") => Ok(Verb::Get),
        _ if is("DELETE") => Ok(Verb::Delete),
        _ if ["PATCH", "PUT", "HEAD", "OPTIONS"].into_iter().any(is) => Ok(Verb::Other),
        _ => Err(format!("{text:?}")),
    }
});

/// What the URL of a request names.
#[derive(Clone, Copy, Debug)]
pub struct Url(pub Target);
reads!(Url, "the URL of a resource in `url`", |text: &str| Target::parse(text)
    .map(Url)
    .map_err(|error| format!("{text:?} ({error})")));

/// An HTTP status.
#[derive(Clone, Copy, Debug)]
pub struct Status(pub u16);

impl<'de> Deserialize<'de> for Status {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Number;
        impl Visitor<'_> for Number {
            type Value = Status;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an HTTP status from 100 to 599 as a number in `status`")
            }

            fn visit_u64<E: Error>(self, value: u64) -> Result<Status, E> {
                match u16::try_from(value) {
                    Ok(status @ 100..=599) => Ok(Status(status)),
                    _ => Err(E::invalid_value(Unexpected::Unsigned(value), &self)),
                }
            }
        }
        deserializer.deserialize_u16(Number)
    }
}

/// What the other side did: an incoming call begins, or one of the machine's own facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeerFact {
    Calls,
    Of(PeerEvent),
}
reads!(
    PeerFact,
    "one of calls, rings, connects, declines, busy, noAnswer, fails, hangsUp, holds, resumes, transferAccepted, \
     transferFailed, transferCompleted, redirected, redirectFailed, mediaFailed, tornDown in `event`",
    |text: &str| match PeerEvent::ALL.iter().find(|event| event.word() == text) {
        Some(event) => Ok(PeerFact::Of(*event)),
        None if text == "calls" => Ok(PeerFact::Calls),
        None => Err(format!("{text:?}")),
    }
);

/// Every media fact but `tone`, with its word.
pub const MEDIA: [(&str, MediaEvent); 8] = [
    ("promptFinished", MediaEvent::PromptFinished),
    ("promptFailed", MediaEvent::PromptFailed),
    ("beepFinished", MediaEvent::BeepFinished),
    ("beepFailed", MediaEvent::BeepFailed),
    ("speechStarted", MediaEvent::SpeechStarted),
    ("speechStopped", MediaEvent::SpeechStopped),
    ("mediaLost", MediaEvent::MediaLost),
    ("recordFailed", MediaEvent::RecordFailed),
];

/// A media fact; none is `tone`, which has its tone in a member of its own.
struct MediaWord(Option<MediaEvent>);
reads!(
    MediaWord,
    "one of promptFinished, promptFailed, beepFinished, beepFailed, speechStarted, speechStopped, tone, mediaLost, \
     recordFailed in `event`",
    |text: &str| match MEDIA.iter().find(|(word, _)| *word == text) {
        Some((_, event)) => Ok(MediaWord(Some(*event))),
        None if text == "tone" => Ok(MediaWord(None)),
        None => Err(format!("{text:?}")),
    }
);

struct Symbol(Tone);
reads!(Symbol, "one of the tones 0-9, *, #, A-D in `tone`", |text: &str| {
    let mut symbols = text.chars();
    match (symbols.next().and_then(Tone::from_symbol), symbols.next()) {
        (Some(tone), None) => Ok(Symbol(tone)),
        _ => Err(format!("{text:?}")),
    }
});

/// The headers of interest, whose names are compared without regard to case; all others are read over.
#[derive(Debug, Default)]
pub struct Headers<'a> {
    pub location: Option<Cow<'a, str>>,
    /// `Retry-After`; a date in it is no span, and is read over.
    pub retry_after: Option<Span>,
}

impl<'de: 'a, 'a> Deserialize<'de> for Headers<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Names;
        impl<'de> Visitor<'de> for Names {
            type Value = Headers<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("headers as an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Headers<'de>, A::Error> {
                let mut headers = Headers::default();
                while let Some(name) = map.next_key::<Cow<'de, str>>()? {
                    if name.eq_ignore_ascii_case("Location") {
                        headers.location = Some(map.next_value::<Text<'de>>()?.0);
                    } else if name.eq_ignore_ascii_case("Retry-After") {
                        headers.retry_after = map.next_value::<Seconds>()?.0;
                    } else {
                        map.next_value::<IgnoredAny>()?;
                    }
                }
                Ok(headers)
            }
        }
        deserializer.deserialize_map(Names)
    }
}

#[derive(Deserialize)]
#[serde(transparent)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

struct Seconds(Option<Span>);

impl<'de> Deserialize<'de> for Seconds {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl Visitor<'_> for Either {
            type Value = Seconds;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("seconds, as a number or a text, or a date in `Retry-After`")
            }

            fn visit_u64<E: Error>(self, value: u64) -> Result<Seconds, E> {
                Ok(Seconds(Some(u32::try_from(value).map_or(Span::MAX, Span::from_secs))))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Seconds, E> {
                Ok(Seconds(retry_after(text).map(|after| Span::try_from(after).unwrap_or(Span::MAX))))
            }
        }
        deserializer.deserialize_any(Either)
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
