//! The media queue: what a running operation does with what is heard and played.

use super::{Call, MediaEvent, Output};
use crate::record::{Heard, Profile, RecordPhase, RecordTrigger, Tone};
use crate::{OperationKind, Rejection, Slot, Step, Verdict};

impl<const N: usize> Call<'_, N> {
    #[inline(never)]
    pub(super) fn on_media(&mut self, media: MediaEvent, step: &mut Step<Output>) -> Verdict {
        if !self.state.is_live() {
            return Verdict::Stale;
        }
        match media {
            MediaEvent::SpeechStarted => return self.on_speech(true, step),
            MediaEvent::SpeechStopped => return self.on_speech(false, step),
            MediaEvent::Tone(tone) => return self.on_tone(tone, step),
            MediaEvent::PromptFinished
            | MediaEvent::PromptFailed
            | MediaEvent::BeepFinished
            | MediaEvent::BeepFailed
            | MediaEvent::MediaLost
            | MediaEvent::RecordFailed => {}
        }
        let Some((slot, operation)) = self.operations.running() else {
            return Verdict::Rejected(Rejection::WrongPhase);
        };
        let record = operation.kind == OperationKind::Record;
        let trigger = match (media, operation.phase) {
            (MediaEvent::PromptFinished, RecordPhase::Prompting) if record => self.start(slot, true),
            (MediaEvent::PromptFinished, _) => RecordTrigger::PromptsPlayed,
            (MediaEvent::PromptFailed, _) => RecordTrigger::PromptFailed,
            (MediaEvent::BeepFinished, RecordPhase::Beeping) => self.start(slot, false),
            (MediaEvent::BeepFailed, _) => RecordTrigger::BeepFailed,
            (MediaEvent::MediaLost, _) if record => RecordTrigger::MediaLost,
            (MediaEvent::RecordFailed, _) if record => RecordTrigger::RecordFailed,
            _ => return Verdict::Rejected(Rejection::WrongPhase),
        };
        if self.advance(slot, trigger, step) { Verdict::Applied } else { Verdict::Rejected(Rejection::WrongPhase) }
    }

    /// The caller starts or stops speaking, whatever runs.
    fn on_speech(&mut self, speaking: bool, step: &mut Step<Output>) -> Verdict {
        if self.speaking == speaking {
            return Verdict::NoChange;
        }
        self.speaking = speaking;
        if let Some((slot, operation)) = self.operations.running() {
            let cuts = speaking && operation.phase == RecordPhase::Prompting && lets_caller_in(operation);
            let trigger = match speaking {
                _ if cuts => self.start(slot, true),
                true => RecordTrigger::SpeechStarted,
                false => RecordTrigger::SpeechStopped,
            };
            self.advance(slot, trigger, step);
        }
        Verdict::Applied
    }

    /// The caller presses a tone: it is notified if the application has subscribed, and counts towards the stop tones while the caller may enter.
    fn on_tone(&mut self, tone: Tone, step: &mut Step<Output>) -> Verdict {
        let mut verdict = Verdict::NoChange;
        if self.subscribed {
            self.tones = self.tones.wrapping_add(1);
            self.say(step, Output::Tone { tone, sequence: self.tones });
            verdict = Verdict::Applied;
        }
        let Some((slot, operation)) = self.operations.running() else { return verdict };
        if !operation.phase.is_recording() && !lets_caller_in(operation) {
            return verdict;
        }
        self.heard.push(tone);
        let trigger = if operation.parameters.stop_tones.stops(self.heard) {
            RecordTrigger::StopTone
        } else if operation.phase == RecordPhase::Prompting {
            self.start(slot, true)
        } else {
            return Verdict::Applied;
        };
        self.advance(slot, trigger, step);
        Verdict::Applied
    }

    /// Starts the media operation whose turn it is, if none runs.
    pub(super) fn start_next(&mut self, step: &mut Step<Output>) {
        if self.operations.running().is_some() {
            return;
        }
        if let Some(slot) = self.operations.next_queued() {
            self.heard = Heard::default();
            let prompts = self.operations.get(slot).is_some_and(|operation| operation.parameters.has_prompts);
            let trigger = if prompts { RecordTrigger::StartPrompt } else { self.start(slot, true) };
            self.enter(slot, trigger, step);
        }
    }

    /// The prompts are over, or there were none, and then the beep is: what comes next?
    fn start(&self, slot: Slot, before_beep: bool) -> RecordTrigger {
        let beeps = self.operations.get(slot).is_some_and(|operation| operation.parameters.beep);
        match (before_beep && beeps, self.speaking) {
            (true, _) => RecordTrigger::StartBeep,
            (false, true) => RecordTrigger::StartSpeaking,
            (false, false) => RecordTrigger::StartSilent,
        }
    }

    /// Moves an operation by the table, if the table has a way. The end of one is the beginning of the next.
    pub(super) fn advance(&mut self, slot: Slot, trigger: RecordTrigger, step: &mut Step<Output>) -> bool {
        let moved = self.enter(slot, trigger, step);
        if moved && trigger.reason().is_some() {
            self.start_next(step);
        }
        moved
    }

    /// Moves an operation by the table, if the table has a way.
    fn enter(&mut self, slot: Slot, trigger: RecordTrigger, step: &mut Step<Output>) -> bool {
        let now = self.now;
        let Some(operation) = self.operations.get_mut(slot) else { return false };
        let Some(phase) = operation.phase.next(trigger) else { return false };
        let starts = phase.is_recording() && !operation.phase.is_recording();
        operation.enter(phase, trigger);
        let output = if phase == RecordPhase::Ended {
            Output::OperationEnded { slot, outcome: operation.outcome() }
        } else {
            self.since = now;
            if starts {
                self.started = now;
            }
            Output::Phase { slot, phase, announce: starts && operation.parameters.stream }
        };
        self.say(step, output);
        true
    }

    /// Ends every media operation, the running one first, then the others in the order of their requests.
    pub(super) fn cancel_media(&mut self, step: &mut Step<Output>) {
        for _ in 0..N {
            let running = self.operations.running().map(|(slot, _)| slot);
            let Some(slot) = running.or_else(|| self.operations.next_queued()) else { return };
            self.enter(slot, RecordTrigger::Cancel, step);
        }
    }
}

/// Whether the caller may enter before recording starts: `bargeInAllowed` of the 2019 page. (That of the v1.0 page is about requests.)
fn lets_caller_in(operation: &super::operations::Operation) -> bool {
    operation.parameters.profile == Profile::Record && operation.parameters.barge_in
}
