//! `--json`: an object for each step, and at the end one for each call.

use std::fmt::Write;

use call_lifecycle::{ReportedState, Verdict};

use crate::change::{Step, What};
use crate::graph;
use crate::id_text::IdText;
use crate::json_members::{graph_error, head, member, request, result, same_id, status, word};
use crate::outputs;
use crate::put::{number, put};
use crate::side::Side;
use crate::story::only_wishes;
use crate::trace::{Roster, media_word, peer_word};
use crate::track::Track;
use crate::why;

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
            same_id(out, step.extra.namesake);
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
        What::Repeated { to, status: code, first, other, .. } => {
            word(out, "event", if code.is_some() { "response" } else { "failed" });
            member(out, "to", to);
            status(out, code);
            match first.filter(|_| step.extra.contradicts) {
                Some(first) => {
                    put!(out, ",\"answered\":{first}");
                }
                None => out.push_str(",\"repeated\":true"),
            }
            if let Some(other) = other {
                word(out, "otherCall", &IdText::new(other));
            }
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
            if let Some(said) = said.status {
                word(out, "status", said.as_str());
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
        (Verdict::Rejected(rejection), None) if step.line.is_some() => {
            member(out, "why", &why::in_words::<S>(rejection, &step.what));
        }
        (Verdict::NoChange, None) if matches!(step.what, What::Created { .. }) => {
            member(out, "why", why::KNOWN_BEFORE);
        }
        (Verdict::NoChange, None) if step.extra.contradicts => member(out, "why", why::contradicts(&step.what)),
        (Verdict::NoChange, None) if step.extra.same_number => member(out, "why", why::SAME_NUMBER),
        (Verdict::NoChange, None) if matches!(step.what, What::Call(said) if why::is_first_of_end(said, step)) => {
            member(out, "why", why::TAKEN_AS_ENDED);
        }
        (Verdict::NoChange, None)
            if step.extra.update || matches!(step.what, What::Call(_)) && !step.extra.repeated && !step.extra.first =>
        {
            member(out, "why", &why::not_followed(step));
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
