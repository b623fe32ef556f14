//! The result of a simulation, as a table.

use std::io::{self, Write};

use call_lifecycle::{Cause, CompletionReason};
use call_lifecycle_sim::{Failure, Fault, Tally};

use crate::args::Args;

fn row(out: &mut impl Write, what: &str, figures: &[u64]) -> io::Result<()> {
    write!(out, "    {what:<34}")?;
    figures.iter().try_for_each(|figure| write!(out, "{figure:>14}"))?;
    writeln!(out)
}

/// The table and the digest.
pub fn write(out: &mut impl Write, args: &Args, tally: &Tally, digest: u64, failures: &[Failure]) -> io::Result<()> {
    let [sent, succeeded, failed] = tally.keep_alives;
    let [lost, revived] = tally.presumed_lost;
    writeln!(out, "{} calls: {}", args.calls, args.again())?;
    row(out, "events at the application", &[tally.app_events])?;
    row(out, "events at the service", &[tally.service_events])?;
    row(out, "checks of a law", &[tally.law_checks])?;
    row(out, "laws broken", &[failures.len() as u64])?;
    writeln!(out, "keepAlives")?;
    for (what, figure) in [("sent", sent), ("succeeded", succeeded), ("failed", failed)] {
        row(out, what, &[figure])?;
    }
    row(out, "calls presumed lost", &[lost])?;
    row(out, "of these revived", &[revived])?;
    writeln!(out, "faults")?;
    for (fault, figure) in Fault::ALL.iter().zip(tally.faults) {
        row(out, fault.as_str(), &[figure])?;
    }
    writeln!(out, "{:<38}{:>14}{:>14}", "ends of calls", "application", "service")?;
    for (cause, (app, service)) in Cause::ALL.iter().zip(tally.app_causes.into_iter().zip(tally.service_causes)) {
        row(out, cause.as_str(), &[app, service])?;
    }
    writeln!(out, "ends of operations at the service")?;
    for (reason, figure) in CompletionReason::ALL.iter().zip(tally.reasons) {
        row(out, reason.as_str(), &[figure])?;
    }
    writeln!(out, "digest {digest:016x}")
}
