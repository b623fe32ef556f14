//! A small engine in memory: it stores what a step says, and keeps wakes and orders.

use call_lifecycle::app::{Policy, Request};
use call_lifecycle::{CallState, Id, Timestamp};
use call_lifecycle_restate::{
    Answer, Ask, Begin, Done, Host, KeepAlive, Kept, Machine, Memory, Message, Notified, Order, Replied, RoundStep,
    Store, Update, Wake, round, step,
};
use serde_json::value::RawValue;

pub(crate) const CALL: Id = Id::from_u128(0xAB);
pub(crate) static POLICY: Policy = Policy::DEFAULT;

pub(crate) const fn seconds(seconds: u64) -> Timestamp {
    Timestamp::from_millis(seconds * 1_000)
}

pub(crate) const fn minutes(minutes: u64) -> Timestamp {
    seconds(minutes * 60)
}

pub(crate) fn answer(status: u16, body: &str) -> Answer {
    Answer { status, headers: Vec::new(), body: body.to_owned() }
}

/// The service posts that the call is in this state.
pub(crate) fn posted(at: Timestamp, state: &str) -> Notified {
    let change = if state == "terminated" { "deleted" } else { "updated" };
    let body = format!(
        r#"{{"value":[{{"changeType":"{change}","resourceUrl":"/communications/calls/{CALL}","resourceData":{{"state":"{state}"}}}}]}}"#
    );
    Notified { at, body: RawValue::from_string(body).unwrap() }
}

pub(crate) fn created(at: Timestamp) -> Begin {
    let body = format!(r#"{{"id":"{CALL}","state":"establishing"}}"#);
    Begin { sent: at, came: at.saturating_add(std::time::Duration::from_secs(1)), answer: answer(201, &body) }
}

/// An order on its way to the service.
#[derive(Clone, Debug)]
pub(crate) struct Going {
    pub(crate) order: Order,
    /// The round that sends it.
    pub(crate) round: Option<Timestamp>,
}

impl std::ops::Deref for Going {
    type Target = Order;

    fn deref(&self) -> &Order {
        &self.order
    }
}

pub(crate) fn replied(order: &Going, at: Timestamp, answer: Option<Answer>) -> Replied {
    let why = if answer.is_none() { "the connection broke".to_owned() } else { String::new() };
    Replied {
        token: order.token,
        sent: at,
        came: at.saturating_add(std::time::Duration::from_millis(200)),
        answer,
        why,
        round: order.round,
    }
}

/// Records once, as soon as the call is established.
pub(crate) struct Records;

impl Host for Records {
    fn on(&self, _: Timestamp, _: &Machine<'_>, update: Update<'_>, memory: &mut Memory) -> Vec<Ask> {
        use call_lifecycle::OperationKind;
        use call_lifecycle::app::Output;
        match update {
            Update::Output(timed)
                if matches!(timed.output, Output::State { to: CallState::Established, .. })
                    && memory.bytes.is_empty() =>
            {
                memory.bytes.push(1);
                let body = call_lifecycle::wire::Record::default().with_client_context("one");
                let ask = Ask::new(Request::Operation(OperationKind::Record)).with_body(&body).unwrap();
                vec![ask.with_context("one")]
            }
            _ => Vec::new(),
        }
    }
}

/// What the engine has of one call.
#[derive(Clone, Debug, Default)]
pub(crate) struct Engine {
    pub(crate) stored: Option<Vec<u8>>,
    /// Wakes on their way.
    pub(crate) wakes: Vec<Timestamp>,
    /// Rounds on their way.
    pub(crate) rounds: Vec<Timestamp>,
    /// Orders on their way. One whose key was there before is dropped.
    pub(crate) orders: Vec<Going>,
    pub(crate) keys: Vec<String>,
    /// How many invocations there were.
    pub(crate) invocations: usize,
}

impl Engine {
    /// A call that was created at 0.
    pub(crate) fn begun() -> Self {
        let mut engine = Self::default();
        engine.step(Message::Begin(&created(Timestamp::ZERO)));
        engine
    }

    pub(crate) fn step(&mut self, message: Message<'_>) -> Done {
        self.step_for(&KeepAlive, message)
    }

    pub(crate) fn step_for(&mut self, host: &dyn Host, message: Message<'_>) -> Done {
        let done = step(&POLICY, host, CALL, self.stored.as_deref(), message).unwrap();
        self.invocations += 1;
        self.apply(&done);
        done
    }

    fn apply(&mut self, done: &Done) {
        for order in &done.orders {
            if !self.keys.contains(&order.key()) {
                self.keys.push(order.key());
                self.orders.push(Going { order: order.clone(), round: None });
                self.invocations += 1;
            }
        }
        self.wakes.extend(done.wake);
        self.rounds.extend(done.round);
        match &done.store {
            Store::Nothing => {}
            Store::Set(bytes) => self.stored = Some(bytes.clone()),
            Store::Clear => self.stored = None,
        }
    }

    /// When the next wake or round comes.
    pub(crate) fn next(&self) -> Option<Timestamp> {
        self.wakes.iter().chain(&self.rounds).min().copied()
    }

    /// Delivers the first wake or round, late by so much.
    pub(crate) fn wake(&mut self, late: u64) {
        let at = self.next().unwrap();
        self.deliver(&KeepAlive, Timestamp::from_millis(at.as_millis() + late));
    }

    /// Delivers the first wake or round.
    pub(crate) fn deliver(&mut self, host: &dyn Host, now: Timestamp) {
        let at = self.next().unwrap();
        let wake = Wake { at };
        if let Some(place) = self.wakes.iter().position(|wake| *wake == at) {
            self.wakes.remove(place);
            self.step_for(host, Message::Wake(wake, now));
            return;
        }
        self.rounds.retain(|round| *round != at);
        self.invocations += 1;
        match round(&POLICY, CALL, self.stored.as_deref(), wake, now).unwrap() {
            RoundStep::Stale => {}
            RoundStep::Wake => {
                self.step_for(host, Message::Wake(wake, now));
            }
            RoundStep::Send(order) => {
                assert!(!self.keys.contains(&order.key()), "{order:?} leaves twice");
                self.keys.push(order.key());
                self.orders.push(Going { order, round: Some(at) });
            }
        }
    }

    pub(crate) fn kept(&self) -> Kept<'static> {
        Kept::read(self.stored.as_deref().unwrap(), &POLICY).unwrap()
    }

    /// The orders, which leave now.
    pub(crate) fn take_orders(&mut self) -> Vec<Going> {
        std::mem::take(&mut self.orders)
    }
}
