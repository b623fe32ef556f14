//! What a request is about: its method and its URL in one word.

use std::fmt;

use call_lifecycle::record::Profile;
use call_lifecycle::wire::{Method, Target};
use call_lifecycle::{Id, OperationKind, app};

use super::url::Url;
use super::word::Word;
use super::words::Verb;
use crate::put::Put;

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
    Other(Part),
}

impl Act {
    /// The call that a request is about, and what it asks for.
    pub fn of(verb: Verb, url: impl Into<Url>) -> (Option<Id>, Self) {
        let url = url.into();
        let target = url.target;
        let other = Self::Other(Part { verb, word: url.word });
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
                method => method.operation().map_or(other, |kind| Self::Operation(kind, Profile::RecordResponse)),
            },
            _ => other,
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
            Self::Other(part) if part.may_start() => app::Request::Operation(OperationKind::Other),
            Self::Create | Self::GetOperation(_) | Self::Other(_) => app::Request::Other,
        }
    }

    /// The kind of the operation that the service starts for it.
    pub fn starts(self) -> Option<OperationKind> {
        match self {
            Self::Operation(kind, _) => Some(kind),
            Self::Other(part) if part.is_unknown_method() => Some(OperationKind::Other),
            _ => None,
        }
    }

    /// Its method, where the name is not that of the kind of its operation.
    pub fn method(self) -> Option<Word> {
        match self {
            Self::Other(part) => part.word(),
            Self::Answer | Self::Reject | Self::Redirect | Self::Transfer => Word::named(self.as_str()),
            _ => None,
        }
    }

    /// The kind of the operation that it starts, or of which its answer may say that it does.
    pub fn operation(self) -> Option<OperationKind> {
        match self.request() {
            app::Request::Operation(kind) => Some(kind),
            _ => None,
        }
    }

    /// The status with which the service answers it, where the machine answers with this one: it
    /// does not know what else is asked for (source `participant-delete`).
    pub(crate) fn answer_status(self, status: u16) -> u16 {
        match self {
            Self::Other(Part { verb: Verb::Delete, .. }) if status == 202 => 204,
            Self::Other(Part { verb: Verb::Get, .. }) if status == 202 => 200,
            _ => status,
        }
    }

    /// Whether a service that answers with this status does what one does that answers with that
    /// one. Of what is not known, only whether it succeeds is.
    pub(crate) fn is_as_expected(self, status: u16, expected: u16) -> bool {
        let succeed = [status, expected].iter().all(|status| (200..300).contains(status));
        status == expected || (succeed && matches!(self, Self::Other(_)))
    }

    /// The word for it in `--json`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::GetOperation(_) => "getOperation",
            other => request_word(other.request()),
        }
    }

    /// The words for it in a text, unless it is one that the machines do not model.
    fn in_words(&self) -> Result<&'static str, &Part> {
        match self {
            Self::GetCall => Ok("GET of the call"),
            Self::HangUp => Ok("DELETE"),
            Self::GetOperation(_) => Ok("GET of an operation"),
            Self::Other(part) => Err(part),
            other => Ok(other.as_str()),
        }
    }
}

impl fmt::Display for Act {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.in_words() {
            Ok(words) => f.write_str(words),
            Err(part) => write!(f, "{part}"),
        }
    }
}

impl Put for Act {
    fn put(&self, out: &mut String) {
        match self.in_words() {
            Ok(words) => out.push_str(words),
            Err(part) => out.push_str(&part.to_string()),
        }
    }
}

/// What a request that the machines do not model is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    pub(crate) verb: Verb,
    pub(crate) word: Option<Word>,
}

impl Part {
    /// Whether it removes somebody from the call.
    pub fn removes_participant(self) -> bool {
        self.verb == Verb::Delete && self.word == Some(Word::PARTICIPANT)
    }

    /// The last word of its URL, if that is a word.
    pub fn word(self) -> Option<Word> {
        self.word
    }

    /// Whether it may be a method of a call that nobody knows.
    pub fn is_unknown_method(self) -> bool {
        self.verb == Verb::Post && matches!(self.word, Some(Word::Name(_)))
    }

    /// Whether its answer may be an operation: that of any POST may.
    pub fn may_start(self) -> bool {
        self.verb == Verb::Post
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(word) = self.word else { return f.write_str("request of another kind") };
        let (name, verb) = (word.as_str(), self.verb);
        match (verb, word) {
            (Verb::Post, _) if word.is_method() => f.write_str(name),
            (_, Word::PARTICIPANT) => write!(f, "{verb} of a participant"),
            _ => write!(f, "{verb} of {name}"),
        }
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

#[cfg(test)]
mod tests {
    use call_lifecycle::wire::ApiVersion;

    use super::*;

    #[test]
    fn a_method_that_the_core_knows_is_not_one_of_an_unknown_name() {
        let call = Id::from_u128(7);
        for &method in Method::ALL {
            let written = [None, Some(Id::from_u128(8))]
                .into_iter()
                .find_map(|participant| Target::Method { call, participant, method }.path(ApiVersion::V1));
            let url = Url::parse(&written.unwrap().to_string()).unwrap();
            let (about, act) = Act::of(Verb::Post, url);
            assert_eq!(about, Some(call), "{method}");
            assert!(!matches!(act, Act::Other(part) if part.is_unknown_method()), "{method}: {act:?}");
        }
        let unknown = Url::parse("/communications/calls/c0ffee0000004000800000000000000b/singAlong").unwrap();
        assert!(matches!(Act::of(Verb::Post, unknown).1, Act::Other(part) if part.is_unknown_method()));
    }
}
