//! What the laws of one step ask of a machine, asked once.

use call_lifecycle::{CallState, Cause, Deadline, Slots, Timestamp};

use crate::End;

/// What a machine shows to the laws of one step.
///
/// A machine shows the same until it handles an event. So a simulation keeps what a machine showed
/// after one step as what it shows before the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Seen {
    pub(crate) state: CallState,
    pub(crate) now: Timestamp,
    pub(crate) cause: Option<Cause>,
    pub(crate) due: Option<Deadline>,
    /// The slots of the operations that have not ended.
    pub(crate) open: Slots,
}

impl Seen {
    #[inline(always)]
    pub(crate) fn of<E: End>(end: &E) -> Self {
        Self { state: end.state(), now: end.now(), cause: end.cause(), due: end.next_deadline(), open: end.open() }
    }

    /// Whether the call has ended, as far as its state says.
    pub(super) fn is_over(&self) -> bool {
        self.state == CallState::Terminated
    }
}
