//! Resources below a call that its machine does not know: its participants, audio routing groups and content
//! sharing sessions.

use std::fmt;

use call_lifecycle::Id;
use graph_call_replay::trace::Verb;
use serde::Deserialize;
use serde_json::{Value, json};

use super::answer::Answer;
use super::control::in_words;
use super::roster::{Group, Roster, session};
use super::{Asked, Exchange};

/// The most groups of a call, and the most participants in each list of one. (Our choice.)
const GROUPS: usize = 16;
const GROUPED: usize = 100;
/// The longest id of a group or participant, in bytes.
const NAME: usize = 64;

/// A resource below a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Below<'a> {
    Participants,
    Participant(&'a str),
    Groups,
    Group(&'a str),
    Sessions,
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
    const fn verbs(self) -> &'static [Verb] {
        match self {
            Participants | Sessions | Session(_) => &[Verb::Get],
            Participant(_) => &[Verb::Get, Verb::Delete],
            Groups => &[Verb::Get, Verb::Post],
            One(_) => &[Verb::Get, Verb::Patch, Verb::Delete],
        }
    }

    const fn allowed(self) -> &'static str {
        match self {
            Participants | Sessions | Session(_) => "GET, HEAD",
            Participant(_) => "GET, HEAD, DELETE",
            Groups => "GET, HEAD, POST",
            One(_) => "GET, HEAD, PATCH, DELETE",
        }
    }

    const fn word(self) -> &'static str {
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

/// The members of an audio routing group that a request gives.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Given {
    id: Option<Box<str>>,
    routing_mode: Option<Box<str>>,
    sources: Option<Vec<Box<str>>>,
    receivers: Option<Vec<Box<str>>>,
}

const MODES: [&str; 2] = ["oneToOne", "multicast"];

impl Given {
    fn read(body: &str) -> Result<Self, String> {
        let given: Self = serde_json::from_str(body).map_err(|error| in_words(&error))?;
        if let Some(mode) = given.routing_mode.as_deref().filter(|mode| !MODES.contains(mode)) {
            return Err(format!("routingMode is {mode:?}, expected oneToOne or multicast"));
        }
        let lists = [("sources", &given.sources), ("receivers", &given.receivers)];
        for (name, list) in lists.into_iter().filter_map(|(name, list)| Some((name, list.as_ref()?))) {
            if list.len() > GROUPED {
                return Err(format!("{name} has {} elements, expected {GROUPED} at most", list.len()));
            }
            if let Some(long) = list.iter().find(|text| text.len() > NAME) {
                return Err(format!("{name} has a text of {} bytes, expected {NAME} at most", long.len()));
            }
        }
        // It becomes part of a path.
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        match given.id.as_deref() {
            Some(id) if id.is_empty() || id.len() > NAME || !id.bytes().all(fits) => {
                Err(format!("id is {id:?}, expected 1 to {NAME} letters, digits, dashes, dots or underscores"))
            }
            _ => Ok(given),
        }
    }
}

fn list(of: Vec<Value>) -> Answer {
    Answer::of(200, json!({ "value": of }))
}

impl Exchange {
    /// Answers a request about something below a call.
    pub(super) fn ask_below(&mut self, call: Id, below: Below<'_>, asked: &Asked<'_>) -> Answer {
        let Some(machine) = self.fleet.get(call) else { return self.not_found() };
        let (state, now) = (machine.state(), self.now);
        let answer = if !state.is_live() {
            self.not_found()
        } else if !below.verbs().contains(&asked.verb) {
            let error = self.error(405, &format!("expected {} of {}", below.allowed(), below.word()));
            Answer { allow: Some(below.allowed()), ..error }
        } else if asked.verb == Verb::Get {
            self.get_below(call, below, state.is_connected())
        } else if state.is_connected() {
            self.change_below(call, below, asked)
        } else {
            self.error(409, &format!("the call is {}: this cannot be asked of it now", state.as_str()))
        };
        if answer.status < 300 && asked.verb != Verb::Get {
            self.journal.request(now, asked, Some(asked.body).filter(|body| !body.is_empty()), None);
        }
        if let Some(file) = self.desk.files.get_mut(&call) {
            file.timeline.request(now, format!("{} {}", asked.verb, below.word()), answer.status);
        }
        answer
    }

