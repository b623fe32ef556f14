//! The loop of a driver: what comes is handed to the machines, and what they want sent is sent.

use std::marker::PhantomData;
use std::sync::Arc;

use call_lifecycle::app::{Call, Event, Output, Request as Wish, Token};
use call_lifecycle::wire::http::{self, Attempt};
use call_lifecycle::wire::{Reject, RejectReason};
use call_lifecycle::{Id, Step, Timestamp};
use tokio::sync::mpsc;

use crate::create::{self, CreateError};
use crate::feed::{Feed, Input};
use crate::machines::{Machines, Unknown};
use crate::out::{Answer, Back, Out, request};
use crate::tap::Tapped;
use crate::{Ask, Clock, HttpClient, Request, Update};

/// What a turn of the loop is about.
enum Turn {
    Wake,
    Back(Back),
    Input(Input),
}

#[derive(Debug)]
pub(crate) struct Engine<'p, M, H, const N: usize> {
    pub(crate) machines: M,
    pub(crate) clock: Clock,
    pub(crate) feed: Feed,
    inbox: mpsc::Receiver<Input>,
    out: Out<H>,
    creating: usize,
    stopping: bool,
    pub(crate) tap: Tapped,
    policy: PhantomData<&'p ()>,
}

impl<'p, M: Machines<'p, N>, H: HttpClient, const N: usize> Engine<'p, M, H, N> {
    pub(crate) fn new(machines: M, client: Arc<H>, clock: Clock) -> Self {
        let (feed, inbox) = Feed::new();
        let (out, tap) = (Out::new(client, clock), Tapped::default());
        Self { machines, clock, feed, inbox, out, creating: 0, stopping: false, tap, policy: PhantomData }
    }

    /// Runs until no call is left; with `forever` only once it was stopped too.
    pub(crate) async fn run(&mut self, forever: bool, on: &mut impl FnMut(&Call<'p, N>, Update<'_>)) {
        while !self.machines.is_empty() || self.creating > 0 || (forever && !self.stopping) {
            let due = self.machines.next_deadline();
            // In this order, so that no flood of messages keeps a keepAlive back.
            let turn = tokio::select! {
                biased;
                () = self.clock.sleep_until(due.unwrap_or(Timestamp::ZERO)), if due.is_some() => Turn::Wake,
                Some(back) = self.out.next(), if !self.out.is_empty() => Turn::Back(back),
                Some(input) = self.inbox.recv() => Turn::Input(input),
                else => break,
            };
            let now = self.clock.now();
            match turn {
                Turn::Wake => self.wake(now, on),
                Turn::Back(back) => self.on_back(now, back, on),
                Turn::Input(input) => self.on_input(now, input, on),
            }
        }
        self.tap.time(self.clock.now());
        // Nothing is taken any more: anyone who feeds it learns so.
        self.inbox.close();
        while self.inbox.try_recv().is_ok() {}
    }

    fn wake(&mut self, now: Timestamp, on: &mut impl FnMut(&Call<'p, N>, Update<'_>)) {
        let mut steps = Vec::new();
        self.machines.wake(now, |call, step| steps.push((call, step)));
        for (call, step) in steps {
            self.act(now, call, &step, None, on);
        }
    }

    fn on_back(&mut self, now: Timestamp, back: Back, on: &mut impl FnMut(&Call<'p, N>, Update<'_>)) {
        if let Back::Reply(_, _, number, answer)
        | Back::Created(_, _, number, answer)
        | Back::Rejected(number, answer) = &back
        {
            self.tap.answer(now, *number, answer);
        }
        match back {
            Back::Nothing | Back::Rejected(..) => {}
            Back::Reply(call, attempt, _, Ok(response)) => {
                let reply = http::reply(attempt, response.status(), response.headers(), response.body());
                let (request, status, event) = (attempt.token().request(), response.status(), reply.event());
                if let Some(machine) = self.machines.get(call) {
                    on(machine, Update::Answered { request, status, content: reply.content });
                }
                self.handle(now, call, event, None, on);
            }
            Back::Reply(call, attempt, _, Err(error)) => self.failed(now, call, attempt.token(), &*error, on),
            Back::Created(sent, waits, _, answer) => {
                self.creating -= 1;
                let created = answer.map_err(CreateError::Http).and_then(|response| create::read(&response));
                let created = created.and_then(|created| self.on_created(now, sent, created, on));
                // If nobody waits any more, nobody wants to know.
                let _ = waits.send(created);
            }
        }
    }

    fn on_created(
        &mut self,
        now: Timestamp,
        sent: Timestamp,
        created: http::Created,
        on: &mut impl FnMut(&Call<'p, N>, Update<'_>),
    ) -> Result<Id, CreateError> {
        let call = created.call;
        if self.machines.get(call).is_some() {
            // Its notifications were faster.
            self.handle(now, call, Event::Created { sent }, None, on);
        } else if self.machines.created(call, sent) {
            self.handle(now, call, Event::Call(created.report), None, on);
        } else {
            return Err(CreateError::Full);
        }
        if self.stopping {
            self.ask(now, call, Ask::new(Wish::HangUp), on);
        }
        Ok(call)
    }

    fn on_input(&mut self, now: Timestamp, input: Input, on: &mut impl FnMut(&Call<'p, N>, Update<'_>)) {
        match input {
            Input::Callback(body) => self.on_callback(now, &body, on),
            Input::Event(call, event) => self.on_event(now, call, event, on),
            Input::Ask(call, ask) => self.ask(now, call, ask, on),
            Input::Create(_, waits) if self.stopping || !self.machines.has_room(self.creating) => {
                let _ = waits.send(Err(if self.stopping { CreateError::Ended } else { CreateError::Full }));
            }
            Input::Create(request, waits) => {
                self.creating += 1;
                self.spawn(now, request, move |number, answer| Back::Created(now, waits, number, answer));
            }
            Input::Stop => {
                self.stopping = true;
                for call in self.machines.ids() {
                    self.ask(now, call, Ask::new(Wish::HangUp), on);
                }
            }
        }
    }

    fn on_callback(&mut self, now: Timestamp, body: &[u8], on: &mut impl FnMut(&Call<'p, N>, Update<'_>)) {
        self.tap.notification(now, body);
        for posted in http::callback(body).flatten() {
            self.greet(now, posted.call, &posted.event, on);
            if let Some(machine) = self.machines.get(posted.call) {
                on(machine, Update::Notified(&posted.entry));
            }
            self.handle(now, posted.call, posted.event, None, on);
        }
    }

    fn on_event(&mut self, now: Timestamp, call: Id, event: Event, on: &mut impl FnMut(&Call<'p, N>, Update<'_>)) {
        if matches!(event, Event::Call(_) | Event::Operation(_)) {
            self.greet(now, call, &event, on);
        }
        self.handle(now, call, event, None, on);
    }

    /// Sees to it that the call of a notification is there, if it is to be.
    fn greet(&mut self, now: Timestamp, call: Id, event: &Event, on: &mut impl FnMut(&Call<'p, N>, Update<'_>)) {
        if self.machines.get(call).is_some() {
            return;
        }
        match self.machines.unknown(now, call, event, self.creating) {
            Unknown::Ignored | Unknown::Taken => {}
            Unknown::Adopted => self.ask(now, call, Ask::new(Wish::GetCall), on),
            Unknown::Refused => {
                let mut busy = Reject::default();
                busy.reason = Some(RejectReason::Busy);
                let request = http::request(call, Token::new(Wish::Reject, 0), &busy);
                if let Some(request) = request.ok().and_then(|request| Request::new(&request).ok()) {
                    self.spawn(now, request, Back::Rejected);
                }
            }
        }
    }

    fn ask(&mut self, now: Timestamp, call: Id, ask: Ask, on: &mut impl FnMut(&Call<'p, N>, Update<'_>)) {
        let event = Event::Ask { request: ask.request, hints: ask.hints };
        self.handle(now, call, event, Some(ask), on);
    }

    fn handle(
        &mut self,
        now: Timestamp,
        call: Id,
        event: Event,
        ask: Option<Ask>,
        on: &mut impl FnMut(&Call<'p, N>, Update<'_>),
    ) {
        // A call that is gone has nobody to tell.
        if let Some(step) = self.machines.handle(now, call, event) {
            self.act(now, call, &step, ask, on);
        }
    }

    /// Does what a step says. `ask` is what the host asked for in it.
    fn act(
        &mut self,
        now: Timestamp,
        call: Id,
        step: &Step<Output>,
        mut ask: Option<Ask>,
        on: &mut impl FnMut(&Call<'p, N>, Update<'_>),
    ) {
        if let Some(machine) = self.machines.get(call) {
            step.outputs().iter().for_each(|timed| on(machine, Update::Output(*timed)));
        }
        for timed in step {
            match timed.output {
                Output::Send(token) => {
                    let ask =
                        if ask.as_ref().is_some_and(|ask| ask.request == token.request()) { ask.take() } else { None };
                    self.send(now, call, token, ask, on);
                }
                Output::Ended { .. } => self.machines.ended(call),
                _ => {}
            }
        }
    }

    fn send(
        &mut self,
        now: Timestamp,
        call: Id,
        token: Token,
        ask: Option<Ask>,
        on: &mut impl FnMut(&Call<'p, N>, Update<'_>),
    ) {
        match request(call, token, ask) {
            Ok(request) => {
                let attempt = Attempt::new(token, now);
                self.spawn(now, request, move |number, answer| Back::Reply(call, attempt, number, answer));
                self.handle(now, call, attempt.sent_event(), None, on);
            }
            Err(error) => self.failed(now, call, token, &*error, on),
        }
    }

    fn failed(
        &mut self,
        now: Timestamp,
        call: Id,
        token: Token,
        error: &(dyn std::error::Error + Send + Sync + 'static),
        on: &mut impl FnMut(&Call<'p, N>, Update<'_>),
    ) {
        if let Some(machine) = self.machines.get(call) {
            on(machine, Update::Failed { request: token.request(), error });
        }
        self.handle(now, call, Event::Failed { token }, None, on);
    }

    fn spawn(&mut self, now: Timestamp, request: Request, back: impl FnOnce(u64, Answer) -> Back + Send + 'static) {
        let number = self.tap.request(now, &request);
        self.out.send(request, move |answer| back(number, answer));
    }
}
