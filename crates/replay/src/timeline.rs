//! The timeline of a call, as text.

use crate::change::Begin;
use crate::frame::Frame;
use crate::marks::{Event, Mark};
use crate::phrases::{code, failure_in_words};
use crate::put::{Put, puts};
use crate::reason;
use crate::story::Story;
use crate::subject::Subject;
use crate::track::Track;

pub fn put(out: &mut String, frame: &Frame, track: &Track, story: &Story) {
    let clock = frame.clock;
    puts!(out, "    ", clock.show(track.began), "  ", begun(track), "\n");
    story.marks.head().iter().for_each(|mark| self::mark(out, frame, track, mark));
    if story.marks.left_out() > 0 {
        puts!(out, "    ... ", story.marks.left_out(), " more\n");
    }
    story.marks.tail().for_each(|mark| self::mark(out, frame, track, mark));
    if story.ended.is_none() {
        puts!(out, "    ", clock.show(frame.last), "  the trace ends\n");
    }
}

/// What ended a call that was not notified of its end.
fn taken_as_ended(story: &Story) -> &'static str {
    if story.was_given_up() {
        "the call was given up"
    } else if story.was_not_found() {
        "the 404"
    } else {
        "the call was taken as ended"
    }
}

fn begun(track: &Track) -> String {
    match track.begin {
        Begin::Created => "created".to_owned(),
        Begin::Incoming { recording: false } => "incoming".to_owned(),
        Begin::Incoming { recording: true } => "incoming, for compliance recording".to_owned(),
        Begin::Adopted(state) => format!("first seen, taken as {state}"),
        Begin::Ending(cause) => format!("first seen as it ended: {cause}"),
    }
}

fn mark(out: &mut String, frame: &Frame, track: &Track, Mark { at, until, count, event }: &Mark) {
    let clock = frame.clock;
    puts!(out, "    ", clock.show(*at), "  ");
    match event {
        Event::State(state) => state.put(out),
        Event::KeepAlive => out.push_str("keepAlive succeeded"),
        Event::KeepAliveFailed(failure) => {
            puts!(out, "keepAlive failed: ", failure_in_words(*failure, &frame.terms));
        }
        Event::PresumedLost => out.push_str("presumed lost"),
        Event::Revived => out.push_str("not lost after all"),
        Event::AnswerOverdue => {
            out.push_str("answer overdue");
            let recording = matches!(track.begin, Begin::Incoming { recording: true });
            let due = track.began.saturating_add(frame.terms.answer_within(recording));
            if *at > due {
                puts!(out, " since ", clock.brief(due));
            }
        }
        Event::Sent(act) => {
            puts!(out, act, " sent");
        }
        Event::Refused(act, status) => {
            puts!(out, act, " refused: ", status);
        }
        Event::OperationStarted(kind) => {
            puts!(out, kind, " accepted");
        }
        Event::OperationEnded(kind, outcome) => {
            puts!(out, kind, " ", outcome);
        }
        Event::OperationEndedWithCall(kind) => {
            puts!(out, kind, " ended with the call");
        }
        Event::OperationOverdue(kind) => {
            puts!(out, kind, " overdue");
        }
        Event::Ended(cause, result) => {
            let reason = reason::of(track, *cause, *result);
            let why = if reason.fits { cause.as_str() } else { &reason.words };
            puts!(out, "terminated: ", why, code(*result));
        }
        Event::Created => out.push_str("the application created it: the answer to its request comes late"),
        Event::CreatedAgain => out.push_str("the answer to another create names this call, which was known before"),
        Event::Duplicate(what) => {
            puts!(out, what, ": repeated");
        }
        Event::Late(what) => {
            puts!(out, what, ": late, ignored");
        }
        Event::Rejected(what @ (Subject::Unreadable | Subject::UnknownState)) => {
            puts!(out, what, ": ignored");
        }
        Event::Rejected(what @ Subject::Operation(_)) => {
            puts!(out, what, " that the trace did not ask for: ignored");
        }
        Event::Rejected(what) => {
            puts!(out, what, ": not possible, ignored");
        }
        Event::Heard(what @ Subject::Answer(..)) => {
            puts!(out, what, ": it came after ", taken_as_ended(&track.story));
        }
        Event::Heard(what) => {
            puts!(out, what, ": notified after ", taken_as_ended(&track.story));
        }
        Event::EndNotified(result) => {
            puts!(out, "the end is notified", code(*result));
        }
        Event::ReallyEnded(result) => {
            puts!(out, "really ended", code(*result));
        }
        Event::AfterEnd if track.story.was_given_up() || track.story.was_not_found() => {
            puts!(out, "a request after ", taken_as_ended(&track.story));
        }
        Event::AfterEnd => out.push_str("a request to a call that is gone"),
    }
    if *count > 1 {
        puts!(out, ", ", count, " times until ", clock.show(*until));
    }
    out.push('\n');
}
