//! What a host supplies: what it does on what happens.

use call_lifecycle::app::{Output, Request};
use call_lifecycle::wire::{CommsNotification, http::Content};
use call_lifecycle::{Timed, Timestamp};

use crate::kept::{Machine, Memory};
use crate::message::Ask;

/// What happened to a call.
#[derive(Debug)]
#[non_exhaustive]
pub enum Update<'a> {
    /// The machine says this. What it wants sent ([`Output::Send`]) is sent.
    Output(Timed<Output>),
    /// The service answered a request.
    #[non_exhaustive]
    Answered {
        /// The request.
        request: Request,
        /// The HTTP status.
        status: u16,
        /// What the body says.
        content: Content<'a>,
    },
    /// No answer came, and nobody knows whether the service got the request. One that must not be
    /// repeated is not: the call is verified.
    #[non_exhaustive]
    Failed {
        /// The request.
        request: Request,
        /// Why, in words.
        why: &'a str,
    },
    /// The service posted this. It comes before the machine's outputs.
    Notified(&'a CommsNotification<'a>),
    /// The host's own deadline ([`Memory::due`]) has passed, and is cleared.
    Due,
}

/// What a bot does with its calls.
///
/// The engine may run a handler again after a failure, and compares what it asks for. So a host
/// must decide by its arguments alone: no clock, no randomness, no global. It may log; a line may
/// then come twice.
///
/// ```
/// use call_lifecycle::{CallState, Timestamp, app::{Output, Request}};
/// use call_lifecycle_restate::{Ask, Host, Machine, Memory, Update};
///
/// /// Hangs up ten minutes after the call was established.
/// struct Brief;
///
/// impl Host for Brief {
///     fn on(&self, now: Timestamp, _: &Machine<'_>, update: Update<'_>, memory: &mut Memory) -> Vec<Ask> {
///         match update {
///             Update::Output(timed) if matches!(timed.output, Output::State { to: CallState::Established, .. }) => {
///                 memory.due = Some(now.saturating_add(std::time::Duration::from_secs(600)));
///                 Vec::new()
///             }
///             Update::Due => vec![Ask::new(Request::HangUp)],
///             _ => Vec::new(),
///         }
///     }
/// }
/// ```
pub trait Host: Send + Sync + 'static {
    /// Is told what happened, and returns what it wants sent.
    fn on(&self, now: Timestamp, call: &Machine<'_>, update: Update<'_>, memory: &mut Memory) -> Vec<Ask>;
}

/// A host that does nothing: its calls are kept alive.
#[derive(Clone, Copy, Debug, Default)]
pub struct KeepAlive;

impl Host for KeepAlive {
    fn on(&self, _: Timestamp, _: &Machine<'_>, _: Update<'_>, _: &mut Memory) -> Vec<Ask> {
        Vec::new()
    }
}
