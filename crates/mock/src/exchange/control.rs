//! The control API and scripts: they play the caller and cause trouble.

use std::fmt;
use std::sync::Arc;

use call_lifecycle::service::Event;
use call_lifecycle::{Id, Timestamp, Verdict};
use graph_call_replay::trace::{At, Guid, LineError, Media, Peer, PeerFact};
use serde::{Deserialize, Serialize};

use super::people::Participant;
use super::{Exchange, Refused, Villain};

/// One thing that should happen.
#[derive(Debug)]
pub enum Command {
    /// The other side does something; `calls` makes a call come in.
    Peer(Peer),
    /// Something is heard or played.
    Media(Media),
    /// Somebody in a call joins, leaves, waits in the lobby, ...
    Participant(Participant),
    /// From now on this goes wrong, with one call, or with all calls for which nothing else was
    /// said.
    Villain(Villain),
    /// The call vanishes, and nobody is notified.
    Forget(Guid),
    /// Where incoming calls are notified.
    Bot(Arc<str>),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Members {
    at: Option<At>,
    peer: Option<Peer>,
    media: Option<Media>,
    participant: Option<Participant>,
    villain: Option<Villain>,
    forget: Option<Forget>,
    bot: Option<Bot>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Forget {
    call: Guid,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Bot {
    #[serde(rename = "callbackUri")]
    callback_uri: String,
}

impl Command {
    /// Reads one object: `{"peer": {"call": "...", "event": "hangsUp"}}`.
    ///
    /// # Errors
    /// What was found, and what was expected.
    pub fn read(text: &str) -> Result<Self, String> {
        let (at, command) = Self::members(text)?;
        match at {
            None => Ok(command),
            Some(_) => Err("there is a member `at`, expected none: it happens now".to_owned()),
        }
    }

    /// Reads a line of a script: the same, with the time at which it should happen, in milliseconds
    /// since the script began.
    ///
    /// # Errors
    /// What was found, and what was expected.
    pub fn read_line(text: &str) -> Result<(u64, Self), String> {
        match Self::members(text)? {
            (Some(at), _) if at.wall => {
                Err("`at` is a time of day, expected milliseconds since the script began".to_owned())
            }
            (Some(at), command) => Ok((at.millis, command)),
            (None, _) => Err("there is no member `at`, expected milliseconds since the script began in it".to_owned()),
        }
    }

    fn members(text: &str) -> Result<(Option<At>, Self), String> {
        let Members { at, peer, media, participant, villain, forget, bot } =
            serde_json::from_str(text).map_err(|error| in_words(&error))?;
        let found = [
            peer.map(Self::Peer),
            media.map(Self::Media),
            participant.map(Self::Participant),
            villain.map(Self::Villain),
            forget.map(|forget| Self::Forget(forget.call)),
            bot.map(|bot| Self::Bot(Arc::from(bot.callback_uri))),
        ];
        let mut found = found.into_iter().flatten();
        match (found.next(), found.next()) {
            (Some(Self::Villain(villain)), None) => villain.check().map(|()| (at, Self::Villain(villain))),
            (Some(Self::Participant(told)), None) => told.check().map(|()| (at, Self::Participant(told))),
            (Some(command), None) => Ok((at, command)),
            _ => Err("expected one of `peer`, `media`, `participant`, `villain`, `forget` and `bot`".to_owned()),
        }
    }
}

/// What is wrong with a body.
pub fn in_words(error: &serde_json::Error) -> String {
    if error.is_data() { LineError::json(error).to_string() } else { format!("the body is no valid JSON: {error}") }
}

/// The result of a command.
#[derive(Debug, Serialize)]
pub struct CommandResult {
    verdict: &'static str,
    /// The state of its call, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'static str>,
    /// The participant that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    participant: Option<String>,
    /// A warning.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'static str>,
}

impl CommandResult {
    /// It is not about a call.
    const APPLIED: Self = Self { verdict: Verdict::Applied.as_str(), state: None, participant: None, note: None };
}

impl fmt::Display for CommandResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.verdict)?;
        if let Some(state) = self.state {
            write!(f, ", the call is {state}")?;
        }
        self.note.map_or(Ok(()), |note| write!(f, "; {note}"))
    }
}

impl Exchange {
    /// Makes something happen.
    ///
    /// # Errors
    /// If it is about a call that does not exist, there is no room, or nothing may be posted to
    /// that address.
    pub fn control(&mut self, now: Timestamp, command: Command) -> Result<CommandResult, Refused> {
        self.wake(now);
        let now = self.now;
        match command {
            Command::Peer(peer) => {
                let told = self.peer(now, peer.call.0, peer.event).map(|verdict| self.told(verdict, peer.call.0))?;
                let in_vain = peer.event == PeerFact::Calls && !self.has_bot();
                Ok(CommandResult { note: in_vain.then_some("no bot has said where it is: nobody is notified"), ..told })
            }
            Command::Media(media) => {
                let step = self.feed(now, media.call.0, Event::Media(media.event));
                let verdict = step.ok_or(Refused::NoSuchCall(media.call.0))?.verdict();
                Ok(self.told(verdict, media.call.0))
            }
            Command::Participant(participant) => {
                let (verdict, id) = self.participant(now, &participant)?;
                Ok(CommandResult { participant: Some(id.to_string()), ..self.told(verdict, participant.call.0) })
            }
            Command::Villain(villain) => {
                match villain.call {
                    None => self.desk.villains.set(villain),
                    Some(Guid(id)) => {
                        let file = self.desk.files.get_mut(&id).ok_or(Refused::NoSuchCall(id))?;
                        file.villains.get_or_insert_default().set(villain);
                    }
                }
                Ok(CommandResult::APPLIED)
            }
            Command::Forget(Guid(id)) => self.forget(now, id).map(|verdict| self.told(verdict, id)),
            Command::Bot(uri) => {
                self.accept(&uri).map_err(Refused::Callback)?;
                self.journal.bot(now, &uri);
                self.bot = Some(uri);
                Ok(CommandResult::APPLIED)
            }
        }
    }

    fn told(&self, verdict: Verdict, id: Id) -> CommandResult {
        let state = self.fleet.get(id).map(|call| call.state().as_str());
        CommandResult { verdict: verdict.as_str(), state, ..CommandResult::APPLIED }
    }

    /// Whether a bot has given its address.
    pub fn has_bot(&self) -> bool {
        self.bot.is_some()
    }
}
