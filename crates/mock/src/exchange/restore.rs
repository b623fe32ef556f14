//! Restores an exchange from what was stored and from the journal since then.

use std::cmp::Reverse;
use std::collections::HashMap;

use call_lifecycle::service::{Event, MediaEvent};
use call_lifecycle::{Id, Timestamp};
use graph_call_replay::trace::{self, Act, Line, PeerFact, Url};

use super::journal::Journal;
use super::planned::Fact;
use super::recording::Recording;
use super::store::{Record, id};
use super::{Asked, Below, Command, Exchange, Refused, Setup};

/// An exchange that is being restored. First the stored lines are read, then those of the journal.
#[derive(Debug)]
pub struct Restored {
    exchange: Exchange,
    /// For each call that was stored: how many lines the journal had then.
    stored: HashMap<Id, u64>,
    /// Whether the exchange is lenient once it is restored.
    lenient: bool,
    /// How many lines of the journal came before the next one.
    line: u64,
    complete: bool,
}

impl Restored {
    /// Starts with the first stored line.
    ///
    /// # Errors
    /// What was found, and what was expected.
    pub fn new(setup: &Setup, head: &str) -> Result<Self, String> {
        let Record::Exchange { now, seed, made, lines, bot } = record(head)? else {
            return Err("expected `exchange` on the first line".to_owned());
        };
        let setup = Setup { seed: super::Seed(seed), ..setup.clone() };
        let mut exchange = Exchange::new(Timestamp::from_millis(now), &setup).map_err(|error| error.to_string())?;
        // What was accepted once is accepted again.
        (exchange.lenient, exchange.restoring) = (true, true);
        exchange.made = made;
        exchange.journal.lines = lines;
        exchange.bot = bot.map(From::from);
        Ok(Self { exchange, stored: HashMap::new(), lenient: setup.lenient, line: lines, complete: false })
    }

    /// Reads another stored line.
    ///
    /// # Errors
    /// What was found, and what was expected.
    pub fn stored(&mut self, text: &str) -> Result<(), String> {
        let exchange = &mut self.exchange;
        match record(text)? {
            Record::Exchange { .. } => return Err("`exchange` is there twice".to_owned()),
            Record::Call(stored) => {
                let (call, file) = stored.read(&mut exchange.desk.texts)?;
                let id = call.id();
                self.stored.insert(id, stored.lines);
                exchange.desk.to_come.extend(file.to_come.iter().map(|planned| Reverse((planned.at, id))));
                if !exchange.begin(call, file) {
                    return Err(format!("there is no room for call {}: see --calls", stored.id));
                }
            }
            Record::Recording { operation, millis, ended } => {
                let recording = Recording { millis, ended: Timestamp::from_millis(ended) };
                exchange.desk.recordings.put(id(&operation)?, recording);
            }
            Record::End { calls } if calls == self.stored.len() as u64 => self.complete = true,
            Record::End { calls } => return Err(format!("{} calls are there of {calls}", self.stored.len())),
        }
        Ok(())
    }

    /// Reads a line of the journal.
    ///
    /// # Errors
    /// What was found, and what was expected.
    pub fn journal(&mut self, text: &str) -> Result<(), String> {
        let Line { at, fact, .. } = Line::read(text).map_err(|wrong| wrong.to_string())?;
        let at = Timestamp::from_millis(at.millis);
        let number = self.line;
        self.line += 1;
        // The stored call includes what these lines say.
        let known = |id: Id| self.stored.get(&id).is_some_and(|lines| number < *lines);
        let exchange = &mut self.exchange;
        // The journal has what the other side and the players did, but not what operations did.
        exchange.pass(at, |fact| matches!(fact, Fact::Finished(_)));
        match fact {
            trace::Fact::Request(request) => {
                let (call, act) = Act::of(request.method, request.url);
                let body = request.body.map_or("", |body| body.get());
                let Url { target, app, word, .. } = request.url;
                let below = below(text);
                let asked = Asked { verb: request.method, target, word, app, below, body };
                match (call, act, request.call) {
                    (None, Act::Create, Some(id)) => {
                        exchange.made = exchange.made_with(id.0);
                        if !known(id.0) && exchange.create(id.0, &asked).status != 201 {
                            return Err(format!("call {} cannot be begun again: see --calls", id.0));
                        }
                    }
                    (None, Act::Other(_), _) => match Command::read(body) {
                        Ok(Command::Bot(uri)) => exchange.bot = Some(uri),
                        Ok(Command::Participant(told)) if !known(told.call.0) => {
                            // A call that has ended since then does not matter.
                            let _ = exchange.participant(at, &told);
                        }
                        _ => {}
                    },
                    (Some(id), act, _) if !known(id) => drop(exchange.ask(id, act, &asked)),
                    _ => {}
                }
            }
            trace::Fact::Peer(peer) if !known(peer.call.0) => {
                if let PeerFact::Of(event) = peer.event {
                    exchange.has_come(at, peer.call.0, |fact| fact == Fact::Peer(event));
                }
                // A call that has ended since then does not matter.
                if let Err(full @ Refused::Full(_)) = exchange.peer(at, peer.call.0, peer.event) {
                    return Err(full.to_string());
                }
            }
            trace::Fact::Media(media) if !known(media.call.0) => {
                exchange.has_come(at, media.call.0, |fact| match media.event {
                    MediaEvent::PromptFinished => matches!(fact, Fact::Played(_)),
                    MediaEvent::BeepFinished => matches!(fact, Fact::Beeped(_)),
                    _ => false,
                });
                let _ = exchange.feed(at, media.call.0, Event::Media(media.event));
            }
            _ => {}
        }
        // Notifications were posted, or are lost as with the service itself.
        exchange.desk.posts.clear();
        Ok(())
    }

    /// The exchange as it was at the end of the journal. The time for which it was down does not
    /// count.
    ///
    /// # Errors
    /// If what was stored is not complete.
    pub fn finish(self) -> Result<Exchange, String> {
        if !self.complete {
            return Err("it was cut off: expected `end` on the last line".to_owned());
        }
        let mut exchange = self.exchange;
        exchange.journal = Journal::after(self.line);
        (exchange.lenient, exchange.restoring) = (self.lenient, false);
        let now = exchange.now;
        for file in exchange.desk.files.values_mut() {
            // What should have happened by now has happened, or nothing waits for it.
            file.to_come.retain(|planned| planned.at >= now);
        }
        exchange.desk.sift();
        Ok(exchange)
    }
}

/// What a request of the journal names below a call.
fn below(line: &str) -> Option<Below<'_>> {
    #[derive(serde::Deserialize)]
    struct Requested<'a> {
        #[serde(borrow)]
        request: Located<'a>,
    }
    #[derive(serde::Deserialize)]
    struct Located<'a> {
        url: &'a str,
    }
    Below::of(serde_json::from_str::<Requested<'_>>(line).ok()?.request.url)
}

fn record(text: &str) -> Result<Record, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

impl Exchange {
    /// Removes the first thing of a kind that should happen to a call now.
    fn has_come(&mut self, at: Timestamp, id: Id, is: impl Fn(Fact) -> bool) {
        let Some(file) = self.desk.files.get_mut(&id) else { return };
        if let Some(place) = file.to_come.iter().position(|planned| planned.at == at && is(planned.fact)) {
            file.to_come.remove(place);
        }
    }
}
