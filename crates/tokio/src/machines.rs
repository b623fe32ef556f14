//! The machines behind a driver: one call, or a fleet.

use std::collections::{HashSet, VecDeque};

use call_lifecycle::app::{Call, Event, Output, Policy};
use call_lifecycle::fleet::Fleet;
use call_lifecycle::{CallState, Id, ReportedState, Step, Timestamp};

/// What becomes of an event for a call that is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unknown {
    /// It is ignored.
    Ignored,
    /// The call is there now.
    Taken,
    /// The call is there now, and may have ended long ago.
    Adopted,
    /// A call comes in, and there is no room.
    Refused,
}

/// The calls of a driver.
pub(crate) trait Machines<'p, const N: usize> {
    fn get(&self, call: Id) -> Option<&Call<'p, N>>;
    fn handle(&mut self, now: Timestamp, call: Id, event: Event) -> Option<Step<Output>>;
    /// Wakes what is due.
    fn wake(&mut self, now: Timestamp, each: impl FnMut(Id, Step<Output>));
    fn next_deadline(&self) -> Option<Timestamp>;
    /// A notification of a call that is not there. `creating` is how many create requests are out.
    fn unknown(&mut self, now: Timestamp, call: Id, event: &Event, creating: usize) -> Unknown;
    /// The service created this call.
    fn created(&mut self, call: Id, sent: Timestamp) -> bool;
    /// Whether there is room for one more call than these.
    fn has_room(&self, creating: usize) -> bool;
    /// A call has ended.
    fn ended(&mut self, call: Id);
    /// Whether no call is left.
    fn is_empty(&self) -> bool;
    fn ids(&self) -> Vec<Id>;
}

#[derive(Debug)]
pub(crate) struct One<'p, const N: usize> {
    pub(crate) call: Call<'p, N>,
    has_ended: bool,
}

impl<'p, const N: usize> One<'p, N> {
    pub(crate) fn new(call: Call<'p, N>) -> Self {
        let has_ended = call.state() == CallState::Terminated;
        Self { call, has_ended }
    }
}

impl<'p, const N: usize> Machines<'p, N> for One<'p, N> {
    fn get(&self, call: Id) -> Option<&Call<'p, N>> {
        Some(&self.call).filter(|this| this.id() == call)
    }

    fn handle(&mut self, now: Timestamp, call: Id, event: Event) -> Option<Step<Output>> {
        (self.call.id() == call).then(|| self.call.handle(now, event))
    }

    fn wake(&mut self, now: Timestamp, mut each: impl FnMut(Id, Step<Output>)) {
        each(self.call.id(), self.call.handle(now, Event::Wake));
    }

    fn next_deadline(&self) -> Option<Timestamp> {
        self.call.next_deadline().map(|deadline| deadline.at)
    }

    fn unknown(&mut self, _: Timestamp, _: Id, _: &Event, _: usize) -> Unknown {
        Unknown::Ignored
    }

    fn created(&mut self, _: Id, _: Timestamp) -> bool {
        false
    }

    fn has_room(&self, _: usize) -> bool {
        false
    }

    fn ended(&mut self, call: Id) {
        self.has_ended |= self.call.id() == call;
    }

    fn is_empty(&self) -> bool {
        self.has_ended
    }

    fn ids(&self) -> Vec<Id> {
        vec![self.call.id()]
    }
}

/// How many calls that have ended are remembered: what is still said of them is late.
const REMEMBERED: usize = 1_024;

#[derive(Debug)]
pub(crate) struct Many<'s, 'p, const N: usize> {
    pub(crate) fleet: Fleet<'s, Call<'p, N>>,
    policy: &'p Policy,
    late: HashSet<Id>,
    order: VecDeque<Id>,
}

impl<'s, 'p, const N: usize> Many<'s, 'p, N> {
    pub(crate) fn new(fleet: Fleet<'s, Call<'p, N>>, policy: &'p Policy) -> Self {
        Self { fleet, policy, late: HashSet::new(), order: VecDeque::new() }
    }

    fn remember(&mut self, call: Id) {
        if self.late.insert(call) {
            self.order.push_back(call);
        }
        if self.order.len() > REMEMBERED {
            self.order.pop_front().inspect(|old| _ = self.late.remove(old));
        }
    }

    fn take(&mut self, call: Call<'p, N>, taken: Unknown) -> Unknown {
        match self.fleet.insert(call) {
            Ok(_) => taken,
            Err(_) => Unknown::Ignored,
        }
    }
}

impl<'p, const N: usize> Machines<'p, N> for Many<'_, 'p, N> {
    fn get(&self, call: Id) -> Option<&Call<'p, N>> {
        self.fleet.get(call)
    }

    fn handle(&mut self, now: Timestamp, call: Id, event: Event) -> Option<Step<Output>> {
        self.fleet.handle(now, call, event).ok()
    }

    fn wake(&mut self, now: Timestamp, mut each: impl FnMut(Id, Step<Output>)) {
        self.fleet.wake_due(now, |_, call, step| each(call.id(), step.clone()));
    }

    fn next_deadline(&self) -> Option<Timestamp> {
        self.fleet.next_deadline()
    }

    fn unknown(&mut self, now: Timestamp, call: Id, event: &Event, creating: usize) -> Unknown {
        if self.late.contains(&call) {
            return Unknown::Ignored;
        }
        let state = match event {
            Event::Call(report) => match report.reported() {
                ReportedState::Known(state) => state,
                ReportedState::Absent | ReportedState::Unknown => return Unknown::Ignored,
            },
            // Operations end with their call: it was alive when this was said.
            _ => CallState::Established,
        };
        if state == CallState::Incoming {
            if self.has_room(creating) {
                return self.take(Call::incoming(call, now, self.policy), Unknown::Taken);
            }
            self.remember(call);
            return Unknown::Refused;
        }
        if !state.is_live() {
            // What was said before its end may still come.
            self.remember(call);
            return Unknown::Ignored;
        }
        self.take(Call::adopted(call, now, state, self.policy), Unknown::Adopted)
    }

    fn created(&mut self, call: Id, sent: Timestamp) -> bool {
        !self.late.contains(&call) && self.fleet.insert(Call::outgoing(call, sent, self.policy)).is_ok()
    }

    fn has_room(&self, creating: usize) -> bool {
        self.fleet.len() + creating < self.fleet.capacity()
    }

    fn ended(&mut self, call: Id) {
        if self.fleet.remove(call).is_some() {
            self.remember(call);
        }
    }

    fn is_empty(&self) -> bool {
        self.fleet.is_empty()
    }

    fn ids(&self) -> Vec<Id> {
        self.fleet.iter().map(|(_, call)| call.id()).collect()
    }
}
