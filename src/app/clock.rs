//! The clocks of a live call: what is due when, and what is done then.

use super::call::{Call, End, Life, Own};
use super::{Output, Policy, Request, Token};
use crate::{CallState, Cause, Deadline, DeadlineKind, ResultInfo, Span, Step, Timestamp};

/// A deadline as milliseconds after the anchor; the greatest value is none.
///
/// Every deadline lies after `now`, so after the anchor, and the bounds of the policy keep it within 32 bits: a live call is given up at the
/// latest [`BOUND_CAP`] after its anchor, a confirmed or failing hang-up a day later, and no other span is longer than a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Offset(pub(super) u32);

impl Offset {
    pub(super) const NONE: Self = Self(u32::MAX);

    pub(super) fn new(anchor: Timestamp, at: Option<Timestamp>) -> Self {
        at.map_or(Self::NONE, |at| u32::try_from(at.saturating_millis_since(anchor)).map_or(Self::NONE, Self))
    }

    #[inline]
    pub(super) const fn at(self, anchor: Timestamp) -> Option<Timestamp> {
        if self.0 == Self::NONE.0 {
            return None;
        }
        match anchor.as_millis().checked_add(self.0 as u64) {
            Some(millis) => Some(Timestamp::from_millis(millis)),
            None => None,
        }
    }

    /// The same point in time after the anchor has moved.
    fn moved(self, from: Timestamp, to: Timestamp) -> Self {
        Self::new(to, self.at(from))
    }
}

/// The furthest that the give-up bound of a live call is ever moved from its anchor.
const BOUND_CAP: Span = Span::MAX;

/// Where the keepAlive attempt is. Past the expiry of a `terminating` call the GET takes its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub(super) enum Probe {
    /// Due at its time.
    Idle,
    /// Asked for; to be asked for again at its time.
    Asked,
    /// Sent; its reply is overdue at its time.
    Out,
}

/// Where the hang-up is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub(super) enum HangUp {
    /// Not asked for. The side clock is the answer deadline's.
    None,
    /// Asked for; to be asked for again at its time.
    Asked,
    /// Sent; its reply is overdue at its time.
    Out,
    /// Failed; to be asked for at its time.
    Retry,
    /// Confirmed by a 2xx; the end is overdue at the bound.
    Confirmed,
}

/// Whether the expiry has passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub(super) enum Belief {
    /// It lies ahead.
    Alive,
    /// It has passed just now: the call is presumed lost, and is to be verified. No step ends with this.
    Lost,
    /// The call is presumed lost, and was asked after.
    Verifying,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Clocks {
    pub(super) probe_at: Offset,
    pub(super) side_at: Offset,
    /// When the call is given up: `abandon` past the expiry, or the bound of its hang-up.
    pub(super) bound_at: Offset,
    pub(super) state: CallState,
    pub(super) probe: Probe,
    pub(super) hang_up: HangUp,
    pub(super) belief: Belief,
}

impl Clocks {
    pub(super) fn new(anchor: Timestamp, state: CallState, policy: &Policy) -> Self {
        Self {
            probe_at: Offset::NONE,
            side_at: Offset::NONE,
            bound_at: Self::abandon_at(anchor, policy),
            state,
            probe: Probe::Idle,
            hang_up: HangUp::None,
            belief: Belief::Alive,
        }
    }

    fn abandon_at(anchor: Timestamp, policy: &Policy) -> Offset {
        let keep_alive = policy.settings().keep_alive;
        Offset::new(anchor, anchor.checked_add(keep_alive.expiry.saturating_add(keep_alive.abandon)))
    }

    /// The first deadline, operations aside.
    #[inline]
    pub(super) fn first(&self, anchor: Timestamp, policy: &Policy) -> Option<Deadline> {
        // An offset above a kind: the least of these numbers is the first deadline, ties in the order of the kinds, without a branch.
        let key = |at: Offset, kind: DeadlineKind| u64::from(at.0) << 8 | kind as u64;
        let expiry = if self.is_lost() || self.hang_up == HangUp::Confirmed {
            Offset::NONE
        } else {
            Offset(policy.settings().keep_alive.expiry.as_millis())
        };
        let side_kind = if self.hang_up == HangUp::None { DeadlineKind::Answer } else { DeadlineKind::HangUp };
        let first = key(self.bound_at, DeadlineKind::GiveUp)
            .min(key(expiry, DeadlineKind::KeepAliveExpiry))
            .min(key(self.probe_at, DeadlineKind::KeepAlive))
            .min(key(self.side_at, side_kind));
        let at = Offset((first >> 8) as u32).at(anchor)?;
        Some(Deadline { at, kind: DeadlineKind::from_number(first as u8)? })
    }

