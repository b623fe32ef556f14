//! One event of a call without an engine: stored bytes and a message go in; bytes to store, orders
//! and the next wake come out.
//!
//! Nothing is read here but the arguments, so that a handler that is run again comes to the same.

use std::collections::VecDeque;

use call_lifecycle::app::{Call, Event, Output, Policy, Request, Token};
use call_lifecycle::wire::http::{self, Attempt};
use call_lifecycle::{CallState, Id, ReportedState, Step, Timestamp};

use crate::arm::{Armed, arm, is_over};
use crate::host::{Host, Update};
use crate::kept::{Kept, KeptError};
use crate::message::{Ask, Begin, Notified, Order, Replied, Wake};
use crate::object::Store;
use crate::words::may_be_repeated;

/// How many requests of the host one event can lead to.
const MOST_ASKED: usize = 32;

/// A message to the object of a call.
#[derive(Debug)]
#[non_exhaustive]
pub enum Message<'a> {
    /// The service has created the call.
    Begin(&'a Begin),
    /// The service posted something about it.
    Notified(&'a Notified),
    /// A deadline; and the time, where the wake is not stale.
    Wake(Wake, Timestamp),
    /// What became of an order.
    Replied(&'a Replied),
    /// The host, or an operator, wants something sent.
    Ask(Timestamp, Ask),
}

/// What there is to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// Requests to send.
    pub orders: Vec<Order>,
    /// A wake to send, at that time.
    pub wake: Option<Timestamp>,
    /// A round to send, at that time: [`round`](crate::round()) says what it does.
    pub round: Option<Timestamp>,
    /// What to store, last.
    pub store: Store,
    /// The last verdict of the machine; `None` if it was not asked.
    pub verdict: Option<call_lifecycle::Verdict>,
}

impl Done {
    const NOTHING: Self = Self { orders: Vec::new(), wake: None, round: None, store: Store::Nothing, verdict: None };
}

/// Whether a wake is the one that the stored call waits for.
///
/// # Errors
/// [`KeptError`] if the bytes cannot be read.
pub fn awaits(policy: &Policy, stored: Option<&[u8]>, wake: Wake) -> Result<bool, KeptError> {
    let Some(bytes) = stored else { return Ok(false) };
    Ok(Kept::read(bytes, policy)?.takes(wake))
}

/// Handles one message.
///
/// # Errors
/// [`KeptError`] if the stored bytes cannot be read. Nothing is to be done then.
pub fn step(
    policy: &Policy,
    host: &dyn Host,
    id: Id,
    stored: Option<&[u8]>,
    message: Message<'_>,
) -> Result<Done, KeptError> {
    let mut kept = stored.map(|bytes| Kept::read(bytes, policy)).transpose()?;
    if let Message::Wake(wake, now) = message {
        if !kept.as_mut().is_some_and(|kept| kept.takes(wake)) {
            return Ok(Done::NOTHING);
        }
        if kept.as_ref().is_some_and(|kept| is_over(kept, now)) {
            return Ok(Done { store: Store::Clear, ..Done::NOTHING });
        }
    }
    let mut stage = Stage {
        policy,
        host,
        id,
        kept,
        orders: Vec::new(),
        is_out: false,
        has_left: None,
        asked: VecDeque::new(),
        verdict: None,
    };
    match message {
        Message::Begin(begin) => stage.begin(begin),
        Message::Notified(notified) => stage.notified(notified),
        Message::Wake(wake, now) => stage.feed(now.later(wake.at), Event::Wake, None),
        Message::Replied(replied) => stage.replied(replied),
        Message::Ask(at, ask) => stage.ask(at, ask),
    }
    stage.finish()
}

struct Stage<'p, 'h> {
    policy: &'p Policy,
    host: &'h dyn Host,
    id: Id,
    kept: Option<Kept<'p>>,
    orders: Vec<Order>,
    /// Whether a keepAlive is among the orders, whose answer is still to come.
    is_out: bool,
    /// The keepAlive that a round has sent already.
    has_left: Option<Token>,
    asked: VecDeque<Ask>,
    verdict: Option<call_lifecycle::Verdict>,
}

impl<'p, 'h> Stage<'p, 'h> {
    fn begin(&mut self, begin: &Begin) {
        let answer = &begin.answer;
        let Ok(created) = http::created(answer.status, answer.headers(), answer.body.as_bytes()) else { return };
        if self.kept.is_some() {
            // Its notifications were faster.
            self.feed(begin.came, Event::Created { sent: begin.sent }, None);
        } else {
            self.kept = Some(Kept::new(Call::outgoing(self.id, begin.sent, self.policy)));
            self.feed(begin.came, Event::Call(created.report), None);
        }
    }

    fn notified(&mut self, notified: &Notified) {
        let (at, id) = (notified.at, self.id);
        for posted in http::callback(notified.body.get().as_bytes()).flatten().filter(|posted| posted.call == id) {
            let adopted = self.kept.is_none();
            if adopted && !self.greet(at, &posted.event) {
                continue;
            }
            if adopted && self.kept.as_ref().is_some_and(|kept| kept.call.state() != CallState::Incoming) {
                // It may have ended long ago.
                self.asked.push_back(Ask::new(Request::GetCall));
            }
            self.tell(at, Update::Notified(&posted.entry));
            self.feed(at, posted.event, None);
        }
        if let Some(kept) = &mut self.kept {
            kept.notified = kept.notified.wrapping_add(1);
        }
    }

    /// A notification of a call that is not known. Whether it is now.
    fn greet(&mut self, at: Timestamp, event: &Event) -> bool {
        let state = match event {
            Event::Call(report) => match report.reported() {
                ReportedState::Known(state) => state,
                ReportedState::Absent | ReportedState::Unknown => return false,
            },
            // Operations end with their call: it was alive when this was said.
            _ => CallState::Established,
        };
        if !state.is_live() {
            return false;
        }
        self.kept = Some(Kept::new(Call::adopted(self.id, at, state, self.policy)));
        true
    }

    fn replied(&mut self, replied: &Replied) {
        let Some(kept) = &mut self.kept else { return };
        kept.known = kept.known.wrapping_add(1);
        let request = replied.token.request();
        if let Some(at) = replied.round {
            kept.round = kept.round.filter(|round| round.at != at);
            self.has_left = Some(replied.token);
            self.feed(replied.sent.later(at), Event::Wake, None);
        }
        let attempt = Attempt::new(replied.token, replied.sent);
        self.feed(replied.sent, attempt.sent_event(), None);
        match &replied.answer {
            Some(answer) => {
                let reply = http::reply(attempt, answer.status, answer.headers(), answer.body.as_bytes());
                let event = reply.event();
                self.tell(replied.came, Update::Answered { request, status: answer.status, content: reply.content });
                self.feed(replied.came, event, None);
            }
            None => {
                self.tell(replied.came, Update::Failed { request, why: &replied.why });
                if !may_be_repeated(request) {
                    // The service may have got it. What the call is now says more than a repetition.
                    self.asked.push_back(Ask::new(Request::GetCall));
                }
                self.feed(replied.came, attempt.failed_event(), None);
            }
        }
        // What was asked for in between is the order that was answered just now.
        self.is_out &= request != Request::KeepAlive;
    }

    fn ask(&mut self, at: Timestamp, ask: Ask) {
        if self.kept.is_none() {
            return;
        }
        self.feed(at, Event::Ask { request: ask.request, hints: ask.hints() }, Some(ask));
    }

    /// Hands an event to the machine, and does what it says; then what the host asks for.
    fn feed(&mut self, at: Timestamp, event: Event, ask: Option<Ask>) {
        self.handle(at, event, ask);
        let due = |kept: &Kept<'_>| kept.memory.due.is_some_and(|due| due <= at);
        if self.kept.as_ref().is_some_and(due) {
            self.kept.iter_mut().for_each(|kept| kept.memory.due = None);
            self.tell(at, Update::Due);
        }
        for _ in 0..MOST_ASKED {
            let Some(ask) = self.asked.pop_front() else { break };
            self.handle(at, Event::Ask { request: ask.request, hints: ask.hints() }, Some(ask));
        }
        self.asked.clear();
    }

    fn handle(&mut self, at: Timestamp, event: Event, mut ask: Option<Ask>) {
        let Some(kept) = &mut self.kept else { return };
        let step: Step<Output> = kept.call.handle(at, event);
        self.verdict = Some(step.verdict());
        for timed in &step {
            self.tell(at, Update::Output(*timed));
            if let Output::Send(token) = timed.output {
                let ask =
                    if ask.as_ref().is_some_and(|ask| ask.request == token.request()) { ask.take() } else { None };
                self.order(token, ask);
            }
        }
    }

    fn tell(&mut self, at: Timestamp, update: Update<'_>) {
        let Some(kept) = &mut self.kept else { return };
        let asked = self.host.on(at.later(kept.call.now()), &kept.call, update, &mut kept.memory);
        self.asked.extend(asked);
    }

    fn order(&mut self, token: Token, ask: Option<Ask>) {
        let Some(kept) = &mut self.kept else { return };
        let request = token.request();
        let is_again = request == Request::KeepAlive && token.number() == kept.keep_alive;
        if !is_again {
            kept.orders = kept.orders.wrapping_add(1);
        }
        if request == Request::KeepAlive {
            kept.keep_alive = token.number();
            if self.has_left == Some(token) {
                return;
            }
            if let Some(round) = kept.round.as_mut().filter(|_| ask.is_none()) {
                // That one sends it, and may have done so already.
                round.asked = true;
                return;
            }
        }
        // A request that the machine does not number has the number of its order.
        let number = if is_numbered(request) { u32::from(token.number()) } else { kept.orders };
        self.is_out |= request == Request::KeepAlive;
        let (participant, body) = ask.map_or((None, None), |ask| (ask.participant, ask.body));
        self.orders.push(Order { call: self.id, token, number, participant, body });
    }

    fn finish(self) -> Result<Done, KeptError> {
        let Self { kept, orders, verdict, is_out, .. } = self;
        let Some(mut kept) = kept else { return Ok(Done { verdict, ..Done::NOTHING }) };
        let Armed { wake, round } = arm(&mut kept, is_out);
        Ok(Done { orders, wake, round, store: Store::Set(kept.write()?), verdict })
    }
}

/// Whether the machine numbers the requests of this kind, so that one that it asks for again has the
/// same number.
const fn is_numbered(request: Request) -> bool {
    matches!(request, Request::KeepAlive | Request::Operation(_))
}
