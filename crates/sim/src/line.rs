//! One call of a simulation: both ends, what is between them, and time.

use core::time::Duration;

use call_lifecycle::{Id, Timestamp, app, service};

use crate::checks::Checks;
use crate::choices::mixed;
use crate::clock::Clock;
use crate::message::Message;
use crate::people::People;
use crate::queue::Queue;
use crate::window::millis;
use crate::{App, Choices, Faults, Service, World};

/// How many messages may be in flight. One more is lost
/// ([`Fault::Crowded`](crate::Fault::Crowded)).
pub const MAX_IN_FLIGHT: usize = 16;

/// One call: both ends, each with a host and a clock, a network between them, and people who ring,
/// speak, press tones and hang up.
///
/// Time is true time from zero; each machine is given what its own clock shows. Everything follows
/// from the [`World`], the line's number and its [`Choices`].
///
/// ```
/// use call_lifecycle::Timestamp;
/// use call_lifecycle_sim::{Faults, Line, Tally, World};
/// let world = World::new(1).with_faults(Faults::NONE);
/// let (mut line, mut tally) = (Line::new(&world, 0, world.chance(0)), Tally::default());
/// line.run(Timestamp::from_millis(200_000_000), &mut tally)?;
/// assert_eq!(line.app().state(), line.service().state()); // nothing went wrong, so both know the same
/// # Ok::<(), call_lifecycle_sim::Failure>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Line<'w, 'p, C> {
    pub(crate) world: &'w World<'p>,
    pub(crate) number: u64,
    pub(crate) chance: C,
    pub(crate) app: App<'p>,
    pub(crate) service: Service<'p>,
    pub(crate) app_clock: Clock,
    pub(crate) service_clock: Clock,
    pub(crate) now: Timestamp,
    pub(crate) in_flight: Queue<Message, MAX_IN_FLIGHT>,
    pub(crate) people: People,
    pub(crate) acts_at: Timestamp,
    /// The faults that this line has.
    pub(crate) faults: Faults,
    /// Until when each host is down.
    pub(crate) app_down: Timestamp,
    pub(crate) service_down: Timestamp,
    /// How often the application's host has started.
    pub(crate) life: u32,
    /// The application's end as its host last saved it.
    pub(crate) saved: App<'p>,
    pub(crate) saved_at: Timestamp,
    pub(crate) operations: u32,
    pub(crate) checks: Checks,
    pub(crate) service_over: Option<Timestamp>,
    /// When each clock jumps next, and each host crashes.
    pub(crate) faults_at: [Option<Timestamp>; 4],
}

/// What a seed of a line is for.
mod purpose {
    pub(super) const START: u64 = 1;
    pub(super) const APP_CLOCK: u64 = 2;
    pub(super) const SERVICE_CLOCK: u64 = 3;
    pub(super) const FAULTS: u64 = 4;
    pub(super) const ID: u64 = 5;
}

impl<'w, 'p, C: Choices> Line<'w, 'p, C> {
    /// A call that begins in the world's span, outgoing or incoming.
    #[must_use]
    pub fn new(world: &'w World<'p>, number: u64, mut chance: C) -> Self {
        let seed = |purpose| world.line_seed(number, purpose);
        let within = u64::from(millis(world.begin_within)).max(1);
        let begins = seed(purpose::START).checked_rem(within).unwrap_or(0);
        let begin = Timestamp::from_millis(begins.saturating_add(60_000));
        let app_clock = Clock::new(world.faults.clocks, seed(purpose::APP_CLOCK), begin);
        let service_clock = Clock::new(world.faults.clocks, seed(purpose::SERVICE_CLOCK), begin);
        let faults = world.faults.some(seed(purpose::FAULTS));
        // The application's jitter follows from the id.
        let id = Id::from_u128(u128::from(seed(purpose::ID)));
        let latency =
            |chance: &mut C| Duration::from_millis(chance.below(millis(faults.latency).saturating_add(1)).into());
        let (there, back) = (latency(&mut chance), latency(&mut chance));
        let arrived = begin.saturating_add(there);
        let (app, service, now) = if chance.happens(500) {
            let app = app::Call::incoming(id, app_clock.at(arrived), world.app);
            (app, service::Call::incoming(id, service_clock.at(begin), world.service), arrived)
        } else {
            let app = app::Call::outgoing(id, app_clock.at(begin), world.app);
            let service = service::Call::outgoing(id, service_clock.at(arrived), world.service);
            (app, service, arrived.saturating_add(back))
        };
        let people = People::new(&mut chance, now);
        let mut line = Self {
            world,
            number,
            chance,
            saved: app.clone(),
            app,
            service,
            app_clock,
            service_clock,
            now,
            in_flight: Queue::new(),
            people,
            acts_at: now.saturating_add(Duration::from_secs(1)),
            faults,
            app_down: now,
            service_down: now,
            life: 0,
            saved_at: now,
            operations: 0,
            checks: Checks::new(world.trial_every),
            service_over: None,
            faults_at: [None; 4],
        };
        line.plan_faults();
        line
    }

    /// The application's end.
    #[must_use]
    pub const fn app(&self) -> &App<'p> {
        &self.app
    }

    /// The service's end.
    #[must_use]
    pub const fn service(&self) -> &Service<'p> {
        &self.service
    }

    /// The true time.
    #[must_use]
    pub const fn now(&self) -> Timestamp {
        self.now
    }

    /// A number that stands for every step of both ends. Equal runs have equal digests, on every
    /// target.
    #[must_use]
    pub fn digest(&self) -> u64 {
        mixed(self.checks.digest() ^ self.app.digest().rotate_left(1) ^ self.service.digest())
    }

    /// Plans when each clock jumps next, and each host crashes.
    pub(crate) fn plan_faults(&mut self) {
        let (faults, seed, now) = (&self.world.faults, self.world.seed, self.now);
        self.faults_at = [
            self.app_clock.next_jump(now),
            self.service_clock.next_jump(now),
            faults.app_crash.next(seed ^ 1, now),
            faults.service_crash.next(seed ^ 2, now),
        ];
    }
}