    /// The first deadline at which something has happened, rather than something is to be sent.
    fn first_report(&self, anchor: Timestamp, policy: &Policy) -> Option<Deadline> {
        let deadline = |at: Option<Timestamp>, kind| at.map(|at| Deadline { at, kind });
        let side = match self.hang_up {
            HangUp::None => deadline(self.side_at.at(anchor), DeadlineKind::Answer),
            HangUp::Out => deadline(self.side_at.at(anchor), DeadlineKind::HangUp),
            HangUp::Asked | HangUp::Retry | HangUp::Confirmed => None,
        };
        let expiry = anchor.checked_add(policy.settings().keep_alive.expiry);
        let expiry = expiry.filter(|_| !self.is_lost() && self.hang_up != HangUp::Confirmed);
        let probe = self.probe_at.at(anchor).filter(|_| self.probe == Probe::Out);
        [
            side,
            deadline(expiry, DeadlineKind::KeepAliveExpiry),
            deadline(probe, DeadlineKind::KeepAlive),
            deadline(self.bound_at.at(anchor), DeadlineKind::GiveUp),
        ]
        .into_iter()
        .fold(None, Deadline::first)
    }

    /// The expiry has passed, and was reported.
    pub(super) const fn is_lost(&self) -> bool {
        !matches!(self.belief, Belief::Alive)
    }

    /// Takes the new anchor for the reference of the deadlines.
    fn rebase(&mut self, from: Timestamp, to: Timestamp) {
        self.probe_at = self.probe_at.moved(from, to);
        self.side_at = self.side_at.moved(from, to);
        self.bound_at = self.bound_at.moved(from, to);
    }
}

