//! What the people in a call do: the command `participant`.

use call_lifecycle::{Id, Timestamp, Verdict};
use graph_call_replay::trace::Guid;
use serde::Deserialize;
use serde_json::json;

use super::gather::named;
use super::roster::Person;
use super::timeline::{Kind, Result as Said};
use super::{Exchange, Refused};

/// Somebody in a call does something.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Participant {
    pub call: Guid,
    pub event: Deed,
    /// Who it is. Somebody who comes gets an id, if none is chosen.
    pub id: Option<Guid>,
    /// What somebody who comes is called.
    pub name: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Deed {
    /// It comes.
    Joins,
    /// It comes as far as the lobby.
    Waits,
    Leaves,
    Mutes,
    Unmutes,
    /// It shares its screen.
    Shares,
    StopsSharing,
}

impl Deed {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Joins => "joins",
            Self::Waits => "waits",
            Self::Leaves => "leaves",
            Self::Mutes => "mutes",
            Self::Unmutes => "unmutes",
            Self::Shares => "shares",
            Self::StopsSharing => "stopsSharing",
        }
    }

    const fn comes(self) -> bool {
        matches!(self, Self::Joins | Self::Waits)
    }
}

/// The longest name, in bytes.
const NAME: usize = 256;

impl Participant {
    /// Checks the members that its event needs.
    pub fn check(&self) -> Result<(), String> {
        let event = self.event.as_str();
        match (&self.name, self.id) {
            (Some(name), _) if name.len() > NAME => {
                Err(format!("`name` has {} bytes, expected {NAME} at most", name.len()))
            }
            (Some(_), _) if !self.event.comes() => {
                Err(format!("there is a member `name`, but somebody who {event} is told by `id`"))
            }
            (_, None) if !self.event.comes() => {
                Err(format!("there is no member `id`, expected who it is that {event}"))
            }
            _ => Ok(()),
        }
    }

    /// As the journal has it. Who comes has an id by then.
    fn text(&self, id: Id) -> String {
        let mut members =
            json!({ "call": self.call.0.to_string(), "event": self.event.as_str(), "id": id.to_string() });
        if let Some(name) = &self.name {
            members["name"] = json!(name);
        }
        json!({ "participant": members }).to_string()
    }
}

impl Exchange {
    /// Somebody in a call does something.
    pub(super) fn participant(&mut self, now: Timestamp, told: &Participant) -> Result<(Verdict, Id), Refused> {
        let (call, event) = (told.call.0, told.event);
        let Some(machine) = self.fleet.get(call) else { return Err(Refused::NoSuchCall(call)) };
        if !machine.state().is_connected() {
            return Err(Refused::NotConnected(machine.state()));
        }
        let Some(file) = self.desk.files.get(&call) else { return Err(Refused::NoSuchCall(call)) };
        let seed = self.desk.seed;
        let mut roster = file.roster(seed, call).into_owned();
        let id = match told.id {
            Some(Guid(id)) => id,
            None => seed.id("person", call, (roster.came + 1).into()),
        };
        let before = roster.person(id).cloned();
        let is_there = before.is_some();
        let changes = if event.comes() {
            let name = told.name.as_deref().unwrap_or("Somebody");
            let info = named(&seed.id("user", call, roster.came.into()).to_string(), name);
            if !is_there && roster.add(seed, call, (Some(id), info, event == Deed::Waits)).is_none() {
                return Err(Refused::RosterFull(roster.people.len()));
            }
            // Who waits may come in, and who is in may not wait.
            !is_there || event == Deed::Joins && roster.alter(id, |person| person.lobby = false)
        } else if !is_there {
            return Err(Refused::NoSuchParticipant(id));
        } else {
            match event {
                Deed::Leaves if roster.me() == Some(id) => return Err(Refused::IsApplication),
                Deed::Leaves => roster.remove(id),
                Deed::Mutes => roster.alter(id, |person| person.muted = true),
                Deed::Unmutes => roster.alter(id, |person| person.muted = false),
                Deed::Shares if roster.person(id).is_some_and(|person| person.lobby) => return Err(Refused::Waits(id)),
                Deed::Joins | Deed::Waits | Deed::Shares | Deed::StopsSharing => {
                    (event == Deed::Shares) != roster.person(id).is_some_and(|person| person.shares.is_some())
                }
            }
        };
        if !changes {
            return Ok((Verdict::NoChange, id));
        }
        self.journal.command(now, &told.text(id));
        let name = roster.person(id).or(before.as_ref()).map(Person::name).unwrap_or_default();
        self.desk.with_file(call, |desk, file| {
            file.timeline.push(now, Kind::Peer, format!("{name} {}", event.as_str()), Said::Nothing, None);
            // A call that somebody joins has become one of a group.
            file.is_group_call |= event.comes();
            file.roster = Some(Box::new(roster));
            match event {
                Deed::Shares | Deed::StopsSharing => desk.share(call, file, now, (Some(id), event == Deed::Shares)),
                _ => desk.tell_of_roster(call, file, now),
            }
        });
        Ok((Verdict::Applied, id))
    }
}
