//! New calls.

use std::sync::Arc;

use call_lifecycle::wire::{Create, Direction, Target, json};
use call_lifecycle::{CallReport, CallState, Id};
use graph_call_replay::trace::Act;

use super::answer::{self, Answer};
use super::control::in_words;
use super::file::File;
use super::{Asked, Call, Exchange, POLICY, Refused, habits};

/// A longer body of a new call is not stored: a GET of the call then does not show its members.
const GIVEN: usize = 4 * 1_024;
/// No page says how long a `callbackUri` may be: our choice.
const CALLBACK: usize = 2_048;

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
            Some(uri) => Arc::from(uri),
            None => return self.error(400, "there is no member `callbackUri`, expected where to post notifications"),
        };
        if let Err(why) = can_be_posted_to(&callback) {
            return self.error(400, &why);
        }
        match body.require() {
            Err(why) if !self.lenient => return self.error(400, &why.to_string()),
            Ok(()) | Err(_) => {}
        }
        let (now, version) = (self.now, asked.version());
        let given = if asked.body.len() <= GIVEN { asked.body } else { "" };
        let mut file = File::new(Direction::Outgoing, version, callback, Box::from(given), now);
        (file.media, file.is_group_call) = (body.media, body.is_group_call());
        file.timeline.request(now, Act::Create.as_str(), 201);
        if !self.begin(Call::outgoing(id, now, &POLICY), file) {
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
}

/// Accepts only addresses that this mock can post to. (Graph requires https.)
pub fn can_be_posted_to(uri: &str) -> Result<(), String> {
    if uri.len() > CALLBACK {
        return Err(format!("`callbackUri` has {} bytes, expected {CALLBACK} at most", uri.len()));
    }
    let parsed = uri.parse::<hyper::Uri>().ok();
    match parsed.filter(|uri| uri.scheme_str() == Some("http") && uri.host().is_some_and(|host| !host.is_empty())) {
        Some(_) => Ok(()),
        None => Err(format!("`callbackUri` is {uri:?}, expected an http:// address: this mock speaks no TLS")),
    }
}
