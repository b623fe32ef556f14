//! The documents and sources of the repository, read as text: what the tests of documents share.
//!
//! A package has some of these files only. What is not there is not read.

use std::fs;
use std::path::{Path, PathBuf};

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A file that must be there.
pub(crate) fn read(file: &str) -> String {
    let text = fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
    text.replace("\r\n", "\n")
}

/// A file for people or a source file, by its path from the root.
pub(crate) struct Document {
    pub(crate) path: String,
    pub(crate) text: String,
}

/// Every Markdown file and every Rust source file for which `wanted` holds, in order of path.
pub(crate) fn documents(wanted: impl Fn(&str) -> bool) -> Vec<Document> {
    let mut found = Vec::new();
    let mut open = vec![PathBuf::new()];
    while let Some(directory) = open.pop() {
        for entry in fs::read_dir(root().join(&directory)).unwrap() {
            let entry = entry.unwrap();
            let path = directory.join(entry.file_name());
            let name = path.to_string_lossy().replace('\\', "/");
            if entry.file_type().unwrap().is_dir() {
                // Neither what is built nor what is kept by git or npm.
                let skipped = ["target", "node_modules", ".git", "corpus", "artifacts", "mutants.out"];
                if !skipped.iter().any(|skipped| entry.file_name() == *skipped) {
                    open.push(path);
                }
            } else if (name.ends_with(".md") || name.ends_with(".rs")) && wanted(&name) {
                found.push(Document { text: read(&name), path: name });
            }
        }
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    found
}

/// What the public reads: the README, the documents, the docs of the published crates and of the bindings, and their messages.
pub(crate) fn is_public(path: &str) -> bool {
    let published = ["src/", "crates/", "examples/", "docs/", "fuzz/", "firmware/", "bindings/", "findings/"];
    let internal = ["docs/public-api", "crates/testkit/"];
    let is_published = !path.contains('/') || published.iter().any(|prefix| path.starts_with(prefix));
    is_published && !internal.iter().any(|prefix| path.starts_with(prefix)) && !path.contains("/tests/")
}

impl Document {
    /// Its prose, with the number of the first line of each piece: paragraphs of Markdown, runs of doc comments, and texts in quotes.
    pub(crate) fn prose(&self) -> Vec<(usize, String)> {
        let mut pieces: Vec<(usize, String)> = Vec::new();
        let mut joined = false;
        let (mut fenced, is_rust) = (false, self.path.ends_with(".rs"));
        // A text of many lines, such as the help of a program.
        let mut in_text = false;
        for (number, line) in self.text.lines().enumerate() {
            let line = line.trim();
            if in_text {
                in_text = !line.ends_with("\";") && line != "\"";
                pieces.push((number + 1, line.to_owned()));
                continue;
            }
            in_text = is_rust && line.ends_with("\"\\");
            let doc = ["///", "//!"].iter().find_map(|mark| line.strip_prefix(mark)).map(str::trim);
            let words = if is_rust { doc } else { Some(line) };
            if words.is_some_and(|words| words.starts_with("```")) {
                fenced = !fenced;
            }
            match words.filter(|words| !fenced && !words.is_empty()) {
                Some(words) if joined => {
                    let piece = &mut pieces.last_mut().unwrap().1;
                    piece.push(' ');
                    piece.push_str(words);
                }
                Some(words) => pieces.push((number + 1, words.to_owned())),
                None if is_rust && doc.is_none() && !line.starts_with("//") => {
                    pieces.extend(line.split('"').skip(1).step_by(2).map(|quoted| (number + 1, quoted.to_owned())));
                }
                None => {}
            }
            joined = words.is_some_and(|words| !fenced && !words.is_empty());
        }
        pieces
    }
}

/// The names like `record/paths.rs::a_recording_ends_once` that stand in backticks.
pub(crate) fn names(text: &str) -> Vec<(&str, &str)> {
    text.split('`').skip(1).step_by(2).filter_map(|quoted| quoted.split_once(".rs::")).collect()
}

/// Whether `tests/` has a file of this name with a test of this name in it.
pub(crate) fn test_exists(file: &str, name: &str) -> bool {
    read(&format!("tests/{file}.rs")).contains(&format!("fn {name}("))
}

/// The anchors `<a id="...">` of a document.
pub(crate) fn anchors(text: &str) -> Vec<&str> {
    text.lines().filter_map(|line| line.strip_prefix("<a id=\"")?.split('"').next()).collect()
}
