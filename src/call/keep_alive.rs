//! keepAlive: how often, how long, and what happens when it fails.

use core::time::Duration;

use crate::policy::{MS, SHORT, first_error, within};
use crate::time::Span;
use crate::{Id, PolicyError, PolicyField};

/// How the application's end keeps a call alive.
///
/// | field | default ([`KeepAlivePolicy::GRAPH`]) | allowed | source |
/// |---|---|---|---|
/// | `expiry` | 45 min | 2 ms to [`crate::MAX_DURATION`] − 1 ms | source `keepalive-2019`: "within 45 minutes of the previous request, or the start of the call" |
/// | `interval` | 15 min | 1 ms to `expiry` − 1 ms | source `keepalive-2019`: "every 15 to 45 minutes", 15 recommended. Less is not forbidden, and samples send every 10 (choice 3) |
/// | `jitter` | 1 min | 0 to `interval` − 1 ms | our choice: a fleet that starts together should not send together |
/// | `start_margin` | 2 s | 0 to `expiry` − `interval` − 1 ms | choice 47: the application learns of an incoming call by a notification, which takes time to arrive |
/// | `reply_timeout` | 30 s | 1 ms to a day | our choice |
/// | `retry_initial` | 5 s | 1 ms to `retry_max` | our choice |
/// | `retry_max` | 60 s | `retry_initial` to a day | our choice |
/// | `abandon` | 15 min | 1 ms to [`crate::MAX_DURATION`] − `expiry` | our choice: the service ends a call "subsequently", so possibly late (choice 5) |
///
/// The values are checked when they become an [`crate::app::Policy`]. What is below a millisecond
/// is dropped.
///
/// ```
/// use call_lifecycle::{KeepAlivePolicy, app};
/// use core::time::Duration;
/// let every_ten = KeepAlivePolicy::GRAPH.with_interval(Duration::from_secs(10 * 60));
/// let policy = app::Policy::new(app::Settings::DEFAULT.with_keep_alive(every_ten))?;
/// let too_long = KeepAlivePolicy::GRAPH.with_interval(Duration::from_secs(45 * 60));
/// assert_eq!(
///     too_long.check().unwrap_err().to_string(),
///     "interval is 2700000 ms, but must be 1 to 2699999 ms",
/// );
/// # Ok::<(), call_lifecycle::PolicyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[cfg_attr(feature = "arbitrary", derive(arbitrary::Arbitrary))]
pub struct KeepAlivePolicy {
    pub(crate) expiry: Span,
    pub(crate) interval: Span,
    pub(crate) jitter: Span,
    pub(crate) start_margin: Span,
    pub(crate) reply_timeout: Span,
    pub(crate) retry_initial: Span,
    pub(crate) retry_max: Span,
    pub(crate) abandon: Span,
}

impl KeepAlivePolicy {
    /// The contract of source `keepalive-2019`, with our defaults where it is silent.
    pub const GRAPH: Self = Self {
        expiry: Span::from_secs(45 * 60),
        interval: Span::from_secs(15 * 60),
        jitter: Span::from_secs(60),
        start_margin: Span::from_secs(2),
        reply_timeout: Span::from_secs(30),
        retry_initial: Span::from_secs(5),
        retry_max: Span::from_secs(60),
        abandon: Span::from_secs(15 * 60),
    };

    /// The least session interval of RFC 4028, `Min-SE`: 90 s.
    pub const MIN_SESSION_EXPIRES: Duration = Duration::from_secs(90);

    /// A SIP session timer (RFC 4028). It refreshes at half the session interval. The session
    /// counts as lost min(32 s, a third of the interval) before it expires, which is when the other
    /// side would send its BYE. The RFC recommends 1800 s.
    ///
    /// # Errors
    /// [`PolicyError`] below [`KeepAlivePolicy::MIN_SESSION_EXPIRES`] or past
    /// [`crate::MAX_DURATION`].
    ///
    /// ```
    /// use call_lifecycle::KeepAlivePolicy;
    /// use core::time::Duration;
    /// let policy = KeepAlivePolicy::session_timer(Duration::from_secs(1800))?;
    /// assert_eq!((policy.interval(), policy.expiry()), (Duration::from_secs(900), Duration::from_secs(1768)));
    /// # Ok::<(), call_lifecycle::PolicyError>(())
    /// ```
    pub const fn session_timer(session_expires: Duration) -> Result<Self, PolicyError> {
        let (least, session_expires) = (Span::of(Self::MIN_SESSION_EXPIRES), Span::unchecked(session_expires));
        if let Err(error) = first_error(&[within(PolicyField::SessionExpires, session_expires, least, Span::MAX)]) {
            return Err(error);
        }
        let third = Span::from_millis(session_expires.as_millis() / 3);
        let margin = if third.as_millis() < 32_000 { third } else { Span::from_secs(32) };
        let expiry = session_expires.saturating_sub(margin);
        let room = Span::MAX.saturating_sub(expiry);
        Ok(Self {
            expiry,
            abandon: if room.as_millis() < Self::GRAPH.abandon.as_millis() { room } else { Self::GRAPH.abandon },
            interval: Span::from_millis(session_expires.as_millis() / 2),
            jitter: Span(0),
            start_margin: Span(0),
            // RFC 3261, timer F: a request without an answer has failed after 64*T1 = 32 s. A short session has less.
            reply_timeout: margin,
            ..Self::GRAPH
        })
    }

