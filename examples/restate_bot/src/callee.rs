//! Who is behind the calls of the service's end: somebody who answers after two seconds, and hears what
//! is played at once.

use std::time::Duration;

use call_lifecycle::Timestamp;
use call_lifecycle::record::RecordPhase;
use call_lifecycle::service::{Event, MediaEvent, Output, PeerEvent};
use call_lifecycle_restate::Memory;
use call_lifecycle_restate::service::{Host, Machine, Update};

const ANSWERS_AFTER: Duration = Duration::from_secs(2);

#[derive(Clone, Copy, Debug)]
pub struct Callee;

impl Host for Callee {
    fn on(&self, now: Timestamp, _: &Machine<'_>, update: Update, memory: &mut Memory) -> Vec<Event> {
        let event = match update {
            Update::Begun => {
                memory.due = now.checked_add(ANSWERS_AFTER);
                return Vec::new();
            }
            Update::Due => return vec![Event::Peer(PeerEvent::Rings), Event::Peer(PeerEvent::Connects)],
            Update::Output(timed) => match timed.output {
                Output::Phase { phase: RecordPhase::Prompting, .. } => MediaEvent::PromptFinished,
                Output::Phase { phase: RecordPhase::Beeping, .. } => MediaEvent::BeepFinished,
                _ => return Vec::new(),
            },
            _ => return Vec::new(),
        };
        vec![Event::Media(event)]
    }
}
