//! The text: a line for each change, as it comes.

use std::fmt::Write;

use call_lifecycle::{CallReport, Cause, Outcome, ReportedState, Verdict};

use super::change::{Aside, Begin, Change, OperationChange, Step, What};
use super::json::{media_word, peer_word};
use super::side::Side;
use super::story::only_wishes;
use super::time::{Clock, Shown};
use super::track::Track;

macro_rules! put {
    ($out:expr, $($argument:tt)*) => { let _ = write!($out, $($argument)*); };
}

/// A call is seen for the first time.
pub fn begin(out: &mut String, clock: Clock, track: &Track) {
    let how = match track.begin {
        Begin::Created => "created by the application".to_owned(),
        Begin::Incoming => "comes in".to_owned(),
        Begin::Adopted(state) => format!("lives already: taken as {state} from here on"),
    };
    put!(out, "{}  #{:<3} call {} {how}\n", clock.show(track.began), track.number, track.name);
}

pub fn step<S: Side>(out: &mut String, clock: Clock, track: &Track, machine: &S, step: &Step<'_>) {
    if only_wishes(step) {
        return;
    }
    put!(out, "{}", clock.show(step.at));
    out.push_str(&track.tag);
    what(out, &step.what);
    let mut separator = if matches!(step.what, What::Wake(_)) { "" } else { ": " };
    for (_, change) in step.changes {
        let before = out.len();
        out.push_str(separator);
        let start = out.len();
        self::change(out, clock, track, machine, change);
        if out.len() == start {
            out.truncate(before);
        } else {
            separator = "; ";
        }
    }
    match step.verdict {
        _ if step.line.is_none() => {}
        Verdict::Applied => {}
        Verdict::NoChange => out.push_str("  [no change: this is known]"),
        Verdict::Stale => {
            put!(out, "  [stale: the call is {} already]", machine.state());
        }
        Verdict::Rejected(why) => {
            put!(out, "  [rejected: {why}]");
        }
    }
    if step.regressed {
        out.push_str("  [the clock ran backwards: taken as if no time had passed]");
    }
    out.push('\n');
}

fn what(out: &mut String, what: &What<'_>) {
    match *what {
        What::Wake(_) => out.push_str("!! "),
        What::Request { id, act } => {
            put!(out, "-> {act} ({id})");
        }
        What::Created { to } => {
            put!(out, "<- the call is created ({to})");
        }
        What::Response { to, status, act, .. } => {
            put!(out, "<- {status} to {act} ({to})");
        }
        What::Failed { to, act } => {
            put!(out, "<- no response to {act} ({to})");
        }
        What::Repeated { to, status: Some(status) } => {
            put!(out, "<- {status} to {to}, which has had its answer");
        }
        What::Repeated { to, status: None } => {
            put!(out, "<- no response to {to}, which has had its answer");
        }
        What::Call(said) => {
            put!(out, "<= {}", said.change);
            report(out, said);
        }
        What::Body(said) => {
            out.push_str("   its body says");
            report(out, said);
        }
        What::Operation(kind, said) => {
            put!(out, "<= {} ", if said.deleted { "deleted" } else { "updated" });
            match kind {
                Some(kind) => {
                    put!(out, "{kind}");
                }
                None => out.push_str("operation"),
            }
            if let Some(id) = said.id {
                put!(out, " {id}");
            }
            if let Some(status) = said.status {
                put!(out, " {status}");
            }
            if let Some(result) = said.result {
                put!(out, " {result}");
            }
        }
        What::Peer(fact) => {
            put!(out, "** peer: {}", peer_word(fact));
        }
        What::Media(media) => {
            put!(out, "** media: {}", media_word(media));
            if let call_lifecycle::service::MediaEvent::Tone(tone) = media {
                put!(out, " {}", tone.symbol().unwrap_or_default());
            }
        }
    }
}

fn report(out: &mut String, said: &CallReport) {
    match said.state {
        ReportedState::Known(state) => {
            put!(out, " {state}");
        }
        ReportedState::Unknown => out.push_str(" a state of no known name"),
        ReportedState::Absent => out.push_str(" without a state"),
    }
    if let Some(result) = said.result {
        put!(out, " {result}");
    }
}

