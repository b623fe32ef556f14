//! The members of an expectation, and what they may be.

use std::fmt;

use call_lifecycle::wire::Method;
use call_lifecycle::{CallState, Cause, Id};
use serde::Deserialize;
use serde::de::{Deserializer, Error};
use serde_json::{Map, Value};

use crate::exchange::{Deed, Seed};

/// `expect`, as it stands on a line.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Members {
    pub request: Option<Words>,
    pub ended: Option<Ended>,
    pub state: Option<State>,
    pub call: Option<Name>,
    pub with: Option<Map<String, Value>>,
    pub status: Option<Status>,
    pub after: Option<Status>,
    #[serde(rename = "for")]
    pub span: Option<u64>,
    pub since: Option<u64>,
    pub at_least: Option<u64>,
    pub at_most: Option<u64>,
    pub exactly: Option<u64>,
}

/// Reads a text in a member, or says what is allowed there.
fn read<'de, D, T>(
    deserializer: D,
    member: &str,
    read: impl Fn(&str) -> Option<T>,
    allowed: impl fmt::Display,
) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
{
    let found = Value::deserialize(deserializer)?;
    let value = found.as_str().and_then(read);
    value.ok_or_else(|| Error::custom(format_args!("`{member}` is {found}, expected {allowed}")))
}

/// Words after each other, with commas.
fn list<'w>(words: impl Iterator<Item = &'w str>) -> String {
    words.collect::<Vec<_>>().join(", ")
}

/// The requests that are meant. Empty means any request about calls.
#[derive(Clone, Debug, Default)]
pub struct Words(pub Vec<String>);

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let found = Value::deserialize(deserializer)?;
        let one = |value: &Value| value.as_str().filter(|word| is_request(word)).map(str::to_owned);
        let words = match &found {
            Value::String(word) if word == "any" => Some(Vec::new()),
            Value::Array(words) if !words.is_empty() => words.iter().map(one).collect(),
            other => one(other).map(|word| vec![word]),
        };
        words.map(Self).ok_or_else(|| {
            let words = Deed::WORDS.into_iter().chain(Method::ALL.iter().map(|method| method.as_str()));
            Error::custom(format_args!(
                "`request` is {found}, expected any, one of these words or an array of some: {}",
                list(words)
            ))
        })
    }
}

fn is_request(word: &str) -> bool {
    Deed::WORDS.contains(&word) || Method::ALL.iter().any(|method| method.as_str() == word)
}

/// The cause of an end, or `None` for any.
#[derive(Clone, Copy, Debug)]
pub struct Ended(pub Option<Cause>);

impl<'de> Deserialize<'de> for Ended {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let known = |text: &str| match text {
            "any" => Some(Self(None)),
            word => Cause::ALL.iter().find(|cause| cause.as_str() == word).map(|cause| Self(Some(*cause))),
        };
        let allowed = format!("any or one of {}", list(Cause::ALL.iter().map(|cause| cause.as_str())));
        read(deserializer, "ended", known, allowed)
    }
}

/// The state of a call.
#[derive(Clone, Copy, Debug)]
pub struct State(pub CallState);

impl<'de> Deserialize<'de> for State {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let known = |text: &str| CallState::ALL.iter().find(|state| state.as_str() == text).map(|state| Self(*state));
        let allowed = format!("one of {}", list(CallState::ALL.iter().map(|state| state.as_str())));
        read(deserializer, "state", known, allowed)
    }
}

/// The status of an answer.
#[derive(Clone, Copy, Debug)]
pub struct Status(pub u16);

impl<'de> Deserialize<'de> for Status {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let found = Value::deserialize(deserializer)?;
        let status =
            found.as_u64().and_then(|status| u16::try_from(status).ok()).filter(|status| (100..600).contains(status));
        status
            .map(Self)
            .ok_or_else(|| Error::custom(format_args!("a status is {found}, expected a number from 100 to 599")))
    }
}

/// How a line names a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    /// By its id.
    Id(Id),
    /// As the first, second, ... that the bot creates.
    Created(u64),
}

impl Name {
    /// What is allowed.
    const ALLOWED: &'static str = "a GUID, or \"created\", \"created 2\", ... for a call that the bot creates";

    /// Reads `created` or `created 2`.
    pub fn created(text: &str) -> Option<u64> {
        let rest = text.strip_prefix("created")?;
        if rest.is_empty() { Some(1) } else { rest.strip_prefix(' ')?.parse().ok().filter(|count| *count > 0) }
    }

    /// The id that the call has or will have.
    pub fn id(self, seed: Seed) -> Id {
        match self {
            Self::Id(id) => id,
            Self::Created(count) => seed.created(count),
        }
    }
}

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let known = |text: &str| Self::created(text).map(Self::Created).or_else(|| Id::parse(text).ok().map(Self::Id));
        read(deserializer, "call", known, Self::ALLOWED)
    }
}
