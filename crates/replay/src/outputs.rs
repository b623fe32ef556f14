//! `--json`: the outputs of a step.

use std::fmt::Write;

use call_lifecycle::{CallState, OperationStatus};

use crate::change::{Change, OperationChange, What};
use crate::graph;
use crate::id_text::IdText;
use crate::json_members::{member, status, word};
use crate::put::{number, put};
use crate::reason;
use crate::side::Side;
use crate::track::Track;

/// A change, in the object of its time.
pub fn output<S: Side>(out: &mut String, track: &Track, machine: &S, what: &What<'_>, change: &Change) {
    let mut plain = |name| word(out, "output", name);
    match *change {
        Change::Answer { status: code, operation } => {
            plain("answer");
            status(out, Some(code));
            let operation = operation.and_then(|place| track.operations.get(place)).filter(|_| code < 300);
            if let Some(location) = operation.and_then(|operation| graph::location(track, what, operation)) {
                member(out, "location", &location);
            }
            if let Some(body) = graph::body(track, machine, what, code, operation) {
                out.push_str(",\"body\":");
                out.push_str(&body);
            }
        }
        Change::Incoming => {
            plain("state");
            word(out, "to", CallState::Incoming.as_str());
        }
        Change::State { from, to } => {
            plain("state");
            word(out, "from", from.as_str());
            word(out, "to", to.as_str());
        }
        Change::Ended { cause } => {
            plain("ended");
            word(out, "cause", cause.as_str());
            if let Some(reason) = reason::of_machine(machine, track) {
                member(out, "reason", &reason.words);
            }
        }
        Change::ResultLearnt => plain("resultLearnt"),
        Change::Audio(active) => {
            plain("audio");
            put!(out, ",\"active\":{active}");
        }
        Change::Tone(tone, sequence) => {
            plain("tone");
            word(out, "tone", tone.as_str());
            if let Some(sequence) = sequence {
                out.push_str(",\"sequenceId\":");
                number(out, sequence.into());
            }
        }
        Change::KeepAliveSucceeded => plain("keepAliveSucceeded"),
        Change::KeepAliveFailed => plain("keepAliveFailed"),
        Change::PresumedLost => plain("presumedLost"),
        Change::Revived => plain("revived"),
        Change::AnswerOverdue => plain("answerOverdue"),
        Change::Send(request) => {
            plain("send");
            word(out, "request", crate::trace::request_word(request));
        }
        Change::Operation(place, change) => {
            plain(match change {
                OperationChange::Accepted => "operationAccepted",
                OperationChange::Running => "operationRunning",
                OperationChange::Phase(..) => "operationPhase",
                OperationChange::Ended(_) | OperationChange::EndedWithCall => "operationEnded",
                OperationChange::Cancelled => "operationCancelled",
                OperationChange::Overdue => "operationOverdue",
            });
            if let Some(operation) = track.operations.get(place) {
                if let Some(id) = operation.id {
                    word(out, "operation", &IdText::new(id));
                }
                word(out, "kind", operation.kind.as_str());
                if let Some(method) = &operation.method {
                    member(out, "method", method.as_str());
                }
            }
            match change {
                OperationChange::Phase(phase, announce) => {
                    word(out, "phase", phase.as_str());
                    if announce {
                        out.push_str(",\"announceLocation\":true");
                    }
                }
                OperationChange::Ended(outcome) => {
                    word(out, "status", outcome.status.as_str());
                    if let Some(reason) = outcome.reason {
                        word(out, "reason", reason.as_str());
                    }
                }
                OperationChange::EndedWithCall => {
                    word(out, "status", OperationStatus::Failed.as_str());
                    word(out, "reason", "callEnded");
                }
                _ => {}
            }
        }
    }
}
