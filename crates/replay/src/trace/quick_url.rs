//! What a URL names that is written as programs write it: without a query, and in the case of the pages.
//! Any other is left to the reader of all spellings: `None` says nothing but that.

use call_lifecycle::Id;
use call_lifecycle::wire::{Method, Target};

use super::word::{Name, Word};

/// Where programs have the calls.
const CALLS: [&str; 4] = ["/v1.0/communications/calls", "/communications/calls", APP, "/beta/communications/calls"];
const APP: &str = "/app/calls";

/// The methods that most calls have, and their words.
const METHODS: [(&str, Method, Word); 3] = [
    ("/keepAlive", Method::KeepAlive, Word::Name(Name::method(Method::KeepAlive.as_str()))),
    ("/recordResponse", Method::RecordResponse, Word::Name(Name::method(Method::RecordResponse.as_str()))),
    ("/playPrompt", Method::PlayPrompt, Word::Name(Name::method(Method::PlayPrompt.as_str()))),
];

/// What the URL of a request names, whether it is below `/app`, and its word.
pub fn url(text: &str) -> Option<(Target, bool, Option<Word>)> {
    let (app, path) = below_calls(text)?;
    let target = named(path)?;
    let word = match target {
        Target::Calls => None,
        Target::Call { .. } => Some(Word::CALL),
        Target::Operation { .. } => Some(Word::OPERATION),
        Target::Method { method, .. } => METHODS.iter().find(|(_, known, _)| *known == method).map(|(.., word)| *word),
        _ => return None,
    };
    Some((target, app, word))
}

/// What a path names.
pub fn target(text: &str) -> Option<Target> {
    named(below_calls(text)?.1)
}

/// Whether it is below `/app`, and what comes after the calls.
fn below_calls(text: &str) -> Option<(bool, &str)> {
    let path = text.strip_prefix("https://graph.microsoft.com").unwrap_or(text);
    CALLS.iter().find_map(|calls| Some((*calls == APP, path.strip_prefix(calls)?)))
}

fn named(path: &str) -> Option<Target> {
    if path.is_empty() {
        return Some(Target::Calls);
    }
    let (call, rest) = leading_id(path)?;
    if rest.is_empty() {
        return Some(Target::Call { call });
    }
    if let Some((_, method, _)) = METHODS.iter().find(|(path, ..)| *path == rest) {
        return Some(Target::Method { call, participant: None, method: *method });
    }
    match leading_id(rest.strip_prefix("/operations")?)? {
        (operation, "") => Some(Target::Operation { call, operation }),
        _ => None,
    }
}

/// The id of a segment in either spelling, and what comes after it.
fn leading_id(path: &str) -> Option<(Id, &str)> {
    let path = path.strip_prefix('/')?;
    let length = if path.as_bytes().get(8) == Some(&b'-') { 36 } else { 32 };
    let (id, rest) = path.split_at_checked(length)?;
    (rest.is_empty() || rest.starts_with('/')).then_some((Id::parse(id).ok()?, rest))
}
