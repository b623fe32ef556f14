//! Who takes part in a call, as notifications of its participants say.

use serde_json::{Map, Value};

use super::details::{Data, EntryData};

/// Who takes part in a call, as a notification of its participants says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Roster {
    /// How many of them are people: users, guests, telephones.
    pub people: usize,
    /// How many are applications.
    pub applications: usize,
}

/// The members of an identity that stand for people.
const PEOPLE: [&str; 9] =
    ["user", "guest", "phone", "encrypted", "onPremises", "acsUser", "spoolUser", "assertedIdentity", "device"];
/// Those that stand for applications.
const APPLICATIONS: [&str; 4] =
    ["application", "applicationInstance", "acsApplicationInstance", "spoolApplicationInstance"];

impl EntryData<'_> {
    fn array(&self) -> Option<&Vec<Value>> {
        match &self.data {
            Data::Plain(_) => None,
            Data::Any(data) => data.as_array(),
        }
    }

    /// The ids of the people of a whole roster.
    #[must_use]
    pub fn people(&self) -> Vec<&str> {
        let all = self.array().into_iter().flatten();
        let identity = |participant: &Value| participant.get("info")?.get("identity")?.as_object().map(is_application);
        let people = all.filter(|participant| identity(participant) != Some(true));
        people.filter_map(|participant| participant.get("id")?.as_str()).collect()
    }

    /// The ids of those who have left, where they are told together.
    #[must_use]
    pub fn gone(&self) -> Vec<&str> {
        let is_of_participants = self.part().is_some_and(|part| part.eq_ignore_ascii_case("participants"));
        let gone = self.array().filter(|_| is_of_participants && self.change.eq_ignore_ascii_case("deleted"));
        gone.into_iter().flatten().filter_map(|participant| participant.get("id")?.as_str()).collect()
    }

    /// The id of one participant who is no application, and whether that one has left. Who leaves
    /// need not be said to be a person.
    #[must_use]
    pub fn participant(&self) -> Option<(&str, bool)> {
        if !self.part()?.eq_ignore_ascii_case("participants") {
            return None;
        }
        let mut segments = self.path.split('/').skip_while(|segment| !segment.eq_ignore_ascii_case("participants"));
        let id = segments.nth(1).filter(|id| !id.is_empty())?;
        if self.change.eq_ignore_ascii_case("deleted") {
            return Some((id, true));
        }
        let identity = self.member("info")?.get("identity")?.as_object()?;
        (!is_application(identity)).then_some((id, false))
    }

    /// Who takes part, if this is a whole roster: an array of participants. `None` for
    /// what only changes a roster.
    #[must_use]
    pub fn roster(&self) -> Option<Roster> {
        if !self.part()?.eq_ignore_ascii_case("participants") || self.change.eq_ignore_ascii_case("deleted") {
            return None;
        }
        let mut roster = Roster { people: 0, applications: 0 };
        for participant in self.array()? {
            match participant.get("info").and_then(|info| info.get("identity")).and_then(Value::as_object) {
                Some(identity) if is_application(identity) => roster.applications += 1,
                _ => roster.people += 1,
            }
        }
        Some(roster)
    }
}

/// Whether an identity has an application and no person.
fn is_application(identity: &Map<String, Value>) -> bool {
    let has = |name: &str| identity.iter().any(|(known, value)| known.eq_ignore_ascii_case(name) && !value.is_null());
    APPLICATIONS.iter().any(|application| has(application)) && !PEOPLE.iter().any(|person| has(person))
}
