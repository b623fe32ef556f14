//! Members of the objects of `--json`.

use std::fmt::Write;

use call_lifecycle::ResultInfo;

use crate::codes;
use crate::escape;
use crate::put::{number, put};
use crate::requests::Namesake;
use crate::trace::{Act, GraphError};

#[inline]
pub fn member(out: &mut String, name: &str, text: &str) {
    out.push_str(",\"");
    out.push_str(name);
    out.push_str("\":");
    escape::json(out, text);
}

/// A member whose text is a word of this crate.
#[inline(always)]
pub fn word(out: &mut String, name: &str, word: &str) {
    out.push_str(",\"");
    out.push_str(name);
    out.push_str("\":\"");
    out.push_str(word);
    out.push('"');
}

pub fn status(out: &mut String, status: Option<u16>) {
    if let Some(status) = status {
        out.push_str(",\"status\":");
        number(out, status.into());
    }
}

pub fn head(out: &mut String, at: u64, line: Option<u64>) {
    out.push_str("{\"at\":");
    number(out, at);
    if let Some(line) = line {
        out.push_str(",\"line\":");
        number(out, line);
    }
}

/// That another request had the id of this one.
pub fn same_id(out: &mut String, namesake: Option<Namesake>) {
    match namesake {
        Some(Namesake::Out) => word(out, "sameId", "out"),
        Some(Namesake::Past) => word(out, "sameId", "past"),
        None => {}
    }
}

/// What was asked for.
pub fn request(out: &mut String, act: Act) {
    word(out, "request", act.as_str());
    if let Act::Other(part) = act {
        member(out, "name", &part.to_string());
    }
}

/// `code`, `subcode`, `message` and its `diagCode`, as far as they are known.
pub fn result(out: &mut String, result: Option<ResultInfo>, message: Option<&str>) {
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
pub fn graph_error(out: &mut String, error: &GraphError) {
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
