//! The bots' end of every call.

use call_lifecycle::app::{Call, Details, Event, Output, Policy, Token};
use call_lifecycle::fleet::{Fleet, Handle, Storage, StorageError};
use call_lifecycle::{Id, Timestamp};

use super::{LATENCY, Line, began, is_silent};

static POLICY: Policy = Policy::DEFAULT;

pub(super) type BotCall = Call<'static, 0>;

pub(super) struct Bots<'s> {
    fleet: Fleet<'s, BotCall>,
    wishes: Vec<(Handle, Id, Token)>,
    silent: Vec<Id>,
    pub(super) events: u64,
    pub(super) ended: u64,
}

impl<'s> Bots<'s> {
    pub(super) fn new(storage: Storage<'s, BotCall>, ids: &[Id]) -> Result<Self, StorageError> {
        // A host takes two random words for the seed; this one is to do the same every time.
        let mut fleet = Fleet::new(Timestamp::ZERO, [1, 2], storage)?;
        for (id, call) in ids.iter().zip(0..) {
            // There is room for all of them, and no two have the same id.
            let _handle = fleet.insert(Call::outgoing(*id, began(call), &POLICY));
        }
        let silent = ids.iter().zip(0..).filter(|(_, call)| is_silent(*call));
        let mut silent: Vec<Id> = silent.map(|(id, _)| *id).collect();
        silent.sort_unstable();
        Ok(Self { fleet, wishes: Vec::new(), silent, events: 0, ended: 0 })
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

    /// Wakes what is due, and sends what it wishes sent.
    pub(super) fn wake(&mut self, now: Timestamp, requests: &mut Line<(Token, Timestamp)>) {
        let Self { fleet, wishes, silent, events, .. } = self;
        fleet.expire(now, |handle, call, step| {
            *events += 1;
            for timed in step {
                match timed.output {
                    Output::Send(token) if silent.binary_search(&call.id()).is_err() => {
                        wishes.push((handle, call.id(), token));
                    }
                    _ => {}
                }
            }
        });
        for (handle, id, token) in wishes.drain(..) {
            let sent = Event::Sent { token, details: Details::NONE };
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
