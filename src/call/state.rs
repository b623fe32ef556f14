//! The states of a call, and the one table of its transitions.
//!
//! Everything comes from [`TRANSITIONS`]: the service's transition function, the reachability by
//! which the application judges notifications, the drawings of [`crate::diagram`] and the committed
//! matrix. `const` assertions at the end of this file refuse a table with a duplicate row, with a
//! state that cannot be reached, or with a state from which a call cannot end.

use crate::words::words;

words! {
    /// The state of a call, in Graph's words (`callState`; source `call-resource`).
    ///
    /// `ringing` is documented, but missing from the metadata of v1.0. It is accepted between
    /// `establishing` and `established`, and never required (choice 9). `hold` and `redirecting`
    /// are documented and rarely seen. They are accepted, and no deadline of the application
    /// depends on them (choice 11). Words are compared without regard to case. Any other word
    /// (`unknownFutureValue`, `unhold`, `idle`) is not a state, and a notification with one changes
    /// nothing (choice 10).
    ///
    /// It is exhaustive: another state would change the table, and with it what the laws say.
    ///
    /// ```
    /// use call_lifecycle::CallState;
    /// assert_eq!("Established".parse::<CallState>(), Ok(CallState::Established));
    /// assert_eq!(CallState::TransferAccepted.as_str(), "transferAccepted");
    /// assert!(CallState::Hold.is_live() && !CallState::Terminating.is_live());
    /// ```
    CallState {
        /// Offered to the application, which has not yet answered, rejected or redirected it.
        Incoming = 0, "incoming",
        /// Created or answered, and being negotiated.
        Establishing = 1, "establishing",
        /// The other side is alerted.
        Ringing = 2, "ringing",
        /// Connected.
        Established = 3, "established",
        /// The other side has put the call on hold.
        Hold = 4, "hold",
        /// A transfer was requested.
        Transferring = 5, "transferring",
        /// The target of the transfer has accepted.
        TransferAccepted = 6, "transferAccepted",
        /// A redirect was requested.
        Redirecting = 7, "redirecting",
        /// Being taken down.
        Terminating = 8, "terminating",
        /// Ended. Nothing follows.
        Terminated = 9, "terminated",
    }
}

words! {
    /// What moves a call from one state to another.
    ///
    /// It is exhaustive: another trigger would change the table, and with it what the laws say.
    ///
    /// ```
    /// use call_lifecycle::{CallState, Trigger};
    /// assert_eq!(CallState::Incoming.next(Trigger::Answer), Some(CallState::Establishing));
    /// assert_eq!(CallState::Established.next(Trigger::Answer), None);
    /// ```
    Trigger {
        /// The application answers.
        Answer = 0, "answer",
        /// The application redirects.
        Redirect = 1, "redirect",
        /// The application rejects.
        Reject = 2, "reject",
        /// Nobody answered, rejected or redirected in time.
        AnswerDeadline = 3, "answer deadline",
        /// The peer is alerted.
        PeerRings = 4, "peer rings",
        /// The peer connects.
        PeerConnects = 5, "peer connects",
        /// The peer declines.
        PeerDeclines = 6, "peer declines",
        /// The peer is busy.
        PeerBusy = 7, "peer busy",
        /// The peer does not answer.
        PeerNoAnswer = 8, "peer no answer",
        /// The call could not be set up.
        PeerFails = 9, "peer fails",
        /// The peer puts the call on hold.
        PeerHolds = 10, "peer holds",
        /// The peer takes the call back from hold.
        PeerResumes = 11, "peer resumes",
        /// The application transfers.
        Transfer = 12, "transfer",
        /// The target of the transfer accepts.
        TransferAccepted = 13, "target accepts",
        /// The transfer fails. The call counts as connected again, as its notification says
        /// (choice 52).
        TransferFailed = 14, "transfer fails",
        /// The transfer is complete.
        TransferCompleted = 15, "transfer completes",
        /// The redirect is complete.
        Redirected = 16, "redirected",
        /// The redirect fails.
        RedirectFailed = 17, "redirect fails",
        /// No target of the redirect answered in time.
        RedirectTimeout = 18, "redirect timeout",
        /// The application hangs up.
        HangUp = 19, "hang up",
        /// The peer hangs up.
        PeerHangsUp = 20, "peer hangs up",
        /// No successful keepAlive in time.
        KeepAliveExpired = 21, "keepAlive expired",
        /// The media of the call fails.
        MediaFailed = 22, "media failed",
        /// The call is taken down.
        TornDown = 23, "torn down",
        /// The call was not taken down in time, and counts as taken down.
        TeardownDeadline = 24, "teardown deadline",
    }
}

/// A row of [`TRANSITIONS`].
///
/// ```
/// use call_lifecycle::{CallState, TRANSITIONS, Trigger};
/// let row = TRANSITIONS.iter().find(|row| row.trigger == Trigger::PeerHolds).unwrap();
/// assert_eq!((row.from, row.to), (CallState::Established, CallState::Hold));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub struct Transition {
    /// The state that it leaves.
    pub from: CallState,
    /// What moves the call.
    pub trigger: Trigger,
    /// The state that it enters.
    pub to: CallState,
}

/// One row for each trigger of each line, so that the table below reads like the page it comes
/// from.
macro_rules! transitions {
    ($($from:ident: $($trigger:ident),+ => $to:ident;)+) => {
        &[$($(Transition { from: CallState::$from, trigger: Trigger::$trigger, to: CallState::$to },)+)+]
    };
}

