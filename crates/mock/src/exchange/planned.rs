//! What will happen by itself, and whether the machine still waits for it.

use call_lifecycle::record::RecordPhase;
use call_lifecycle::service::{Event, MediaEvent, OperationView, PeerEvent};
use call_lifecycle::{Id, Timestamp};

use super::Call;

/// Something that will happen by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planned {
    pub at: Timestamp,
    pub fact: Fact,
}

/// What happens then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fact {
    Peer(PeerEvent),
    /// The prompts of an operation were played.
    Played(Id),
    /// The beep of an operation was heard.
    Beeped(Id),
    /// An operation outside of the media queue is complete.
    Finished(Id),
}

impl Fact {
    /// The operation that it is about.
    pub fn operation(self) -> Option<Id> {
        match self {
            Self::Peer(_) => None,
            Self::Played(id) | Self::Beeped(id) | Self::Finished(id) => Some(id),
        }
    }

    /// The event for the machine, if the machine still waits for it.
    pub fn event(self, call: &Call) -> Option<Event> {
        match self {
            Self::Peer(event) => Some(Event::Peer(event)),
            Self::Played(id) => (view(call, id)?.phase == Some(RecordPhase::Prompting))
                .then_some(Event::Media(MediaEvent::PromptFinished)),
            Self::Beeped(id) => {
                (view(call, id)?.phase == Some(RecordPhase::Beeping)).then_some(Event::Media(MediaEvent::BeepFinished))
            }
            Self::Finished(id) => Some(Event::Finished { slot: view(call, id)?.slot, success: true }),
        }
    }
}

/// An operation as the machine has it.
pub fn view(call: &Call, id: Id) -> Option<OperationView> {
    call.operations().find(|view| view.id == id)
}

/// Whether it is a target's part in a transfer.
pub fn is_of_transfer(fact: Fact) -> bool {
    matches!(fact, Fact::Peer(PeerEvent::TransferAccepted | PeerEvent::TransferCompleted))
}
