//! The body that the service posted, entry by entry.

use std::collections::{BTreeMap, HashMap};

use call_lifecycle::wire::{CommsNotification, Entries, Notice, NoticeError, Target};
use call_lifecycle::{CallReport, Id, OperationKind, OperationReport};
use serde_json::Value;
use serde_json::value::RawValue;

use super::details::EntryData;
use super::error::{LineError, named};
use super::raw::Raw;

/// An entry of a notification's `value`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Entry {
    /// A report about this call.
    Call(Id, CallReport),
    /// A report about an operation of this call, with its kind if the entry names it.
    Operation(Id, Option<OperationKind>, OperationReport),
    /// A roster or the like, of this call or of no call.
    Other(Option<Id>),
    /// An entry about this call that cannot be read: what was found in it.
    Unreadable(Id, String),
}

/// What the service posted: its entries, and the body that they were read from.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Notification<'a> {
    /// The entries of its `value`.
    pub entries: Vec<Entry>,
    /// The body as it was posted.
    pub body: Raw<'a>,
    /// What else they say, if that is known without another look at the body.
    pub(super) details: Vec<EntryData<'a>>,
}

/// Reads the body in every spelling. An error inside one entry whose call is known makes that entry unreadable, not
/// the line.
pub fn read_fully(body: Raw<'_>) -> Result<Notification<'_>, LineError> {
    match read_quickly(body) {
        Some(notification) => Ok(notification),
        None => Ok(Notification { entries: one_by_one(body)?, body, details: Vec::new() }),
    }
}

/// The same if nothing is wrong with it.
pub fn read_quickly(body: Raw<'_>) -> Option<Notification<'_>> {
    let entry = |entry: Result<CommsNotification<'_>, _>| entry.ok()?.notice().ok().as_ref().map(of);
    let entries: Option<_> = Entries::new(body.get().as_bytes()).map(entry).collect();
    Some(Notification { entries: entries?, body, details: Vec::new() })
}

const fn of(notice: &Notice<'_>) -> Entry {
    match *notice {
        Notice::Call { call, report } => Entry::Call(call, report),
        Notice::Operation { call, kind, report, .. } => Entry::Operation(call, kind, report),
        Notice::Other { call } => Entry::Other(call),
    }
}

/// The same more slowly, entry by entry.
fn one_by_one(body: Raw<'_>) -> Result<Vec<Entry>, LineError> {
    let Ok(members) = serde_json::from_str::<HashMap<String, &RawValue>>(body.get()) else {
        return Err(LineError::new(format_args!("`notification` is {}", named(body.get())), "an object"));
    };
    let Some((_, value)) = members.iter().find(|(name, _)| name.eq_ignore_ascii_case("value")) else {
        if let Some(member) = legacy(&members) {
            return Err(LineError::new(
                format_args!("`notification` has `{member}` and no `value`: this is the legacy form"),
                "Graph's form, which the service posts once the legacy one is answered 204",
            ));
        }
        let kind = members.get("@odata.type").and_then(|kind| serde_json::from_str::<&str>(kind.get()).ok());
        let kind = kind.map_or_else(String::new, |kind| format!(" is a {kind:?} and"));
        let found = format_args!("`notification`{kind} has no member `value`");
        return Err(LineError::new(found, "the array of what changed in it"));
    };
    let Ok(value) = serde_json::from_str::<Vec<&RawValue>>(value.get()) else {
        return Err(LineError::new(format_args!("`value` is {}", named(value.get())), "an array"));
    };
    value.iter().enumerate().map(|(index, entry)| one(entry.get(), index + 1)).collect()
}

/// The member that shows the form from before Graph (source `calling-webhook`).
fn legacy(members: &HashMap<String, &RawValue>) -> Option<&'static str> {
    const MEMBERS: [&str; 7] =
        ["callState", "conversationState", "participants", "subscriptionId", "links", "operationOutcome", "appState"];
    MEMBERS.into_iter().find(|member| members.keys().any(|name| name.eq_ignore_ascii_case(member)))
}

fn one(text: &str, place: usize) -> Result<Entry, LineError> {
    if !text.starts_with('{') {
        return Err(LineError::new(format_args!("entry {place} of `value` is {}", named(text)), "an object"));
    }
    let bad =
        |error: NoticeError| LineError::new(format_args!("entry {place} of `value`: {error}"), "a known resource");
    match serde_json::from_str::<CommsNotification<'_>>(text) {
        Ok(entry) => match entry.notice() {
            Ok(notice) => Ok(of(&notice)),
            Err(error @ (NoticeError::NoChange | NoticeError::Change { .. })) => {
                call_of(&entry).map(|call| Entry::Unreadable(call, error.to_string())).ok_or_else(|| bad(error))
            }
            Err(error) => Err(misspelt(text, place).unwrap_or_else(|| bad(error))),
        },
        Err(error) => {
            let wrong = LineError::json(&error);
            let paths = paths_alone(text);
            let entry = serde_json::from_str::<CommsNotification<'_>>(&paths).unwrap_or_default();
            match call_of(&entry).filter(|_| !wrong.is_of_id()) {
                Some(call) => Ok(Entry::Unreadable(call, wrong.without_place().to_owned())),
                None => Err(LineError::new(format_args!("entry {place} of `value`: {}", wrong.without_place()), "")),
            }
        }
    }
}

/// What is wrong with an entry whose members have Graph's names in another case.
fn misspelt(text: &str, place: usize) -> Option<LineError> {
    const NAMES: [&str; 3] = ["resourceUrl", "resource", "resourceData"];
    let members: BTreeMap<String, &RawValue> = serde_json::from_str(text).ok()?;
    let mut pairs = NAMES.iter().flat_map(|known| members.keys().map(move |name| (known, name)));
    let (known, name) = pairs.find(|(known, name)| name != *known && name.eq_ignore_ascii_case(known))?;
    let found = format_args!("entry {place} of `value` has `{name}`");
    Some(LineError::new(found, format_args!("`{known}`: names have the case of Graph's pages")))
}

/// The call that an entry is about.
fn call_of(entry: &CommsNotification<'_>) -> Option<Id> {
    match entry.target().ok()? {
        Target::Calls => entry.data().id().ok().flatten(),
        target => target.call(),
    }
}

/// The entry with nothing but its paths and ids.
fn paths_alone(text: &str) -> String {
    let mut entry: Value = serde_json::from_str(text).unwrap_or_default();
    let keep = |value: &mut Value, names: &[&str]| {
        if let Some(members) = value.as_object_mut() {
            members.retain(|name, value| names.contains(&name.as_str()) && (value.is_string() || value.is_object()));
        }
    };
    keep(&mut entry, &["resource", "resourceUrl", "resourceData"]);
    if let Some(data) = entry.get_mut("resourceData") {
        keep(data, &["id", "@odata.id", "@odata.type"]);
    }
    entry.to_string()
}
