//! The deadlines of the plans, in addition to those of the machines.

use std::collections::{BTreeMap, BTreeSet};

use call_lifecycle::{Id, Timestamp};
use serde::{Deserialize, Serialize};

/// What a plan does at a deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Due {
    /// Answer again: the last attempt failed.
    Answer,
    /// Ask whether the call is further than was notified.
    Look,
    /// Record again: the last attempt was refused for now.
    Record,
    /// Hang up.
    Leave,
}

impl Due {
    const ALL: [Self; 4] = [Self::Answer, Self::Look, Self::Record, Self::Leave];
}

/// At most one deadline of each kind for each call.
#[derive(Debug, Default)]
pub(crate) struct Timers {
    order: BTreeSet<(Timestamp, Id, Due)>,
    armed: BTreeMap<(Id, Due), Timestamp>,
}

impl Timers {
    pub(crate) fn arm(&mut self, call: Id, due: Due, at: Timestamp) {
        if let Some(before) = self.armed.insert((call, due), at) {
            self.order.remove(&(before, call, due));
        }
        self.order.insert((at, call, due));
    }

    pub(crate) fn disarm(&mut self, call: Id) {
        for due in Due::ALL {
            if let Some(at) = self.armed.remove(&(call, due)) {
                self.order.remove(&(at, call, due));
            }
        }
    }

    pub(crate) fn of(&self, call: Id) -> impl Iterator<Item = (Due, Timestamp)> {
        Due::ALL.into_iter().filter_map(move |due| Some((due, *self.armed.get(&(call, due))?)))
    }

    pub(crate) fn next_deadline(&self) -> Option<Timestamp> {
        self.order.first().map(|(at, ..)| *at)
    }

    /// Takes out the first one, if its time has come.
    pub(crate) fn take(&mut self, now: Timestamp) -> Option<(Id, Due)> {
        let first = *self.order.first().filter(|(at, ..)| *at <= now)?;
        self.order.remove(&first);
        let (_, call, due) = first;
        self.armed.remove(&(call, due));
        Some((call, due))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_has_one_deadline_and_a_call_that_is_gone_none() {
        let at = Timestamp::from_millis;
        let [one, two] = [1, 2].map(Id::from_u128);
        let mut timers = Timers::default();
        timers.arm(one, Due::Leave, at(10));
        timers.arm(one, Due::Leave, at(30));
        timers.arm(one, Due::Look, at(5));
        timers.arm(two, Due::Answer, at(20));
        assert_eq!(timers.take(at(4)), None);
        assert_eq!(timers.take(at(15)), Some((one, Due::Look)));
        assert_eq!(timers.take(at(15)), None);
        timers.disarm(one);
        assert_eq!(timers.next_deadline(), Some(at(20)));
        assert_eq!(timers.take(at(99)), Some((two, Due::Answer)));
        assert_eq!(timers.next_deadline(), None);
    }
}
