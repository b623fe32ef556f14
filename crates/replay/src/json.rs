//! `--json`: an object for each step, and at the end one for each call.

use std::fmt::Write;

use call_lifecycle::Verdict;

use crate::calls::Call;
use crate::change::{Aside, Step, What};
use crate::graph;
use crate::outputs;
use crate::side::Side;
use crate::story::only_wishes;
use crate::trace::{media_word, peer_word};
use crate::track::{Operation, Track};

/// Text into a string cannot fail; this says so once.
macro_rules! put {
    ($out:expr, $($argument:tt)*) => { let _ = write!($out, $($argument)*); };
}

/// A text that may hold anything.
fn quoted(out: &mut String, text: &str) {
    if text.bytes().all(|byte| byte >= b' ' && byte != b'"' && byte != b'\\') {
        out.push('"');
        out.push_str(text);
        out.push('"');
    } else {
        out.push_str(&serde_json::Value::from(text).to_string());
    }
}

/// A number, faster than by formatting.
pub fn number(out: &mut String, value: u64) {
    let mut digits = [0_u8; 20];
    let mut place = digits.len();
    let mut rest = value;
    loop {
        place -= 1;
        digits[place] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    out.push_str(std::str::from_utf8(&digits[place..]).unwrap_or_default());
}

pub(super) fn member(out: &mut String, name: &str, text: &str) {
    out.push_str(",\"");
    out.push_str(name);
    out.push_str("\":");
    quoted(out, text);
}

/// A member whose text is a word of this crate.
pub(super) fn word(out: &mut String, name: &str, word: &str) {
    out.push_str(",\"");
    out.push_str(name);
    out.push_str("\":\"");
    out.push_str(word);
    out.push('"');
}

pub(super) fn status(out: &mut String, status: Option<u16>) {
    if let Some(status) = status {
        out.push_str(",\"status\":");
        number(out, status.into());
    }
}

fn head(out: &mut String, at: u64, line: Option<u64>) {
    out.push_str("{\"at\":");
    number(out, at);
    if let Some(line) = line {
        out.push_str(",\"line\":");
        number(out, line);
    }
}

pub fn step<S: Side>(out: &mut String, track: &Track, machine: &S, step: &Step<'_>) {
    if only_wishes(step) {
        return;
    }
    head(out, step.at, step.line);
    word(out, "call", &track.name);
    match step.what {
        What::Wake(kind) => {
            word(out, "event", "wake");
            word(out, "deadline", kind.as_str());
        }
        What::Request { id, act } => {
            word(out, "event", "request");
            member(out, "id", id);
            word(out, "request", act.as_str());
        }
        What::Created { to, .. } => {
            word(out, "event", "created");
            member(out, "to", to);
        }
        What::Response { to, status: code, act, .. } => {
            word(out, "event", "response");
            member(out, "to", to);
            word(out, "request", act.as_str());
            status(out, Some(code));
        }
        What::Failed { to, act } => {
            word(out, "event", "failed");
            member(out, "to", to);
            word(out, "request", act.as_str());
        }
        What::Repeated { to, status: code } => {
            word(out, "event", if code.is_some() { "response" } else { "failed" });
            member(out, "to", to);
            status(out, code);
            out.push_str(",\"repeated\":true");
        }
        What::Call(said) | What::Body(said) => {
            word(out, "event", if matches!(step.what, What::Body(_)) { "body" } else { "notification" });
            word(out, "changeType", said.change.as_str());
            match said.state {
                call_lifecycle::ReportedState::Known(state) => word(out, "state", state.as_str()),
                call_lifecycle::ReportedState::Unknown => word(out, "state", "unknown"),
                call_lifecycle::ReportedState::Absent => {}
            }
        }
        What::Operation(kind, said) => {
            word(out, "event", "notification");
            word(out, "changeType", if said.deleted { "deleted" } else { "updated" });
            if let Some(id) = said.id {
                put!(out, ",\"operation\":\"{id}\"");
            }
            if let Some(kind) = kind {
                word(out, "kind", kind.as_str());
            }
        }
        What::Other => {
            word(out, "event", "notification");
            word(out, "resource", "other");
        }
        What::Unreadable => {
            word(out, "event", "notification");
            word(out, "resource", "unreadable");
        }
        What::Peer(fact) => {
            word(out, "event", "peer");
            word(out, "fact", peer_word(fact));
        }
        What::Media(media) => {
            word(out, "event", "media");
            word(out, "fact", media_word(media));
            if let call_lifecycle::service::MediaEvent::Tone(tone) = media {
                put!(out, ",\"tone\":\"{}\"", tone.symbol().unwrap_or_default());
            }
        }
    }
    if step.counted {
        word(out, "verdict", step.verdict.as_str());
    }
    match (step.verdict, step.note) {
        (_, Some(note)) => member(out, "why", note),
        (Verdict::Rejected(why), None) if step.line.is_some() => {
            member(out, "why", &crate::why::in_words::<S>(why, &step.what));
        }
        _ => {}
    }
    if let Some(given) = step.given {
        out.push_str(",\"clockRegressed\":true,\"given\":");
        number(out, given);
    }
    out.push_str(",\"outputs\":[");
    for (place, (at, change)) in step.changes.iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        out.push_str("{\"at\":");
        number(out, *at);
        outputs::output(out, track, machine, &step.what, change);
        if S::IS_SERVICE {
            graph::notification(out, track, machine, change);
        }
        out.push('}');
    }
    out.push_str("]}\n");
}

