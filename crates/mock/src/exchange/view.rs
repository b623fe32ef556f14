//! A call as the page shows it, live or ended.

use std::borrow::Cow;
use std::collections::VecDeque;

use call_lifecycle::{CompletionReason, Id, Timestamp};
use serde::Serialize;

use super::Call;
use super::deeds::{self, Chance};
use super::file::{File, Written, renewed};
use super::roster::Person;
use super::timeline::Said;
use super::villain::Seed;

/// How many calls that have ended are remembered, to be shown.
pub const ENDED: usize = 50;

/// A call that has ended, as it is shown.
#[derive(Debug, Serialize)]
pub struct Ended {
    #[serde(flatten)]
    view: View,
    ended: u64,
}

/// A call as it is shown.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct View {
    id: String,
    direction: &'static str,
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<&'static str>,
    began: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    expiry: Option<Clock>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deadline: Option<Due>,
    operations: Vec<Operation>,
    timeline: Vec<Said>,
    /// What goes wrong with it alone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    villain: Vec<Chance>,
    /// Who is in it, if it is a group call.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    roster: Vec<Seat>,
}

/// Somebody in a call.
#[derive(Debug, Serialize)]
struct Seat {
    id: String,
    name: String,
    /// What else there is to say: `muted`, `in the lobby`, ...
    #[serde(skip_serializing_if = "Vec::is_empty")]
    marks: Vec<&'static str>,
}

impl Seat {
    fn of(person: &Person, me: Option<Id>) -> Self {
        let marks = [
            ("the application", Some(person.id) == me),
            ("in the lobby", person.lobby),
            ("muted", person.muted),
            ("on hold", person.held),
            ("sharing", person.shares.is_some()),
        ];
        let marks = marks.into_iter().filter(|(_, is_so)| *is_so).map(|(mark, _)| mark);
        Self { id: person.id.to_string(), name: person.name(), marks: marks.collect() }
    }
}

#[derive(Debug, Serialize)]
struct Clock {
    from: u64,
    at: u64,
}

#[derive(Debug, Serialize)]
struct Due {
    kind: &'static str,
    at: u64,
}

#[derive(Debug, Serialize)]
struct Operation {
    id: String,
    kind: Cow<'static, str>,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    phase: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
}

impl View {
    pub fn of(call: &Call, file: &File, seed: Seed) -> Self {
        let is_live = call.state().is_live();
        let operations = call.operations().map(|view| Operation {
            id: view.id.to_string(),
            kind: file.operation(view.id).map_or(Cow::Borrowed(view.kind.as_str()), Written::word),
            status: view.status.as_str(),
            phase: view.phase.filter(|_| !view.status.is_end()).map(|phase| phase.as_str()),
            reason: view.reason.map(CompletionReason::as_str),
        });
        Self {
            id: call.id().to_string(),
            direction: file.direction.as_str(),
            state: call.state().as_str(),
            cause: call.cause().map(|cause| cause.as_str()),
            began: file.began.as_millis(),
            expiry: call
                .expires_at()
                .filter(|_| is_live)
                .map(|at| Clock { from: renewed(call).as_millis(), at: at.as_millis() }),
            deadline: call.next_deadline().map(|due| Due { kind: due.kind.as_str(), at: due.at.as_millis() }),
            operations: operations.collect(),
            timeline: file.timeline.said(),
            villain: file.villains.as_deref().map(deeds::chances).unwrap_or_default(),
            roster: seats(call, file, seed),
        }
    }
}

/// Who is in a call, if it is connected and has, or has had, more than two.
fn seats(call: &Call, file: &File, seed: Seed) -> Vec<Seat> {
    if !call.state().is_connected() || !(file.is_group_call || file.roster.is_some()) {
        return Vec::new();
    }
    let roster = file.roster(seed, call.id());
    roster.people.iter().map(|person| Seat::of(person, roster.me())).collect()
}

/// Remembers a call that has ended, so that it can be shown.
pub fn remember(ended: &mut VecDeque<Ended>, call: &Call, file: &File, (seed, at): (Seed, Timestamp)) {
    ended.truncate(ENDED - 1);
    ended.push_front(Ended { view: View::of(call, file, seed), ended: at.as_millis() });
}
