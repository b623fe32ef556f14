//! The hosts of both ends: what they feed their machines, what they send, and how it arrives.

use super::laws::{self, Taken};
use super::people::{self, Act};
use super::{Broken, Choices, Fault, Line, Service, Watch};
use crate::app::{self, Reply, Request, Token};
use crate::record::RecordPhase;
use crate::service::{self, MediaEvent};
use crate::{Id, Slot, Span, Step, Timestamp};

/// A request of the application, as its host holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Sent {
    token: Token,
    /// When it left, by the application's clock.
    at: Timestamp,
    /// The life of the host that sent it: a later one waits for no answer to it.
    life: u32,
    /// Names its parameters.
    number: u32,
}

/// What is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Message {
    /// The application's host sends what the machine wished sent.
    Leaves(Sent),
    /// A request arrives at the service.
    Request(Sent),
    /// A reply, or that there will be none, arrives at the application; only while the host lives that asked.
    Reply(u32, app::Event),
    /// A notification arrives at the application.
    Notification(app::Event),
    /// Somebody does something, or the player is done.
    Fact(service::Event),
}

impl<C: Choices> Line<'_, '_, C> {
    pub(super) fn app_takes(&mut self, event: app::Event, watch: &mut impl Watch) -> Result<(), Broken> {
        self.app_answers(event, 0, watch)
    }

    /// The application's end takes an event in; `number` names the parameters of what is asked for.
    fn app_answers(&mut self, event: app::Event, number: u32, watch: &mut impl Watch) -> Result<(), Broken> {
        let now = self.app_clock.at(self.now);
        let before = self.app.clone();
        let step = self.app.handle(now, event);
        let taken = Taken { before: &before, now, event: &event, after: &self.app, step: &step };
        self.checks.took(&taken, watch)?;
        watch.app(self.now, &taken);
        for timed in &step {
            if let app::Output::Send(token) = timed.output {
                let busy = Span::from_millis(self.chance.below(40));
                let sent = Sent { token, at: now, life: self.life, number };
                self.put(busy, Message::Leaves(sent), watch);
            }
        }
        if self.now >= self.saved_at.saturating_add(self.faults.snapshot_every) {
            self.saved = self.app.clone();
            self.saved_at = self.now;
        }
        Ok(())
    }

    pub(super) fn service_takes(
        &mut self,
        event: service::Event,
        of: Option<Sent>,
        watch: &mut impl Watch,
    ) -> Result<(), Broken> {
        let now = self.service_clock.at(self.now);
        let before = self.service.clone();
        let step = self.service.handle(now, event);
        let taken = Taken { before: &before, now, event: &event, after: &self.service, step: &step };
        self.checks.took(&taken, watch)?;
        watch.service(self.now, &taken);
        self.service_says(&before, &step, of, watch);
        Ok(())
    }

