//! The audio routing groups of a call: what a request gives of one, and how it changes them.

use serde::Deserialize;

use super::answer::Answer;
use super::control::in_words;
use super::roster::{Group, Roster};

/// The most groups of a call, and the most participants in each list of one. (Our choice.)
const GROUPS: usize = 16;
const GROUPED: usize = 100;
/// The longest id of a group or participant, in bytes.
const NAME: usize = 64;

/// The status and the reason of an error.
type Refused = (u16, String);

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

/// Adds a group.
pub fn add(roster: &mut Roster, body: &str, derived: &str, is_lenient: bool) -> Result<Answer, Refused> {
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

/// Removes a group.
pub fn remove(roster: &mut Roster, id: &str) -> Result<Answer, Refused> {
    roster.groups.remove(place(roster, id)?);
    Ok(Answer::status(204))
}

/// Changes those members of a group that the request gives.
pub fn alter(roster: &mut Roster, id: &str, body: &str) -> Result<Answer, Refused> {
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
