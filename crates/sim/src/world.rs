//! What all calls of a simulation share.

use call_lifecycle::{app, service};
use core::time::Duration;

use crate::choices::mixed;
use crate::window::span;
use crate::{Chance, Faults};

/// What all calls of a simulation share: a seed, the policies of both ends, and what goes wrong.
///
/// A [`Line`](crate::Line) of it follows from the seed and the line's number alone, so lines can
/// run in any order or at the same time.
///
/// ```
/// use call_lifecycle::Timestamp;
/// use core::time::Duration;
/// use call_lifecycle_sim::{Line, Tally, World};
/// let world = World::new(7);
/// let mut tally = Tally::default();
/// for number in 0..20 {
///     let mut line = Line::new(&world, number, world.chance(number));
///     line.run(Timestamp::ZERO.saturating_add(Duration::from_secs(60 * 24 * 60)), &mut tally)?;
/// }
/// assert!(tally.app_events > 100 && tally.service_events > 100);
/// # Ok::<(), call_lifecycle_sim::Failure>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct World<'p> {
    pub(crate) seed: u64,
    pub(crate) app: &'p app::Policy,
    pub(crate) service: &'p service::Policy,
    pub(crate) faults: Faults,
    pub(crate) begin_within: Duration,
    slack: Option<Duration>,
    pub(crate) trial_every: u32,
}

impl World<'static> {
    /// A bad day with the default policies of both ends. Calls begin within a day, and every law is
    /// checked at every event.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self {
            seed,
            app: &app::Policy::DEFAULT,
            service: &service::Policy::DEFAULT,
            faults: Faults::BAD,
            begin_within: Duration::from_secs(60 * 24 * 60),
            slack: None,
            trial_every: 1,
        }
    }
}

impl<'p> World<'p> {
    /// The same world with another seed.
    #[must_use]
    pub const fn with_seed(self, seed: u64) -> Self {
        Self { seed, ..self }
    }

    /// The policies of both ends.
    ///
    /// The application's `start_margin` must be at least the longest time that the first
    /// notification takes, which is the latency of the faults.
    #[must_use]
    pub const fn with_policies<'q>(self, app: &'q app::Policy, service: &'q service::Policy) -> World<'q> {
        let Self { seed, faults, begin_within, slack, trial_every, .. } = self;
        World { seed, app, service, faults, begin_within, slack, trial_every }
    }

    /// What goes wrong.
    #[must_use]
    pub const fn with_faults(self, faults: Faults) -> Self {
        Self { faults, ..self }
    }

    /// Calls begin within this time from time zero.
    #[must_use]
    pub const fn with_begin_within(self, within: Duration) -> Self {
        Self { begin_within: span(within), ..self }
    }

    /// By how much the clocks of both ends may differ where a law speaks of equal clocks. Without
    /// it, the bound is [`ClockFaults::slack`](crate::ClockFaults::slack).
    #[must_use]
    pub const fn with_slack(self, slack: Duration) -> Self {
        Self { slack: Some(span(slack)), ..self }
    }

    /// The laws that need a trial are checked at one event in `events`, never if that is zero. The
    /// other laws are checked at every event.
    #[must_use]
    pub const fn with_trial_every(self, events: u32) -> Self {
        Self { trial_every: events, ..self }
    }

    /// What goes wrong.
    #[must_use]
    pub const fn faults(&self) -> Faults {
        self.faults
    }

    /// The policy of the application's end.
    #[must_use]
    pub const fn app_policy(&self) -> &'p app::Policy {
        self.app
    }

    /// The policy of the service's end.
    #[must_use]
    pub const fn service_policy(&self) -> &'p service::Policy {
        self.service
    }

    /// The decisions of a line, as they follow from the seed.
    #[must_use]
    pub const fn chance(&self, number: u64) -> Chance {
        Chance::new(self.line_seed(number, 0))
    }

    /// A seed for one purpose of one line.
    pub(crate) const fn line_seed(&self, number: u64, purpose: u64) -> u64 {
        mixed(self.seed ^ mixed(number ^ mixed(purpose)))
    }

    /// By how much the ends may differ after `span`: what was set, or what follows from the clocks.
    pub(crate) fn slack_of(&self, span: Duration) -> Duration {
        self.slack.unwrap_or_else(|| self.faults.clocks.slack(span))
    }
}
