//! The text: what changed in a step.

use call_lifecycle::app;

use crate::change::{Begin, Change, OperationChange, Step, What};
use crate::clock::{Clock, span};
use crate::contract::Terms;
use crate::graph;
use crate::put::{Put, puts};
use crate::reason;
use crate::side::Side;
use crate::track::Track;

pub fn change<S: Side>(
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
            puts!(out, "answer ", status);
            let operation = operation.and_then(|place| track.operations.get(place)).filter(|_| status < 300);
            if let Some(location) = operation.and_then(|operation| graph::location(track, what, operation)) {
                let from = location.find("/operations").unwrap_or(0);
                puts!(out, ", Location ...", &location[from..]);
            }
            if graph::body(track, machine, what, status, operation).is_some() {
                match operation {
                    Some(operation) => puts!(out, ", body ", operation.name(), " ", operation.status),
                    None => puts!(out, ", body ", machine.state()),
                }
            }
        }
        Change::Incoming => out.push_str("now incoming (notify created)"),
        Change::State { from, to } => {
            puts!(out, "now ", to, notify);
            if S::IS_SERVICE && graph::is_transfer_failed(from, to) {
                out.truncate(out.len() - 1);
                puts!(out, " ", graph::transfer_failed(what), ")");
            }
        }
        Change::Ended { cause } => {
            puts!(out, "terminated, ", reason::in_words(machine, track).unwrap_or(cause.as_str().into()));
            if S::IS_SERVICE {
                out.push_str(" (notify deleted");
                if let Some(result) = reason::result(machine, track) {
                    puts!(out, " ", result);
                }
                out.push(')');
            }
        }
        Change::ResultLearnt => {
            let result = machine.result().map_or_else(String::new, |result| result.to_string());
            puts!(out, "the end's code is learnt late: ", result);
        }
        Change::Audio(active) => {
            puts!(out, "audio ", if active { "active" } else { "inactive" });
        }
        Change::Tone(tone, sequence) => {
            match tone.symbol() {
                Some(symbol) => {
                    puts!(out, "tone ", symbol);
                }
                None => out.push_str(tone.as_str()),
            }
            if let Some(sequence) = sequence {
                puts!(out, " (notify updated, sequenceId ", sequence, ")");
            }
        }
        Change::KeepAliveSucceeded => {
            out.push_str("keepAlive succeeded");
            match machine.expires_at().map(|at| clock.show(at.as_millis())) {
                Some(at) if machine.presumed_lost() => {
                    puts!(out, ", but too late to revive the call: it holds until ", at);
                }
                Some(at) => puts!(out, ", the call expires at ", at),
                None => {}
            }
        }
        Change::KeepAliveFailed => out.push_str("keepAlive failed"),
        Change::PresumedLost => {
            puts!(out, "presumed lost: no keepAlive has succeeded within ", span(terms.within));
        }
        Change::Revived => out.push_str("not lost after all"),
        Change::AnswerOverdue => {
            let recording = matches!(track.begin, Begin::Incoming { recording: true });
            let within = terms.answer_within(recording);
            puts!(out, "not answered, rejected or redirected within ", span(within));
            let due = track.began.saturating_add(within);
            if step.at > due {
                puts!(out, ": that was over at ", clock.brief(due), ", and what was under way then was not accepted");
            }
        }
        Change::Send(app::Request::GetCall) if !matches!(what, What::Wake(_)) => {
            out.push_str("to be verified with a GET of the call");
        }
        Change::Send(_) => {}
        Change::Operation(place, change) => {
            let Some(operation) = track.operations.get(place) else { return };
            puts!(out, operation.name(), " ");
            match change {
                OperationChange::Accepted => out.push_str("accepted"),
                OperationChange::Running => out.push_str("runs"),
                OperationChange::Phase(phase, announce) => {
                    puts!(out, phase, if announce { " (announce the recording's location)" } else { "" });
                }
                OperationChange::Ended(outcome) => {
                    outcome.put(out);
                    if S::IS_SERVICE {
                        out.push_str(" (notify deleted)");
                    }
                }
                OperationChange::EndedWithCall => out.push_str("ended with the call"),
                OperationChange::Cancelled => out.push_str("ended, since its cancel was answered"),
                OperationChange::Overdue => {
                    out.push_str("should have ended by now");
                    if let Some(at) = track.cancelled_after(operation) {
                        puts!(out, ": its cancel was answered at ", clock.brief(at));
                    }
                }
            }
        }
    }
}
