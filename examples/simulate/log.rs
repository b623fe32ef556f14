//! One call, step by step.

use std::fmt::Debug;
use std::io::{self, Write};

use call_lifecycle::Timestamp;
use call_lifecycle::sim::laws::Taken;
use call_lifecycle::sim::{App, Choices, End, Failure, Fault, Line, Service, Watch, World};

/// Writes down everything that happens.
#[derive(Debug, Default)]
pub struct Log {
    lines: Vec<String>,
}

/// Counts the events that the machines take in.
#[derive(Debug, Default)]
pub struct Steps(pub usize);

impl Watch for Steps {
    fn app(&mut self, _at: Timestamp, _taken: &Taken<'_, App<'_>>) {
        self.0 += 1;
    }

    fn service(&mut self, _at: Timestamp, _taken: &Taken<'_, Service<'_>>) {
        self.0 += 1;
    }
}

/// The part of an event or output that says something: without the absent members.
fn plain(what: &impl Debug) -> String {
    let text = format!("{what:?}");
    let parts: Vec<&str> = text.split(", ").filter(|part| !part.ends_with(": None")).collect();
    parts.join(", ")
}

impl Log {
    fn step<E: End>(&mut self, end: &str, at: Timestamp, taken: &Taken<'_, E>) {
        let skew = taken.now.as_millis().abs_diff(at.as_millis());
        let clock = if skew == 0 { String::new() } else { format!(" (its clock: {} ms)", taken.now.as_millis()) };
        self.lines.push(format!(
            "{:>10} {end:<8} {:<12} {}{clock}: {}",
            at.as_millis(),
            taken.before.state().word(),
            plain(taken.event),
            taken.step.verdict().word(),
        ));
        for timed in taken.step.outputs() {
            self.lines.push(format!("{:>32} -> {}", "", plain(&timed.output)));
        }
    }

    /// Runs a line, and keeps what happened.
    pub fn of<C: Choices>(world: &World<'_>, number: u64, chance: C, until: Timestamp) -> (Self, Result<(), Failure>) {
        let mut log = Self::default();
        let result = Line::new(world, number, chance).run(until, &mut log);
        (log, result)
    }

    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        self.lines.iter().try_for_each(|line| writeln!(out, "{line}"))
    }
}

impl Watch for Log {
    fn app(&mut self, at: Timestamp, taken: &Taken<'_, App<'_>>) {
        self.step("app", at, taken);
    }

    fn service(&mut self, at: Timestamp, taken: &Taken<'_, Service<'_>>) {
        self.step("service", at, taken);
    }

    fn fault(&mut self, at: Timestamp, fault: Fault) {
        self.lines.push(format!("{:>10} {:<8} {fault}", at.as_millis(), "fault"));
    }
}

/// Tells one line step by step; whether every law held.
pub fn told(world: &World<'_>, number: u64, until: Timestamp, out: &mut impl Write) -> io::Result<bool> {
    let (log, result) = Log::of(world, number, world.chance(number), until);
    log.write(out)?;
    if let Err(failure) = result {
        writeln!(out, "{failure}")?;
    }
    Ok(result.is_ok())
}
