//! The text: lines that are not about a known call, and what only the other end handles.

use std::fmt::Write;

use crate::change::{Answer, Aside, OtherEnd};
use crate::clock::Shown;
use crate::escape::Text;
use crate::phrases::{self, report};
use crate::trace::{GraphError, media_word, peer_word};

macro_rules! put {
    ($out:expr, $($argument:tt)*) => {{ let _ = write!($out, $($argument)*); }};
}

pub fn put(out: &mut String, at: Shown, aside: &Aside<'_>) {
    match aside {
        Aside::Answered { track, .. } | Aside::Unanswered { track, .. } | Aside::Differs { track, .. } => {
            put!(out, "{at}");
            track.put_tag(out);
        }
        _ => put!(out, "{at}       "),
    }
    let spaced = |error: Option<&GraphError>| {
        error.map_or_else(String::new, |error| format!(" {}", phrases::graph_error(error)))
    };
    let answer = |status: Option<u16>| status.map_or_else(|| "no response".to_owned(), |status| status.to_string());
    match *aside {
        Aside::Create { id } => {
            put!(out, "-> create a call ({})", Text(id));
        }
        Aside::NotCreated { to, status: status @ Some(200..=299), .. } => {
            put!(out, "<- {} to create ({}), without the id of a call", answer(status), Text(to));
        }
        Aside::NotCreated { to, status, error } => {
            put!(out, "<- {} to create ({}){}: there is no call", answer(status), Text(to), spaced(error));
        }
        Aside::Unrelated { id } => {
            put!(out, "-> a request that is not about a call ({})", Text(id));
        }
        Aside::UnrelatedAnswer { to, status, error } => {
            put!(out, "<- {} to {}, which is not about a call{}", answer(status), Text(to), spaced(error));
        }
        Aside::Unknown { to, status } => {
            put!(out, "<- {} to {}: the trace has no such request  [ignored]", answer(status), Text(to));
        }
        Aside::Answered { to, act, answer: said, expected, .. } => {
            put!(out, ".. {} to {act} ({})", said.status, Text(to));
            if let Some((status, result)) = said.operation.filter(|_| expected.is_some()) {
                put!(out, " {status}");
                result.iter().for_each(|result| put!(out, " {result}"));
            }
            out.push_str(&spaced(said.error));
            match expected {
                Some(Answer { operation: Some((status, _)), .. }) => put!(out, "  [differs: {status} is expected]"),
                Some(Answer { status, .. }) => put!(out, "  [differs: {status} is expected]"),
                None => out.push_str("  [as expected]"),
            }
        }
        Aside::Unanswered { to, act, expected, .. } => {
            put!(out, ".. no response to {act} ({})  [differs: {expected} is expected]", Text(to));
        }
        Aside::Differs { said, state, .. } => {
            put!(out, ".. notified {} {}  [differs: the call is {state}]", said.change, report(said));
        }
        Aside::Empty => out.push_str("<= a notification without an entry"),
        Aside::Elsewhere => out.push_str("<= a notification that is not about a call"),
        Aside::OtherEnd(what) => {
            match what {
                OtherEnd::Peer(fact) => put!(out, ".. peer: {}", peer_word(fact)),
                OtherEnd::Media(media) => put!(out, ".. media: {}", media_word(media)),
                OtherEnd::Response { to, status } => put!(out, ".. {status} to {}", Text(to)),
                OtherEnd::Failed { to } => put!(out, ".. no response to {}", Text(to)),
                OtherEnd::Notification => out.push_str(".. a notification"),
            }
            out.push_str("  [for the other end: ignored]");
        }
    }
    out.push('\n');
}
