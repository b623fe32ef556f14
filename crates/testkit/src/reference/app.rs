//! The application's end, from its diary: its events, its state, its hang-up and its end.

use core::time::Duration;

use call_lifecycle::app::{Event, OperationView, Output, Settings};
use call_lifecycle::{CallState, Cause, Deadline, ResultInfo, Timestamp, Verdict};

use super::app_diary::Line;
use super::diary::{Kept, Reading};
use super::under_way::{Awaited, HangUp, OurRequest};
use super::{Predicted, Time, calls};

/// The reference of the application's end.
#[derive(Clone, Debug)]
pub struct App {
    pub settings: Settings,
    /// `interval`, less the jitter of the call.
    pub interval: Duration,
    pub slots: u8,
    pub diary: Vec<(Time, Line)>,
    /// When it was seen first, and in what state.
    pub seen: (Time, CallState),
    pub latest: Time,
    pub read: Readings,
}

/// How far the answers have been read.
#[derive(Clone, Debug, Default)]
pub struct Readings {
    cause: Reading<Option<Cause>>,
    moved: Reading<CallState>,
    result: Reading<Option<ResultInfo>>,
    pub audio: Reading<bool>,
    pub anchor: Reading<Time>,
    pub renewed: Reading<bool>,
    pub lost: Reading<bool>,
    pub failures: Reading<usize>,
    pub last_number: Reading<u16>,
    pub awaited: Reading<Awaited>,
    pub hang_up: Reading<HangUp>,
    pub own: Reading<OurRequest>,
    pub overdue: Reading<Option<Time>>,
    pub bound: Reading<Option<Time>>,
    pub watched: Kept<Option<Time>>,
    pub deadline: Kept<Option<Deadline>>,
    pub views: Kept<Vec<OperationView>>,
}

impl App {
    /// A call that is `incoming` just now, or was created (`establishing`), or is adopted in any
    /// other state.
    pub fn new(now: Timestamp, state: CallState, settings: Settings, interval: Duration, slots: u8) -> Self {
        let now = now.as_millis();
        let state = if calls::live(state) { state } else { CallState::Terminating };
        let (diary, seen, read) = (Vec::new(), (now, state), Readings::default());
        Self { settings, interval, slots, diary, seen, latest: now, read }
    }

    pub fn handle(&mut self, now: Timestamp, event: &Event) -> Predicted<Output> {
        let (before, page) = (self.next_deadline(), self.diary.len());
        let clock_regressed = now.as_millis() < self.latest;
        self.latest = now.as_millis().max(self.latest);
        self.settle();
        let verdict = match event {
            Event::Wake => Verdict::NoChange,
            Event::Ask { request, hints } => self.ask(*request, *hints),
            Event::Sent { token, hints } => self.sent(*token, *hints),
            Event::Reply { token, sent, reply } => self.reply(*token, sent.as_millis().min(self.latest), reply),
            Event::Failed { token } => self.failed(*token),
            Event::Call(report) => self.notified(report),
            Event::Operation(report) => self.notified_operation(report),
            Event::Created { sent } => self.created(sent.as_millis().min(self.latest)),
            other => unreachable!("a new event: {other:?}"),
        };
        // "What an event makes due at or before `now` happens in the same step, after it" (law *progress*).
        self.settle();
        let mut outputs: Vec<(Timestamp, Output)> = Vec::new();
        for (at, line) in &self.diary[page..] {
            if let Some(output) = self.output(line) {
                // In order of time, also where the start of the call was learnt late.
                let last = outputs.last().map_or(Timestamp::ZERO, |(at, _)| *at);
                outputs.push((Timestamp::from_millis(*at).max(last), output));
            }
        }
        Predicted { verdict, outputs, clock_regressed, deadline_changed: before != self.next_deadline() }
    }

    pub fn write(&mut self, line: Line) {
        self.diary.push((self.latest, line));
    }

