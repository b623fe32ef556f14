//! The bodies of the fuzz targets over the committed corpora and over what was found: the same code that libFuzzer runs, on any toolchain.
//!
//! That the corpora reach every row of every table, and every outcome, is shown next to it: see [`reached`].
#![allow(
    missing_docs,
    unreachable_pub,
    clippy::std_instead_of_core,
    clippy::alloc_instead_of_core,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::float_arithmetic,
    clippy::missing_const_for_fn,
    clippy::must_use_candidate,
    clippy::unwrap_used,
    clippy::panic,
    reason = "the lints are the core's: these are programs for a computer with memory and files"
)]

mod drawn;
mod expected;
mod reached;
mod scripts;
mod shrinking;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use call_lifecycle::wire::IdentityKind;
use testkit::fuzz;
use testkit::fuzz::watch::{Nobody, Watch};

fn folder(target: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target)
}

/// The inputs of a target: its corpus and, if there are any, the inputs that once failed.
fn inputs(target: &str) -> Vec<PathBuf> {
    let regressions = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/regressions").join(target);
    let files = |folder: &Path| fs::read_dir(folder).into_iter().flatten().map(|file| file.unwrap().path());
    let mut inputs: Vec<_> = files(&folder(target)).chain(files(&regressions)).collect();
    inputs.sort();
    assert!(!inputs.is_empty(), "{target} has no corpus");
    inputs
}

/// Runs a body over all inputs of its target.
fn over<W: Watch>(target: &str, body: fn(&[u8], &mut W), watch: &mut W) {
    for input in inputs(target) {
        // Seen if it fails.
        println!("{}", input.display());
        body(&fs::read(input).unwrap(), watch);
    }
}

macro_rules! targets {
    ($($target:ident),+) => {$(
        #[test]
        fn $target() {
            over(stringify!($target), fuzz::$target::run, &mut Nobody);
        }
    )+};
}

targets!(app_events, service_events, record, granularity, snapshot, wire, ids, replay, ends, fleet);

/// The scripts of bodies draw on every name that the wire layer reads, and on no other.
#[test]
fn scripts_of_bodies_have_every_member() {
    let mut read: BTreeSet<String> = IdentityKind::ALL.iter().map(|kind| kind.as_str().to_string()).collect();
    let wire = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/wire");
    let wings = ["notification", "request", "resource"];
    for file in wings.into_iter().flat_map(|wing| fs::read_dir(wire.join(wing)).unwrap()) {
        let source = fs::read_to_string(file.unwrap().path()).unwrap();
        for names in source.split("\nmembers! {").skip(1).map(|rest| rest.split_once("} }").unwrap().0) {
            read.extend(names.split('"').skip(1).step_by(2).map(str::to_string));
        }
    }
    let drawn: BTreeSet<String> = fuzz::members::MEMBERS.iter().map(|(name, _)| (*name).to_string()).collect();
    assert_eq!(drawn, read);
}
