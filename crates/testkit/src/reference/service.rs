//! The service's end, from its diary.

use core::cell::Ref;
use std::rc::Rc;
use std::sync::Arc;

use call_lifecycle::record::{RecordPhase, StopTones};
use call_lifecycle::service::{Event, OperationView, Output, PeerEvent, Settings};
use call_lifecycle::{
    CallState, Cause, CompletionReason, Deadline, DeadlineKind, Rejection, Slot, Timestamp, Trigger, Verdict,
};

use super::courses::{self, Course};
use super::diary::{Kept, Reading, Readings as Each};
use super::service_diary::{Line, Operation};
use super::{Predicted, Time, after, calls, first, millis};

/// The reference of the service's end.
#[derive(Clone, Debug)]
pub struct Service {
    pub settings: Settings,
    /// How many operations it has room for.
    pub slots: u8,
    pub diary: Vec<(Time, Line)>,
    /// How it began: when, in what state, and for what cause if it was ending already.
    pub began: (Time, CallState, Option<Cause>),
    /// The latest time that it was told.
    pub latest: Time,
    /// What the stop tones of the requests say, in words.
    pub texts: Arc<Texts>,
    pub read: Readings,
}

/// Stop tones, and what they say in words.
pub type Texts = Vec<(StopTones, Vec<String>)>;

/// How far the answers have been read.
#[derive(Clone, Debug, Default)]
pub struct Readings {
    entered: Reading<(Time, CallState)>,
    cause: Reading<Option<Cause>>,
    anchor: Reading<Time>,
    rings: Reading<u64>,
    deadline: Kept<Option<Deadline>>,
    pub courses: Each<Course>,
    views: Kept<Vec<OperationView>>,
    pub speaking: Reading<bool>,
}

impl Service {
    /// A call that begins in this state: `establishing` if it is outgoing, else `incoming`; or one
    /// that is adopted in it.
    pub fn new(now: Timestamp, state: CallState, settings: Settings, slots: u8, texts: Arc<Texts>) -> Self {
        let now = now.as_millis();
        let (state, cause) =
            if calls::live(state) { (state, None) } else { (CallState::Terminating, Some(Cause::Unknown)) };
        let (began, read) = ((now, state, cause), Readings::default());
        Self { settings, slots, diary: Vec::new(), began, latest: now, texts, read }
    }

    pub fn handle(&mut self, now: Timestamp, event: &Event) -> Predicted<Output> {
        let (before, page) = (self.next_deadline(), self.diary.len());
        let clock_regressed = now.as_millis() < self.latest;
        // Time that runs backwards is clamped (law *clock*).
        let now = now.as_millis().max(self.latest);
        // "Due deadlines fire first, in order of time, each at its own time, then the event is handled" (law *granularity*).
        while let Some(due) = self.next_deadline().filter(|due| due.at.as_millis() <= now) {
            self.latest = due.at.as_millis();
            self.fire(due.kind);
        }
        self.latest = now;
        let verdict = match event {
            Event::Wake => Verdict::NoChange,
            Event::Request(request) => self.request(request),
            Event::Peer(peer) => self.peer(*peer),
            Event::Media(heard) => self.media(*heard),
            Event::Finished { slot, success } => self.finished(*slot, *success),
            other => unreachable!("a new event: {other:?}"),
        };
        let told = self.diary[page..].iter();
        let outputs = told.filter_map(|(at, line)| Some((Timestamp::from_millis(*at), self.output(line)?))).collect();
        Predicted { verdict, outputs, clock_regressed, deadline_changed: before != self.next_deadline() }
    }

    pub fn write(&mut self, line: Line) {
        self.diary.push((self.latest, line));
    }

    /// What the host is told of a line.
    fn output(&self, line: &Line) -> Option<Output> {
        Some(match line {
            Line::Answered { status, slot } => Output::Answer { status: *status, slot: *slot },
            Line::Moved { to: CallState::Terminated, .. } => Output::Ended { cause: self.cause()? },
            Line::Moved { from, to, .. } => Output::State { from: *from, to: *to },
            Line::Entered { number, phase, announce } => {
                Output::Phase { slot: self.operation(*number).slot, phase: *phase, announce: *announce }
            }
            Line::Ended { number, outcome } => {
                Output::OperationEnded { slot: self.operation(*number).slot, outcome: *outcome }
            }
            Line::EndedWithCall(numbers) => {
                Output::OperationsEnded(numbers.iter().map(|number| self.operation(*number).slot).collect())
            }
            Line::Notified { tone, sequence } => Output::Tone { tone: *tone, sequence: *sequence },
            Line::Asked | Line::Renewed | Line::RingsFor(_) | Line::Subscribed => return None,
            Line::Opened(_) | Line::Speech(_) | Line::Entry { .. } => return None,
        })
    }

    /// Where its last move has brought it, and when.
    fn last_move(&self) -> (Time, CallState) {
        let next = |last, at, line: &Line| if let Line::Moved { to, .. } = line { (at, *to) } else { last };
        let start = || (self.began.0, self.began.1);
        self.read.entered.of(&self.diary, start, |last, (_, at), line| next(last, at, line))
    }

    pub fn state(&self) -> CallState {
        self.last_move().1
    }

    /// Since when it is in that state.
    fn entered(&self) -> Time {
        self.last_move().0
    }

    /// What took it out of the live states.
    pub fn cause(&self) -> Option<Cause> {
        let left = |line: &Line| match line {
            Line::Moved { trigger, from, to } if calls::live(*from) && !calls::live(*to) => {
                Some(calls::cause_of(*trigger))
            }
            _ => None,
        };
        self.read.cause.of(&self.diary, || self.began.2, |cause, _, line| cause.or_else(|| left(line)))
    }

