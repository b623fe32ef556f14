//! Requests about what is below a call: its roster is read, or changed at once.

use std::borrow::Cow;

use call_lifecycle::Id;
use graph_call_replay::trace::Verb;
use serde_json::{Value, json};

use super::answer::Answer;
use super::below::Below::{self, Group as One, Groups, Participant, Participants, Session, Sessions};
use super::roster::{Group, Person, Roster, session};
use super::{Asked, Exchange, groups};

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
            _ => Cow::Owned(Roster::default()),
        };
        let mut sessions = roster.people.iter().filter_map(|person| person.shares.as_deref());
        let found = match below {
            Participants => return list(roster.resources()),
            Groups => return list(roster.groups.iter().map(Group::resource).collect()),
            Sessions => return list(sessions.map(session).collect()),
            Participant(id) => Id::parse(id).ok().and_then(|id| roster.person(id)).map(Person::resource),
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
                groups::add(&mut roster, asked.body, &derived, self.lenient)
            }
            One(id) if asked.verb == Verb::Delete => groups::remove(&mut roster, id),
            One(id) => groups::alter(&mut roster, id, asked.body),
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

fn dismiss(roster: &mut Roster, id: &str) -> Result<Answer, (u16, String)> {
    let id = Id::parse(id).ok();
    if id == roster.me() {
        return Err((409, "the application leaves a call by its DELETE".to_owned()));
    }
    match id.is_some_and(|id| roster.remove(id)) {
        true => Ok(Answer::status(204)),
        false => Err((404, "there is no such participant in this call".to_owned())),
    }
}
