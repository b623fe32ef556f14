//! What the bot plans for its calls, and what it stores of each next to the machine.

use core::time::Duration;

use call_lifecycle::app::{OperationHints, Request, Token};
use call_lifecycle::record::StopTones;
use call_lifecycle::wire::Record;
use call_lifecycle::{ClientContext, OperationKind, Timestamp};

/// The plan of the bot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// How many calls fit.
    pub capacity: usize,
    /// How long it stays in a call, from `established` or from taking it over.
    pub stay: Duration,
    /// The number of a call, from 1, that gets no keepAlive, to show what happens.
    pub withhold: Option<u32>,
}

impl Plan {
    /// At most a thousand calls, for a hundred minutes each.
    pub const DEFAULT: Self = Self { capacity: 1_000, stay: Duration::from_secs(60 * 100), withhold: None };
}

/// How long until the bot asks whether a call is further than was notified.
pub(crate) const LOOK_AGAIN: Duration = Duration::from_secs(60);
/// How long until a recording that the service refused for now is requested again.
pub(crate) const RECORD_AGAIN: Duration = Duration::from_secs(5);
/// How often an answer or a recording is tried at most.
pub(crate) const MOST_TRIES: u8 = 5;
/// How many requests about one call are out at most.
pub(crate) const MOST_OUT: usize = 8;

/// What the bot stores of a call next to its machine.
#[derive(Debug)]
pub(crate) struct Host {
    /// When it was added.
    pub(crate) began: Timestamp,
    /// Whether it gets no keepAlive.
    pub(crate) withheld: bool,
    /// Whether that was logged.
    pub(crate) withheld_said: bool,
    /// Whether it was first known by notifications, so that its recording may have been requested
    /// already.
    pub(crate) adopted: bool,
    /// Whether it should be hung up: nothing is started in it any more.
    pub(crate) leaving: bool,
    /// How often an answer was tried.
    pub(crate) answers: u8,
    /// How often a recording was requested. If it was, a repeated `established` starts nothing.
    pub(crate) records: u8,
    /// The requests that wait to be sent or answered.
    pub(crate) out: Vec<Token>,
}

impl Host {
    pub(crate) const fn new(began: Timestamp, withheld: bool, adopted: bool) -> Self {
        Self { began, withheld, withheld_said: false, adopted, leaving: false, answers: 0, records: 0, out: Vec::new() }
    }

    /// When to retry an answer that failed: at the time that the service named, if that is soon
    /// enough, else after a second per attempt.
    pub(crate) fn answer_again(&self, now: Timestamp, told: Option<Duration>, deadline: Duration) -> Timestamp {
        let told = told.map(|told| now.saturating_add(told)).filter(|told| *told < self.began.saturating_add(deadline));
        told.unwrap_or(now).later(now.saturating_add(Duration::from_secs(self.answers.into())))
    }

    /// The `clientContext` of the last recording that was requested. It is unique in the call.
    pub(crate) fn context(&self) -> String {
        format!("recording-{}", self.records)
    }
}

const INITIAL_SILENCE: i64 = 30;
const MAX_DURATION: i64 = 120;
/// The longest it can take, for the machine: silence, duration and beep.
const TAKES_AT_MOST: Duration = Duration::from_secs(30 + 120 + 10);

/// The recording of a caller: until `#` or `11` is pressed, for two minutes at most.
pub(crate) fn recording(context: &str) -> Record<'_> {
    let mut body = Record::default().with_client_context(context);
    body.initial_silence_timeout_in_seconds = Some(INITIAL_SILENCE);
    body.max_record_duration_in_seconds = Some(MAX_DURATION);
    body.play_beep = Some(true);
    body.stop_tones = StopTones::parse(["11", "#"]);
    body
}

/// The hints for the machine about that recording.
pub(crate) fn recording_hints(context: &str) -> (Request, OperationHints) {
    let hints = OperationHints::NONE.with_context(ClientContext::hash(context)).with_takes_at_most(TAKES_AT_MOST);
    (Request::Operation(OperationKind::Record), hints)
}

#[cfg(test)]
mod tests {
    use call_lifecycle::record::Profile;

    use super::*;

    #[test]
    fn the_recording_is_one_that_the_service_takes() {
        let parameters = recording("mine").check(Profile::RecordResponse).unwrap();
        let longest = parameters.initial_silence().unwrap() + parameters.max_duration().unwrap();
        assert!(TAKES_AT_MOST >= longest);
        let json = serde_json::to_value(recording("mine")).unwrap();
        assert_eq!(json["stopTones"], serde_json::json!(["11", "#"]));
    }

    /// As long as was told, if that is before the answer's deadline, and a second for each attempt at least.
    #[test]
    fn an_answer_is_tried_again_as_told_if_that_is_in_time() {
        let at = Timestamp::from_millis;
        let seconds = Duration::from_secs;
        let host = Host { answers: 3, ..Host::new(at(100_000), false, false) };
        for (now, told, again) in [
            (100_000, None, 103_000),
            (107_000, None, 110_000),
            (100_000, Some(2), 103_000),
            (100_000, Some(3), 103_000),
            (100_000, Some(4), 104_000),
            (100_000, Some(14), 114_000),
            // At the deadline it is too late.
            (100_000, Some(15), 103_000),
            (100_001, Some(14), 114_001),
            (101_000, Some(14), 104_000),
            (114_999, Some(0), 117_999),
        ] {
            assert_eq!(host.answer_again(at(now), told.map(seconds), seconds(15)), at(again), "{now} {told:?}");
        }
    }
}
