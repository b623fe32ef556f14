//! What the crate costs, next to what one would use instead.
//!
//! Without arguments everything is measured; `draw` makes the tables and plots of it, and `gate`
//! holds the instructions against the committed ones.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    clippy::arithmetic_side_effects,
    clippy::float_arithmetic,
    clippy::indexing_slicing,
    clippy::std_instead_of_core,
    reason = "a measuring program, not the core"
)]

mod count;
mod draw;
mod fleets;
mod gate;
mod measure;
mod memory;
mod random;
mod results;
mod rows;
mod run;
mod targets;
mod timed;
mod transitions;
mod workloads;

use std::process::ExitCode;

const USAGE: &str = "usage: call-lifecycle-benches [run [PART...] | draw | gate [--update] | rows COMMIT [TURNS]]
  run    measures, and prints every target with its figure; parts: transitions, machines, fleets, memory, instructions
  draw   makes the tables and plots of docs from what was measured
  gate   counts instructions, and compares them with the committed baseline
  rows   prints every row of what is to be faster, next to the build of COMMIT, which is made in
         target/against; TURNS (3 of about a minute; 0: none) is how often both are timed";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] => run::run(&[]),
        ["run", parts @ ..] => run::run(parts),
        ["draw"] => draw::draw(),
        ["gate"] => gate::gate(false),
        ["gate", "--update"] => gate::gate(true),
        ["rows", commit] => rows::rows(commit, 3),
        ["rows", commit, turns] if turns.parse::<usize>().is_ok() => rows::rows(commit, turns.parse().unwrap_or(0)),
        // How `rows` calls the program of either build.
        ["timed"] => {
            timed::print();
            ExitCode::SUCCESS
        }
        // How `count` calls the program itself: one workload, and how many units it did.
        ["count", name, n] => match (workloads::find(name), n.parse()) {
            (Some(workload), Ok(n)) => {
                println!("{}", (workload.run)(n));
                ExitCode::SUCCESS
            }
            _ => ExitCode::FAILURE,
        },
        _ => {
            eprintln!("{USAGE}");
            ExitCode::from(2)
        }
    }
}
