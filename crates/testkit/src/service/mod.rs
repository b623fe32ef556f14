//! Scripts for the service's end: points in time, events in short, and what a step says as plain
//! words.

pub mod recordings;

use core::ops::{Deref, DerefMut};

use call_lifecycle::record::{RecordPhase, RecordRequest, Tone};
use call_lifecycle::service::{Call, Event, MediaEvent, OperationView, Output, PeerEvent, Policy, Request};
use call_lifecycle::{CallState, Id, OperationKind, Slot, Step, Timed, Timestamp, Verdict};

pub use crate::{CALL, at};

/// The beginning.
pub const START: Timestamp = at(0, 0, 0);

/// What a step said, its answer apart from the rest: their order within a step is no promise.
#[derive(Debug)]
pub struct Said {
    pub verdict: Verdict,
    /// The status of the answer, 0 if there is none.
    pub status: u16,
    pub slot: Option<Slot>,
    /// All but the answer, each with its time.
    pub timed: Vec<String>,
    /// The same without the times.
    pub told: Vec<String>,
    pub clock_regressed: bool,
}

impl Said {
    fn of(step: &Step<Output>) -> Self {
        let mut said = Self {
            verdict: step.verdict(),
            status: 0,
            slot: None,
            timed: Vec::new(),
            told: Vec::new(),
            clock_regressed: step.clock_regressed(),
        };
        for timed in step {
            if let Output::Answer { status, slot } = timed.output {
                assert_eq!(said.status, 0, "two answers in one step");
                (said.status, said.slot) = (status, slot);
            } else {
                said.timed.push(in_words(timed));
                said.told.push(words_of(timed.output));
            }
        }
        assert!(step.outputs().is_sorted_by_key(|timed| timed.at), "outputs out of order: {:?}", said.timed);
        said
    }

    /// The answer's slot as a number.
    pub fn slot(&self) -> usize {
        self.slot.map_or_else(|| panic!("no slot: {self:?}"), Slot::index)
    }
}

/// `45:00.000 establishing -> terminating`.
pub fn in_words(timed: &Timed<Output>) -> String {
    let millis = timed.at.as_millis();
    let (min, sec, ms) = (millis / 60_000, millis / 1_000 % 60, millis % 1_000);
    format!("{min}:{sec:02}.{ms:03} {}", words_of(timed.output))
}

fn words_of(output: Output) -> String {
    match output {
        Output::Answer { status, slot: None } => format!("answer {status}"),
        Output::Answer { status, slot: Some(slot) } => format!("answer {status} for {}", slot.index()),
        Output::State { from, to } => format!("{from} -> {to}"),
        Output::Ended { cause } => format!("ended, {cause}"),
        Output::OperationsEnded(slots) => {
            let slots: Vec<String> = slots.iter().map(|slot| slot.index().to_string()).collect();
            format!("{} ended with the call", slots.join(" "))
        }
        Output::Phase { slot, phase, announce: false } => format!("{} {phase}", slot.index()),
        Output::Phase { slot, phase, announce: true } => format!("{} {phase}, announced", slot.index()),
        Output::OperationEnded { slot, outcome } => match outcome.reason {
            Some(reason) => format!("{} {}, {reason}", slot.index(), outcome.status),
            None => format!("{} {}", slot.index(), outcome.status),
        },
        Output::Tone { tone, sequence } => format!("{tone} is number {sequence}"),
    }
}

/// A service's end with a script's verbs; everything else is the call's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service<const N: usize = 4>(pub Call<'static, N>);

impl<const N: usize> Deref for Service<N> {
    type Target = Call<'static, N>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<const N: usize> DerefMut for Service<N> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

impl<const N: usize> Service<N> {
    pub fn outgoing() -> Self {
        Self(Call::outgoing(CALL, START, &Policy::DEFAULT))
    }

    pub fn incoming() -> Self {
        Self(Call::incoming(CALL, START, &Policy::DEFAULT))
    }

    /// An outgoing call that was connected at once.
    pub fn connected() -> Self {
        let mut call = Self::outgoing();
        call.peer(START, PeerEvent::Connects);
        call
    }

    /// A call in this state, which it has come to at the beginning by requests and facts alone.
    pub fn in_state(state: CallState) -> Self {
        Self::in_state_under(&Policy::DEFAULT, state)
    }

