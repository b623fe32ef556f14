//! The calls of a trace: found by id, and woken when their deadlines pass.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use call_lifecycle::{CallState, DeadlineKind, Id, Rejection, ReportedState, Step as MachineStep, Timestamp, Verdict};

use crate::Stop;
use crate::call::Call;
use crate::change::{Begin, Change, Extra, Step, What};
use crate::kept::KeptCalls;
use crate::occurrence::{Count, Occurrence};
use crate::report::Report;
use crate::side::Side;
use crate::track::Track;
use crate::why::PAST_SLOTS;

/// Every call, and when to wake it.
///
/// The heap of deadlines is lazy: if a deadline moves later, its entry stays and is put back in its
/// place when it comes up.
#[derive(Debug)]
pub struct Calls<S: Side> {
    kept: KeptCalls<S>,
    due: BinaryHeap<Reverse<(u64, u32)>>,
    /// Used again in every step.
    changes: Vec<(u64, Change)>,
}

impl<S: Side> Calls<S> {
    pub fn new(policies: S::Policies) -> Self {
        Self { kept: KeptCalls::new(policies), due: BinaryHeap::new(), changes: Vec::new() }
    }

    pub fn count(&self) -> usize {
        self.kept.count()
    }

    /// Every call, to look at.
    pub const fn kept(&self) -> &KeptCalls<S> {
        &self.kept
    }

    pub fn find(&self, id: Id) -> Option<usize> {
        self.kept.find(id)
    }

    pub fn get(&mut self, place: usize) -> &Call<S> {
        self.kept.live(place)
    }

    pub fn track(&mut self, place: usize) -> &mut Track {
        &mut self.kept.live(place).track
    }

    /// What the last step of any call changed.
    pub fn last_changes(&self) -> &[(u64, Change)] {
        &self.changes
    }

    /// Updates the ids of a call's operations.
    pub fn look(&mut self, place: usize) {
        let Call { machine, track, .. } = self.kept.live(place);
        track.look(machine);
    }

    /// A call is seen for the first time.
    pub fn begin(&mut self, id: Id, at: u64, begin: Begin, report: &mut Report<'_>) -> Result<usize, Stop> {
        let now = Timestamp::from_millis(at);
        let machine = match begin {
            Begin::Created => S::outgoing(id, now, self.kept.policies),
            Begin::Incoming { recording } => S::incoming(id, now, recording, self.kept.policies),
            Begin::Adopted(state) => S::adopted(id, now, state, self.kept.policies),
            Begin::Ending(cause) => S::ending(id, now, cause, self.kept.policies),
        };
        let place = self.kept.count();
        let track = Track::new(place + 1, id, at, begin, machine.state());
        report.begin(&track)?;
        self.kept.add(id, Call { machine, track, armed: None, ended: false });
        self.arm(place);
        Ok(place)
    }

    /// The call of this id. An unknown call is adopted as established.
    pub fn known(&mut self, id: Id, at: u64, report: &mut Report<'_>) -> Result<usize, Stop> {
        match self.find(id) {
            Some(place) => Ok(place),
            None => self.begin(id, at, Begin::Adopted(CallState::Established), report),
        }
    }

    /// Gives an event to a call, counts its verdict, and reports the step.
    pub fn handle(
        &mut self,
        place: usize,
        event: S::Event,
        mut told: Occurrence<'_>,
        report: &mut Report<'_>,
    ) -> Result<Verdict, Stop> {
        let mut changes = std::mem::take(&mut self.changes);
        let Call { machine, track, .. } = self.kept.live(place);
        track.fetch();
        // Made in its place: it is large.
        let mut step = MachineStep::new();
        machine.handle_into(Timestamp::from_millis(told.at), &event, &mut step);
        let at = machine.now().as_millis();
        let asked = told.asked.as_ref().filter(|_| step.verdict().is_applied());
        let proven = S::IS_SERVICE || told.operation || matches!(told.what, What::Operation(..));
        track.absorb(machine, at, step.outputs(), (asked, proven), &mut changes);
        if let (true, What::Request { act, .. }) = (S::IS_SERVICE, told.what) {
            for (_, change) in &mut changes {
                if let Change::Answer { status, .. } = change {
                    *status = act.answer_status(*status);
                }
            }
        }
        if let What::Operation(_, said) = told.what {
            let unknown = step.verdict() == Verdict::Rejected(Rejection::UnknownOperation);
            let told_of_one = changes.iter().any(|(_, change)| matches!(change, Change::Operation(..)));
            let spare = if told_of_one { None } else { track.spare_notified(at, said, !unknown, &mut changes) };
            match spare {
                Some(false) if unknown => told.note = Some(PAST_SLOTS),
                Some(true) => told.count = Count::As(Verdict::Applied),
                None if unknown && track.answered(said).is_some() => told.count = Count::As(Verdict::NoChange),
                _ => {}
            }
        }
        let verdict = match (told.count, step.verdict()) {
            (Count::As(verdict), _) => verdict,
            (Count::FirstSight, Verdict::NoChange | Verdict::Stale) => Verdict::Applied,
            (_, verdict) => verdict,
        };
        let counted = told.count != Count::No;
        if counted {
            track.count(verdict);
        }
        let details =
            told.entry.filter(|_| needs_details(&told.what, verdict)).map(|(body, index)| body.details(index));
        let extra = track.extra(at, &told, verdict, details.as_ref(), &changes);
        let told = Step {
            at,
            line: counted.then_some(told.line),
            counted,
            what: told.what,
            verdict,
            given: step.clock_regressed().then_some(told.at),
            note: told.note,
            extra,
            changes: &changes,
        };
        let logged = match told.what {
            What::Call(said) | What::Body(said) if S::IS_SERVICE => said.result,
            _ => None,
        };
        track.story.tell::<S>(&told, &track.operations, logged.or(machine.result()));
        report.step::<S>(track, machine, &told)?;
        self.changes = changes;
        if step.deadline_changed() {
            self.arm(place);
        }
        self.kept.settle(place);
        if self.changes.iter().any(|(_, change)| matches!(change, Change::Ended { .. })) {
            report.ended(self.kept.live(place))?;
        }
        Ok(verdict)
    }

