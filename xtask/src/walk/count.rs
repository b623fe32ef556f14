//! What a walk through the files comes to.

use std::collections::{BTreeSet, HashSet};

use super::places::Place;

/// The folders in which changes of file are counted. What they share (time, ids, steps) is read
/// once.
const FOLDERS: [&str; 4] = ["src/app/", "src/service/", "src/record/", "src/wire/"];

/// What one event passes.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Walk {
    /// The files of `src`.
    pub files: Vec<String>,
    /// How many functions of these files.
    pub functions: usize,
    /// How often the file changes, within the folders.
    pub changes: usize,
    /// How many of these changes go back to a file that was left before.
    pub returns: usize,
    /// The files of the folders, in the order in which they are entered.
    pub steps: Vec<String>,
}

impl Walk {
    /// Counts a walk.
    pub fn count(places: &[Place]) -> Self {
        let files: BTreeSet<&str> = places.iter().map(|place| place.file.as_str()).collect();
        let functions: HashSet<&str> = places.iter().map(|place| place.function.as_str()).collect();
        let within = places.iter().filter(|place| FOLDERS.iter().any(|folder| place.file.starts_with(folder)));
        let mut steps: Vec<&str> = within.map(|place| place.file.as_str()).collect();
        steps.dedup();
        let entered: HashSet<&str> = steps.iter().copied().collect();
        Self {
            files: files.into_iter().map(str::to_owned).collect(),
            functions: functions.len(),
            changes: steps.len().saturating_sub(1),
            returns: steps.len() - entered.len(),
            steps: steps.into_iter().map(|file| file.trim_start_matches("src/").to_owned()).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn returns_are_changes_back_to_a_file_that_was_left() {
        let place = |(file, function): (&str, &str)| Place { file: file.to_owned(), function: function.to_owned() };
        let passed = [
            ("src/app/call.rs", "handle"),
            ("src/time.rs", "later"),
            ("src/app/call.rs", "handle"),
            ("src/app/live.rs", "reply"),
            ("src/app/keep_alive.rs", "on_reply"),
            ("src/app/live.rs", "reply"),
            ("src/app/call.rs", "handle"),
        ];
        let walk = Walk::count(&passed.map(place));
        assert_eq!(walk.files, ["src/app/call.rs", "src/app/keep_alive.rs", "src/app/live.rs", "src/time.rs"]);
        assert_eq!((walk.functions, walk.changes, walk.returns), (4, 4, 2));
        assert_eq!(walk.steps, ["app/call.rs", "app/live.rs", "app/keep_alive.rs", "app/live.rs", "app/call.rs"]);
        assert_eq!(Walk::count(&[]), Walk::default());
    }
}
