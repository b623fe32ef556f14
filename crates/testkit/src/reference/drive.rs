//! Random scripts, and the shortest one that shows a difference.

use core::fmt::Write;

use call_lifecycle::{CallState, Deadline, DeadlineKind, Timestamp};
use call_lifecycle_sim::End;

use super::compare::Pair;

/// What happens, each at its time.
pub type Script<E> = Vec<(Timestamp, E)>;

/// A source of numbers below a bound.
pub trait Draw {
    fn below(&mut self, bound: u64) -> u64;

    fn one_of<T: Clone>(&mut self, list: &[T]) -> T {
        list[usize::try_from(self.below(list.len() as u64)).unwrap()].clone()
    }
}

/// Marsaglia's xorshift64: chance that is the same everywhere.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }
}

impl Draw for Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % bound
    }
}

/// Which kinds of events a script has: some are switched off, so that the others come in rows.
#[derive(Clone, Copy, Debug)]
pub struct Swarm(u64);

impl Swarm {
    const KINDS: u64 = 12;

    pub fn draw(draw: &mut impl Draw) -> Self {
        Self(draw.below(1 << Self::KINDS) | draw.below(1 << Self::KINDS))
    }

    /// Nothing out of the ordinary.
    pub const fn none() -> Self {
        Self(0)
    }

    pub const fn has(self, kind: u64) -> bool {
        self.0 >> kind & 1 == 1
    }
}

/// A time to be told: at the deadline, around it, long after, soon, at once, back, or at either end
/// of time. To the deadline that would end the call only now and then, so that calls live long
/// enough.
pub fn time(draw: &mut impl Draw, now: Timestamp, due: Option<Deadline>, last: DeadlineKind) -> Timestamp {
    let due = due.filter(|due| due.kind != last || draw.below(12) == 0);
    let (now, due) = (now.as_millis(), due.map_or(now.as_millis(), |due| due.at.as_millis()));
    let hours = 3_600_000;
    Timestamp::from_millis(match draw.below(64) {
        0 => now.saturating_sub(1 + draw.below(2 * hours)),
        1 if draw.below(8) == 0 => {
            [0, u64::MAX].map(|end| end.saturating_sub(draw.below(hours)))[usize::from(draw.below(2) == 0)]
        }
        2 => due.saturating_add(draw.below(9 * hours)),
        3..=6 => due.saturating_sub(1).max(now),
        7..=10 => due.saturating_add(1),
        11..=26 => due,
        27..=34 => now.saturating_add(draw.below(40_000)),
        35..=36 => now.saturating_add(draw.below(hours)),
        37..=50 => now.saturating_add(draw.below(2_000)),
        _ => now,
    })
}

/// Runs scripts until so many steps were taken, each of a pair that `start` draws and of what
/// `next` draws for it. A call that has ended is prodded a little longer: one step in so many ends
/// its script.
///
/// # Panics
/// As [`run`], and where the scripts have not seen every state.
pub fn scripts<P: Pair>(
    first_seed: u64,
    enough: usize,
    one_in: u64,
    start: impl Fn(&mut Dice) -> P,
    next: impl Fn(&mut Dice, &P, Swarm) -> (Timestamp, P::Event),
) {
    let (mut taken, mut seed) = (0, first_seed);
    let mut reached = std::collections::BTreeSet::new();
    while taken < enough {
        let mut dice = Dice::new(seed);
        let swarm = Swarm::draw(&mut dice);
        let pair = start(&mut dice);
        let length = dice.one_of(&[10, 40, 40, 80]);
        taken += run(
            seed,
            length,
            || pair.clone(),
            |pair| {
                let state = pair.machine().state();
                reached.insert(state);
                if state == CallState::Terminated && dice.below(one_in) == 0 {
                    return None;
                }
                Some(next(&mut dice, pair, swarm))
            },
        );
        seed += 1;
    }
    assert_eq!(reached.len(), CallState::ALL.len(), "the scripts have seen {reached:?}");
}

/// Runs one script of at most so many steps, drawn as it goes; how many steps it was.
///
/// # Panics
/// Where machine and reference differ: with the shortest script found that still shows it.
fn run<P: Pair>(
    seed: u64,
    steps: usize,
    start: impl Fn() -> P,
    mut next: impl FnMut(&P) -> Option<(Timestamp, P::Event)>,
) -> usize {
    let (mut pair, mut script) = (start(), Vec::new());
    while script.len() < steps {
        let Some((now, event)) = next(&pair) else { break };
        script.push((now, event));
        if pair.step(now, &event).is_err() {
            panic!("seed {seed}: {}", report(&start, shrunk(&start, script)));
        }
    }
    script.len()
}

/// At which step the script shows a difference, and which.
fn difference<P: Pair>(start: &impl Fn() -> P, script: &[(Timestamp, P::Event)]) -> Option<(usize, String)> {
    let mut pair = start();
    script.iter().enumerate().find_map(|(index, (now, event))| Some((index, pair.step(*now, event).err()?)))
}

/// Leaves out what the difference does not need, the longer runs of events first.
fn shrunk<P: Pair>(start: &impl Fn() -> P, mut script: Script<P::Event>) -> Script<P::Event> {
    let mut length = script.len() / 2;
    while length > 0 {
        let before = script.len();
        let mut from = 0;
        while from + length <= script.len() {
            let mut shorter = script.clone();
            shorter.drain(from..from + length);
            match difference(start, &shorter) {
                Some((index, _)) => {
                    shorter.truncate(index + 1);
                    script = shorter;
                }
                None => from += 1,
            }
        }
        if length > 1 || script.len() == before {
            length /= 2;
        }
    }
    script
}

fn report<P: Pair>(start: &impl Fn() -> P, script: Script<P::Event>) -> String {
    let pair = start();
    let mut text = format!("machine and reference differ after\n  {} a call begins", pair.machine().now());
    for (now, event) in &script {
        let _ = write!(text, "\n  {now} {event:?}");
    }
    if let Some((_, what)) = difference(start, &script) {
        let _ = write!(text, "\nin{what}");
    }
    text
}

/// How many steps a test takes: `REFERENCE_STEPS`, or as many as a few seconds allow.
pub fn steps(few_seconds: usize) -> usize {
    std::env::var("REFERENCE_STEPS").ok().and_then(|steps| steps.parse().ok()).unwrap_or(few_seconds)
}
