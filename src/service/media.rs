//! The media queue: one operation runs at a time, and moves by what is heard and played.

use super::event::{MediaEvent, Output, Outputs};
use super::operation::{Moved, Operation};
use super::operations::Operations;
use crate::record::{Heard, RecordPhase, RecordTrigger, Tone};
use crate::{Deadline, DeadlineKind, OperationKind, Rejection, Slot, Timestamp, Verdict};

/// The most media operations that run or wait at a time; one more is answered 429.
///
/// No page names a depth (choice 40). One step can start and end each of them, and has room for
/// that.
pub const MAX_MEDIA: usize = 8;

/// What is known of the media operation that runs, and of the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Media {
    /// When the running recording started.
    pub(super) started: Timestamp,
    /// When its phase was entered.
    pub(super) since: Timestamp,
    /// The tones heard while it runs.
    pub(super) heard: Heard,
    /// Whether the caller speaks. Known at all times: a recording can start while the caller
    /// speaks.
    pub(super) speaking: bool,
    /// The media operation that runs.
    pub(super) running: Option<Slot>,
}

impl Media {
    pub(super) const NONE: Self =
        Self { started: Timestamp::ZERO, since: Timestamp::ZERO, heard: Heard::NONE, speaking: false, running: None };

    /// The media operation that runs.
    fn running<'o, const N: usize>(&self, operations: &'o Operations<N>) -> Option<(Slot, &'o Operation)> {
        let slot = self.running?;
        Some((slot, operations.get(slot)?))
    }

    /// Handles what the player says of the running operation.
    pub(super) fn on_player<const N: usize>(
        &mut self,
        media: MediaEvent,
        operations: &mut Operations<N>,
        outputs: &mut Outputs<'_>,
    ) -> Verdict {
        let Some((slot, operation)) = self.running(operations) else {
            return Verdict::Rejected(Rejection::WrongPhase);
        };
        let record = operation.kind == OperationKind::Record;
        let trigger = match (media, operation.phase) {
            (MediaEvent::PromptFinished, RecordPhase::Prompting) if record => self.start(operation, true),
            (MediaEvent::PromptFinished, _) => RecordTrigger::PromptsPlayed,
            (MediaEvent::PromptFailed, _) => RecordTrigger::PromptFailed,
            (MediaEvent::BeepFinished, RecordPhase::Beeping) => self.start(operation, false),
            (MediaEvent::BeepFailed, _) => RecordTrigger::BeepFailed,
            (MediaEvent::MediaLost, _) if record => RecordTrigger::MediaLost,
            (MediaEvent::RecordFailed, _) if record => RecordTrigger::RecordFailed,
            _ => return Verdict::Rejected(Rejection::WrongPhase),
        };
        if self.advance(slot, trigger, operations, outputs) {
            Verdict::Applied
        } else {
            Verdict::Rejected(Rejection::WrongPhase)
        }
    }

    /// Handles that the caller starts or stops speaking, whatever runs.
    pub(super) fn on_speech<const N: usize>(
        &mut self,
        speaking: bool,
        operations: &mut Operations<N>,
        outputs: &mut Outputs<'_>,
    ) -> Verdict {
        if self.speaking == speaking {
            return Verdict::NoChange;
        }
        self.speaking = speaking;
        if let Some((slot, operation)) = self.running(operations) {
            let trigger = match speaking {
                true if operation.phase == RecordPhase::Prompting && operation.lets_caller_in() => {
                    self.start(operation, true)
                }
                true => RecordTrigger::SpeechStarted,
                false => RecordTrigger::SpeechStopped,
            };
            self.advance(slot, trigger, operations, outputs);
        }
        Verdict::Applied
    }

    /// Handles a tone. It counts towards the stop tones while it may be entered; returns whether it
    /// counted.
    pub(super) fn on_tone<const N: usize>(
        &mut self,
        tone: Tone,
        operations: &mut Operations<N>,
        outputs: &mut Outputs<'_>,
    ) -> bool {
        let Some((slot, operation)) = self.running(operations) else { return false };
        if !operation.phase.is_recording() && !operation.lets_caller_in() {
            return false;
        }
        let stops = self.heard.push(tone, &operation.parameters.stop_tones);
        let trigger = match operation.phase {
            _ if stops => RecordTrigger::StopTone,
            RecordPhase::Prompting => self.start(operation, true),
            _ => return true,
        };
        self.advance(slot, trigger, operations, outputs);
        true
    }

    /// Handles that the running recording has reached a limit.
    pub(super) fn on_due<const N: usize>(
        &mut self,
        kind: DeadlineKind,
        operations: &mut Operations<N>,
        outputs: &mut Outputs<'_>,
    ) -> bool {
        let trigger = match kind {
            DeadlineKind::InitialSilence => RecordTrigger::InitialSilence,
            DeadlineKind::MaxSilence => RecordTrigger::MaxSilence,
            _ => RecordTrigger::MaxDuration,
        };
        self.running.is_some_and(|slot| self.advance(slot, trigger, operations, outputs))
    }

    /// When the running recording reaches a limit; none if it has no such limit.
    pub(super) fn limit<const N: usize>(&self, kind: DeadlineKind, operations: &Operations<N>) -> Option<Timestamp> {
        let (_, operation) = self.running(operations)?;
        let parameters = &operation.parameters;
        let (from, seconds) = match kind {
            DeadlineKind::InitialSilence => (self.since, parameters.initial_silence),
            DeadlineKind::MaxSilence => (self.since, parameters.max_silence),
            _ => (self.started, parameters.max_duration),
        };
        if seconds == 0 {
            return None;
        }
        // Up to 2³¹ seconds, which is more than a span holds.
        from.0.checked_add(u64::from(seconds).saturating_mul(1_000)).map(Timestamp)
    }

    /// The limit that the running recording reaches first: the silence of its phase or its
    /// duration.
    pub(super) fn first_limit<const N: usize>(&self, operations: &Operations<N>) -> Option<Deadline> {
        let (_, operation) = self.running(operations)?;
        let silence = match operation.phase {
            RecordPhase::Listening => Some(DeadlineKind::InitialSilence),
            RecordPhase::Speaking => None,
            RecordPhase::Pausing => Some(DeadlineKind::MaxSilence),
            RecordPhase::Queued | RecordPhase::Prompting | RecordPhase::Beeping | RecordPhase::Ended => return None,
        };
        let of = |kind| Some(Deadline { at: self.limit(kind, operations)?, kind });
        Deadline::first(silence.and_then(of), of(DeadlineKind::MaxRecordDuration))
    }

    /// Starts the media operation whose turn it is, if none runs.
    pub(super) fn start_next<const N: usize>(&mut self, operations: &mut Operations<N>, outputs: &mut Outputs<'_>) {
        if self.running.is_some() {
            return;
        }
        let Some(slot) = operations.next_queued() else { return };
        let Some(operation) = operations.get(slot) else { return };
        self.heard = Heard::NONE;
        let trigger = match operation.parameters.has_prompts {
            true => RecordTrigger::StartPrompt,
            false => self.start(operation, true),
        };
        self.enter(slot, trigger, operations, outputs);
    }

    /// What starts once the prompts are over (or there were none), and once the beep is over.
    const fn start(&self, operation: &Operation, before_beep: bool) -> RecordTrigger {
        match (before_beep && operation.parameters.beep, self.speaking) {
            (true, _) => RecordTrigger::StartBeep,
            (false, true) => RecordTrigger::StartSpeaking,
            (false, false) => RecordTrigger::StartSilent,
        }
    }

    /// Moves the running operation by the table, if the table has a way. When it ends, the next one
    /// starts.
    fn advance<const N: usize>(
        &mut self,
        slot: Slot,
        trigger: RecordTrigger,
        operations: &mut Operations<N>,
        outputs: &mut Outputs<'_>,
    ) -> bool {
        let moved = self.enter(slot, trigger, operations, outputs);
        if moved {
            self.start_next(operations, outputs);
        }
        moved
    }

    /// Moves an operation by the table, if the table has a way.
    fn enter<const N: usize>(
        &mut self,
        slot: Slot,
        trigger: RecordTrigger,
        operations: &mut Operations<N>,
        outputs: &mut Outputs<'_>,
    ) -> bool {
        let Some(operation) = operations.get_mut(slot) else { return false };
        let Some(moved) = operation.apply(trigger) else { return false };
        outputs.push(match moved {
            Moved::Ended(outcome) => {
                self.running = None;
                Output::OperationEnded { slot, outcome }
            }
            Moved::Phase(phase) => {
                self.running = Some(slot);
                self.since = outputs.at;
                let starts = matches!(trigger, RecordTrigger::StartSilent | RecordTrigger::StartSpeaking);
                if starts {
                    self.started = outputs.at;
                }
                Output::Phase { slot, phase, announce: starts && operation.parameters.stream }
            }
        });
        true
    }

    /// Ends every media operation, the running one first, then the others in the order of their
    /// requests.
    pub(super) fn cancel<const N: usize>(&mut self, operations: &mut Operations<N>, outputs: &mut Outputs<'_>) {
        for _ in 0..N {
            let Some(slot) = self.running.or_else(|| operations.next_queued()) else { return };
            self.enter(slot, RecordTrigger::Cancel, operations, outputs);
        }
    }
}
