//! What an application did, for those who expect something of it.

use std::borrow::Cow;

use call_lifecycle::wire::Target;
use call_lifecycle::{Cause, Id, Timestamp};

use super::villain::Which;
use super::{Answer, Asked};

/// How many requests are remembered, and how many bytes of their bodies.
const REQUESTS: usize = 10_000;
const BODIES: usize = 16 * 1_024 * 1_024;

/// A request, and how it was answered.
#[derive(Clone, Debug)]
pub struct Deed {
    /// When it came.
    pub at: Timestamp,
    /// What it asked for: a method of a call, or one of [`Deed::WORDS`].
    pub word: Cow<'static, str>,
    /// The call that it is about, or that it created.
    pub call: Option<Id>,
    /// The status of the answer; 0 if its connection was closed instead.
    pub status: u16,
    /// Its body.
    pub body: Box<str>,
}

impl Deed {
    /// The words for requests that are no methods of a call: those of the villain, and the download
    /// of a recording.
    pub const WORDS: [&'static str; 5] = ["create", "getCall", "hangUp", "getOperation", "download"];

    fn word(asked: &Asked<'_>, which: Option<Which>) -> Cow<'static, str> {
        Cow::Borrowed(match which {
            Some(Which::Create) => "create",
            Some(Which::GetCall) => "getCall",
            Some(Which::HangUp) => "hangUp",
            Some(Which::GetOperation) => "getOperation",
            Some(Which::Method(method)) => method.as_str(),
            None => {
                return asked.word.map_or(Cow::Borrowed("other"), |word| Cow::Owned(word.as_str().to_owned()));
            }
        })
    }
}

/// The end of a call.
#[derive(Clone, Copy, Debug)]
pub struct Over {
    /// The call.
    pub call: Id,
    /// When it ended.
    pub at: Timestamp,
    /// Why.
    pub cause: Cause,
}

/// What was seen since [`Exchange::watch`](super::Exchange::watch), in order of time.
#[derive(Debug, Default)]
pub struct Seen {
    /// Requests and downloads.
    pub deeds: Vec<Deed>,
    /// Calls that have ended.
    pub over: Vec<Over>,
    /// The bytes of the bodies.
    bytes: usize,
    /// How many requests came for which there was no room.
    pub missed: u64,
}

impl Seen {
    fn push(&mut self, deed: Deed) {
        let bytes = self.bytes + deed.body.len();
        if self.deeds.len() == REQUESTS || bytes > BODIES {
            self.missed += 1;
            return;
        }
        self.bytes = bytes;
        self.deeds.push(deed);
    }

    /// Notes a request.
    pub(super) fn note(&mut self, at: Timestamp, asked: &Asked<'_>, which: Option<Which>, answer: &Answer) {
        let created = || Target::parse(answer.location.as_deref()?).ok()?.call();
        self.push(Deed {
            at,
            word: Deed::word(asked, which),
            call: asked.target.call().or_else(created),
            status: if answer.fate.cut { 0 } else { answer.status },
            body: Box::from(asked.body),
        });
    }

    /// Notes that a recording was asked for, and whether it was there.
    pub(super) fn note_download(&mut self, at: Timestamp, found: bool) {
        let status = if found { 200 } else { 404 };
        self.push(Deed { at, word: Cow::Borrowed("download"), call: None, status, body: Box::default() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deed(length: usize) -> Deed {
        Deed { at: Timestamp::ZERO, word: Cow::Borrowed("x"), call: None, status: 200, body: "b".repeat(length).into() }
    }

    #[test]
    fn so_many_requests_are_remembered_and_those_after_them_are_counted() {
        let mut seen = Seen::default();
        (0..REQUESTS).for_each(|_| seen.push(deed(1)));
        assert_eq!((seen.deeds.len(), seen.missed), (10_000, 0));
        seen.push(Deed { status: 500, ..deed(1) });
        assert_eq!((seen.deeds.len(), seen.missed), (10_000, 1));
        assert!(seen.deeds.iter().all(|deed| deed.status == 200), "the first ones stay");
    }

    #[test]
    fn so_many_bytes_are_remembered() {
        let mut seen = Seen::default();
        seen.push(deed(BODIES - 1));
        seen.push(deed(2));
        assert_eq!((seen.deeds.len(), seen.missed, seen.bytes), (1, 1, BODIES - 1), "what was missed has no bytes");
        seen.push(deed(1));
        seen.push(deed(0));
        assert_eq!((seen.deeds.len(), seen.missed, seen.bytes), (3, 1, 16 * 1_024 * 1_024));
        seen.push(deed(1));
        assert_eq!((seen.deeds.len(), seen.missed), (3, 2));
    }
}
