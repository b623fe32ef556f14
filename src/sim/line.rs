//! One call of a simulation: both ends, what is between them, and time.

use core::fmt;

use super::checks::Checks;
use super::clock::Clock;
use super::hosts::Message;
use super::joint::{Both, agreement, over_in_time, patience, safe_side};
use super::people::People;
use super::queue::Queue;
use super::{Broken, Choices, Fault, Watch, World};
use crate::{Id, Span, Timestamp, app, service};

/// The application's end, as a line has it.
pub type App<'p> = app::Call<'p, 4>;
/// The service's end, as a line has it.
pub type Service<'p> = service::Call<'p, 4>;

/// How many messages may be under way; one more is lost ([`Fault::Crowded`]).
pub const UNDER_WAY: usize = 16;

/// A law that was broken: where, and when.
///
/// ```
/// use call_lifecycle::sim::{Broken, Failure, Law};
/// let broken = Broken { law: Law::Once, why: "the call's end was not told once" };
/// let failure = Failure { line: 3, at: call_lifecycle::Timestamp::ZERO, broken };
/// assert_eq!(failure.to_string(), "line 3 at 0 ms: law once broken: the call's end was not told once");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Failure {
    /// The line's number.
    pub line: u64,
    /// The true time.
    pub at: Timestamp,
    /// The law.
    pub broken: Broken,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {} at {} ms: {}", self.line, self.at.as_millis(), self.broken)
    }
}

impl core::error::Error for Failure {}

/// What a line does next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Due {
    AppWakes,
    ServiceWakes,
    Message,
    People,
    AppClockJumps,
    ServiceClockJumps,
    AppCrashes,
    ServiceCrashes,
}

/// One call: both ends, each with a host and a clock, a network between them, and people who ring, speak, press tones and hang up.
///
/// Time is true time from zero; what each machine is told is what its own clock shows. Everything follows from the [`World`], the line's number and its
/// [`Choices`].
///
/// ```
/// use call_lifecycle::sim::{Faults, Line, Tally, World};
/// use call_lifecycle::Timestamp;
/// let world = World { faults: Faults::NONE, ..World::new(1) };
/// let (mut line, mut tally) = (Line::new(&world, 0, world.chance(0)), Tally::default());
/// line.run(Timestamp::from_millis(200_000_000), &mut tally)?;
/// assert_eq!(line.app().state(), line.service().state()); // nothing went wrong, so both know the same
/// # Ok::<(), call_lifecycle::sim::Failure>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Line<'w, 'p, C> {
    pub(super) world: &'w World<'p>,
    pub(super) number: u64,
    pub(super) chance: C,
    pub(super) app: App<'p>,
    pub(super) service: Service<'p>,
    pub(super) app_clock: Clock,
    pub(super) service_clock: Clock,
    pub(super) now: Timestamp,
    pub(super) under_way: Queue<Message, UNDER_WAY>,
    pub(super) people: People,
    pub(super) acts_at: Timestamp,
    /// The faults that this line has.
    pub(super) faults: super::Faults,
    /// Until when each host is down.
    pub(super) app_down: Timestamp,
    pub(super) service_down: Timestamp,
    /// How often the application's host has been started.
    pub(super) life: u32,
    /// The application as it was last written down.
    pub(super) saved: App<'p>,
    pub(super) saved_at: Timestamp,
    pub(super) operations: u32,
    pub(super) checks: Checks,
    service_over: Option<Timestamp>,
    /// When what happens by itself happens next: jumps of both clocks, crashes of both hosts.
    faults_at: [Option<Timestamp>; 4],
}

