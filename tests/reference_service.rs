//! The service's end against its reference, step by step, in random scripts with fixed seeds.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects, clippy::indexing_slicing, reason = "a test may panic")]

mod reference;

use call_lifecycle::record::{Profile, RecordPhase, RecordRequest, StopTones, Tone};
use call_lifecycle::service::{Call, Event, MediaEvent, PeerEvent, Policy, Request, Settings};
use call_lifecycle::{CallState, ClientContext, DeadlineKind, Id, OperationKind, Slot, Span, Timestamp};
use reference::compare::ServicePair;
use reference::drive::{Dice, Draw, run, steps, time};

static QUICK: Policy = match Policy::new(Settings {
    expiry: Span::from_millis(7_000),
    answer_deadline: Span::from_millis(7_000),
    teardown: Span::from_millis(1),
}) {
    Ok(policy) => policy,
    Err(_) => panic!(),
};
static LONG: Policy = match Policy::new(Settings { expiry: Span::MAX, answer_deadline: Span::MAX, teardown: Span::MAX })
{
    Ok(policy) => policy,
    Err(_) => panic!(),
};
static DEFAULT: Policy = Policy::DEFAULT;

/// Stop tones that overlap themselves and each other, of every length.
const TEXTS: [&[&str]; 8] = [
    &[],
    &["#", "11", "*"],
    &["1121", "112"],
    &["12121212"],
    &["121221", "2111212"],
    &["11221122", "22222222", "#"],
    &["11*", "1#", "D", "2"],
    &["1", "1", "1", "1", "1", "1", "1", "#####"],
];

/// Which kinds of events a run has.
#[derive(Clone, Copy)]
struct Swarm(u64);

impl Swarm {
    const fn has(self, kind: u64) -> bool {
        self.0 >> kind & 1 == 1
    }
}

