//! What happens by itself if nothing else was said: the other side behaves, prompts play, and
//! operations complete.

use core::time::Duration;

use call_lifecycle::record::RecordPhase;
use call_lifecycle::service::{Event, MediaEvent, OperationView, Output, PeerEvent};
use call_lifecycle::{CallState, Id, MAX_DURATION, Timestamp};
use serde_json::Value;

use super::Call;
use super::file::File;

/// How long after its creation a call rings.
const RINGS: Duration = Duration::from_secs(1);
/// How long after its creation a call is answered.
const CONNECTS: Duration = Duration::from_secs(3);
/// How long after the answer media is active.
const MEDIA: Duration = Duration::from_secs(1);
/// How long each step of a transfer or redirect takes.
const MOVES: Duration = Duration::from_secs(2);
/// How long taking a call down takes.
const TEARDOWN: Duration = Duration::from_secs(1);
/// How long a prompt plays.
pub const PROMPT: Duration = Duration::from_secs(2);
const BEEP: Duration = Duration::from_millis(500);
/// How long sending tones, or an invite, takes.
const OPERATION: Duration = Duration::from_secs(1);

/// Something that will happen by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planned {
    pub at: Timestamp,
    pub fact: Fact,
}

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

/// What happens after the creation of a call.
pub fn of_creation() -> [(Duration, Fact); 2] {
    [(RINGS, Fact::Peer(PeerEvent::Rings)), (CONNECTS, Fact::Peer(PeerEvent::Connects))]
}

/// What happens after the start of an operation outside of the media queue.
pub fn of_operation(id: Id) -> (Duration, Fact) {
    (OPERATION, Fact::Finished(id))
}

/// What happens after an output of the machine.
pub fn of(output: Output, call: &Call, file: &File) -> Option<(Duration, Fact)> {
    let peer = |after, event| Some((after, Fact::Peer(event)));
    match output {
        Output::State { from: CallState::Incoming, to: CallState::Establishing } => peer(MEDIA, PeerEvent::Connects),
        Output::State { to: CallState::Transferring, .. } => peer(MOVES, PeerEvent::TransferAccepted),
        Output::State { to: CallState::TransferAccepted, .. } => peer(MOVES, PeerEvent::TransferCompleted),
        Output::State { to: CallState::Redirecting, .. } => peer(MOVES, PeerEvent::Redirected),
        Output::State { to: CallState::Terminating, .. } => peer(TEARDOWN, PeerEvent::TornDown),
        Output::Phase { slot, phase: RecordPhase::Prompting, .. } => {
            let id = call.operation(slot)?.id;
            Some((file.operation(id).map_or(Some(PROMPT), |written| written.prompts)?, Fact::Played(id)))
        }
        Output::Phase { slot, phase: RecordPhase::Beeping, .. } => Some((BEEP, Fact::Beeped(call.operation(slot)?.id))),
        _ => None,
    }
}

/// How long the prompts of a body play, each with its loops, one after the other, or `None` if they
/// are endless.
pub fn plays(body: &str) -> Option<Duration> {
    let body: Value = serde_json::from_str(body).unwrap_or_default();
    if body.get("loop") == Some(&Value::Bool(true)) {
        return None;
    }
    let loops = |prompt: &Value| prompt.get("loop").and_then(Value::as_u64).unwrap_or(1).max(1);
    let prompts = body
        .get("prompts")
        .and_then(Value::as_array)
        .map_or(1, |prompts| prompts.iter().map(loops).fold(0_u64, u64::saturating_add));
    Some(PROMPT.saturating_mul(u32::try_from(prompts).unwrap_or(u32::MAX).max(1)).min(MAX_DURATION))
}
