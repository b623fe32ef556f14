//! What the bot does with its calls: it takes those that come in, records once, and stays.

use std::time::Duration;

use call_lifecycle::app::{Output, Request};
use call_lifecycle::wire::{Answer, Create, IdentityKind, Invitee, MediaConfig, Modalities, Modality, Record, http};
use call_lifecycle::{CallState, OperationKind, Timestamp};
use call_lifecycle_restate::{Ask, Host, Machine, Memory, Update};

/// The user who is called, from the examples of Graph's documentation.
const CALLEE: &str = "112f7296-5fa4-42ca-bae8-6a692b15d4b8";
/// The `clientContext` of the recording. It is unique in its call.
const CONTEXT: &str = "recording-1";
const INITIAL_SILENCE: i64 = 30;
const MAX_DURATION: i64 = 120;

/// What was done already: the one byte that the bot stores of a call.
const ANSWERED: u8 = 1;
const RECORDED: u8 = 2;

#[derive(Clone, Debug)]
pub struct Bot {
    /// Where notifications are posted.
    pub callback: String,
    /// How long it stays in a call, from `established` on.
    pub stay: Duration,
}

impl Bot {
    fn answer(&self) -> Option<Ask> {
        let mut body = Answer::default().with_callback_uri(&self.callback);
        body.accepted = Modalities::default().with(Modality::Audio);
        body.media = Some(MediaConfig::ServiceHosted);
        Ask::new(Request::Answer).with_body(&body).ok()
    }
}

fn record() -> Option<Ask> {
    let mut body = Record::default().with_client_context(CONTEXT);
    body.initial_silence_timeout_in_seconds = Some(INITIAL_SILENCE);
    body.max_record_duration_in_seconds = Some(MAX_DURATION);
    body.play_beep = Some(true);
    let ask = Ask::new(Request::Operation(OperationKind::Record)).with_body(&body).ok()?;
    // Silence, duration and beep.
    Some(ask.with_context(CONTEXT).with_takes_at_most(Duration::from_secs(30 + 120 + 10)))
}

/// Whether this is the first time.
fn first(memory: &mut Memory, what: u8) -> bool {
    let done = memory.bytes.first().copied().unwrap_or_default();
    memory.bytes = vec![done | what];
    done & what == 0
}

impl Host for Bot {
    fn on(&self, now: Timestamp, call: &Machine<'_>, update: Update<'_>, memory: &mut Memory) -> Vec<Ask> {
        let ask = match update {
            Update::Notified(_) if call.state() == CallState::Incoming && first(memory, ANSWERED) => self.answer(),
            Update::Output(timed) => match timed.output {
                Output::State { to: CallState::Established, .. } if first(memory, RECORDED) => {
                    memory.due = now.checked_add(self.stay);
                    record()
                }
                _ => None,
            },
            Update::Due => Some(Ask::new(Request::HangUp)),
            _ => None,
        };
        ask.into_iter().collect()
    }
}

/// The JSON of the request that creates a call.
pub fn create(callback: &str) -> String {
    let callee = Invitee::new(IdentityKind::User, CALLEE);
    let mut body = Create::default().with_callback_uri(callback).with_target(callee);
    body.requested = Modalities::default().with(Modality::Audio);
    body.media = Some(MediaConfig::ServiceHosted);
    let mut json = String::new();
    // Nothing in it is out of bounds, and a `String` has room.
    let _written = http::create(&body).body().write(&mut json);
    json
}
