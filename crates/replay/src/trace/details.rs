//! What an entry of a notification says beyond what the machines follow. It is read when a report
//! needs it, which is seldom.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::notification::Notification;
use crate::phrases::listed;

/// Who takes part in a call, as a notification of its participants says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Roster {
    /// How many of them are people: users, guests, telephones.
    pub people: usize,
    /// How many are applications.
    pub applications: usize,
}

/// An entry of a notification, with everything in it.
#[derive(Clone, Debug, Default)]
pub struct Details<'a> {
    path: Cow<'a, str>,
    change: Cow<'a, str>,
    data: Data<'a>,
}

/// `resourceData`.
#[derive(Clone, Debug)]
enum Data<'a> {
    /// As Graph writes it of a call or an operation.
    Plain(Plain<'a>),
    Any(Value),
}

impl Default for Data<'_> {
    fn default() -> Self {
        Self::Any(Value::Null)
    }
}

/// What matters of an object that says nothing of who takes part.
#[derive(Clone, Debug, Default)]
pub(super) struct Plain<'a> {
    pub(super) message: Option<&'a str>,
    pub(super) termination_reason: Option<&'a str>,
    pub(super) state: Option<&'a str>,
    pub(super) audio: Option<&'a str>,
    pub(super) tone: Option<(&'a str, Option<i64>)>,
    /// The names of members that say something and are not followed, in order.
    pub(super) unfollowed: Vec<&'a str>,
}

/// What a report of a call has that is followed, or that says nothing.
const FOLLOWED: [&str; 14] = [
    "@odata.type",
    "@odata.id",
    "@odata.etag",
    "@odata.context",
    "id",
    "state",
    "direction",
    "resultInfo",
    "mediaState",
    "toneInfo",
    "terminationReason",
    "callChainId",
    "tenantId",
    "callbackUri",
];

/// The members of an identity that stand for people.
const PEOPLE: [&str; 9] =
    ["user", "guest", "phone", "encrypted", "onPremises", "acsUser", "spoolUser", "assertedIdentity", "device"];
/// Those that stand for applications.
const APPLICATIONS: [&str; 4] =
    ["application", "applicationInstance", "acsApplicationInstance", "spoolApplicationInstance"];

/// An entry with the names that Graph gives its members; nothing else of it is looked at.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Named {
    #[serde(default)]
    resource_url: Option<String>,
    #[serde(default)]
    resource: Option<String>,
    change_type: String,
    #[serde(default)]
    resource_data: Option<Value>,
}

/// The entry at an index of `value` in a body with Graph's names. All others are passed over.
struct At(usize);

impl<'de> DeserializeSeed<'de> for At {
    type Value = Option<Named>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for At {
    type Value = Option<Named>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        for _ in 0..self.0 {
            if entries.next_element::<IgnoredAny>()?.is_none() {
                return Ok(None);
            }
        }
        let named = entries.next_element()?;
        while entries.next_element::<IgnoredAny>()?.is_some() {}
        Ok(named)
    }
}

/// A body of which one entry is read.
struct Of(usize);

impl<'de> Visitor<'de> for Of {
    type Value = Option<Named>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut named = None;
        while let Some(name) = members.next_key::<Cow<'de, str>>()? {
            if name == "value" {
                if named.is_some() {
                    return Err(A::Error::duplicate_field("value"));
                }
                named = Some(members.next_value_seed(At(self.0))?);
            } else {
                members.next_value::<IgnoredAny>()?;
            }
        }
        Ok(named.flatten())
    }
}

impl<'a> Notification<'a> {
    /// Everything that the entry at this index of `value` says.
    #[must_use]
    pub fn details(&self, index: usize) -> Details<'a> {
        self.details.get(index).cloned().unwrap_or_else(|| self.details_fully(index))
    }

    /// The same with every spelling.
    pub(super) fn details_fully(&self, index: usize) -> Details<'a> {
        self.named(index).unwrap_or_else(|| self.unnamed(index))
    }

    /// The same, if the members have Graph's names.
    fn named(&self, index: usize) -> Option<Details<'a>> {
        let named = serde_json::Deserializer::from_str(self.body.get()).deserialize_map(Of(index)).ok()??;
        let Named { resource_url, resource, change_type, resource_data } = named;
        let path = resource_url.or(resource)?;
        Some(Details::any(path, change_type, resource_data.unwrap_or_default()))
    }

    /// The same for any other names.
    fn unnamed(&self, index: usize) -> Details<'a> {
        let body: BTreeMap<String, Value> = serde_json::from_str(self.body.get()).unwrap_or_default();
        let value = body.into_iter().find(|(name, _)| name.eq_ignore_ascii_case("value")).map(|(_, value)| value);
        let Some(Value::Array(entries)) = value else { return Details::default() };
        let Some(Value::Object(mut entry)) = entries.into_iter().nth(index) else { return Details::default() };
        let path = ["resourceUrl", "resource"].into_iter().find_map(|name| Some(entry.get(name)?.as_str()?.to_owned()));
        let change = entry.get("changeType").and_then(Value::as_str).unwrap_or_default().to_owned();
        let data = entry.remove("resourceData").unwrap_or_default();
        Details::any(path.unwrap_or_default(), change, data)
    }

    /// Whether the body has this text anywhere, in any case.
    #[must_use]
    pub fn mentions(&self, text: &str) -> bool {
        self.body.get().to_ascii_lowercase().contains(&text.to_ascii_lowercase())
    }
}

