//! What goes wrong in a simulated world, and how often.

use core::time::Duration;

use call_lifecycle::Timestamp;

use crate::ClockFaults;
use crate::choices::mixed;
use crate::window::{millis, next_window, span, window};

/// Times at which something is out of order: again and again, each time for a while.
///
/// ```
/// use call_lifecycle_sim::Outage;
/// use core::time::Duration;
/// let nightly = Outage::new(Duration::from_secs(24 * 3600), Duration::from_secs(5 * 60));
/// assert_ne!(nightly, Outage::NEVER);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Outage {
    every: Duration,
    lasts: Duration,
}

impl Outage {
    /// No outage at all.
    pub const NEVER: Self = Self { every: Duration::ZERO, lasts: Duration::ZERO };

    /// One outage in each period of the length `every`, at some time in it. It lasts between an
    /// eighth of `lasts` and all of it.
    ///
    /// An outage is to be shorter than its period; the period zero stands for no outage.
    #[must_use]
    pub const fn new(every: Duration, lasts: Duration) -> Self {
        Self { every: span(every), lasts: span(lasts) }
    }

    /// The beginning of the next outage that is later than `now`.
    pub(crate) fn next(self, seed: u64, now: Timestamp) -> Option<Timestamp> {
        next_window(seed, self.every, self.lasts, now)
    }

    /// When the outage of the period in which `now` is begins and ends, and when the period is over.
    pub(crate) fn of(self, seed: u64, now: Timestamp) -> (Timestamp, Timestamp, Timestamp) {
        let every = u64::from(millis(self.every));
        let Some(index) = now.as_millis().checked_div(every) else {
            return (Timestamp::MAX, Timestamp::ZERO, Timestamp::MAX);
        };
        let begins = window(seed, self.every, self.lasts, index);
        let over = Timestamp::from_millis(index.saturating_add(1).saturating_mul(every));
        (begins, begins.saturating_add(self.length(seed, begins)), over)
    }

    /// How long the outage lasts that began at `begin`.
    pub(crate) fn length(self, seed: u64, begin: Timestamp) -> Duration {
        let most = u64::from(millis(self.lasts));
        let least = most / 8;
        let room = most.saturating_sub(least).saturating_add(1);
        let more = mixed(seed ^ begin.as_millis()).checked_rem(room).unwrap_or(0);
        Duration::from_millis(least.saturating_add(more))
    }
}

/// What goes wrong, and how often.
///
/// Each line has some kinds of network faults switched off (swarm testing), so that a rare kind
/// also occurs without the others.
///
/// ```
/// use call_lifecycle_sim::Faults;
/// let drops = Faults::NONE.with_lost(200); // one message in five
/// assert_ne!(drops, Faults::NONE);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Faults {
    pub(crate) lost: u32,
    pub(crate) repeated: u32,
    pub(crate) delayed: u32,
    pub(crate) refused: u32,
    pub(crate) latency: Duration,
    pub(crate) delay: Duration,
    pub(crate) partition: Outage,
    pub(crate) app_crash: Outage,
    pub(crate) service_crash: Outage,
    pub(crate) snapshot_every: Duration,
    pub(crate) engine: bool,
    pub(crate) wakes_again: u32,
    pub(crate) clocks: ClockFaults,
}

impl Faults {
    /// Nothing goes wrong. A message takes up to 100 ms.
    pub const NONE: Self = Self {
        lost: 0,
        repeated: 0,
        delayed: 0,
        refused: 0,
        latency: Duration::from_millis(100),
        delay: Duration::ZERO,
        partition: Outage::NEVER,
        app_crash: Outage::NEVER,
        service_crash: Outage::NEVER,
        snapshot_every: Duration::ZERO,
        engine: false,
        wakes_again: 0,
        clocks: ClockFaults::NONE,
    };

    /// A bad day: everything that the laws allow for while the clocks are right.
    pub const BAD: Self = Self {
        lost: 50,
        repeated: 50,
        delayed: 100,
        refused: 30,
        latency: Duration::from_millis(400),
        delay: Duration::from_secs(60 * 3),
        partition: Outage { every: Duration::from_secs(60 * 240), lasts: Duration::from_secs(60 * 50) },
        app_crash: Outage { every: Duration::from_secs(60 * 200), lasts: Duration::from_secs(60 * 50) },
        service_crash: Outage { every: Duration::from_secs(60 * 360), lasts: Duration::from_secs(60 * 20) },
        snapshot_every: Duration::from_secs(60),
        engine: false,
        wakes_again: 0,
        clocks: ClockFaults::NONE,
    };

