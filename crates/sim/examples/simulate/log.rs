//! One call, step by step.

use std::fmt::Debug;
use std::io::{self, Write};

use call_lifecycle::Timestamp;
use call_lifecycle_sim::laws::Observation;
use call_lifecycle_sim::{App, Choices, End, Failure, Fault, Line, Service, Watch, World};

/// Writes down everything that happens.
#[derive(Debug, Default)]
pub struct Log {
    lines: Vec<String>,
}

/// Counts the events that the machines handle.
#[derive(Debug, Default)]
pub struct Steps(pub usize);

impl Watch for Steps {
    fn app(&mut self, _at: Timestamp, _observed: &Observation<'_, App<'_>>) {
        self.0 += 1;
    }

    fn service(&mut self, _at: Timestamp, _observed: &Observation<'_, Service<'_>>) {
        self.0 += 1;
    }
}

/// An event or output without its absent members.
fn plain(what: &impl Debug) -> String {
    let text = format!("{what:?}");
    let parts: Vec<&str> = text.split(", ").filter(|part| !part.ends_with(": None")).collect();
    parts.join(", ")
}

impl Log {
    fn step<E: End>(&mut self, end: &str, at: Timestamp, observed: &Observation<'_, E>) {
        let skew = observed.now.as_millis().abs_diff(at.as_millis());
        let clock = if skew == 0 { String::new() } else { format!(" (its clock: {} ms)", observed.now.as_millis()) };
        self.lines.push(format!(
            "{:>10} {end:<8} {:<12} {}{clock}: {}",
            at.as_millis(),
            observed.before.state().as_str(),
            plain(observed.event),
            observed.step.verdict().as_str(),
        ));
        for timed in observed.step.outputs() {
            self.lines.push(format!("{:>32} -> {}", "", plain(&timed.output)));
        }
    }

    /// Runs a line and writes down what happens.
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
    fn app(&mut self, at: Timestamp, observed: &Observation<'_, App<'_>>) {
        self.step("app", at, observed);
    }

    fn service(&mut self, at: Timestamp, observed: &Observation<'_, Service<'_>>) {
        self.step("service", at, observed);
    }

    fn fault(&mut self, at: Timestamp, fault: Fault) {
        self.lines.push(format!("{:>10} {:<8} {fault}", at.as_millis(), "fault"));
    }
}

/// Shows one line step by step; whether every law held.
pub fn effect(world: &World<'_>, number: u64, until: Timestamp, out: &mut impl Write) -> io::Result<bool> {
    let (log, result) = Log::of(world, number, world.chance(number), until);
    log.write(out)?;
    if let Err(failure) = result {
        writeln!(out, "{failure}")?;
    }
    Ok(result.is_ok())
}