pub fn aside(out: &mut String, at: u64, line: u64, aside: &Aside<'_>) {
    if matches!(aside, Aside::OtherEnd(_)) {
        return;
    }
    head(out, at, Some(line));
    match *aside {
        Aside::Create { id } => {
            word(out, "event", "request");
            member(out, "id", id);
            word(out, "request", "create");
        }
        Aside::Unrelated { id } => {
            word(out, "event", "request");
            member(out, "id", id);
            word(out, "request", "other");
        }
        Aside::Elsewhere => word(out, "event", "notification"),
        Aside::OtherEnd(_) => {}
        Aside::NotCreated { to, status: code }
        | Aside::UnrelatedAnswer { to, status: code }
        | Aside::Unknown { to, status: code } => {
            word(out, "event", if code.is_some() { "response" } else { "failed" });
            member(out, "to", to);
            match aside {
                Aside::NotCreated { .. } => word(out, "request", "create"),
                Aside::Unknown { .. } => out.push_str(",\"unknown\":true"),
                _ => {}
            }
            status(out, code);
        }
    }
    out.push_str("}\n");
}

/// The object of a call at the end of the trace.
pub fn summary<S: Side>(out: &mut String, Call { machine, track, .. }: &Call<S>) {
    put!(out, "{{\"call\":\"{}\",\"state\":\"{}\"", track.name, machine.state());
    if let Some(cause) = machine.cause() {
        word(out, "cause", cause.as_str());
    }
    put!(out, ",\"keepAlive\":{{\"succeeded\":{},\"failed\":{}", track.succeeded, track.failed);
    if let Some(at) = machine.expires_at() {
        put!(out, ",\"expiresAt\":{}", at.as_millis());
    }
    put!(out, ",\"presumedLost\":{}}},\"operations\":[", machine.presumed_lost());
    for (place, Operation { id, kind, status, reason, .. }) in track.listed().enumerate() {
        out.push_str(if place == 0 { "{" } else { ",{" });
        if let Some(id) = id {
            put!(out, "\"operation\":\"{id}\",");
        }
        put!(out, "\"kind\":\"{kind}\",\"status\":\"{status}\"");
        if let Some(reason) = reason {
            word(out, "reason", reason.as_str());
        }
        out.push('}');
    }
    let [applied, no_change, stale, rejected] = track.verdicts;
    put!(
        out,
        "],\"verdicts\":{{\"applied\":{applied},\"noChange\":{no_change},\"stale\":{stale},\"rejected\":{rejected}}}}}\n"
    );
}
