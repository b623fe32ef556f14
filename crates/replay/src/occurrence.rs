//! An event for a call, and how it is reported.

use call_lifecycle::Verdict;

use crate::change::{Asked, What};
use crate::requests::Namesake;
use crate::trace::{GraphError, Notification};

/// Whether a step is counted among its call's verdicts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    No,
    /// With the verdict of the machine.
    Verdict,
    /// As applied, unless the machine rejects it. This is for what makes a call known.
    FirstSight,
    /// With this verdict, whatever the machine says.
    As(Verdict),
}

/// An event for a call, and how it is reported.
#[derive(Clone, Copy, Debug)]
pub struct Occurrence<'a> {
    pub at: u64,
    pub line: u64,
    pub what: What<'a>,
    pub count: Count,
    /// The operation that the event starts.
    pub asked: Option<Asked<'a>>,
    /// Whether it is an answer that is an operation.
    pub operation: bool,
    pub note: Option<&'a str>,
    /// The notification and the index of its entry that the event is from.
    pub entry: Option<(&'a Notification<'a>, usize)>,
    /// The error in the body of an answer.
    pub error: Option<&'a GraphError>,
    /// Another request that had the id of this one.
    pub namesake: Option<Namesake>,
}

impl<'a> Occurrence<'a> {
    /// An event that starts no operation, counted with the verdict of the machine.
    pub const fn new(at: u64, line: u64, what: What<'a>) -> Self {
        Self {
            at,
            line,
            what,
            count: Count::Verdict,
            asked: None,
            operation: false,
            note: None,
            entry: None,
            error: None,
            namesake: None,
        }
    }
}
