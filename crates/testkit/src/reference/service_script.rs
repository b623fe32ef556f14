//! What may happen next to the service's end: events drawn with knowledge of its state.

use core::time::Duration;
use std::sync::{Arc, LazyLock};

use call_lifecycle::record::{Profile, RecordPhase, RecordRequest, StopTones, Tone};
use call_lifecycle::service::{Call, Event, MediaEvent, PeerEvent, Policy, Request, Settings};
use call_lifecycle::{CallState, ClientContext, Id, MAX_DURATION, OperationKind, Slot, Timestamp};

use super::draw::{Draw, Swarm};
use super::service::Texts;

pub static QUICK: Policy = match Policy::new(
    Settings::DEFAULT
        .with_expiry(Duration::from_millis(7_000))
        .with_answer_deadline(Duration::from_millis(7_000))
        .with_teardown(Duration::from_millis(1)),
) {
    Ok(policy) => policy,
    Err(_) => panic!(),
};
pub static LONG: Policy = match Policy::new(
    Settings::DEFAULT.with_expiry(MAX_DURATION).with_answer_deadline(MAX_DURATION).with_teardown(MAX_DURATION),
) {
    Ok(policy) => policy,
    Err(_) => panic!(),
};
pub static DEFAULT: Policy = Policy::DEFAULT;

/// Stop tones that overlap themselves and each other, of every length.
pub const TEXTS: [&[&str]; 8] = [
    &[],
    &["#", "11", "*"],
    &["1121", "112"],
    &["12121212"],
    &["121221", "2111212"],
    &["11221122", "22222222", "#"],
    &["11*", "1#", "D", "2"],
    &["1", "1", "1", "1", "1", "1", "1", "#####"],
];

/// The same, read once.
pub fn texts() -> Arc<Texts> {
    static READ: LazyLock<Arc<Texts>> = LazyLock::new(|| {
        let read = |text: &&[&str]| StopTones::parse(text.iter().copied()).unwrap();
        let words = |text: &&[&str]| text.iter().map(|one| (*one).to_owned()).collect();
        Arc::new(TEXTS.iter().map(|text| (read(text), words(text))).collect())
    });
    Arc::clone(&READ)
}

/// A call as a script begins: under any of the policies, at any end of time, in any state.
pub fn start<const N: usize>(draw: &mut impl Draw) -> Call<'static, N> {
    start_later(draw, Duration::ZERO)
}

/// The same call, shifted by this time.
pub fn start_later<const N: usize>(draw: &mut impl Draw, by: Duration) -> Call<'static, N> {
    let policy = draw.one_of(&[&DEFAULT, &DEFAULT, &QUICK, &LONG]);
    let begins = draw.one_of(&[0, 0, 1_000_000, 1_000_000, u64::MAX - 100_000]);
    let (begins, id) = (Timestamp::from_millis(begins).saturating_add(by), Id::from_u128(1));
    match draw.below(4) {
        0 => Call::incoming(id, begins, policy),
        1 => Call::outgoing(id, begins, policy),
        2 => Call::adopted(id, begins, CallState::Established, policy),
        _ => Call::adopted(id, begins, draw.one_of(CallState::ALL), policy),
    }
}

fn record(draw: &mut impl Draw, wild: bool) -> RecordRequest {
    let profile = draw.one_of(Profile::ALL);
    let mut seconds = || match draw.below(if wild { 16 } else { 12 }) {
        0..=3 => None,
        4..=6 => Some(2),
        7..=8 => Some(3),
        9 => Some(60),
        10 => Some(120),
        11 => Some(1),
        12 => Some(121),
        13 => Some(i32::MAX),
        14 => Some(0),
        _ => Some(-1),
    };
    let (initial, silence, duration) = (seconds(), seconds(), seconds());
    let maybe = [None, Some(true), Some(true), Some(false)];
    let mut request = RecordRequest::new(profile);
    request.prompts = u32::try_from(draw.below(if wild { 3 } else { 2 })).unwrap();
    request.barge_in_allowed = draw.one_of(&maybe);
    request.initial_silence_timeout_in_seconds = initial;
    request.max_silence_timeout_in_seconds = silence;
    request.max_record_duration_in_seconds = duration;
    request.play_beep = draw.one_of(&maybe);
    request.stream_while_recording = draw.one_of(&maybe);
    request.stop_tones = StopTones::parse(draw.one_of(&TEXTS).iter().copied()).unwrap();
    request
}

