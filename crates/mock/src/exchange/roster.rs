//! The roster of a call: who is in it, and what belongs to all of them.
//!
//! Most calls have none stored: who is in such a call follows from how it began (see `gather`).

use call_lifecycle::Id;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::villain::Seed;

/// The most people in a call. (No page has a figure: our choice.)
pub const PEOPLE: usize = 100;

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Roster {
    /// In the order in which they came. The first is the application.
    pub people: Vec<Person>,
    /// How many came: their ids are derived from it.
    pub came: u32,
    /// How often it has changed.
    pub changes: u64,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Group>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transcription: Option<Transcription>,
    /// Whether the application wants to know when somebody shares content.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub tells_sharing: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Person {
    #[serde(with = "as_text")]
    pub id: Id,
    /// `participantInfo`, as JSON.
    pub info: Box<str>,
    /// The number of its first stream.
    pub number: u32,
    /// The number of the last change of the roster that was about it.
    pub changed: u64,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub muted: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub lobby: bool,
    /// Whether it hears hold music.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub held: bool,
    /// The status of its recording, once the application has told one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recording: Option<Box<str>>,
    /// The session in which it shares its screen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shares: Option<Box<str>>,
}

/// An audio routing group.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Group {
    pub id: Box<str>,
    pub routing_mode: Box<str>,
    pub sources: Vec<Box<str>>,
    pub receivers: Vec<Box<str>>,
}

/// Whether the call is transcribed, and since when it is or is not, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Transcription {
    pub active: bool,
    pub since: u64,
}

/// Ids as texts.
mod as_text {
    use call_lifecycle::Id;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(id: &Id, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(id)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Id, D::Error> {
        Id::parse(&String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

impl Person {
    /// As a `participant`.
    pub fn resource(&self) -> Value {
        let stream = |media: &str, label: &str, source: u32, direction: &str| {
            json!({
                "@odata.type": "#microsoft.graph.mediaStream", "mediaType": media, "label": label,
                "sourceId": source.to_string(), "direction": direction, "serverMuted": false,
            })
        };
        let mut streams = Vec::new();
        if !self.lobby {
            // Who hears hold music is heard by nobody.
            let direction = if self.held { "receiveOnly" } else { "sendReceive" };
            streams.push(stream("audio", "main-audio", self.number, direction));
        }
        if self.shares.is_some() {
            let label = "applicationsharing-video";
            streams.push(stream("videoBasedScreenSharing", label, self.number + 1, "sendOnly"));
        }
        let info = self.info();
        let recording = self.recording.as_ref().map(|status| {
            json!({
                "@odata.type": "#microsoft.graph.recordingInfo", "initiator": info["identity"],
                "recordingStatus": status,
            })
        });
        let mut resource = json!({
            "@odata.type": "#microsoft.graph.participant", "id": self.id.to_string(), "info": info,
            "mediaStreams": streams, "isMuted": self.muted, "isInLobby": self.lobby, "metadata": null,
            "rosterSequenceNumber": self.changed,
        });
        if let Some(recording) = recording {
            resource["recordingInfo"] = recording;
        }
        resource
    }

    fn info(&self) -> Value {
        serde_json::from_str(&self.info).unwrap_or_default()
    }

    /// What it is called, or its identity's id.
    pub fn name(&self) -> String {
        let info = self.info();
        let set = info["identity"].as_object().into_iter().flatten();
        let mut names = set.filter_map(|(_, identity)| identity["displayName"].as_str().or(identity["id"].as_str()));
        names.next().unwrap_or("nobody knows who").to_owned()
    }
}

impl Group {
    /// As an `audioRoutingGroup`.
    pub fn resource(&self) -> Value {
        let Self { id, routing_mode, sources, receivers } = self;
        json!({
            "@odata.type": "#microsoft.graph.audioRoutingGroup", "id": id, "routingMode": routing_mode,
            "sources": sources, "receivers": receivers,
        })
    }
}

impl Transcription {
    /// As a `callTranscriptionInfo`. `epoch` is the date at the service's time 0, in milliseconds since 1970.
    pub fn resource(self, epoch: i64) -> Value {
        let since = epoch.saturating_add(i64::try_from(self.since).unwrap_or(i64::MAX));
        let since = jiff::Timestamp::from_millisecond(since).unwrap_or_default();
        json!({
            "@odata.type": "#microsoft.graph.callTranscriptionInfo",
            "state": if self.active { "active" } else { "inactive" },
            "lastModifiedDateTime": since.to_string(),
        })
    }
}

/// A `contentSharingSession`.
pub fn session(id: &str) -> Value {
    json!({ "@odata.type": "#microsoft.graph.contentSharingSession", "id": id })
}

impl Roster {
    pub fn person(&self, id: Id) -> Option<&Person> {
        self.people.iter().find(|person| person.id == id)
    }

    /// Changes somebody. `false` if it is not there or is so already.
    pub fn alter(&mut self, id: Id, alter: impl FnOnce(&mut Person)) -> bool {
        let number = self.changes + 1;
        let Some(person) = self.people.iter_mut().find(|person| person.id == id) else { return false };
        let before = person.clone();
        alter(person);
        if *person == before {
            return false;
        }
        person.changed = number;
        self.changes = number;
        true
    }

    /// Adds somebody with an id that is derived, if none was chosen. `None` if there is no room, or if the id is
    /// taken.
    pub fn add(&mut self, seed: Seed, call: Id, (id, info, lobby): (Option<Id>, Box<str>, bool)) -> Option<Id> {
        let id = id.unwrap_or_else(|| seed.id("person", call, (self.came + 1).into()));
        if self.people.len() >= PEOPLE || self.person(id).is_some() {
            return None;
        }
        self.came += 1;
        self.changes += 1;
        // Each has two streams.
        let (number, changed) = (2 * self.came - 1, self.changes);
        let (recording, shares) = (None, None);
        self.people.push(Person { id, info, number, changed, muted: false, lobby, held: false, recording, shares });
        Some(id)
    }

    /// Removes somebody. `false` if it is not there.
    pub fn remove(&mut self, id: Id) -> bool {
        let before = self.people.len();
        self.people.retain(|person| person.id != id);
        let is_removed = self.people.len() < before;
        self.changes += u64::from(is_removed);
        is_removed
    }

    /// Which participant the application is.
    pub fn me(&self) -> Option<Id> {
        self.people.first().map(|person| person.id)
    }

    /// All of them as `participant`s.
    pub fn resources(&self) -> Vec<Value> {
        self.people.iter().map(Person::resource).collect()
    }
}
