//! The keepAlive of the application's end: what the expiry counts from, what failed, and what is
//! next.

use call_lifecycle::app::{KeepAliveView, Request};
use call_lifecycle::{CallState, Timestamp};

use super::app::App;
use super::app_diary::Line;
use super::under_way::{Attempt, Awaited};
use super::{Time, after, calls, millis};

impl App {
    /// "An incoming call's start is known only by its notification: the policy takes a
    /// `start_margin` off it" (law *safe side*).
    pub fn start(&self) -> Time {
        let margin = millis(self.settings.keep_alive().start_margin());
        if self.seen.1 == CallState::Incoming { self.seen.0.saturating_sub(margin) } else { self.seen.0 }
    }

    /// What the expiry counts from: when the latest successful keepAlive was sent, else the start.
    pub fn anchor(&self) -> Time {
        let next = |anchor, line: &Line| Self::anchored(line).unwrap_or(anchor);
        self.read.anchor.of(&self.diary, || self.start(), |anchor, _, line| next(anchor, line))
    }

    fn anchored(line: &Line) -> Option<Time> {
        match line {
            Line::Renewed { sent, .. } | Line::Began(sent) => Some(*sent),
            _ => None,
        }
    }

    /// The same after so many lines.
    pub fn anchor_after(&self, lines: usize) -> Time {
        let mut anchors = self.lines().take(lines).rev().filter_map(|(_, line)| Self::anchored(line));
        anchors.next().unwrap_or(self.start())
    }

    pub fn expires_at(&self) -> Option<Time> {
        after(self.anchor(), millis(self.settings.keep_alive().expiry()))
    }

    pub fn renewed(&self) -> bool {
        let renews = |line: &Line| matches!(line, Line::Renewed { .. });
        self.read.renewed.of(&self.diary, || false, |renewed, _, line| renewed || renews(line))
    }

    /// Presumed lost, and not revived since.
    pub fn lost(&self) -> bool {
        let next = |lost, line: &Line| match line {
            Line::Lost => true,
            Line::Revived => false,
            _ => lost,
        };
        self.read.lost.of(&self.diary, || false, |lost, _, line| next(lost, line))
    }

    /// Failed keepAlives since the last success.
    pub fn failures(&self) -> usize {
        let next = |failures, line: &Line| match line {
            Line::Renewed { .. } => 0,
            Line::KeepAliveFailed { .. } => failures + 1,
            _ => failures,
        };
        self.read.failures.of(&self.diary, || 0, |failures, _, line| next(failures, line))
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
        let next = |number, line: &Line| match line {
            Line::Left(token) if token.request() == Request::KeepAlive => token.number(),
            _ => number,
        };
        self.read.last_number.of(&self.diary, || 0, |number, _, line| next(number, line))
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

    /// The keepAlive that is next: what the diary says of it last.
    pub fn attempt(&self) -> Attempt {
        let (policy, interval) = (self.settings.keep_alive(), self.interval);
        let next = |awaited: Awaited, (_, at), line: &_| awaited.then((at, line), &policy, interval);
        self.read.awaited.of(&self.diary, || self.first_awaited(), next).attempt()
    }

    fn first_awaited(&self) -> Awaited {
        let (start, interval, state) = (self.start(), millis(self.interval), self.seen.1);
        let mut next = after(start, interval).filter(|_| calls::live(state));
        if state == CallState::Incoming {
            // A margin longer than the interval makes it due at once, which is with the first wake.
            next = after(start, interval).map(|at| at.max(self.seen.0.saturating_add(1)));
        }
        Awaited::first(next, state)
    }
}
