//! Draws the committed results: docs/performance.md, its plots, and the table in the README.

mod plots;
mod readme;
mod svg;
mod tables;

use std::process::ExitCode;

use crate::results::{Results, beside_manifest};
use crate::run::RESULTS;

pub fn draw() -> ExitCode {
    let results = Results::load(RESULTS);
    let readme = beside_manifest("../README.md");
    let renewed = readme::renewed(&std::fs::read_to_string(readme).expect("there is a README"), &results);
    let files = [
        ("docs/transitions.svg", plots::transitions(&results)),
        ("docs/fleets.svg", plots::growth(&results)),
        ("docs/memory.svg", plots::memory(&results)),
        ("docs/performance.md", tables::all(&results)),
        ("README.md", renewed),
    ];
    for (name, text) in files {
        std::fs::write(beside_manifest("..").join(name), text).expect("the project can be written to");
        println!("{name}");
    }
    ExitCode::SUCCESS
}
