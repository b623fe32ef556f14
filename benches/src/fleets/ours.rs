//! The crate's own fleet, by handle or by id.

use call_lifecycle::app::{self, Call, Output, Reply, Request, Token};
pub use call_lifecycle::fleet::Fleet as Calls;
use call_lifecycle::fleet::{Entry, Handle, Key, Node, Place, Storage, entries_for, nodes_for};
use call_lifecycle::{CallReport, CallState, Id, Machine, Step, Timestamp};

use super::calls::{Event, START, Setup, TICK};
use super::host::{Fleet, Wishes, fingerprint};

/// What a host names calls by.
pub trait Name: Key {
    fn of(handle: Handle, id: Id) -> Self;
}

impl Name for Handle {
    fn of(handle: Handle, _id: Id) -> Self {
        handle
    }
}

impl Name for Id {
    fn of(_handle: Handle, id: Id) -> Self {
        id
    }
}

pub struct Ours<'f, 's, K, const N: usize> {
    fleet: &'f mut Calls<'s, Call<'static, N>>,
    batch: Vec<(K, app::Event)>,
    step: Step<Output>,
}

/// A fleet without calls, in storage of its size.
pub fn lent<M: Machine, R>(calls: usize, run: impl FnOnce(Calls<'_, M>) -> R) -> R {
    let mut places = vec![Place::VACANT; calls];
    let mut nodes = vec![Node::EMPTY; nodes_for(calls)];
    let mut entries = vec![Entry::EMPTY; entries_for(calls)];
    let storage = Storage::new(&mut places, &mut nodes, &mut entries);
    run(Calls::new(Timestamp::from_millis(START), [0x5eed, 0xf00d], storage).expect("the storage is large enough"))
}

/// A fleet of connected calls.
pub fn fleet<const N: usize, R>(setup: &Setup, run: impl FnOnce(&mut Calls<'_, Call<'static, N>>) -> R) -> R {
    lent(setup.calls(), |mut fleet| {
        let established = app::Event::Call(CallReport::state(CallState::Established));
        for (id, began) in setup.ids.iter().zip(&setup.began) {
            let mut call = Call::outgoing(*id, *began, setup.policy);
            assert!(call.handle(*began, established).verdict().is_applied());
            let _handle = fleet.insert(call).expect("there is room");
        }
        run(&mut fleet)
    })
}

/// The same, as one of the ways to hold calls.
pub fn with<K: Name, const N: usize, R>(setup: &Setup, run: impl FnOnce(&mut Ours<'_, '_, K, N>) -> R) -> R {
    fleet(setup, |fleet| run(&mut Ours { fleet, batch: Vec::with_capacity(2 * TICK), step: Step::new() }))
}

pub fn event(event: Event) -> app::Event {
    let token = |number| Token::new(Request::KeepAlive, number);
    match event {
        Event::Notified { state, .. } => app::Event::Call(CallReport::state(state)),
        Event::Sent { number } => app::Event::Sent { token: token(number), hints: app::OperationHints::NONE },
        Event::Answered { number, sent } => app::Event::Reply { token: token(number), sent, reply: Reply::new(200) },
    }
}

/// Does what there is to do.
pub fn act<K: Copy>(key: K, step: &Step<Output>, wishes: &mut Wishes<K>) {
    for timed in step {
        if let Output::Send(token) = timed.output {
            wishes.push((key, token.number()));
        }
    }
}

impl<K: Name, const N: usize> Fleet for Ours<'_, '_, K, N> {
    type Key = K;

    fn keys(&self, _setup: &Setup) -> Vec<K> {
        // In the order in which they were inserted.
        self.fleet.iter().map(|(handle, call)| K::of(handle, call.id())).collect()
    }

    fn handle(&mut self, now: Timestamp, key: K, what: Event, wishes: &mut Wishes<K>) {
        if self.fleet.handle_into(now, key, &event(what), &mut self.step).is_ok() {
            act(key, &self.step, wishes);
        }
    }

    fn handle_all(&mut self, now: Timestamp, events: &[(K, Event)], wishes: &mut Wishes<K>) {
        self.batch.clear();
        self.batch.extend(events.iter().map(|(key, what)| (*key, event(*what))));
        self.fleet.handle_all(now, &self.batch, |index, result| {
            if let Ok((_, step)) = result {
                act(events[index].0, step, wishes);
            }
        });
    }

    fn next_deadline(&mut self) -> Option<Timestamp> {
        self.fleet.next_deadline()
    }

    fn wake_due(&mut self, now: Timestamp, wishes: &mut Wishes<K>) {
        self.fleet.wake_due(now, |handle, call, step| act(K::of(handle, call.id()), step, wishes));
    }

    fn fingerprint(&mut self) -> u64 {
        let due = |call: &Call<'_, N>| call.next_deadline().map(|deadline| deadline.at);
        let each = self.fleet.iter().map(|(_, call)| fingerprint(call.id(), call.state() as u8, due(call)));
        each.fold(0, u64::wrapping_add)
    }
}
