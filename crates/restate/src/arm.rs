//! The next message that a call sends to itself: a wake, or a round.

use std::time::Duration;

use call_lifecycle::app::{Event, Output, Request, Token};
use call_lifecycle::{CallState, Deadline, DeadlineKind, Timestamp};

use crate::kept::{Kept, Machine, Round};
use crate::message::Wake;

/// How long a call that has ended is remembered, so that late notifications of it are recognised.
pub const LINGERS: Duration = Duration::from_secs(120);

/// What is to be sent now, to come at that time.
#[derive(Debug, Default)]
pub(crate) struct Armed {
    pub(crate) wake: Option<Timestamp>,
    pub(crate) round: Option<Timestamp>,
}

impl Kept<'_> {
    /// Takes the wake, if it is one that the call waits for: it is not on its way any more.
    pub(crate) fn takes(&mut self, wake: Wake) -> bool {
        let is_round = self.round.is_some_and(|round| round.at == wake.at);
        if self.armed == Some(wake.at) {
            self.armed = None;
        } else if is_round {
            self.round = None;
        } else {
            return false;
        }
        true
    }
}

/// Notes what is on its way from now on, and returns what has to be sent for it.
///
/// `is_out` says that a keepAlive was ordered just now. The engine does not lose the order, and its
/// answer sets the next deadline: one to ask again is not needed.
pub(crate) fn arm(kept: &mut Kept<'_>, is_out: bool) -> Armed {
    let mut armed = Armed::default();
    let machine = if has_ended(&kept.call) {
        kept.memory.due = None;
        Some(lingers_until(&kept.call))
    } else {
        match kept.call.next_deadline() {
            Some(Deadline { kind: DeadlineKind::KeepAlive, at, .. }) if !is_out => {
                if kept.round.is_none() && is_new(kept, at) {
                    kept.round = Some(Round { at, asked: false });
                    armed.round = Some(at);
                }
                // A round that is on its way does what there is to do, even if that was due a little earlier: two messages
                // could send the same.
                kept.round.is_none().then_some(at)
            }
            Some(Deadline { kind: DeadlineKind::KeepAlive, .. }) | None => None,
            Some(deadline) => Some(deadline.at),
        }
    };
    let next = [machine, kept.memory.due].into_iter().flatten().min();
    armed.wake = lazy(&mut kept.armed, next);
    armed
}

/// Returns when a wake has to come, if one has to be sent for that. One is on its way at a time, and
/// one that comes too early sends the next.
pub(crate) fn lazy(armed: &mut Option<Timestamp>, next: Option<Timestamp>) -> Option<Timestamp> {
    let wake = next.filter(|at| armed.is_none_or(|earlier| *at < earlier));
    *armed = wake.or(*armed);
    wake
}

/// Whether the machine will ask for a keepAlive then that was not asked for before.
fn is_new(kept: &Kept<'_>, at: Timestamp) -> bool {
    keep_alive_at(&kept.call, at).is_some_and(|token| token.number() != kept.keep_alive)
}

/// The keepAlive that the machine asks for if it is woken then.
pub(crate) fn keep_alive_at(call: &Machine<'_>, at: Timestamp) -> Option<Token> {
    let step = call.clone().handle(at, Event::Wake);
    step.outputs().iter().find_map(|timed| match timed.output {
        Output::Send(token) if token.request() == Request::KeepAlive => Some(token),
        _ => None,
    })
}

fn has_ended(call: &Machine<'_>) -> bool {
    call.state() == CallState::Terminated
}

/// Whether the call has ended and was remembered for long enough.
pub(crate) fn is_over(kept: &Kept<'_>, now: Timestamp) -> bool {
    has_ended(&kept.call) && now >= lingers_until(&kept.call)
}

fn lingers_until(call: &Machine<'_>) -> Timestamp {
    call.now().saturating_add(LINGERS)
}
