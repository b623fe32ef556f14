//! The media queue and the recording at the service's end.

use std::rc::Rc;

use call_lifecycle::record::{Profile, RecordPhase, RecordRequest, Tone};
use call_lifecycle::service::MediaEvent;
use call_lifecycle::{CompletionReason, DeadlineKind, OperationKind, Rejection, Verdict};

use super::courses::{Course, recording};
use super::outcomes::by_reason;
use super::service::Service;
use super::service_diary::{Line, Operation};
use super::{Time, after, calls};

use RecordPhase::{Beeping, Listening, Pausing, Prompting, Queued, Speaking};

/// A timeout: as given, or the profile's default ("an absent timeout is no timeout"; "1-120 s with
/// default 5"). In milliseconds.
fn timeout(request: &RecordRequest, given: Option<i32>) -> Option<u64> {
    let absent = (request.profile == Profile::RecordResponse).then_some(5);
    given.or(absent).map(|seconds| u64::try_from(seconds).unwrap() * 1_000)
}

impl Service {
    /// The media operation that runs, and its phase.
    fn runs(&self) -> Option<(Rc<Operation>, RecordPhase)> {
        self.running().map(|course| (Rc::clone(&course.operation), course.phase()))
    }

    /// The media operations that wait for their turn, in order of request.
    fn waiting(&self) -> Vec<Rc<Operation>> {
        let waits = |course: &&Course| course.is_media() && course.phase() == Queued;
        self.courses().iter().filter(waits).map(|course| Rc::clone(&course.operation)).collect()
    }

    /// Whether the caller speaks, "whatever runs": as the media facts of the live call said last.
    fn speaking(&self) -> bool {
        let next = |speaks, line: &Line| if let Line::Speech(on) = line { *on } else { speaks };
        self.read.speaking.of(&self.diary, || false, |speaks, _, line| next(speaks, line))
    }

    /// What the caller has entered for an operation, as text; a hook flash interrupts it.
    fn entered_tones(&self, number: usize) -> String {
        let mut text = String::new();
        for (_, line) in &self.diary {
            match line {
                Line::Entry { number: counted, tone } if *counted == number => match tone.symbol() {
                    Some(symbol) => text.push(symbol),
                    None => text.clear(),
                },
                _ => {}
            }
        }
        text
    }

    /// Initial silence in `listening`, max silence in each `pausing`, max duration from the first
    /// of the three recording phases on.
    pub fn media_deadlines(&self) -> [(Option<Time>, DeadlineKind); 3] {
        let course = self.running();
        let at = |since: Option<Time>, given: fn(&RecordRequest) -> Option<i32>| {
            let request = course.as_ref()?.operation.request.as_ref()?;
            after(since?, timeout(request, given(request))?)
        };
        let entered = course.as_ref().and_then(|course| course.entered);
        let since = |phase| entered.filter(|(_, is)| *is == phase).map(|(at, _)| at);
        let records_from = course.as_ref().and_then(|course| course.records_from);
        [
            (at(since(Listening), |one| one.initial_silence_timeout_in_seconds), DeadlineKind::InitialSilence),
            (at(since(Pausing), |one| one.max_silence_timeout_in_seconds), DeadlineKind::MaxSilence),
            (at(records_from, |one| one.max_record_duration_in_seconds), DeadlineKind::MaxRecordDuration),
        ]
    }

    /// If nothing runs, the turn of who waits longest: prompts, then beep, then recording.
    pub fn next_turn(&mut self) {
        if self.running().is_some() {
            return;
        }
        let next = self.waiting().into_iter().next();
        if let Some(operation) = next {
            if operation.request.is_none_or(|request| request.prompts > 0) {
                self.enter(&operation, Prompting);
            } else {
                self.after_prompts(&operation);
            }
        }
    }

    fn enter(&mut self, operation: &Operation, phase: RecordPhase) {
        // "A resource location will be provided as soon as the recording starts": beta's recordResponse has it, too.
        let starts = recording(phase) && !recording(self.courses()[operation.number].phase());
        let streams = |request: RecordRequest| request.stream_while_recording == Some(true);
        let announce = starts && operation.request.is_some_and(streams);
        self.write(Line::Entered { number: operation.number, phase, announce });
    }

    /// "Plays a beep after playing the prompt." Absent: not, but for recordResponse.
    fn after_prompts(&mut self, operation: &Operation) {
        let beeps = |request: RecordRequest| request.play_beep.unwrap_or(request.profile == Profile::RecordResponse);
        if operation.request.is_some_and(beeps) {
            self.enter(operation, Beeping);
        } else {
            self.start_recording(operation);
        }
    }

    /// "The caller may be speaking already when recording starts: then it starts in `speaking`."
    fn start_recording(&mut self, operation: &Operation) {
        let phase = if self.speaking() { Speaking } else { Listening };
        self.enter(operation, phase);
    }

