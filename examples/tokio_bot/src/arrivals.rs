//! New calls: by a notification, or because the bot created one.

use call_lifecycle::app::{Call, Event, Request, Token};
use call_lifecycle::{CallReport, CallState, Id, OperationReport, ReportedState, Timestamp};

use crate::bot::{Bot, MOST_REJECTING, POLICY, SLOTS};
use crate::input::{Effect, Outgoing, Recording};
use crate::news::News;
use crate::plan::{Host, LOOK_AGAIN};
use crate::timers::Due;

impl Bot {
    fn has_room(&self) -> bool {
        self.fleet.len() + (self.creating as usize) < self.fleet.capacity()
    }

    /// Why a call is not accepted.
    fn refusal(&self) -> Option<&'static str> {
        if self.stopping {
            Some("the bot stops")
        } else if self.has_room() {
            None
        } else {
            Some("every place for a call is taken")
        }
    }

    /// Adds a call. There is room and its id is free: both were checked.
    fn take_in(&mut self, now: Timestamp, machine: Call<'static, SLOTS>, adopted: bool) -> u32 {
        let call = machine.id();
        self.calls = self.calls.saturating_add(1);
        if self.fleet.insert(machine).is_ok() {
            self.hosts.insert(call, Host::new(now, self.plan.withhold == Some(self.calls), adopted));
            // Set again once it is established. A call that never is does not stay forever.
            self.timers.arm(call, Due::Leave, now.saturating_add(self.plan.stay));
            self.timers.arm(call, Due::Look, now.saturating_add(LOOK_AGAIN));
        }
        self.calls
    }

    pub(crate) fn on_call(&mut self, now: Timestamp, call: Id, report: &CallReport) {
        if !self.hosts.contains_key(&call) {
            match report.reported() {
                ReportedState::Known(CallState::Incoming) => self.on_incoming(now, call),
                ReportedState::Known(state) if state.is_live() => self.adopt(now, call, state),
                // Notifications from before its end may still come.
                ReportedState::Known(_) => self.over(call),
                ReportedState::Absent | ReportedState::Unknown => {}
            }
        }
        self.feed(now, call, Event::Call(*report));
        self.act(now, None);
    }

    pub(crate) fn on_operation(
        &mut self,
        now: Timestamp,
        call: Id,
        report: OperationReport,
        recording: Option<&Recording>,
    ) {
        if !self.hosts.contains_key(&call) {
            // Operations end with their call, so the call lived when this was sent.
            self.adopt(now, call, CallState::Established);
        }
        self.feed(now, call, Event::Operation(report));
        self.act(now, recording);
    }

    fn on_incoming(&mut self, now: Timestamp, call: Id) {
        if self.ended.contains(call) {
            return;
        }
        if let Some(why) = self.refusal() {
            self.log(now, Some(call), News::Rejected(why));
            if self.rejecting < MOST_REJECTING {
                self.rejecting += 1;
                self.over(call);
                let token = Token::new(Request::Reject, 0);
                self.effects.push(Effect::Send(Outgoing { call, token, context: None }));
            }
            return;
        }
        let number = self.take_in(now, Call::incoming(call, now, &POLICY), false);
        self.log(now, Some(call), News::Rings(number));
        self.answer(now, call);
    }

    /// Takes over an unknown call: of an earlier run, or one whose create request has not been
    /// answered yet.
    fn adopt(&mut self, now: Timestamp, call: Id, state: CallState) {
        if self.ended.contains(call) {
            return;
        }
        if !self.has_room() {
            return self.log(now, Some(call), News::NotAdopted);
        }
        self.take_in(now, Call::adopted(call, now, state, &POLICY), true);
        self.log(now, Some(call), News::Adopted(state));
        // It may have ended long ago, and the notification may be late.
        self.ask(now, call, Request::GetCall);
        if self.stopping {
            self.leave(now, call);
        }
    }

    pub(crate) fn place(&mut self, now: Timestamp) {
        if let Some(why) = self.refusal() {
            return self.log(now, None, News::NotPlaced(why.into()));
        }
        self.creating += 1;
        self.log(now, None, News::Placing);
        self.effects.push(Effect::Create);
    }

    pub(crate) fn on_created(&mut self, now: Timestamp, sent: Timestamp, call: Result<(Id, CallReport), String>) {
        self.creating = self.creating.saturating_sub(1);
        let (call, report) = match call {
            Ok(created) => created,
            Err(why) => return self.log(now, None, News::NotPlaced(why)),
        };
        if self.ended.contains(call) {
            return;
        }
        self.log(now, Some(call), News::Placed);
        if let Some(host) = self.hosts.get_mut(&call) {
            // Its notifications came first.
            host.adopted = false;
            self.feed(now, call, Event::Created { sent });
            if self.fleet.get(call).is_some_and(|machine| machine.state() == CallState::Established) {
                self.on_established(now, call);
            }
        } else {
            self.take_in(now, Call::outgoing(call, sent, &POLICY), false);
            self.feed(now, call, Event::Call(report));
        }
        if self.stopping {
            self.leave(now, call);
        }
    }
}