/// Every transition of a call. Nothing else happens.
///
/// The rows come from sources `call-answer`, `call-reject`, `call-redirect`, `call-transfer`,
/// `call-delete` and `call-keepalive`. A failed transfer leads back to `established` from both
/// `transferring` and `transferAccepted`: the examples show the first only (choice 50). Hanging up
/// is permitted in every live state, including `incoming`, where reject is the documented way
/// (choice 54).
///
#[doc = include_str!("../../docs/call-table.md")]
pub const TRANSITIONS: &[Transition] = transitions! {
    Incoming: Answer => Establishing;
    Incoming: Redirect => Redirecting;
    Incoming: Reject, AnswerDeadline => Terminated;
    Incoming: HangUp, PeerHangsUp, KeepAliveExpired, MediaFailed => Terminating;
    Establishing: PeerRings => Ringing;
    Establishing: PeerConnects => Established;
    Establishing: PeerDeclines, PeerBusy, PeerNoAnswer, PeerFails => Terminated;
    Establishing: HangUp, PeerHangsUp, KeepAliveExpired, MediaFailed => Terminating;
    Ringing: PeerConnects => Established;
    Ringing: PeerDeclines, PeerBusy, PeerNoAnswer, PeerFails => Terminated;
    Ringing: HangUp, PeerHangsUp, KeepAliveExpired, MediaFailed => Terminating;
    Established: PeerHolds => Hold;
    Established: Transfer => Transferring;
    Established: HangUp, PeerHangsUp, KeepAliveExpired, MediaFailed => Terminating;
    Hold: PeerResumes => Established;
    Hold: HangUp, PeerHangsUp, KeepAliveExpired, MediaFailed => Terminating;
    Transferring: TransferAccepted => TransferAccepted;
    Transferring: TransferFailed => Established;
    Transferring: HangUp, PeerHangsUp, KeepAliveExpired, MediaFailed => Terminating;
    TransferAccepted: TransferFailed => Established;
    TransferAccepted: TransferCompleted => Terminated;
    TransferAccepted: HangUp, PeerHangsUp, KeepAliveExpired, MediaFailed => Terminating;
    Redirecting: Redirected, RedirectFailed, RedirectTimeout => Terminated;
    Redirecting: HangUp, PeerHangsUp, KeepAliveExpired, MediaFailed => Terminating;
    Terminating: TornDown, TeardownDeadline => Terminated;
};

const STATES: usize = CallState::ALL.len();
const TRIGGERS: usize = Trigger::ALL.len();

const _: () = assert!(matches!(CallState::ALL, [.., CallState::Terminating, CallState::Terminated]));

/// A power of two, so that the place of a row is a shift.
const COLUMNS: usize = STATES.next_power_of_two();

/// Where each trigger leads from each state: one load, and nothing to branch on, whether it leads
/// anywhere or not. A row is a trigger's, since that is known before the state is: a host that has
/// the next event at hand need not wait for the state to find the row.
#[expect(clippy::indexing_slicing, reason = "a panic here is a compile error")]
const NEXT: [[Option<CallState>; COLUMNS]; TRIGGERS] = {
    let mut next = [[None; COLUMNS]; TRIGGERS];
    let mut rest = TRANSITIONS;
    while let [row, tail @ ..] = rest {
        let cell = &mut next[row.trigger as usize][row.from as usize];
        assert!(cell.is_none(), "two rows of TRANSITIONS have the same state and trigger");
        *cell = Some(row.to);
        rest = tail;
    }
    next
};

/// For each state the set, as bits, of the states that one or more transitions lead to.
#[expect(clippy::indexing_slicing, reason = "a panic here is a compile error")]
const REACH: [u16; STATES] = {
    let mut reach = [0_u16; STATES];
    let mut rest = TRANSITIONS;
    while let [row, tail @ ..] = rest {
        reach[row.from as usize] |= 1 << row.to as u8;
        rest = tail;
    }
    let mut via = 0;
    while via < STATES {
        let mut from = 0;
        while from < STATES {
            if reach[from] & (1 << via) != 0 {
                reach[from] |= reach[via];
            }
            from += 1;
        }
        via += 1;
    }
    reach
};

#[expect(clippy::indexing_slicing, reason = "a panic here is a compile error")]
const _: () = {
    let incoming = REACH[CallState::Incoming as usize] | 1 << CallState::Incoming as u8;
    assert!(incoming.count_ones() as usize == STATES, "a state of TRANSITIONS cannot be reached");
    assert!(REACH[CallState::Terminated as usize] == 0, "terminated must absorb");
    let mut state = 0;
    while state < STATES {
        let ended = state == CallState::Terminated as usize;
        assert!(ended || REACH[state] & (1 << CallState::Terminated as u8) != 0, "a state of TRANSITIONS never ends");
        state += 1;
    }
};

impl CallState {
    /// Where `trigger` leads from here, or `None` where it leads nowhere.
    #[must_use]
    #[inline]
    pub fn next(self, trigger: Trigger) -> Option<Self> {
        *NEXT.get(trigger as usize)?.get(self as usize)?
    }

    /// Whether one or more transitions lead from here to `state`. By this rule a notification is
    /// applied or stale: states may be skipped (choice 15), and `establishing` after `established`
    /// is late (choice 14).
    #[must_use]
    #[inline]
    pub fn reaches(self, state: Self) -> bool {
        REACH.get(self as usize).is_some_and(|set| set & (1 << state as u8) != 0)
    }

    /// Neither `terminating` nor `terminated`.
    #[must_use]
    #[inline]
    pub const fn is_live(self) -> bool {
        // One comparison, since these two are the last.
        (self as u8) < Self::Terminating as u8
    }

    /// Whether the two sides are, or were, connected in this live state, so that operations may be
    /// started: from `established` on, whether or not media is known to be active (choice 63).
    #[must_use]
    pub const fn is_connected(self) -> bool {
        matches!(self, Self::Established | Self::Hold | Self::Transferring | Self::TransferAccepted)
    }
}