    fn end_media(&mut self, operation: &Operation, reason: CompletionReason) {
        // A cancelled playPrompt has another word.
        let reason = match (operation.kind, reason) {
            (OperationKind::PlayPrompt, CompletionReason::OperationCanceled) => {
                CompletionReason::MediaOperationCanceled
            }
            _ => reason,
        };
        self.write(Line::Ended { number: operation.number, outcome: by_reason(reason) });
    }

    pub fn end_running(&mut self, reason: CompletionReason) {
        let (operation, _) = self.runs().unwrap();
        self.end_media(&operation, reason);
        self.next_turn();
    }

    /// "`cancelMediaProcessing` ends all of them": who runs, then who waits, in order.
    pub fn cancel_media(&mut self) {
        let running = self.runs().map(|(operation, _)| operation);
        let all: Vec<Rc<Operation>> = running.into_iter().chain(self.waiting()).collect();
        for operation in &all {
            self.end_media(operation, CompletionReason::OperationCanceled);
        }
    }

    pub fn media(&mut self, fact: MediaEvent) -> Verdict {
        if !calls::live(self.state()) {
            return Verdict::Stale;
        }
        match fact {
            MediaEvent::SpeechStarted => return self.speech(true),
            MediaEvent::SpeechStopped => return self.speech(false),
            MediaEvent::Tone(tone) => return self.tone(tone),
            _ => {}
        }
        let wrong = Verdict::Rejected(Rejection::WrongPhase);
        let Some((operation, phase)) = self.runs() else { return wrong };
        match (fact, phase, operation.kind) {
            (MediaEvent::PromptFinished, Prompting, OperationKind::PlayPrompt) => {
                self.end_running(CompletionReason::CompletedSuccessfully);
            }
            (MediaEvent::PromptFinished, Prompting, _) => self.after_prompts(&operation),
            (MediaEvent::PromptFailed, Prompting, _) => self.end_running(CompletionReason::PlayPromptFailed),
            (MediaEvent::BeepFinished, Beeping, _) => self.start_recording(&operation),
            (MediaEvent::BeepFailed, Beeping, _) => self.end_running(CompletionReason::PlayBeepFailed),
            (MediaEvent::MediaLost, _, OperationKind::Record) => {
                self.end_running(CompletionReason::MediaReceiveTimeout)
            }
            (MediaEvent::RecordFailed, _, OperationKind::Record) => {
                self.end_running(CompletionReason::UnspecifiedError)
            }
            _ => return wrong,
        }
        Verdict::Applied
    }

    /// Whether "users can enter their choice before the prompt finishes": bargeInAllowed of the
    /// 2019 page.
    fn may_barge_in(operation: &Operation) -> bool {
        let may = |request: RecordRequest| request.profile == Profile::Record && request.barge_in_allowed == Some(true);
        operation.request.is_some_and(may)
    }

    fn speech(&mut self, on: bool) -> Verdict {
        if self.speaking() == on {
            return Verdict::NoChange;
        }
        self.write(Line::Speech(on));
        if let Some((operation, phase)) = self.runs() {
            match (phase, on) {
                (Prompting, true) if Self::may_barge_in(&operation) => self.after_prompts(&operation),
                (Listening | Pausing, true) => self.enter(&operation, Speaking),
                (Speaking, false) => self.enter(&operation, Pausing),
                _ => {}
            }
        }
        Verdict::Applied
    }

    fn tone(&mut self, tone: Tone) -> Verdict {
        let mut verdict = Verdict::NoChange;
        if self.diary.iter().any(|(_, line)| matches!(line, Line::Subscribed)) {
            let told = self.diary.iter().filter(|(_, line)| matches!(line, Line::Notified { .. })).count();
            self.write(Line::Notified { tone, sequence: u32::try_from(told).unwrap() + 1 });
            verdict = Verdict::Applied;
        }
        let Some((operation, phase)) = self.runs() else { return verdict };
        if !recording(phase) && !Self::may_barge_in(&operation) {
            return verdict;
        }
        self.write(Line::Entry { number: operation.number, tone });
        let entered = self.entered_tones(operation.number);
        let stop_tones = operation.request.unwrap().stop_tones;
        let known = self.texts.iter().find(|(tones, _)| *tones == stop_tones);
        let (_, texts) = known.expect("the reference knows the text of all stop tones");
        // `ends_with` the text of a flash alone would be true of no text at all: no sequence is empty.
        if texts.iter().any(|text| entered.ends_with(text.as_str())) {
            self.end_running(CompletionReason::StopToneDetected);
        } else if phase == Prompting {
            self.after_prompts(&operation);
        }
        Verdict::Applied
    }
}
