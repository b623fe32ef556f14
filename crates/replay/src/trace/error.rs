//! What is wrong with a line: what was found, and what was expected.

use std::fmt;

use serde_json::error::Category;

use crate::escape::Text;

/// What is wrong with a line: what was found on it, and what was expected.
#[derive(Clone, Debug)]
pub struct LineError {
    said: String,
    /// Where on the line, in brackets.
    place: String,
}

impl fmt::Display for LineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // It may quote what stands on the line.
        write!(f, "{}{}", Text(&self.said), self.place)
    }
}

impl std::error::Error for LineError {}

/// What a missing member must have.
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

/// What the text of a JSON value is, in words.
pub fn named(text: &str) -> String {
    match text.bytes().next() {
        Some(b'{') => "an object".to_owned(),
        Some(b'[') => "an array".to_owned(),
        _ if text.chars().count() > 60 => format!("{}...", text.chars().take(60).collect::<String>()),
        _ => text.to_owned(),
    }
}

/// What serde found, in terms of JSON.
fn in_words(found: &str) -> String {
    match found {
        "map" => "an object".to_owned(),
        "sequence" => "an array".to_owned(),
        "null" | "unit value" | "Option value" => "null".to_owned(),
        _ => {
            let bare = ["integer `", "floating point `", "boolean `", "character `"]
                .into_iter()
                .find_map(|kind| found.strip_prefix(kind))
                .map(|rest| rest.trim_end_matches('`'));
            bare.or_else(|| found.strip_prefix("string ")).unwrap_or(found).to_owned()
        }
    }
}

/// The last word of an expectation that ends with `in` and a member.
fn split_member(expected: &str) -> (&str, Option<&str>) {
    match expected.rsplit_once(" in ") {
        Some((rest, member)) if !member.trim_matches('`').contains([' ', '`']) => {
            (rest.trim_end_matches(','), Some(member.trim_matches('`')))
        }
        _ => (expected, None),
    }
}

impl LineError {
    /// What was found, as a clause, and what was expected, if there is more to say.
    pub fn new(found: impl fmt::Display, expected: impl fmt::Display) -> Self {
        let expected = expected.to_string();
        let said = if expected.is_empty() { found.to_string() } else { format!("{found}, expected {expected}") };
        Self { said, place: String::new() }
    }

    /// The error, without its position.
    pub fn without_place(&self) -> &str {
        &self.said
    }

    /// Whether an id is what is wrong.
    pub fn is_of_id(&self) -> bool {
        self.said.starts_with("`id` is ")
    }

    /// The error of the JSON reader, in the words of this program.
    pub fn json(error: &serde_json::Error) -> Self {
        let said = error.to_string();
        let (said, place) = match said.rsplit_once(" at line 1 column ") {
            Some((said, column)) => (said, format!(" (column {column})")),
            None => (said.as_str(), String::new()),
        };
        if error.classify() != Category::Data {
            let why = match said {
                _ if said.starts_with("EOF") => "it ends too early",
                _ if said.starts_with("trailing comma") => "there is a comma too many",
                _ if said.starts_with("trailing") => "something follows its end",
                _ if said.starts_with("expected value") || said.starts_with("expected ident") => "no value begins here",
                _ if said.starts_with("key must") => "a name has to be a text in quotes",
                other => other,
            };
            return Self { said: format!("the line is no valid JSON: {why}, expected one JSON object on it"), place };
        }
        let quoted = |rest: &str| rest.split('`').nth(1).unwrap_or(rest).to_owned();
        let said = if let Some(rest) = said.strip_prefix("missing field ") {
            let member = quoted(rest);
            let expected = MISSING.iter().find(|(name, _)| *name == member).map_or("one", |(_, expected)| expected);
            format!("there is no member `{member}`, expected {expected}")
        } else if let Some(rest) = said.strip_prefix("unknown field ") {
            format!("there is an unknown member {rest}")
        } else if let Some(rest) = said.strip_prefix("duplicate field ") {
            format!("the member {rest} is there twice, expected it once")
        } else if let Some(rest) = said.strip_prefix("invalid type: ").or_else(|| said.strip_prefix("invalid value: "))
        {
            match rest.rsplit_once(", expected ") {
                Some((found, expected)) => match split_member(expected) {
                    (expected, Some(member)) => format!("`{member}` is {}, expected {expected}", in_words(found)),
                    (expected, None) => format!("there is {}, expected {expected}", in_words(found)),
                },
                None => rest.to_owned(),
            }
        } else {
            said.to_owned()
        };
        Self { said, place }
    }
}
