//! `--json`: lines that are not about a known call, and what is said of the trace as a whole.

use std::fmt::Write;

use call_lifecycle::ReportedState;

use crate::aside::Aside;
use crate::json_members::{graph_error, head, member, request, result, same_id, status, word};
use crate::put::{number, put};
use crate::trace::LineError;

pub fn aside(out: &mut String, at: u64, line: u64, aside: &Aside<'_>) {
    if matches!(aside, Aside::OtherEnd(_) | Aside::Answered { expected: None, .. }) {
        return;
    }
    head(out, at, Some(line));
    match *aside {
        Aside::Create { id, namesake } => {
            word(out, "event", "request");
            member(out, "id", id);
            word(out, "request", "create");
            same_id(out, namesake);
        }
        Aside::Unrelated { id, namesake } => {
            word(out, "event", "request");
            member(out, "id", id);
            word(out, "request", "other");
            same_id(out, namesake);
        }
        Aside::Empty => {
            word(out, "event", "notification");
            out.push_str(",\"entries\":0");
        }
        Aside::Elsewhere => word(out, "event", "notification"),
        Aside::OtherEnd(_) => {}
        Aside::Answered { track, to, act, answer, expected } => {
            word(out, "call", &track.name);
            word(out, "event", "response");
            member(out, "to", to);
            request(out, act);
            status(out, Some(answer.status));
            if let Some((said, code)) = answer.operation {
                word(out, "operationStatus", said.as_str());
                result(out, code, None);
            }
            if let Some(error) = answer.error {
                out.push_str(",\"error\":{");
                graph_error(out, error);
                out.push('}');
            }
            out.push_str(",\"expected\":");
            number(out, expected.map_or(answer.status, |expected| expected.status).into());
            if let Some((status, _)) = expected.and_then(|expected| expected.operation) {
                word(out, "expectedStatus", status.as_str());
            }
            out.push_str(",\"differs\":true");
        }
        Aside::Unanswered { track, to, act, expected } => {
            word(out, "call", &track.name);
            word(out, "event", "failed");
            member(out, "to", to);
            request(out, act);
            out.push_str(",\"expected\":");
            number(out, expected.into());
            out.push_str(",\"differs\":true");
        }
        Aside::Differs { track, said, state } => {
            word(out, "call", &track.name);
            word(out, "event", "notification");
            word(out, "changeType", said.change.as_str());
            if let ReportedState::Known(reported) = said.reported() {
                word(out, "state", reported.as_str());
            }
            result(out, said.result, None);
            word(out, "expected", state.as_str());
            out.push_str(",\"differs\":true");
        }
        Aside::NotCreated { to, status: code, .. }
        | Aside::UnrelatedAnswer { to, status: code, .. }
        | Aside::Unknown { to, status: code } => {
            word(out, "event", if code.is_some() { "response" } else { "failed" });
            member(out, "to", to);
            match aside {
                Aside::NotCreated { .. } => word(out, "request", "create"),
                Aside::Unknown { .. } => out.push_str(",\"unknown\":true"),
                _ => {}
            }
            status(out, code);
            if let Aside::NotCreated { error: Some(error), .. } | Aside::UnrelatedAnswer { error: Some(error), .. } =
                aside
            {
                out.push_str(",\"error\":{");
                graph_error(out, error);
                out.push('}');
            }
        }
    }
    out.push_str("}\n");
}

/// A line that cannot be read.
pub fn unread(out: &mut String, line: u64, error: &LineError) {
    put!(out, "{{\"line\":{line}");
    word(out, "event", "unread");
    member(out, "why", &error.to_string());
    out.push_str("}\n");
}

/// Something about the trace as a whole.
pub fn warning(out: &mut String, name: &str, text: &str) {
    out.push_str("{\"warning\":\"");
    out.push_str(name);
    out.push('"');
    member(out, "text", text);
    out.push_str("}\n");
}
