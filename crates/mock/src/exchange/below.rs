//! Resources below a call that its machine does not know: its participants, audio routing groups and content
//! sharing sessions.

use std::fmt;

use call_lifecycle::Id;
use graph_call_replay::trace::Verb;

/// A resource below a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Below<'a> {
    /// `participants`
    Participants,
    /// One of them, by its id.
    Participant(&'a str),
    /// `audioRoutingGroups`
    Groups,
    /// One of them, by its id.
    Group(&'a str),
    /// `contentSharingSessions`
    Sessions,
    /// One of them, by its id.
    Session(&'a str),
}
use Below::{Group as One, Groups, Participant, Participants, Session, Sessions};

impl<'a> Below<'a> {
    /// What a path names, if it is one of these.
    pub fn of(path: &'a str) -> Option<Self> {
        let path = path.split(['?', '#']).next().unwrap_or(path);
        let mut segments = path.split('/').filter(|segment| !segment.is_empty());
        segments.find(|segment| segment.eq_ignore_ascii_case("calls"))?;
        let (_, collection, one) = (segments.next()?, segments.next()?, segments.next());
        if segments.next().is_some() {
            return None;
        }
        let is = |word: &str| collection.eq_ignore_ascii_case(word);
        Some(match one {
            None if is("participants") => Participants,
            None if is("audioRoutingGroups") => Groups,
            None if is("contentSharingSessions") => Sessions,
            // The others are methods.
            Some(one) if is("participants") && Id::parse(one).is_ok() => Participant(one),
            Some(one) if is("audioRoutingGroups") => One(one),
            Some(one) if is("contentSharingSessions") => Session(one),
            _ => return None,
        })
    }

    /// The verbs that it knows.
    pub const fn verbs(self) -> &'static [Verb] {
        match self {
            Participants | Sessions | Session(_) => &[Verb::Get],
            Participant(_) => &[Verb::Get, Verb::Delete],
            Groups => &[Verb::Get, Verb::Post],
            One(_) => &[Verb::Get, Verb::Patch, Verb::Delete],
        }
    }

    /// The same, as the header `Allow` has them.
    pub const fn allowed(self) -> &'static str {
        match self {
            Participants | Sessions | Session(_) => "GET, HEAD",
            Participant(_) => "GET, HEAD, DELETE",
            Groups => "GET, HEAD, POST",
            One(_) => "GET, HEAD, PATCH, DELETE",
        }
    }

    /// Its name in Graph.
    pub const fn word(self) -> &'static str {
        match self {
            Participants => "participants",
            Participant(_) => "participant",
            Groups => "audioRoutingGroups",
            One(_) => "audioRoutingGroup",
            Sessions => "contentSharingSessions",
            Session(_) => "contentSharingSession",
        }
    }
}

/// The rest of the path, after the call.
impl fmt::Display for Below<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Participants | Groups | Sessions => write!(f, "/{}", self.word()),
            Participant(id) => write!(f, "/participants/{id}"),
            One(id) => write!(f, "/audioRoutingGroups/{id}"),
            Session(id) => write!(f, "/contentSharingSessions/{id}"),
        }
    }
}