/// What a number is a seed for.
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
        let within = u64::from(world.begin_within.as_millis()).max(1);
        let begins = seed(purpose::START).checked_rem(within).unwrap_or(0);
        let begin = Timestamp::from_millis(begins.saturating_add(60_000));
        let app_clock = Clock::new(world.faults.clocks, seed(purpose::APP_CLOCK), begin);
        let service_clock = Clock::new(world.faults.clocks, seed(purpose::SERVICE_CLOCK), begin);
        let faults = world.faults.some(seed(purpose::FAULTS));
        // Its jitter is drawn from it too.
        let id = Id::from_u128(u128::from(seed(purpose::ID)));
        let latency = |chance: &mut C| Span::from_millis(chance.below(faults.latency.as_millis().saturating_add(1)));
        let (there, back) = (latency(&mut chance), latency(&mut chance));
        let heard = begin.saturating_add(there);
        let (app, service, now) = if chance.happens(500) {
            let app = app::Call::incoming(id, app_clock.at(heard), world.app);
            (app, service::Call::incoming(id, service_clock.at(begin), world.service), heard)
        } else {
            let app = app::Call::outgoing(id, app_clock.at(begin), world.app);
            let service = service::Call::outgoing(id, service_clock.at(heard), world.service);
            (app, service, heard.saturating_add(back))
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
            under_way: Queue::new(),
            people,
            acts_at: now.saturating_add(Span::from_secs(1)),
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

    /// A number that stands for every step that both ends have taken: equal runs have equal ones, on every target.
    #[must_use]
    pub fn digest(&self) -> u64 {
        super::choices::mixed(self.checks.trace() ^ self.app.digest().rotate_left(1) ^ self.service.digest())
    }

    /// Lets things happen until a true time, or until both ends are over and nothing is under way.
    ///
    /// # Errors
    /// The first law that was broken, and when. The line can be asked how it stands, and is not to be run on.
    pub fn run(&mut self, until: Timestamp, watch: &mut impl Watch) -> Result<(), Failure> {
        let failed = |line: &Self, broken| Failure { line: line.number, at: line.now, broken };
        while let Some((at, due)) = self.next().filter(|(at, _)| *at <= until) {
            self.now = at;
            self.does(due, watch).map_err(|broken| failed(self, broken))?;
            self.both_agree(watch).map_err(|broken| failed(self, broken))?;
        }
        Ok(())
    }

    /// What happens next, and when; nothing, if it is all over.
    fn next(&self) -> Option<(Timestamp, Due)> {
        let live = self.app.cause().is_none() || self.service.cause().is_none();
        let woken = |clock: &Clock, deadline: Option<crate::Deadline>, up: Timestamp| {
            Some(clock.when(deadline?.at, self.now).later(up))
        };
        let app = woken(&self.app_clock, self.app.next_deadline(), self.app_down);
        let service = woken(&self.service_clock, self.service.next_deadline(), self.service_down);
        let message = self.under_way.next_at();
        let mut first: Option<(Timestamp, Due)> = None;
        let mut sooner = |at: Option<Timestamp>, due| {
            if let Some(at) = at.filter(|at| first.is_none_or(|(first, _)| *at < first)) {
                first = Some((at, due));
            }
        };
        sooner(message, Due::Message);
        sooner(service, Due::ServiceWakes);
        sooner(app, Due::AppWakes);
        if live {
            sooner(Some(self.acts_at), Due::People);
            let [app_jump, service_jump, app_crash, service_crash] = self.faults_at;
            sooner(app_jump, Due::AppClockJumps);
            sooner(service_jump, Due::ServiceClockJumps);
            sooner(app_crash, Due::AppCrashes);
            sooner(service_crash, Due::ServiceCrashes);
        }
        first.map(|(at, due)| (at.later(self.now), due))
    }

    fn does(&mut self, due: Due, watch: &mut impl Watch) -> Result<(), Broken> {
        match due {
            Due::AppWakes => self.app_takes(app::Event::Wake, watch)?,
            Due::ServiceWakes => self.service_takes(service::Event::Wake, None, watch)?,
            Due::Message => self.deliver(watch)?,
            Due::People => self.people_act(watch)?,
            Due::AppClockJumps => self.app_clock.jump(self.now),
            Due::ServiceClockJumps => self.service_clock.jump(self.now),
            Due::AppCrashes => self.app_crashes()?,
            Due::ServiceCrashes => self.service_crashes()?,
        }
        let fault = match due {
            Due::AppClockJumps | Due::ServiceClockJumps => Fault::ClockJumped,
            Due::AppCrashes => Fault::AppCrashed,
            Due::ServiceCrashes => Fault::ServiceCrashed,
            Due::AppWakes | Due::ServiceWakes | Due::Message | Due::People => return Ok(()),
        };
        watch.fault(self.now, fault);
        self.plan_faults();
        Ok(())
    }

    fn plan_faults(&mut self) {
        let (faults, seed, now) = (&self.world.faults, self.world.seed, self.now);
        self.faults_at = [
            self.app_clock.next_jump(now),
            self.service_clock.next_jump(now),
            faults.app_crash.next(seed ^ 1, now),
            faults.service_crash.next(seed ^ 2, now),
        ];
    }

    /// The laws that speak of both ends.
    fn both_agree(&mut self, watch: &mut impl Watch) -> Result<(), Broken> {
        let keep_alive = &self.world.app.settings().keep_alive;
        let both = Both {
            app: &self.app,
            service: &self.service,
            app_now: self.app_clock.at(self.now),
            service_now: self.service_clock.at(self.now),
        };
        safe_side(&both, self.world.slack_of(keep_alive.expiry))?;
        agreement(&both)?;
        watch.checked(2);
        if self.service.cause().is_none() {
            self.service_over = None;
            return Ok(());
        }
        let since = *self.service_over.get_or_insert(self.now);
        if self.now < self.app_down {
            return Ok(());
        }
        let patience = patience(self.world.app, self.faults.delay);
        let patience = patience.saturating_add(self.world.slack_of(patience));
        let over_for = u32::try_from(self.now.saturating_millis_since(since)).unwrap_or(u32::MAX);
        watch.checked(1);
        over_in_time(&self.app, Span::from_millis(over_for), patience)
    }
}
