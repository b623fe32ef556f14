//! The public API as a list of lines, `docs/public-api.txt`, so that a reviewer sees what a change
//! does to the API.
//!
//! Without arguments it compares, prints the lines that are gone (`-`) or new (`+`), and exits with
//! 1 if there are any. `--update` writes the list anew. rustdoc's JSON is not stable: where the
//! toolchain writes another version of it, that is said, and nothing is compared.

use std::collections::{BTreeMap, HashSet};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{env, fs};

/// Not `arbitrary`: it adds nothing but implementations of its trait.
const FEATURES: &str = "serde,wire,defmt";

/// Compares the list with the API, or writes it.
pub fn run(root: &Path, arguments: &[String]) -> Result<ExitCode, Box<dyn Error>> {
    let update = match arguments {
        [] => false,
        [word] if word == "--update" => true,
        other => return Err(format!("unknown arguments {other:?}: there is only --update").into()),
    };
    let list = root.join("docs/public-api.txt");
    let json = rustdoc(root)?;
    let found = serde_json::from_str::<serde_json::Value>(&fs::read_to_string(&json)?)?["format_version"].as_u64();
    if found != Some(rustdoc_types::FORMAT_VERSION.into()) {
        let known = rustdoc_types::FORMAT_VERSION;
        println!("SKIPPED: this toolchain writes version {} of rustdoc's JSON, not {known}", found.unwrap_or(0));
        return Ok(ExitCode::SUCCESS);
    }
    let now = lines(&json)?;
    if update {
        fs::write(&list, now)?;
        return Ok(ExitCode::SUCCESS);
    }
    let before = fs::read_to_string(&list)?;
    let differences = differences(&before, &now);
    differences.iter().for_each(|line| println!("{line}"));
    if differences.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    println!("the public API is not what docs/public-api.txt says: if it is meant to be so, run this with --update");
    Ok(ExitCode::FAILURE)
}

/// Where rustdoc has written what it knows of the crate.
fn rustdoc(root: &Path) -> Result<PathBuf, Box<dyn Error>> {
    // A directory of its own: what is built with unstable features allowed is built anew for everybody else.
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from).join("api");
    let status = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["rustdoc", "--quiet", "--lib", "--no-default-features", "--features", FEATURES, "--target-dir"])
        .arg(&target)
        .args(["--", "-Z", "unstable-options", "--output-format", "json"])
        .current_dir(root)
        .env("RUSTC_BOOTSTRAP", "1")
        .status()?;
    if !status.success() {
        return Err("rustdoc failed".into());
    }
    Ok(target.join("doc/call_lifecycle.json"))
}

/// Every public item. Of a derived implementation there is one line only: that there is one is what
/// a user relies on.
fn lines(json: &Path) -> Result<String, Box<dyn Error>> {
    let api = |omit_derived| {
        public_api::Builder::from_rustdoc_json(json)
            .omit_blanket_impls(true)
            .omit_auto_trait_impls(true)
            .omit_auto_derived_impls(omit_derived)
            .build()
    };
    let written: HashSet<String> = api(true)?.items().map(ToString::to_string).collect();
    let items = api(false)?.into_items().map(|item| item.to_string());
    let is_kept = |line: &String| {
        written.contains(line) || line.starts_with("impl") && !line.contains("core::marker::StructuralPartialEq")
    };
    Ok(items.filter(is_kept).map(|line| line + "\n").collect())
}

fn differences(before: &str, now: &str) -> Vec<String> {
    let mut counts = BTreeMap::new();
    now.lines().for_each(|line| *counts.entry(line).or_insert(0) += 1);
    before.lines().for_each(|line| *counts.entry(line).or_insert(0) -= 1);
    let changed = counts.into_iter().filter(|(_, count)| *count != 0);
    changed.map(|(line, count)| format!("{} {line}", if count < 0 { '-' } else { '+' })).collect()
}
