//! How the bot acts on the outputs of the machines.

use call_lifecycle::app::{Event, Output, Request, Token};
use call_lifecycle::{CallState, Id, OperationKind, Slot, Timestamp};

use crate::bot::{Bot, MOST_FETCHING};
use crate::input::{Effect, Outgoing, Recording};
use crate::news::News;
use crate::plan::{MOST_OUT, MOST_TRIES, recording_hints};
use crate::timers::Due;

impl Bot {
    /// Acts on all outputs of the machines, and on the outputs that this leads to. `recording` is
    /// the recording of an operation that has just ended.
    pub(crate) fn act(&mut self, now: Timestamp, recording: Option<&Recording>) {
        while let Some((call, at, output)) = self.said.pop_front() {
            self.on_output(now, call, at, output, recording);
        }
    }

    fn on_output(&mut self, now: Timestamp, call: Id, at: Timestamp, output: Output, recording: Option<&Recording>) {
        let Some(machine) = self.fleet.get(call) else { return };
        let kind = |slot| machine.operation(slot).map_or(OperationKind::Record, |operation| operation.kind);
        let news = match output {
            Output::Send(token) => return self.send(now, call, token),
            Output::State { from, to } => News::State(from, to),
            Output::Ended { cause, .. } => News::Ended(cause, machine.result()),
            Output::KeepAliveSucceeded => News::KeptAlive(machine.keep_alive().expires_at),
            Output::KeepAliveFailed => News::NotKeptAlive(machine.keep_alive().failures),
            Output::PresumedLost => News::PresumedLost,
            Output::Revived => News::Revived,
            Output::AnswerOverdue => News::AnswerOverdue,
            Output::OperationAccepted(slot) => News::Accepted(kind(slot)),
            Output::OperationRunning(slot) => News::Runs(kind(slot)),
            Output::OperationEnded { slot, outcome } => News::OperationEnded(kind(slot), outcome),
            Output::OperationsOverdue(slots) => News::OperationsOverdue(slots.len()),
            Output::Tone(tone) => News::Pressed(tone),
            Output::AudioActive(active) => News::Audio(active),
            // This bot loops no prompt, and a call that has ended is removed.
            Output::OperationsCancelled(_) | Output::ResultLearnt => return,
        };
        self.log(at, Some(call), news);
        match output {
            Output::State { to: CallState::Established, .. } => self.on_established(now, call),
            Output::OperationEnded { slot, outcome } if outcome.is_success() => self.fetch(now, call, slot, recording),
            Output::Ended { .. } => self.forget(call),
            _ => {}
        }
    }

    /// When a call is established for the first time, it is recorded, and the time of stay begins.
    pub(crate) fn on_established(&mut self, now: Timestamp, call: Id) {
        if !self.hosts.get(&call).is_some_and(|host| !host.adopted && host.records == 0) {
            return;
        }
        self.timers.arm(call, Due::Leave, now.saturating_add(self.plan.stay));
        self.record(now, call);
    }

    pub(crate) fn record(&mut self, now: Timestamp, call: Id) {
        let Some(host) = self.hosts.get_mut(&call).filter(|host| host.records < MOST_TRIES && !host.leaving) else {
            return;
        };
        host.records += 1;
        let (request, hints) = recording_hints(&host.context());
        self.feed(now, call, Event::Ask { request, hints });
    }

    /// Sends what a machine asks for, unless it is already waiting to be sent: the machine asks
    /// again for what was not sent.
    fn send(&mut self, now: Timestamp, call: Id, token: Token) {
        let Some(host) = self.hosts.get_mut(&call) else { return };
        let request = token.request();
        if host.withheld && request == Request::KeepAlive {
            if !host.withheld_said {
                host.withheld_said = true;
                self.log(now, Some(call), News::Withheld);
            }
            return;
        }
        if host.out.contains(&token) {
            return;
        }
        if host.out.len() >= MOST_OUT {
            return self.feed(now, call, Event::Failed { token });
        }
        host.out.push(token);
        let context = matches!(request, Request::Operation(_)).then(|| host.context());
        if let Request::Operation(kind) = request {
            self.log(now, Some(call), News::Asked(kind));
        }
        self.effects.push(Effect::Send(Outgoing { call, token, context }));
    }

    /// Downloads the recording of a completed operation. The service discards it shortly after the
    /// call.
    fn fetch(&mut self, now: Timestamp, call: Id, slot: Slot, recording: Option<&Recording>) {
        let Some(recording) = recording else { return };
        let named = self.fleet.get(call).and_then(|machine| machine.operation(slot)?.id);
        if self.fetching >= MOST_FETCHING {
            let why = format!("{MOST_FETCHING} downloads are under way");
            return self.log(now, Some(call), News::NotFetched(why));
        }
        self.fetching += 1;
        self.log(now, Some(call), News::Fetching);
        self.effects.push(Effect::Fetch { call, operation: named.unwrap_or(call), recording: recording.clone() });
    }

    /// Frees everything that belongs to a call that has ended.
    fn forget(&mut self, call: Id) {
        self.fleet.remove(call);
        self.hosts.remove(&call);
        self.timers.disarm(call);
        self.over(call);
    }
}
