//! `--json`: an object for each step, and at the end one for each call.

use std::fmt::Write;

use call_lifecycle::{ReportedState, ResultInfo, Verdict};

use crate::change::{Step, What};
use crate::codes;
use crate::escape;
use crate::graph;
use crate::id_text::IdText;
use crate::outputs;
use crate::side::Side;
use crate::story::only_wishes;
use crate::trace::{Act, GraphError, Roster, media_word, peer_word};
use crate::track::Track;

/// Text into a string cannot fail; this says so once.
macro_rules! put {
    ($out:expr, $($argument:tt)*) => { let _ = write!($out, $($argument)*); };
}

/// A number, faster than by formatting.
pub fn number(out: &mut String, value: u64) {
    out.push_str(itoa::Buffer::new().format(value));
}

#[inline]
pub(super) fn member(out: &mut String, name: &str, text: &str) {
    out.push_str(",\"");
    out.push_str(name);
    out.push_str("\":");
    escape::json(out, text);
}

/// A member whose text is a word of this crate.
#[inline(always)]
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

pub(super) fn head(out: &mut String, at: u64, line: Option<u64>) {
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
            request(out, act);
        }
        What::Created { to, .. } => {
            word(out, "event", "created");
            member(out, "to", to);
        }
        What::Response { to, status: code, act, .. } => {
            word(out, "event", "response");
            member(out, "to", to);
            request(out, act);
            status(out, Some(code));
            if let Some(error) = step.extra.told_error() {
                out.push_str(",\"error\":{");
                graph_error(out, error);
                out.push('}');
            }
        }
        What::Failed { to, act, .. } => {
            word(out, "event", "failed");
            member(out, "to", to);
            request(out, act);
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
                ReportedState::Known(state) => word(out, "state", state.as_str()),
                ReportedState::Unknown => {
                    word(out, "state", "unknown");
                    if let Some(text) = step.extra.unknown_state(said) {
                        member(out, "stateText", text);
                    }
                }
                ReportedState::Absent => {}
            }
            result(out, said.result, step.extra.message());
            if let Some((tone, number)) = step.extra.unknown_tone {
                member(out, "tone", tone);
                if let Some(number) = number {
                    put!(out, ",\"sequenceId\":{number}");
                }
            }
            if let Some(key) = said.tone {
                word(out, "tone", key.tone.as_str());
                if !step.extra.is_unnumbered(key) {
                    put!(out, ",\"sequenceId\":{}", key.sequence_id);
                }
                if step.extra.late_key.is_some() {
                    out.push_str(",\"late\":true");
                }
            }
        }
        What::Operation(kind, said) => {
            word(out, "event", "notification");
            word(out, "changeType", if said.deleted { "deleted" } else { "updated" });
            if let Some(id) = said.id {
                word(out, "operation", &IdText::new(id));
            }
            if let Some(kind) = kind {
                word(out, "kind", kind.as_str());
            }
            result(out, said.result, step.extra.message());
        }
        What::Other => {
            word(out, "event", "notification");
            word(out, "resource", "other");
            if let Some(part) = step.extra.part() {
                member(out, "part", part);
            }
            if let Some(Roster { people, applications, .. }) = step.extra.roster() {
                put!(out, ",\"people\":{people},\"applications\":{applications}");
            }
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
        (Verdict::NoChange, None) if step.extra.contradicts => member(out, "why", "another end is known"),
        (Verdict::NoChange, None)
            if matches!(step.what, What::Call(_)) && !step.extra.repeated && !step.extra.first =>
        {
            member(out, "why", &crate::why::not_followed(step));
        }
        (Verdict::NoChange, None) if matches!(step.what, What::Response { status: ..404, .. }) => {
            member(out, "why", "the first answer, after a notification of what it says");
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
            graph::notification(out, track, machine, &step.what, change);
        }
        out.push('}');
    }
    out.push_str("]}\n");
}

/// What was asked for.
pub(super) fn request(out: &mut String, act: Act) {
    word(out, "request", act.as_str());
    if let Act::Other(part) = act {
        member(out, "name", &part.to_string());
    }
}

/// `code`, `subcode`, `message` and its `diagCode`, as far as they are known.
pub(super) fn result(out: &mut String, result: Option<ResultInfo>, message: Option<&str>) {
    if let Some(ResultInfo { code, subcode, .. }) = result {
        put!(out, ",\"code\":{code}");
        if let Some(subcode) = subcode {
            put!(out, ",\"subcode\":{subcode}");
        }
    }
    if let Some(message) = message {
        member(out, "message", message);
        if let Some(code) = codes::diag_code(message) {
            member(out, "diagCode", code);
        }
    }
}

/// The members of an error that Graph's body gave.
pub(super) fn graph_error(out: &mut String, error: &GraphError) {
    let members = [
        ("code", &error.code),
        ("innerCode", &error.inner),
        ("message", &error.message),
        ("innerMessage", &error.inner_message),
    ];
    let mut separator = "\"";
    for (name, text) in members {
        let Some(text) = text else { continue };
        out.push_str(separator);
        out.push_str(name);
        out.push_str("\":");
        escape::json(out, text);
        separator = ",\"";
    }
    if let Some(seconds) = error.retry_after {
        put!(out, "{separator}retryAfter\":{seconds}");
    }
}
