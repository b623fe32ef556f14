//! A call in as little memory as its operations need.
//!
//! The machine has its operations inside: with room for all that a call may have it would be 40
//! times as large as a call that has none, and most calls have none at most times.

use call_lifecycle::app;
use call_lifecycle::service::{self, Event, OperationView, Output, Policy, Request};
use call_lifecycle::{
    CallState, Cause, Deadline, Id, Machine, Rejection, Slot, Snapshot, SnapshotError, Step, Timestamp, Verdict,
};

static POLICY: Policy = Policy::DEFAULT;

/// The most operations of a call that are open at a time: the machine has no more slots.
pub const MOST: usize = 32;

/// The bytes of the largest snapshot.
const BYTES: usize = 8 * 1_024;

/// A call of the service. It grows when an operation finds no room.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Call {
    /// Without room for operations.
    Plain(service::Call<'static, 0>),
    Few(Box<service::Call<'static, 4>>),
    Many(Box<service::Call<'static, MOST>>),
}

macro_rules! each {
    ($self:expr, $call:ident => $do:expr) => {
        match $self {
            Call::Plain($call) => $do,
            Call::Few($call) => $do,
            Call::Many($call) => $do,
        }
    };
}

impl Call {
    pub fn outgoing(id: Id, now: Timestamp) -> Self {
        Self::Plain(service::Call::outgoing(id, now, &POLICY))
    }

    pub fn incoming(id: Id, now: Timestamp) -> Self {
        Self::Plain(service::Call::incoming(id, now, &POLICY))
    }

    pub fn id(&self) -> Id {
        each!(self, call => call.id())
    }

    pub fn next_deadline(&self) -> Option<Deadline> {
        each!(self, call => call.next_deadline())
    }

    pub fn now(&self) -> Timestamp {
        each!(self, call => call.now())
    }

    pub fn policy(&self) -> &'static Policy {
        each!(self, call => call.policy())
    }

    pub fn state(&self) -> CallState {
        each!(self, call => call.state())
    }

    pub fn cause(&self) -> Option<Cause> {
        each!(self, call => call.cause())
    }

    pub fn expires_at(&self) -> Option<Timestamp> {
        each!(self, call => call.expires_at())
    }

    pub fn operation(&self, slot: Slot) -> Option<OperationView> {
        each!(self, call => call.operation(slot))
    }

    pub fn operations(&self) -> Box<dyn Iterator<Item = OperationView> + '_> {
        each!(self, call => Box::new(call.operations()))
    }

    pub fn snapshot(&self) -> Result<Snapshot<BYTES>, SnapshotError> {
        each!(self, call => call.snapshot())
    }

    /// The call of a snapshot, in the smallest of the three that has room for its operations.
    pub fn restore(bytes: &[u8]) -> Result<Self, SnapshotError> {
        let plain = service::Call::restore(bytes, &POLICY).map(Self::Plain);
        let few = |_| service::Call::restore(bytes, &POLICY).map(|call| Self::Few(Box::new(call)));
        plain.or_else(few).or_else(|_| service::Call::restore(bytes, &POLICY).map(|call| Self::Many(Box::new(call))))
    }

    /// What the application is notified of by an output. `before` is the call before the step.
    pub fn notification(&self, before: &Self, output: Output) -> Option<app::Event> {
        match (before, self) {
            (Self::Plain(before), Self::Plain(call)) => service::notification(before, call, output),
            (Self::Few(before), Self::Few(call)) => service::notification(before, call, output),
            (Self::Many(before), Self::Many(call)) => service::notification(before, call, output),
            // It has grown: no slot was reused.
            (_, call) => each!(call, call => service::notification(call, call, output)),
        }
    }

    /// The same call with room for more operations, if there can be more.
    fn larger(&self) -> Option<Self> {
        let snapshot = self.snapshot().ok()?;
        match self {
            Self::Plain(_) => {
                service::Call::restore(snapshot.as_bytes(), &POLICY).ok().map(|call| Self::Few(Box::new(call)))
            }
            Self::Few(_) => {
                service::Call::restore(snapshot.as_bytes(), &POLICY).ok().map(|call| Self::Many(Box::new(call)))
            }
            Self::Many(_) => None,
        }
    }
}

/// Whether an event may need a slot, and get that of an operation that has ended.
pub fn starts(event: &Event) -> bool {
    matches!(event, Event::Request(Request::Record { .. } | Request::PlayPrompt { .. } | Request::Start { .. }))
}

impl Machine for Call {
    type Event = Event;
    type Output = Output;
    const WAKE: Event = Event::Wake;

    fn id(&self) -> Id {
        Self::id(self)
    }

    fn handle_into(&mut self, now: Timestamp, event: &Event, step: &mut Step<Output>) {
        while starts(event) && each!(self, call => call.check(now, event)) == Verdict::Rejected(Rejection::NoFreeSlot) {
            let Some(larger) = self.larger() else { break };
            *self = larger;
        }
        each!(self, call => call.handle_into(now, event, step));
    }

    fn next_deadline(&self) -> Option<Deadline> {
        Self::next_deadline(self)
    }

    fn digest(&self) -> u64 {
        each!(self, call => call.digest())
    }
}
