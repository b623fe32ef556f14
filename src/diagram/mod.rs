//! Drawings and tables of the two state machines, made from their tables.
//!
//! A drawing that is maintained by hand is wrong after the first change. So these drawings, lists
//! and matrices are printed from [`TRANSITIONS`](crate::TRANSITIONS) and
//! [`RECORD_TRANSITIONS`](crate::record::RECORD_TRANSITIONS), the tables that the machines run on.
//! The repository has what is printed in `docs/`, and a test fails while the two differ: a changed
//! transition is a diff to review.
//!
//! Rows between the same two states are one arrow. A transition of every state of a group (`live`;
//! `open`, `running` and `recording`) is one arrow that leaves the group. Whether every state of
//! the group has it is read from the table as well.
//!
//! Printing allocates nothing and works with any [`fmt::Write`].
//!
//! ```
//! use call_lifecycle::diagram::{Mermaid, Table};
//! let drawing = Mermaid(Table::Call).to_string();
//! assert!(drawing.contains("established --> hold: peer holds"));
//! assert!(drawing.contains("live --> terminating: hang up, peer hangs up, keepAlive expired, media failed"));
//! ```
//!
//! # A call
//!
#![doc = include_str!("../../docs/call.svg")]
//!
#![doc = include_str!("../../docs/call-table.md")]
//!
//! # A media operation
//!
#![doc = include_str!("../../docs/record.svg")]
//!
#![doc = include_str!("../../docs/record-table.md")]

mod table;

use core::fmt;
use table::Source;
pub use table::Table;

/// Writes the states, each in the box of the narrowest group that has it. `label` writes the
/// beginning of a box.
fn write_states(
    f: &mut fmt::Formatter<'_>,
    table: Table,
    open: &str,
    label: fn(&mut fmt::Formatter<'_>, usize, &str) -> fmt::Result,
) -> fmt::Result {
    let mut indent = 4_usize;
    let mut states = table.states().filter(|state| table.depth(state) == 0);
    states.try_for_each(|state| writeln!(f, "{:indent$}{state}", ""))?;
    for (outer, group) in table.groups().iter().enumerate() {
        writeln!(f, "{:indent$}{open}{} {{", "", group.name)?;
        indent = indent.saturating_add(4);
        label(f, indent, group.name)?;
        let mut states = table.states().filter(|state| table.depth(state) == outer.saturating_add(1));
        states.try_for_each(|state| writeln!(f, "{:indent$}{state}", ""))?;
    }
    table.groups().iter().try_for_each(|_| {
        indent = indent.saturating_sub(4);
        writeln!(f, "{:indent$}}}", "")
    })
}

/// A table as a Mermaid `stateDiagram-v2`, which GitHub and many editors draw.
///
/// ```
/// use call_lifecycle::diagram::{Mermaid, Table};
/// assert!(Mermaid(Table::Record).to_string().contains("pausing --> speaking: speech starts"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Mermaid(pub Table);

impl fmt::Display for Mermaid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(table) = *self;
        f.write_str("stateDiagram-v2\n    direction LR\n")?;
        write_states(f, table, "state ", |_, _, _| Ok(()))?;
        // No arrow stands inside a group: Mermaid takes a state to belong where it was last read of.
        for (state, label) in table.starts() {
            writeln!(f, "    [*] --> {state}: {label}")?;
        }
        for arrow in table.arrows() {
            write!(f, "    {} --> {}: ", arrow.source.name, arrow.head.to)?;
            table.write_triggers(f, arrow, ", ")?;
            f.write_str("\n")?;
        }
        table.states().filter(|state| table.is_final(state)).try_for_each(|state| writeln!(f, "    {state} --> [*]"))
    }
}

/// A table as a Graphviz graph, for `dot`. Its colours suit light and dark backgrounds.
///
/// ```
/// use call_lifecycle::diagram::{Dot, Table};
/// assert!(Dot(Table::Call).to_string().contains(r#"terminating -> terminated [label="torn down\nteardown deadline"]"#));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Dot(pub Table);

