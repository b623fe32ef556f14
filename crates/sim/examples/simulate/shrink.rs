//! The shortest script of decisions that still breaks a law.
//!
//! The decisions of a line are a list of numbers. 0 is always the harmless one, and all numbers
//! past the end of the list are 0. So a list becomes simpler by leaving numbers out and by lowering
//! them, as long as the same law is broken, no later and in no more steps than before. First, kinds
//! of faults are left out.

use std::io::{self, Write};
use std::ops::Range;
use std::time::Duration;

use call_lifecycle::Timestamp;
use call_lifecycle_sim::{Choices, Failure, Faults, Law, Line, Outage, World};

use crate::log::{Log, Steps};

/// Decisions from a list. Decisions that are asked for past its end are added to it.
#[derive(Debug)]
struct Tape<'a, C> {
    numbers: &'a mut Vec<u32>,
    at: usize,
    /// Decides past the end of the list.
    after: C,
}

impl<C: Choices> Choices for Tape<'_, C> {
    fn below(&mut self, bound: u32) -> u32 {
        if self.at == self.numbers.len() {
            self.numbers.push(self.after.below(bound));
        }
        let number = self.numbers[self.at].min(bound.saturating_sub(1));
        self.at += 1;
        number
    }
}

/// Always the harmless choice.
struct Harmless;

impl Choices for Harmless {
    fn below(&mut self, _bound: u32) -> u32 {
        0
    }
}

/// A script that breaks the law: what goes wrong, the decisions, and in how many steps.
#[derive(Clone)]
struct Script {
    faults: Faults,
    numbers: Vec<u32>,
    steps: usize,
}

struct Shrinking<'a> {
    world: &'a World<'a>,
    line: u64,
    law: Law,
    until: Timestamp,
    best: Script,
}

impl Shrinking<'_> {
    /// Makes a script the best one if it breaks the same law and is simpler.
    fn takes(&mut self, faults: Faults, mut numbers: Vec<u32>) -> bool {
        let world = self.world.with_faults(faults);
        let tape = Tape { numbers: &mut numbers, at: 0, after: Harmless };
        let mut steps = Steps::default();
        let result = Line::new(&world, self.line, tape).run(self.until, &mut steps);
        while numbers.last() == Some(&0) {
            numbers.pop();
        }
        let same = result.is_err_and(|failure| failure.violation.law == self.law);
        let rank =
            |steps: usize, numbers: &[u32]| (steps, numbers.len(), numbers.iter().map(|n| u64::from(*n)).sum::<u64>());
        let simpler = rank(steps.0, &numbers) < rank(self.best.steps, &self.best.numbers) || faults != self.best.faults;
        let taken = same && simpler && steps.0 <= self.best.steps;
        if let (true, Err(failure)) = (taken, result) {
            self.until = failure.at;
            self.best = Script { faults, numbers, steps: steps.0 };
        }
        taken
    }

    fn without_faults(&mut self) {
        let without: [fn(Faults) -> Faults; 9] = [
            |faults| faults.with_lost(0),
            |faults| faults.with_repeated(0),
            |faults| faults.with_delayed(0),
            |faults| faults.with_refused(0),
            |faults| faults.with_partition(Outage::NEVER),
            |faults| faults.with_app_crash(Outage::NEVER),
            |faults| faults.with_service_crash(Outage::NEVER),
            |faults| faults.with_clocks(faults.clocks().with_jumps(Duration::ZERO, Duration::ZERO)),
            |faults| faults.with_clocks(faults.clocks().with_rate(0)),
        ];
        for leave_out in without {
            let faults = leave_out(self.best.faults);
            if faults != self.best.faults {
                self.takes(faults, self.best.numbers.clone());
            }
        }
    }

    /// Changes runs of numbers, the longer runs first.
    fn in_runs(&mut self, change: impl Fn(&mut Vec<u32>, Range<usize>)) {
        let mut length = self.best.numbers.len() / 2;
        while length > 0 {
            let mut from = 0;
            while from + length <= self.best.numbers.len() {
                let mut changed = self.best.numbers.clone();
                change(&mut changed, from..from + length);
                if changed == self.best.numbers || !self.takes(self.best.faults, changed) {
                    from += length;
                }
            }
            length /= 2;
        }
    }

    /// Lowers each number as far as bisection can.
    fn lower(&mut self) {
        for index in 0..self.best.numbers.len() {
            let mut low = 0;
            while let Some(&number) = self.best.numbers.get(index).filter(|number| **number > low) {
                let mut lower = self.best.numbers.clone();
                lower[index] = low + (number - low) / 2;
                let tried = lower[index];
                if !self.takes(self.best.faults, lower) {
                    low = tried + 1;
                }
            }
        }
    }
}

/// Finds and shows the shortest script that breaks the law as the failure did.
pub fn shortest(world: &World<'_>, failure: &Failure, until: Timestamp, out: &mut impl Write) -> io::Result<()> {
    let (mut numbers, mut steps) = (Vec::new(), Steps::default());
    let tape = Tape { numbers: &mut numbers, at: 0, after: world.chance(failure.line) };
    let run = Line::new(world, failure.line, tape).run(until, &mut steps);
    debug_assert_eq!(run, Err(*failure));
    let best = Script { faults: world.faults(), numbers, steps: steps.0 };
    let before = best.steps;
    let mut shrinking = Shrinking { world, line: failure.line, law: failure.violation.law, until: failure.at, best };
    loop {
        let steps = (shrinking.best.steps, shrinking.best.numbers.len());
        shrinking.without_faults();
        shrinking.in_runs(|numbers, run| drop(numbers.drain(run)));
        shrinking.in_runs(|numbers, run| numbers[run].fill(0));
        shrinking.lower();
        if steps == (shrinking.best.steps, shrinking.best.numbers.len()) {
            break;
        }
    }
    let Script { faults, mut numbers, steps } = shrinking.best;
    writeln!(out, "the shortest script found: {steps} steps of {before}, decisions {numbers:?}")?;
    writeln!(out, "what may go wrong in it: {faults:?}")?;
    let tape = Tape { numbers: &mut numbers, at: 0, after: Harmless };
    let (log, result) = Log::of(&world.with_faults(faults), failure.line, tape, until);
    log.write(out)?;
    result.err().map_or(Ok(()), |failure| writeln!(out, "{failure}"))
}
