//! The public API of each library that people depend on, as a list of lines, so that a reviewer sees
//! what a change does to the API.
//!
//! Without arguments it compares, prints the lines that are gone (`-`) or new (`+`), and exits with
//! 1 if there are any. `--update` writes the lists anew. rustdoc's JSON is not stable: where the
//! toolchain writes another version of it, that is said, and nothing is compared.

use std::collections::{BTreeMap, HashSet};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{env, fs};

/// A library, and where its list stands.
struct Library {
    package: &'static str,
    features: &'static str,
    list: &'static str,
}

const LIBRARIES: [Library; 2] = [
    // Not `arbitrary`: it adds implementations of its trait, and `script`, which need std and are for fuzzing.
    Library { package: "call-lifecycle", features: "serde,wire,defmt", list: "docs/public-api.txt" },
    Library { package: "call-lifecycle-sim", features: "defmt", list: "docs/public-api-sim.txt" },
];

/// Compares the lists with the API, or writes them.
pub fn run(root: &Path, arguments: &[String]) -> Result<ExitCode, Box<dyn Error>> {
    let update = match arguments {
        [] => false,
        [word] if word == "--update" => true,
        other => return Err(format!("unknown arguments {other:?}: there is only --update").into()),
    };
    let mut same = true;
    for library in &LIBRARIES {
        same &= library.check(root, update)?;
    }
    Ok(if same { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

impl Library {
    /// Whether the list is what the API is, once it is written anew if that is asked for.
    fn check(&self, root: &Path, update: bool) -> Result<bool, Box<dyn Error>> {
        let json = self.rustdoc(root)?;
        let found = serde_json::from_str::<serde_json::Value>(&fs::read_to_string(&json)?)?["format_version"].as_u64();
        if found != Some(rustdoc_types::FORMAT_VERSION.into()) {
            let known = rustdoc_types::FORMAT_VERSION;
            println!("SKIPPED: this toolchain writes version {} of rustdoc's JSON, not {known}", found.unwrap_or(0));
            return Ok(true);
        }
        let now = lines(&json)?;
        let list = root.join(self.list);
        if update {
            fs::write(&list, now)?;
            return Ok(true);
        }
        let differences = differences(&fs::read_to_string(&list)?, &now);
        differences.iter().for_each(|line| println!("{line}"));
        if !differences.is_empty() {
            println!("the public API is not what {} says: if it is meant to be so, run this with --update", self.list);
        }
        Ok(differences.is_empty())
    }

    /// Where rustdoc has written what it knows of the library.
    fn rustdoc(&self, root: &Path) -> Result<PathBuf, Box<dyn Error>> {
        // A separate directory: what is built with unstable features allowed is built anew for everybody else.
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from).join("api");
        let status = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args(["rustdoc", "--quiet", "--lib", "--no-default-features"])
            .args(["--package", self.package, "--features", self.features, "--target-dir"])
            .arg(&target)
            .args(["--", "-Z", "unstable-options", "--output-format", "json"])
            .current_dir(root)
            .env("RUSTC_BOOTSTRAP", "1")
            .status()?;
        if !status.success() {
            return Err(format!("rustdoc of {} failed", self.package).into());
        }
        Ok(target.join("doc").join(self.package.replace('-', "_")).with_extension("json"))
    }
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