impl<const N: usize> Call<'_, N> {
    /// Fires what is due at `now`: first, in order of time, what happened at its own time, then what is sent now.
    pub(super) fn settle(&mut self, step: &mut Step<Output>) {
        for _ in 0..Self::MOST_REPORTS {
            let Life::Live(clocks) = &self.life else { return };
            match clocks.first_report(self.anchor, self.policy).filter(|due| due.at <= self.now) {
                Some(due) => self.report(due, step),
                None => break,
            }
        }
        self.ask_what_is_due(step);
    }

    /// Answer overdue, keepAlive failed, presumed lost, DELETE failed, given up: each at most once, since each disarms itself.
    const MOST_REPORTS: usize = 5;

    /// What [`Self::settle`] pushes at most: answer overdue, failed and lost, then DELETE, keepAlive, cancelled, overdue and GET.
    pub(super) const MOST_SETTLED: usize = 8;

    fn report(&mut self, due: Deadline, step: &mut Step<Output>) {
        let keep_alive = &self.policy.settings().keep_alive;
        let Life::Live(clocks) = &mut self.life else { return };
        match due.kind {
            DeadlineKind::Answer => {
                clocks.side_at = Offset::NONE;
                step.push(due.at, Output::AnswerOverdue);
            }
            DeadlineKind::KeepAlive => {
                self.failures = self.failures.saturating_add(1);
                clocks.probe = Probe::Idle;
                let retry = due.at.checked_add(keep_alive.retry_after(self.failures));
                clocks.probe_at = Offset::new(self.anchor, retry);
                step.push(due.at, Output::KeepAliveFailed);
            }
            DeadlineKind::KeepAliveExpiry => {
                clocks.belief = Belief::Lost;
                if clocks.probe == Probe::Idle {
                    clocks.probe_at = Offset::new(self.anchor, Some(due.at));
                }
                step.push(due.at, Output::PresumedLost);
            }
            DeadlineKind::HangUp => {
                clocks.hang_up = HangUp::Retry;
                clocks.side_at = Offset::new(self.anchor, due.at.checked_add(keep_alive.retry_initial));
            }
            DeadlineKind::GiveUp => {
                let cause = match (clocks.hang_up, self.own) {
                    (HangUp::Confirmed, _) => Cause::LocalHangUp,
                    (_, Own::HangUp) => Cause::HangUpUnconfirmed,
                    (_, Own::None | Own::Reject | Own::Redirect) => Cause::Abandoned,
                };
                self.end(due.at, cause, None, step);
            }
            DeadlineKind::Redirect
            | DeadlineKind::Teardown
            | DeadlineKind::InitialSilence
            | DeadlineKind::MaxSilence
            | DeadlineKind::MaxRecordDuration
            | DeadlineKind::Operation => {}
        }
    }

    fn ask_what_is_due(&mut self, step: &mut Step<Output>) {
        let (now, token) = (self.now, self.next_token());
        let again = Offset::new(self.anchor, now.checked_add(self.policy.settings().keep_alive.reply_timeout));
        let Life::Live(clocks) = &mut self.life else { return };
        let is_due = |at: Offset| at.at(self.anchor).is_some_and(|at| at <= now);
        if is_due(clocks.side_at) {
            clocks.hang_up = HangUp::Asked;
            clocks.side_at = again;
            step.push(now, Output::Send(Token::new(Request::HangUp, 0)));
        }
        // A request that is out when the call is lost goes on, but the call is verified at once.
        let mut verify = clocks.belief == Belief::Lost;
        if is_due(clocks.probe_at) {
            clocks.probe = Probe::Asked;
            clocks.probe_at = again;
            verify = clocks.is_lost();
            if clocks.state.is_live() {
                step.push(now, Output::Send(token));
            }
        }
        if clocks.is_lost() {
            clocks.belief = Belief::Verifying;
        }
        let overdue = self.operations.take_overdue(now);
        if !overdue.cancelled.is_empty() {
            step.push(now, Output::OperationsCancelled(overdue.cancelled));
        }
        if !overdue.to_verify.is_empty() {
            step.push(now, Output::OperationsOverdue(overdue.to_verify));
            verify = true;
        }
        if verify {
            step.push(now, Output::Send(Token::new(Request::GetCall, 0)));
        }
    }

    /// The token of the next keepAlive to be asked for.
    pub(super) const fn next_token(&self) -> Token {
        Token::new(Request::KeepAlive, self.attempt.wrapping_add(1))
    }

    /// Ends the call and its operations.
    pub(super) fn end(&mut self, at: Timestamp, cause: Cause, result: Option<ResultInfo>, step: &mut Step<Output>) {
        let operations = self.operations.end_all();
        self.life = Life::Ended(End::new(cause, result));
        step.push(at, Output::Ended { cause, operations });
    }

    /// Another keepAlive has failed: the next is wished after the backoff, or when the service said if that is before the expiry.
    pub(super) fn keep_alive_failed(&mut self, retry_after: Option<Span>, step: &mut Step<Output>) {
        let expiry = self.expiry();
        let Life::Live(clocks) = &mut self.life else { return };
        self.failures = self.failures.saturating_add(1);
        let fits = |at: &Timestamp| *at > self.now && expiry.is_none_or(|expiry| *at < expiry);
        let told = retry_after.and_then(|span| self.now.checked_add(span)).filter(fits);
        let backoff = || self.now.checked_add(self.policy.settings().keep_alive.retry_after(self.failures));
        clocks.probe = Probe::Idle;
        clocks.probe_at = Offset::new(self.anchor, told.or_else(backoff));
        step.push(self.now, Output::KeepAliveFailed);
    }

    /// A keepAlive that was sent at `sent`, not before the anchor, has succeeded.
    pub(super) fn renew(&mut self, sent: Timestamp, current: bool, step: &mut Step<Output>) {
        let Life::Live(clocks) = &mut self.life else { return };
        clocks.rebase(self.anchor, sent);
        self.anchor = sent;
        self.renewed = true;
        self.failures = 0;
        if self.own != Own::HangUp {
            // A GET may have moved the bound further already.
            let abandon = Clocks::abandon_at(sent, self.policy);
            clocks.bound_at = Offset(clocks.bound_at.0.max(abandon.0));
        }
        if clocks.state.is_live() && (current || clocks.probe != Probe::Out) {
            let interval = self.policy.settings().keep_alive.interval_of(self.id);
            clocks.probe = Probe::Idle;
            clocks.probe_at = Offset::new(sent, sent.checked_add(interval));
        }
        step.push(self.now, Output::KeepAliveSucceeded);
        let alive = self.expiry().is_none_or(|expiry| expiry > self.now);
        if let Life::Live(clocks) = &mut self.life {
            if clocks.is_lost() && alive {
                clocks.belief = Belief::Alive;
                step.push(self.now, Output::Revived);
            }
        }
    }

    /// The service has shown the call by a GET that was sent at `sent`: it is not given up for a while.
    pub(super) fn verified(&mut self, sent: Timestamp) {
        let abandon = self.policy.settings().keep_alive.abandon;
        let Life::Live(clocks) = &mut self.life else { return };
        if self.own != Own::HangUp {
            let bound = sent.saturating_add(abandon).min(self.anchor.saturating_add(BOUND_CAP));
            clocks.bound_at = Offset(clocks.bound_at.0.max(Offset::new(self.anchor, Some(bound)).0));
        }
    }

    /// The call began earlier than thought.
    pub(super) fn began(&mut self, sent: Timestamp) {
        if let Life::Live(clocks) = &mut self.life {
            if !self.renewed && sent < self.anchor {
                let from = self.anchor;
                clocks.rebase(from, sent);
                self.anchor = sent;
                if self.own != Own::HangUp {
                    clocks.bound_at = Clocks::abandon_at(sent, self.policy);
                }
            }
        }
    }
}