    /// Reports something about a call for which its machine has no event.
    pub fn tell(
        &mut self,
        place: usize,
        told: Occurrence<'_>,
        verdict: Verdict,
        changes: &[(u64, Change)],
        report: &mut Report<'_>,
    ) -> Result<(), Stop> {
        let Call { machine, track, .. } = self.kept.live(place);
        let counted = told.count != Count::No;
        if counted {
            track.count(verdict);
        }
        let at = told.at.max(machine.now().as_millis());
        let contradicts = track.story.answered_otherwise(at, &told.what);
        let step = Step {
            at,
            line: Some(told.line),
            counted,
            what: told.what,
            verdict,
            given: (at > told.at).then_some(told.at),
            note: told.note,
            extra: Extra {
                error: told.error,
                namesake: told.namesake,
                repeated: verdict == Verdict::NoChange && !contradicts && !matches!(told.what, What::Created { .. }),
                contradicts,
                ..Extra::default()
            },
            changes,
        };
        track.story.tell::<S>(&step, &track.operations, machine.result());
        report.step::<S>(track, machine, &step)?;
        self.kept.settle(place);
        Ok(())
    }

    /// Wakes every call whose deadline has come, at its deadline, in order of time.
    #[inline]
    pub fn pass(&mut self, at: u64, report: &mut Report<'_>) -> Result<(), Stop> {
        self.kept.pack();
        while let Some(Reverse((due, place))) = self.due.peek().copied() {
            if due > at {
                break;
            }
            self.due.pop();
            let place = place as usize;
            // One that is packed has no deadline.
            let Some(call) = self.kept.unpacked(place) else { continue };
            if call.armed != Some(due) {
                continue;
            }
            call.armed = None;
            match call.machine.next_deadline() {
                Some(deadline) if deadline.at.as_millis() <= due => self.wake(place, due, deadline.kind, report)?,
                _ => self.arm(place),
            }
        }
        Ok(())
    }

    fn wake(&mut self, place: usize, at: u64, kind: DeadlineKind, report: &mut Report<'_>) -> Result<(), Stop> {
        let told = Occurrence { count: Count::No, ..Occurrence::new(at, 0, What::Wake(kind)) };
        self.handle(place, S::WAKE, told, report)?;
        self.arm(place);
        Ok(())
    }

    fn arm(&mut self, place: usize) {
        let call = self.kept.live(place);
        let Some(at) = call.machine.next_deadline().map(|deadline| deadline.at.as_millis()) else { return };
        if call.armed.is_none_or(|armed| at < armed) {
            call.armed = Some(at);
            self.due.push(Reverse((at, place as u32)));
        }
    }
}

/// Whether a report needs more of an entry than the machine does: what it says of a result, what it
/// is about if it changes nothing, and who takes part.
fn needs_details(what: &What<'_>, verdict: Verdict) -> bool {
    match what {
        What::Call(said) => {
            said.result.is_some()
                || said.reported() == ReportedState::Known(CallState::Terminated)
                || said.tone.is_some_and(|key| key.sequence_id == 0)
                || matches!(verdict, Verdict::NoChange | Verdict::Rejected(Rejection::UnknownState))
        }
        What::Operation(_, said) => said.result.is_some() || verdict == Verdict::NoChange,
        What::Other => true,
        _ => false,
    }
}
