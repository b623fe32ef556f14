//! The media queue: one operation runs at a time, and moves by what is heard and played.

use super::event::{MediaEvent, Output, Outputs};
use super::operation::{Moved, Operation};
use super::operations::Operations;
use crate::record::{Heard, RecordPhase, RecordTrigger, Tone};
use crate::{DeadlineKind, OperationKind, Rejection, Slot, Timestamp, Verdict};

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
    fn running<'o, const N: usize>(&self, operations: &'o Operations<N>) -> Option<&'o Operation> {
        operations.get(self.running?)
    }

    /// Handles what the player says of the running operation.
    pub(super) fn on_player<const N: usize>(
        &mut self,
        media: MediaEvent,
        operations: &mut Operations<N>,
        outputs: &mut Outputs<'_>,
    ) -> Verdict {
        let Some(operation) = self.running(operations) else {
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
        if self.advance(trigger, operations, outputs) {
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
        if let Some(operation) = self.running(operations) {
            let trigger = match speaking {
                true if operation.phase == RecordPhase::Prompting && operation.lets_caller_in() => {
                    self.start(operation, true)
                }
                true => RecordTrigger::SpeechStarted,
                false => RecordTrigger::SpeechStopped,
            };
            self.advance(trigger, operations, outputs);
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
        let Some(operation) = self.running(operations) else { return false };
        if !operation.phase.is_recording() && !operation.lets_caller_in() {
            return false;
        }
        let stops = self.heard.push(tone, &operation.parameters.stop_tones);
        let trigger = match operation.phase {
            _ if stops => RecordTrigger::StopTone,
            RecordPhase::Prompting => self.start(operation, true),
            _ => return true,
        };
        self.advance(trigger, operations, outputs);
        true
    }

    /// Handles that the running recording has reached a limit.
    pub(super) fn on_due<const N: usize>(
        &mut self,
        kind: DeadlineKind,
        operations: &mut Operations<N>,
        outputs: &mut Outputs<'_>,
    ) {
        let trigger = match kind {
            DeadlineKind::InitialSilence => RecordTrigger::InitialSilence,
            DeadlineKind::MaxSilence => RecordTrigger::MaxSilence,
            _ => RecordTrigger::MaxDuration,
        };
        self.advance(trigger, operations, outputs);
    }

    /// When the running recording reaches a limit; none if it has no such limit.
    pub(super) fn limit<const N: usize>(&self, kind: DeadlineKind, operations: &Operations<N>) -> Option<Timestamp> {
        let operation = self.running(operations)?;
        let parameters = &operation.parameters;
        let (from, seconds) = match kind {
            DeadlineKind::InitialSilence => (self.since, parameters.initial_silence),
            DeadlineKind::MaxSilence => (self.since, parameters.max_silence),
            _ if operation.phase.is_recording() => (self.started, parameters.max_duration),
            _ => return None,
        };
        if seconds == 0 {
            return None;
        }
        // Up to 2³¹ seconds, which is more than a span holds.
        from.0.checked_add(u64::from(seconds).saturating_mul(1_000)).map(Timestamp)
    }

    /// The limit of the silence in which the running recording is.
    pub(super) fn silence<const N: usize>(&self, operations: &Operations<N>) -> Option<DeadlineKind> {
        match self.running(operations)?.phase {
            RecordPhase::Listening => Some(DeadlineKind::InitialSilence),
            RecordPhase::Pausing => Some(DeadlineKind::MaxSilence),
            _ => None,
        }
    }

    /// Starts the media operation whose turn it is, if none runs.
    pub(super) fn start_next<const N: usize>(&mut self, operations: &mut Operations<N>, outputs: &mut Outputs<'_>) {
        if self.running.is_some() {
            return;
        }
        self.running = operations.next_queued();
        let Some(operation) = self.running(operations) else { return };
        self.heard = Heard::NONE;
        let trigger = match operation.parameters.has_prompts {
            true => RecordTrigger::StartPrompt,
            false => self.start(operation, true),
        };
        self.advance(trigger, operations, outputs);
    }

    /// What starts once the prompts are over (or there were none), and once the beep is over.
    const fn start(&self, operation: &Operation, before_beep: bool) -> RecordTrigger {
        match (before_beep && operation.parameters.beep, self.speaking) {
            (true, _) => RecordTrigger::StartBeep,
            (false, true) => RecordTrigger::StartSpeaking,
            (false, false) => RecordTrigger::StartSilent,
        }
    }

    /// Moves the running operation by the table, if the table has a way.
    fn advance<const N: usize>(
        &mut self,
        trigger: RecordTrigger,
        operations: &mut Operations<N>,
        outputs: &mut Outputs<'_>,
    ) -> bool {
        let Some(slot) = self.running else { return false };
        let Some(operation) = operations.get_mut(slot) else { return false };
        let Some(moved) = operation.apply(trigger) else { return false };
        outputs.push(match moved {
            Moved::Ended(outcome) => {
                self.running = None;
                Output::OperationEnded { slot, outcome }
            }
            Moved::Phase(phase) => {
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
            self.running = self.running.or_else(|| operations.next_queued());
            self.advance(RecordTrigger::Cancel, operations, outputs);
        }
    }
}
