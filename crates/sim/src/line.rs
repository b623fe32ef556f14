//! One call of a simulation: both ends, what is between them, and time.

use core::time::Duration;

use call_lifecycle::{Id, Timestamp, app, service};

use crate::checks::Checks;
use crate::choices::mixed;
use crate::clock::Clock;
use crate::due::Due;
use crate::joint::patience;
use crate::laws::Seen;
use crate::message::Message;
use crate::partition::Partition;
use crate::people::People;
use crate::queue::Queue;
use crate::window::{NEVER, after, millis};
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
    /// What each end shows.
    pub(crate) app_seen: Seen,
    pub(crate) service_seen: Seen,
    pub(crate) app_clock: Clock,
    pub(crate) service_clock: Clock,
    pub(crate) now: Timestamp,
    pub(crate) in_flight: Queue<Message, MAX_IN_FLIGHT>,
    pub(crate) people: People,
    pub(crate) acts_at: Timestamp,
    /// The faults that this line has.
    pub(crate) faults: Faults,
    /// How many milliseconds a message takes at most, and one that is delayed.
    pub(crate) latency: u32,
    pub(crate) delay: u32,
    pub(crate) partition: Partition,
    /// Until when each host is down.
    pub(crate) app_down: Timestamp,
    pub(crate) service_down: Timestamp,
    /// When each host wakes its machine, unless its clock jumps before. That may have passed.
    pub(crate) app_wakes: Timestamp,
    pub(crate) service_wakes: Timestamp,
    /// How often the application's host has started.
    pub(crate) life: u32,
    /// The application's end as its host last saved it.
    pub(crate) saved: App<'p>,
    /// From when on it saves the machine anew.
    pub(crate) saves_at: Timestamp,
    pub(crate) operations: u32,
    pub(crate) checks: Checks,
    /// Whether the law *agreement* has been seen to hold of both machines as they are.
    pub(crate) agreed: bool,
    pub(crate) service_over: Option<Timestamp>,
    /// When a clock jumps next or a host crashes, and which.
    pub(crate) fault_at: Timestamp,
    pub(crate) fault: Due,
    /// By how many milliseconds the clocks may differ within an expiry.
    pub(crate) slack: u32,
    /// For how long the application may believe in a call that is over.
    pub(crate) patience: Duration,
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
        let latency = millis(faults.latency);
        let mut takes = || u64::from(chance.below(latency.saturating_add(1)));
        let (there, back) = (takes(), takes());
        let arrived = after(begin, there);
        let (app, service, now) = if chance.happens(500) {
            let app = app::Call::incoming(id, app_clock.at(arrived), world.app);
            (app, service::Call::incoming(id, service_clock.at(begin), world.service), arrived)
        } else {
            let app = app::Call::outgoing(id, app_clock.at(begin), world.app);
            let service = service::Call::outgoing(id, service_clock.at(arrived), world.service);
            (app, service, after(arrived, back))
        };
        let people = People::new(&mut chance, now);
        let patience = patience(world.app, faults.delay);
        let mut line = Self {
            world,
            number,
            chance,
            app_seen: Seen::of(&app),
            service_seen: Seen::of(&service),
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
            latency,
            delay: millis(faults.delay),
            partition: Partition::new(faults.partition, world.seed),
            app_down: now,
            service_down: now,
            app_wakes: NEVER,
            service_wakes: NEVER,
            life: 0,
            saves_at: now.saturating_add(faults.snapshot_every),
            operations: 0,
            checks: Checks::new(world.trial_every),
            agreed: false,
            service_over: None,
            fault_at: NEVER,
            fault: Due::AppCrashes,
            slack: millis(world.slack_of(world.app.settings().keep_alive().expiry())),
            patience: patience.saturating_add(world.slack_of(patience)),
        };
        line.app_changed();
        line.service_changed();
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

    /// The application's machine, clock or host is another: plans when the machine is woken.
    pub(crate) fn app_changed(&mut self) {
        self.agreed = false;
        self.app_wakes = woken(&self.app_clock, &self.app_seen, self.app_down);
    }

    /// The same at the service.
    pub(crate) fn service_changed(&mut self) {
        self.agreed = false;
        self.service_wakes = woken(&self.service_clock, &self.service_seen, self.service_down);
    }

    /// Whether what is kept of both machines is what they show now.
    pub(crate) fn is_up_to_date(&self) -> bool {
        let (app, service) = (Seen::of(&self.app), Seen::of(&self.service));
        let wakes =
            (woken(&self.app_clock, &app, self.app_down), woken(&self.service_clock, &service, self.service_down));
        (app, service) == (self.app_seen, self.service_seen) && wakes == (self.app_wakes, self.service_wakes)
    }

    /// Plans when a clock jumps next or a host crashes: of several at a time the first.
    pub(crate) fn plan_faults(&mut self) {
        let (faults, seed, now) = (&self.world.faults, self.world.seed, self.now);
        let faults = [
            (self.app_clock.next_jump(now), Due::AppClockJumps),
            (self.service_clock.next_jump(now), Due::ServiceClockJumps),
            (faults.app_crash.next(seed ^ 1, now), Due::AppCrashes),
            (faults.service_crash.next(seed ^ 2, now), Due::ServiceCrashes),
        ];
        let first = faults.into_iter().filter_map(|(at, due)| Some((at?, due))).min_by_key(|(at, _)| *at);
        (self.fault_at, self.fault) = first.unwrap_or((NEVER, Due::AppCrashes));
    }
}

/// When a machine is woken by a host that is up from `up` on.
fn woken(clock: &Clock, seen: &Seen, up: Timestamp) -> Timestamp {
    seen.due.map_or(NEVER, |due| clock.when(due.at).later(up))
}
