//! The calls of a trace: found by id, and woken when their deadlines pass.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};
use std::ops::Deref;

use call_lifecycle::{
    CallState, Cause, ChangeType, DeadlineKind, Id, Rejection, Step as MachineStep, Timestamp, Verdict,
};
use hashbrown::HashMap;

use crate::Stop;
use crate::change::{Asked, Begin, Change, Extra, Step, What};
use crate::pack;
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
    pub(super) armed: Option<u64>,
    /// Whether it is among those that have ended lately.
    pub(super) ended: bool,
}

/// A call as it is kept: as it is, or packed once it has ended.
#[derive(Debug)]
struct Kept<S> {
    live: Option<Box<Call<S>>>,
    packed: Box<[u8]>,
}

/// A call to look at.
#[derive(Debug)]
pub enum Seen<'c, S> {
    Live(&'c Call<S>),
    Unpacked(Box<Call<S>>),
}

impl<S> Deref for Seen<'_, S> {
    type Target = Call<S>;

    fn deref(&self) -> &Call<S> {
        match self {
            Self::Live(call) => call,
            Self::Unpacked(call) => call,
        }
    }
}

/// How many calls that have ended lately are kept as they are: the rest of what is said of them may
/// still come. Tests of this module pack at once.
const LATELY: usize = if cfg!(test) { 0 } else { 1_024 };

/// Every call, in order of first sight. Those that have ended are packed.
///
/// The heap of deadlines is lazy: if a deadline moves later, its entry stays and is put back in its
/// place when it comes up.
#[derive(Debug)]
pub struct Calls<S: Side> {
    all: Vec<Kept<S>>,
    by_id: HashMap<Id, u32>,
    due: BinaryHeap<Reverse<(u64, u32)>>,
    /// Those that have ended and are not packed yet, the first first.
    lately: VecDeque<u32>,
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
        Self {
            all: Vec::new(),
            by_id: HashMap::new(),
            due: BinaryHeap::new(),
            lately: VecDeque::new(),
            changes: Vec::new(),
            policies,
        }
    }

    pub fn count(&self) -> usize {
        self.all.len()
    }

    /// Every call, to look at.
    pub fn iter(&self) -> impl Iterator<Item = Seen<'_, S>> {
        self.all.iter().enumerate().map(|(place, kept)| match &kept.live {
            Some(call) => Seen::Live(call),
            None => Seen::Unpacked(Box::new(unpacked(&kept.packed, place, self.policies))),
        })
    }

    pub fn find(&self, id: Id) -> Option<usize> {
        self.by_id.get(&id).map(|place| *place as usize)
    }

    pub fn get(&mut self, place: usize) -> &Call<S> {
        self.live(place)
    }

    pub fn track(&mut self, place: usize) -> &mut Track {
        &mut self.live(place).track
    }

    /// The call at this place, unpacked.
    #[inline]
    fn live(&mut self, place: usize) -> &mut Call<S> {
        let Kept { live, packed } = &mut self.all[place];
        live.get_or_insert_with(|| {
            let mut call = Box::new(unpacked(packed, place, self.policies));
            *packed = Box::default();
            call.ended = true;
            self.lately.push_back(place as u32);
            call
        })
    }

    /// Something happened to a call: if it has ended, it will be packed.
    #[inline]
    fn settle(&mut self, place: usize) {
        let call = self.live(place);
        if !call.ended && call.machine.state() == CallState::Terminated {
            call.ended = true;
            self.lately.push_back(place as u32);
        }
    }

    /// Packs calls that ended a while ago.
    #[inline]
    fn pack(&mut self) {
        while self.lately.len() > LATELY {
            let Some(place) = self.lately.pop_front() else { return };
            let kept = &mut self.all[place as usize];
            let Some(call) = &mut kept.live else { continue };
            call.ended = false;
            // With a deadline it has to be woken.
            if call.machine.next_deadline().is_some() {
                continue;
            }
            if let Some(packed) = pack::pack(call) {
                *kept = Kept { live: None, packed };
            }
        }
    }

    /// What the last step of any call changed.
    pub fn last_changes(&self) -> &[(u64, Change)] {
        &self.changes
    }

    /// Updates the ids of a call's operations.
    pub fn look(&mut self, place: usize) {
        let Call { machine, track, .. } = self.live(place);
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
        self.by_id.insert(id, place as u32);
        let call = Call { machine, track, armed: None, ended: false };
        self.all.push(Kept { live: Some(Box::new(call)), packed: Box::default() });
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
        let Call { machine, track, .. } = self.live(place);
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
            What::Call(said) if S::IS_SERVICE => said.result,
            _ => None,
        };
        track.story.tell::<S>(&told, &track.operations, logged.or(machine.result()));
        report.step::<S>(track, machine, &told)?;
        self.changes = changes;
        if step.deadline_changed() {
            self.arm(place);
        }
        self.settle(place);
        if self.changes.iter().any(|(_, change)| matches!(change, Change::Ended { .. })) {
            report.ended(self.live(place))?;
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
        let Call { machine, track, .. } = self.live(place);
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
        report.step::<S>(track, machine, &step)?;
        self.settle(place);
        Ok(())
    }

    /// Wakes every call whose deadline has come, at its deadline, in order of time.
    #[inline]
    pub fn pass(&mut self, at: u64, report: &mut Report<'_>) -> Result<(), Stop> {
        self.pack();
        while let Some(Reverse((due, place))) = self.due.peek().copied() {
            if due > at {
                break;
            }
            self.due.pop();
            let place = place as usize;
            // One that is packed has no deadline.
            let Some(call) = &mut self.all[place].live else { continue };
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
        let call = self.live(place);
        let Some(at) = call.machine.next_deadline().map(|deadline| deadline.at.as_millis()) else { return };
        if call.armed.is_none_or(|armed| at < armed) {
            call.armed = Some(at);
            self.due.push(Reverse((at, place as u32)));
        }
    }
}

/// A call as it was packed. What was packed can be unpacked; a call that cannot is one of which
/// nothing is known.
fn unpacked<S: Side>(bytes: &[u8], place: usize, policies: S::Policies) -> Call<S> {
    pack::unpack(bytes, policies).unwrap_or_else(|| {
        let (id, at) = (Id::from_u128(0), Timestamp::ZERO);
        let machine = S::ending(id, at, Cause::Abandoned, policies);
        let track = Track::new(place + 1, id, 0, Begin::Ending(Cause::Abandoned), machine.state());
        Call { machine, track, armed: None, ended: false }
    })
}

/// Whether a report needs more of an entry than the machine does: what it says of a result, what it
/// is about if it changes nothing, and who takes part.
fn needs_details(what: &What<'_>, verdict: Verdict) -> bool {
    match what {
        What::Call(said) => {
            said.result.is_some()
                || said.change == ChangeType::Deleted
                || said.tone.is_some_and(|key| key.sequence_id == 0)
                || matches!(verdict, Verdict::NoChange | Verdict::Rejected(Rejection::UnknownState))
        }
        What::Operation(_, said) => said.result.is_some(),
        What::Other => true,
        _ => false,
    }
}
