//! What the application has under way: the keepAlive that is next, its hang-up, and what would
//! explain an end.

use call_lifecycle::app::Request;
use call_lifecycle::{CallState, Cause};

use super::app::{App, Line};
use super::{Time, after, calls, millis};

/// How it stands with the keepAlive that is next, and until when.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Attempt {
    /// Due then.
    Due(Option<Time>),
    /// Asked for; asked for again then.
    Asked(Option<Time>),
    /// Sent; its reply is overdue then.
    Out(Option<Time>),
}

/// The same of the hang-up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum HangUp {
    None,
    Due(Option<Time>),
    Asked(Option<Time>),
    Out(Option<Time>),
    Confirmed(Time),
}

/// The application's own request under way that would explain an end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Own {
    None,
    Reject,
    Redirect,
    /// `unanswered` if a DELETE got no answer: the service may have acted on it.
    HangUp {
        unanswered: bool,
    },
    /// None of ours: the service has told the cause with `terminating`, and that was first.
    Told(Cause),
}

impl Own {
    pub fn cause(self) -> Option<Cause> {
        match self {
            Self::None | Self::Told(_) => None,
            Self::Reject => Some(Cause::Rejected),
            Self::Redirect => Some(Cause::Redirected),
            Self::HangUp { .. } => Some(Cause::LocalHangUp),
        }
    }

    pub fn hangs_up(self) -> bool {
        matches!(self, Self::HangUp { .. })
    }
}

impl App {
    /// The keepAlive that is next: what the diary says of it last.
    pub fn attempt(&self) -> Attempt {
        use Attempt::{Asked, Due, Out};
        let timeout = millis(self.settings.keep_alive().reply_timeout());
        let interval = millis(self.interval);
        let (mut state, mut failures, mut lost) = (self.seen.1, 0, false);
        let mut next = Due(after(self.start(), interval).filter(|_| calls::live(state)));
        if state == CallState::Incoming {
            // A margin longer than the interval makes it due at once, which is with the first wake.
            next = Due(after(self.start(), interval).map(|at| at.max(self.seen.0.saturating_add(1))));
        }
        for (at, line) in self.lines() {
            match line {
                Line::Wished(token) if token.request() == Request::KeepAlive => next = Asked(after(at, timeout)),
                Line::Probed => next = Asked(after(at, timeout)),
                Line::Left(token) if token.request() == Request::KeepAlive && calls::live(state) => {
                    next = Out(after(at, timeout));
                }
                Line::KeepAliveFailed { next: again } => (next, failures) = (Due(*again), failures + 1),
                Line::Renewed { sent, current } => {
                    // The success of an earlier attempt does not answer the one that is out.
                    if calls::live(state) && (*current || !matches!(next, Out(_))) {
                        next = Due(after(*sent, interval));
                    }
                    failures = 0;
                }
                Line::Began(sent) if calls::live(state) && matches!(next, Due(_)) && failures == 0 => {
                    next = Due(after(*sent, interval));
                }
                Line::Lost => {
                    lost = true;
                    if matches!(next, Due(_)) {
                        next = Due(Some(at));
                    }
                }
                Line::Revived => {
                    lost = false;
                    if !calls::live(state) {
                        next = Due(None);
                    }
                }
                Line::HangUpConfirmed => next = Due(None),
                Line::Moved { to, .. } => {
                    state = *to;
                    next = match next {
                        _ if calls::live(state) => next,
                        // Verified on, in the same rhythm.
                        Due(at) | Asked(at) | Out(at) if lost => Asked(at),
                        // "`terminating` by notification sends no keepAlive any more."
                        _ => Due(None),
                    };
                }
                _ => {}
            }
        }
        next
    }

    pub fn hang_up(&self) -> HangUp {
        let policy = self.settings.keep_alive();
        let mut hang_up = HangUp::None;
        for (at, line) in self.lines() {
            hang_up = match line {
                _ if matches!(hang_up, HangUp::Confirmed(_)) => hang_up,
                Line::Wished(token) if token.request() == Request::HangUp => {
                    HangUp::Asked(after(at, millis(policy.reply_timeout())))
                }
                Line::Left(token) if token.request() == Request::HangUp => {
                    HangUp::Out(after(at, millis(policy.reply_timeout())))
                }
                Line::HangUpUnanswered => HangUp::Due(after(at, millis(policy.retry_initial()))),
                Line::HangUpRefused { again } => HangUp::Due(*again),
                Line::HangUpConfirmed => HangUp::Confirmed(at),
                _ => hang_up,
            }
        }
        hang_up
    }

    pub fn confirmed(&self) -> bool {
        matches!(self.hang_up(), HangUp::Confirmed(_))
    }

    /// As the machine shows it: after the end, whether the hang-up was its cause.
    pub fn hang_up_confirmed(&self) -> bool {
        if self.ended() { self.cause() == Some(Cause::LocalHangUp) } else { self.confirmed() }
    }

    pub fn own(&self) -> Own {
        self.own_after(self.diary.len())
    }

    /// What would explain an end after so many lines: the last own request that was sent, a hang-up
    /// before all others, until it was refused or the call went on in spite of it; and before all
    /// of ours what the service has told.
    pub fn own_after(&self, lines: usize) -> Own {
        let mut own = Own::None;
        for (_, line) in self.lines().take(lines) {
            let hung_up = Own::HangUp { unanswered: false };
            own = match (own, line) {
                // No keepAlive and a transfer are certain, whatever we did besides (design, section 4: the first of the list).
                (_, Line::Told(cause @ (Cause::KeepAliveExpired | Cause::Transferred))) => Own::Told(*cause),
                (Own::None, Line::Told(cause)) => Own::Told(*cause),
                (Own::Told(_), _) => own,
                (Own::HangUp { .. }, Line::HangUpUnanswered) => Own::HangUp { unanswered: true },
                (_, Line::HangUpInVain) | (Own::HangUp { unanswered: false }, Line::HangUpRefused { .. }) => Own::None,
                (Own::HangUp { .. }, _) => own,
                (_, Line::HangUpConfirmed) => hung_up,
                (_, Line::HangUpUnanswered) => Own::HangUp { unanswered: true },
                (_, Line::Left(token)) => match token.request() {
                    Request::Answer => Own::None,
                    Request::Reject => Own::Reject,
                    Request::Redirect => Own::Redirect,
                    Request::HangUp => hung_up,
                    _ => own,
                },
                (Own::Reject, Line::Refused(Request::Reject)) => Own::None,
                (Own::Redirect, Line::Refused(Request::Redirect)) => Own::None,
                (_, Line::Moved { to, .. }) if calls::connected(*to) => Own::None,
                _ => own,
            }
        }
        own
    }
}
