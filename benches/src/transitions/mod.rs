//! The table of a call, as the crate has it and as one would write it otherwise, next to each
//! other.

mod by_match;
mod finny;
mod rust_fsm;
mod smlang;
pub mod statig;
pub mod streams;

use std::marker::PhantomData;

use call_lifecycle::{CallState, Trigger};

use streams::{Kind, Stream};

/// A call that moves through the table.
trait Machine {
    /// Its word for a trigger.
    type Event: Clone + 'static;

    fn event(trigger: Trigger) -> Self::Event;
    fn incoming() -> Self;
    fn fire(&mut self, event: &Self::Event);
    fn state(&self) -> CallState;
}

/// A way to write the table down, before one kind of stream.
#[derive(Clone, Copy)]
pub struct Contender {
    pub name: &'static str,
    pub kind: Kind,
    make: Make,
}

/// With its stream in its words.
pub struct Ready {
    /// How many events the stream has.
    pub events: u64,
    /// Goes through the whole stream once.
    pub run: Box<dyn Fn() -> u64>,
}

impl Contender {
    /// It is equal to the table, or this panics.
    pub fn make(self) -> Ready {
        (self.make)(self.name, self.kind)
    }
}

type Make = fn(&str, Kind) -> Ready;

/// The crate's own table.
pub const OURS: &str = "call-lifecycle";

/// The names, with what makes them ready.
const WAYS: [(&str, Make); 6] = [
    (OURS, ready::<Plain<Table>>),
    ("match", ready::<Plain<ByMatch>>),
    ("statig", ready::<statig::Machine>),
    ("smlang", ready::<smlang::StateMachine<smlang::Nothing>>),
    ("rust-fsm", ready::<RustFsm>),
    ("finny", ready::<finny::Machine>),
];

/// The names alone.
pub const NAMES: [&str; WAYS.len()] = {
    let mut names = [OURS; WAYS.len()];
    let mut index = 0;
    while index < names.len() {
        names[index] = WAYS[index].0;
        index += 1;
    }
    names
};

/// Every way before every kind of stream.
pub fn contenders() -> impl Iterator<Item = Contender> {
    Kind::ALL.into_iter().flat_map(|kind| WAYS.map(|(name, make)| Contender { name, kind, make }))
}

fn ready<M: Machine + 'static>(name: &str, kind: Kind) -> Ready {
    let stream = kind.stream();
    check::<M>(name, &stream);
    let events = stream.events.len() as u64;
    let stream = stream.map(|trigger| M::event(*trigger));
    Ready { events, run: Box::new(move || walk::<M>(&stream)) }
}

/// Each call from its beginning to its end. The state is the machine's own, so each event waits for
/// the one before it.
#[inline(never)]
fn walk<M: Machine>(stream: &Stream<M::Event>) -> u64 {
    let mut sum = 0;
    for call in stream.calls() {
        let mut machine = M::incoming();
        for event in call {
            machine.fire(event);
        }
        sum += machine.state() as u64;
    }
    sum
}

/// The same state as by the table, after every event.
fn check<M: Machine>(name: &str, stream: &Stream<Trigger>) {
    for call in stream.calls() {
        let mut machine = M::incoming();
        let mut state = CallState::Incoming;
        for trigger in call {
            machine.fire(&M::event(*trigger));
            let before = state;
            state = state.next(*trigger).unwrap_or(state);
            assert_eq!(machine.state(), state, "{name}: {before}, {trigger}");
        }
    }
}

/// A state, and a function that leads to the next.
struct Plain<N>(CallState, PhantomData<N>);

trait Next {
    fn next(state: CallState, trigger: Trigger) -> Option<CallState>;
}

struct Table;

impl Next for Table {
    fn next(state: CallState, trigger: Trigger) -> Option<CallState> {
        state.next(trigger)
    }
}

struct ByMatch;

impl Next for ByMatch {
    fn next(state: CallState, trigger: Trigger) -> Option<CallState> {
        by_match::next(state, trigger)
    }
}

impl<N: Next> Machine for Plain<N> {
    type Event = Trigger;

    fn event(trigger: Trigger) -> Trigger {
        trigger
    }

    fn incoming() -> Self {
        Self(CallState::Incoming, PhantomData)
    }

    fn fire(&mut self, event: &Trigger) {
        self.0 = N::next(self.0, *event).unwrap_or(self.0);
    }

    fn state(&self) -> CallState {
        self.0
    }
}

impl Machine for statig::Machine {
    type Event = Trigger;

    fn event(trigger: Trigger) -> Trigger {
        trigger
    }

    fn incoming() -> Self {
        statig::machine()
    }

    fn fire(&mut self, event: &Trigger) {
        self.handle(event);
    }

    fn state(&self) -> CallState {
        statig::call_state(*Self::state(self))
    }
}

type RustFsm = rust_fsm::call::StateMachine;

impl Machine for RustFsm {
    type Event = Trigger;

    fn event(trigger: Trigger) -> Trigger {
        trigger
    }

    fn incoming() -> Self {
        Self::new()
    }

    fn fire(&mut self, event: &Trigger) {
        let _output = self.consume(event);
    }

    fn state(&self) -> CallState {
        *Self::state(self)
    }
}

impl Machine for smlang::StateMachine<smlang::Nothing> {
    type Event = smlang::Events;

    fn event(trigger: Trigger) -> smlang::Events {
        smlang::event(trigger)
    }

    fn incoming() -> Self {
        Self::new(smlang::Nothing)
    }

    fn fire(&mut self, event: &smlang::Events) {
        let _state = self.process_event(*event);
    }

    fn state(&self) -> CallState {
        smlang::call_state(*Self::state(self))
    }
}

impl Machine for finny::Machine {
    type Event = finny::Event;

    fn event(trigger: Trigger) -> finny::Event {
        finny::event(trigger)
    }

    fn incoming() -> Self {
        finny::machine()
    }

    fn fire(&mut self, event: &finny::Event) {
        let _result = self.dispatch(event.clone());
    }

    fn state(&self) -> CallState {
        finny::call_state(self)
    }
}
