//! Either table in words, with its rows grouped into arrows.

use crate::record::{RECORD_TRANSITIONS, RecordPhase, RecordTransition, RecordTrigger};
use crate::{CallState, TRANSITIONS, Transition, Trigger};
use core::fmt;

/// Which of the crate's two tables.
///
/// ```
/// use call_lifecycle::diagram::{Dot, Table};
/// assert!(Dot(Table::Call).to_string().starts_with("digraph call {"));
/// assert!(Dot(Table::Record).to_string().starts_with("digraph record {"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum Table {
    /// [`TRANSITIONS`]: the states of a call.
    Call,
    /// [`RECORD_TRANSITIONS`]: the phases of a media operation.
    Record,
}

/// A row of either table, in words.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) from: &'static str,
    pub(super) trigger: &'static str,
    pub(super) to: &'static str,
}

/// A named set of states, drawn as one box.
pub(super) struct Group {
    pub(super) name: &'static str,
    pub(super) has: fn(&str) -> bool,
}

/// Where an arrow begins: a state, or a group all of whose states have the same row.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Source {
    pub(super) name: &'static str,
    pub(super) is_group: bool,
}

/// All the rows with the same source and target. `head` is the first of them.
#[derive(Clone, Copy)]
pub(super) struct Arrow {
    pub(super) source: Source,
    pub(super) head: Row,
}

const fn call_row(row: &Transition) -> Row {
    Row { from: row.from.as_str(), trigger: row.trigger.as_str(), to: row.to.as_str() }
}

const fn record_row(row: &RecordTransition) -> Row {
    Row { from: row.from.as_str(), trigger: row.trigger.as_str(), to: row.to.as_str() }
}

impl Table {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Call => "call",
            Self::Record => "record",
        }
    }

    /// Each lies inside the one before it.
    pub(super) const fn groups(self) -> &'static [Group] {
        const fn group(name: &'static str, has: fn(&str) -> bool) -> Group {
            Group { name, has }
        }
        const CALL: &[Group] = &[group("live", |word| word.parse::<CallState>().is_ok_and(CallState::is_live))];
        const RECORD: &[Group] = &[
            group("open", |word| word.parse::<RecordPhase>().is_ok_and(|phase| phase != RecordPhase::Ended)),
            group("running", |word| word.parse::<RecordPhase>().is_ok_and(RecordPhase::is_running)),
            group("recording", |word| word.parse::<RecordPhase>().is_ok_and(RecordPhase::is_recording)),
        ];
        match self {
            Self::Call => CALL,
            Self::Record => RECORD,
        }
    }

    /// Where a machine may begin. The rows do not say that.
    pub(super) const fn starts(self) -> &'static [(&'static str, &'static str)] {
        const CALL: &[(&str, &str)] =
            &[(CallState::Incoming.as_str(), "call comes in"), (CallState::Establishing.as_str(), "call goes out")];
        const RECORD: &[(&str, &str)] = &[(RecordPhase::Queued.as_str(), "accepted")];
        match self {
            Self::Call => CALL,
            Self::Record => RECORD,
        }
    }

    pub(super) fn states(self) -> impl Iterator<Item = &'static str> {
        (0..).map_while(move |index| match self {
            Self::Call => CallState::ALL.get(index).map(|state| state.as_str()),
            Self::Record => RecordPhase::ALL.get(index).map(|phase| phase.as_str()),
        })
    }

    pub(super) fn triggers(self) -> impl Iterator<Item = &'static str> {
        (0..).map_while(move |index| match self {
            Self::Call => Trigger::ALL.get(index).map(|trigger| trigger.as_str()),
            Self::Record => RecordTrigger::ALL.get(index).map(|trigger| trigger.as_str()),
        })
    }

    pub(super) fn rows(self) -> impl Iterator<Item = Row> {
        (0..).map_while(move |index| match self {
            Self::Call => TRANSITIONS.get(index).map(call_row),
            Self::Record => RECORD_TRANSITIONS.get(index).map(record_row),
        })
    }

    pub(super) fn target(self, from: &str, trigger: &str) -> Option<&'static str> {
        self.rows().find(|row| row.from == from && row.trigger == trigger).map(|row| row.to)
    }

    /// How many groups contain it.
    pub(super) fn depth(self, state: &str) -> usize {
        self.groups().iter().filter(|group| (group.has)(state)).count()
    }

    /// The widest group of which every state has this row, or else the state of the row.
    fn source(self, row: Row) -> Source {
        let shared = |group: &Group| {
            (group.has)(row.from)
                && self.states().filter(|state| (group.has)(state)).all(|s| self.target(s, row.trigger) == Some(row.to))
        };
        match self.groups().iter().find(|group| shared(group)) {
            Some(group) => Source { name: group.name, is_group: true },
            None => Source { name: row.from, is_group: false },
        }
    }

    pub(super) fn arrows(self) -> impl Iterator<Item = Arrow> {
        self.rows().enumerate().filter_map(move |(index, head)| {
            let source = self.source(head);
            let drawn = self.rows().take(index).any(|row| row.to == head.to && self.source(row) == source);
            (!drawn).then_some(Arrow { source, head })
        })
    }

    pub(super) fn write_triggers(self, f: &mut fmt::Formatter<'_>, arrow: Arrow, between: &str) -> fmt::Result {
        let Arrow { source, head } = arrow;
        let same = self.rows().filter(|row| row.from == head.from && row.to == head.to && self.source(*row) == source);
        for (index, row) in same.enumerate() {
            write!(f, "{}{}", if index == 0 { "" } else { between }, row.trigger)?;
        }
        Ok(())
    }

    pub(super) fn is_final(self, state: &str) -> bool {
        self.rows().all(|row| row.from != state)
    }
}
