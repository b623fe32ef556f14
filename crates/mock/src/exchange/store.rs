//! An exchange as lines of text.
//!
//! The calls are written a few at a time while others go on. Each notes how long the journal was
//! then, and earlier lines of the journal about it are skipped when it is read (see `restore`).

use core::time::Duration;
use std::fmt::Write;

use call_lifecycle::service::PeerEvent;
use call_lifecycle::wire::{Direction, MediaConfig};
use call_lifecycle::{CompletionReason, Id, OperationKind, Outcome, SnapshotError, Timestamp};
use serde::{Deserialize, Serialize};

use super::change::Change;
use super::file::{File, Written, is_app, version};
use super::planned::{Fact, Planned};
use super::roster::Roster;
use super::texts::Texts;
use super::{Call, Exchange};

/// A stored line.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub enum Record {
    /// Comes first.
    Exchange {
        now: u64,
        seed: u64,
        made: u64,
        /// How many lines the journals before this one had.
        lines: u64,
        bot: Option<String>,
    },
    Call(Box<StoredCall>),
    Recording {
        operation: String,
        millis: u64,
        ended: u64,
    },
    /// Comes last: without it the text was cut off.
    End {
        calls: u64,
    },
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StoredCall {
    pub id: String,
    /// How many lines the journal had.
    pub lines: u64,
    /// The machine's snapshot, in hexadecimal.
    machine: String,
    outgoing: bool,
    app: bool,
    callback: String,
    given: String,
    /// The type of `mediaConfig`: whether the application hosts the media.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    app_hosted: Option<bool>,
    #[serde(default)]
    group_call: bool,
    began: u64,
    begun: u64,
    rolls: u64,
    operations: Vec<StoredOperation>,
    to_come: Vec<(u64, StoredFact)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    roster: Option<Box<Roster>>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct StoredOperation {
    id: String,
    kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    method: Option<String>,
    context: Option<String>,
    app: bool,
    prompts: Option<u64>,
    recording: Option<u64>,
    /// The status and the reason with which it has ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    outcome: Option<(String, Option<String>)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    change: Option<Box<Change>>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
enum StoredFact {
    Peer(String),
    Played(String),
    Beeped(String),
    Finished(String),
}

impl StoredCall {
    fn of(call: &Call, file: &File, lines: u64) -> Result<Self, SnapshotError> {
        let machine = call.snapshot()?;
        let operations = file.operations.iter().map(|written| StoredOperation {
            id: written.id.to_string(),
            kind: written.kind.as_str().to_owned(),
            method: written.method.as_deref().map(str::to_owned),
            context: written.context.as_deref().map(str::to_owned),
            app: is_app(written.version),
            prompts: written.prompts.map(|span| span.as_millis() as u64),
            recording: written.recording.map(Timestamp::as_millis),
            outcome: written.outcome.map(|Outcome { status, reason, .. }| {
                (status.as_str().to_owned(), reason.map(|reason| reason.as_str().to_owned()))
            }),
            change: written.change.clone(),
        });
        let fact = |fact| match fact {
            Fact::Peer(event) => StoredFact::Peer(PeerEvent::as_str(event).to_owned()),
            Fact::Played(id) => StoredFact::Played(id.to_string()),
            Fact::Beeped(id) => StoredFact::Beeped(id.to_string()),
            Fact::Finished(id) => StoredFact::Finished(id.to_string()),
        };
        Ok(Self {
            id: call.id().to_string(),
            lines,
            machine: hexadecimal(machine.as_bytes()),
            outgoing: file.direction == Direction::Outgoing,
            app: is_app(file.version),
            callback: file.callback.to_string(),
            given: file.given.to_string(),
            app_hosted: file.media.map(|media| media == MediaConfig::AppHosted),
            group_call: file.is_group_call,
            began: file.began.as_millis(),
            begun: file.begun,
            rolls: file.rolls,
            operations: operations.collect(),
            to_come: file.to_come.iter().map(|planned| (planned.at.as_millis(), fact(planned.fact))).collect(),
            roster: file.roster.clone(),
        })
    }

    /// The call, and what is stored next to it.
    pub fn read(&self, texts: &mut Texts) -> Result<(Call, File), String> {
        let machine = bytes(&self.machine).ok_or("`machine` is no hexadecimal text")?;
        let call = Call::restore(&machine).map_err(|error| error.to_string())?;
        let direction = if self.outgoing { Direction::Outgoing } else { Direction::Incoming };
        let began = Timestamp::from_millis(self.began);
        let mut file =
            File::new(direction, version(self.app), texts.share(&self.callback), texts.share(&self.given), began);
        let media = |app| if app { MediaConfig::AppHosted } else { MediaConfig::ServiceHosted };
        (file.media, file.is_group_call) = (self.app_hosted.map(media), self.group_call);
        (file.begun, file.rolls) = (self.begun, self.rolls);
        file.roster.clone_from(&self.roster);
        for stored in &self.operations {
            file.operations.push(Written {
                id: id(&stored.id)?,
                kind: stored.kind.parse::<OperationKind>().map_err(|_| format!("no operation is {}", stored.kind))?,
                method: stored.method.as_deref().map(Box::from),
                context: stored.context.as_deref().map(Box::from),
                version: version(stored.app),
                prompts: stored.prompts.map(Duration::from_millis),
                recording: stored.recording.map(Timestamp::from_millis),
                outcome: stored.outcome.as_ref().map(outcome).transpose()?,
                change: stored.change.clone(),
            });
        }
        for (at, fact) in &self.to_come {
            let fact = match fact {
                StoredFact::Peer(word) => {
                    Fact::Peer(word.parse::<PeerEvent>().map_err(|_| format!("no peer event is {word}"))?)
                }
                StoredFact::Played(text) => Fact::Played(id(text)?),
                StoredFact::Beeped(text) => Fact::Beeped(id(text)?),
                StoredFact::Finished(text) => Fact::Finished(id(text)?),
            };
            file.to_come.push(Planned { at: Timestamp::from_millis(*at), fact });
        }
        Ok((call, file))
    }
}

/// How an operation has ended.
fn outcome((status, reason): &(String, Option<String>)) -> Result<Outcome, String> {
    let mut outcome = Outcome::new(status.parse().map_err(|_| format!("no operation ends as {status}"))?);
    let reason = reason.as_deref().map(str::parse::<CompletionReason>).transpose();
    outcome.reason = reason.map_err(|_| "`outcome` has an unknown reason".to_owned())?;
    Ok(outcome)
}

/// An id that was stored.
pub fn id(text: &str) -> Result<Id, String> {
    Id::parse(text).map_err(|error| format!("{text:?} is no id: {error}"))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        // Text into a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    text.as_bytes()
        .chunks(2)
        .map(|pair| match *pair {
            [high, low] => u8::try_from(digit(high)? * 16 + digit(low)?).ok(),
            _ => None,
        })
        .collect()
}

/// Appends a record as a line.
fn put(out: &mut String, record: &Record) {
    // Its maps have texts for keys, so it can be written.
    if let Ok(line) = serde_json::to_string(record) {
        out.push_str(&line);
        out.push('\n');
    }
}

impl Exchange {
    /// The first line. The journal starts again after it.
    pub fn store_head(&self, out: &mut String) {
        put(
            out,
            &Record::Exchange {
                now: self.now.as_millis(),
                seed: self.desk.seed.0,
                made: self.made,
                lines: self.journal.lines,
                bot: self.bot.as_deref().map(str::to_owned),
            },
        );
    }

    /// The calls that live now.
    pub fn calls(&self) -> Vec<Id> {
        self.fleet.iter().map(|(_, call)| call.id()).collect()
    }

    /// Writes the lines of those of these calls that still live, and returns how many.
    pub fn store_calls(&self, ids: &[Id], out: &mut String) -> u64 {
        let mut stored = 0;
        for id in ids {
            let (Some(call), Some(file)) = (self.fleet.get(*id), self.desk.files.get(id)) else { continue };
            // A snapshot has room for more operations than a call has here.
            let Ok(call) = StoredCall::of(call, file, self.journal.lines) else { continue };
            put(out, &Record::Call(Box::new(call)));
            stored += 1;
        }
        stored
    }

    /// Writes the last lines.
    pub fn store_end(&self, calls: u64, out: &mut String) {
        for (operation, recording) in self.desk.recordings.iter() {
            let (millis, ended) = (recording.millis, recording.ended.as_millis());
            put(out, &Record::Recording { operation: operation.to_string(), millis, ended });
        }
        put(out, &Record::End { calls });
    }
}
