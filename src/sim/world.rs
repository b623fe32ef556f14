//! What all calls of a simulation share: their policies, and what goes wrong.

use super::choices::mixed;
use super::{Chance, ClockFaults};
use crate::{Span, Timestamp, app, service};

/// Something that is out of order for a while, again and again.
///
/// ```
/// use call_lifecycle::{Span, sim::Outage};
/// let nightly = Outage { every: Span::from_mins(24 * 60), lasts: Span::from_mins(5) };
/// assert_ne!(nightly, Outage::NEVER);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Outage {
    /// Once in each span of this length, at some time in it; zero for never.
    pub every: Span,
    /// The longest that it lasts, less than `every`; each is between an eighth of this and all of it.
    pub lasts: Span,
}

impl Outage {
    /// Always in order.
    pub const NEVER: Self = Self { every: Span::ZERO, lasts: Span::ZERO };

    /// The beginning of the next one that is later than `now`.
    pub(super) fn next(self, seed: u64, now: Timestamp) -> Option<Timestamp> {
        next_window(seed, self.every, self.lasts, now)
    }

    /// Whether there is one.
    pub(super) fn is_on(self, seed: u64, now: Timestamp) -> bool {
        let Some(index) = now.as_millis().checked_div(u64::from(self.every.as_millis())) else { return false };
        let begin = window(seed, self.every, self.lasts, index);
        begin <= now && now < begin.saturating_add(self.length(seed, begin))
    }

    /// How long the one lasts that began at `begin`.
    pub(super) fn length(self, seed: u64, begin: Timestamp) -> Span {
        let most = self.lasts.as_millis();
        let least = most / 8;
        let room = u64::from(most.saturating_sub(least)).saturating_add(1);
        let more = mixed(seed ^ begin.as_millis()).checked_rem(room).unwrap_or(0);
        Span::from_millis(least.saturating_add(u32::try_from(more).unwrap_or(0)))
    }
}

/// The beginning of a window: within the span of that index, so that it fits.
fn window(seed: u64, every: Span, lasts: Span, index: u64) -> Timestamp {
    let room = u64::from(every.saturating_sub(lasts).as_millis()).max(1);
    let offset = mixed(seed ^ mixed(index)).checked_rem(room).unwrap_or(0);
    Timestamp::from_millis(index.saturating_mul(u64::from(every.as_millis())).saturating_add(offset))
}

/// The first beginning that is later than `now`.
pub(super) fn next_window(seed: u64, every: Span, lasts: Span, now: Timestamp) -> Option<Timestamp> {
    let index = now.as_millis().checked_div(u64::from(every.as_millis()))?;
    let begin = window(seed, every, lasts, index);
    Some(if begin > now { begin } else { window(seed, every, lasts, index.saturating_add(1)) })
}

/// What goes wrong, and how often. Each line has some kinds of it switched off (swarm testing: what is rare beside other faults comes out alone).
///
/// ```
/// use call_lifecycle::sim::Faults;
/// let drops = Faults { lost: 200, ..Faults::NONE }; // one message in five
/// assert!(drops.lost > Faults::NONE.lost);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Faults {
    /// Of a thousand messages that many are lost.
    pub lost: u32,
    /// Of a thousand messages that many come twice. A request that starts something is sent on one connection, and does not.
    pub repeated: u32,
    /// Of a thousand messages that many take up to `delay`, so that others overtake them.
    pub delayed: u32,
    /// Of a thousand requests that many are answered with an error by something before the service.
    pub refused: u32,
    /// The longest that a message is under way.
    pub latency: Span,
    /// The longest that a delayed message is under way.
    pub delay: Span,
    /// No message gets through, in either direction.
    pub partition: Outage,
    /// The application's host crashes, loses what it had in hand, and goes on from its last snapshot.
    pub app_crash: Outage,
    /// The service's host crashes; what it knew is in its snapshot, what arrives meanwhile is lost.
    pub service_crash: Outage,
    /// The application's snapshot is written after a step, but no sooner than this after the last one; zero: after every step.
    pub snapshot_every: Span,
    /// How both clocks may be wrong.
    pub clocks: ClockFaults,
}

