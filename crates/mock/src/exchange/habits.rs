//! What happens by itself, and how long it takes, if nothing else was said: the other side behaves,
//! prompts play, and operations complete.

use core::time::Duration;

use call_lifecycle::record::RecordPhase;
use call_lifecycle::service::{Output, PeerEvent};
use call_lifecycle::{CallState, Id, MAX_DURATION};
use serde_json::Value;

use super::Call;
use super::file::File;
use super::planned::Fact;

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
