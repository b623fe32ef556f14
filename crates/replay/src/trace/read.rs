//! Reads a line of a trace: quickly as programs write it, or with every spelling and with what is wrong.

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny};

use super::error::{LineError, named};
use super::line::{Fact, Failed, Line, Media, Peer, Request, Response};
use super::members::{object, some};
use super::notification;
use super::quick;
use super::raw::Raw;
use super::time::At;

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

/// For each member that may be absent, but not `null`: how it is read.
macro_rules! objects {
    ($($member:ident)+) => {$(
        fn $member<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
            object(deserializer, concat!("an object in `", stringify!($member), "`"))
        }
    )+};
}
objects! { request response failed peer media }

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