    fn output(&self, line: &Line) -> Option<Output> {
        let slots = |indices: &[usize]| indices.iter().map(|index| self.operation(*index).slot).collect();
        Some(match line {
            Line::Wished(token) => Output::Send(*token),
            Line::Renewed { .. } => Output::KeepAliveSucceeded,
            Line::KeepAliveFailed { .. } => Output::KeepAliveFailed,
            Line::Lost => Output::PresumedLost,
            Line::Revived => Output::Revived,
            Line::AnswerOverdue => Output::AnswerOverdue,
            Line::Moved { from, to } => Output::State { from: *from, to: *to },
            Line::Audio(active) => Output::AudioActive(*active),
            Line::Tone { tone, .. } => Output::Tone(*tone),
            Line::Ended { cause, open, .. } => Output::Ended { cause: *cause, operations: slots(open) },
            Line::ResultLearnt(_) => Output::ResultLearnt,
            Line::Accepted(index) => Output::OperationAccepted(self.operation(*index).slot),
            Line::Running(index) => Output::OperationRunning(self.operation(*index).slot),
            Line::OperationEnded { index, outcome } => {
                Output::OperationEnded { slot: self.operation(*index).slot, outcome: *outcome }
            }
            Line::Cancelled(indices) => Output::OperationsCancelled(slots(indices)),
            Line::Overdue(indices) => Output::OperationsOverdue(slots(indices)),
            _ => return None,
        })
    }

    pub fn lines(&self) -> impl DoubleEndedIterator<Item = (Time, &Line)> + ExactSizeIterator {
        self.diary.iter().map(|(at, line)| (*at, line))
    }

    pub fn cause(&self) -> Option<Cause> {
        let ended = |line: &Line| if let Line::Ended { cause, .. } = line { Some(*cause) } else { None };
        self.read.cause.of(&self.diary, || None, |cause, _, line| cause.or_else(|| ended(line)))
    }

    pub fn ended(&self) -> bool {
        self.cause().is_some()
    }

    /// The code of the end: the first that was given, as far as a later one filled it in.
    pub fn result(&self) -> Option<ResultInfo> {
        let next = |known, line: &Line| match line {
            Line::ResultLearnt(result) => Some(*result),
            Line::Ended { result, .. } => *result,
            _ => known,
        };
        self.read.result.of(&self.diary, || None, |known, _, line| next(known, line))
    }

    pub fn state(&self) -> CallState {
        let moved = |state, line: &Line| if let Line::Moved { to, .. } = line { *to } else { state };
        let moved = self.read.moved.of(&self.diary, || self.seen.1, |state, _, line| moved(state, line));
        if self.ended() { CallState::Terminated } else { moved }
    }

    /// Every open operation ends with its call, with `callEnded` (choice 34).
    pub fn end(&mut self, cause: Cause, result: Option<ResultInfo>) {
        let open = (0..self.operations().count()).filter(|index| self.outcome(*index).is_none()).collect();
        self.write(Line::Ended { cause, result, open });
    }

    /// How it stands with the hang-up.
    pub fn hang_up(&self) -> HangUp {
        let policy = self.settings.keep_alive();
        let next = |hang_up: HangUp, (_, at), line: &_| hang_up.then((at, line), &policy);
        self.read.hang_up.of(&self.diary, || HangUp::None, next)
    }

    pub fn confirmed(&self) -> bool {
        matches!(self.hang_up(), HangUp::Confirmed(_))
    }

    /// As the machine shows it: after the end, whether the hang-up was its cause.
    pub fn hang_up_confirmed(&self) -> bool {
        if self.ended() { self.cause() == Some(Cause::LocalHangUp) } else { self.confirmed() }
    }

    /// What would explain an end: the last of our requests that was sent, a hang-up before all others,
    /// until it was refused or the call went on in spite of it. A cause that the service has told
    /// earlier explains it instead.
    pub fn own(&self) -> OurRequest {
        self.read.own.of(&self.diary, || OurRequest::None, |own, _, line| own.then(line))
    }

    /// The same after so many lines.
    pub fn own_after(&self, lines: usize) -> OurRequest {
        self.lines().take(lines).fold(OurRequest::None, |own, (_, line)| own.then(line))
    }
}
