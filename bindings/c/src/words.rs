//! The lists of words: what the numbers of the ABI are called.

use call_lifecycle::record::{Profile, RecordPhase, Tone};
use call_lifecycle::service::PeerEvent;
use call_lifecycle::{
    CallState, Cause, ChangeType, CompletionReason, DeadlineKind, OperationKind, OperationStatus, PolicyField,
};

use crate::code::CODES;
use crate::declare::Word;

/// A list of words.
#[derive(Clone, Copy, Debug)]
pub struct List {
    /// Its name in the plural of no language: `call_state`.
    pub name: &'static str,
    /// Its words; their numbers count up from 0.
    pub words: &'static [Word],
}

/// The words of an enumeration of the core.
macro_rules! of {
    ($type:ty) => {{
        const COUNT: usize = <$type>::ALL.len();
        #[expect(clippy::indexing_slicing, reason = "a panic here is a compile error")]
        const WORDS: [Word; COUNT] = {
            let mut words = [Word { number: 0, name: "", text: "" }; COUNT];
            let (mut index, mut all) = (0, <$type>::ALL);
            while let [value, values @ ..] = all {
                words[index] = Word { number: value.number(), name: value.as_str(), text: value.as_str() };
                (index, all) = (index + 1, values);
            }
            words
        };
        &WORDS
    }};
}

/// The words of an enumeration whose values carry something: they are given here, by their numbers.
macro_rules! kinds {
    ($($number:literal $word:literal,)+) => { &[$(Word { number: $number, name: $word, text: $word },)+] };
}

/// Every list, by its number.
pub const LISTS: &[List] = &[
    List { name: "code", words: CODES },
    List {
        name: "app_event",
        words: kinds! {
            0 "wake", 1 "ask", 2 "sent", 3 "reply", 4 "failed", 5 "call", 6 "operation", 7 "created",
        },
    },
    List {
        name: "app_request",
        words: kinds! {
            0 "keepAlive", 1 "getCall", 2 "hangUp", 3 "answer", 4 "reject", 5 "redirect", 6 "transfer", 7 "operation",
            8 "other",
        },
    },
    List { name: "app_body", words: kinds! { 0 "empty", 1 "call", 2 "operation", } },
    List {
        name: "app_output",
        words: kinds! {
            0 "send", 1 "state", 2 "ended", 3 "resultLearnt", 4 "audioActive", 5 "tone", 6 "keepAliveSucceeded",
            7 "keepAliveFailed", 8 "presumedLost", 9 "revived", 10 "answerOverdue", 11 "operationAccepted",
            12 "operationRunning", 13 "operationEnded", 14 "operationsCancelled", 15 "operationsOverdue",
        },
    },
    List { name: "service_event", words: kinds! { 0 "wake", 1 "request", 2 "peer", 3 "media", 4 "finished", } },
    List {
        name: "service_request",
        words: kinds! {
            0 "keepAlive", 1 "getCall", 2 "hangUp", 3 "answer", 4 "reject", 5 "redirect", 6 "transfer", 7 "record",
            8 "playPrompt", 9 "start", 10 "getOperation", 11 "badBody", 12 "other",
        },
    },
    List {
        name: "media_event",
        words: kinds! {
            0 "promptFinished", 1 "promptFailed", 2 "beepFinished", 3 "beepFailed", 4 "speechStarted",
            5 "speechStopped", 6 "tone", 7 "mediaLost", 8 "recordFailed",
        },
    },
    List {
        name: "service_output",
        words: kinds! {
            0 "answer", 1 "state", 2 "ended", 3 "operationsEnded", 4 "phase", 5 "operationEnded", 6 "tone",
        },
    },
    List { name: "verdict", words: kinds! { 0 "applied", 1 "noChange", 2 "stale", 3 "rejected", } },
    List {
        name: "rejection",
        words: kinds! {
            0 "ended", 1 "wrongState", 2 "unknownState", 3 "unknownOperation", 4 "noFreeSlot", 5 "queueFull",
            6 "badParameters", 7 "wrongPhase", 8 "underWay",
        },
    },
    List { name: "call_state", words: of!(CallState) },
    List { name: "cause", words: of!(Cause) },
    List { name: "deadline_kind", words: of!(DeadlineKind) },
    List { name: "operation_kind", words: of!(OperationKind) },
    List { name: "operation_status", words: of!(OperationStatus) },
    List { name: "completion_reason", words: of!(CompletionReason) },
    List { name: "change_type", words: of!(ChangeType) },
    List { name: "tone", words: of!(Tone) },
    List { name: "peer_event", words: of!(PeerEvent) },
    List { name: "record_phase", words: of!(RecordPhase) },
    List { name: "profile", words: of!(Profile) },
    List { name: "policy_field", words: of!(PolicyField) },
    List { name: "notice", words: kinds! { 0 "event", 1 "other", 2 "badEntry", 3 "badJson", 4 "refused", } },
    List { name: "verb", words: kinds! { 0 "GET", 1 "POST", 2 "DELETE", } },
    List { name: "api_version", words: kinds! { 0 "v1.0", 1 "beta", } },
];

