//! The lines of a trace. Graph's bodies inside are read where their kind is known.

use std::borrow::Cow;

use call_lifecycle::service::MediaEvent;
use serde::Deserialize;
use serde::de::Deserializer;

use super::any_text::AnyText;
use super::headers::Headers;
use super::members::some;
use super::notification::Notification;
use super::raw::Raw;
use super::time::At;
use super::url::Url;
use super::words::{Guid, MediaWord, PeerFact, Status, Symbol, Verb};

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

/// A text in a member of that name.
macro_rules! texts {
    ($($member:ident)+) => {$(
        fn $member<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Cow<'de, str>, D::Error> {
            deserializer.deserialize_str(AnyText(concat!("a text in `", stringify!($member), "`")))
        }
    )+};
}
texts! { id to }

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