    /// The same under another policy.
    pub fn in_state_under(policy: &'static Policy, state: CallState) -> Self {
        let incoming = matches!(state, CallState::Incoming | CallState::Redirecting);
        let call = if incoming { Call::incoming(CALL, START, policy) } else { Call::outgoing(CALL, START, policy) };
        let mut call = Self(call);
        let connects = Event::Peer(PeerEvent::Connects);
        let transfer = Event::Request(Request::Transfer);
        let way: &[Event] = match state {
            CallState::Incoming | CallState::Establishing => &[],
            CallState::Ringing => &[Event::Peer(PeerEvent::Rings)],
            CallState::Established => &[connects],
            CallState::Hold => &[connects, Event::Peer(PeerEvent::Holds)],
            CallState::Transferring => &[connects, transfer],
            CallState::TransferAccepted => &[connects, transfer, Event::Peer(PeerEvent::TransferAccepted)],
            CallState::Redirecting => &[Event::Request(Request::Redirect { targets: 1, timeout: None })],
            CallState::Terminating => &[connects, Event::Peer(PeerEvent::HangsUp)],
            CallState::Terminated => &[connects, Event::Peer(PeerEvent::HangsUp), Event::Peer(PeerEvent::TornDown)],
        };
        for event in way {
            assert_eq!(call.event(START, *event).verdict, Verdict::Applied, "{event:?}");
        }
        assert_eq!(call.state(), state);
        call
    }

    pub fn event(&mut self, now: Timestamp, event: Event) -> Said {
        Said::of(&self.0.handle(now, event))
    }

    pub fn wake(&mut self, now: Timestamp) -> Said {
        self.event(now, Event::Wake)
    }

    pub fn request(&mut self, now: Timestamp, request: Request) -> Said {
        let said = self.event(now, Event::Request(request));
        assert_ne!(said.status, 0, "every request is answered: {request:?}");
        said
    }

    /// The status that a keepAlive is answered with.
    pub fn keep_alive(&mut self, now: Timestamp) -> u16 {
        self.request(now, Request::KeepAlive).status
    }

    pub fn peer(&mut self, now: Timestamp, peer: PeerEvent) -> Said {
        self.event(now, Event::Peer(peer))
    }

    pub fn media(&mut self, now: Timestamp, media: MediaEvent) -> Said {
        self.event(now, Event::Media(media))
    }

    /// Each symbol is a tone, `!` a hook flash; what the last of them brought.
    pub fn tones(&mut self, now: Timestamp, symbols: &str) -> Said {
        let tone = |symbol| if symbol == '!' { Tone::Flash } else { Tone::from_symbol(symbol).unwrap() };
        symbols.chars().map(|symbol| self.media(now, MediaEvent::Tone(tone(symbol)))).last().unwrap()
    }

    /// Asks for a recording whose id is `id`.
    pub fn record(&mut self, now: Timestamp, id: u128, request: RecordRequest) -> Said {
        self.request(now, Request::Record { id: Id::from_u128(id), context: None, request })
    }

    pub fn play_prompt(&mut self, now: Timestamp, id: u128, prompts: u32) -> Said {
        self.request(now, Request::PlayPrompt { id: Id::from_u128(id), context: None, prompts })
    }

    pub fn start(&mut self, now: Timestamp, id: u128, kind: OperationKind) -> Said {
        self.request(now, Request::Start { id: Id::from_u128(id), context: None, kind })
    }

    pub fn finished(&mut self, now: Timestamp, slot: u8, success: bool) -> Said {
        self.event(now, Event::Finished { slot: Slot::new(slot), success })
    }

    pub fn operation(&self, slot: usize) -> OperationView {
        self.0.operation(Slot::new(u8::try_from(slot).unwrap())).unwrap()
    }

    /// The phase of the media operation in a slot.
    pub fn phase(&self, slot: usize) -> RecordPhase {
        self.operation(slot).phase.unwrap()
    }

    /// When the next deadline is, and what for, in the words of outputs.
    pub fn deadline(&self) -> Option<(Timestamp, &'static str)> {
        self.next_deadline().map(|deadline| (deadline.at, deadline.kind.as_str()))
    }
}
