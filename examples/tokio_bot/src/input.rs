//! What goes into the bot's core, and what comes out of it.

use call_lifecycle::app::{Reply, Token};
use call_lifecycle::{CallReport, Id, OperationReport, Timestamp};

use crate::news::Line;

/// What can happen to the bot.
#[derive(Clone, Debug)]
pub enum Input {
    /// Time has passed.
    Wake,
    /// It was restored from what an earlier bot has kept.
    Resume,
    /// The service posted a notification: its entries, and what is wrong with one that could not be read.
    Told {
        /// The entries, in order.
        entries: Vec<Told>,
        /// Why an entry could not be read.
        unread: Option<String>,
    },
    /// A request about a call left.
    Sent {
        /// The call.
        call: Id,
        /// The request.
        token: Token,
    },
    /// A request about a call was answered.
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
    /// Somebody wishes a call placed.
    Place,
    /// What became of the request that was to create a call: the call and what is said of it, or why there is none.
    Created {
        /// When the request was sent.
        sent: Timestamp,
        /// The call.
        call: Result<(Id, CallReport), String>,
    },
    /// What became of a download: how many bytes it had, or why there is none.
    Fetched {
        /// The call.
        call: Id,
        /// How many bytes.
        bytes: Result<u64, String>,
    },
    /// Hang up everything, and take no more calls.
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
    /// What the machine needs of it.
    pub reply: Reply,
    /// Where the recording is, if the operation is over already.
    pub recording: Option<Recording>,
    /// What the service says is wrong, or what is wrong with what it says.
    pub why: Option<String>,
}

impl Answer {
    /// An answer of which only the status matters.
    #[must_use]
    pub const fn status(status: u16) -> Self {
        Self { reply: Reply::status(status), recording: None, why: None }
    }
}

/// What the bot wants done.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Send this; report [`Input::Sent`] when it leaves, then [`Input::Replied`] or [`Input::Failed`].
    Send(Outgoing),
    /// Ask for a new call, and report [`Input::Created`].
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