impl<'a> Details<'a> {
    pub(super) const fn plain(path: &'a str, change: &'a str, data: Plain<'a>) -> Self {
        Self { path: Cow::Borrowed(path), change: Cow::Borrowed(change), data: Data::Plain(data) }
    }

    const fn any(path: String, change: String, data: Value) -> Self {
        Self { path: Cow::Owned(path), change: Cow::Owned(change), data: Data::Any(data) }
    }

    /// A member of what was not read as plain.
    fn member(&self, name: &str) -> Option<&Value> {
        match &self.data {
            Data::Plain(_) => None,
            Data::Any(data) => data.get(name),
        }
    }

    /// `message` of its `resultInfo`, or the `terminationReason` of older versions.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        let message = match &self.data {
            Data::Plain(plain) => plain.message,
            Data::Any(_) => self.member("resultInfo").and_then(|result| result.get("message")?.as_str()),
        };
        message.filter(|text| !text.is_empty()).or_else(|| self.termination_reason())
    }

    /// The `terminationReason` of older versions.
    #[must_use]
    pub fn termination_reason(&self) -> Option<&str> {
        let reason = match &self.data {
            Data::Plain(plain) => plain.termination_reason,
            Data::Any(_) => self.member("terminationReason")?.as_str(),
        };
        reason.filter(|reason| !reason.is_empty())
    }

    /// The members that say something and are not followed: `myParticipantId and subject`. `media` is whether
    /// `mediaState` says something new. `None` if there are none.
    #[must_use]
    pub fn unfollowed(&self, media: bool) -> Option<String> {
        let mut names: Vec<Cow<'_, str>> = match &self.data {
            Data::Plain(plain) => plain.unfollowed.iter().copied().map(Cow::Borrowed).collect(),
            Data::Any(data) => {
                let members = data.as_object()?.iter();
                let unfollowed = members.filter(|(name, value)| !value.is_null() && !is_followed(name));
                unfollowed.map(|(name, _)| Cow::Borrowed(name.as_str())).collect()
            }
        };
        if let (true, Some(audio)) = (media, self.audio()) {
            names.push(format!("mediaState (audio {audio:?})").into());
        }
        (!names.is_empty()).then(|| listed(&names))
    }

    /// The word for the state.
    #[must_use]
    pub fn state(&self) -> Option<&str> {
        match &self.data {
            Data::Plain(plain) => plain.state,
            Data::Any(data) => data.get("state")?.as_str(),
        }
    }

    /// The word for `audio` of its `mediaState`.
    #[must_use]
    pub fn audio(&self) -> Option<&str> {
        match &self.data {
            Data::Plain(plain) => plain.audio,
            Data::Any(data) => data.get("mediaState")?.get("audio")?.as_str(),
        }
    }

    /// The word for the tone of its `toneInfo`, and its number.
    #[must_use]
    pub fn tone(&self) -> Option<(&str, Option<i64>)> {
        match &self.data {
            Data::Plain(plain) => plain.tone,
            Data::Any(data) => {
                let tone = data.get("toneInfo")?;
                Some((tone.get("tone")?.as_str()?, tone.get("sequenceId").and_then(Value::as_i64)))
            }
        }
    }

    /// The part of the call that the path names, such as `participants`.
    #[must_use]
    pub fn part(&self) -> Option<&str> {
        let mut segments = self.path.split('/').skip_while(|segment| !segment.eq_ignore_ascii_case("calls"));
        segments.nth(2).map(|segment| segment.split('?').next().unwrap_or(segment)).filter(|part| !part.is_empty())
    }

    /// `created`, `updated` or `deleted`.
    #[must_use]
    pub fn change(&self) -> &str {
        &self.change
    }

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

/// Whether a member of `resourceData` is followed, or says nothing.
pub(super) fn is_followed(name: &str) -> bool {
    // Most are in the case of the pages.
    if matches!(name, "@odata.type" | "id" | "state" | "resultInfo") {
        return true;
    }
    name.contains("@odata.") || FOLLOWED.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Whether an identity has an application and no person.
fn is_application(identity: &Map<String, Value>) -> bool {
    let has = |name: &str| identity.iter().any(|(known, value)| known.eq_ignore_ascii_case(name) && !value.is_null());
    APPLICATIONS.iter().any(|application| has(application)) && !PEOPLE.iter().any(|person| has(person))
}
