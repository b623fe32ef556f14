//! The operations of a call, as the service runs them: one media operation at a time, the others in the order of their requests.

use super::{Output, Outputs, Request};
use crate::operation::table::{Entry, Table, earlier};
use crate::record::{PlayPromptParameters, Profile, RecordParameters, RecordPhase, RecordRequest, RecordTrigger};
use crate::{ClientContext, CompletionReason, Id, OperationKind, OperationStatus, Outcome, Rejection, Slot, Verdict};

/// What a `playPrompt` is in the media queue: a recording that has only its prompts.
const PROMPT_ONLY: &RecordRequest = &RecordRequest {
    prompts: 1,
    initial_silence_timeout_in_seconds: Some(0),
    max_silence_timeout_in_seconds: Some(0),
    max_record_duration_in_seconds: Some(0),
    play_beep: Some(false),
    ..RecordRequest::new(Profile::RecordResponse)
};

/// An operation that is asked for, by reference: small processors call a function for what is copied.
pub(super) struct Asked<'r> {
    pub(super) id: &'r Id,
    pub(super) context: &'r Option<ClientContext>,
    pub(super) kind: OperationKind,
    /// What a recording is to be; [`PROMPT_ONLY`] for another kind.
    pub(super) record: &'r RecordRequest,
}

impl<'r> Asked<'r> {
    /// The operation that a request asks for, if its parameters are sound.
    #[inline(never)]
    pub(super) fn of(request: &'r Request) -> Option<Self> {
        let (sound, asked) = match request {
            Request::Record { id, context, request } => {
                (request.fault().is_none(), Self { id, context, kind: OperationKind::Record, record: request })
            }
            Request::PlayPrompt { id, context, prompts } => {
                let sound = PlayPromptParameters::check(*prompts, false).is_ok();
                (sound, Self { id, context, kind: OperationKind::PlayPrompt, record: PROMPT_ONLY })
            }
            Request::Start { id, context, kind } => {
                (!kind.is_media(), Self { id, context, kind: *kind, record: PROMPT_ONLY })
            }
            _ => return None,
        };
        sound.then_some(asked)
    }

    /// Whether it ends what runs and waits: `bargeInAllowed` of the v1.0 page. (That of the 2019 page is about the caller.)
    pub(super) fn barges_in(&self) -> bool {
        self.record.profile == Profile::RecordResponse && self.record.barges_in()
    }

    /// The status with which its start is answered.
    pub(super) const fn answer_status(&self) -> u16 {
        match self.record.profile {
            Profile::Record => 202,
            Profile::RecordResponse => self.kind.answer_status(),
        }
    }
}

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

/// What a trigger did to a media operation.
pub(super) enum Moved {
    /// It is in another phase.
    Phase(RecordPhase),
    /// It has ended.
    Ended(Outcome),
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
    /// To be filled in.
    const NONE: Self = Self {
        id: Id::from_u128(0),
        context: ClientContext::from_id(Id::from_u128(0)),
        parameters: RecordParameters::NONE,
        order: 0,
        kind: OperationKind::Record,
        phase: RecordPhase::Queued,
        success: false,
        reason: None,
        has_context: false,
    };

    /// Whether the caller may enter before recording starts: `bargeInAllowed` of the 2019 page. (That of the v1.0 page is about requests.)
    pub(super) const fn lets_caller_in(&self) -> bool {
        matches!(self.parameters.profile, Profile::Record) && self.parameters.barge_in
    }

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

    /// Moves by the table of recordings, if the table has a way.
    pub(super) fn apply(&mut self, trigger: RecordTrigger) -> Option<Moved> {
        let phase = self.phase.next(trigger)?;
        self.phase = phase;
        // A trigger that ends an operation has a reason, and no other has.
        let Some(reason) = trigger.reason() else { return Some(Moved::Phase(phase)) };
        // `playPrompt` has a word of its own for what ends a recording so.
        let prompt = matches!(self.kind, OperationKind::PlayPrompt);
        let reason = match reason {
            CompletionReason::OperationCanceled if prompt => CompletionReason::MediaOperationCanceled,
            reason => reason,
        };
        let outcome = Outcome::of(reason);
        self.end(outcome);
        Some(Moved::Ended(outcome))
    }

    pub(super) const fn end(&mut self, outcome: Outcome) {
        self.phase = RecordPhase::Ended;
        self.success = outcome.is_success();
        self.reason = outcome.reason;
    }
}

impl Entry for Operation {
    fn order(&self) -> u32 {
        self.order
    }

    fn is_ended(&self) -> bool {
        self.phase == RecordPhase::Ended
    }

    fn end_with_call(&mut self) {
        // One that is no media operation is `queued` to the table until it ends.
        self.apply(RecordTrigger::CallEnded);
    }
}

pub(super) type Operations<const N: usize> = Table<Operation, N>;

impl<const N: usize> Operations<N> {
    pub(super) fn views(&self) -> impl Iterator<Item = OperationView> {
        self.iter().map(|(slot, operation)| operation.view(slot))
    }

    pub(super) fn by_id(&self, id: &Id) -> Option<Slot> {
        self.iter().find(|(_, operation)| operation.id == *id).map(|(slot, _)| slot)
    }

    /// The media operation that runs.
    pub(super) fn running(&self) -> Option<Slot> {
        let running = |operation: &Operation| operation.kind.is_media() && operation.phase.is_running();
        self.iter().find(|(_, operation)| running(operation)).map(|(slot, _)| slot)
    }

    /// How many media operations run or wait.
    pub(super) fn open_media(&self) -> usize {
        self.iter().filter(|(_, operation)| operation.kind.is_media() && !operation.is_ended()).count()
    }

    /// The media operation whose turn is next.
    pub(super) fn next_queued(&self) -> Option<Slot> {
        self.highest(|operation| {
            let queued = matches!(operation.phase, RecordPhase::Queued) && operation.kind.is_media();
            if queued { earlier(operation) } else { 0 }
        })
    }

    /// Takes a slot for an operation that is asked for. None if all are open.
    #[inline(never)]
    pub(super) fn request(&mut self, asked: &Asked<'_>) -> Option<Slot> {
        let (slot, order, place) = self.room()?;
        let operation = place.insert(Operation::NONE);
        operation.id = *asked.id;
        operation.order = order;
        operation.kind = asked.kind;
        if let Some(context) = asked.context {
            operation.context = *context;
            operation.has_context = true;
        }
        asked.record.fill_in(&mut operation.parameters);
        Some(slot)
    }

    /// Handles the end of an operation that is none of the media queue's.
    #[inline(never)]
    pub(super) fn finish(&mut self, slot: Slot, success: bool, outputs: &mut Outputs<'_>) -> Verdict {
        let Some(operation) = self.get_mut(slot) else {
            return Verdict::Rejected(Rejection::UnknownOperation);
        };
        if operation.kind.is_media() {
            return Verdict::Rejected(Rejection::WrongPhase);
        }
        if operation.phase == RecordPhase::Ended {
            return Verdict::NoChange;
        }
        let status = if success { OperationStatus::Completed } else { OperationStatus::Failed };
        // Only sendDtmfTones has completion reasons among these.
        let tones = operation.kind == OperationKind::SendDtmfTones;
        let reason = match (tones, success) {
            (true, true) => Some(CompletionReason::CompletedSuccessfully),
            (true, false) => Some(CompletionReason::Unknown),
            (false, _) => None,
        };
        let outcome = Outcome { status, reason };
        operation.end(outcome);
        outputs.push(Output::OperationEnded { slot, outcome });
        Verdict::Applied
    }
}
