//! The application's end, from its diary.

use core::time::Duration;

use call_lifecycle::app::{Event, KeepAliveView, Output, Request, Settings, Token};
use call_lifecycle::record::Tone;
use call_lifecycle::{CallState, Cause, ClientContext, Id, Outcome, ResultInfo, Timestamp, Verdict};

use super::operations::Operation;
use super::under_way::Attempt;
use super::{Predicted, Time, after, calls, millis};

/// What can stand in the diary.
#[derive(Clone, Debug)]
pub enum Line {
    /// A request was asked for: send it.
    Wished(Token),
    /// It left.
    Left(Token),
    /// The expiry of a `terminating` call is past, and a GET takes the place of the keepAlive.
    Probed,
    /// A keepAlive succeeded that was sent at `sent`, not before an earlier one; `current` if it
    /// was the last sent.
    Renewed {
        sent: Time,
        current: bool,
    },
    /// It failed; the next is due then.
    KeepAliveFailed {
        next: Option<Time>,
    },
    /// A GET that was sent then was answered 200.
    Shown {
        sent: Time,
    },
    /// The call began earlier than thought.
    Began(Time),
    Lost,
    Revived,
    AnswerOverdue,
    HangUpConfirmed,
    /// A DELETE was refused, and is due again then.
    HangUpRefused {
        again: Option<Time>,
    },
    /// One got no answer.
    HangUpUnanswered,
    /// The call has shown itself alive after a DELETE that had failed.
    HangUpInVain,
    /// An answer, reject or redirect was taken.
    Taken,
    /// One was refused.
    Refused(Request),
    /// One got no reply.
    Unanswered,
    Moved {
        from: CallState,
        to: CallState,
    },
    /// `terminating` came with this cause.
    Told(Cause),
    Audio(bool),
    Tone {
        place: u64,
        tone: Tone,
    },
    Ended {
        cause: Cause,
        result: Option<ResultInfo>,
        open: Vec<usize>,
    },
    ResultLearnt(ResultInfo),
    Opened(Operation),
    Learnt {
        index: usize,
        id: Option<Id>,
        context: Option<ClientContext>,
    },
    Accepted(usize),
    Running(usize),
    /// Its request got no reply, so that it may not exist.
    Doubted(usize),
    /// Something was heard of it after all.
    Believed(usize),
    OperationEnded {
        index: usize,
        outcome: Outcome,
    },
    /// A cancel was answered: these should end.
    CancelAnswered(Vec<usize>),
    Cancelled(Vec<usize>),
    Overdue(Vec<usize>),
}

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
}

impl App {
    /// A call that is `incoming` just now, or was created (`establishing`), or is adopted in any
    /// other state.
    pub fn new(now: Timestamp, state: CallState, settings: Settings, interval: Duration, slots: u8) -> Self {
        let now = now.as_millis();
        let state = if calls::live(state) { state } else { CallState::Terminating };
        Self { settings, interval, slots, diary: Vec::new(), seen: (now, state), latest: now }
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
        self.lines().find_map(|(_, line)| if let Line::Ended { cause, .. } = line { Some(*cause) } else { None })
    }

    pub fn ended(&self) -> bool {
        self.cause().is_some()
    }

    /// The code of the end: the first that was given, as far as a later one filled it in.
    pub fn result(&self) -> Option<ResultInfo> {
        self.lines().rev().find_map(|(_, line)| match line {
            Line::ResultLearnt(result) => Some(Some(*result)),
            Line::Ended { result, .. } => Some(*result),
            _ => None,
        })?
    }

    pub fn state(&self) -> CallState {
        let moved =
            self.lines().rev().find_map(|(_, line)| if let Line::Moved { to, .. } = line { Some(*to) } else { None });
        if self.ended() { CallState::Terminated } else { moved.unwrap_or(self.seen.1) }
    }

    /// "An incoming call's start is known only by its notification: the policy takes a
    /// `start_margin` off it" (law *safe side*).
    pub fn start(&self) -> Time {
        let margin = millis(self.settings.keep_alive().start_margin());
        if self.seen.1 == CallState::Incoming { self.seen.0.saturating_sub(margin) } else { self.seen.0 }
    }

    /// What the expiry counts from: when the latest successful keepAlive was sent, else the start.
    pub fn anchor(&self) -> Time {
        self.anchor_after(self.diary.len())
    }

    /// The same after so many lines.
    pub fn anchor_after(&self, lines: usize) -> Time {
        let mut anchors = self.lines().take(lines).rev().filter_map(|(_, line)| match line {
            Line::Renewed { sent, .. } | Line::Began(sent) => Some(*sent),
            _ => None,
        });
        anchors.next().unwrap_or(self.start())
    }

    pub fn expires_at(&self) -> Option<Time> {
        after(self.anchor(), millis(self.settings.keep_alive().expiry()))
    }

    pub fn renewed(&self) -> bool {
        self.renewed_after(self.diary.len())
    }

    pub fn renewed_after(&self, lines: usize) -> bool {
        self.lines().take(lines).any(|(_, line)| matches!(line, Line::Renewed { .. }))
    }

    /// Presumed lost, and not revived since.
    pub fn lost(&self) -> bool {
        let last = self.lines().rev().find(|(_, line)| matches!(line, Line::Lost | Line::Revived));
        matches!(last, Some((_, Line::Lost)))
    }

    /// Failed keepAlives since the last success.
    pub fn failures(&self) -> usize {
        let since = self.lines().rev().take_while(|(_, line)| !matches!(line, Line::Renewed { .. }));
        since.filter(|(_, line)| matches!(line, Line::KeepAliveFailed { .. })).count()
    }

    /// How the call stands with its keepAlive, as the machine shows it.
    pub fn keep_alive(&self) -> KeepAliveView {
        let mut view = KeepAliveView::new(self.expires_at().map(Timestamp::from_millis));
        view.presumed_lost = self.lost() && !self.ended();
        view.failures = u8::try_from(self.failures()).unwrap_or(u8::MAX);
        view.in_flight = matches!(self.attempt(), Attempt::Out(_)) && !self.ended();
        view
    }

    /// The number of the keepAlive that was sent last; the next has the next.
    pub fn last_number(&self) -> u16 {
        let sent = self.lines().rev().find_map(|(_, line)| match line {
            Line::Left(token) if token.request() == Request::KeepAlive => Some(token.number()),
            _ => None,
        });
        sent.unwrap_or(0)
    }

    /// "It is retried with a backoff that doubles up to its cap."
    pub fn backoff(&self, failures: usize) -> u64 {
        let policy = self.settings.keep_alive();
        let mut wait = millis(policy.retry_initial());
        for _ in 1..failures.min(40) {
            wait *= 2;
        }
        wait.min(millis(policy.retry_max()))
    }

    /// "When the call ends, every open operation ends with `callEnded`" (design, section 6).
    pub fn end(&mut self, cause: Cause, result: Option<ResultInfo>) {
        let open = (0..self.operations().count()).filter(|index| self.outcome(*index).is_none()).collect();
        self.write(Line::Ended { cause, result, open });
    }
}
