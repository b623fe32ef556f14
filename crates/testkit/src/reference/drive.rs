//! Random scripts, and the shortest one that shows a difference.

use core::fmt::Write;

use call_lifecycle::{CallState, Timestamp};
use call_lifecycle_sim::End;

use super::compare::Pair;
use super::draw::{Dice, Draw, Swarm};
use crate::shrink::shortest;

/// What happens, each at its time.
pub type Script<E> = Vec<(Timestamp, E)>;

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
        if script.len().is_power_of_two() {
            pair.reread().unwrap_or_else(|what| panic!("seed {seed}: the reference differs from itself in{what}"));
        }
    }
    script.len()
}

/// At which step the script shows a difference, and which.
fn difference<P: Pair>(start: &impl Fn() -> P, script: &[(Timestamp, P::Event)]) -> Option<(usize, String)> {
    let mut pair = start();
    script.iter().enumerate().find_map(|(index, (now, event))| Some((index, pair.step(*now, event).err()?)))
}

/// Without what the difference does not need. It is a script of one call.
fn shrunk<P: Pair>(start: &impl Fn() -> P, script: Script<P::Event>) -> Script<P::Event> {
    shortest(script, |_| (), |script| Some(difference(start, script)?.0))
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
