//! One operation of a call: how far it has come, and how it ended.

use super::view::OperationView;
use crate::operation::table::{Encoded, Entry};
use crate::record::{Profile, RecordParameters, RecordPhase, RecordTrigger, StopTones};
use crate::snapshot::{Sink, Source};
use crate::{ClientContext, CompletionReason, Id, OperationKind, OperationStatus, Outcome, Slot, SnapshotError};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Operation {
    pub(super) id: Id,
    pub(super) context: ClientContext,
    pub(super) parameters: RecordParameters,
    /// Its place in the order of the requests.
    pub(super) order: u32,
    pub(super) kind: OperationKind,
    /// An operation that is not a media operation is `Queued` until it has `Ended`.
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

impl Operation {
    /// An operation to be filled in.
    pub(super) const NONE: Self = Self {
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

    /// Whether the caller may enter tones or speak before recording starts: `bargeInAllowed` of the
    /// 2019 page. (In the v1.0 page it is about requests.)
    pub(super) const fn lets_caller_in(&self) -> bool {
        matches!(self.parameters.profile, Profile::Record) && self.parameters.barge_in
    }

    pub(super) const fn outcome(&self) -> Outcome {
        let status = if self.success { OperationStatus::Completed } else { OperationStatus::Failed };
        Outcome { status, reason: self.reason }
    }

    pub(super) fn view(&self, slot: Slot) -> OperationView {
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
        // A cancelled `playPrompt` has another word than a cancelled recording.
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
        // To the table, an operation that is not a media operation is `queued` until it ends.
        self.apply(RecordTrigger::CallEnded);
    }
}

impl Encoded for Operation {
    fn encode(&self, sink: &mut (impl Sink + ?Sized)) {
        sink.id(self.id);
        sink.id(self.context.id());
        let parameters = &self.parameters;
        sink.u8(parameters.profile as u8);
        let flags = [parameters.has_prompts, parameters.barge_in, parameters.beep, parameters.stream];
        sink.put(&flags.map(u8::from));
        // Many at once, which takes fewer instructions than one after the other.
        let seconds = [parameters.initial_silence, parameters.max_silence, parameters.max_duration];
        sink.put(seconds.map(u32::to_le_bytes).as_flattened());
        let (symbols, lengths) = parameters.stop_tones.words();
        sink.put(symbols.map(u32::to_le_bytes).as_flattened());
        sink.u32(lengths);
        sink.u32(self.order);
        sink.put(&[self.kind as u8, self.phase as u8, u8::from(self.success)]);
        sink.tag(self.reason.map(|reason| reason as u8));
        sink.u8(u8::from(self.has_context));
    }

    fn decode(source: &mut Source<'_>) -> Result<Self, SnapshotError> {
        let id = source.id()?;
        let context = ClientContext::from_id(source.id()?);
        let parameters = RecordParameters {
            profile: source.one_of(Profile::from_number)?,
            has_prompts: source.bool()?,
            barge_in: source.bool()?,
            beep: source.bool()?,
            stream: source.bool()?,
            initial_silence: source.u32()?,
            max_silence: source.u32()?,
            max_duration: source.u32()?,
            stop_tones: {
                let mut symbols = [0; StopTones::MAX];
                for word in &mut symbols {
                    *word = source.u32()?;
                }
                let lengths = source.u32()?;
                StopTones::from_words(symbols, lengths).ok_or_else(|| source.impossible())?
            },
        };
        Ok(Self {
            id,
            context,
            parameters,
            order: source.u32()?,
            kind: source.one_of(OperationKind::from_number)?,
            phase: source.one_of(RecordPhase::from_number)?,
            success: source.bool()?,
            reason: source.tag(CompletionReason::from_number)?,
            has_context: source.bool()?,
        })
    }

    /// Whether parameters, phase and end go together.
    fn is_sound(&self) -> bool {
        let seconds = [self.parameters.initial_silence, self.parameters.max_silence, self.parameters.max_duration];
        let ended = self.phase == RecordPhase::Ended;
        let phase = match self.kind {
            OperationKind::Record => true,
            OperationKind::PlayPrompt => {
                matches!(self.phase, RecordPhase::Queued | RecordPhase::Prompting | RecordPhase::Ended)
            }
            _ => matches!(self.phase, RecordPhase::Queued | RecordPhase::Ended),
        };
        let outcome = match self.reason {
            Some(reason) => ended && (reason.status() == OperationStatus::Completed) == self.success,
            None => ended || !self.success,
        };
        phase && outcome && seconds.into_iter().all(|seconds| seconds <= i32::MAX as u32)
    }
}
