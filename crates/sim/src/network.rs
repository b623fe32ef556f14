//! The network between both hosts: what it loses, repeats and delays, and how messages arrive.

use core::time::Duration;

use call_lifecycle::app::{self, Reply, Request};
use call_lifecycle::{Id, Timestamp, service};

use crate::message::{Message, Sent};
use crate::people;
use crate::window::after;
use crate::{Choices, Fault, Line, Violation, Watch};

impl<C: Choices> Line<'_, '_, C> {
    /// Puts a message in flight on this side of the network, which takes so many milliseconds.
    pub(crate) fn put(&mut self, takes: u32, message: Message, watch: &mut impl Watch) {
        self.put_until(after(self.now, takes.into()), message, watch);
    }

    /// Puts a message in flight that arrives at a time.
    pub(crate) fn put_until(&mut self, arrives: Timestamp, message: Message, watch: &mut impl Watch) {
        if !self.in_flight.push(arrives, message) {
            watch.fault(self.now, Fault::Crowded);
        }
    }

    pub(crate) fn reply(&mut self, to: Sent, reply: Reply, watch: &mut impl Watch) {
        let event = app::Event::Reply { token: to.token, sent: to.at, reply };
        if !self.send(Message::Reply(to.life, event), true, watch) {
            self.lose(to, watch);
        }
    }

    /// The host may learn of a lost request that its connection failed.
    fn lose(&mut self, sent: Sent, watch: &mut impl Watch) {
        if self.chance.happens(500) {
            let takes = self.chance.below(20_000);
            self.put(takes, Message::Reply(sent.life, app::Event::Failed { token: sent.token }), watch);
        }
    }

    /// Sends a message over the network; `false` if it will not arrive.
    pub(crate) fn send(&mut self, message: Message, may_repeat: bool, watch: &mut impl Watch) -> bool {
        if self.chance.happens(self.faults.lost) {
            watch.fault(self.now, Fault::Lost);
            return false;
        }
        if self.partition.is_on(self.now) {
            watch.fault(self.now, Fault::CutOff);
            return false;
        }
        let copies = if may_repeat && self.chance.happens(self.faults.repeated) { 2 } else { 1 };
        for copy in 0..copies {
            if copy > 0 {
                watch.fault(self.now, Fault::Repeated);
            }
            let mut most = self.latency;
            if self.chance.happens(self.faults.delayed) {
                watch.fault(self.now, Fault::Delayed);
                most = self.delay;
            }
            let takes = self.chance.below(most.saturating_add(1));
            self.put(takes, message, watch);
        }
        true
    }

    /// The next message arrives.
    pub(crate) fn deliver(&mut self, watch: &mut impl Watch) -> Result<(), Violation> {
        // Copied out as a whole before it is taken out: a value that is moved out is copied in pieces.
        let Some(&message) = self.in_flight.first() else { return Ok(()) };
        self.in_flight.remove_first();
        let app_up = self.now >= self.app_down;
        match &message {
            Message::Leaves(sent) if app_up && sent.life == self.life => {
                let hints = people::hints(sent.token.request(), sent.number);
                self.app_handles(&app::Event::Sent { token: sent.token, hints }, watch)?;
                // The machine counts from the latest time that it was given, even if the clock ran backwards.
                let sent = Sent { at: self.app.now(), ..*sent };
                let once = matches!(sent.token.request(), Request::KeepAlive | Request::GetCall | Request::HangUp);
                if !self.send(Message::Request(sent), once, watch) {
                    self.lose(sent, watch);
                }
            }
            Message::Request(sent) => return self.request_arrives(*sent, watch),
            Message::Reply(life, event) if app_up && *life == self.life => self.app_handles(event, watch)?,
            Message::Notification(event) if app_up => self.app_handles(event, watch)?,
            Message::Leaves(_) | Message::Reply(..) | Message::Notification(_) => self.misses_the_host(message, watch),
            Message::Fact(_) if self.now < self.service_down => {
                self.put_until(self.service_down, message, watch);
            }
            Message::Fact(fact) => self.service_handles(&service::Event::from(*fact), None, watch)?,
        }
        Ok(())
    }

    fn request_arrives(&mut self, sent: Sent, watch: &mut impl Watch) -> Result<(), Violation> {
        if self.now < self.service_down {
            watch.fault(self.now, Fault::CutOff);
            self.lose(sent, watch);
            return Ok(());
        }
        if self.chance.happens(self.faults.refused) {
            watch.fault(self.now, Fault::Refused);
            let status = self.chance.one_of(503, &[429, 500, 502, 504, 401, 403]);
            let wait = Duration::from_secs(self.chance.below(4_000).into());
            let reply = Reply::new(status);
            self.reply(sent, if status == 429 { reply.with_retry_after(wait) } else { reply }, watch);
            return Ok(());
        }
        self.operations = self.operations.wrapping_add(1);
        let (asked, id) = (sent.token.request(), Id::from_u128(u128::from(self.operations)));
        let context = people::hints(asked, sent.number).context();
        let request = service::request(asked, id, context, || people::recording(sent.number));
        self.service_handles(&service::Event::Request(request), Some(sent), watch)
    }
}
