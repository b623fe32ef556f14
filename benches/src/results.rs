//! What was measured: one figure a line, its name and its value, so that runs can be compared by
//! eye and by `git diff`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Next to the manifest, wherever the program is run.
pub fn beside_manifest(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The compiler, as a note: another one makes other instructions.
pub fn compiler() -> Vec<String> {
    let version = Command::new("rustc").arg("--version").output().map(|output| output.stdout).unwrap_or_default();
    vec![String::from_utf8_lossy(&version).trim().to_owned()]
}

#[derive(Default)]
pub struct Results {
    /// On what it was measured.
    pub notes: Vec<String>,
    figures: BTreeMap<String, f64>,
}

impl Results {
    /// None at all, where the file is missing.
    pub fn load(name: &str) -> Self {
        let text = std::fs::read_to_string(beside_manifest(name)).unwrap_or_default();
        let line = |line: &str| {
            let (name, value) = line.rsplit_once('\t')?;
            Some((name.to_owned(), value.parse().ok()?))
        };
        let notes = text.lines().filter_map(|line| line.strip_prefix("# ")).map(str::to_owned);
        Self { notes: notes.collect(), figures: text.lines().filter_map(line).collect() }
    }

    pub fn save(&self, name: &str) {
        let mut text = String::new();
        for note in &self.notes {
            let _infallible = writeln!(text, "# {note}");
        }
        for (name, value) in &self.figures {
            let _infallible = writeln!(text, "{name}\t{value:.2}");
        }
        std::fs::write(beside_manifest(name), text).expect("the results can be written");
    }

    pub fn set(&mut self, name: impl Into<String>, value: f64) {
        self.figures.insert(name.into(), value);
    }

    pub fn get(&self, name: &str) -> Option<f64> {
        self.figures.get(name).copied()
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, f64)> {
        self.figures.iter().map(|(name, value)| (name.as_str(), *value))
    }
}
