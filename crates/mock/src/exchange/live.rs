//! What the page shows.

use std::borrow::Cow;
use std::collections::VecDeque;

use call_lifecycle::fleet::Handle;
use call_lifecycle::{CompletionReason, Id, Timestamp};
use serde::Serialize;

use super::deeds::{self, Chance, Deeds};
use super::file::{File, Written, renewed};
use super::roster::Person;
use super::timeline::Said;
use super::villain::Seed;
use super::{Call, Exchange};

/// How many calls are shown at most.
const SHOWN: usize = 50;
/// How many calls that have ended are remembered, to be shown.
pub const ENDED: usize = 50;

/// Counts since the start, and the present.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    pub live: u64,
    pub created: u64,
    pub ended: u64,
    pub requests: u64,
    /// Notifications that were accepted.
    pub delivered: u64,
    /// Notifications that were given up.
    pub failed: u64,
    /// Notifications that were dropped on purpose.
    pub dropped: u64,
    /// Notifications that wait to be posted.
    pub waiting: u64,
    /// The longest that a call waited for a keepAlive that came, in milliseconds.
    pub longest: u64,
}

#[derive(Debug, Serialize)]
pub struct Live<'e> {
    now: u64,
    speed: f64,
    counts: Counts,
    room: usize,
    villain: Vec<Chance>,
    deeds: &'e Deeds,
    more: u64,
    calls: Vec<Shown<'e>>,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Shown<'e> {
    Live(View),
    Ended(&'e Ended),
}

/// A call that has ended, as it is shown.
#[derive(Debug, Serialize)]
pub struct Ended {
    #[serde(flatten)]
    view: View,
    ended: u64,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct View {
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
    fn of(call: &Call, file: &File, seed: Seed) -> Self {
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

impl Exchange {
    /// What the page shows, with the speed of the clock.
    pub fn live(&self, speed: f64) -> Live<'_> {
        let shown =
            |id: &Id| Some(Shown::Live(View::of(self.fleet.get(*id)?, self.desk.files.get(id)?, self.desk.seed)));
        let mut calls: Vec<Shown<'_>> = self.recent.iter().rev().filter_map(shown).take(SHOWN).collect();
        let more = (self.fleet.len() - calls.len()) as u64;
        let rest = SHOWN - calls.len();
        calls.extend(self.desk.ended.iter().take(rest).map(Shown::Ended));
        Live {
            now: self.now.as_millis(),
            speed,
            counts: self.counts(),
            room: self.fleet.capacity(),
            villain: deeds::chances(&self.desk.villains),
            deeds: &self.desk.deeds,
            more,
            calls,
        }
    }

    /// The ids of live calls from that place of the fleet on, and the place of those that follow
    /// them. A call that lives all the while is on one page exactly.
    pub fn page(&self, from: u32, size: usize) -> (Vec<Id>, Option<u32>) {
        let place = |handle: Handle| handle.to_bits() as u32;
        let mut rest = self.fleet.iter().skip_while(|(handle, _)| place(*handle) < from);
        let ids = rest.by_ref().take(size).map(|(_, call)| call.id()).collect();
        (ids, rest.next().map(|(handle, _)| place(handle)))
    }

    pub fn counts(&self) -> Counts {
        Counts { live: self.fleet.len() as u64, ..self.desk.counts }
    }
}
