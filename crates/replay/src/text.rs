//! The text: a line for each change, as it comes.

use call_lifecycle::{CallReport, Verdict};

use crate::asides;
use crate::change::{Begin, Change, Creation, Step, What};
use crate::clock::Clock;
use crate::contract::Terms;
use crate::escape::{Text, text};
use crate::phrases::{self, report};
use crate::put::{Put, puts};
use crate::side::Side;
use crate::story::only_wishes;
use crate::text_change;
use crate::trace::{Roster, media_word, peer_word};
use crate::track::Track;
use crate::why;

/// A call is seen for the first time.
pub fn begin(out: &mut String, clock: Clock, track: &Track) {
    let how = match track.begin {
        Begin::Created => "created by the application".to_owned(),
        Begin::Incoming { recording: false } => "comes in".to_owned(),
        Begin::Incoming { recording: true } => "comes in for compliance recording".to_owned(),
        Begin::Adopted(state) => format!("lives already: taken as {state} from here on"),
        Begin::Ending(_) => "is ending when it is first seen".to_owned(),
    };
    clock.show(track.began).put(out);
    track.put_tag(out);
    puts!(out, "call ", track.name, " ", how);
    if clock.show(track.began).is_before_the_first() {
        puts!(out, "  [the clock ran backwards: the line has ", clock.raw(track.began), "]");
    }
    out.push('\n');
}

pub fn step<S: Side>(out: &mut String, clock: Clock, terms: &Terms, track: &Track, machine: &S, step: &Step<'_>) {
    if only_wishes(step) {
        return;
    }
    clock.show(step.at).put(out);
    track.put_tag(out);
    what(out, clock, step);
    let mut separator = if matches!(step.what, What::Wake(_)) { "" } else { ": " };
    for (_, change) in step.changes {
        let before = out.len();
        out.push_str(separator);
        let start = out.len();
        text_change::change(out, clock, terms, track, machine, step, change);
        if out.len() == start {
            out.truncate(before);
        } else {
            separator = "; ";
        }
    }
    uncounted_key(out, step, separator);
    asides::same_id(out, step.extra.namesake);
    verdict(out, machine, step);
    if let Some(given) = step.given {
        puts!(out, "  [the clock ran backwards: the line has ", clock.raw(given), "]");
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
            puts!(out, "  [", if refused { "refused" } else { "rejected" }, ": ", why, "]");
            return;
        }
        Verdict::Applied => {}
        Verdict::NoChange => {
            why::no_change(out, step);
        }
        Verdict::Stale => {
            puts!(out, "  [stale: ", why::stale(machine, step), "]");
        }
    }
    if let Some(note) = note {
        puts!(out, "  [", Text(note), "]");
    }
}

/// A key that the call's machine did not count.
fn uncounted_key(out: &mut String, step: &Step<'_>, separator: &str) {
    let What::Call(CallReport { tone: Some(key), .. }) = step.what else { return };
    if step.changes.iter().any(|(_, change)| matches!(change, Change::Tone(..))) {
        return;
    }
    puts!(out, separator, "tone ", phrases::tone(*key));
    if step.extra.late_key.is_some() {
        out.push_str(", late");
    }
}

fn what(out: &mut String, clock: Clock, step: &Step<'_>) {
    match step.what {
        What::Wake(_) => out.push_str("!! "),
        What::Request { id, act } => {
            puts!(out, "-> ", act, " (", Text(id), ")");
        }
        What::Created { to, creation: Creation::New, .. } => {
            puts!(out, "<- the call is created (", Text(to), ")");
        }
        What::Created { to, sent, creation: Creation::Known } => {
            puts!(out, "<- the create sent ", clock.brief(sent), " is answered with this call (", Text(to), ")");
        }
        What::Created { to, sent, .. } => {
            puts!(
                out,
                "<- the application created this call: it was asked for at ",
                clock.brief(sent),
                " (",
                Text(to),
                ")"
            );
        }
        What::Response { to, status, act, .. } => {
            puts!(out, "<- ", status, " to ", act, " (", Text(to), ")");
            if let Some(error) = step.extra.told_error() {
                puts!(out, " ", phrases::graph_error(error));
            }
        }
        What::Failed { to, act, .. } => {
            puts!(out, "<- no response to ", act, " (", Text(to), ")");
        }
        What::Repeated { to, status: Some(status), .. } => {
            puts!(out, "<- ", status, " to ", Text(to), ", which has had its answer");
        }
        What::Repeated { to, status: None, .. } => {
            puts!(out, "<- no response to ", Text(to), ", which has had its answer");
        }
        What::Call(said) => {
            match step.extra.unknown_state(said) {
                Some(word) => puts!(out, "<= ", said.change, " state ", phrases::quoted(word)),
                None => {
                    puts!(out, "<= ", said.change, " ");
                    report(out, said);
                }
            }
            message(out, step);
        }
        What::Body(said) => {
            out.push_str("   its body says ");
            report(out, said);
        }
        What::Operation(kind, said) => {
            puts!(out, "<= ", if said.deleted { "deleted" } else { "updated" }, " ");
            match kind {
                Some(kind) => kind.put(out),
                None => out.push_str("operation"),
            }
            if let Some(id) = said.id {
                puts!(out, " ", id);
            }
            if let Some(status) = said.status {
                puts!(out, " ", status);
            }
            if let Some(result) = said.result {
                puts!(out, " ", result);
            }
            message(out, step);
        }
        What::Other => other(out, step),
        What::Unreadable => out.push_str("<= an entry that cannot be read"),
        What::Peer(fact) => {
            puts!(out, "** peer: ", peer_word(fact));
        }
        What::Media(media) => {
            puts!(out, "** media: ", media_word(media));
            if let call_lifecycle::service::MediaEvent::Tone(tone) = media {
                puts!(out, " ", tone.symbol().unwrap_or_default());
            }
        }
    }
}

/// `message` of what was notified.
fn message(out: &mut String, step: &Step<'_>) {
    if let Some(message) = step.extra.message() {
        puts!(out, " ", phrases::quoted(message));
    }
}

/// A part of the call that the machines do not follow, and who takes part.
fn other(out: &mut String, step: &Step<'_>) {
    let Some(details) = step.extra.details else { return out.push_str("<= something else of the call") };
    let part = details.part().unwrap_or("something else of the call");
    puts!(out, "<= ", Text(details.change()), " ", Text(part));
    if let Some(Roster { people, applications, .. }) = details.roster() {
        match people {
            0 => puts!(out, ": nobody"),
            1 => puts!(out, ": 1 person"),
            people => puts!(out, ": ", people, " people"),
        }
        if applications > 0 {
            puts!(out, ", ", phrases::several(applications as u64, "application"));
        }
    }
}
