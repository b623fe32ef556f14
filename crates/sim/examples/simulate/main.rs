//! `simulate`: both ends of many calls in a world that goes wrong, with the laws checked after
//! every step.
//!
//! `cargo run --release -p call-lifecycle-sim --example simulate -- --help` shows the options.
#![allow(
    missing_docs,
    unreachable_pub,
    clippy::std_instead_of_core,
    clippy::alloc_instead_of_core,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::float_arithmetic,
    clippy::disallowed_methods,
    clippy::missing_const_for_fn,
    reason = "the lints are the core's: this is a program for a computer with memory, a screen and a clock to measure itself by"
)]

mod args;
mod log;
mod progress;
mod shrink;
mod table;

use std::io::{self, Write};
use std::process::ExitCode;
use std::time::Duration;

use args::Args;
use call_lifecycle::Timestamp;
use call_lifecycle_sim::{Failure, Line, Tally, World};
use progress::Progress;

/// How many failures are shown in full.
const SHOWN: usize = 5;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args_os().skip(1).map(|one| one.to_string_lossy().into_owned()).collect();
    let args = match Args::parse(&arguments) {
        Ok(Some(args)) => args,
        Ok(None) => return shown(args::HELP, &mut io::stdout(), ExitCode::SUCCESS),
        Err(wrong) => return shown(&format!("{wrong}\n{}", args::HELP), &mut io::stderr(), ExitCode::from(2)),
    };
    match simulate(&args, &mut io::stdout().lock()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        // The reader has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => shown(&format!("cannot write: {error}\n"), &mut io::stderr(), ExitCode::from(2)),
    }
}

fn shown(text: &str, to: &mut impl Write, code: ExitCode) -> ExitCode {
    if write!(to, "{text}").is_ok() { code } else { ExitCode::from(2) }
}

/// Runs the calls; whether every law held.
fn simulate(args: &Args, out: &mut impl Write) -> io::Result<bool> {
    let within = Duration::from_secs(args.hours.saturating_mul(3_600));
    let world =
        World::new(args.seed).with_faults(args.faults).with_begin_within(within).with_trial_every(args.trial_every);
    let world = args.slack.map_or(world, |slack| world.with_slack(slack));
    let until = Timestamp::from_millis(args.hours.saturating_mul(3_600_000));
    if let Some(number) = args.line {
        return log::effect(&world, number, until, out);
    }
    let mut progress = Progress::new(args.calls);
    let (mut tally, mut digest) = (Tally::default(), 0_u64);
    let mut failures: Vec<Failure> = Vec::new();
    for number in 0..args.calls {
        let mut line = Line::new(&world, number, world.chance(number));
        failures.extend(line.run(until, &mut tally).err());
        digest = (digest.rotate_left(5) ^ line.digest()).wrapping_mul(0x517c_c1b7_2722_0a95);
        progress.step();
    }
    let seconds = progress.done();
    table::write(out, args, &tally, digest, &failures)?;
    // The rate differs from run to run, so it is not part of the output, which is the same for a seed.
    let events = tally.app_events + tally.service_events;
    eprintln!("{events} machine events in {seconds:.2} s: {:.2} million a second", events as f64 / seconds / 1e6);
    for failure in failures.iter().take(SHOWN) {
        writeln!(out, "{failure}")?;
        writeln!(out, "    again, step by step: {} --line {}", args.again(), failure.line)?;
    }
    if let (true, Some(failure)) = (args.shrink, failures.first()) {
        shrink::shortest(&world, failure, until, out)?;
    }
    Ok(failures.is_empty())
}
