//! A call as one would hold it without the crate: `statig` for its state, and one deadline for its
//! keepAlive.

use call_lifecycle::app::Policy;
use call_lifecycle::{Id, KeepAlivePolicy, Timestamp, Trigger};

use super::calls::{Event, Setup};
use super::host::fingerprint;
use crate::transitions::statig;

/// Where the keepAlive is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Probe {
    Idle,
    Asked,
    Out,
}

pub struct Call {
    machine: statig::Machine,
    pub due: Timestamp,
    anchor: Timestamp,
    attempt: u16,
    probe: Probe,
}

impl Call {
    /// Connected, since `began`.
    fn new(id: Id, began: Timestamp, policy: &Policy) -> Self {
        let mut machine = statig::machine();
        for trigger in [Trigger::Answer, Trigger::PeerConnects] {
            machine.handle(&trigger);
        }
        let due = began.saturating_add(policy.settings().keep_alive().interval_of(id));
        Self { machine, due, anchor: began, attempt: 0, probe: Probe::Idle }
    }

    pub fn all(setup: &Setup) -> impl Iterator<Item = (Id, Self)> {
        setup.ids.iter().zip(&setup.began).map(|(id, began)| (*id, Self::new(*id, *began, setup.policy)))
    }

    pub fn handle(&mut self, now: Timestamp, id: Id, event: Event, policy: &Policy) {
        let keep_alive = &policy.settings().keep_alive();
        match event {
            Event::Notified { trigger, .. } => self.machine.handle(&trigger),
            Event::Sent { number } => {
                self.attempt = number;
                self.probe = Probe::Out;
                self.due = self.soon(now, keep_alive);
            }
            Event::Answered { number, sent } => {
                if (number == self.attempt && self.probe == Probe::Out) || sent > self.anchor {
                    self.anchor = sent;
                    self.probe = Probe::Idle;
                    self.due = sent.saturating_add(keep_alive.interval_of(id));
                }
            }
        }
    }

    /// The keepAlive is due: the number to send it with.
    pub fn wake(&mut self, now: Timestamp, policy: &Policy) -> u16 {
        self.probe = Probe::Asked;
        self.due = self.soon(now, &policy.settings().keep_alive());
        self.attempt.wrapping_add(1)
    }

    /// When its answer is overdue, or the call expires.
    fn soon(&self, now: Timestamp, keep_alive: &KeepAlivePolicy) -> Timestamp {
        now.saturating_add(keep_alive.reply_timeout()).min(self.anchor.saturating_add(keep_alive.expiry()))
    }

    pub fn fingerprint(&self, id: Id) -> u64 {
        fingerprint(id, statig::call_state(*self.machine.state()) as u8, Some(self.due))
    }
}
