//! The texts and numbers of a trace's objects: ids, methods, statuses, events, headers.

use std::fmt;

use call_lifecycle::Id;
use call_lifecycle::record::Tone;
use call_lifecycle::service::{MediaEvent, PeerEvent};
use serde::Deserialize;
use serde::de::{Deserializer, Error, Unexpected, Visitor};

use super::url::Url;

/// A text that is read as something by a function.
struct Reads<F>(&'static str, F);

impl<'de, T, F: FnOnce(&str) -> Result<T, String>> Visitor<'de> for Reads<F> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        (self.1)(text).map_err(|found| match self.0.rsplit_once(" in ") {
            Some((expected, member)) => E::custom(format_args!("{member} is {found}, expected {expected}")),
            None => E::custom(format_args!("there is {found}, expected {}", self.0)),
        })
    }
}

/// A type that is read from a text: what is expected, and a function that says what was found
/// instead.
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

impl Guid {
    pub(super) fn parse(text: &str) -> Option<Self> {
        Id::parse(text).ok().map(Self)
    }
}

/// The method of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// GET.
    Get,
    /// POST.
    Post,
    /// DELETE.
    Delete,
    /// PATCH.
    Patch,
    /// PUT, HEAD or OPTIONS.
    Other,
}

impl fmt::Display for Verb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Patch => "PATCH",
            Self::Other => "PUT or the like",
        })
    }
}
impl Verb {
    pub(super) fn named(text: &str) -> Option<Self> {
        let is = |word: &str| text.eq_ignore_ascii_case(word);
        match text {
            _ if is("POST") => Some(Self::Post),
            _ if is("GET") => Some(Self::Get),
            _ if is("DELETE") => Some(Self::Delete),
            _ if is("PATCH") => Some(Self::Patch),
            _ if ["PUT", "HEAD", "OPTIONS"].into_iter().any(is) => Some(Self::Other),
            _ => None,
        }
    }
}
reads!(Verb, "GET, POST, DELETE, PATCH, PUT, HEAD or OPTIONS in `method`", |text: &str| Verb::named(text)
    .ok_or_else(|| format!("{text:?}")));

reads!(Url, "the URL of a resource in `url`", |text: &str| Url::parse(text)
    .map_err(|error| format!("{text:?} ({error})")));

/// An HTTP status.
#[derive(Clone, Copy, Debug)]
pub struct Status(pub u16);

impl Status {
    pub(super) fn of(value: u64) -> Option<Self> {
        u16::try_from(value).ok().filter(|status| matches!(status, 100..=599)).map(Self)
    }
}

impl<'de> Deserialize<'de> for Status {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Number;
        impl Visitor<'_> for Number {
            type Value = Status;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an HTTP status from 100 to 599 as a number in `status`")
            }

            fn visit_u64<E: Error>(self, value: u64) -> Result<Status, E> {
                Status::of(value).ok_or_else(|| E::invalid_value(Unexpected::Unsigned(value), &self))
            }
        }
        deserializer.deserialize_u16(Number)
    }
}

/// What the other side did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeerFact {
    /// An incoming call begins.
    Calls,
    /// An event of a call that exists.
    Of(PeerEvent),
}
reads!(
    PeerFact,
    "one of calls, rings, connects, declines, busy, noAnswer, fails, hangsUp, holds, resumes, transferAccepted, \
     transferFailed, transferCompleted, redirected, redirectFailed, mediaFailed, tornDown in `event`",
    |text: &str| match PeerEvent::ALL.iter().find(|event| event.as_str() == text) {
        Some(event) => Ok(PeerFact::Of(*event)),
        None if text == "calls" => Ok(PeerFact::Calls),
        None => Err(format!("{text:?}")),
    }
);

/// Every media event but `tone`, with its word.
const MEDIA: [(&str, MediaEvent); 8] = [
    ("promptFinished", MediaEvent::PromptFinished),
    ("promptFailed", MediaEvent::PromptFailed),
    ("beepFinished", MediaEvent::BeepFinished),
    ("beepFailed", MediaEvent::BeepFailed),
    ("speechStarted", MediaEvent::SpeechStarted),
    ("speechStopped", MediaEvent::SpeechStopped),
    ("mediaLost", MediaEvent::MediaLost),
    ("recordFailed", MediaEvent::RecordFailed),
];

/// The word of a peer's event.
pub fn peer_word(fact: PeerFact) -> &'static str {
    match fact {
        PeerFact::Calls => "calls",
        PeerFact::Of(event) => event.as_str(),
    }
}

/// The word of a media event.
pub fn media_word(media: MediaEvent) -> &'static str {
    MEDIA.iter().find(|(_, known)| *known == media).map_or("tone", |(word, _)| word)
}

/// A media event, or `None` for `tone`, whose tone is in another member.
#[derive(Debug)]
pub struct MediaWord(pub Option<MediaEvent>);
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

/// A tone, by its symbol.
#[derive(Debug)]
pub struct Symbol(pub Tone);
reads!(Symbol, "one of the tones 0-9, *, #, A-D in `tone`", |text: &str| {
    let mut symbols = text.chars();
    match (symbols.next().and_then(Tone::from_symbol), symbols.next()) {
        (Some(tone), None) => Ok(Symbol(tone)),
        _ => Err(format!("{text:?}")),
    }
});