fn record(dice: &mut Dice, wild: bool) -> RecordRequest {
    let profile = dice.one_of(Profile::ALL);
    let mut seconds = || match dice.below(if wild { 16 } else { 12 }) {
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
    RecordRequest {
        profile,
        prompts: u32::try_from(dice.below(if wild { 3 } else { 2 })).unwrap(),
        barge_in_allowed: dice.one_of(&maybe),
        initial_silence_timeout_in_seconds: initial,
        max_silence_timeout_in_seconds: silence,
        max_record_duration_in_seconds: duration,
        play_beep: dice.one_of(&maybe),
        stream_while_recording: dice.one_of(&maybe),
        stop_tones: StopTones::parse(dice.one_of(&TEXTS).iter().copied()).unwrap(),
    }
}

fn request(dice: &mut Dice, swarm: Swarm) -> Request {
    // A few ids only, so that some are used twice.
    let id = Id::from_u128(u128::from(dice.below(40)));
    let context = (dice.below(2) == 0).then(|| ClientContext::from_id(id));
    let any = [
        Request::KeepAlive,
        Request::KeepAlive,
        Request::GetCall,
        Request::Answer,
        Request::Transfer,
        Request::BadBody,
        Request::Other,
    ];
    match dice.below(24) {
        0..=3 => dice.one_of(&any),
        4..=9 if swarm.has(11) && dice.below(2) == 0 => {
            let stop_tones = StopTones::parse(dice.one_of(&TEXTS[2..6]).iter().copied()).unwrap();
            Request::Record {
                id,
                context,
                request: RecordRequest { stop_tones, ..RecordRequest::new(Profile::Record) },
            }
        }
        4..=9 if swarm.has(0) => Request::Record { id, context, request: record(dice, swarm.has(1)) },
        10..=11 if swarm.has(2) => Request::PlayPrompt { id, context, prompts: dice.one_of(&[1, 1, 1, 2, 20, 21, 0]) },
        12..=13 if swarm.has(3) => Request::Start { id, context, kind: OperationKind::CancelMediaProcessing },
        14..=16 if swarm.has(4) => Request::Start { id, context, kind: dice.one_of(OperationKind::ALL) },
        17 if swarm.has(5) => {
            let timeout = dice.one_of(&[None, Some(15), Some(90), Some(14), Some(91), Some(-1)]);
            Request::Redirect { targets: dice.one_of(&[0, 1, 1, 2, 25, 26]), timeout }
        }
        18 if swarm.has(6) && dice.below(4) == 0 => dice.one_of(&[Request::HangUp, Request::Reject]),
        19..=20 => Request::GetOperation(id),
        _ => Request::KeepAlive,
    }
}

/// Mostly what the running operation waits for.
fn media<const N: usize>(dice: &mut Dice, pair: &ServicePair<N>, swarm: Swarm) -> MediaEvent {
    use MediaEvent::{
        BeepFailed, BeepFinished, MediaLost, PromptFailed, PromptFinished, RecordFailed, SpeechStarted, SpeechStopped,
    };
    let phase = pair.machine.operations().filter_map(|one| one.phase).find(|phase| phase.is_running());
    if swarm.has(11) && phase.is_some_and(RecordPhase::is_recording) && dice.below(8) != 0 {
        // Long sequences, of which a part may be one that stops.
        let dialled = [Tone::Tone1, Tone::Tone1, Tone::Tone1, Tone::Tone2, Tone::Tone2, Tone::Tone2, Tone::Flash];
        return MediaEvent::Tone(dice.one_of(&dialled));
    }
    let tone = |dice: &mut Dice| {
        let usual = [Tone::Tone1, Tone::Tone1, Tone::Tone2, Tone::Tone2, Tone::Pound, Tone::Flash];
        MediaEvent::Tone(if dice.below(8) == 0 { dice.one_of(Tone::ALL) } else { dice.one_of(&usual) })
    };
    match (dice.below(12), phase) {
        (0, _) if swarm.has(7) => dice.one_of(&[MediaLost, RecordFailed, BeepFailed, PromptFailed]),
        (1, _) => dice.one_of(&[SpeechStarted, SpeechStopped, PromptFinished, BeepFinished]),
        (2..=4, _) if swarm.has(8) => tone(dice),
        (_, Some(RecordPhase::Prompting)) => PromptFinished,
        (_, Some(RecordPhase::Beeping)) => BeepFinished,
        _ if swarm.has(9) => dice.one_of(&[SpeechStarted, SpeechStopped]),
        _ => tone(dice),
    }
}

fn peer(dice: &mut Dice, state: CallState) -> PeerEvent {
    use PeerEvent::{Connects, Holds, Resumes, Rings, TornDown, TransferAccepted, TransferFailed};
    match (dice.below(8), state) {
        (0, _) => dice.one_of(PeerEvent::ALL),
        (_, CallState::Establishing | CallState::Ringing) => dice.one_of(&[Connects, Connects, Rings]),
        (_, CallState::Hold) => Resumes,
        (_, CallState::Transferring) => dice.one_of(&[TransferAccepted, TransferFailed]),
        (_, CallState::Terminating) => TornDown,
        _ => Holds,
    }
}

fn event<const N: usize>(dice: &mut Dice, pair: &ServicePair<N>, swarm: Swarm) -> Event {
    let state = pair.machine.state();
    if !state.is_connected() && dice.below(2) == 0 {
        return match (state, dice.below(8)) {
            (CallState::Incoming, 0..=3) => Event::Request(Request::Answer),
            (CallState::Incoming, 4..=5) => {
                let timeout = dice.one_of(&[None, None, Some(15), Some(90), Some(91)]);
                Event::Request(Request::Redirect { targets: dice.one_of(&[1, 2, 25, 26]), timeout })
            }
            (CallState::Redirecting, 0..=5) => Event::Wake,
            _ => Event::Peer(peer(dice, state)),
        };
    }
    match dice.below(20) {
        0 => Event::Wake,
        1..=8 => Event::Request(request(dice, swarm)),
        9 if swarm.has(10) => Event::Peer(peer(dice, state)),
        10 if swarm.has(4) => {
            Event::Finished { slot: Slot::new(u8::try_from(dice.below(10)).unwrap()), success: dice.below(2) == 0 }
        }
        _ => Event::Media(media(dice, pair, swarm)),
    }
}

/// Runs scripts until so many steps were taken.
fn scripts<const N: usize>(seeds: u64, enough: usize) {
    let (mut taken, mut seed) = (0, seeds);
    let mut reached = std::collections::BTreeSet::new();
    while taken < enough {
        let mut dice = Dice::new(seed);
        let swarm = Swarm(dice.below(1 << 12) | dice.below(1 << 12));
        let policy = dice.one_of(&[&DEFAULT, &DEFAULT, &QUICK, &LONG]);
        let begins = dice.one_of(&[0, 0, 1_000_000, 1_000_000, u64::MAX - 100_000]);
        let (begins, id) = (Timestamp::from_millis(begins), Id::from_u128(1));
        let call = match dice.below(4) {
            0 => Call::<N>::incoming(id, begins, policy),
            1 => Call::outgoing(id, begins, policy),
            2 => Call::adopted(id, begins, CallState::Established, policy),
            _ => Call::adopted(id, begins, dice.one_of(CallState::ALL), policy),
        };
        let length = dice.one_of(&[10, 40, 40, 80]);
        taken += run(
            seed,
            length,
            || ServicePair::new(call.clone(), &TEXTS),
            |pair| {
                reached.insert(pair.machine.state());
                if pair.machine.state() == CallState::Terminated && dice.below(3) == 0 {
                    return None;
                }
                let event = event(&mut dice, pair, swarm);
                let now =
                    time(&mut dice, pair.machine.now(), pair.machine.next_deadline(), DeadlineKind::KeepAliveExpiry);
                Some((now, event))
            },
        );
        seed += 1;
    }
    assert_eq!(reached.len(), CallState::ALL.len(), "the scripts have seen {reached:?}");
}

#[test]
fn the_service_does_what_its_reference_says() {
    scripts::<4>(1, steps(60_000));
}

#[test]
fn a_service_with_a_single_slot_does_so_too() {
    scripts::<1>(1_000_000, steps(20_000));
}

#[test]
fn a_service_with_more_slots_than_media_operations_does_so_too() {
    scripts::<10>(2_000_000, steps(40_000));
}

#[test]
fn a_service_without_slots_does_so_too() {
    scripts::<0>(3_000_000, steps(5_000));
}
