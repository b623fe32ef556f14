//! What a host of the service's end supplies: the other side of its calls, and their media.

use call_lifecycle::service::{Event, Output};
use call_lifecycle::{Id, Timed, Timestamp};

use super::kept::Machine;
use crate::kept::Memory;

/// What happened to a call.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Update {
    /// The call is new: it was created, or it comes in.
    Begun,
    /// The machine says this. Answers are answered, and what is to be notified is.
    Output(Timed<Output>),
    /// The host's own deadline ([`Memory::due`]) has passed, and is cleared.
    Due,
}

/// What is behind the calls of a service: a switch, a conference, or nobody.
///
/// The engine may run a handler again after a failure, and compares what it does. So a host must
/// decide by its arguments alone: no clock, no randomness, no global. What takes time comes as a
/// fact, to `ServiceCall.fact`.
///
/// ```
/// use std::time::Duration;
/// use call_lifecycle::Timestamp;
/// use call_lifecycle::service::{Event, PeerEvent};
/// use call_lifecycle_restate::Memory;
/// use call_lifecycle_restate::service::{Host, Machine, Update};
///
/// /// Everybody who is called answers after two seconds.
/// struct Polite;
///
/// impl Host for Polite {
///     fn on(&self, now: Timestamp, _: &Machine<'_>, update: Update, memory: &mut Memory) -> Vec<Event> {
///         match update {
///             Update::Begun => memory.due = Some(now.saturating_add(Duration::from_secs(2))),
///             Update::Due => return vec![Event::Peer(PeerEvent::Connects)],
///             _ => {}
///         }
///         Vec::new()
///     }
/// }
/// ```
pub trait Host: Send + Sync + 'static {
    /// Is told what happened, and returns what happens then.
    fn on(&self, now: Timestamp, call: &Machine<'_>, update: Update, memory: &mut Memory) -> Vec<Event>;

    /// Where the application is told of a call that comes in.
    fn callback(&self, _call: Id) -> String {
        String::new()
    }

    /// Where a recording is, and the token for it.
    fn recording(&self, _call: Id, _operation: Id) -> Option<(String, String)> {
        None
    }
}

/// A host that does nothing: all that happens comes as facts.
#[derive(Clone, Copy, Debug, Default)]
pub struct Facts;

impl Host for Facts {
    fn on(&self, _: Timestamp, _: &Machine<'_>, _: Update, _: &mut Memory) -> Vec<Event> {
        Vec::new()
    }
}
