//! What a bot leaves to the one that goes on after it: of each call the machine's snapshot, and what the plan has of it.

use std::collections::BTreeMap;
use std::fmt;

use call_lifecycle::app::{Call, Request};
use call_lifecycle::fleet::StorageError;
use call_lifecycle::{CallState, Id, Snapshot, SnapshotError, Timestamp};
use serde::{Deserialize, Serialize};

use crate::bot::{Bot, POLICY};
use crate::news::News;
use crate::plan::{Host, Plan};
use crate::timers::Due;

/// A call as it is now, or that it is over. Of several about one call the last one counts.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Kept {
    /// The call, as it is.
    Call(Box<KeptCall>),
    /// The id of a call that has ended: what is still said of it is late.
    Over(String),
}

/// A call as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct KeptCall {
    machine: Snapshot,
    began: u64,
    withheld: bool,
    withheld_said: bool,
    adopted: bool,
    leaving: bool,
    answers: u8,
    records: u8,
    due: BTreeMap<Due, u64>,
}

/// Why a bot cannot go on from what was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RestoreError {
    /// There is no room for a single call.
    Storage(StorageError),
    /// There is less room than there are calls.
    Room {
        /// The calls that are kept.
        calls: usize,
        /// For how many there is room.
        capacity: usize,
    },
    /// This is no call's id.
    Id(String),
    /// This is no machine.
    Machine(SnapshotError),
}

impl fmt::Display for RestoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Storage(error) => write!(f, "{error}"),
            Self::Room { calls, capacity } => {
                write!(f, "{calls} calls are kept, and there is room for {capacity}: make room for more")
            }
            Self::Id(text) => write!(f, "{text:?} is no call's id"),
            Self::Machine(error) => write!(f, "a machine cannot be restored: {error}"),
        }
    }
}

impl std::error::Error for RestoreError {}

impl Bot {
    /// What became of the calls that the last [`Bot::handle`] has touched. Kept before its effects are carried out, it is what a bot goes on from that
    /// was killed at any time.
    ///
    /// # Errors
    /// [`SnapshotError::TooLong`] if a machine is larger than a snapshot may be.
    pub fn changes(&self) -> Result<Vec<Kept>, SnapshotError> {
        self.changed.iter().map(|call| self.kept_of(*call)).collect()
    }

    /// All that is to be kept: what was kept before is of no use any more.
    ///
    /// # Errors
    /// As [`Bot::changes`].
    pub fn kept(&self) -> Result<Vec<Kept>, SnapshotError> {
        let live = self.fleet.iter().map(|(_, call)| call.id());
        self.ended.ids().chain(live).map(|call| self.kept_of(call)).collect()
    }

    fn kept_of(&self, call: Id) -> Result<Kept, SnapshotError> {
        let (Some(machine), Some(host)) = (self.fleet.get(call), self.hosts.get(&call)) else {
            return Ok(Kept::Over(call.to_string()));
        };
        // What was under way is lost with whoever waited for it.
        let Host { began, withheld, withheld_said, adopted, leaving, answers, records, out: _ } = *host;
        Ok(Kept::Call(Box::new(KeptCall {
            machine: machine.snapshot()?,
            began: began.as_millis(),
            withheld,
            withheld_said,
            adopted,
            leaving,
            answers,
            records,
            due: self.timers.of(call).map(|(due, at)| (due, at.as_millis())).collect(),
        })))
    }

    /// A bot with the calls of an earlier one. Feed it [`Input::Resume`](crate::Input::Resume) next.
    ///
    /// # Errors
    /// [`RestoreError`] if these cannot be its calls.
    pub fn restore(
        now: Timestamp,
        seed: [u64; 2],
        plan: Plan,
        kept: impl IntoIterator<Item = Kept>,
    ) -> Result<Self, RestoreError> {
        let capacity = plan.capacity;
        let mut bot = Self::new(now, seed, plan).map_err(RestoreError::Storage)?;
        let mut live = BTreeMap::new();
        for kept in kept {
            match kept {
                Kept::Call(kept) => {
                    let machine = Call::restore(kept.machine.as_bytes(), &POLICY).map_err(RestoreError::Machine)?;
                    live.insert(machine.id(), (machine, kept));
                }
                Kept::Over(text) => {
                    let call = Id::parse(&text).map_err(|_| RestoreError::Id(text))?;
                    live.remove(&call);
                    bot.ended.remember(call);
                }
            }
        }
        let calls = live.len();
        for (call, (machine, kept)) in live {
            let KeptCall { machine: _, began, withheld, withheld_said, adopted, leaving, answers, records, due } =
                *kept;
            bot.fleet.insert(machine).map_err(|_| RestoreError::Room { calls, capacity })?;
            let began = Timestamp::from_millis(began);
            let out = Vec::new();
            bot.hosts.insert(call, Host { began, withheld, withheld_said, adopted, leaving, answers, records, out });
            for (due, at) in due {
                bot.timers.arm(call, due, Timestamp::from_millis(at));
            }
        }
        Ok(bot)
    }

    /// The latest that something happened to one of its calls, as far as it knows.
    pub(crate) fn latest(&self) -> Timestamp {
        self.fleet.iter().map(|(_, call)| call.now()).max().unwrap_or(Timestamp::ZERO)
    }

    /// Goes on where an earlier bot was: notifications may have come in vain meanwhile, and no request that was out comes back.
    pub(crate) fn resume(&mut self, now: Timestamp) {
        let calls = self.fleet.iter().map(|(_, call)| (call.id(), call.state(), call.keep_alive().expires_at));
        for (call, state, expires_at) in calls.collect::<Vec<_>>() {
            self.log(now, Some(call), News::Resumed(state));
            if state.is_live() && expires_at.is_some_and(|at| at <= now) {
                // Nobody has asked for too long, and whether it lives after all only the service knows: its time may have stood still.
                self.fleet.remove(call);
                let _room = self.fleet.insert(Call::adopted(call, now, state, &POLICY));
            }
            self.ask(now, call, Request::GetCall);
            // The machine asks again for everything else that had no reply. To answer twice does no harm.
            if self.hosts.get(&call).is_some_and(|host| host.leaving) {
                self.leave(now, call);
            } else if state == CallState::Incoming {
                self.answer(now, call);
            }
            self.act(now, None);
        }
    }
}