    /// A day of calls whose application's end is held by an engine that survives its hosts
    /// ([`Faults::with_engine`]). Every half an hour the hosts are away for up to two minutes, one
    /// wake in twenty comes twice, and the network is bad, but never cut for so long that a call
    /// cannot be kept alive; nor does anything in front of the service refuse requests.
    pub const ENGINE: Self = Self {
        refused: 0,
        partition: Outage { every: Duration::from_secs(60 * 240), lasts: Duration::from_secs(60 * 10) },
        app_crash: Outage { every: Duration::from_secs(60 * 30), lasts: Duration::from_secs(60 * 2) },
        service_crash: Outage { every: Duration::from_secs(60 * 360), lasts: Duration::from_secs(60 * 5) },
        engine: true,
        wakes_again: 50,
        ..Self::BAD
    };

    /// A bad day with bad clocks: up to 100 parts per million too fast or too slow, and a jump of
    /// up to 10 s every two hours.
    pub const BAD_CLOCKS: Self = Self {
        clocks: ClockFaults::NONE.with_rate(100).with_jumps(Duration::from_secs(120 * 60), Duration::from_secs(10)),
        ..Self::BAD
    };

    /// Of a thousand messages, `per_mille` are lost.
    #[must_use]
    pub const fn with_lost(self, per_mille: u32) -> Self {
        Self { lost: per_mille, ..self }
    }

    /// Of a thousand messages, `per_mille` arrive twice. A request that starts something is sent on
    /// one connection, so it never arrives twice.
    #[must_use]
    pub const fn with_repeated(self, per_mille: u32) -> Self {
        Self { repeated: per_mille, ..self }
    }

    /// Of a thousand messages, `per_mille` are delayed, so that others overtake them: see
    /// [`Faults::with_delay`].
    #[must_use]
    pub const fn with_delayed(self, per_mille: u32) -> Self {
        Self { delayed: per_mille, ..self }
    }

    /// The longest time that a delayed message takes.
    #[must_use]
    pub const fn with_delay(self, delay: Duration) -> Self {
        Self { delay: span(delay), ..self }
    }

    /// Of a thousand requests, `per_mille` are answered with an error by something in front of the
    /// service.
    #[must_use]
    pub const fn with_refused(self, per_mille: u32) -> Self {
        Self { refused: per_mille, ..self }
    }

    /// The longest time that a message takes when it is not delayed.
    #[must_use]
    pub const fn with_latency(self, latency: Duration) -> Self {
        Self { latency: span(latency), ..self }
    }

    /// When the network is cut: no message gets through, in either direction.
    #[must_use]
    pub const fn with_partition(self, partition: Outage) -> Self {
        Self { partition, ..self }
    }

    /// When the application's host is down: it crashes, loses what it had in memory, and continues
    /// from its last snapshot.
    #[must_use]
    pub const fn with_app_crash(self, crash: Outage) -> Self {
        Self { app_crash: crash, ..self }
    }

    /// When the service's host is down: it crashes, and continues with all it knew. What arrives
    /// meanwhile is lost.
    #[must_use]
    pub const fn with_service_crash(self, crash: Outage) -> Self {
        Self { service_crash: crash, ..self }
    }

    /// The application's snapshot is written after a step, but no sooner than `every` after the
    /// last one. Zero stands for every step.
    #[must_use]
    pub const fn with_snapshot_every(self, every: Duration) -> Self {
        Self { snapshot_every: span(every), ..self }
    }

    /// The application's end is held by an engine that survives its hosts: when they are away, the
    /// machine, its deadlines, its requests and what has come wait for the next host. A request that
    /// was out may have been answered to nobody: then the machine is told that it failed. What the
    /// service posts meanwhile is not acknowledged: it posts it again, or gives up.
    #[must_use]
    pub const fn with_engine(self) -> Self {
        Self { engine: true, ..self }
    }

    /// Of a thousand wakes of the application, `per_mille` come twice.
    #[must_use]
    pub const fn with_wakes_again(self, per_mille: u32) -> Self {
        Self { wakes_again: per_mille, ..self }
    }

    /// How both clocks may be wrong.
    #[must_use]
    pub const fn with_clocks(self, clocks: ClockFaults) -> Self {
        Self { clocks, ..self }
    }

    /// How both clocks may be wrong.
    #[must_use]
    pub const fn clocks(&self) -> ClockFaults {
        self.clocks
    }

    /// The faults of one line: each network fault is absent in one line of four, and all of them in
    /// one line of eight.
    pub(crate) fn some(self, drawn: u64) -> Self {
        let on = |at: u32, of: u32| if (drawn >> at) & 3 == 0 || (drawn >> 8) & 7 == 0 { 0 } else { of };
        Self {
            lost: on(0, self.lost),
            repeated: on(2, self.repeated),
            delayed: on(4, self.delayed),
            refused: on(6, self.refused),
            ..self
        }
    }
}
