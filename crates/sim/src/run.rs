//! What happens next on a line, and the laws that are checked after it.

use core::time::Duration;

use call_lifecycle::{Deadline, Timestamp, app, service};

use crate::clock::Clock;
use crate::joint::{agreement, over_in_time, patience, safe_side};
use crate::message::Message;
use crate::people::{self, Act};
use crate::{Choices, Ends, Failure, Fault, Line, Violation, Watch};

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

impl<C: Choices> Line<'_, '_, C> {
    /// Runs until a true time, or until both ends are over and nothing is in flight.
    ///
    /// # Errors
    /// The first law that does not hold, and when. The line can still be examined, but must not be
    /// run further.
    pub fn run(&mut self, until: Timestamp, watch: &mut impl Watch) -> Result<(), Failure> {
        while let Some((at, due)) = self.next().filter(|(at, _)| *at <= until) {
            self.now = at;
            let result = self.happens(due, watch).and_then(|()| self.check_both_ends(watch));
            result.map_err(|violation| Failure::new(self.number, at, violation))?;
        }
        Ok(())
    }

    /// What happens next, and when; `None` if everything is over.
    fn next(&self) -> Option<(Timestamp, Due)> {
        let live = self.app.cause().is_none() || self.service.cause().is_none();
        let woken = |clock: &Clock, deadline: Option<Deadline>, up: Timestamp| {
            Some(clock.when(deadline?.at, self.now).later(up))
        };
        let app = woken(&self.app_clock, self.app.next_deadline(), self.app_down);
        let service = woken(&self.service_clock, self.service.next_deadline(), self.service_down);
        let message = self.in_flight.next_at();
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

    fn happens(&mut self, due: Due, watch: &mut impl Watch) -> Result<(), Violation> {
        match due {
            Due::AppWakes => self.app_wakes(watch)?,
            Due::ServiceWakes => self.service_handles(service::Event::Wake, None, watch)?,
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

    /// Checks the laws that speak of both ends.
    fn check_both_ends(&mut self, watch: &mut impl Watch) -> Result<(), Violation> {
        let keep_alive = &self.world.app.settings().keep_alive();
        let (app_now, service_now) = (self.app_clock.at(self.now), self.service_clock.at(self.now));
        let ends = Ends::new(&self.app, app_now, &self.service, service_now);
        safe_side(&ends, self.world.slack_of(keep_alive.expiry()))?;
        agreement(&ends)?;
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
        watch.checked(1);
        over_in_time(&self.app, self.now.duration_since(since), patience)
    }

    /// A person does something, or nobody does.
    pub(crate) fn people_act(&mut self, watch: &mut impl Watch) -> Result<(), Violation> {
        self.acts_at = self.now.saturating_add(self.people.pause(&mut self.chance, self.service.state()));
        let does = self.people.act(&mut self.chance, self.now, &self.app, &self.service);
        let fact = match does {
            Act::Nothing => return Ok(()),
            Act::Asks(request) if self.now >= self.app_down => {
                // A number of its own, from which its parameters follow.
                self.operations = self.operations.wrapping_add(1);
                let number = self.operations.wrapping_shl(8) | self.chance.below(1 << 8);
                let hints = people::hints(request, number);
                return self.app_handles_numbered(app::Event::Ask { request, hints }, number, watch);
            }
            Act::Asks(_) => return Ok(()),
            // The service is down, so nobody notices.
            Act::Peer(_) | Act::Media(_) if self.now < self.service_down => {
                watch.fault(self.now, Fault::CutOff);
                return Ok(());
            }
            Act::Peer(event) => service::Event::Peer(event),
            Act::Media(event) => service::Event::Media(event),
        };
        self.put(Duration::ZERO, Message::Fact(fact), watch);
        Ok(())
    }
}
