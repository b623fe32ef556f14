//! What a step was about, in a word: what was repeated, came late, or was not possible.

use std::fmt;

use call_lifecycle::service::MediaEvent;
use call_lifecycle::{CallState, OperationKind, ReportedState, ToneInfo, Verdict};

use crate::change::{Step, What};
use crate::phrases;
use crate::put::Put;
use crate::trace::{Act, PeerFact, media_word, peer_word};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    State(CallState),
    UnknownState,
    /// A tone, where that is all that a report says.
    Tone(ToneInfo),
    /// A report of the call without a state.
    Call,
    /// A report of something else of the call, such as its roster.
    Other,
    Unreadable,
    Operation(Option<OperationKind>),
    Request(Act),
    Answer(Option<Act>, Option<u16>),
    Created,
    Peer(PeerFact),
    Media(MediaEvent),
    Time,
}

impl Subject {
    pub fn of(step: &Step<'_>) -> Self {
        match step.what {
            What::Call(said) if matches!(step.verdict, Verdict::NoChange | Verdict::Stale) => {
                said.tone.map_or_else(|| Self::from(&step.what), Self::Tone)
            }
            _ => Self::from(&step.what),
        }
    }
}

impl From<&What<'_>> for Subject {
    fn from(what: &What<'_>) -> Self {
        match *what {
            What::Wake(_) => Self::Time,
            What::Request { act, .. } => Self::Request(act),
            What::Created { .. } => Self::Created,
            What::Response { act, status, .. } => Self::Answer(Some(act), Some(status)),
            What::Failed { act, .. } => Self::Answer(Some(act), None),
            What::Repeated { status, .. } => Self::Answer(None, status),
            What::Call(said) | What::Body(said) => match said.reported() {
                ReportedState::Known(state) => Self::State(state),
                ReportedState::Unknown => Self::UnknownState,
                ReportedState::Absent => Self::Call,
            },
            What::Operation(kind, _) => Self::Operation(kind),
            What::Other => Self::Other,
            What::Unreadable => Self::Unreadable,
            What::Peer(fact) => Self::Peer(fact),
            What::Media(media) => Self::Media(media),
        }
    }
}

impl Put for Subject {
    fn put(&self, out: &mut String) {
        match self {
            Self::State(state) => state.put(out),
            _ => out.push_str(&self.to_string()),
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::State(state) => write!(f, "{state}"),
            Self::UnknownState => f.write_str("an unknown state"),
            Self::Tone(tone) => write!(f, "tone {}", phrases::tone(tone)),
            Self::Call => f.write_str("a report of the call"),
            Self::Other => f.write_str("a report of a part of the call"),
            Self::Unreadable => f.write_str("an entry that cannot be read"),
            Self::Operation(Some(kind)) => write!(f, "a report of a {kind}"),
            Self::Operation(None) => f.write_str("a report of an operation"),
            Self::Request(act) => write!(f, "the {act}"),
            Self::Answer(Some(act), Some(status)) => write!(f, "the {status} to {act}"),
            Self::Answer(Some(act), None) => write!(f, "no response to {act}"),
            Self::Answer(None, Some(status)) => write!(f, "a {status} to a request that had its answer"),
            Self::Answer(None, None) => f.write_str("no response to a request that had its answer"),
            Self::Created => f.write_str("the creation"),
            Self::Peer(fact) => write!(f, "peer {}", peer_word(fact)),
            Self::Media(media) => write!(f, "media {}", media_word(media)),
            Self::Time => f.write_str("time"),
        }
    }
}
