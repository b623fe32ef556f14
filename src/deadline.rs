//! When a machine asks to be woken, and why.

use crate::Timestamp;
use crate::words::words;

words! {
    /// What a deadline is for. The order is that in which deadlines of the same time fire (law
    /// *granularity*).
    ///
    /// Later versions may have more kinds: a host wakes the machine at any of them.
    ///
    /// ```
    /// use call_lifecycle::DeadlineKind;
    /// assert!(DeadlineKind::KeepAliveExpiry < DeadlineKind::MaxSilence);
    /// ```
    #[non_exhaustive]
    DeadlineKind {
        /// No keepAlive has succeeded in time: the service ends the call, the application presumes
        /// it lost.
        KeepAliveExpiry = 0, "keepAlive expiry",
        /// Service: an incoming call ends because nobody answered it. Application: the answer is
        /// overdue.
        Answer = 1, "answer",
        /// Service: no target of the redirect answered.
        Redirect = 2, "redirect",
        /// Service: the call counts as taken down.
        Teardown = 3, "teardown",
        /// Service: nobody has spoken since recording started.
        InitialSilence = 4, "initial silence",
        /// Service: nobody has spoken since the last speech.
        MaxSilence = 5, "max silence",
        /// Service: the recording has reached its longest duration.
        MaxRecordDuration = 6, "max record duration",
        /// Application: a call that is presumed lost is given up, or a hang-up that was not
        /// confirmed or did not end the call.
        GiveUp = 7, "give up",
        /// Application: a keepAlive (past the expiry, a GET) is due, is requested again, or its
        /// reply is overdue.
        KeepAlive = 8, "keepAlive",
        /// Application: a DELETE is due again, is requested again, or its reply is overdue.
        HangUp = 9, "hang up",
        /// Application: an operation should have ended by now.
        Operation = 10, "operation",
    }
}

/// The next point in time at which a machine asks for a wake, and why.
///
/// ```
/// use call_lifecycle::{DeadlineKind, Id, Timestamp, service};
/// let call = service::Call::<4>::incoming(Id::from_u128(1), Timestamp::ZERO, &service::Policy::DEFAULT);
/// let deadline = call.next_deadline().unwrap();
/// assert_eq!((deadline.at.as_millis(), deadline.kind), (15_000, DeadlineKind::Answer));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub struct Deadline {
    /// When.
    pub at: Timestamp,
    /// What for.
    pub kind: DeadlineKind,
}

const _: () = assert!(size_of::<Timestamp>() == 8 && size_of::<Option<Deadline>>() <= 16);

impl Deadline {
    /// A deadline, for a machine of the host's.
    #[must_use]
    pub const fn new(at: Timestamp, kind: DeadlineKind) -> Self {
        Self { at, kind }
    }
}
