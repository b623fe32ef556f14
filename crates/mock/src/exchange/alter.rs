//! The roster of a call is changed as a method has asked, once its operation is complete.

use call_lifecycle::wire::{Invite, Target, json::from_str};
use call_lifecycle::{Id, Timestamp};

use super::answered::Answered;
use super::change::Change;
use super::desk::Desk;
use super::file::File;
use super::gather::{is_hidden, of, written};
use super::roster::{PEOPLE, Person, Transcription};
use super::{Asked, Exchange};

/// The most bytes of somebody who is invited. (Our choice.)
const INFO: usize = 1_024;

fn id(text: &str) -> Option<Id> {
    Id::parse(text).ok()
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
                // All of them are muted: `any` would stop at the first.
                them.iter().filter(|id| roster.alter(**id, |person| person.muted = true)).count() > 0
            }
            Change::Hold(who, held) => id(who).is_some_and(|who| roster.alter(who, |person| person.held = *held)),
            Change::Admit(who) => {
                let waits =
                    |person: &&Person| person.lobby && who.as_deref().is_none_or(|who| id(who) == Some(person.id));
                let them: Vec<Id> = roster.people.iter().filter(waits).map(|person| person.id).collect();
                them.iter().filter(|id| roster.alter(**id, |person| person.lobby = false)).count() > 0
            }
            Change::Turn(who) => {
                let waits = |who: &Id| roster.person(*who).is_some_and(|person| person.lobby);
                id(who).filter(waits).is_some_and(|who| roster.remove(who))
            }
            Change::Share(shares) => return self.share(call, file, at, (me, *shares)),
            Change::Record(status) => {
                let record = |person: &mut Person| person.recording = Some(status.clone());
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
