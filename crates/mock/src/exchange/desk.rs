//! The exchange without the machines: the files of the calls, what will happen, and what to post.

use core::time::Duration;
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, VecDeque};

use call_lifecycle::app::Event;
use call_lifecycle::record::RecordPhase;
use call_lifecycle::service::Output;
use call_lifecycle::{CallReport, CallState, Id, OperationReport, OperationStatus, Outcome, Step, Timestamp};
use foldhash::fast::RandomState;

use super::deeds::Deeds;
use super::file::File;
use super::habits::{self, Fact, Planned};
use super::live::Ended;
use super::notify::{self, Post, is_transfer_failed};
use super::recording::{Recording, Recordings};
use super::shape::Shape;
use super::texts::Texts;
use super::timeline::{Kind, Result};
use super::villain::{Seed, Villains};
use super::{Call, Counts};

/// A shorter list of what will happen is not rebuilt.
pub const SIFT: usize = 1_024;

#[derive(Debug)]
pub struct Desk {
    pub seed: Seed,
    /// How notifications look.
    pub shape: Shape,
    /// Each in a box: a table moves what is in it. The hasher is seeded, since callers choose ids.
    pub files: HashMap<Id, Box<File>, RandomState>,
    pub texts: Texts,
    /// When something will happen by itself, and to which call. The call's file says what.
    pub to_come: BinaryHeap<Reverse<(Timestamp, Id)>>,
    /// The list is rebuilt once it has this length.
    pub sift_at: usize,
    /// Whether nothing happens by itself.
    pub by_hand: bool,
    pub villains: Villains,
    /// What they have done.
    pub deeds: Deeds,
    pub posts: Vec<Post>,
    /// The operations that have ended in this step.
    pub over: Vec<Id>,
    pub ended: VecDeque<Ended>,
    pub recordings: Recordings,
    pub counts: Counts,
}

impl Desk {
    /// Lends a call's file and the rest of the desk at the same time.
    pub fn with_file<T>(&mut self, id: Id, f: impl FnOnce(&mut Self, &mut File) -> T) -> Option<T> {
        let mut file = self.files.remove(&id)?;
        let result = f(self, &mut file);
        // Most calls wait for nothing most of the time.
        if file.to_come.is_empty() {
            file.to_come = Vec::new();
        }
        if file.operations.is_empty() {
            file.operations = Vec::new();
        }
        self.files.insert(id, file);
        // What has become void stays in the list until its time. There may be much of it, from operations that are cancelled at once.
        if self.to_come.len() > self.sift_at {
            self.sift();
        }
        Some(result)
    }

    /// Rebuilds the list of what will happen, from the files.
    pub fn sift(&mut self) {
        let planned = self.files.iter().flat_map(|(id, file)| file.to_come.iter().map(|planned| (planned.at, *id)));
        self.to_come = planned.map(Reverse).collect();
        self.sift_at = SIFT.max(2 * self.to_come.len());
    }

    /// Adds something that will happen by itself.
    pub fn plan(&mut self, call: Id, file: &mut File, from: Timestamp, (after, fact): (Duration, Fact)) {
        if self.by_hand {
            return;
        }
        let at = from.saturating_add(after);
        file.to_come.push(Planned { at, fact });
        self.to_come.push(Reverse((at, call)));
    }

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
                file.to_come.retain(|planned| !habits::is_of_transfer(planned.fact));
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
                    file.operations.clear();
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
