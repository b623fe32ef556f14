//! What callers, the bot and the rest of the world do, depending on the state of the call.

use core::time::Duration;

use call_lifecycle::app::{OperationHints, Request};
use call_lifecycle::record::{Profile, RecordRequest, StopTones, Tone};
use call_lifecycle::service::{MediaEvent, PeerEvent};
use call_lifecycle::{CallState, ClientContext, Id, OperationKind, Timestamp};

use crate::choices::mixed;
use crate::{App, Choices, Service};

/// One thing that a person or the bot does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Act {
    Nothing,
    Peer(PeerEvent),
    Media(MediaEvent),
    Asks(Request),
}

/// Who hangs up in the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum HangsUp {
    Peer,
    Bot,
    Nobody,
}

/// The people on one call.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct People {
    /// The longest that nothing happens, in seconds.
    patience: u32,
    talk_until: Timestamp,
    hangs_up: HangsUp,
}

/// What the bot is asked for while it talks.
const WISHES: [OperationKind; 12] = {
    use OperationKind as Kind;
    [
        Kind::Record,
        Kind::Record,
        Kind::Record,
        Kind::PlayPrompt,
        Kind::PlayPrompt,
        Kind::CancelMediaProcessing,
        Kind::SubscribeToTone,
        Kind::Mute,
        Kind::Unmute,
        Kind::Invite,
        Kind::StartHoldMusic,
        Kind::SendDtmfTones,
    ]
};

impl People {
    pub(crate) fn new(chance: &mut impl Choices, now: Timestamp) -> Self {
        let patience = chance.one_of(20, &[2, 60, 60, 600, 3_600]);
        // Short talks, talks around the forty-five minutes, and some that take most of a day.
        let minutes: u32 = chance.one_of(2, &[5, 20, 44, 46, 100, 200, 1_000]);
        let talk = Duration::from_secs(chance.below(minutes.saturating_mul(60)).into());
        let hangs_up = chance.one_of(HangsUp::Peer, &[HangsUp::Peer, HangsUp::Bot, HangsUp::Bot, HangsUp::Nobody]);
        Self { patience, talk_until: now.saturating_add(talk), hangs_up }
    }

    /// How many milliseconds until the next act. The harmless choice is the longest pause.
    pub(crate) fn pause(&self, chance: &mut impl Choices, state: CallState) -> u32 {
        let talks = matches!(state, CallState::Established | CallState::Hold);
        let bound = if talks { self.patience } else { 12 };
        let longest = bound.saturating_mul(1_000);
        longest.saturating_sub(chance.below(longest))
    }

    /// What is done now. People act on the state of the service's end, and the bot on the state of
    /// the application's end.
    pub(crate) fn act(&self, chance: &mut impl Choices, now: Timestamp, app: &App<'_>, service: &Service<'_>) -> Act {
        use PeerEvent as Does;
        let over = now >= self.talk_until;
        match service.state() {
            CallState::Incoming if app.state() == CallState::Incoming => {
                let asks = [Request::Answer, Request::Answer, Request::Answer, Request::Reject, Request::Redirect];
                if chance.happens(100) { Act::Peer(Does::HangsUp) } else { Act::Asks(chance.one_of(asks[0], &asks)) }
            }
            CallState::Incoming | CallState::Terminated => Act::Nothing,
            CallState::Establishing | CallState::Ringing => {
                let rarely = [Does::Declines, Does::Busy, Does::NoAnswer, Does::Fails, Does::HangsUp];
                let does = chance.one_of(Does::Connects, &[Does::Rings, Does::Rings, Does::Connects]);
                Act::Peer(if chance.happens(80) { chance.one_of(does, &rarely) } else { does })
            }
            CallState::Established | CallState::Hold if over && self.hangs_up == HangsUp::Bot => {
                Act::Asks(Request::HangUp)
            }
            CallState::Established | CallState::Hold if over && self.hangs_up == HangsUp::Peer => {
                Act::Peer(Does::HangsUp)
            }
            CallState::Established => Self::talks(chance),
            CallState::Hold => Act::Peer(Does::Resumes),
            CallState::Transferring => {
                Act::Peer(chance.one_of(Does::TransferAccepted, &[Does::TransferAccepted, Does::TransferFailed]))
            }
            CallState::TransferAccepted => {
                Act::Peer(chance.one_of(Does::TransferCompleted, &[Does::TransferFailed, Does::TransferCompleted]))
            }
            CallState::Redirecting => Act::Peer(chance.one_of(Does::Redirected, &[Does::RedirectFailed, Does::Rings])),
            CallState::Terminating => {
                if chance.happens(500) {
                    Act::Peer(Does::TornDown)
                } else {
                    Act::Nothing
                }
            }
        }
    }

    fn talks(chance: &mut impl Choices) -> Act {
        use MediaEvent as Heard;
        match chance.below(100) {
            0..=19 => Act::Media(Heard::SpeechStarted),
            20..=39 => Act::Media(Heard::SpeechStopped),
            40..=69 => Act::Media(Heard::Tone(chance.one_of(Tone::Tone1, &[Tone::Pound, Tone::Star, Tone::D]))),
            70..=92 => Act::Asks(Request::Operation(chance.one_of(OperationKind::Record, &WISHES))),
            93 => Act::Peer(PeerEvent::Holds),
            94 => Act::Asks(chance.one_of(Request::GetCall, &[Request::Transfer, Request::Other, Request::Answer])),
            95 => Act::Media(chance.one_of(Heard::MediaLost, &[Heard::RecordFailed, Heard::PromptFailed])),
            96 if chance.happens(50) => Act::Peer(PeerEvent::MediaFailed),
            _ => Act::Nothing,
        }
    }
}

/// The parameters of a recording, as they follow from a number. A few of them are out of range.
pub(crate) fn recording(number: u32) -> RecordRequest {
    let drawn = mixed(u64::from(number));
    let pick = |at: u32, seconds: [Option<i32>; 4]| {
        let index = (drawn >> at) & 3;
        seconds.into_iter().nth(usize::try_from(index).unwrap_or(0)).flatten()
    };
    let maybe = |at: u32| ((drawn >> at) & 1 == 1).then_some(true);
    let texts: &[&str] = if (drawn >> 20) & 1 == 1 { &["#", "11", "*"] } else { &["1121"] };
    let mut request = RecordRequest::new(if drawn & 1 == 1 { Profile::Record } else { Profile::RecordResponse });
    request.prompts = u32::from((drawn >> 1) & 1 == 1);
    request.barge_in_allowed = maybe(2);
    request.initial_silence_timeout_in_seconds = pick(4, [None, Some(5), Some(30), Some(5)]);
    request.max_silence_timeout_in_seconds = pick(6, [None, Some(2), Some(5), Some(10)]);
    request.max_record_duration_in_seconds = pick(8, [None, Some(10), Some(60), Some(120)]);
    request.play_beep = maybe(10);
    request.stream_while_recording = maybe(11);
    request.stop_tones = StopTones::parse(texts.iter().copied()).unwrap_or(StopTones::NONE);
    request
}

/// What the bot says of an operation when it asks for it, as it follows from a number.
pub(crate) fn hints(request: Request, number: u32) -> OperationHints {
    if !matches!(request, Request::Operation(_)) {
        return OperationHints::NONE;
    }
    let hints = OperationHints::NONE.with_context(ClientContext::from_id(Id::from_u128(u128::from(number))));
    // The longest recording: its silence and its duration, and its prompt with the beep.
    if number & 1 == 0 { hints.with_takes_at_most(Duration::from_secs(30 + 120 + 25)) } else { hints }
}