/// How many bytes all words take, with a zero after each.
const LENGTH: usize = {
    let (mut length, mut lists) = (0, LISTS);
    while let [list, tail @ ..] = lists {
        let (mut words, mut number) = (list.words, 0);
        while let [word, rest @ ..] = words {
            assert!(word.number == number, "the numbers of a list count up from 0");
            length += word.text.len() + 1;
            number += 1;
            words = rest;
        }
        lists = tail;
    }
    length
};

/// All words, with a zero after each, as C has texts.
#[expect(clippy::indexing_slicing, reason = "a panic here is a compile error")]
static TEXTS: [u8; LENGTH] = {
    let mut texts = [0; LENGTH];
    let (mut place, mut lists) = (0, LISTS);
    while let [list, tail @ ..] = lists {
        let mut words = list.words;
        while let [word, rest @ ..] = words {
            let mut text = word.text.as_bytes();
            while let [byte, bytes @ ..] = text {
                assert!(*byte != 0, "a word has no zero");
                texts[place] = *byte;
                place += 1;
                text = bytes;
            }
            place += 1;
            words = rest;
        }
        lists = tail;
    }
    texts
};

/// For each list, how many words come before it, and how many it has.
// Apart from the lists: what is linked for the words are these numbers and the texts.
#[expect(clippy::indexing_slicing, reason = "a panic here is a compile error")]
static PLACES: [(u16, u16); LISTS.len()] = {
    let mut places = [(0, 0); LISTS.len()];
    let (mut index, mut before) = (0, 0);
    while index < LISTS.len() {
        let count = LISTS[index].words.len() as u16;
        places[index] = (before, count);
        before += count;
        index += 1;
    }
    places
};

/// The word of a number of a list, with a zero after it, or nothing.
pub(crate) fn find(list: u32, number: u32) -> Option<&'static [u8]> {
    let (before, count) = *PLACES.get(list as usize)?;
    let index = usize::from(before).checked_add(number as usize)?;
    if number >= u32::from(count) {
        return None;
    }
    let mut rest = TEXTS.as_slice();
    for _ in 0..index {
        (_, rest) = first(rest)?;
    }
    first(rest).map(|(word, _)| word)
}

/// The first word with the zero after it, and the rest.
fn first(texts: &[u8]) -> Option<(&[u8], &[u8])> {
    texts.split_at_checked(texts.iter().position(|byte| *byte == 0)?.checked_add(1)?)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

    use super::{LISTS, find};

    #[test]
    fn every_word_is_found_by_its_list_and_number_and_ends_with_a_zero() {
        for (list, words) in (0..).zip(LISTS) {
            for word in words.words {
                let found = find(list, u32::from(word.number)).unwrap();
                assert_eq!(found.strip_suffix(&[0]).unwrap(), word.text.as_bytes(), "{}", words.name);
            }
            assert_eq!(find(list, words.words.len() as u32), None);
        }
        assert_eq!(find(LISTS.len() as u32, 0), None);
        assert_eq!(find(u32::MAX, u32::MAX), None);
    }
}
