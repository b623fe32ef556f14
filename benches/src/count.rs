//! Instructions and cache misses, counted by valgrind's callgrind: they repeat to the instruction,
//! on a loaded machine too.
//!
//! A workload runs once for N units and once for 2N, each in a separate process; the difference
//! is of N units, so that start-up cancels out.

use std::process::Command;

use crate::workloads::Workload;

/// Of one unit.
#[derive(Clone, Copy, Debug)]
pub struct Counted {
    pub instructions: f64,
    /// Lines of 64 bytes that were not among the 512 used last: misses of a first cache of 32 KB,
    /// simulated.
    pub lines: f64,
    /// Stores, where lines are counted too.
    pub stores: f64,
}

const SIMULATED: &[&str] = &["--cache-sim=yes", "--I1=32768,8,64", "--D1=32768,8,64", "--LL=1048576,16,64"];

/// The totals of one process.
struct Total {
    units: f64,
    instructions: f64,
    misses: f64,
    stores: f64,
}

/// None where valgrind is not installed. Without `lines` it is faster.
pub fn count(workload: &Workload, lines: bool) -> Option<Counted> {
    // Two processes at the same time: neither knows of the other.
    let (name, units) = (workload.name.as_str(), workload.units);
    let (once, twice) = std::thread::scope(|scope| {
        let once = scope.spawn(|| total(name, units, lines));
        let twice = total(name, 2 * units, lines);
        (once.join().ok().flatten(), twice)
    });
    let (once, twice) = (once?, twice?);
    let units = twice.units - once.units;
    Some(Counted {
        instructions: (twice.instructions - once.instructions) / units,
        lines: (twice.misses - once.misses) / units,
        stores: (twice.stores - once.stores) / units,
    })
}

fn total(name: &str, units: u64, lines: bool) -> Option<Total> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .args(if lines { SIMULATED } else { &[] })
        .arg(std::env::current_exe().ok()?)
        .args(["count", name, &units.to_string()])
        .output()
        .ok()?;
    let units = String::from_utf8_lossy(&output.stdout).trim().parse().ok()?;
    // "Collected : Ir", and with caches "Dr Dw I1mr D1mr D1mw ILmr DLmr DLmw".
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    let collected = text.lines().find_map(|line| line.split_once("Collected :"))?.1;
    let figures: Vec<f64> = collected.split_whitespace().filter_map(|figure| figure.parse().ok()).collect();
    let misses = figures.get(4..6).map_or(0.0, |misses| misses.iter().sum());
    let stores = figures.get(2).copied().unwrap_or(0.0);
    Some(Total { units, instructions: *figures.first()?, misses, stores })
}