    /// 45 minutes after the latest successful keepAlive, or after the start (keepAlive page).
    pub fn expires_at(&self) -> Option<Time> {
        let next = |anchor, at, line: &Line| if matches!(line, Line::Renewed) { at } else { anchor };
        let anchor = self.read.anchor.of(&self.diary, || self.began.0, |anchor, (_, at), line| next(anchor, at, line));
        after(anchor, millis(self.settings.expiry()))
    }

    /// "Default 55 s for one target": also of a redirect that was under way when the call was
    /// adopted.
    fn rings_until(&self) -> Option<Time> {
        let next = |rings, line: &Line| if let Line::RingsFor(millis) = line { *millis } else { rings };
        let rings = self.read.rings.of(&self.diary, || 55_000, |rings, _, line| next(rings, line));
        after(self.entered(), rings)
    }

    pub fn next_deadline(&self) -> Option<Deadline> {
        *self.read.deadline.of(self.diary.len(), || self.first_deadline())
    }

    fn first_deadline(&self) -> Option<Deadline> {
        let state = self.state();
        let expiry = self.expires_at().filter(|_| calls::live(state));
        let since = |in_state, span| after(self.entered(), millis(span)).filter(|_| state == in_state);
        let deadlines = [
            (expiry, DeadlineKind::KeepAliveExpiry),
            (since(CallState::Incoming, self.settings.answer_deadline()), DeadlineKind::Answer),
            (self.rings_until().filter(|_| state == CallState::Redirecting), DeadlineKind::Redirect),
            (since(CallState::Terminating, self.settings.teardown()), DeadlineKind::Teardown),
        ];
        first(deadlines.into_iter().chain(self.media_deadlines()))
    }

    fn fire(&mut self, kind: DeadlineKind) {
        let moved = match kind {
            DeadlineKind::KeepAliveExpiry => self.step(Trigger::KeepAliveExpired),
            DeadlineKind::Answer => self.step(Trigger::AnswerDeadline),
            DeadlineKind::Redirect => self.step(Trigger::RedirectTimeout),
            DeadlineKind::Teardown => self.step(Trigger::TeardownDeadline),
            DeadlineKind::InitialSilence => return self.end_running(CompletionReason::InitialSilenceTimeout),
            DeadlineKind::MaxSilence => return self.end_running(CompletionReason::MaxSilenceTimeout),
            _ => return self.end_running(CompletionReason::MaxRecordDurationReached),
        };
        assert!(moved, "{kind} is no deadline in {}", self.state());
    }

    /// Moves the call by the table; not at all where the table has no way. Its operations end with
    /// it (comms-samples issues 114 and 376).
    pub fn step(&mut self, trigger: Trigger) -> bool {
        let from = self.state();
        let Some(to) = calls::next(from, trigger) else { return false };
        let open: Vec<usize> = self.courses().iter().filter(|one| !one.has_ended()).map(Course::number).collect();
        if !calls::live(to) && !open.is_empty() {
            self.write(Line::EndedWithCall(open));
        }
        self.write(Line::Moved { trigger, from, to });
        true
    }

    fn peer(&mut self, peer: PeerEvent) -> Verdict {
        let (state, trigger) = (self.state(), peer.trigger());
        if self.step(trigger) {
            Verdict::Applied
        } else if calls::leads_to(trigger, state) {
            // The call is already where this would have brought it: said twice.
            Verdict::NoChange
        } else if !calls::live(state) {
            Verdict::Stale
        } else {
            Verdict::Rejected(Rejection::WrongState { state })
        }
    }

    /// Every operation that was ever accepted, by its number.
    pub fn courses(&self) -> Ref<'_, [Course]> {
        self.read.courses.of(&self.diary, courses::next)
    }

    pub fn operation(&self, number: usize) -> Rc<Operation> {
        Rc::clone(&self.courses()[number].operation)
    }

    /// "One media operation runs at a time."
    pub fn running(&self) -> Option<Ref<'_, Course>> {
        let runs = |one: &Course| one.is_media() && ![RecordPhase::Queued, RecordPhase::Ended].contains(&one.phase());
        Ref::filter_map(self.courses(), |courses| courses.iter().find(|one| runs(one))).ok()
    }

    /// Who stands in a slot: the last to whom it was given.
    pub fn occupant(&self, slot: Slot) -> Option<Ref<'_, Course>> {
        Ref::filter_map(self.courses(), |courses| courses.iter().rfind(|one| one.operation.slot == slot)).ok()
    }

    /// Who stands in each slot that was ever given.
    pub fn occupants(&self) -> impl Iterator<Item = Ref<'_, Course>> {
        (0..self.slots).filter_map(|slot| self.occupant(Slot::new(slot)))
    }

    /// The slot for a new operation: one that was never given, else that of the ended one that was
    /// requested first. None if all are open.
    pub fn slot_for_another(&self) -> Option<Slot> {
        let unused = (0..self.slots).map(Slot::new).find(|slot| self.occupant(*slot).is_none());
        unused.or_else(|| {
            let ended = self.occupants().filter(|one| one.has_ended());
            ended.min_by_key(|one| one.number()).map(|one| one.operation.slot)
        })
    }

    /// What the machine should show of its slots.
    pub fn views(&self) -> Ref<'_, Vec<OperationView>> {
        self.read.views.of(self.diary.len(), || self.occupants().map(|one| one.view()).collect())
    }
}