impl fmt::Display for Dot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(table) = *self;
        writeln!(f, "digraph {} {{", table.name())?;
        f.write_str(concat!(
            "    graph [bgcolor=transparent compound=true rankdir=TB nodesep=0.5 ranksep=0.6 fontname=\"Helvetica\"]\n",
            "    node [shape=box style=\"rounded,filled\" fillcolor=\"#3b73b9\" color=\"#3b73b9\" fontcolor=white fontname=\"Helvetica\"]\n",
            "    edge [color=\"#7d8590\" fontcolor=\"#7d8590\" fontname=\"Helvetica\" fontsize=11]\n",
        ))?;
        write_states(f, table, "subgraph cluster_", |f, indent, name| {
            writeln!(f, "{:indent$}graph [label={name} style=rounded color=\"#7d8590\" fontcolor=\"#7d8590\"]", "")
        })?;
        for state in table.states().filter(|state| table.is_final(state)) {
            writeln!(f, "    {state} [peripheries=2]")?;
        }
        for (state, label) in table.starts() {
            writeln!(f, "    start_{state} [shape=point width=0.12 label=\"\" color=\"#7d8590\"]")?;
            writeln!(f, "    start_{state} -> {state} [label=\"{label}\"]")?;
        }
        for arrow in table.arrows() {
            write!(f, "    {} -> {} [label=\"", arrow.head.from, arrow.head.to)?;
            table.write_triggers(f, arrow, "\\n")?;
            f.write_str("\"")?;
            // An arrow needs a state to begin at; cut off at the group's border it begins there.
            if arrow.source.is_group {
                write!(f, " ltail=cluster_{}", arrow.source.name)?;
            }
            f.write_str("]\n")?;
        }
        f.write_str("}\n")
    }
}

/// A table as a Markdown list of its arrows: from, triggers, to.
///
/// ```
/// use call_lifecycle::diagram::{List, Table};
/// assert!(List(Table::Call).to_string().contains("| incoming | reject, answer deadline | terminated |\n"));
/// assert!(List(Table::Record).to_string().contains("| every open phase | cancel, call ends | ended |\n"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct List(pub Table);

impl fmt::Display for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(table) = *self;
        let noun = match table {
            Table::Call => "state",
            Table::Record => "phase",
        };
        f.write_str("| from | trigger | to |\n|---|---|---|\n")?;
        for arrow in table.arrows() {
            let Source { name, is_group } = arrow.source;
            if is_group { write!(f, "| every {name} {noun} | ") } else { write!(f, "| {name} | ") }?;
            table.write_triggers(f, arrow, ", ")?;
            writeln!(f, " | {} |", arrow.head.to)?;
        }
        Ok(())
    }
}

/// A whole table as a Markdown matrix: a line for each trigger, a column for each state, and in the
/// cell where the trigger leads. An empty cell is a trigger that does nothing.
///
/// ```
/// use call_lifecycle::diagram::{Matrix, Table};
/// let matrix = Matrix(Table::Record).to_string();
/// assert!(matrix.lines().next().unwrap().contains("| listening | speaking |"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Matrix(pub Table);

impl fmt::Display for Matrix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(table) = *self;
        let first = table.triggers().map(str::len).max().unwrap_or(0);
        // As wide as its widest cell, so that the text reads as well as what is made of it.
        let width = |state: &str| {
            table.rows().filter(|row| row.from == state).map(|row| row.to.len()).max().unwrap_or(0).max(state.len())
        };
        write!(f, "| {:first$} |", "")?;
        for state in table.states() {
            write!(f, " {state:0$} |", width(state))?;
        }
        write!(f, "\n|{:-<1$}|", "", first.saturating_add(2))?;
        for state in table.states() {
            write!(f, "{:-<1$}|", "", width(state).saturating_add(2))?;
        }
        for trigger in table.triggers() {
            write!(f, "\n| {trigger:first$} |")?;
            for state in table.states() {
                write!(f, " {:1$} |", table.target(state, trigger).unwrap_or(""), width(state))?;
            }
        }
        f.write_str("\n")
    }
}
