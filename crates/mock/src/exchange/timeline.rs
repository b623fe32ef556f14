//! What happened to a call recently, in few bytes: there may be a hundred thousand calls.

use std::borrow::Cow;
use std::collections::VecDeque;

use call_lifecycle::Timestamp;
use call_lifecycle::service::MediaEvent;
use graph_call_replay::trace::media_word;
use serde::Serialize;

/// The timeline of one call.
const KEPT: usize = 24;

/// Who did it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// The application sent a request.
    Request,
    /// The service posted, or should have posted, something.
    Notification,
    /// The other side did something.
    Peer,
    /// Something was heard or played.
    Media,
    /// Time passed.
    Clock,
}

/// The result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Result {
    Nothing,
    Status(u16),
    Word(&'static str),
    Tone(char),
}

#[derive(Clone, Debug)]
struct Mark {
    at: Timestamp,
    word: Cow<'static, str>,
    result: Result,
    kind: Kind,
    good: Option<bool>,
}

/// A line of the timeline, as the page reads it.
#[derive(Debug, Serialize)]
pub struct Said {
    at: u64,
    kind: Kind,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    result: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    good: Option<bool>,
}

#[derive(Debug, Default)]
pub struct Timeline(VecDeque<Mark>);

impl Timeline {
    pub fn push(
        &mut self,
        at: Timestamp,
        kind: Kind,
        word: impl Into<Cow<'static, str>>,
        result: Result,
        good: Option<bool>,
    ) {
        if self.0.len() == KEPT {
            self.0.pop_front();
        }
        self.0.push_back(Mark { at, word: word.into(), result, kind, good });
    }

    /// Adds a request and the status of its answer.
    pub fn request(&mut self, at: Timestamp, word: impl Into<Cow<'static, str>>, status: u16) {
        self.push(at, Kind::Request, word, Result::Status(status), Some(status < 400));
    }

    /// Something was heard or played.
    pub fn media(&mut self, at: Timestamp, media: MediaEvent) {
        let tone = match media {
            MediaEvent::Tone(tone) => tone.symbol().map_or(Result::Nothing, Result::Tone),
            _ => Result::Nothing,
        };
        self.push(at, Kind::Media, media_word(media), tone, None);
    }

    pub fn said(&self) -> Vec<Said> {
        let say = |mark: &Mark| Said {
            at: mark.at.as_millis(),
            kind: mark.kind,
            text: mark.word.to_string(),
            result: match mark.result {
                Result::Nothing => None,
                Result::Status(status) => Some(status.to_string()),
                Result::Word(word) => Some(word.to_owned()),
                Result::Tone(tone) => Some(tone.to_string()),
            },
            good: mark.good,
        };
        self.0.iter().map(say).collect()
    }
}
