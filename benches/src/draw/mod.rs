//! Draws the committed results: the plots, and what stands between the marks in docs/performance.md
//! and the README.

mod plots;
mod readme;
mod svg;
mod tables;

use std::process::ExitCode;

use crate::results::{Results, beside_manifest};
use crate::run::RESULTS;

const BEGIN: &str = "<!-- drawn from benches/results.txt -->\n";
const END: &str = "<!-- until here -->";

pub fn draw() -> ExitCode {
    let results = Results::load(RESULTS);
    let files = [
        ("docs/transitions.svg", plots::transitions(&results)),
        ("docs/fleets.svg", plots::growth(&results)),
        ("docs/memory.svg", plots::memory(&results)),
        ("docs/performance.md", renewed("docs/performance.md", &tables::all(&results))),
        ("README.md", renewed("README.md", &readme::tables(&results))),
    ];
    for (name, text) in files {
        std::fs::write(beside_manifest("..").join(name), text).expect("the project can be written to");
        println!("{name}");
    }
    ExitCode::SUCCESS
}

/// A page with another text between its marks. What was written by hand before and after them stays.
fn renewed(page: &str, drawn: &str) -> String {
    let text = std::fs::read_to_string(beside_manifest("..").join(page)).expect("the page can be read");
    let (before, rest) = text.split_once(BEGIN).expect("the page says where the drawn part begins");
    let (_, after) = rest.split_once(END).expect("the page says where the drawn part ends");
    format!("{before}{BEGIN}{drawn}{END}{after}")
}
