//! Inputs and effects of the bot's core.

use call_lifecycle::app::{Reply, Token};
use call_lifecycle::{CallReport, Id, OperationReport, Timestamp};

use crate::news::Line;

/// An input of the bot.
#[derive(Clone, Debug)]
pub enum Input {
    /// Time has passed.
    Wake,
    /// It was restored from what an earlier bot has stored.
    Resume,
    /// The service posted a notification.
    Told {
        /// The entries, in order.
        entries: Vec<Told>,
        /// Why an entry could not be read.
        unread: Option<String>,
    },
    /// A request about a call was sent.
    Sent {
        /// The call.
        call: Id,
        /// The request.
        token: Token,
    },
    /// A request about a call got an answer.
    Replied {
        /// The call.
        call: Id,
        /// The request.
        token: Token,
        /// When it was sent.
        sent: Timestamp,
        /// The answer.
        answer: Answer,
    },
    /// A request about a call got no answer.
    Failed {
        /// The call.
        call: Id,
        /// The request.
        token: Token,
        /// Why.
        why: String,
    },
    /// Somebody asks for a new call.
    Place,
    /// The result of a request to create a call: the call with a report of it, or why there is no
    /// call.
    Created {
        /// When the request was sent.
        sent: Timestamp,
        /// The call.
        call: Result<(Id, CallReport), String>,
    },
    /// The result of a download: its length, or why it failed.
    Fetched {
        /// The call.
        call: Id,
        /// How many bytes.
        bytes: Result<u64, String>,
    },
    /// Hang up all calls, and accept no more.
    Stop,
}

/// An entry of a notification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// Of a call.
    Call {
        /// The call.
        call: Id,
        /// What is said.
        report: CallReport,
    },
    /// Of an operation.
    Operation {
        /// The call.
        call: Id,
        /// What is said.
        report: OperationReport,
        /// Where its recording is.
        recording: Option<Recording>,
    },
}

/// Where a recording is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recording {
    /// Its URL.
    pub location: String,
    /// The token that the URL needs.
    pub access_token: Option<String>,
}

/// An answer to a request about a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The part for the machine.
    pub reply: Reply,
    /// The recording, if the operation has already ended.
    pub recording: Option<Recording>,
    /// The error that the service reported, or an error in its answer.
    pub why: Option<String>,
}

impl Answer {
    /// An answer with a status only.
    #[must_use]
    pub const fn status(status: u16) -> Self {
        Self { reply: Reply::new(status), recording: None, why: None }
    }
}

/// An effect that the bot asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Send this. Report [`Input::Sent`] when it leaves, then [`Input::Replied`] or
    /// [`Input::Failed`].
    Send(Outgoing),
    /// Create a call, and report [`Input::Created`].
    Create,
    /// Download this, and report [`Input::Fetched`].
    Fetch {
        /// The call.
        call: Id,
        /// The operation.
        operation: Id,
        /// Where from.
        recording: Recording,
    },
    /// Write this to the log.
    Log(Line),
}

/// A request about a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// The call.
    pub call: Id,
    /// Which request.
    pub token: Token,
    /// The `clientContext` of an operation.
    pub context: Option<String>,
}
