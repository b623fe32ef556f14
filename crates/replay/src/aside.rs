//! Lines that are not about a known call, and what only the other end handles.

use call_lifecycle::{CallReport, CallState, OperationStatus, ResultInfo, service::MediaEvent};

use crate::requests::Namesake;
use crate::trace::{Act, GraphError, PeerFact};
use crate::track::Track;

/// A line that is not about a known call.
#[derive(Clone, Copy, Debug)]
pub enum Aside<'a> {
    /// The application asks for a new call.
    Create { id: &'a str, namesake: Option<Namesake> },
    /// It got none, or an answer that does not name it.
    NotCreated { to: &'a str, status: Option<u16>, error: Option<&'a GraphError> },
    /// A request that is not about a call.
    Unrelated { id: &'a str, namesake: Option<Namesake> },
    /// The answer to it.
    UnrelatedAnswer { to: &'a str, status: Option<u16>, error: Option<&'a GraphError> },
    /// An answer to a request that is not in the trace.
    Unknown { to: &'a str, status: Option<u16> },
    /// A notification that does not name a call.
    Elsewhere,
    /// A notification without an entry.
    Empty,
    /// What only the other end handles.
    OtherEnd(OtherEnd<'a>),
    /// At the service's end: how the log's service answered, and what was expected if it differs.
    Answered { track: &'a Track, to: &'a str, act: Act, answer: Answer<'a>, expected: Option<Answer<'a>> },
    /// At the service's end: no response came to it in the log, where this status was expected.
    Unanswered { track: &'a Track, to: &'a str, act: Act, expected: u16 },
    /// At the service's end: the log's service notified what the call is not.
    Differs { track: &'a Track, said: &'a CallReport, state: CallState },
}

impl<'a> Aside<'a> {
    /// A request that is not about a call.
    pub fn sent(id: &'a str, act: Act, namesake: Option<Namesake>) -> Self {
        if act == Act::Create { Self::Create { id, namesake } } else { Self::Unrelated { id, namesake } }
    }
}

/// An answer of the log's service, or the one that was expected.
#[derive(Clone, Copy, Debug)]
pub struct Answer<'a> {
    pub status: u16,
    /// The operation that it says has started, if its status is of interest.
    pub operation: Option<(OperationStatus, Option<ResultInfo>)>,
    pub error: Option<&'a GraphError>,
}

/// What only the other end handles.
#[derive(Clone, Copy, Debug)]
pub enum OtherEnd<'a> {
    Peer(PeerFact),
    Media(MediaEvent),
    Response { to: &'a str, status: u16 },
    Failed { to: &'a str },
    Notification,
}
