//! What the bot means to do with its calls, and what it keeps of each beside the machine.

use call_lifecycle::app::{OperationHints, Request, Token};
use call_lifecycle::record::StopTones;
use call_lifecycle::wire::Record;
use call_lifecycle::{ClientContext, OperationKind, Span, Timestamp};

/// What the bot means to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// For how many calls there is room.
    pub capacity: usize,
    /// How long it stays in a call from when it is established, or from when it was taken over.
    pub stay: Span,
    /// The call, counted from 1, that gets no keepAlive: to see what becomes of it.
    pub withhold: Option<u32>,
}

impl Plan {
    /// For a hundred minutes in each of at most a thousand calls.
    pub const DEFAULT: Self = Self { capacity: 1_000, stay: Span::from_mins(100), withhold: None };
}

/// How long until the bot looks whether a call has come further than was notified.
pub(crate) const LOOK_AGAIN: Span = Span::from_mins(1);
/// How long until a recording that the service put off is asked for again.
pub(crate) const RECORD_AGAIN: Span = Span::from_secs(5);
/// How often an answer or a recording is tried at most.
pub(crate) const MOST_TRIES: u8 = 5;
/// How many requests about one call are out at most.
pub(crate) const MOST_OUT: usize = 8;

/// What the bot keeps of a call beside its machine.
#[derive(Debug)]
pub(crate) struct Host {
    /// When it was taken in.
    pub(crate) began: Timestamp,
    /// It gets no keepAlive.
    pub(crate) withheld: bool,
    /// That was said.
    pub(crate) withheld_said: bool,
    /// It was known by its notifications first, so that its recording may have been asked for already.
    pub(crate) adopted: bool,
    /// It was to be hung up: nothing is begun in it any more.
    pub(crate) leaving: bool,
    /// How often an answer was tried.
    pub(crate) answers: u8,
    /// How often a recording was asked for: that it was at all means that being established again starts nothing again.
    pub(crate) records: u8,
    /// The requests that wait to be sent, or for their answer.
    pub(crate) out: Vec<Token>,
}

impl Host {
    pub(crate) const fn new(began: Timestamp, withheld: bool, adopted: bool) -> Self {
        Self { began, withheld, withheld_said: false, adopted, leaving: false, answers: 0, records: 0, out: Vec::new() }
    }

    /// When an answer that failed is tried again: when the service told, if that is in time, else a second later for each try so far.
    pub(crate) fn answer_again(&self, now: Timestamp, told: Option<Span>, deadline: Span) -> Timestamp {
        let told = told.map(|told| now.saturating_add(told)).filter(|told| *told < self.began.saturating_add(deadline));
        told.unwrap_or(now).later(now.saturating_add(Span::from_secs(u32::from(self.answers))))
    }

    /// The `clientContext` of the last recording that was asked for: no other of the call has it.
    pub(crate) fn context(&self) -> String {
        format!("recording-{}", self.records)
    }
}

const INITIAL_SILENCE: i64 = 30;
const MAX_DURATION: i64 = 120;
/// What the machine is told of it: silence, duration and beep, in sum.
const TAKES_AT_MOST: Span = Span::from_secs(30 + 120 + 10);

/// The recording of a caller: until `#` or `11` is pressed, for two minutes at most.
pub(crate) fn recording(context: &str) -> Record<'_> {
    let mut body = Record::default().with_client_context(context);
    body.initial_silence_timeout_in_seconds = Some(INITIAL_SILENCE);
    body.max_record_duration_in_seconds = Some(MAX_DURATION);
    body.play_beep = Some(true);
    body.stop_tones = StopTones::parse(["11", "#"]);
    body
}

/// What the machine is told of that recording.
pub(crate) fn recording_hints(context: &str) -> (Request, OperationHints) {
    let context = Some(ClientContext::hash(context));
    let hints = OperationHints { context, takes_at_most: Some(TAKES_AT_MOST), ..OperationHints::NONE };
    (Request::Operation(OperationKind::Record), hints)
}

#[cfg(test)]
mod tests {
    use call_lifecycle::record::Profile;

    use super::*;

    #[test]
    fn the_recording_is_one_that_the_service_takes() {
        let parameters = recording("mine").check(Profile::RecordResponse).unwrap();
        let longest = parameters.initial_silence_millis().unwrap() + parameters.max_duration_millis().unwrap();
        assert!(u64::from(TAKES_AT_MOST.as_millis()) >= longest);
        let json = serde_json::to_value(recording("mine")).unwrap();
        assert_eq!(json["stopTones"], serde_json::json!(["11", "#"]));
    }
}