impl Faults {
    /// Nothing goes wrong; a message takes up to 100 ms.
    pub const NONE: Self = Self {
        lost: 0,
        repeated: 0,
        delayed: 0,
        refused: 0,
        latency: Span::from_millis(100),
        delay: Span::ZERO,
        partition: Outage::NEVER,
        app_crash: Outage::NEVER,
        service_crash: Outage::NEVER,
        snapshot_every: Span::ZERO,
        clocks: ClockFaults::NONE,
    };

    /// A bad day: everything that the laws allow for with clocks that are right.
    pub const BAD: Self = Self {
        lost: 50,
        repeated: 50,
        delayed: 100,
        refused: 30,
        latency: Span::from_millis(400),
        delay: Span::from_mins(3),
        partition: Outage { every: Span::from_mins(240), lasts: Span::from_mins(50) },
        app_crash: Outage { every: Span::from_mins(200), lasts: Span::from_mins(50) },
        service_crash: Outage { every: Span::from_mins(360), lasts: Span::from_mins(20) },
        snapshot_every: Span::from_mins(1),
        clocks: ClockFaults::NONE,
    };

    /// A bad day with bad clocks: a tenth of a per mille too fast or too slow, and a jump of up to 10 s every two hours.
    pub const BAD_CLOCKS: Self = Self {
        clocks: ClockFaults { rate: 100, jump_every: Span::from_mins(120), jump: Span::from_secs(10) },
        ..Self::BAD
    };

    /// Those of one line: each kind of the network's is off in one line of four, and all are in one of eight.
    pub(super) fn some(self, drawn: u64) -> Self {
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

/// What all calls of a simulation share. A line of it follows from the seed and its number alone, so that lines can be run in any order, or beside each
/// other.
///
/// ```
/// use call_lifecycle::sim::{Line, Tally, World};
/// use call_lifecycle::{Span, Timestamp};
/// let world = World::new(7);
/// let mut tally = Tally::default();
/// for number in 0..20 {
///     let mut line = Line::new(&world, number, world.chance(number));
///     line.run(Timestamp::ZERO.saturating_add(Span::from_mins(24 * 60)), &mut tally)?;
/// }
/// assert!(tally.app_events > 100 && tally.service_events > 100);
/// # Ok::<(), call_lifecycle::sim::Failure>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct World<'p> {
    /// From which everything follows.
    pub seed: u64,
    /// The application's policy. Its `start_margin` must be at least the longest that the first notification takes, which is `faults.latency`.
    pub app: &'p app::Policy,
    /// The service's policy.
    pub service: &'p service::Policy,
    /// What goes wrong.
    pub faults: Faults,
    /// Calls begin within this span from time zero.
    pub begin_within: Span,
    /// By how much the clocks of both ends may be apart where a law speaks of equal ones; none: what follows from `faults.clocks`.
    pub slack: Option<Span>,
    /// At one event in this many the laws that need a trial are checked, never if zero; the others at every event.
    pub trial_every: u32,
}

impl World<'static> {
    /// The documented defaults of both ends, on a bad day; calls begin within a day, and the laws that need a trial are checked at every event too.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self {
            seed,
            app: &app::Policy::DEFAULT,
            service: &service::Policy::DEFAULT,
            faults: Faults::BAD,
            begin_within: Span::from_mins(24 * 60),
            slack: None,
            trial_every: 1,
        }
    }
}

impl World<'_> {
    /// The decisions of a line.
    #[must_use]
    pub const fn chance(&self, number: u64) -> Chance {
        Chance::new(self.line_seed(number, 0))
    }

    /// A seed for a line's own use.
    pub(super) const fn line_seed(&self, number: u64, purpose: u64) -> u64 {
        mixed(self.seed ^ mixed(number ^ mixed(purpose)))
    }

    /// How far the ends may be apart after a span: what was stated, or what follows from the clocks.
    pub(super) fn slack_of(&self, span: Span) -> Span {
        self.slack.unwrap_or_else(|| self.faults.clocks.slack(span))
    }
}
