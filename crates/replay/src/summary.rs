//! `--json`: the object of a call at the end of the trace.

use std::fmt::Write;

use crate::calls::Call;
use crate::change::Begin;
use crate::diagnosis::{self, Frame};
use crate::escape;
use crate::json::{graph_error, member, number, request, result, status, word};
use crate::reason;
use crate::side::Side;
use crate::track::{Operation, Track};

macro_rules! put {
    ($out:expr, $($argument:tt)*) => { let _ = write!($out, $($argument)*); };
}

/// The object of a call at the end of the trace.
pub fn put<S: Side>(out: &mut String, frame: &Frame, Call { machine, track, .. }: &Call<S>) {
    put!(out, "{{\"call\":\"{}\",\"state\":\"{}\"", track.name, machine.state());
    if let Some(cause) = machine.cause() {
        word(out, "cause", cause.as_str());
    }
    put!(out, ",\"keepAlive\":{{\"succeeded\":{},\"failed\":{}", track.succeeded, track.failed);
    if let Some(at) = machine.expires_at() {
        put!(out, ",\"expiresAt\":{}", at.as_millis());
    }
    put!(out, ",\"presumedLost\":{}}},\"operations\":[", machine.presumed_lost());
    for (place, operation) in track.listed().enumerate() {
        let Operation { id, kind, status, reason, .. } = operation;
        out.push_str(if place == 0 { "{" } else { ",{" });
        if let Some(id) = id {
            put!(out, "\"operation\":\"{id}\",");
        }
        put!(out, "\"kind\":\"{kind}\"");
        if let Some(method) = &operation.method {
            member(out, "method", method.as_str());
        }
        put!(out, ",\"status\":\"{status}\"");
        if let Some(reason) = reason {
            word(out, "reason", reason.as_str());
        }
        result(out, operation.result, operation.message.as_deref());
        if let Some((at, status)) = operation.asked {
            put!(out, ",\"asked\":{{\"at\":{at},\"status\":\"{status}\"}}");
        }
        if let (Some(at), None) = (operation.overdue, operation.ended) {
            put!(out, ",\"overdue\":{at}");
        }
        out.push('}');
    }
    let [applied, no_change, stale, rejected] = track.verdicts;
    put!(
        out,
        "],\"verdicts\":{{\"applied\":{applied},\"noChange\":{no_change},\"stale\":{stale},\"rejected\":{rejected}}}"
    );
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
