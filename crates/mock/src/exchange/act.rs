//! What the service does about the outputs of a machine: it notifies, plans, and stores recordings.

use call_lifecycle::app::Event;
use call_lifecycle::record::RecordPhase;
use call_lifecycle::service::Output;
use call_lifecycle::{CallReport, CallState, Id, OperationReport, OperationStatus, Outcome, Step, Timestamp};

use super::desk::Desk;
use super::file::File;
use super::notify::{self, is_transfer_failed};
use super::recording::Recording;
use super::timeline::{Kind, Result};
use super::{Call, habits, planned};

impl Desk {
    /// Acts on the outputs of a step. `before` is the machine before it, if the step may have
    /// reused a slot.
    pub fn act(&mut self, before: Option<&Call>, call: &Call, step: &Step<Output>) {
        // A keepAlive has its answer, and nothing else.
        if step.outputs().iter().all(|timed| matches!(timed.output, Output::Answer { .. })) {
            return;
        }
        self.with_file(call.id(), |desk, file| desk.act_on(file, before, call, step));
    }

    fn act_on(&mut self, file: &mut File, before: Option<&Call>, call: &Call, step: &Step<Output>) {
        for timed in step {
            let (at, output) = (timed.at, timed.output);
            if is_transfer_failed(output) {
                file.to_come.retain(|planned| !planned::is_of_transfer(planned.fact));
            }
            if let Some(planned) = habits::of(output, call, file) {
                self.plan(call.id(), file, at, planned);
            }
            match notify::of(output, before.unwrap_or(call), call) {
                Some(Event::Call(report)) => self.tell_of_call(call.id(), file, at, report),
                Some(Event::Operation(report)) => self.end_operation(call.id(), file, at, report),
                _ => {}
            }
            match output {
                Output::State { from, to: CallState::Established } if from != CallState::Hold => {
                    let is_new = !matches!(from, CallState::Transferring | CallState::TransferAccepted);
                    let active = CallReport::state(CallState::Established).with_audio_active(true);
                    self.tell_of_call(call.id(), file, at, active);
                    if file.is_group_call && is_new {
                        self.tell_of_roster(call.id(), file, at);
                    }
                }
                Output::Phase { slot, phase, announce } => {
                    let Some(view) = call.operation(slot) else { continue };
                    file.timeline.push(at, Kind::Clock, view.kind.as_str(), Result::Word(phase.as_str()), None);
                    self.phase(call.id(), file, at, (view.id, phase, announce));
                }
                Output::OperationsEnded(_) => {
                    // What had ended before can still be read.
                    file.operations.retain(|written| written.outcome.is_some());
                    file.to_come.retain(|planned| planned.fact.operation().is_none());
                }
                Output::Ended { .. } => self.over.push(call.id()),
                Output::State { .. } | Output::OperationEnded { .. } | Output::Tone { .. } | Output::Answer { .. } => {}
            }
        }
    }

    /// An operation has entered a phase.
    fn phase(&mut self, call: Id, file: &mut File, at: Timestamp, (id, phase, announce): (Id, RecordPhase, bool)) {
        let Some(written) = file.operations.iter_mut().find(|written| written.id == id) else { return };
        if !phase.is_recording() || written.recording.is_some() {
            return;
        }
        written.recording = Some(at);
        if announce {
            let written = written.clone();
            let (location, token) = self.recordings.announced(self.seed, id);
            let running = OperationReport::NONE.with_status(OperationStatus::Running).with_id(id);
            self.tell_of_operation(call, file, at, &written, running, Some((&location, &token)));
        }
    }

    fn end_operation(&mut self, call: Id, file: &mut File, at: Timestamp, report: OperationReport) {
        let (Some(id), Some(status)) = (report.id, report.status) else { return };
        let mut outcome = Outcome::new(status);
        outcome.reason = report.reason;
        let Some(written) = file.end(id, outcome) else { return };
        file.to_come.retain(|planned| planned.fact.operation() != Some(written.id));
        let recording = self.recorded(&written);
        if let (Some(from), true) = (written.recording, recording.is_some()) {
            let millis = at.as_millis().saturating_sub(from.as_millis());
            self.recordings.put(written.id, Recording { millis, ended: at });
        }
        let recording = recording.as_ref().map(|(location, token)| (&**location, &**token));
        self.tell_of_operation(call, file, at, &written, report, recording);
        if let Some(change) = written.change.as_deref().filter(|_| status == OperationStatus::Completed) {
            self.change(call, file, at, change);
        }
    }
}
