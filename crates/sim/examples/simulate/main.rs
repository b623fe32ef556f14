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
mod jobs;
mod log;
mod progress;
mod shrink;
mod table;

use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use args::Args;
use call_lifecycle::Timestamp;
use call_lifecycle_sim::World;
use jobs::Report;
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
    let progress = Mutex::new(Progress::new(args.calls));
    let jobs = args.jobs.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    let Report { tally, digest, failures } = jobs::run(&world, args.calls, until, jobs, &progress);
    let seconds = progress.into_inner().unwrap_or_else(PoisonError::into_inner).done();
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