    /// How long a call lives from its last successful keepAlive, or from its start.
    #[must_use]
    pub const fn expiry(&self) -> Duration {
        self.expiry.duration()
    }

    /// Sets [`Self::expiry`].
    #[must_use]
    pub const fn with_expiry(mut self, expiry: Duration) -> Self {
        self.expiry = Span::unchecked(expiry);
        self
    }

    /// The time from one keepAlive to the next, less the jitter of the call.
    #[must_use]
    pub const fn interval(&self) -> Duration {
        self.interval.duration()
    }

    /// Sets [`Self::interval`].
    #[must_use]
    pub const fn with_interval(mut self, interval: Duration) -> Self {
        self.interval = Span::unchecked(interval);
        self
    }

    /// How much sooner than `interval` a call may send. How much exactly is derived from its id.
    #[must_use]
    pub const fn jitter(&self) -> Duration {
        self.jitter.duration()
    }

    /// Sets [`Self::jitter`].
    #[must_use]
    pub const fn with_jitter(mut self, jitter: Duration) -> Self {
        self.jitter = Span::unchecked(jitter);
        self
    }

    /// How much earlier than its first notification an incoming call is assumed to have started.
    #[must_use]
    pub const fn start_margin(&self) -> Duration {
        self.start_margin.duration()
    }

    /// Sets [`Self::start_margin`].
    #[must_use]
    pub const fn with_start_margin(mut self, start_margin: Duration) -> Self {
        self.start_margin = Span::unchecked(start_margin);
        self
    }

    /// How long to wait for a reply before the attempt counts as failed, and how long a request
    /// that was asked for may stay unsent before it is asked for again.
    #[must_use]
    pub const fn reply_timeout(&self) -> Duration {
        self.reply_timeout.duration()
    }

    /// Sets [`Self::reply_timeout`].
    #[must_use]
    pub const fn with_reply_timeout(mut self, reply_timeout: Duration) -> Self {
        self.reply_timeout = Span::unchecked(reply_timeout);
        self
    }

    /// The wait after the first failed attempt. It doubles with each further one.
    #[must_use]
    pub const fn retry_initial(&self) -> Duration {
        self.retry_initial.duration()
    }

    /// Sets [`Self::retry_initial`].
    #[must_use]
    pub const fn with_retry_initial(mut self, retry_initial: Duration) -> Self {
        self.retry_initial = Span::unchecked(retry_initial);
        self
    }

    /// The longest wait after a failed attempt.
    #[must_use]
    pub const fn retry_max(&self) -> Duration {
        self.retry_max.duration()
    }

    /// Sets [`Self::retry_max`].
    #[must_use]
    pub const fn with_retry_max(mut self, retry_max: Duration) -> Self {
        self.retry_max = Span::unchecked(retry_max);
        self
    }

    /// How long past the expiry a call that is presumed lost is tried before it is given up.
    #[must_use]
    pub const fn abandon(&self) -> Duration {
        self.abandon.duration()
    }

    /// Sets [`Self::abandon`].
    #[must_use]
    pub const fn with_abandon(mut self, abandon: Duration) -> Self {
        self.abandon = Span::unchecked(abandon);
        self
    }

    /// Checks every field.
    ///
    /// # Errors
    /// [`PolicyError`] for the first field out of its range.
    pub const fn check(&self) -> Result<(), PolicyError> {
        let spare = self.expiry.saturating_sub(self.interval).saturating_sub(MS);
        let last = Span::MAX.saturating_sub(MS);
        let checks = [
            within(PolicyField::Expiry, self.expiry, MS.saturating_double(), last),
            within(PolicyField::Interval, self.interval, MS, self.expiry.saturating_sub(MS)),
            within(PolicyField::Jitter, self.jitter, Span(0), self.interval.saturating_sub(MS)),
            within(PolicyField::StartMargin, self.start_margin, Span(0), spare),
            within(PolicyField::ReplyTimeout, self.reply_timeout, MS, SHORT),
            within(PolicyField::RetryMax, self.retry_max, MS, SHORT),
            within(PolicyField::RetryInitial, self.retry_initial, MS, self.retry_max),
            within(PolicyField::Abandon, self.abandon, MS, Span::MAX.saturating_sub(self.expiry)),
        ];
        first_error(&checks)
    }

    /// The time from one keepAlive of this call to the next.
    ///
    /// The jitter is spread evenly over ids by a fixed mix of their bits, without division.
    #[must_use]
    pub const fn interval_of(&self, call: Id) -> Duration {
        self.interval_span(call).duration()
    }

    /// [`Self::interval_of`], as the machine needs it.
    pub(crate) const fn interval_span(&self, call: Id) -> Span {
        let mixed = (call.high ^ call.low.rotate_left(32)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
        // 32 bits by 31 bits, so that neither the product nor the sum overflows. It is at most the jitter.
        let early = mixed.wrapping_mul((self.jitter.0 as u64).wrapping_add(1)) >> 32;
        Span(self.interval.0.saturating_sub(early as u32))
    }

    /// The wait after this many failed attempts in a row.
    pub(crate) fn retry_after(&self, failures: u8) -> Span {
        // A span is at its greatest after 31 doublings.
        let doublings = failures.saturating_sub(1).min(31);
        (0..doublings).fold(self.retry_initial, |wait, _| wait.saturating_double()).min(self.retry_max)
    }
}
