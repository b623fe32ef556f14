//! What the README shows: tables and plots of the committed results.

mod plots;
mod svg;
mod tables;

use std::process::ExitCode;

use crate::results::{Results, beside_manifest};
use crate::run::RESULTS;

pub fn draw() -> ExitCode {
    let results = Results::load(RESULTS);
    let files = [
        ("transitions.svg", plots::transitions(&results)),
        ("fleets.svg", plots::growth(&results)),
        ("memory.svg", plots::memory(&results)),
        ("benchmarks.md", tables::all(&results)),
    ];
    for (name, text) in files {
        let path = beside_manifest("../docs").join(name);
        std::fs::write(&path, text).expect("docs can be written");
        println!("docs/{name}");
    }
    ExitCode::SUCCESS
}
