//! The bots' end of every call.

use call_lifecycle::app::{Call, Event, OperationHints, Output, Policy, Token};
use call_lifecycle::fleet::{Fleet, Handle, Storage, StorageError};
use call_lifecycle::{Id, Timestamp};

use super::{LATENCY, Line, filled, is_silent};

static POLICY: Policy = Policy::DEFAULT;

pub(super) type BotCall = Call<'static, 0>;

pub(super) struct Bots<'s> {
    fleet: Fleet<'s, BotCall>,
    wishes: Vec<(Handle, Id, Token)>,
    pub(super) events: u64,
    pub(super) ended: u64,
}

impl<'s> Bots<'s> {
    pub(super) fn new(storage: Storage<'s, BotCall>, ids: &[Id]) -> Result<Self, StorageError> {
        let fleet = filled([1, 2], storage, ids, |id, began| Call::outgoing(id, began, &POLICY))?;
        Ok(Self { fleet, wishes: Vec::new(), events: 0, ended: 0 })
    }

    /// Answers and notifications.
    pub(super) fn take_in(&mut self, now: Timestamp, told: &[(Id, Event)]) {
        let ended = &mut self.ended;
        self.fleet.handle_all(now, told, |_, result| {
            let outputs = result.iter().flat_map(|(_, step)| step.outputs());
            *ended += outputs.filter(|timed| matches!(timed.output, Output::Ended { .. })).count() as u64;
        });
        self.events += told.len() as u64;
    }

    /// Wakes what is due, and sends what it asks for.
    pub(super) fn wake(&mut self, now: Timestamp, requests: &mut Line<(Token, Timestamp)>) {
        let Self { fleet, wishes, events, .. } = self;
        fleet.wake_due(now, |handle, call, step| {
            *events += 1;
            for timed in step {
                match timed.output {
                    Output::Send(token) if !is_silent(call.id()) => {
                        wishes.push((handle, call.id(), token));
                    }
                    _ => {}
                }
            }
        });
        for (handle, id, token) in wishes.drain(..) {
            let sent = Event::Sent { token, hints: OperationHints::NONE };
            if fleet.handle(now, handle, sent).is_ok() {
                *events += 1;
                requests.push_back((now.saturating_add(LATENCY), (id, (token, now))));
            }
        }
    }

    pub(super) const fn next_deadline(&self) -> Option<Timestamp> {
        self.fleet.next_deadline()
    }

    pub(super) fn digest(&self) -> u64 {
        self.fleet.digest()
    }
}
