//! What a method of a call does to its roster, once its operation is complete.

use call_lifecycle::wire::{Invite, Method, OperationRequest, ScreenSharingRole, Target, json::from_str};
use call_lifecycle::{Id, Timestamp};
use serde::{Deserialize, Serialize};

use super::answered::Answered;
use super::desk::Desk;
use super::file::File;
use super::gather::{is_hidden, of, written};
use super::roster::{PEOPLE, Transcription};
use super::store;
use super::{Asked, Exchange};

/// The most bytes of somebody who is invited. (Our choice.)
const INFO: usize = 1_024;

#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Change {
    /// They come: the `participants` of the body.
    Invite(Box<str>),
    /// This one, or the application, is muted or not.
    Mute(Option<Box<str>>, bool),
    /// All of them are muted, or all but the application if there are none.
    MuteAll(Vec<Box<str>>),
    /// This one hears hold music or not.
    Hold(Box<str>, bool),
    /// This one, or everybody, may come in.
    Admit(Option<Box<str>>),
    /// This one, who waits in the lobby, must go.
    Turn(Box<str>),
    /// The application shares its screen or not.
    Share(bool),
    /// This is the status of the application's recording.
    Record(Box<str>),
    /// The call is transcribed or not.
    Transcribe(bool),
}

impl Change {
    /// What a request does, if its body can be read.
    pub fn of(target: Target, body: &str) -> Option<Self> {
        let Target::Method { method, participant, .. } = target else { return None };
        let body = if body.trim().is_empty() { "{}" } else { body };
        let request = || from_str::<OperationRequest<'_>>(body).ok();
        let id = participant.map(|id| Box::from(id.to_string()));
        Some(match (method, id) {
            (Method::Invite, _) => Self::Invite(participants(body)?),
            (Method::Mute, id) => Self::Mute(id, true),
            (Method::Unmute, _) => Self::Mute(None, false),
            (Method::MuteAll, _) => Self::MuteAll(request()?.participants().map(Box::from).collect()),
            (Method::StartHoldMusic, Some(id)) => Self::Hold(id, true),
            (Method::StopHoldMusic, Some(id)) => Self::Hold(id, false),
            (Method::AdmitFromLobby, Some(id)) => Self::Admit(Some(id)),
            (Method::AdmitAllFromLobby, _) => Self::Admit(None),
            (Method::RemoveFromLobby, Some(id)) => Self::Turn(id),
            (Method::ChangeScreenSharingRole, _) => Self::Share(request()?.role == Some(ScreenSharingRole::Sharer)),
            (Method::UpdateRecordingStatus, _) => Self::Record(request()?.status?.as_str().into()),
            (Method::StartTranscription, _) => Self::Transcribe(true),
            (Method::StopTranscription, _) => Self::Transcribe(false),
            _ => return None,
        })
    }

    /// The `participants` of an invite.
    pub fn invited(&self) -> Option<serde_json::Value> {
        let Self::Invite(text) = self else { return None };
        serde_json::from_str(text).ok()
    }
}

/// The member `participants` as it is written.
fn participants(body: &str) -> Option<Box<str>> {
    #[derive(Deserialize)]
    struct Members<'a> {
        #[serde(borrow)]
        participants: &'a serde_json::value::RawValue,
    }
    serde_json::from_str::<Members<'_>>(body).ok().map(|members| Box::from(members.participants.get()))
}

fn id(text: &str) -> Option<Id> {
    store::id(text).ok()
}