fn request(draw: &mut impl Draw, swarm: Swarm) -> Request {
    // A few ids only, so that some are used twice.
    let id = Id::from_u128(u128::from(draw.below(40)));
    let context = (draw.below(2) == 0).then(|| ClientContext::from_id(id));
    let any = [
        Request::KeepAlive,
        Request::KeepAlive,
        Request::GetCall,
        Request::Answer,
        Request::Transfer,
        Request::BadBody,
        Request::Other,
    ];
    match draw.below(24) {
        0..=3 => draw.one_of(&any),
        4..=9 if swarm.has(11) && draw.below(2) == 0 => {
            let stop_tones = StopTones::parse(draw.one_of(&TEXTS[2..6]).iter().copied()).unwrap();
            Request::Record { id, context, request: RecordRequest::new(Profile::Record).with_stop_tones(stop_tones) }
        }
        4..=9 if swarm.has(0) => Request::Record { id, context, request: record(draw, swarm.has(1)) },
        10..=11 if swarm.has(2) => Request::PlayPrompt { id, context, prompts: draw.one_of(&[1, 1, 1, 2, 20, 21, 0]) },
        12..=13 if swarm.has(3) => Request::Start { id, context, kind: OperationKind::CancelMediaProcessing },
        14..=16 if swarm.has(4) => Request::Start { id, context, kind: draw.one_of(OperationKind::ALL) },
        17 if swarm.has(5) => {
            let timeout = draw.one_of(&[None, Some(15), Some(90), Some(14), Some(91), Some(-1)]);
            Request::Redirect { targets: draw.one_of(&[0, 1, 1, 2, 25, 26]), timeout }
        }
        18 if swarm.has(6) && draw.below(4) == 0 => draw.one_of(&[Request::HangUp, Request::Reject]),
        19..=20 => Request::GetOperation(id),
        _ => Request::KeepAlive,
    }
}

/// Mostly what the running operation waits for.
pub fn media<const N: usize>(draw: &mut impl Draw, call: &Call<'_, N>, swarm: Swarm) -> MediaEvent {
    use MediaEvent::{
        BeepFailed, BeepFinished, MediaLost, PromptFailed, PromptFinished, RecordFailed, SpeechStarted, SpeechStopped,
    };
    let phase = call.operations().filter_map(|one| one.phase).find(|phase| phase.is_running());
    if swarm.has(11) && phase.is_some_and(RecordPhase::is_recording) && draw.below(8) != 0 {
        // Long sequences, of which a part may be one that stops.
        let dialled = [Tone::Tone1, Tone::Tone1, Tone::Tone1, Tone::Tone2, Tone::Tone2, Tone::Tone2, Tone::Flash];
        return MediaEvent::Tone(draw.one_of(&dialled));
    }
    fn tone(draw: &mut impl Draw) -> MediaEvent {
        let usual = [Tone::Tone1, Tone::Tone1, Tone::Tone2, Tone::Tone2, Tone::Pound, Tone::Flash];
        MediaEvent::Tone(if draw.below(8) == 0 { draw.one_of(Tone::ALL) } else { draw.one_of(&usual) })
    }
    match (draw.below(12), phase) {
        (0, _) if swarm.has(7) => draw.one_of(&[MediaLost, RecordFailed, BeepFailed, PromptFailed]),
        (1, _) => draw.one_of(&[SpeechStarted, SpeechStopped, PromptFinished, BeepFinished]),
        (2..=4, _) if swarm.has(8) => tone(draw),
        (_, Some(RecordPhase::Prompting)) => PromptFinished,
        (_, Some(RecordPhase::Beeping)) => BeepFinished,
        _ if swarm.has(9) => draw.one_of(&[SpeechStarted, SpeechStopped]),
        _ => tone(draw),
    }
}

fn peer(draw: &mut impl Draw, state: CallState) -> PeerEvent {
    use PeerEvent::{Connects, Holds, Resumes, Rings, TornDown, TransferAccepted, TransferFailed};
    match (draw.below(8), state) {
        (0, _) => draw.one_of(PeerEvent::ALL),
        (1, _) if state != CallState::Terminated => {
            let possible = PeerEvent::ALL.iter().filter(|peer| state.next(peer.trigger()).is_some());
            draw.one_of(&possible.copied().collect::<Vec<_>>())
        }
        (_, CallState::Establishing | CallState::Ringing) => draw.one_of(&[Connects, Connects, Rings]),
        (_, CallState::Hold) => Resumes,
        (_, CallState::Transferring) => draw.one_of(&[TransferAccepted, TransferFailed]),
        (_, CallState::Terminating) => TornDown,
        _ => Holds,
    }
}

/// An event that may well come next.
pub fn event<const N: usize>(draw: &mut impl Draw, call: &Call<'_, N>, swarm: Swarm) -> Event {
    let state = call.state();
    if !state.is_connected() && draw.below(2) == 0 {
        return match (state, draw.below(8)) {
            (CallState::Incoming, 0..=3) => Event::Request(Request::Answer),
            (CallState::Incoming, 4..=5) => {
                let timeout = draw.one_of(&[None, None, Some(15), Some(90), Some(91)]);
                Event::Request(Request::Redirect { targets: draw.one_of(&[1, 2, 25, 26]), timeout })
            }
            (CallState::Redirecting, 0..=5) => Event::Wake,
            _ => Event::Peer(peer(draw, state)),
        };
    }
    match draw.below(20) {
        0 => Event::Wake,
        1..=8 => Event::Request(request(draw, swarm)),
        9 if swarm.has(10) => Event::Peer(peer(draw, state)),
        10 if swarm.has(4) => {
            Event::Finished { slot: Slot::new(u8::try_from(draw.below(10)).unwrap()), success: draw.below(2) == 0 }
        }
        _ => Event::Media(media(draw, call, swarm)),
    }
}
