//! The text: a line for each change, as it comes.

use std::fmt::Write;

use call_lifecycle::{CallReport, Verdict, app};

use crate::change::{Begin, Change, OperationChange, Step, What};
use crate::clock::{Clock, span};
use crate::contract::Terms;
use crate::escape::{Text, text};
use crate::graph;
use crate::phrases::{self, outcome_in_words, report};
use crate::reason;
use crate::side::Side;
use crate::story::only_wishes;
use crate::trace::{Roster, media_word, peer_word};
use crate::track::Track;
use crate::why;

macro_rules! put {
    ($out:expr, $($argument:tt)*) => {{ let _ = write!($out, $($argument)*); }};
}

/// A call is seen for the first time.
pub fn begin(out: &mut String, clock: Clock, track: &Track) {
    let how = match track.begin {
        Begin::Created => "created by the application".to_owned(),
        Begin::Incoming { recording: false } => "comes in".to_owned(),
        Begin::Incoming { recording: true } => "comes in for compliance recording".to_owned(),
        Begin::Adopted(state) => format!("lives already: taken as {state} from here on"),
        Begin::Ending(_) => "is ending when it is first seen".to_owned(),
    };
    put!(out, "{}  #{:<3} call {} {how}", clock.show(track.began), track.number, track.name);
    if clock.show(track.began).is_before_the_first() {
        put!(out, "  [the clock ran backwards: the line has {}]", clock.raw(track.began));
    }
    out.push('\n');
}

pub fn step<S: Side>(out: &mut String, clock: Clock, terms: &Terms, track: &Track, machine: &S, step: &Step<'_>) {
    if only_wishes(step) {
        return;
    }
    put!(out, "{}", clock.show(step.at));
    track.put_tag(out);
    what(out, clock, step);
    let mut separator = if matches!(step.what, What::Wake(_)) { "" } else { ": " };
    for (_, change) in step.changes {
        let before = out.len();
        out.push_str(separator);
        let start = out.len();
        self::change(out, clock, terms, track, machine, step, change);
        if out.len() == start {
            out.truncate(before);
        } else {
            separator = "; ";
        }
    }
    uncounted_key(out, step, separator);
    verdict(out, machine, step);
    if let Some(given) = step.given {
        put!(out, "  [the clock ran backwards: the line has {}]", clock.raw(given));
    }
    out.push('\n');
}

/// Why a step did not count, and its note.
fn verdict<S: Side>(out: &mut String, machine: &S, step: &Step<'_>) {
    let note = step.note;
    match step.verdict {
        _ if step.line.is_none() => {}
        Verdict::Rejected(rejection) => {
            let refused = step.changes.iter().any(|(_, change)| matches!(change, Change::Answer { .. }));
            let why = note.map_or_else(|| why::in_words::<S>(rejection, &step.what), text);
            put!(out, "  [{}: {why}]", if refused { "refused" } else { "rejected" });
            return;
        }
        Verdict::Applied => {}
        Verdict::NoChange => {
            put!(out, "{}", why::no_change(step));
        }
        Verdict::Stale => {
            put!(out, "  [stale: {}]", why::stale(machine, step));
        }
    }
    if let Some(note) = note {
        put!(out, "  [{}]", Text(note));
    }
}

/// A key that the call's machine did not count.
fn uncounted_key(out: &mut String, step: &Step<'_>, separator: &str) {
    let What::Call(CallReport { tone: Some(key), .. }) = step.what else { return };
    if step.changes.iter().any(|(_, change)| matches!(change, Change::Tone(..))) {
        return;
    }
    put!(out, "{separator}tone {}", phrases::tone(*key));
    if step.extra.late_key.is_some() {
        out.push_str(", late");
    }
}