fn change<S: Side>(out: &mut String, clock: Clock, track: &Track, machine: &S, change: &Change) {
    let notify = if S::IS_SERVICE { " (notify updated)" } else { "" };
    match *change {
        Change::Answer { status, operation } => {
            put!(out, "answer {status}");
            let operation = operation.and_then(|place| track.operations.get(place)).filter(|_| status < 300);
            if let Some(id) = operation.and_then(|operation| operation.id) {
                put!(out, ", Location operations/{id}");
            }
        }
        Change::State { to, .. } => {
            put!(out, "now {to}{notify}");
        }
        Change::Ended { cause } => {
            put!(out, "terminated, {}", cause_in_words(cause));
            if S::IS_SERVICE {
                out.push_str(" (notify deleted");
                if let Some(result) = cause.result() {
                    put!(out, " {result}");
                }
                out.push(')');
            }
        }
        Change::ResultLearnt => {
            let result = machine.result().map_or_else(String::new, |result| result.to_string());
            put!(out, "the end's code is learnt late: {result}");
        }
        Change::Audio(active) => {
            put!(out, "audio {}", if active { "active" } else { "inactive" });
        }
        Change::Tone(tone, sequence) => {
            match tone.symbol() {
                Some(symbol) => {
                    put!(out, "tone {symbol}");
                }
                None => out.push_str(tone.word()),
            }
            if let Some(sequence) = sequence {
                put!(out, " (notify updated, sequenceId {sequence})");
            }
        }
        Change::KeepAliveSucceeded => {
            out.push_str("keepAlive succeeded");
            if let Some(at) = machine.expires_at() {
                put!(out, ", the call expires at {}", clock.show(at.as_millis()));
            }
        }
        Change::KeepAliveFailed => out.push_str("keepAlive failed"),
        Change::PresumedLost => out.push_str("presumed lost: no keepAlive has succeeded within 45 min"),
        Change::Revived => out.push_str("not lost after all"),
        Change::AnswerOverdue => out.push_str("not answered, rejected or redirected within 15 s"),
        Change::Send(_) => {}
        Change::Operation(place, change) => {
            let Some(operation) = track.operations.get(place) else { return };
            put!(out, "{} ", operation.kind);
            match change {
                OperationChange::Accepted => out.push_str("accepted"),
                OperationChange::Running => out.push_str("runs"),
                OperationChange::Phase(phase, announce) => {
                    put!(out, "{phase}{}", if announce { " (announce the recording's location)" } else { "" });
                }
                OperationChange::Ended(outcome) => {
                    out.push_str(&outcome_in_words(outcome));
                    if S::IS_SERVICE {
                        out.push_str(" (notify deleted)");
                    }
                }
                OperationChange::EndedWithCall => out.push_str("ended with the call"),
                OperationChange::Cancelled => out.push_str("ended, since its cancel was answered"),
                OperationChange::Overdue => out.push_str("should have ended by now"),
            }
        }
    }
}

pub fn outcome_in_words(outcome: Outcome) -> String {
    match outcome.reason {
        Some(reason) => format!("{}, {reason}", outcome.status),
        None => outcome.status.to_string(),
    }
}

/// A cause, and what it means.
pub fn cause_in_words(cause: Cause) -> String {
    let means = match cause {
        Cause::LocalHangUp => "the application hung up",
        Cause::RemoteHangUp => "the other side hung up",
        Cause::Rejected => "the application rejected it",
        Cause::Redirected => "the application redirected it",
        Cause::Transferred => "it was transferred",
        Cause::AnswerTimeout => "nobody answered it in time",
        Cause::KeepAliveExpired => "no keepAlive succeeded within 45 min",
        Cause::NotFound => "the service answered 404: it had ended, and nobody said how",
        Cause::Declined => "the callee declined",
        Cause::Busy => "the callee was busy",
        Cause::NoAnswer => "the callee did not answer",
        Cause::MediaFailed => "its media failed",
        Cause::Abandoned => "given up: lost, and nothing proved otherwise",
        Cause::HangUpUnconfirmed => "given up: the hang-up was never confirmed",
        Cause::Failed => "it failed",
        Cause::Unknown => "the service gave no reason",
    };
    format!("{cause} ({means})")
}

pub fn aside(out: &mut String, at: Shown, aside: &Aside<'_>) {
    put!(out, "{at}       ");
    let answer = |status: Option<u16>| status.map_or_else(|| "no response".to_owned(), |status| status.to_string());
    match *aside {
        Aside::Create { id } => {
            put!(out, "-> create a call ({id})");
        }
        Aside::NotCreated { to, status: status @ Some(200..=299) } => {
            put!(out, "<- {} to create ({to}), without the id of a call", answer(status));
        }
        Aside::NotCreated { to, status } => {
            put!(out, "<- {} to create ({to}): there is no call", answer(status));
        }
        Aside::Unrelated { id } => {
            put!(out, "-> a request about no call ({id})");
        }
        Aside::UnrelatedAnswer { to, status } => {
            put!(out, "<- {} to {to}, which is about no call", answer(status));
        }
        Aside::Unknown { to, status } => {
            put!(out, "<- {} to {to}: the trace holds no such request  [read over]", answer(status));
        }
    }
    out.push('\n');
}
