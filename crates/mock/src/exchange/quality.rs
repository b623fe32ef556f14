//! Reports of the quality of meeting devices: `logTeleconferenceDeviceQuality`.

use graph_call_replay::trace::Part;
use serde_json::{Map, Value};

use super::Exchange;
use super::answer::Answer;
use super::control::in_words;

/// Whether a request reports the quality of a meeting device, which is not about a call.
pub fn is_quality(part: Part) -> bool {
    let word = part.word().filter(|word| word.as_str() == "logTeleconferenceDeviceQuality");
    word.is_some() && part.may_start()
}

impl Exchange {
    /// Answers such a report, which nobody reads.
    pub(super) fn quality(&mut self, body: &str) -> Answer {
        let members: Map<String, Value> = match serde_json::from_str(body) {
            Ok(members) => members,
            Err(error) => return self.error(400, &in_words(&error)),
        };
        match members.get("quality") {
            Some(Value::Object(_)) => Answer::status(200),
            None if self.lenient => Answer::status(200),
            Some(Value::Null) | None => self.error(400, "quality is missing, but Graph requires it"),
            Some(_) => self.error(400, "quality is no object, expected a teleconferenceDeviceQuality"),
        }
    }
}
