//! What a driver tells its host.

use std::error::Error;
use std::fmt;

use call_lifecycle::app::{Output, Request};
use call_lifecycle::wire::{CommsNotification, http::Content};
use call_lifecycle::{ReportedState, Timed};

/// What a driver tells its host about a call.
#[derive(Debug)]
#[non_exhaustive]
pub enum Update<'a> {
    /// The machine says this. What it wants sent ([`Output::Send`]) is sent by the driver.
    Output(Timed<Output>),
    /// The service answered a request.
    #[non_exhaustive]
    Answered {
        /// The request.
        request: Request,
        /// The HTTP status.
        status: u16,
        /// What the body says: where a recording is, or why the service refused.
        content: Content<'a>,
    },
    /// A request was not answered, or could not be made.
    #[non_exhaustive]
    Failed {
        /// The request.
        request: Request,
        /// Why.
        error: &'a (dyn Error + Send + Sync + 'static),
    },
    /// The service posted this. It comes before the machine's outputs.
    Notified(&'a CommsNotification<'a>),
}

impl fmt::Display for Update<'_> {
    /// A line for a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Output(timed) => write!(f, "{:?}", timed.output),
            Self::Answered { request, status, content: Content::Error(error) } => {
                write!(f, "{request:?} was answered {status}")?;
                [error.code(), error.message()].into_iter().flatten().try_for_each(|text| write!(f, ": {text}"))
            }
            Self::Answered { request, status, .. } => write!(f, "{request:?} was answered {status}"),
            Self::Failed { request, error } => write!(f, "{request:?} was not answered: {error}"),
            Self::Notified(entry) => {
                write!(f, "notified: {}", entry.change_type().unwrap_or("changed"))?;
                match entry.data().state {
                    ReportedState::Known(state) => write!(f, ", {state}"),
                    ReportedState::Absent | ReportedState::Unknown => Ok(()),
                }
            }
        }
    }
}
