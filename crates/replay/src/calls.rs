//! The calls of a trace: found by id, and woken when their deadlines pass.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use call_lifecycle::{CallState, ChangeType, DeadlineKind, Id, Rejection, Timestamp, Verdict};
use hashbrown::HashMap;

use crate::Stop;
use crate::change::{Asked, Begin, Change, Extra, Step, What};
use crate::report::Report;
use crate::side::Side;
use crate::trace::{GraphError, Notification};
use crate::track::Track;
use crate::why::PAST_SLOTS;

#[derive(Debug)]
pub struct Call<S> {
    pub machine: S,
    pub track: Track,
    /// The time of its earliest entry in the heap.
    armed: Option<u64>,
}

/// Every call, in order of first sight.
///
/// The heap of deadlines is lazy: if a deadline moves later, its entry stays and is put back in its
/// place when it comes up.
#[derive(Debug)]
pub struct Calls<S: Side> {
    all: Vec<Call<S>>,
    by_id: HashMap<Id, usize>,
    due: BinaryHeap<Reverse<(u64, usize)>>,
    /// Used again in every step.
    changes: Vec<(u64, Change)>,
    policies: S::Policies,
}

/// Whether a step is counted among its call's verdicts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    No,
    /// With the verdict of the machine.
    Verdict,
    /// As applied, unless the machine rejects it. This is for what makes a call known.
    FirstSight,
    /// With this verdict, whatever the machine says.
    As(Verdict),
}

/// An event for a call, and how it is reported.
#[derive(Clone, Copy, Debug)]
pub struct Occurrence<'a> {
    pub at: u64,
    pub line: u64,
    pub what: What<'a>,
    pub count: Count,
    /// The operation that the event starts.
    pub asked: Option<Asked<'a>>,
    /// Whether it is an answer that is an operation.
    pub operation: bool,
    pub note: Option<&'a str>,
    /// The notification and the index of its entry that the event is from.
    pub entry: Option<(&'a Notification<'a>, usize)>,
    /// The error in the body of an answer.
    pub error: Option<&'a GraphError>,
}

impl<'a> Occurrence<'a> {
    /// An event that starts no operation, counted with the verdict of the machine.
    pub const fn new(at: u64, line: u64, what: What<'a>) -> Self {
        Self {
            at,
            line,
            what,
            count: Count::Verdict,
            asked: None,
            operation: false,
            note: None,
            entry: None,
            error: None,
        }
    }
}

impl<S: Side> Calls<S> {
    pub fn new(policies: S::Policies) -> Self {
        Self { all: Vec::new(), by_id: HashMap::new(), due: BinaryHeap::new(), changes: Vec::new(), policies }
    }

    pub fn all(&self) -> &[Call<S>] {
        &self.all
    }

    pub fn find(&self, id: Id) -> Option<usize> {
        self.by_id.get(&id).copied()
    }

    pub fn get(&self, place: usize) -> &Call<S> {
        &self.all[place]
    }

    pub fn track(&mut self, place: usize) -> &mut Track {
        &mut self.all[place].track
    }

    /// What the last step of any call changed.
    pub fn last_changes(&self) -> &[(u64, Change)] {
        &self.changes
    }

    /// Updates the ids of a call's operations.
    pub fn look(&mut self, place: usize) {
        let Call { machine, track, .. } = &mut self.all[place];
        track.look(machine);
    }

    /// A call is seen for the first time.
    pub fn begin(&mut self, id: Id, at: u64, begin: Begin, report: &mut Report<'_>) -> Result<usize, Stop> {
        let now = Timestamp::from_millis(at);
        let machine = match begin {
            Begin::Created => S::outgoing(id, now, self.policies),
            Begin::Incoming { recording } => S::incoming(id, now, recording, self.policies),
            Begin::Adopted(state) => S::adopted(id, now, state, self.policies),
            Begin::Ending(cause) => S::ending(id, now, cause, self.policies),
        };
        let place = self.all.len();
        let track = Track::new(place + 1, id, at, begin, machine.state());
        report.begin(&track)?;
        self.by_id.insert(id, place);
        self.all.push(Call { machine, track, armed: None });
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
        let Call { machine, track, .. } = &mut self.all[place];
        let step = machine.handle(Timestamp::from_millis(told.at), event);
        let at = machine.now().as_millis();
        let asked = told.asked.as_ref().filter(|_| step.verdict().is_applied());
        let proven = S::IS_SERVICE || told.operation || matches!(told.what, What::Operation(..));
        track.absorb(machine, at, step.outputs(), (asked, proven), &mut self.changes);
        if let What::Operation(_, said) = told.what {
            let unknown = step.verdict() == Verdict::Rejected(Rejection::UnknownOperation);
            let told_of_one = self.changes.iter().any(|(_, change)| matches!(change, Change::Operation(..)));
            let spare = if told_of_one { None } else { track.spare_notified(at, said, !unknown, &mut self.changes) };
            match spare {
                Some(false) if unknown => told.note = Some(PAST_SLOTS),
                Some(true) => told.count = Count::As(Verdict::Applied),
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
        let extra = track.extra(at, &told, verdict, details.as_ref(), &self.changes);
        let told = Step {
            at,
            line: counted.then_some(told.line),
            counted,
            what: told.what,
            verdict,
            given: step.clock_regressed().then_some(told.at),
            note: told.note,
            extra,
            changes: &self.changes,
        };
        track.story.tell::<S>(&told, &track.operations, machine.result());
        report.step::<S>(track, machine, &told)?;
        if step.deadline_changed() {
            self.arm(place);
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
        let Call { machine, track, .. } = &mut self.all[place];
        let counted = told.count != Count::No;
        if counted {
            track.count(verdict);
        }
        let at = told.at.max(machine.now().as_millis());
        let step = Step {
            at,
            line: Some(told.line),
            counted,
            what: told.what,
            verdict,
            given: (at > told.at).then_some(told.at),
            note: told.note,
            extra: Extra { error: told.error, repeated: verdict == Verdict::NoChange, ..Extra::default() },
            changes,
        };
        track.story.tell::<S>(&step, &track.operations, machine.result());
        report.step::<S>(track, machine, &step)
    }

    /// Wakes every call whose deadline has come, at its deadline, in order of time.
    #[inline]
    pub fn pass(&mut self, at: u64, report: &mut Report<'_>) -> Result<(), Stop> {
        while let Some(Reverse((due, place))) = self.due.peek().copied() {
            if due > at {
                break;
            }
            self.due.pop();
            let call = &mut self.all[place];
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
        let call = &mut self.all[place];
        let Some(at) = call.machine.next_deadline().map(|deadline| deadline.at.as_millis()) else { return };
        if call.armed.is_none_or(|armed| at < armed) {
            call.armed = Some(at);
            self.due.push(Reverse((at, place)));
        }
    }
}

/// Whether a report needs more of an entry than the machine does: what it says of a result, what it
/// is about if it changes nothing, and who takes part.
fn needs_details(what: &What<'_>, verdict: Verdict) -> bool {
    match what {
        What::Call(said) => said.result.is_some() || said.change == ChangeType::Deleted || verdict == Verdict::NoChange,
        What::Operation(_, said) => said.result.is_some(),
        What::Other => true,
        _ => false,
    }
}
