//! The service's host: it gives its machine events, answers, notifies, and plays what a recording
//! asks for.

use call_lifecycle::app::{Reply, Request};
use call_lifecycle::record::RecordPhase;
use call_lifecycle::service::{self, MediaEvent};
use call_lifecycle::{Machine, Slot, Step};

use crate::laws::{self, Observation};
use crate::message::{Fact, Message, Sent};
use crate::{Choices, Line, Service, Violation, Watch};

impl<C: Choices> Line<'_, '_, C> {
    /// The service's end handles an event, which may be a request of the application.
    pub(crate) fn service_handles(
        &mut self,
        event: &service::Event,
        request: Option<Sent>,
        watch: &mut impl Watch,
    ) -> Result<(), Violation> {
        let now = self.service_clock.at(self.now);
        let before = self.service.clone();
        let mut step = Step::new();
        self.service.handle_into(now, event, &mut step);
        let observed = Observation::new(&before, now, event, &self.service, &step);
        self.checks.step(&observed, &mut self.service_seen, watch)?;
        watch.service(self.now, &observed);
        self.service_changed();
        self.service_acts(&before, &step, request, watch);
        Ok(())
    }

    /// The host acts on the outputs of a step.
    fn service_acts(
        &mut self,
        before: &Service<'_>,
        step: &Step<service::Output>,
        request: Option<Sent>,
        watch: &mut impl Watch,
    ) {
        for timed in step {
            match (timed.output, request) {
                (service::Output::Answer { status, slot }, Some(sent)) => {
                    let body = service::answer_body(&self.service, sent.token.request(), status, slot);
                    self.reply(sent, Reply::new(status).with_body(body), watch);
                    if let Some(slot) = slot.filter(|_| matches!(sent.token.request(), Request::Operation(_))) {
                        self.will_finish(slot, watch);
                    }
                }
                (service::Output::Phase { phase, .. }, _) => self.plays(phase, watch),
                (output, _) => {
                    if let Some(event) = service::notification(before, &self.service, output) {
                        self.send(Message::Notification(event), true, watch);
                    }
                }
            }
        }
    }

    /// The player does what the running operation asks for, and drops what it did before.
    fn plays(&mut self, phase: RecordPhase, watch: &mut impl Watch) {
        use MediaEvent::{BeepFailed, BeepFinished, PromptFailed, PromptFinished};
        self.in_flight.retain(|message| {
            let Message::Fact(Fact::Media(media)) = message else { return true };
            !matches!(media, PromptFinished | PromptFailed | BeepFinished | BeepFailed)
        });
        let fails = self.chance.happens(30);
        let (done, millis) = match phase {
            // Now and then a prompt has no end.
            RecordPhase::Prompting if self.chance.happens(30) => return,
            RecordPhase::Prompting => (if fails { PromptFailed } else { PromptFinished }, 20_000),
            RecordPhase::Beeping => (if fails { BeepFailed } else { BeepFinished }, 2_000),
            RecordPhase::Queued
            | RecordPhase::Listening
            | RecordPhase::Speaking
            | RecordPhase::Pausing
            | RecordPhase::Ended => return,
        };
        let takes = self.chance.below(millis);
        self.put(takes, Message::Fact(Fact::Media(done)), watch);
    }

    /// An operation outside the media queue is done after a while.
    fn will_finish(&mut self, slot: Slot, watch: &mut impl Watch) {
        let pending = self.service.operation(slot).is_some_and(|view| !view.kind.is_media() && !view.status.is_end());
        if pending {
            let success = !self.chance.happens(200);
            let takes = self.chance.below(8_000);
            self.put(takes, Message::Fact(Fact::Finished { slot, success }), watch);
        }
    }

    /// The host is down for a while. It saves every step, so its machine loses nothing.
    pub(crate) fn service_crashes(&mut self) -> Result<(), Violation> {
        self.service_down = self.now.saturating_add(self.world.faults.service_crash.length(self.world.seed, self.now));
        self.service_changed();
        laws::round_trip(&self.service)
    }
}