    fn service_says(
        &mut self,
        before: &Service<'_>,
        step: &Step<service::Output>,
        of: Option<Sent>,
        watch: &mut impl Watch,
    ) {
        for timed in step {
            match (timed.output, of) {
                (service::Output::Answer { status, slot }, Some(sent)) => {
                    let body = service::answer_body(&self.service, sent.token.request(), status, slot);
                    self.reply(sent, Reply { status, retry_after: None, body }, watch);
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

    /// The player does what the running operation asks for; what it did before is of no account.
    fn plays(&mut self, phase: RecordPhase, watch: &mut impl Watch) {
        use MediaEvent::{BeepFailed, BeepFinished, PromptFailed, PromptFinished};
        let player = [PromptFinished, PromptFailed, BeepFinished, BeepFailed].map(service::Event::Media);
        self.under_way.retain(|message| !matches!(message, Message::Fact(fact) if player.contains(fact)));
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
        let takes = Span::from_millis(self.chance.below(millis));
        self.put(takes, Message::Fact(service::Event::Media(done)), watch);
    }

    /// An operation that is not of the media queue is done after a while.
    fn will_finish(&mut self, slot: Slot, watch: &mut impl Watch) {
        let pending = self.service.operation(slot).is_some_and(|view| !view.kind.is_media() && !view.status.is_end());
        if pending {
            let success = !self.chance.happens(200);
            let takes = Span::from_millis(self.chance.below(8_000));
            self.put(takes, Message::Fact(service::Event::Finished { slot, success }), watch);
        }
    }

    /// Something happens on this side of the network.
    fn put(&mut self, after: Span, message: Message, watch: &mut impl Watch) {
        if !self.under_way.push(self.now.saturating_add(after), message) {
            watch.fault(self.now, Fault::Crowded);
        }
    }

    fn reply(&mut self, to: Sent, reply: Reply, watch: &mut impl Watch) {
        let event = app::Event::Reply { token: to.token, sent: to.at, reply };
        if !self.send(Message::Reply(to.life, event), true, watch) {
            self.lose(to, watch);
        }
    }

    /// Of what was lost the host may hear that its connection is gone.
    fn lose(&mut self, sent: Sent, watch: &mut impl Watch) {
        if self.chance.happens(500) {
            let after = Span::from_millis(self.chance.below(20_000));
            self.put(after, Message::Reply(sent.life, app::Event::Failed { token: sent.token }), watch);
        }
    }

    /// Over the network; `false` if it will not arrive.
    fn send(&mut self, message: Message, may_repeat: bool, watch: &mut impl Watch) -> bool {
        if self.chance.happens(self.faults.lost) {
            watch.fault(self.now, Fault::Lost);
            return false;
        }
        if self.faults.partition.is_on(self.world.seed, self.now) {
            watch.fault(self.now, Fault::CutOff);
            return false;
        }
        let copies = if may_repeat && self.chance.happens(self.faults.repeated) { 2 } else { 1 };
        for copy in 0..copies {
            if copy > 0 {
                watch.fault(self.now, Fault::Repeated);
            }
            let mut most = self.faults.latency;
            if self.chance.happens(self.faults.delayed) {
                watch.fault(self.now, Fault::Delayed);
                most = self.faults.delay;
            }
            let takes = Span::from_millis(self.chance.below(most.as_millis().saturating_add(1)));
            self.put(takes, message, watch);
        }
        true
    }

    pub(super) fn deliver(&mut self, watch: &mut impl Watch) -> Result<(), Broken> {
        let Some(message) = self.under_way.pop() else { return Ok(()) };
        let app_up = self.now >= self.app_down;
        match message {
            Message::Leaves(sent) if app_up && sent.life == self.life => {
                let details = people::details(sent.token.request(), sent.number);
                self.app_takes(app::Event::Sent { token: sent.token, details }, watch)?;
                // The machine counts from the latest time that it was told, should the clock have run backwards.
                let sent = Sent { at: self.app.now(), ..sent };
                let once = matches!(sent.token.request(), Request::KeepAlive | Request::GetCall | Request::HangUp);
                if !self.send(Message::Request(sent), once, watch) {
                    self.lose(sent, watch);
                }
            }
            Message::Request(sent) => return self.request_arrives(sent, watch),
            Message::Reply(life, event) if app_up && life == self.life => self.app_takes(event, watch)?,
            Message::Notification(event) if app_up => self.app_takes(event, watch)?,
            Message::Leaves(_) | Message::Reply(..) | Message::Notification(_) => watch.fault(self.now, Fault::CutOff),
            Message::Fact(fact) if self.now < self.service_down => {
                let left = self.service_down.saturating_millis_since(self.now);
                self.put(Span::from_millis(u32::try_from(left).unwrap_or(u32::MAX)), Message::Fact(fact), watch);
            }
            Message::Fact(fact) => self.service_takes(fact, None, watch)?,
        }
        Ok(())
    }

    fn request_arrives(&mut self, sent: Sent, watch: &mut impl Watch) -> Result<(), Broken> {
        if self.now < self.service_down {
            watch.fault(self.now, Fault::CutOff);
            self.lose(sent, watch);
            return Ok(());
        }
        if self.chance.happens(self.faults.refused) {
            watch.fault(self.now, Fault::Refused);
            let status = self.chance.one_of(503, &[429, 500, 502, 504, 401, 403]);
            let wait = Span::from_secs(self.chance.below(4_000));
            let retry_after = (status == 429).then_some(wait);
            self.reply(sent, Reply { status, retry_after, body: app::Body::Empty }, watch);
            return Ok(());
        }
        self.operations = self.operations.wrapping_add(1);
        let (asked, id) = (sent.token.request(), Id::from_u128(u128::from(self.operations)));
        let context = people::details(asked, sent.number).context;
        let request = service::request(asked, id, context, || people::recording(sent.number));
        self.service_takes(service::Event::Request(request), Some(sent), watch)
    }

    pub(super) fn people_act(&mut self, watch: &mut impl Watch) -> Result<(), Broken> {
        self.acts_at = self.now.saturating_add(self.people.pause(&mut self.chance, self.service.state()));
        let does = self.people.act(&mut self.chance, self.now, &self.app, &self.service);
        let fact = match does {
            Act::Nothing => return Ok(()),
            Act::Asks(request) if self.now >= self.app_down => {
                // A name of its own, with its parameters drawn.
                self.operations = self.operations.wrapping_add(1);
                let number = self.operations.wrapping_shl(8) | self.chance.below(1 << 8);
                let details = people::details(request, number);
                return self.app_answers(app::Event::Ask { request, details }, number, watch);
            }
            Act::Asks(_) => return Ok(()),
            // Nobody is there to hear it.
            Act::Peer(_) | Act::Media(_) if self.now < self.service_down => {
                watch.fault(self.now, Fault::CutOff);
                return Ok(());
            }
            Act::Peer(event) => service::Event::Peer(event),
            Act::Media(event) => service::Event::Media(event),
        };
        self.put(Span::ZERO, Message::Fact(fact), watch);
        Ok(())
    }

    /// The host is gone with what it had in hand, and back after a while with what it last wrote, as a snapshot keeps it.
    pub(super) fn app_crashes(&mut self) -> Result<(), Broken> {
        self.life = self.life.wrapping_add(1);
        self.app_down = self.now.saturating_add(self.world.faults.app_crash.length(self.world.seed, self.now));
        self.app = self.saved.clone();
        laws::round_trip(&self.saved)
    }

    /// The authority writes down all that it does.
    pub(super) fn service_crashes(&mut self) -> Result<(), Broken> {
        self.service_down = self.now.saturating_add(self.world.faults.service_crash.length(self.world.seed, self.now));
        laws::round_trip(&self.service)
    }
}
