//! The gate: instructions and stores against the committed ones. Better is a difference too, since
//! the baseline is to tell the truth.

use std::process::ExitCode;

use crate::count::count;
use crate::results::{Results, compiler};
use crate::rows::STORES;
use crate::workloads::{gated, stored};

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
    let instructions = gated().into_iter().map(|workload| (workload, false));
    let stores = stored().into_iter().map(|workload| (workload, true));
    for (workload, is_stores) in instructions.chain(stores) {
        let Some(counted) = count(&workload, is_stores) else {
            println!("SKIPPED: valgrind is not installed");
            return ExitCode::SUCCESS;
        };
        let (name, figure) = if is_stores {
            (format!("{}: stores", workload.name), counted.stores)
        } else {
            (workload.name, counted.instructions)
        };
        now.set(name.as_str(), figure);
        let before = baseline.get(&name);
        let change = before.map(|before| figure / before - 1.0);
        let verdict = match change {
            None => "new: --update",
            Some(change) if change > TOLERANCE => "WORSE",
            Some(change) if change < -TOLERANCE => "better: --update",
            Some(_) => "",
        };
        beyond |= !verdict.is_empty();
        let before = before.map_or_else(String::new, |before| format!("{before:.1}"));
        let change = change.map_or_else(String::new, |change| format!("{:+.1}%", 100.0 * change));
        println!("{name:48} {before:>9} {figure:>9.1} {change:>8} {verdict}");
        if let Some((_, most, first)) = STORES.iter().find(|(row, ..)| is_stores && name.starts_with(row)) {
            let verdict = if figure <= *most { "met" } else { "not met" };
            println!("{:48} {:>9} {most:>9.1} {:>8} {verdict}; first {first:.1}", "", "", "at most");
        }
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
