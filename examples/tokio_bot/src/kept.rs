//! What a bot stores for the one that continues after it: for each call the snapshot of the
//! machine, and the plan.

use std::collections::BTreeMap;
use std::fmt;

use call_lifecycle::app::Call;
use call_lifecycle::fleet::StorageError;
use call_lifecycle::{Id, Snapshot, SnapshotError, Timestamp};
use serde::{Deserialize, Serialize};

use crate::bot::{Bot, POLICY};
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
}

#[cfg(test)]
mod tests {
    use call_lifecycle::CallState;
    use call_lifecycle::app::{Request, Token};

    use super::*;

    fn at(millis: u64) -> Timestamp {
        Timestamp::from_millis(millis)
    }

    /// A bot with a call for each combination of what is kept. Nothing of it is as it is at first. The values are
    /// written without `..`: a new field does not compile until it has one.
    fn unusual() -> Bot {
        let mut bot = Bot::new(at(1), [1, 2], Plan { capacity: 64, ..Plan::DEFAULT }).unwrap();
        for number in 0..32_u8 {
            let call = Id::from_u128(500 - u128::from(number));
            let state = [CallState::Incoming, CallState::Established, CallState::Hold][usize::from(number % 3)];
            let mut machine = Call::adopted(call, at(1_000 + u64::from(number)), state, &POLICY);
            let _asks = machine.handle(at(2_000), call_lifecycle::app::Event::Wake);
            bot.fleet.insert(machine).unwrap();
            let is = |bit: u8| number & (1 << bit) != 0;
            let host = Host {
                began: at(10_000 + u64::from(number)),
                withheld: is(0),
                withheld_said: is(1),
                adopted: is(2),
                leaving: is(3),
                answers: number + 1,
                records: 200 - number,
                out: vec![Token::new(Request::KeepAlive, 9)],
            };
            bot.hosts.insert(call, host);
            for (place, due) in [Due::Answer, Due::Look, Due::Record, Due::Leave].into_iter().enumerate() {
                if is(place as u8) || number == 16 {
                    bot.timers.arm(call, due, at(90_000 + 100 * u64::from(number) + place as u64));
                }
            }
        }
        // In no order.
        [7, 3, 9, 1].into_iter().for_each(|id| bot.over(Id::from_u128(id)));
        (bot.calls, bot.creating, bot.rejecting, bot.fetching, bot.stopping) = (40, 3, 4, 5, true);
        bot
    }

    fn restore(kept: &[Kept]) -> Bot {
        let plan = Plan { capacity: 64, ..Plan::DEFAULT };
        let lines = kept.iter().map(|kept| serde_json::to_string(kept).unwrap());
        Bot::restore(at(77), [1, 2], plan, lines.map(|line| serde_json::from_str(&line).unwrap())).unwrap()
    }

    #[test]
    fn every_field_is_restored_or_begins_anew() {
        let one = unusual();
        let Bot {
            plan,
            fleet,
            hosts,
            timers,
            ended,
            said,
            effects,
            changed,
            calls,
            creating,
            rejecting,
            fetching,
            stopping,
        } = restore(&one.kept().unwrap());
        assert_eq!((plan.capacity, fleet.len(), hosts.len()), (64, 32, 32));
        for (id, host) in &one.hosts {
            let Host { began, withheld, withheld_said, adopted, leaving, answers, records, out } = &hosts[id];
            assert_eq!(*began, host.began, "{id}");
            assert_eq!(*withheld, host.withheld, "{id}");
            assert_eq!(*withheld_said, host.withheld_said, "{id}");
            assert_eq!(*adopted, host.adopted, "{id}");
            assert_eq!(*leaving, host.leaving, "{id}");
            assert_eq!(*answers, host.answers, "{id}");
            assert_eq!(*records, host.records, "{id}");
            assert_eq!(*out, [], "what was under way is lost");
            assert_eq!(fleet.get(*id), one.fleet.get(*id));
            assert!(timers.of(*id).eq(one.timers.of(*id)), "{id}");
        }
        assert_eq!(timers.next_deadline(), one.timers.next_deadline());
        assert!(ended.ids().eq(one.ended.ids()) && ended.ids().eq([7, 3, 9, 1].map(Id::from_u128)));
        assert_eq!((said.len(), effects.len(), changed.len()), (0, 0, 0));
        assert_eq!((calls, creating, rejecting, fetching, stopping), (0, 0, 0, 0, false));
    }

    /// What is stored later counts more, of each call.
    #[test]
    fn the_last_line_of_a_call_counts() {
        let mut bot = unusual();
        let mut lines = bot.kept().unwrap();
        let id = Id::from_u128(500);
        bot.hosts.get_mut(&id).unwrap().records = 7;
        lines.push(bot.kept_of(id).unwrap());
        assert_eq!(restore(&lines).hosts[&id].records, 7);
        lines.push(Kept::Over(id.to_string()));
        let other = restore(&lines);
        assert!(!other.hosts.contains_key(&id) && other.fleet.get(id).is_none() && other.ended.contains(id));
        assert_eq!(other.timers.of(id).count(), 0, "nothing is to come for it");
        assert_eq!(other.ended.ids().last(), Some(id));
    }
}
