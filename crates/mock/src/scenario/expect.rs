//! Expectations, and what they say of themselves.

use std::fmt;

use call_lifecycle::{CallState, Cause, Id};
use serde_json::{Map, Value};

use super::members::{Members, Words};
use super::span::Span;
use crate::exchange::Seed;

/// What is expected of a bot, by when.
#[derive(Clone, Debug)]
pub struct Expect {
    /// In milliseconds since the scenario began.
    pub(super) by: u64,
    pub(super) what: What,
    /// The reason that its author gave.
    pub(super) why: Option<String>,
}

#[derive(Clone, Debug)]
pub(super) enum What {
    Requests(Requests),
    /// A call, or every call, has ended for a reason.
    Ended(Option<Id>, Option<Cause>),
    /// A call, or every call, is in a state.
    State(Option<Id>, CallState),
}

/// How many requests of a kind.
#[derive(Clone, Debug)]
pub(super) struct Requests {
    pub words: Words,
    pub call: Option<Id>,
    /// What their bodies have.
    pub with: Map<String, Value>,
    /// How they were answered.
    pub status: Option<u16>,
    /// Not before this.
    pub since: u64,
    /// Only after one of them was answered so.
    pub after: Option<u16>,
    /// For so long after each that was answered so, instead of until the end.
    pub span: Option<u64>,
    pub least: u64,
    pub most: Option<u64>,
}

impl Expect {
    /// Checks the members of an expectation.
    ///
    /// # Errors
    /// Which member is wrong, and what is allowed.
    pub(super) fn new(by: u64, members: Members, why: Option<String>, seed: Seed) -> Result<Self, String> {
        let Members { request, ended, state, call, with, status, after, span, since, at_least, at_most, exactly } =
            members;
        let of_requests = [
            ("with", with.is_some()),
            ("status", status.is_some()),
            ("after", after.is_some()),
            ("for", span.is_some()),
            ("since", since.is_some()),
            ("atLeast", at_least.is_some()),
            ("atMost", at_most.is_some()),
            ("exactly", exactly.is_some()),
        ];
        let call = call.map(|name| name.id(seed));
        let what = match (request, ended, state) {
            (Some(words), None, None) => {
                let (least, most) = match (at_least, at_most, exactly) {
                    (None, None, Some(count)) => (count, Some(count)),
                    (None, None, None) => (1, None),
                    (least, most, None) => (least.unwrap_or(0), most),
                    _ => return Err("there is `exactly` next to `atLeast` or `atMost`, expected it alone".to_owned()),
                };
                if most.is_some_and(|most| most < least) {
                    return Err(format!("`atMost` is less than `atLeast`, expected {least} or more in it"));
                }
                if span.is_some() && after.is_none() {
                    return Err(
                        "there is `for` without `after`, expected the status after whose answer it counts".to_owned()
                    );
                }
                let since = since.unwrap_or(0);
                if since > by {
                    return Err(format!("`since` is {since}, expected {by} at most: that is `at`"));
                }
                let (status, after) = (status.map(|status| status.0), after.map(|status| status.0));
                What::Requests(Requests {
                    words,
                    call,
                    with: with.unwrap_or_default(),
                    status,
                    since,
                    after,
                    span,
                    least,
                    most,
                })
            }
            (None, Some(ended), None) => What::Ended(call, ended.0),
            (None, None, Some(state)) => What::State(call, state.0),
            _ => return Err("expected one of `request`, `ended` and `state` in `expect`".to_owned()),
        };
        match of_requests.iter().find(|(_, is_there)| *is_there) {
            Some((member, _)) if !matches!(what, What::Requests(_)) => {
                Err(format!("there is `{member}` without `request`, expected `call` only next to `ended` and `state`"))
            }
            _ => Ok(Self { by, what, why }),
        }
    }
}

/// A call, by the first of its groups of digits.
pub(super) struct Short(pub Id);

impl fmt::Display for Short {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "call {:08x}", self.0.words()[0] >> 32)
    }
}

fn one_or_all(call: Option<Id>) -> String {
    call.map_or_else(|| "every call".to_owned(), |call| Short(call).to_string())
}

impl fmt::Display for Expect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let by = Span(self.by);
        match &self.what {
            What::Requests(requests) => write!(f, "{requests}, by {by}"),
            What::Ended(call, None) => write!(f, "{} has ended, by {by}", one_or_all(*call)),
            What::Ended(call, Some(cause)) => write!(f, "{} has ended by {cause}, by {by}", one_or_all(*call)),
            What::State(call, state) => write!(f, "{} is {state}, at {by}", one_or_all(*call)),
        }
    }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.split_last() {
            None => f.write_str("request"),
            Some((last, [])) => f.write_str(last),
            Some((last, rest)) => write!(f, "{} or {last}", rest.join(", ")),
        }
    }
}

impl fmt::Display for Requests {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.least, self.most) {
            (_, Some(0)) => f.write_str("no ")?,
            (least, Some(most)) if least == most => write!(f, "exactly {least} ")?,
            (0, Some(most)) => write!(f, "at most {most} ")?,
            (least, Some(most)) => write!(f, "{least} to {most} ")?,
            (least, None) => write!(f, "at least {least} ")?,
        }
        write!(f, "{}", self.words)?;
        if let Some(call) = self.call {
            write!(f, " of {}", Short(call))?;
        }
        if !self.with.is_empty() {
            write!(f, " with {}", Value::Object(self.with.clone()))?;
        }
        if let Some(status) = self.status {
            write!(f, " answered {status}")?;
        }
        match (self.after, self.span) {
            (Some(after), Some(span)) => write!(f, " within {} after each that is answered {after}", Span(span))?,
            (Some(after), None) => write!(f, " after one is answered {after}")?,
            (None, _) => {}
        }
        if self.since > 0 { write!(f, ", from {}", Span(self.since)) } else { Ok(()) }
    }
}