impl Desk {
    /// Does to a roster what was asked for, and notifies the application if anything has changed.
    pub fn change(&mut self, call: Id, file: &mut File, at: Timestamp, change: &Change) {
        let seed = self.seed;
        let roster = file.roster_mut(seed, call);
        let me = roster.me();
        let is_changed = match change {
            Change::Invite(text) => {
                let body = format!(r#"{{"participants":{text}}}"#);
                let invite: Invite<'_> = from_str(&body).unwrap_or_default();
                let mut come = false;
                for invitee in invite.participants().filter(|invitee| !is_hidden(invitee)) {
                    let chosen = invitee.participant_id.and_then(id);
                    come |= roster.add(seed, call, (chosen, written(&of(&invitee)), false)).is_some();
                }
                come
            }
            Change::Mute(who, muted) => {
                let who = who.as_deref().map_or(me, id);
                who.is_some_and(|who| roster.alter(who, |person| person.muted = *muted))
            }
            Change::MuteAll(who) => {
                let named: Vec<Id> = who.iter().filter_map(|text| id(text)).collect();
                let is_meant = |id: &Id| if named.is_empty() { Some(*id) != me } else { named.contains(id) };
                let them: Vec<Id> = roster.people.iter().map(|person| person.id).filter(is_meant).collect();
                // Each counts.
                them.iter().filter(|id| roster.alter(**id, |person| person.muted = true)).count() > 0
            }
            Change::Hold(who, held) => id(who).is_some_and(|who| roster.alter(who, |person| person.held = *held)),
            Change::Admit(who) => {
                let waits = |person: &&super::roster::Person| {
                    person.lobby && who.as_deref().is_none_or(|who| id(who) == Some(person.id))
                };
                let them: Vec<Id> = roster.people.iter().filter(waits).map(|person| person.id).collect();
                them.iter().filter(|id| roster.alter(**id, |person| person.lobby = false)).count() > 0
            }
            Change::Turn(who) => {
                let waits = |who: &Id| roster.person(*who).is_some_and(|person| person.lobby);
                id(who).filter(waits).is_some_and(|who| roster.remove(who))
            }
            Change::Share(shares) => return self.share(call, file, at, (me, *shares)),
            Change::Record(status) => {
                let record = |person: &mut super::roster::Person| person.recording = Some(status.clone());
                let is_changed = me.is_some_and(|me| roster.alter(me, record));
                // In a call of two nobody is told of a roster.
                is_changed && file.is_group_call
            }
            Change::Transcribe(active) => {
                let active = *active;
                if roster.transcription.is_none_or(|now| now.active != active) {
                    roster.transcription = Some(Transcription { active, since: at.as_millis() });
                }
                false
            }
        };
        if is_changed {
            self.tell_of_roster(call, file, at);
        }
    }

    /// Somebody begins to share its screen, or stops.
    pub fn share(&mut self, call: Id, file: &mut File, at: Timestamp, (who, shares): (Option<Id>, bool)) {
        let seed = self.seed;
        let roster = file.roster_mut(seed, call);
        let Some(person) = who.and_then(|who| roster.person(who)) else { return };
        let (who, before) = (person.id, person.shares.clone());
        if before.is_some() == shares {
            return;
        }
        // As seen in real notifications, its id has 64 digits.
        let half = |half| seed.id("sharing", call, 2 * roster.changes + half).compact().to_string();
        let new = shares.then(|| Box::<str>::from(format!("{}{}", half(0), half(1)).to_lowercase()));
        let told = new.clone().map(|id| (id, "created")).or(before.map(|id| (id, "deleted")));
        roster.alter(who, |person| person.shares = new);
        let tells = roster.tells_sharing;
        self.tell_of_roster(call, file, at);
        if let Some((id, change)) = told.filter(|_| tells) {
            self.tell_below(call, file, at, (&format!("contentsharingsessions/{id}"), change, "content sharing"), None);
        }
    }
}

impl Exchange {
    /// Does to the roster what a request has asked for, unless an operation that is pending will.
    pub(super) fn change_at_once(&mut self, call: Id, answered: &Answered, asked: &Asked<'_>) {
        if answered.operation.is_some() {
            return;
        }
        let is_connected = self.fleet.get(call).is_some_and(|call| call.state().is_connected());
        let Some(change) = Change::of(asked.target, asked.body).filter(|_| is_connected) else { return };
        let now = self.now;
        self.desk.with_file(call, |desk, file| desk.change(call, file, now, &change));
    }

    /// Why a request cannot be done to the roster of a connected call: the status and the reason.
    pub(super) fn cannot(&self, call: Id, target: Target, body: &str) -> Option<(u16, String)> {
        let file = self.desk.files.get(&call)?;
        let change = Change::of(target, body)?;
        let roster = file.roster(self.desk.seed, call);
        if let Target::Method { participant: Some(participant), .. } = target {
            if roster.person(participant).is_none() {
                return Some((404, format!("there is no participant {participant} in this call")));
            }
        }
        match &change {
            // The page: only one at a time.
            Change::Hold(who, true) => {
                let other = roster.people.iter().find(|person| person.held && Some(person.id) != id(who))?;
                Some((409, format!("participant {} hears hold music, and only one may at a time", other.id)))
            }
            Change::Invite(text) => {
                let body = format!(r#"{{"participants":{text}}}"#);
                let invite: Invite<'_> = from_str(&body).ok()?;
                let longest = invite.participants().map(|invitee| written(&of(&invitee)).len()).max()?;
                if longest > INFO {
                    return Some((400, format!("a participant has {longest} bytes, expected {INFO} at most")));
                }
                let invited = |change: &Change| change.invited().and_then(|value| value.as_array().map(Vec::len));
                let open = file.operations.iter().filter(|written| written.outcome.is_none());
                let coming: usize = open.filter_map(|written| written.change.as_deref().and_then(invited)).sum();
                let count = roster.people.len() + coming + invite.participants().count();
                (count > PEOPLE)
                    .then(|| (409, format!("the call would have {count} participants, expected {PEOPLE} at most")))
            }
            _ => None,
        }
    }
}
