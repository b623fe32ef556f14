//! The operations of a call, each in its slot, and what is asked for when one is to start.

use super::event::{Output, Outputs};
use super::operation::Operation;
use super::request::Request;
use super::view::OperationView;
use crate::operation::table::{Entry, Table, earlier};
use crate::record::{PlayPromptParameters, Profile, RecordPhase, RecordRequest};
use crate::{ClientContext, CompletionReason, Id, OperationKind, OperationStatus, Outcome, Rejection, Slot, Verdict};

/// A `playPrompt` in the media queue: a recording that has only prompts.
const PROMPT_ONLY: &RecordRequest = &RecordRequest {
    prompts: 1,
    initial_silence_timeout_in_seconds: Some(0),
    max_silence_timeout_in_seconds: Some(0),
    max_record_duration_in_seconds: Some(0),
    play_beep: Some(false),
    ..RecordRequest::new(Profile::RecordResponse)
};

/// An operation that a request asks for. It refers to the request: small processors call a function
/// to copy that much.
pub(super) struct Asked<'r> {
    pub(super) id: &'r Id,
    pub(super) context: &'r Option<ClientContext>,
    pub(super) kind: OperationKind,
    /// The recording; [`PROMPT_ONLY`] for any other kind.
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

    /// Whether it ends the media operations that run and wait: `bargeInAllowed` of the v1.0 page.
    /// (In the 2019 page it is about the caller.)
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

    /// Takes a slot for an operation that is asked for; `None` if all are taken by open operations.
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

    /// Handles the end of an operation that is not a media operation.
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
        // Of these only sendDtmfTones has completion reasons.
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
