//! What a bot stores for the one that continues after it: for each call the snapshot of the
//! machine, and the plan.

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

/// A call as it is now, or the fact that it is over. The last one of a call counts.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Kept {
    /// The call as it is now.
    Call(Box<KeptCall>),
    /// The id of a call that has ended: later notifications of it are late.
    Over(String),
}

/// A call as it is stored.
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

/// Why a bot cannot continue from what was stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RestoreError {
    /// There is no room for a call.
    Storage(StorageError),
    /// There is less room than there are calls.
    Room {
        /// How many calls are stored.
        calls: usize,
        /// How many fit.
        capacity: usize,
    },
    /// This is not the id of a call.
    Id(String),
    /// A machine cannot be restored.
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
    /// The calls that the last [`Bot::handle`] has touched. Store them before carrying out its
    /// effects: then a bot can be killed at any time and continue.
    ///
    /// # Errors
    /// [`SnapshotError::TooLong`] if a machine is larger than a snapshot may be.
    pub fn changes(&self) -> Result<Vec<Kept>, SnapshotError> {
        self.changed.iter().map(|call| self.kept_of(*call)).collect()
    }

    /// Everything that must be stored. It replaces what was stored before.
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
        // What was under way is lost together with the tasks that waited for it.
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

    /// Creates a bot with the calls of an earlier one. Give it
    /// [`Input::Resume`](crate::Input::Resume) next.
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

    /// The latest time at which something happened to one of its calls, as far as it knows.
    pub(crate) fn latest(&self) -> Timestamp {
        self.fleet.iter().map(|(_, call)| call.now()).max().unwrap_or(Timestamp::ZERO)
    }

    /// Continues where an earlier bot was. Notifications may have been lost meanwhile, and requests
    /// that were out get no reply.
    pub(crate) fn resume(&mut self, now: Timestamp) {
        let calls = self.fleet.iter().map(|(_, call)| (call.id(), call.state(), call.keep_alive().expires_at));
        for (call, state, expires_at) in calls.collect::<Vec<_>>() {
            self.log(now, Some(call), News::Resumed(state));
            if state.is_live() && expires_at.is_some_and(|at| at <= now) {
                // There was no keepAlive for too long. Only the service knows whether the call lives: its clock may have stood still.
                self.fleet.remove(call);
                let _room = self.fleet.insert(Call::adopted(call, now, state, &POLICY));
            }
            self.ask(now, call, Request::GetCall);
            // The machine repeats everything else that got no reply. To answer twice does no harm.
            if self.hosts.get(&call).is_some_and(|host| host.leaving) {
                self.leave(now, call);
            } else if state == CallState::Incoming {
                self.answer(now, call);
            }
            self.act(now, None);
        }
    }
}
