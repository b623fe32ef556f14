//! Deadlines at the application's end: when they fire and what they do.

use core::time::Duration;

use call_lifecycle::app::{Request, Token};
use call_lifecycle::{CallState, Cause, Deadline, DeadlineKind, MAX_DURATION};

use super::app::App;
use super::app_diary::Line;
use super::under_way::{Attempt, HangUp, OurRequest};
use super::{Time, after, calls, first, millis};

impl App {
    /// The end of the service's answer deadline, as far as the application can know it, to be
    /// reported once: until an answer, reject or redirect was taken, or the call went on.
    fn answer_at(&self) -> Option<Time> {
        if self.seen.1 != CallState::Incoming || self.hang_up() != HangUp::None {
            return None;
        }
        let margin = self.settings.keep_alive().start_margin();
        let left = self.settings.answer_deadline().saturating_sub(margin).max(Duration::from_millis(1));
        let timeout = millis(self.settings.keep_alive().reply_timeout());
        let next = |overdue: Time, (number, at): (usize, Time), line: &Line| match line {
            Line::Moved { .. } | Line::AnswerOverdue | Line::Taken => None,
            // Whether it was in time its reply will say.
            Line::Left(token) => match token.request() {
                Request::Answer | Request::Reject | Request::Redirect => Some(overdue.max(after(at, timeout)?)),
                _ => Some(overdue),
            },
            // It counts again, from the start of the call.
            Line::Refused(_) | Line::Unanswered => {
                let due = after(self.anchor_after(number), millis(self.settings.answer_deadline()))?;
                Some(due.max(after(at, 1)?))
            }
            _ => Some(overdue),
        };
        let start = || after(self.seen.0, millis(left));
        self.read.overdue.of(&self.diary, start, |overdue, place, line| next(overdue?, place, line))
    }

    /// When the call is given up: `abandon` past the expiry, as far as a GET has put it off; sooner
    /// if a hang-up is not confirmed in its time.
    fn give_up_at(&self) -> Option<Time> {
        if let HangUp::Confirmed(at) = self.hang_up() {
            return after(at, millis(self.settings.hang_up_timeout()));
        }
        let policy = self.settings.keep_alive();
        let abandon = millis(policy.abandon());
        let abandoned = |index| after(self.anchor_after(index), millis(policy.expiry()) + abandon);
        // Never is later than any time.
        let later = |a: Option<Time>, b: Option<Time>| Some(a?.max(b?));
        let sooner = |a: Option<Time>, b: Option<Time>| a.into_iter().chain(b).min();
        let next = |bound: Option<Time>, (index, at): (usize, Time), line: &Line| {
            let hanging_up = || self.own_after(index).hangs_up();
            match line {
                Line::Left(token) if token.request() == Request::HangUp => {
                    sooner(bound, after(at, millis(self.settings.hang_up_give_up())))
                }
                // It lives on as before.
                Line::HangUpRefused { .. } | Line::HangUpInVain => later(bound, abandoned(index)),
                Line::Renewed { .. } if !hanging_up() => later(bound, abandoned(index + 1)),
                // "A GET 200 moves only the bound, by at most about 24 days from the last success."
                Line::Shown { sent } if !hanging_up() => {
                    let cap = after(self.anchor_after(index), millis(MAX_DURATION)).unwrap_or(Time::MAX);
                    later(bound, after(*sent, abandon).map(|at| at.min(cap)))
                }
                Line::Began(_) if !hanging_up() && bound == abandoned(index) => abandoned(index + 1),
                _ => bound,
            }
        };
        self.read.bound.of(&self.diary, || abandoned(0), next)
    }

    pub fn next_deadline(&self) -> Option<Deadline> {
        *self.read.deadline.of(self.diary.len(), || self.first_deadline())
    }

    fn first_deadline(&self) -> Option<Deadline> {
        if self.ended() {
            return None;
        }
        let (Attempt::Due(keep_alive) | Attempt::Asked(keep_alive) | Attempt::Out(keep_alive)) = self.attempt();
        let hang_up = match self.hang_up() {
            HangUp::Due(at) | HangUp::Asked(at) | HangUp::Out(at) => at,
            HangUp::None | HangUp::Confirmed(_) => None,
        };
        first([
            (self.expires_at().filter(|_| !self.lost() && !self.confirmed()), DeadlineKind::KeepAliveExpiry),
            (self.answer_at().filter(|_| !self.confirmed()), DeadlineKind::Answer),
            (self.give_up_at(), DeadlineKind::GiveUp),
            (keep_alive, DeadlineKind::KeepAlive),
            (hang_up, DeadlineKind::HangUp),
            (self.first_watched(), DeadlineKind::Operation),
        ])
    }

    /// What has happened by now, in order of time and each at its own; then what is to be sent,
    /// now, "since nothing was sent earlier" (law *granularity*).
    pub fn settle(&mut self) {
        let now = self.latest;
        let due = |at: Option<Time>| at.is_some_and(|at| at <= now);
        let mut newly_lost = false;
        loop {
            if self.ended() {
                return;
            }
            let unanswered = if let Attempt::Out(at) = self.attempt() { at } else { None };
            let delete_unanswered = if let HangUp::Out(at) = self.hang_up() { at } else { None };
            let happens = first([
                (self.expires_at().filter(|_| !self.lost() && !self.confirmed()), DeadlineKind::KeepAliveExpiry),
                (self.answer_at().filter(|_| !self.confirmed()), DeadlineKind::Answer),
                (self.give_up_at(), DeadlineKind::GiveUp),
                (unanswered, DeadlineKind::KeepAlive),
                (delete_unanswered, DeadlineKind::HangUp),
            ]);
            let Some(happens) = happens.filter(|one| due(Some(one.at.as_millis()))) else { break };
            self.latest = happens.at.as_millis();
            match happens.kind {
                DeadlineKind::KeepAliveExpiry => {
                    self.write(Line::Lost);
                    newly_lost = true;
                }
                DeadlineKind::Answer => self.write(Line::AnswerOverdue),
                DeadlineKind::GiveUp => self.give_up(),
                DeadlineKind::KeepAlive => {
                    let next = after(self.latest, self.backoff(self.failures() + 1));
                    self.write(Line::KeepAliveFailed { next });
                }
                _ => self.write(Line::HangUpUnanswered),
            }
            self.latest = now;
        }
        if let HangUp::Due(at) | HangUp::Asked(at) = self.hang_up()
            && due(at)
        {
            self.write(Line::Wished(Token::new(Request::HangUp, 0)));
        }
        // Past the expiry the call is presumed lost, and is verified with a GET (choice 5).
        let mut verify = newly_lost;
        if let Attempt::Due(at) | Attempt::Asked(at) = self.attempt()
            && due(at)
        {
            verify = self.lost();
            let number = self.last_number().wrapping_add(1);
            let live = calls::live(self.state());
            self.write(if live { Line::Wished(Token::new(Request::KeepAlive, number)) } else { Line::Probed });
        }
        verify |= self.settle_operations();
        if verify {
            self.write(Line::Wished(Token::new(Request::GetCall, 0)));
        }
    }

    fn give_up(&mut self) {
        let cause = match self.own() {
            OurRequest::ServiceSaid(cause) => cause,
            _ if self.confirmed() => Cause::LocalHangUp,
            OurRequest::HangUp { .. } => Cause::HangUpUnconfirmed,
            _ => Cause::Abandoned,
        };
        self.end(cause, None);
    }
}
