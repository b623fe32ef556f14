//! What happens to the calls whose transitions are measured: fixed streams of triggers.
//!
//! A stream is a list of calls. Each begins in `incoming`; when it has ended, its machine is
//! dropped and the next call has a new one.

use call_lifecycle::{CallState, Trigger};

use crate::random::Random;

/// How many triggers a stream has: too many for a branch predictor to learn by heart.
const LENGTH: usize = 1 << 20;

/// What happens to calls, one after the other.
pub struct Stream<E> {
    pub events: Vec<E>,
    /// Where each call ends in `events`.
    pub ends: Vec<u32>,
}

impl<E> Stream<E> {
    /// The same in another machine's words.
    pub fn map<F>(&self, word: impl Fn(&E) -> F) -> Stream<F> {
        Stream { events: self.events.iter().map(word).collect(), ends: self.ends.clone() }
    }

    pub fn calls(&self) -> impl Iterator<Item = &[E]> {
        let mut rest = self.events.as_slice();
        let mut start = 0;
        self.ends.iter().map(move |end| {
            let (call, tail) = rest.split_at((end - start) as usize);
            (rest, start) = (tail, *end);
            call
        })
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The commonest call, again and again: predictable.
    Script,
    /// Random walks, 95 % legal.
    Legal95,
    /// Any trigger at any time, mostly illegal.
    Adversarial,
}

impl Kind {
    pub const ALL: [Self; 3] = [Self::Script, Self::Legal95, Self::Adversarial];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Script => "script",
            Self::Legal95 => "legal95",
            Self::Adversarial => "adversarial",
        }
    }

    pub fn stream(self) -> Stream<Trigger> {
        use Trigger as T;
        const SCRIPT: [Trigger; 12] = [
            T::Answer,
            T::PeerRings,
            T::PeerConnects,
            T::PeerHolds,
            T::PeerResumes,
            T::PeerHolds,
            T::PeerResumes,
            T::Transfer,
            T::TransferFailed,
            T::PeerConnects,
            T::HangUp,
            T::TornDown,
        ];
        let mut random = Random::new(1);
        let mut stream = Stream { events: Vec::with_capacity(LENGTH), ends: Vec::new() };
        let mut state = CallState::Incoming;
        for index in 0..LENGTH {
            let trigger = match self {
                Self::Script => SCRIPT[index % SCRIPT.len()],
                Self::Legal95 if random.percent(95) => legal(&mut random, state),
                Self::Legal95 | Self::Adversarial => random.pick(Trigger::ALL),
            };
            stream.events.push(trigger);
            state = state.next(trigger).unwrap_or(state);
            if state == CallState::Terminated {
                stream.ends.push(stream.events.len() as u32);
                state = CallState::Incoming;
            }
        }
        // The last call has an end too.
        stream.events.truncate(stream.ends.last().map_or(0, |end| *end as usize));
        stream
    }
}

/// A legal trigger. Where there is a choice, one in thirty-two leads to where the call can only
/// end.
fn legal(random: &mut Random, state: CallState) -> Trigger {
    let goes_on = |state: CallState| state == CallState::Established || state.reaches(CallState::Established);
    let legal = Trigger::ALL.iter().filter_map(|trigger| Some((*trigger, state.next(*trigger)?)));
    let (on, out): (Vec<_>, Vec<_>) = legal.partition(|(_, to)| goes_on(*to));
    let leave = on.is_empty() || (!out.is_empty() && random.below(32) == 0);
    random.pick(if leave { &out } else { &on }).0
}
