//! What a request is about: its method and its URL in one word.

use std::fmt;

use call_lifecycle::record::Profile;
use call_lifecycle::wire::{Method, Target};
use call_lifecycle::{Id, OperationKind, app};

use super::words::Verb;

/// What a request asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// To create a call.
    Create,
    /// To keep a call alive.
    KeepAlive,
    /// To read a call.
    GetCall,
    /// To end a call: its DELETE.
    HangUp,
    /// To answer an incoming call.
    Answer,
    /// To reject an incoming call.
    Reject,
    /// To redirect an incoming call.
    Redirect,
    /// To transfer a call.
    Transfer,
    /// A method that starts an operation. Only a recording needs the profile.
    Operation(OperationKind, Profile),
    /// To read this operation.
    GetOperation(Id),
    /// Something that the machines do not model.
    Other,
}

impl Act {
    /// The call that a request is about, and what it asks for.
    pub fn of(verb: Verb, target: Target) -> (Option<Id>, Self) {
        let act = match (verb, target) {
            (Verb::Post, Target::Calls) => Self::Create,
            (Verb::Get, Target::Call { .. }) => Self::GetCall,
            (Verb::Delete, Target::Call { .. }) => Self::HangUp,
            (Verb::Get, Target::Operation { operation, .. }) => Self::GetOperation(operation),
            (Verb::Post, Target::Method { method, .. }) => match method {
                Method::Answer => Self::Answer,
                Method::Reject => Self::Reject,
                Method::Redirect => Self::Redirect,
                Method::Transfer => Self::Transfer,
                Method::KeepAlive => Self::KeepAlive,
                Method::Record => Self::Operation(OperationKind::Record, Profile::Record),
                other => other.operation().map_or(Self::Other, |kind| Self::Operation(kind, Profile::RecordResponse)),
            },
            _ => Self::Other,
        };
        (target.call(), act)
    }

    /// The request of the application's end.
    pub fn request(self) -> app::Request {
        match self {
            Self::KeepAlive => app::Request::KeepAlive,
            Self::GetCall => app::Request::GetCall,
            Self::HangUp => app::Request::HangUp,
            Self::Answer => app::Request::Answer,
            Self::Reject => app::Request::Reject,
            Self::Redirect => app::Request::Redirect,
            Self::Transfer => app::Request::Transfer,
            Self::Operation(kind, _) => app::Request::Operation(kind),
            Self::Create | Self::GetOperation(_) | Self::Other => app::Request::Other,
        }
    }

    /// The word for it in `--json`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::GetOperation(_) => "getOperation",
            other => request_word(other.request()),
        }
    }
}

impl fmt::Display for Act {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::GetCall => "GET of the call",
            Self::HangUp => "DELETE",
            Self::GetOperation(_) => "GET of an operation",
            Self::Other => "another request",
            other => other.as_str(),
        })
    }
}

/// The word for a request of the application's end.
pub fn request_word(request: app::Request) -> &'static str {
    match request {
        app::Request::KeepAlive => "keepAlive",
        app::Request::GetCall => "getCall",
        app::Request::HangUp => "hangUp",
        app::Request::Answer => "answer",
        app::Request::Reject => "reject",
        app::Request::Redirect => "redirect",
        app::Request::Transfer => "transfer",
        app::Request::Operation(kind) => kind.as_str(),
        app::Request::Other => "other",
    }
}
