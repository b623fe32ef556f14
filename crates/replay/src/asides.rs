//! The text: lines that are not about a known call, and what only the other end handles.

use crate::aside::{Answer, Aside, OtherEnd};
use crate::clock::Shown;
use crate::escape::Text;
use crate::phrases::{self, report};
use crate::put::{Put, puts};
use crate::requests::Namesake;
use crate::trace::{GraphError, media_word, peer_word};

/// That another request had the id of this one.
pub fn same_id(out: &mut String, namesake: Option<Namesake>) {
    if let Some(namesake) = namesake {
        puts!(out, "  [", namesake.in_words(), "]");
    }
}

pub fn put(out: &mut String, at: Shown, aside: &Aside<'_>) {
    match aside {
        Aside::Answered { track, .. } | Aside::Unanswered { track, .. } | Aside::Differs { track, .. } => {
            at.put(out);
            track.put_tag(out);
        }
        _ => puts!(out, at, "       "),
    }
    let spaced = |error: Option<&GraphError>| {
        error.map_or_else(String::new, |error| format!(" {}", phrases::graph_error(error)))
    };
    let answer = |status: Option<u16>| status.map_or_else(|| "no response".to_owned(), |status| status.to_string());
    match *aside {
        Aside::Create { id, namesake } => {
            puts!(out, "-> create a call (", Text(id), ")");
            same_id(out, namesake);
        }
        Aside::NotCreated { to, status: status @ Some(200..=299), .. } => {
            puts!(out, "<- ", answer(status), " to create (", Text(to), "), without the id of a call");
        }
        Aside::NotCreated { to, status, error } => {
            puts!(out, "<- ", answer(status), " to create (", Text(to), ")", spaced(error), ": there is no call");
        }
        Aside::Unrelated { id, namesake } => {
            puts!(out, "-> a request that is not about a call (", Text(id), ")");
            same_id(out, namesake);
        }
        Aside::UnrelatedAnswer { to, status, error } => {
            puts!(out, "<- ", answer(status), " to ", Text(to), ", which is not about a call", spaced(error));
        }
        Aside::Unknown { to, status } => {
            puts!(out, "<- ", answer(status), " to ", Text(to), ": the trace has no such request  [ignored]");
        }
        Aside::Answered { to, act, answer: said, expected, .. } => {
            puts!(out, ".. ", said.status, " to ", act, " (", Text(to), ")");
            if let Some((status, result)) = said.operation.filter(|_| expected.is_some()) {
                puts!(out, " ", status);
                result.iter().for_each(|result| puts!(out, " ", result));
            }
            out.push_str(&spaced(said.error));
            match expected {
                Some(Answer { operation: Some((status, _)), .. }) => {
                    puts!(out, "  [differs: ", status, " is expected]")
                }
                Some(Answer { status, .. }) => puts!(out, "  [differs: ", status, " is expected]"),
                None => out.push_str("  [as expected]"),
            }
        }
        Aside::Unanswered { to, act, expected, .. } => {
            puts!(out, ".. no response to ", act, " (", Text(to), ")  [differs: ", expected, " is expected]");
        }
        Aside::Differs { said, state, .. } => {
            puts!(out, ".. notified ", said.change, " ");
            report(out, said);
            puts!(out, "  [differs: the call is ", state, "]");
        }
        Aside::Empty => out.push_str("<= a notification without an entry"),
        Aside::Elsewhere => out.push_str("<= a notification that is not about a call"),
        Aside::OtherEnd(what) => {
            match what {
                OtherEnd::Peer(fact) => puts!(out, ".. peer: ", peer_word(fact)),
                OtherEnd::Media(media) => puts!(out, ".. media: ", media_word(media)),
                OtherEnd::Response { to, status } => puts!(out, ".. ", status, " to ", Text(to)),
                OtherEnd::Failed { to } => puts!(out, ".. no response to ", Text(to)),
                OtherEnd::Notification => out.push_str(".. a notification"),
            }
            out.push_str("  [for the other end: ignored]");
        }
    }
    out.push('\n');
}
