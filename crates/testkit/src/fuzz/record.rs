//! Recordings in depth: prompts, beeps, speech and tones that come close to the stop tones of what
//! runs, in both profiles, with a queue behind it.

use std::sync::Arc;

use call_lifecycle::record::{Profile, RecordPhase, RecordRequest, StopTones, Tone};
use call_lifecycle::service::{Call, Event, MediaEvent, PeerEvent, Request};
use call_lifecycle::{CallState, DeadlineKind, Id, OperationKind, Timestamp};

use super::bytes::Bytes;
use super::play::{Trials, compared, ended};
use super::watch::Watch;
use crate::reference::compare::ServicePair;
use crate::reference::draw::{Draw, Swarm, time};
use crate::reference::service_script;

/// Longer scripts find no more in the same time.
const STEPS: usize = 120;

/// Runs the script.
pub fn run(data: &[u8], watch: &mut impl Watch) {
    let mut draw = Bytes::new(data);
    match draw.below(4) {
        0 => script::<2>(draw, watch),
        1 => script::<10>(draw, watch),
        _ => script::<5>(draw, watch),
    }
}

fn script<const N: usize>(mut draw: Bytes<'_>, watch: &mut impl Watch) {
    let policy = draw.one_of(&[&service_script::DEFAULT, &service_script::LONG]);
    let begins = Timestamp::from_millis(draw.one_of(&[1_000_000, u64::MAX - 100_000]));
    let call = Call::<N>::adopted(Id::from_u128(1), begins, CallState::Established, policy);
    let mut pair = ServicePair::new(call, Arc::new(vec![(StopTones::NONE, Vec::new())]));
    let mut caller = Caller { swarm: Swarm::draw(&mut draw), asked: Vec::new(), dialled: String::new(), speaks: false };
    let mut trials = Trials::new(&draw, watch);
    for _ in 0..STEPS {
        if draw.is_over() || !pair.machine.state().is_live() {
            break;
        }
        let event = caller.event(&mut draw, &pair.machine);
        if let Event::Request(Request::Record { request, .. }) = &event {
            let (_, texts) = caller.asked.last().unwrap();
            Arc::make_mut(&mut pair.reference.texts).push((request.stop_tones, texts.clone()));
        }
        let due = pair.machine.next_deadline();
        let now = time(&mut draw, pair.machine.now(), due, DeadlineKind::KeepAliveExpiry);
        compared(&mut pair, now, &event, &mut trials, watch, |_| ());
    }
    ended(&pair, &trials);
}

/// Who speaks and presses, and who has asked for what.
struct Caller {
    swarm: Swarm,
    /// The stop tones of every recording that was asked for.
    asked: Vec<(Id, Vec<String>)>,
    /// Everything pressed.
    dialled: String,
    speaks: bool,
}

impl Caller {
    fn event<const N: usize>(&mut self, draw: &mut Bytes<'_>, call: &Call<'_, N>) -> Event {
        let id = Id::from_u128(100 + self.asked.len() as u128);
        let running = call.operations().find(|view| view.phase.is_some_and(RecordPhase::is_running));
        let phase = running.and_then(|view| view.phase);
        let kind = draw.below(16);
        match (kind, phase) {
            (0..=1, _) | (_, None) if kind < 12 => {
                let request = self.record(draw, id);
                Event::Request(Request::Record { id, context: None, request })
            }
            (2, _) => Event::Request(Request::PlayPrompt { id, context: None, prompts: 1 }),
            (3, _) if self.swarm.has(0) => {
                Event::Request(Request::Start { id, context: None, kind: OperationKind::CancelMediaProcessing })
            }
            (4 | 5, Some(RecordPhase::Prompting)) => Event::Media(MediaEvent::PromptFinished),
            (4 | 5, Some(RecordPhase::Beeping)) => Event::Media(MediaEvent::BeepFinished),
            (4..=9, _) if self.swarm.has(1) => {
                let tone = self.tone(draw, running.map(|view| view.id));
                self.dialled.extend(tone.symbol());
                Event::Media(MediaEvent::Tone(tone))
            }
            (10 | 11, _) if self.swarm.has(2) => {
                self.speaks = !self.speaks;
                Event::Media(if self.speaks { MediaEvent::SpeechStarted } else { MediaEvent::SpeechStopped })
            }
            (12, _) if self.swarm.has(3) => Event::Media(service_script::media(draw, call, self.swarm)),
            (13, _) if self.swarm.has(4) => service_script::event(draw, call, Swarm::none()),
            (14, _) => draw.one_of(&[
                Event::Request(Request::KeepAlive),
                Event::Request(Request::Start { id, context: None, kind: OperationKind::SubscribeToTone }),
                Event::Peer(PeerEvent::Holds),
                Event::Peer(PeerEvent::Resumes),
            ]),
            _ => Event::Wake,
        }
    }

    fn record(&mut self, draw: &mut Bytes<'_>, id: Id) -> RecordRequest {
        let texts = stop_tones(draw);
        let mut seconds = || draw.one_of(&[None, None, Some(1), Some(2), Some(3), Some(30), Some(120), Some(i32::MAX)]);
        let (initial, silence, duration) = (seconds(), seconds(), seconds());
        let flags = draw.below(16);
        let flag = |bit: u64| (flags >> bit & 1 == 1).then_some(true);
        let profile = draw.one_of(&[Profile::Record, Profile::Record, Profile::RecordResponse]);
        let stop_tones = StopTones::parse(texts.iter().map(String::as_str)).unwrap();
        let mut request = RecordRequest::new(profile).with_stop_tones(stop_tones);
        request.prompts = u32::from(flag(0).is_some());
        request.barge_in_allowed = flag(1);
        request.play_beep = Some(flag(2).is_some());
        request.stream_while_recording = flag(3);
        request.initial_silence_timeout_in_seconds = initial;
        request.max_silence_timeout_in_seconds = silence;
        request.max_record_duration_in_seconds = duration;
        self.asked.push((id, texts));
        request
    }

    /// Mostly the symbol that brings one of the stop tones of what runs a step further.
    fn tone(&self, draw: &mut Bytes<'_>, running: Option<Id>) -> Tone {
        let texts = self.asked.iter().find(|(id, _)| Some(*id) == running).map(|(_, texts)| texts);
        match (draw.below(8), texts.filter(|texts| !texts.is_empty())) {
            (0..=5, Some(texts)) => {
                let text = draw.one_of(texts);
                let known = (0..text.len()).rev().find(|&length| self.dialled.ends_with(&text[..length])).unwrap();
                Tone::from_symbol(text[known..].chars().next().unwrap()).unwrap()
            }
            (6, _) => draw.one_of(Tone::ALL),
            _ => draw.one_of(&[Tone::Tone1, Tone::Tone2]),
        }
    }
}

/// A few sequences over few symbols, so that they overlap; now and then as many, or as long, as may
/// be.
fn stop_tones(draw: &mut Bytes<'_>) -> Vec<String> {
    let count = draw.one_of(&[0, 1, 1, 2, 2, 3, 3, StopTones::MAX]);
    let symbols = draw.one_of(&["1", "12", "12", "12#", "0123456789*#ABCD"]);
    let symbols: Vec<char> = symbols.chars().collect();
    let sequence = |_| {
        let length = draw.one_of(&[1, 2, 2, 3, 3, 4, 5, StopTones::MAX_SYMBOLS]);
        (0..length).map(|_| draw.one_of(&symbols)).collect()
    };
    (0..count).map(sequence).collect()
}
