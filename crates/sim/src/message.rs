//! What is in flight on a line.

use call_lifecycle::app::{self, Token};
use call_lifecycle::service::{self, MediaEvent, PeerEvent};
use call_lifecycle::{Slot, Timestamp};

/// A request of the application, as its host holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Sent {
    pub(crate) token: Token,
    /// When it left, by the application's clock.
    pub(crate) at: Timestamp,
    /// Which start of the application's host sent it. A later start waits for no answer to it.
    pub(crate) life: u32,
    /// The number from which its parameters follow.
    pub(crate) number: u32,
}

/// What is in flight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Message {
    /// The application's host sends a request that the machine wants sent.
    Leaves(Sent),
    /// A request arrives at the service.
    Request(Sent),
    /// A reply, or the news that there will be none, arrives at the start of the application's host
    /// that waits for it.
    Reply(u32, app::Event),
    /// A notification arrives at the application.
    Notification(app::Event),
    /// A person does something, or the player is done.
    Fact(Fact),
}

/// What the service's end learns from anybody but the application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Fact {
    Peer(PeerEvent),
    Media(MediaEvent),
    /// An operation outside the media queue is done.
    Finished {
        slot: Slot,
        success: bool,
    },
}

impl From<Fact> for service::Event {
    fn from(fact: Fact) -> Self {
        match fact {
            Fact::Peer(event) => Self::Peer(event),
            Fact::Media(event) => Self::Media(event),
            Fact::Finished { slot, success } => Self::Finished { slot, success },
        }
    }
}