fn what(out: &mut String, clock: Clock, step: &Step<'_>) {
    match step.what {
        What::Wake(_) => out.push_str("!! "),
        What::Request { id, act } => {
            put!(out, "-> {act} ({})", Text(id));
        }
        What::Created { to, again: false, .. } => {
            put!(out, "<- the call is created ({})", Text(to));
        }
        What::Created { to, sent, .. } => {
            put!(out, "<- the application created this call: it was asked for at {} ({})", clock.brief(sent), Text(to));
        }
        What::Response { to, status, act, .. } => {
            put!(out, "<- {status} to {act} ({})", Text(to));
            if let Some(error) = step.extra.told_error() {
                put!(out, " {}", phrases::graph_error(error));
            }
        }
        What::Failed { to, act, .. } => {
            put!(out, "<- no response to {act} ({})", Text(to));
        }
        What::Repeated { to, status: Some(status) } => {
            put!(out, "<- {status} to {}, which has had its answer", Text(to));
        }
        What::Repeated { to, status: None } => {
            put!(out, "<- no response to {}, which has had its answer", Text(to));
        }
        What::Call(said) => {
            match step.extra.unknown_state(said) {
                Some(word) => put!(out, "<= {} state {}", said.change, phrases::quoted(word)),
                None => put!(out, "<= {} {}", said.change, report(said)),
            }
            message(out, step);
        }
        What::Body(said) => {
            put!(out, "   its body says {}", report(said));
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
            message(out, step);
        }
        What::Other => other(out, step),
        What::Unreadable => out.push_str("<= an entry that cannot be read"),
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

/// `message` of what was notified.
fn message(out: &mut String, step: &Step<'_>) {
    if let Some(message) = step.extra.message() {
        put!(out, " {}", phrases::quoted(message));
    }
}

/// A part of the call that the machines do not follow, and who takes part.
fn other(out: &mut String, step: &Step<'_>) {
    let Some(details) = step.extra.details else { return out.push_str("<= something else of the call") };
    let part = details.part().unwrap_or("something else of the call");
    put!(out, "<= {} {}", Text(details.change()), Text(part));
    if let Some(Roster { people, applications, .. }) = details.roster() {
        match people {
            0 => put!(out, ": nobody"),
            1 => put!(out, ": 1 person"),
            people => put!(out, ": {people} people"),
        }
        if applications > 0 {
            put!(out, ", {}", phrases::several(applications as u64, "application"));
        }
    }
}

fn change<S: Side>(
    out: &mut String,
    clock: Clock,
    terms: &Terms,
    track: &Track,
    machine: &S,
    step: &Step<'_>,
    change: &Change,
) {
    let what = &step.what;
    let notify = if S::IS_SERVICE { " (notify updated)" } else { "" };
    match *change {
        Change::Answer { status, operation } => {
            put!(out, "answer {status}");
            let operation = operation.and_then(|place| track.operations.get(place)).filter(|_| status < 300);
            if let Some(location) = operation.and_then(|operation| graph::location(track, what, operation)) {
                let from = location.find("/operations").unwrap_or(0);
                put!(out, ", Location ...{}", &location[from..]);
            }
            if graph::body(track, machine, what, status, operation).is_some() {
                match operation {
                    Some(operation) => put!(out, ", body {} {}", operation.name(), operation.status),
                    None => put!(out, ", body {}", machine.state()),
                }
            }
        }
        Change::Incoming => out.push_str("now incoming (notify created)"),
        Change::State { from, to } => {
            put!(out, "now {to}{notify}");
            if S::IS_SERVICE && graph::is_transfer_failed(from, to) {
                out.truncate(out.len() - 1);
                put!(out, " {})", graph::transfer_failed(what));
            }
        }
        Change::Ended { cause } => {
            put!(out, "terminated, {}", reason::in_words(machine, track).unwrap_or_else(|| cause.to_string()));
            if S::IS_SERVICE {
                out.push_str(" (notify deleted");
                if let Some(result) = reason::result(machine, track) {
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
                None => out.push_str(tone.as_str()),
            }
            if let Some(sequence) = sequence {
                put!(out, " (notify updated, sequenceId {sequence})");
            }
        }
        Change::KeepAliveSucceeded => {
            out.push_str("keepAlive succeeded");
            match machine.expires_at().map(|at| clock.show(at.as_millis())) {
                Some(at) if machine.presumed_lost() => {
                    put!(out, ", but too late to revive the call: it holds until {at}");
                }
                Some(at) => put!(out, ", the call expires at {at}"),
                None => {}
            }
        }
        Change::KeepAliveFailed => out.push_str("keepAlive failed"),
        Change::PresumedLost => {
            put!(out, "presumed lost: no keepAlive has succeeded within {}", span(terms.within));
        }
        Change::Revived => out.push_str("not lost after all"),
        Change::AnswerOverdue => {
            let recording = matches!(track.begin, Begin::Incoming { recording: true });
            let within = terms.answer_within(recording);
            put!(out, "not answered, rejected or redirected within {}", span(within));
            let due = track.began.saturating_add(within);
            if step.at > due {
                put!(out, ": that was over at {}, and what was under way then was not accepted", clock.brief(due));
            }
        }
        Change::Send(app::Request::GetCall) if !matches!(what, What::Wake(_)) => {
            out.push_str("to be verified with a GET of the call");
        }
        Change::Send(_) => {}
        Change::Operation(place, change) => {
            let Some(operation) = track.operations.get(place) else { return };
            put!(out, "{} ", operation.name());
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
                OperationChange::Overdue => {
                    out.push_str("should have ended by now");
                    if let Some(at) = track.cancelled_after(operation) {
                        put!(out, ": its cancel was answered at {}", clock.brief(at));
                    }
                }
            }
        }
    }
}