    /// Reads it. Nobody is in a call that is not connected.
    fn get_below(&mut self, call: Id, below: Below<'_>, is_connected: bool) -> Answer {
        let seed = self.desk.seed;
        let roster = match self.desk.files.get(&call) {
            Some(file) if is_connected => file.roster(seed, call),
            _ => std::borrow::Cow::Owned(Roster::default()),
        };
        let mut sessions = roster.people.iter().filter_map(|person| person.shares.as_deref());
        let found = match below {
            Participants => return list(roster.resources()),
            Groups => return list(roster.groups.iter().map(Group::resource).collect()),
            Sessions => return list(sessions.map(session).collect()),
            Participant(id) => Id::parse(id).ok().and_then(|id| roster.person(id)).map(super::roster::Person::resource),
            One(id) => roster.groups.iter().find(|group| *group.id == *id).map(Group::resource),
            Session(id) => sessions.find(|session| *session == id).map(session),
        };
        drop(roster);
        match found {
            Some(resource) => Answer::of(200, resource),
            None => self.error(404, &format!("there is no such {} in this call", below.word())),
        }
    }

    /// Changes it. What was refused has changed nothing.
    fn change_below(&mut self, call: Id, below: Below<'_>, asked: &Asked<'_>) -> Answer {
        let (now, seed) = (self.now, self.desk.seed);
        let Some(file) = self.desk.files.get(&call) else { return self.not_found() };
        let mut roster = file.roster(seed, call).into_owned();
        let changed = match below {
            Participant(id) => dismiss(&mut roster, id),
            Groups => {
                let derived = seed.id("group", call, roster.changes).to_string();
                add_group(&mut roster, asked.body, &derived, self.lenient)
            }
            One(id) if asked.verb == Verb::Delete => remove_group(&mut roster, id),
            One(id) => alter_group(&mut roster, id, asked.body),
            Participants | Sessions | Session(_) => Err((405, "it can only be read".to_owned())),
        };
        let answer = match changed {
            Ok(answer) => answer,
            Err((status, why)) => return self.error(status, &why),
        };
        self.desk.with_file(call, |desk, file| {
            file.roster = Some(Box::new(roster));
            if matches!(below, Participant(_)) {
                desk.tell_of_roster(call, file, now);
            }
        });
        answer
    }
}

/// The status and the reason of an error.
type Refused = (u16, String);

fn dismiss(roster: &mut Roster, id: &str) -> Result<Answer, Refused> {
    let id = Id::parse(id).ok();
    if id == roster.me() {
        return Err((409, "the application leaves a call by its DELETE".to_owned()));
    }
    match id.is_some_and(|id| roster.remove(id)) {
        true => Ok(Answer::status(204)),
        false => Err((404, "there is no such participant in this call".to_owned())),
    }
}

fn add_group(roster: &mut Roster, body: &str, derived: &str, is_lenient: bool) -> Result<Answer, Refused> {
    let given = Given::read(body).map_err(|why| (400, why))?;
    let routing_mode = match given.routing_mode {
        Some(mode) => mode,
        None if is_lenient => Box::from(MODES[0]),
        None => return Err((400, "routingMode is missing, expected oneToOne or multicast".to_owned())),
    };
    let id = given.id.unwrap_or_else(|| Box::from(derived));
    if place(roster, &id).is_ok() {
        return Err((409, format!("there is an audioRoutingGroup {id:?} already")));
    }
    let count = roster.groups.len();
    if count >= GROUPS {
        return Err((409, format!("the call has {count} audioRoutingGroups, expected {GROUPS} at most")));
    }
    let (sources, receivers) = (given.sources.unwrap_or_default(), given.receivers.unwrap_or_default());
    let group = Group { id, routing_mode, sources, receivers };
    let resource = group.resource();
    roster.groups.push(group);
    roster.changes += 1;
    // The page: not 201.
    Ok(Answer::of(200, resource))
}

fn place(roster: &Roster, id: &str) -> Result<usize, Refused> {
    let place = roster.groups.iter().position(|group| *group.id == *id);
    place.ok_or_else(|| (404, format!("there is no audioRoutingGroup {id:?} in this call")))
}

fn remove_group(roster: &mut Roster, id: &str) -> Result<Answer, Refused> {
    roster.groups.remove(place(roster, id)?);
    Ok(Answer::status(204))
}

fn alter_group(roster: &mut Roster, id: &str, body: &str) -> Result<Answer, Refused> {
    let place = place(roster, id)?;
    let given = Given::read(body).map_err(|why| (400, why))?;
    if given.id.is_some_and(|given| *given != *id) {
        return Err((400, format!("the id cannot be changed, expected {id:?} or none")));
    }
    let mut group = roster.groups.remove(place);
    group.routing_mode = given.routing_mode.unwrap_or(group.routing_mode);
    group.sources = given.sources.unwrap_or(group.sources);
    group.receivers = given.receivers.unwrap_or(group.receivers);
    let resource = group.resource();
    roster.groups.insert(place, group);
    Ok(Answer::of(200, resource))
}
