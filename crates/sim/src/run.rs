//! What happens next on a line, and the laws that are checked after it.

use call_lifecycle::{Timestamp, app, service};

use crate::due::Due;
use crate::joint::{agreement, agreement_with, over_in_time, safe_side_within};
use crate::message::{Fact, Message};
use crate::people::{self, Act};
use crate::window::{NEVER, after};
use crate::{Choices, Ends, Failure, Fault, Line, Violation, Watch};

impl<C: Choices> Line<'_, '_, C> {
    /// Runs until a true time, or until both ends are over and nothing is in flight. What is due at
    /// that time happens. (Simulators differ in this.)
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
        let mut first = (self.in_flight.next_at().unwrap_or(NEVER), Due::Message);
        let mut sooner = |at: Timestamp, due| {
            if at < first.0 {
                first = (at, due);
            }
        };
        let soonest = after(self.now, 1);
        sooner(self.service_wakes.later(soonest), Due::ServiceWakes);
        sooner(self.app_wakes.later(soonest), Due::AppWakes);
        if self.app_seen.cause.is_none() || self.service_seen.cause.is_none() {
            sooner(self.acts_at, Due::People);
            sooner(self.fault_at, self.fault);
        }
        let (at, due) = first;
        (at < NEVER).then(|| (at.later(self.now), due))
    }

    fn happens(&mut self, due: Due, watch: &mut impl Watch) -> Result<(), Violation> {
        match due {
            Due::AppWakes => self.app_wakes(watch)?,
            Due::ServiceWakes => self.service_handles(&service::Event::Wake, None, watch)?,
            Due::Message => self.deliver(watch)?,
            Due::People => self.people_act(watch)?,
            Due::AppClockJumps => {
                self.app_clock.jump(self.now);
                self.app_changed();
            }
            Due::ServiceClockJumps => {
                self.service_clock.jump(self.now);
                self.service_changed();
            }
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
        debug_assert!(self.is_up_to_date(), "a machine has changed, and what is kept of it has not");
        let (app_now, service_now) = (self.app_clock.at(self.now), self.service_clock.at(self.now));
        let ends = Ends::new(&self.app, app_now, &self.service, service_now);
        safe_side_within(&ends, self.slack)?;
        // It speaks of nothing but the machines, so it holds until one of them changes.
        if !self.agreed {
            agreement_with(&ends, self.service_seen.open)?;
            self.agreed = true;
        }
        debug_assert_eq!(agreement(&ends), Ok(()), "a machine has changed, and was not asked again");
        watch.checked(2);
        if self.service.cause().is_none() {
            self.service_over = None;
            return Ok(());
        }
        let since = *self.service_over.get_or_insert(self.now);
        if self.now < self.app_down {
            return Ok(());
        }
        watch.checked(1);
        over_in_time(&self.app, self.now.duration_since(since), self.patience)
    }

    /// A person does something, or nobody does.
    pub(crate) fn people_act(&mut self, watch: &mut impl Watch) -> Result<(), Violation> {
        self.acts_at = after(self.now, self.people.pause(&mut self.chance, self.service.state()).into());
        let does = self.people.act(&mut self.chance, self.now, &self.app, &self.service);
        let fact = match does {
            Act::Nothing => return Ok(()),
            Act::Asks(request) if self.now >= self.app_down => {
                // A new number, from which its parameters follow.
                self.operations = self.operations.wrapping_add(1);
                let number = self.operations.wrapping_shl(8) | self.chance.below(1 << 8);
                let hints = people::hints(request, number);
                return self.app_handles_numbered(&app::Event::Ask { request, hints }, number, watch);
            }
            Act::Asks(_) => return Ok(()),
            // The service is down, so nobody notices.
            Act::Peer(_) | Act::Media(_) if self.now < self.service_down => {
                watch.fault(self.now, Fault::CutOff);
                return Ok(());
            }
            Act::Peer(event) => Fact::Peer(event),
            Act::Media(event) => Fact::Media(event),
        };
        self.put(0, Message::Fact(fact), watch);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use call_lifecycle::{CallReport, CallState, app};

    use crate::{Faults, Law, Line, Tally, World};

    #[test]
    fn a_machine_that_has_changed_is_asked_again_whether_both_agree() {
        let world = World::new(3).with_faults(Faults::NONE);
        let (mut line, mut tally) = (Line::new(&world, 0, world.chance(0)), Tally::default());
        assert_eq!(line.check_both_ends(&mut tally), Ok(()));
        let ended = app::Event::Call(CallReport::state(CallState::Terminated));
        assert_eq!(line.app_handles(&ended, &mut tally), Ok(()));
        let broken = line.check_both_ends(&mut tally).map_err(|violation| violation.law);
        assert_eq!(broken, Err(Law::Agreement));
    }
}
