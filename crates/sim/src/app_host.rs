//! The application's host: it gives its machine events, sends what the machine wants sent, and
//! saves it.

use call_lifecycle::{Machine, Step, Timestamp, app};

use crate::laws::{self, Observation, Seen};
use crate::message::{Message, Sent};
use crate::{App, Choices, Fault, Line, Violation, Watch};

impl<C: Choices> Line<'_, '_, C> {
    pub(crate) fn app_handles(&mut self, event: &app::Event, watch: &mut impl Watch) -> Result<(), Violation> {
        self.app_handles_numbered(event, 0, watch)
    }

    /// The application's end handles an event. The parameters of what it asks for follow from
    /// `number`.
    pub(crate) fn app_handles_numbered(
        &mut self,
        event: &app::Event,
        number: u32,
        watch: &mut impl Watch,
    ) -> Result<(), Violation> {
        let now = self.app_clock.at(self.now);
        let before = self.app.clone();
        let mut step = Step::new();
        handle(&mut self.app, now, event, &mut step);
        let observed = Observation::new(&before, now, event, &self.app, &step);
        self.checks.step(&observed, &mut self.app_seen, watch)?;
        watch.app(self.now, &observed);
        self.app_changed();
        for timed in &step {
            if let app::Output::Send(token) = timed.output {
                let busy = self.chance.below(40);
                let sent = Sent { token, at: now, life: self.life, number };
                self.put(busy, Message::Leaves(sent), watch);
            }
        }
        if self.now >= self.saves_at {
            self.saved = self.app.clone();
            self.saves_at = self.now.saturating_add(self.faults.snapshot_every);
        }
        Ok(())
    }

    /// The host wakes its machine, and now and then once more.
    pub(crate) fn app_wakes(&mut self, watch: &mut impl Watch) -> Result<(), Violation> {
        self.app_handles(&app::Event::Wake, watch)?;
        if self.chance.happens(self.faults.wakes_again) {
            watch.fault(self.now, Fault::Repeated);
            self.app_handles(&app::Event::Wake, watch)?;
        }
        Ok(())
    }

    /// The host loses what it had in memory, and starts again after a while from what it last
    /// saved. An engine has saved all of it.
    pub(crate) fn app_crashes(&mut self) -> Result<(), Violation> {
        self.app_down = self.now.saturating_add(self.world.faults.app_crash.length(self.world.seed, self.now));
        if !self.faults.engine {
            self.life = self.life.wrapping_add(1);
            self.app = self.saved.clone();
            self.app_seen = Seen::of(&self.app);
        }
        self.app_changed();
        laws::round_trip(&self.app)
    }

    /// A message for the application comes while no host is there.
    pub(crate) fn misses_the_host(&mut self, message: Message, watch: &mut impl Watch) {
        let message = match message {
            _ if !self.faults.engine || self.now >= self.app_down => None,
            // Whether it had left is not known: it does not leave again.
            Message::Leaves(sent) if self.chance.happens(500) => {
                Some(Message::Reply(sent.life, app::Event::Failed { token: sent.token }))
            }
            // The host failed with the answer in its hands.
            Message::Reply(life, app::Event::Reply { token, .. }) if self.chance.happens(300) => {
                Some(Message::Reply(life, app::Event::Failed { token }))
            }
            // The service has given up.
            Message::Notification(_) if self.chance.happens(200) => None,
            message => Some(message),
        };
        match message {
            Some(message) => {
                watch.fault(self.now, Fault::Delayed);
                self.put_until(self.app_down, message, watch);
            }
            None => watch.fault(self.now, Fault::CutOff),
        }
    }
}

// Out of line: where the step is made and handled in one function, all of it is cleared.
#[inline(never)]
fn handle(app: &mut App<'_>, now: Timestamp, event: &app::Event, step: &mut Step<app::Output>) {
    app.handle_into(now, event, step);
}
