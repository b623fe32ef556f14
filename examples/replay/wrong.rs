//! What is wrong with a line: what was found, and what was expected.

use std::fmt;

use serde_json::error::Category;

#[derive(Debug)]
pub struct Wrong(String);

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What has to be in a member that is missing.
const MISSING: [(&str, &str); 10] = [
    ("at", "milliseconds as a number, or an RFC 3339 time as a text, in it"),
    ("id", "the text by which its response names the request"),
    ("method", "GET, POST, DELETE or the like in it"),
    ("url", "the URL of a resource in it"),
    ("to", "the id of a request in it"),
    ("status", "an HTTP status in it"),
    ("value", "the array of what changed in it"),
    ("call", "the id of a call in it"),
    ("event", "the name of what happened in it"),
    ("tone", "a tone in it"),
];

impl Wrong {
    pub fn new(found: impl fmt::Display, expected: impl fmt::Display) -> Self {
        Self(format!("found {found}, expected {expected}"))
    }

    /// What the reader of JSON says, in the words of this program.
    pub fn json(error: &serde_json::Error) -> Self {
        let said = error.to_string();
        let (said, place) = match said.rsplit_once(" at line 1 column ") {
            Some((said, column)) => (said, format!(" (column {column})")),
            None => (said.as_str(), String::new()),
        };
        if error.classify() != Category::Data {
            return Self(format!(
                "found no valid JSON{place}: its reader says {said:?}, expected one JSON object on the line"
            ));
        }
        let quoted = |rest: &str| rest.split('`').nth(1).unwrap_or(rest).to_owned();
        if said.starts_with("found ") {
            Self(format!("{said}{place}"))
        } else if let Some(rest) = said.strip_prefix("missing field ") {
            let member = quoted(rest);
            let expected = MISSING.iter().find(|(name, _)| *name == member).map_or("one", |(_, expected)| expected);
            Self(format!("found no member `{member}`{place}, expected {expected}"))
        } else if let Some(rest) = said.strip_prefix("unknown field ") {
            Self(format!("found the unknown member {rest}{place}"))
        } else if let Some(rest) = said.strip_prefix("duplicate field ") {
            Self(format!("found the member {rest} twice{place}, expected it once"))
        } else if let Some(rest) = said.strip_prefix("invalid type: ").or_else(|| said.strip_prefix("invalid value: "))
        {
            Self(format!("found {rest}{place}"))
        } else {
            Self(format!("found what cannot be read: {said}{place}, expected Graph's form of it"))
        }
    }
}
