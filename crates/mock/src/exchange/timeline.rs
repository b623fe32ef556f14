//! What happened to a call recently, in few bytes: there may be a hundred thousand calls.

use std::borrow::Cow;
use std::collections::{HashMap, VecDeque};
use std::sync::{LazyLock, Mutex, PoisonError};

use call_lifecycle::Timestamp;
use call_lifecycle::service::MediaEvent;
use foldhash::fast::RandomState;
use graph_call_replay::trace::media_word;
use serde::Serialize;

/// The timeline of one call.
const KEPT: usize = 24;
/// By how much the room for it grows: most calls need little.
const GROWS: usize = 6;

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

/// A line of it in 16 bytes.
#[derive(Clone, Copy, Debug)]
struct Mark {
    at: Timestamp,
    word: Word,
    result: Brief,
    kind: Kind,
    good: Option<bool>,
}

const _: () = assert!(size_of::<Mark>() == 16);

/// A word by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Word(u16);

/// A result with its word by number.
#[derive(Clone, Copy, Debug)]
enum Brief {
    Nothing,
    Status(u16),
    Word(Word),
    Tone(u8),
}

/// The words of all timelines: those of states, methods and the like, which are few.
#[derive(Debug, Default)]
struct Words {
    texts: Vec<&'static str>,
    numbers: HashMap<&'static str, Word, RandomState>,
}

/// More words are not told apart.
const WORDS: usize = 4_096;
static ALL: LazyLock<Mutex<Words>> = LazyLock::new(Mutex::default);

impl Word {
    /// The number of a word.
    fn of(text: Cow<'static, str>) -> Self {
        let mut words = ALL.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(number) = words.numbers.get(&*text) {
            return *number;
        }
        let is_full = words.texts.len() + 1 >= WORDS;
        let text: &'static str = match text {
            _ if is_full => "something else",
            Cow::Borrowed(text) => text,
            // It is stored once, until the end of the program.
            Cow::Owned(text) => Box::leak(text.into_boxed_str()),
        };
        if let Some(number) = words.numbers.get(text) {
            return *number;
        }
        let number = Self(words.texts.len() as u16);
        words.texts.push(text);
        words.numbers.insert(text, number);
        number
    }

    fn text(self) -> &'static str {
        let words = ALL.lock().unwrap_or_else(PoisonError::into_inner);
        words.texts.get(usize::from(self.0)).copied().unwrap_or_default()
    }
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
        if self.0.len() == self.0.capacity() {
            self.0.reserve_exact(GROWS);
        }
        let result = match result {
            Result::Nothing => Brief::Nothing,
            Result::Status(status) => Brief::Status(status),
            Result::Word(word) => Brief::Word(Word::of(Cow::Borrowed(word))),
            // Tones are ASCII.
            Result::Tone(tone) => Brief::Tone(tone as u8),
        };
        self.0.push_back(Mark { at, word: Word::of(word.into()), result, kind, good });
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
            text: mark.word.text().to_owned(),
            result: match mark.result {
                Brief::Nothing => None,
                Brief::Status(status) => Some(status.to_string()),
                Brief::Word(word) => Some(word.text().to_owned()),
                Brief::Tone(tone) => Some(char::from(tone).to_string()),
            },
            good: mark.good,
        };
        self.0.iter().map(say).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_lines_are_kept_and_the_oldest_goes_first() {
        let mut timeline = Timeline::default();
        for number in 1..=26_u64 {
            timeline.push(Timestamp::from_millis(number), Kind::Clock, "tick", Result::Nothing, None);
            let times: Vec<u64> = timeline.said().iter().map(|said| said.at).collect();
            assert_eq!(times, (number.saturating_sub(23).max(1)..=number).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_line_says_what_was_written() {
        let mut timeline = Timeline::default();
        for (status, good) in [(200, true), (399, true), (400, false), (503, false)] {
            timeline.request(Timestamp::from_millis(5), "request", status);
            let said = timeline.said().pop().unwrap();
            assert_eq!((said.result.as_deref(), said.good), (Some(&*status.to_string()), Some(good)));
        }
        timeline.push(Timestamp::MAX, Kind::Peer, String::from("made up"), Result::Tone('#'), Some(true));
        timeline.push(Timestamp::ZERO, Kind::Media, "known", Result::Word("a word"), None);
        let lines = timeline.said();
        let [.., one, other] = &lines[..] else { panic!("{lines:?}") };
        assert_eq!((one.at, one.kind, &*one.text, one.result.as_deref()), (u64::MAX, Kind::Peer, "made up", Some("#")));
        assert_eq!(
            (other.at, other.kind, &*other.text, other.result.as_deref()),
            (0, Kind::Media, "known", Some("a word"))
        );
        assert_eq!((one.good, other.good), (Some(true), None));
    }
}
