//! Why a call ended, and the codes that say so.

use core::fmt;

use crate::Trigger;
use crate::words::words;

words! {
    /// Why a call ended: one cause for each call, at either end.
    ///
    /// Later versions may have more causes: a host acts on few of them and logs the rest.
    ///
    /// ```
    /// use call_lifecycle::Cause;
    /// assert_eq!("keepAliveExpired".parse::<Cause>(), Ok(Cause::KeepAliveExpired));
    /// ```
    #[non_exhaustive]
    Cause {
        /// The application hung up.
        LocalHangUp = 0, "localHangUp",
        /// The other side hung up, or the service ended the call in the ordinary way.
        RemoteHangUp = 1, "remoteHangUp",
        /// The application rejected the incoming call.
        Rejected = 2, "rejected",
        /// The application redirected the incoming call. The application does not learn whether a
        /// target answered (choice 45), so both ends use this one cause.
        Redirected = 3, "redirected",
        /// The call was transferred.
        Transferred = 4, "transferred",
        /// Nobody answered, rejected or redirected the incoming call in time.
        AnswerTimeout = 5, "answerTimeout",
        /// No successful keepAlive within 45 minutes.
        KeepAliveExpired = 6, "keepAliveExpired",
        /// The service answered 404: the call had ended, and it is not known how.
        NotFound = 7, "notFound",
        /// The callee declined.
        Declined = 8, "declined",
        /// The callee was busy.
        Busy = 9, "busy",
        /// The callee did not answer or could not be reached.
        NoAnswer = 10, "noAnswer",
        /// The media of the call failed.
        MediaFailed = 11, "mediaFailed",
        /// The call was presumed lost, and nothing proved otherwise before the `abandon` bound.
        Abandoned = 12, "abandoned",
        /// The application asked to hang up and never got an answer.
        HangUpUnconfirmed = 13, "hangUpUnconfirmed",
        /// The call failed for another reason.
        Failed = 14, "failed",
        /// The service gave no reason.
        Unknown = 15, "unknown",
    }
}

impl Cause {
    /// The cause of the end that a trigger brings, or [`Cause::Unknown`] if it ends nothing.
    pub(crate) const fn of(trigger: Trigger) -> Self {
        match trigger {
            Trigger::Reject => Self::Rejected,
            Trigger::AnswerDeadline => Self::AnswerTimeout,
            Trigger::PeerDeclines => Self::Declined,
            Trigger::PeerBusy => Self::Busy,
            Trigger::PeerNoAnswer => Self::NoAnswer,
            Trigger::PeerFails => Self::Failed,
            Trigger::Redirected | Trigger::RedirectFailed | Trigger::RedirectTimeout => Self::Redirected,
            Trigger::TransferCompleted => Self::Transferred,
            Trigger::HangUp => Self::LocalHangUp,
            Trigger::PeerHangsUp => Self::RemoteHangUp,
            Trigger::KeepAliveExpired => Self::KeepAliveExpired,
            Trigger::MediaFailed => Self::MediaFailed,
            Trigger::Answer
            | Trigger::Redirect
            | Trigger::PeerRings
            | Trigger::PeerConnects
            | Trigger::PeerHolds
            | Trigger::PeerResumes
            | Trigger::Transfer
            | Trigger::TransferAccepted
            | Trigger::TransferFailed
            | Trigger::TornDown
            | Trigger::TeardownDeadline => Self::Unknown,
        }
    }

    /// The `resultInfo` with which the service's end reports the cause. [`ResultInfo::cause`] reads
    /// each back as that cause, except [`Cause::AnswerTimeout`], which the application reads as
    /// [`Cause::NoAnswer`]. A rejected or redirected call reports nothing, as on Graph's pages
    /// (sources `call-delete`, `call-transfer`). No page has a pair for 486, 500 and 603: they have
    /// a code alone.
    ///
    /// ```
    /// use call_lifecycle::Cause;
    /// let result = Cause::KeepAliveExpired.result().unwrap();
    /// assert_eq!(result.to_string(), "408/8537");
    /// assert_eq!(result.cause(), Cause::KeepAliveExpired);
    /// ```
    #[must_use]
    pub const fn result(self) -> Option<ResultInfo> {
        let (code, subcode) = match self {
            Self::LocalHangUp => (200, Some(7000)),
            Self::RemoteHangUp => (200, Some(4097)),
            Self::Transferred => (0, Some(7015)),
            Self::AnswerTimeout => (408, None),
            Self::KeepAliveExpired => (408, Some(8537)),
            Self::Declined => (603, None),
            Self::Busy => (486, None),
            Self::NoAnswer => (408, Some(10057)),
            Self::MediaFailed => (410, Some(301_005)),
            Self::Failed => (500, None),
            Self::Rejected
            | Self::Redirected
            | Self::NotFound
            | Self::Abandoned
            | Self::HangUpUnconfirmed
            | Self::Unknown => return None,
        };
        Some(ResultInfo::new(code, subcode))
    }
}

/// `code` and `subcode` of a call's or an operation's end (`resultInfo`).
///
/// 200 to 299 is success, and so is 0 (choice 18: one documented success is 0/7015). A subcode
/// alone says nothing: 7000 is "ended by the bot" with 200 and "transfer failed" with 500. So code
/// and subcode are judged as a pair (choice 19).
///
/// ```
/// use call_lifecycle::{Cause, ResultInfo};
/// assert_eq!(ResultInfo::new(408, Some(8537)).cause(), Cause::KeepAliveExpired);
/// assert!(ResultInfo::new(0, Some(7015)).is_success());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[cfg_attr(feature = "arbitrary", derive(arbitrary::Arbitrary))]
#[non_exhaustive]
pub struct ResultInfo {
    /// `code`: 2xx and 0 success, 4xx the client's fault, 5xx the service's.
    pub code: i32,
    /// `subcode`, if there is one.
    pub subcode: Option<i32>,
}

impl ResultInfo {
    /// Creates the pair of a code and, if there is one, a subcode.
    #[must_use]
    pub const fn new(code: i32, subcode: Option<i32>) -> Self {
        Self { code, subcode }
    }

    /// Whether the code means success.
    #[must_use]
    pub const fn is_success(self) -> bool {
        self.code == 0 || matches!(self.code, 200..=299)
    }

    /// The cause that the pair means at the end of a call. 8537, 7015, 301005 and 1005 are in the
    /// table of source `call-delete`. No page has a code for busy or declined, so 486, 487, 603,
    /// 408 and 480 are read as in SIP (choice 21).
    #[must_use]
    pub const fn cause(self) -> Cause {
        match (self.code, self.subcode) {
            (408, Some(8537)) => Cause::KeepAliveExpired,
            (0 | 200, Some(7015)) => Cause::Transferred,
            (410, Some(301_005)) | (500, Some(1005)) => Cause::MediaFailed,
            (486, _) => Cause::Busy,
            (487 | 603, _) => Cause::Declined,
            (408 | 480, _) => Cause::NoAnswer,
            _ if self.is_success() => Cause::RemoteHangUp,
            _ => Cause::Failed,
        }
    }
}

impl fmt::Display for ResultInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.subcode {
            Some(subcode) => write!(f, "{}/{subcode}", self.code),
            None => write!(f, "{}", self.code),
        }
    }
}
