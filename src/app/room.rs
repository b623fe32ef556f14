//! Room for another operation: which slot it takes.
//!
//! - A free one, else that of the ended operation which was requested first: what ended lately is
//!   remembered, so that a late duplicate finds it.
//! - Where all are open, one of which nothing need ever be heard makes room and counts as failed:
//!   its request got no reply, or the reply gave it no name.
//! - What its answer completes needs no slot, nor what may be no operation. Where none is free, its number says so: no
//!   later request that has a slot shares that number.

use super::event::Output;
use super::operation::{Operation, Progress};
use super::request::OperationHints;
use crate::operation::table::Table;
use crate::step::Outputs;
use crate::{ClientContext, Id, OperationKind, OperationStatus, Outcome, Slot, Timestamp};

/// Whether a request is sent although every slot is taken: what its answer completes is not
/// tracked, and what nobody knows may be no operation.
pub(super) const fn needs_no_slot(kind: OperationKind) -> bool {
    kind.completes_at_once() || matches!(kind, OperationKind::Other)
}

/// The numbers from here on are of requests that need no slot and found none. Several may share one, so that only an
/// operation in an answer counts.
pub(super) const WITHOUT_SLOT: u16 = 1 << 15;

/// What stands in the place of a context that is not known. It is chosen by reference: then it is
/// copied once.
static NO_CONTEXT: ClientContext = ClientContext::from_id(Id::from_u128(0));

impl<const N: usize> Table<Operation, N> {
    /// The slot for another operation: a free one, else that of the ended one which was requested
    /// first, else that of the open one which was requested first and of which nothing need ever be
    /// heard. None if there is no such.
    #[cfg_attr(target_os = "none", inline(never))]
    fn for_another(&self) -> Option<Slot> {
        // No machine lives to see 2^31 requests: above that number rank the ended ones, and the free places above all.
        self.place(|place| match place {
            None => u32::MAX,
            Some(operation) if operation.progress.is_end() => (!operation.order).wrapping_sub(1),
            Some(operation) if operation.may_be_silent() => !operation.order & i32::MAX as u32,
            Some(_) => 0,
        })
    }

    /// Puts an operation that is requested into a slot. Whether there was an open one in it.
    #[cfg_attr(target_os = "none", inline(never))]
    fn put(&mut self, slot: Slot, kind: OperationKind, number: u16, hints: &OperationHints) -> bool {
        let order = self.next_order();
        let Some(place) = self.slots.get_mut(slot.index()) else { return false };
        let context = hints.context.as_ref().unwrap_or(&NO_CONTEXT);
        let was_open = place.is_some_and(|operation| !operation.progress.is_end());
        *place = Some(Operation {
            id: Id::default(),
            context: *context,
            watchdog: Timestamp::ZERO,
            order,
            number,
            kind,
            progress: Progress::Requested,
            reason: None,
            has_id: false,
            has_context: hints.context.is_some(),
            watched: false,
            endless: hints.endless,
            cancelled: false,
            doubtful: false,
        });
        was_open
    }

    /// Takes a slot for an operation that is requested. An open one in it counts as failed.
    #[inline(always)]
    pub(super) fn request(
        &mut self,
        kind: OperationKind,
        number: u16,
        hints: &OperationHints,
        out: &mut Outputs<'_, Output>,
    ) -> Option<Slot> {
        let slot = self.for_another()?;
        if self.put(slot, kind, number, hints) {
            let outcome = Outcome { status: OperationStatus::Failed, reason: None };
            out.push(Output::OperationEnded { slot, outcome });
        }
        Some(slot)
    }
}
