//! `--json`: the object of a call at the end of the trace.

use std::fmt::Write;

use crate::call::Call;
use crate::change::Begin;
use crate::diagnosis;
use crate::escape;
use crate::frame::Frame;
use crate::id_text::IdText;
use crate::json_members::{graph_error, member, request, result, status, word};
use crate::operation::Operation;
use crate::put::{number, put};
use crate::reason;
use crate::side::Side;
use crate::track::Track;

/// The object of a call at the end of the trace.
pub fn put<S: Side>(out: &mut String, frame: &Frame, Call { machine, track, .. }: &Call<S>) {
    out.push_str("{\"call\":\"");
    out.push_str(&track.name);
    out.push('"');
    word(out, "state", machine.state().as_str());
    if let Some(cause) = machine.cause() {
        word(out, "cause", cause.as_str());
    }
    out.push_str(",\"keepAlive\":{\"succeeded\":");
    number(out, track.succeeded);
    count(out, "failed", track.failed);
    if track.story.answered_late.count > 0 {
        count(out, "answeredLate", track.story.answered_late.count);
    }
    if let Some(at) = machine.expires_at() {
        count(out, "expiresAt", at.as_millis());
    }
    put!(out, ",\"presumedLost\":{}}},\"operations\":[", machine.presumed_lost());
    for (place, listed) in track.asked_for().enumerate() {
        if place > 0 {
            out.push(',');
        }
        operation(out, listed);
    }
    let [applied, no_change, stale, rejected] = track.verdicts;
    out.push_str("],\"verdicts\":{\"applied\":");
    number(out, applied);
    count(out, "noChange", no_change);
    count(out, "stale", stale);
    count(out, "rejected", rejected);
    out.push('}');
    if matches!(track.begin, Begin::Incoming { recording: true }) {
        out.push_str(",\"complianceRecording\":true");
    }
    result(out, reason::result(machine, track), track.message.as_deref());
    if let Some(reason) = reason::of_machine(machine, track) {
        member(out, "reason", &reason.words);
    }
    refusals(out, track);
    diagnosis(out, &diagnosis::sentences(frame, machine, track));
    out.push_str("}\n");
}

/// A member that is a number.
fn count(out: &mut String, name: &str, value: u64) {
    out.push_str(",\"");
    out.push_str(name);
    out.push_str("\":");
    number(out, value);
}

fn operation(out: &mut String, operation: &Operation) {
    let Operation { id, kind, status, reason, .. } = operation;
    out.push('{');
    if let Some(id) = id {
        out.push_str("\"operation\":\"");
        out.push_str(&IdText::new(*id));
        out.push_str("\",");
    }
    out.push_str("\"kind\":\"");
    out.push_str(kind.as_str());
    out.push('"');
    if let Some(method) = &operation.method {
        member(out, "method", method.as_str());
    }
    word(out, "status", status.as_str());
    if let Some(reason) = reason {
        word(out, "reason", reason.as_str());
    }
    if let Some(answer) = operation.failed_by {
        count(out, "answered", answer.into());
    }
    result(out, operation.result, operation.message.as_deref());
    if let Some((at, status)) = operation.asked {
        put!(out, ",\"asked\":{{\"at\":{at},\"status\":\"{status}\"}}");
    }
    if let (Some(at), None) = (operation.overdue, operation.ended) {
        count(out, "overdue", at);
    }
    out.push('}');
}

fn refusals(out: &mut String, track: &Track) {
    let refusals = &track.story.odd.refusals;
    if refusals.is_empty() {
        return;
    }
    for (place, refusal) in refusals.iter().enumerate() {
        out.push_str(if place == 0 { ",\"refusals\":[{\"at\":" } else { ",{\"at\":" });
        number(out, refusal.at);
        request(out, refusal.act);
        status(out, Some(refusal.status));
        if let Some(error) = &refusal.error {
            out.push(',');
            graph_error(out, error);
        }
        if let Some(why) = &refusal.why {
            member(out, "reason", why);
        }
        out.push('}');
    }
    out.push(']');
}

/// What is unusual about the call, in the sentences of the text.
fn diagnosis(out: &mut String, sentences: &[String]) {
    for (place, sentence) in sentences.iter().enumerate() {
        out.push_str(if place == 0 { ",\"diagnosis\":[" } else { "," });
        escape::json(out, sentence);
    }
    if !sentences.is_empty() {
        out.push(']');
    }
}
