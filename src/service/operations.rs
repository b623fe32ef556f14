//! The operations of a call, as the service runs them: one media operation at a time, the others in the order of their requests.

use crate::record::{Profile, RecordParameters, RecordPhase, StopTones};
use crate::{ClientContext, CompletionReason, Id, OperationKind, OperationStatus, Outcome, Slot, Slots};

/// What a `playPrompt` is in the media queue: a recording that has only its prompts.
pub(super) const PROMPT_ONLY: RecordParameters = RecordParameters {
    profile: Profile::RecordResponse,
    has_prompts: true,
    barge_in: false,
    beep: false,
    stream: false,
    initial_silence: 0,
    max_silence: 0,
    max_duration: 0,
    stop_tones: StopTones::NONE,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Operation {
    pub(super) id: Id,
    pub(super) context: ClientContext,
    pub(super) parameters: RecordParameters,
    /// Operations of one call in the order in which they were requested.
    pub(super) order: u32,
    pub(super) kind: OperationKind,
    /// Of one that is no media operation only `Ended` or not.
    pub(super) phase: RecordPhase,
    pub(super) success: bool,
    pub(super) reason: Option<CompletionReason>,
    pub(super) has_context: bool,
}

/// An operation as the service knows it.
///
/// ```
/// use call_lifecycle::record::{Profile, RecordPhase, RecordRequest};
/// use call_lifecycle::service::{Call, Event, PeerEvent, Policy, Request};
/// use call_lifecycle::{Id, OperationStatus, Timestamp};
/// let mut call = Call::<4>::outgoing(Id::from_u128(1), Timestamp::ZERO, &Policy::DEFAULT);
/// let _step = call.handle(Timestamp::ZERO, Event::Peer(PeerEvent::Connects));
/// let request = Request::Record { id: Id::from_u128(2), context: None, request: RecordRequest::new(Profile::Record) };
/// let _step = call.handle(Timestamp::ZERO, Event::Request(request));
/// let record = call.operations().next().unwrap();
/// assert_eq!((record.phase, record.status), (Some(RecordPhase::Listening), OperationStatus::Running));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct OperationView {
    /// Its slot.
    pub slot: Slot,
    /// Its kind.
    pub kind: OperationKind,
    /// Its id.
    pub id: Id,
    /// Its `clientContext`, where there is one.
    pub context: Option<ClientContext>,
    /// Its status: `notStarted` while it is queued.
    pub status: OperationStatus,
    /// Why it ended; none while it goes on.
    pub reason: Option<CompletionReason>,
    /// The phase of a media operation.
    pub phase: Option<RecordPhase>,
    /// Which text a recording follows: their results have other names.
    pub profile: Profile,
}

impl Operation {
    pub(super) const fn outcome(&self) -> Outcome {
        let status = if self.success { OperationStatus::Completed } else { OperationStatus::Failed };
        Outcome { status, reason: self.reason }
    }

    fn view(&self, slot: Slot) -> OperationView {
        OperationView {
            slot,
            kind: self.kind,
            id: self.id,
            context: self.has_context.then_some(self.context),
            status: match self.phase {
                RecordPhase::Ended => self.outcome().status,
                RecordPhase::Queued if self.kind.is_media() => OperationStatus::NotStarted,
                _ => OperationStatus::Running,
            },
            reason: self.reason,
            phase: self.kind.is_media().then_some(self.phase),
            profile: self.parameters.profile,
        }
    }

    pub(super) const fn end(&mut self, outcome: Outcome) {
        self.phase = RecordPhase::Ended;
        self.success = outcome.is_success();
        self.reason = outcome.reason;
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Operations<const N: usize> {
    pub(super) slots: [Option<Operation>; N],
}

impl<const N: usize> Operations<N> {
    pub(super) const fn new() -> Self {
        Self { slots: [None; N] }
    }

    fn used(&self) -> impl Iterator<Item = (Slot, &Operation)> {
        // A call has fewer slots than an index has values.
        self.slots.iter().zip(0_u8..).filter_map(|(place, index)| Some((Slot::new(index), place.as_ref()?)))
    }

    pub(super) fn views(&self) -> impl Iterator<Item = OperationView> {
        self.used().map(|(slot, operation)| operation.view(slot))
    }

    pub(super) fn get(&self, slot: Slot) -> Option<&Operation> {
        self.slots.get(slot.index())?.as_ref()
    }

    pub(super) fn get_mut(&mut self, slot: Slot) -> Option<&mut Operation> {
        self.slots.get_mut(slot.index())?.as_mut()
    }

    pub(super) fn by_id(&self, id: Id) -> Option<Slot> {
        self.used().find(|(_, operation)| operation.id == id).map(|(slot, _)| slot)
    }

    /// The media operation that runs.
    pub(super) fn running(&self) -> Option<(Slot, &Operation)> {
        self.used().find(|(_, operation)| operation.kind.is_media() && operation.phase.is_running())
    }

    /// The media operation whose turn is next.
    pub(super) fn next_queued(&self) -> Option<Slot> {
        self.used()
            .filter(|(_, operation)| operation.kind.is_media() && operation.phase == RecordPhase::Queued)
            .min_by_key(|(_, operation)| operation.order)
            .map(|(slot, _)| slot)
    }

    /// Takes a slot: a free one, else that of the longest-standing ended operation. None if all are open.
    pub(super) fn request(
        &mut self,
        id: Id,
        context: Option<ClientContext>,
        kind: OperationKind,
        parameters: RecordParameters,
    ) -> Option<Slot> {
        let order = self.used().map(|(_, operation)| operation.order.saturating_add(1)).max().unwrap_or(0);
        let free = self.slots.iter().position(Option::is_none);
        let index = free.or_else(|| {
            self.used()
                .filter(|(_, operation)| operation.phase == RecordPhase::Ended)
                .min_by_key(|(_, operation)| operation.order)
                .map(|(slot, _)| slot.index())
        })?;
        *self.slots.get_mut(index)? = Some(Operation {
            id,
            context: context.unwrap_or_default(),
            parameters,
            order,
            kind,
            phase: RecordPhase::Queued,
            success: false,
            reason: None,
            has_context: context.is_some(),
        });
        Some(Slot::new(u8::try_from(index).ok()?))
    }

    /// Ends every open operation with the call.
    pub(super) fn end_all(&mut self) -> Slots {
        let mut ended = Slots::default();
        for (place, index) in self.slots.iter_mut().zip(0_u8..) {
            if let Some(operation) = place.as_mut().filter(|operation| operation.phase != RecordPhase::Ended) {
                operation.end(Outcome::of(CompletionReason::CallEnded));
                ended = ended.with(Slot::new(index));
            }
        }
        ended
    }
}
