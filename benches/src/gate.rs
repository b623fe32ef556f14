//! The gate: instructions against the committed ones. Better is a difference too, since the
//! baseline is to tell the truth.

use std::process::ExitCode;

use crate::count::count;
use crate::results::{Results, compiler};
use crate::workloads::gated;

const BASELINE: &str = "baseline.txt";
const TOLERANCE: f64 = 0.03;

pub fn gate(update: bool) -> ExitCode {
    let baseline = Results::load(BASELINE);
    let mut now = Results::default();
    now.notes = compiler();
    let is_same_compiler = baseline.notes == now.notes;
    if !is_same_compiler {
        let (before, today) = (baseline.notes.join(" "), now.notes.join(" "));
        println!(
            "SKIPPED: the baseline is of {before}, this is {today}: the figures are shown, and not held against it"
        );
    }
    let mut beyond = false;
    println!("{:48} {:>9} {:>9} {:>8}", "instructions of one unit", "baseline", "now", "");
    for workload in gated() {
        let Some(counted) = count(&workload, false) else {
            println!("SKIPPED: valgrind is not installed");
            return ExitCode::SUCCESS;
        };
        now.set(workload.name.as_str(), counted.instructions);
        let before = baseline.get(&workload.name);
        let change = before.map(|before| counted.instructions / before - 1.0);
        let verdict = match change {
            None => "new: --update",
            Some(change) if change > TOLERANCE => "WORSE",
            Some(change) if change < -TOLERANCE => "better: --update",
            Some(_) => "",
        };
        beyond |= !verdict.is_empty();
        let before = before.map_or_else(String::new, |before| format!("{before:.1}"));
        let change = change.map_or_else(String::new, |change| format!("{:+.1}%", 100.0 * change));
        println!("{:48} {before:>9} {:>9.1} {change:>8} {verdict}", workload.name, counted.instructions);
    }
    for (name, _) in baseline.iter().filter(|(name, _)| now.get(name).is_none()) {
        println!("{name:48} is no more: --update");
        beyond = true;
    }
    if update {
        now.save(BASELINE);
        return ExitCode::SUCCESS;
    }
    if beyond && is_same_compiler { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
