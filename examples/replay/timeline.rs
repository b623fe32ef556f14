//! The timeline of a call, as text.

use std::fmt::Write;

use call_lifecycle::ResultInfo;

use super::change::Begin;
use super::marks::{Event, Failure, Mark};
use super::story::Story;
use super::text::outcome_in_words;
use super::time::Clock;
use super::track::Track;

macro_rules! put {
    ($out:expr, $($argument:tt)*) => { let _ = write!($out, $($argument)*); };
}

pub fn put(out: &mut String, clock: Clock, last: u64, track: &Track, story: &Story) {
    put!(out, "    {}  {}\n", clock.show(track.began), begun(track));
    story.marks.head().iter().for_each(|mark| self::mark(out, clock, mark));
    if story.marks.left_out() > 0 {
        put!(out, "    ... {} more\n", story.marks.left_out());
    }
    story.marks.tail().for_each(|mark| self::mark(out, clock, mark));
    if story.ended.is_none() {
        put!(out, "    {}  the trace ends\n", clock.show(last));
    }
}

fn begun(track: &Track) -> String {
    match track.begin {
        Begin::Created => "created".to_owned(),
        Begin::Incoming => "incoming".to_owned(),
        Begin::Adopted(state) => format!("first seen, taken as {state}"),
    }
}

fn mark(out: &mut String, clock: Clock, Mark { at, until, count, event }: &Mark) {
    put!(out, "    {}  ", clock.show(*at));
    match event {
        Event::State(state) => {
            put!(out, "{state}");
        }
        Event::KeepAlive => out.push_str("keepAlive succeeded"),
        Event::KeepAliveFailed(failure) => {
            put!(out, "keepAlive failed: {}", failure_in_words(*failure));
        }
        Event::PresumedLost => out.push_str("presumed lost"),
        Event::Revived => out.push_str("not lost after all"),
        Event::AnswerOverdue => out.push_str("answer overdue"),
        Event::Sent(act) => {
            put!(out, "{act} sent");
        }
        Event::Refused(act, status) => {
            put!(out, "{act} refused: {status}");
        }
        Event::OperationStarted(kind) => {
            put!(out, "{kind} accepted");
        }
        Event::OperationEnded(kind, outcome) => {
            put!(out, "{kind} {}", outcome_in_words(*outcome));
        }
        Event::OperationEndedWithCall(kind) => {
            put!(out, "{kind} ended with the call");
        }
        Event::OperationOverdue(kind) => {
            put!(out, "{kind} overdue");
        }
        Event::Ended(cause, result) => {
            put!(out, "terminated: {cause}{}", code(*result));
        }
        Event::Duplicate => out.push_str("something known was repeated"),
        Event::Late(Some(state)) => {
            put!(out, "a late {state} was read over");
        }
        Event::Late(None) => out.push_str("something late was read over"),
        Event::Rejected => out.push_str("something that cannot be was read over"),
        Event::AfterEnd => out.push_str("a request to the ended call"),
    }
    if *count > 1 {
        put!(out, ", {count} times until {}", clock.show(*until));
    }
    out.push('\n');
}

/// A code in brackets, where there is one.
pub fn code(result: Option<ResultInfo>) -> String {
    result.map_or_else(String::new, |result| format!(" ({result})"))
}

pub fn failure_in_words(failure: Failure) -> String {
    match failure {
        Failure::Status(status) => format!("answered {status}"),
        Failure::NoResponse => "no response came".to_owned(),
        Failure::Overdue => "no answer within 30 s".to_owned(),
    }
}
