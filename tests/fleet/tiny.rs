//! Tiny fleets, exhaustively: every sequence of operations up to a length, but for those that lead where a shorter one has led.

use std::collections::HashSet;

use call_lifecycle::fleet::Handle;
use call_lifecycle::{Id, Timestamp, service};

use testkit::fleet::Lent;
use testkit::fleet::compared::Compared;
use testkit::fleet::model::{EPOCH, Name};
use testkit::reference::service_script::{LONG, QUICK};

type Call = service::Call<'static, 0>;

/// What a host may do next. Calls are named by a number; handles by how many were given before, gone or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Operation {
    Insert(u8),
    RemoveId(u8),
    RemoveHandle(usize),
    Event(usize, service::Request),
    EventById(u8, service::Request),
    Expire,
    ExpireNext,
    /// Time passes: to the next deadline, or by so much.
    ToDeadline,
    Later(u64),
}

/// A fleet and its model, and what time it is.
struct Host<'s> {
    compared: Compared<'s, Call>,
    now: Timestamp,
    given: Vec<Handle>,
}

const fn id(number: u8) -> Id {
    // All of them at the same cell of an index of two or three, or nearly.
    Id::from_u128(number as u128)
}

fn call(number: u8, now: Timestamp) -> Call {
    match number {
        0 => Call::incoming(id(number), now, &QUICK),
        1 => Call::outgoing(id(number), now, &QUICK),
        _ => Call::outgoing(id(number), now, &LONG),
    }
}

impl<'s> Host<'s> {
    fn new(lent: &'s mut Lent<Call>) -> Self {
        // So that the epoch changes soon.
        let now = Timestamp::from_millis(EPOCH - 10_000);
        Self { compared: Compared::new(now, [3, 5], lent), now, given: Vec::new() }
    }

    fn does(&mut self, operation: Operation) {
        let Self { compared, now, given } = self;
        match operation {
            Operation::Insert(number) => given.extend(compared.insert(call(number, *now))),
            Operation::RemoveId(number) => compared.remove(Name::Id(id(number))),
            Operation::RemoveHandle(index) => compared.remove(Name::Handle(given[index])),
            Operation::Event(index, request) => {
                compared.handle(*now, Name::Handle(given[index]), &service::Event::Request(request));
            }
            Operation::EventById(number, request) => {
                compared.handle(*now, Name::Id(id(number)), &service::Event::Request(request));
            }
            Operation::Expire => compared.wake_due(*now),
            Operation::ExpireNext => {
                compared.wake_next(*now);
            }
            Operation::ToDeadline => *now = compared.fleet.next_deadline().unwrap_or(*now).later(*now),
            Operation::Later(millis) => *now = Timestamp::from_millis(now.as_millis() + millis),
        }
    }

    /// Everything that makes a difference later on.
    fn state(&self) -> String {
        format!("{:?} {} {:?}", self.compared.fleet, self.now, self.given)
    }
}

fn operations(calls: u8, given: usize) -> Vec<Operation> {
    use Operation::{Event, EventById, Expire, ExpireNext, Insert, Later, RemoveHandle, RemoveId, ToDeadline};
    use service::Request::{HangUp, KeepAlive};
    let mut all = vec![Expire, ExpireNext, ToDeadline, Later(1), Later(EPOCH), EventById(0, KeepAlive), RemoveId(1)];
    all.extend((0..calls).map(Insert));
    for index in 0..given {
        all.extend([RemoveHandle(index), Event(index, KeepAlive), Event(index, HangUp)]);
    }
    all
}

/// Every sequence of so many operations; how many different ends they have.
fn explore(capacity: usize, calls: u8, length: usize) -> usize {
    let mut known = HashSet::new();
    let mut layer = vec![(Vec::new(), 0)];
    for depth in 0..length {
        let mut next = Vec::new();
        for (sequence, given) in &layer {
            for operation in operations(calls, *given) {
                let mut lent = Lent::new(capacity);
                let mut host = Host::new(&mut lent);
                let longer: Vec<_> = sequence.iter().copied().chain([operation]).collect();
                longer.iter().for_each(|operation| host.does(*operation));
                host.compared.whole();
                if known.insert(host.state()) {
                    next.push((longer, host.given.len()));
                }
            }
        }
        println!("{capacity} places, {calls} calls: {} states after {} operations", known.len(), depth + 1);
        layer = next;
    }
    known.len()
}

#[test]
fn one_place() {
    assert!(explore(1, 2, 6) > 1_000);
}

#[test]
fn two_places() {
    assert!(explore(2, 3, 4) > 900);
}

#[test]
#[ignore = "takes long: cargo test --test fleet -- --include-ignored tiny"]
fn one_place_exhaustively() {
    assert!(explore(1, 2, 9) > 20_000);
}

#[test]
#[ignore = "takes long: cargo test --test fleet -- --include-ignored tiny"]
fn two_places_exhaustively() {
    assert!(explore(2, 3, 6) > 20_000);
}
