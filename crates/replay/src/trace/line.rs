//! The lines of a trace. Graph's bodies inside are read where their kind is known.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use call_lifecycle::service::MediaEvent;
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, Visitor};

use super::error::{LineError, named};
use super::notification::{self, Notification};
use super::quick;
use super::raw::Raw;
use super::time::At;
use super::url::Url;
use super::words::{Guid, Headers, MediaWord, PeerFact, Status, Symbol, Verb};

/// A line: when, and at most one thing that happened.
#[derive(Debug)]
#[non_exhaustive]
pub struct Line<'a> {
    /// When.
    pub at: At,
    /// What happened.
    pub fact: Fact<'a>,
}

/// What a line says.
#[derive(Debug)]
pub enum Fact<'a> {
    /// Time passes.
    Nothing,
    /// The application sent a request.
    Request(Request<'a>),
    /// The answer to a request came.
    Response(Response<'a>),
    /// No answer came to a request.
    Failed(Failed<'a>),
    /// The service posted this.
    Notification(Notification<'a>),
    /// The other side did something.
    Peer(Peer),
    /// Something was heard or played.
    Media(Media),
}

impl<'a> Line<'a> {
    /// Reads a line.
    ///
    /// # Errors
    ///
    /// The error says what was found, and what was expected.
    pub fn read(text: &'a str) -> Result<Self, LineError> {
        match quick::line(text) {
            Some(line) => Ok(line),
            None => Self::read_fully(text),
        }
    }

    /// The same with every spelling, and with what is wrong.
    pub(super) fn read_fully(text: &'a str) -> Result<Self, LineError> {
        if !text.starts_with('{') {
            return match serde_json::from_str::<IgnoredAny>(text) {
                Ok(_) => Err(LineError::new(format_args!("the line is {}", named(text)), "one JSON object on it")),
                Err(error) => Err(LineError::json(&error)),
            };
        }
        let Members { at, request, response, failed, notification, peer, media } =
            serde_json::from_str(text).map_err(|error| LineError::json(&error))?;
        let notification = notification.map(notification::read_fully).transpose()?;
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
            (Some((one, _)), Some((other, _))) => Err(LineError::new(
                format_args!("there are both `{one}` and `{other}`"),
                "at most one member in addition to `at`",
            )),
        }
    }
}

/// An object in a member. A derived reader would accept an array too.
fn object<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
    expected: &'static str,
) -> Result<Option<T>, D::Error> {
    struct Only<T>(&'static str, PhantomData<T>);
    impl<'de, T: Deserialize<'de>> Visitor<'de> for Only<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
            T::deserialize(MapAccessDeserializer::new(map))
        }
    }
    deserializer.deserialize_map(Only(expected, PhantomData)).map(Some)
}

/// For each member that may be absent, but not `null`: how it is read.
macro_rules! objects {
    ($($member:ident)+) => {$(
        fn $member<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
            object(deserializer, concat!("an object in `", stringify!($member), "`"))
        }
    )+};
}
objects! { request response failed peer media }

/// A text in a member of that name.
macro_rules! texts {
    ($($member:ident)+) => {$(
        fn $member<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Cow<'de, str>, D::Error> {
            deserializer.deserialize_str(AnyText(concat!("a text in `", stringify!($member), "`")))
        }
    )+};
}
texts! { id to }

/// Any text; with what is expected.
#[derive(Debug)]
pub struct AnyText(pub &'static str);

impl<'de> Visitor<'de> for AnyText {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.to_owned()))
    }
}

/// A member that may be absent, but not `null`.
fn some<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Members<'a> {
    at: At,
    #[serde(borrow, default, deserialize_with = "request")]
    request: Option<Request<'a>>,
    #[serde(borrow, default, deserialize_with = "response")]
    response: Option<Response<'a>>,
    #[serde(borrow, default, deserialize_with = "failed")]
    failed: Option<Failed<'a>>,
    #[serde(borrow, default, deserialize_with = "some")]
    notification: Option<Raw<'a>>,
    #[serde(default, deserialize_with = "peer")]
    peer: Option<Peer>,
    #[serde(default, deserialize_with = "media")]
    media: Option<Media>,
}

/// The application sent this.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Request<'a> {
    /// The text by which its response names it.
    #[serde(borrow, deserialize_with = "id")]
    pub id: Cow<'a, str>,
    /// Its method.
    pub method: Verb,
    /// What its URL names.
    pub url: Url,
    /// Its body.
    #[serde(borrow, default)]
    pub body: Option<Raw<'a>>,
    /// At the service's end: the call that a create request creates.
    #[serde(default, deserialize_with = "some")]
    pub call: Option<Guid>,
}

/// The answer to a request.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Response<'a> {
    /// The id of its request.
    #[serde(borrow, deserialize_with = "to")]
    pub to: Cow<'a, str>,
    /// Its status.
    pub status: Status,
    /// Its headers.
    #[serde(borrow, default)]
    pub headers: Headers<'a>,
    /// Its body.
    #[serde(borrow, default)]
    pub body: Option<Raw<'a>>,
}

/// No answer came to a request.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Failed<'a> {
    /// The id of the request.
    #[serde(borrow, deserialize_with = "to")]
    pub to: Cow<'a, str>,
}

/// What the other side did.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Peer {
    /// The call.
    pub call: Guid,
    /// What it did.
    pub event: PeerFact,
}

/// What was heard or played.
#[derive(Debug, Deserialize)]
#[serde(try_from = "MediaMembers")]
#[non_exhaustive]
pub struct Media {
    /// The call.
    pub call: Guid,
    /// What it was.
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
                return Err("there is no member `tone` next to the event tone, expected one of 0-9, *, #, A-D in it");
            }
        };
        Ok(Self { call, event })
    }
}
