//! A small engine in memory: it stores what a step says, and keeps wakes and orders.

use call_lifecycle::app::{Policy, Request};
use call_lifecycle::{CallState, Id, Timestamp};
use call_lifecycle_restate::{
    Answer, Ask, Begin, Done, Host, KeepAlive, Kept, Machine, Memory, Message, Notified, Order, Replied, Store, Update,
    Wake, step,
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

pub(crate) fn replied(order: &Order, at: Timestamp, answer: Option<Answer>) -> Replied {
    let why = if answer.is_none() { "the connection broke".to_owned() } else { String::new() };
    Replied {
        token: order.token,
        sent: at,
        came: at.saturating_add(std::time::Duration::from_millis(200)),
        answer,
        why,
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
    /// Orders on their way. One whose key was there before is dropped.
    pub(crate) orders: Vec<Order>,
    pub(crate) keys: Vec<String>,
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
        self.apply(&done);
        done
    }

    fn apply(&mut self, done: &Done) {
        for order in &done.orders {
            if !self.keys.contains(&order.key()) {
                self.keys.push(order.key());
                self.orders.push(order.clone());
            }
        }
        self.wakes.extend(done.wake);
        match &done.store {
            Store::Nothing => {}
            Store::Set(bytes) => self.stored = Some(bytes.clone()),
            Store::Clear => self.stored = None,
        }
    }

    /// Delivers the first wake, late by so much.
    pub(crate) fn wake(&mut self, late: u64) -> Done {
        self.wakes.sort_unstable();
        let at = self.wakes.remove(0);
        self.step(Message::Wake(Wake { at }, Timestamp::from_millis(at.as_millis() + late)))
    }

    pub(crate) fn kept(&self) -> Kept<'static> {
        Kept::read(self.stored.as_deref().unwrap(), &POLICY).unwrap()
    }

    /// The orders, which leave now.
    pub(crate) fn take_orders(&mut self) -> Vec<Order> {
        std::mem::take(&mut self.orders)
    }
}
