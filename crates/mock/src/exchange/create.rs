//! New calls.

use std::sync::Arc;

use call_lifecycle::wire::{Create, Direction, Target, json};
use call_lifecycle::{CallReport, CallState, Id};
use graph_call_replay::trace::Act;

use super::answer::{self, Answer};
use super::control::in_words;
use super::file::File;
use super::{Asked, Call, Exchange, Refused, habits};

/// A longer body of a new call is not stored: a GET of the call then does not show its members.
const GIVEN: usize = 4 * 1_024;

impl Exchange {
    /// Creates a call with a new id.
    pub(super) fn create(&mut self, id: Id, asked: &Asked<'_>) -> Answer {
        // Our own reader lends a blob of any length. The other one says where the text is wrong.
        let body: Create<'_> = match json::from_str(asked.body) {
            Ok(body) => body,
            Err(error) => {
                let same = serde_json::from_str::<Create<'_>>(asked.body).err();
                return self.error(400, &same.map_or_else(|| error.to_string(), |error| in_words(&error)));
            }
        };
        let callback: Arc<str> = match body.callback_uri() {
            Some(uri) => self.desk.texts.share(uri),
            None => return self.error(400, "there is no member `callbackUri`, expected where to post notifications"),
        };
        if let Err(why) = self.accept(&callback) {
            return self.error(400, &why);
        }
        match body.require() {
            Err(why) if !self.lenient => return self.error(400, &why.to_string()),
            Ok(()) | Err(_) => {}
        }
        let (now, version) = (self.now, asked.version());
        let given = if asked.body.len() <= GIVEN { asked.body } else { "" };
        let mut file = File::new(Direction::Outgoing, version, callback, self.desk.texts.share(given), now);
        (file.media, file.is_group_call) = (body.media, body.is_group_call());
        file.timeline.request(now, Act::Create.as_str(), 201);
        if !self.begin(Call::outgoing(id, now), file) {
            let full = Refused::Full(self.fleet.capacity());
            return Answer { retry_after: Some(60), ..self.error(429, &full.to_string()) };
        }
        self.journal.request(now, asked, Some(asked.body), Some(id));
        let location = answer::path(Target::Call { call: id }, version);
        let Some(call) = self.fleet.get(id) else { return self.not_found() };
        let answer = self.desk.with_file(id, |desk, file| {
            for planned in habits::of_creation() {
                desk.plan(id, file, now, planned);
            }
            desk.tell_of_call(id, file, now, CallReport::state(CallState::Establishing));
            answer::call(call, file, desk.seed)
        });
        Answer { location, ..Answer::of(201, answer.unwrap_or_default()) }
    }

    /// The id of the next call, and how many there are with it. One that a caller has chosen for an
    /// incoming call is passed over.
    pub(super) fn fresh_id(&self) -> (Id, u64) {
        let mut made = self.made;
        loop {
            made += 1;
            let id = self.desk.seed.created(made);
            if self.fleet.get(id).is_none() {
                return (id, made);
            }
        }
    }

    /// How many calls there are once this one is created again: it is one of the next ones, unless
    /// somebody else has written it down.
    pub(super) fn made_with(&self, id: Id) -> u64 {
        let next = self.made + 1;
        let last = next + self.fleet.capacity() as u64;
        let is = |made: &u64| self.desk.seed.created(*made) == id;
        (next..=last).find(is).unwrap_or(next)
    }

    /// Accepts an address if notifications may be posted there. (Graph requires https.) What was
    /// accepted once is accepted again when it is restored: the server decides once more when it
    /// posts.
    pub(super) fn accept(&self, callback: &str) -> Result<(), String> {
        if self.restoring { Ok(()) } else { self.callbacks.place(callback).map(drop) }
    }
}
