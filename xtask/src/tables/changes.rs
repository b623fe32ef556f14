//! The changes, found in the text of the sources.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// One line that becomes another, or goes.
pub(super) struct Change {
    pub(super) name: String,
    pub(super) file: PathBuf,
    line: usize,
    before: String,
    after: String,
}

impl Change {
    /// The text with the change; `None` if the line is another by now.
    pub(super) fn apply(&self, text: &str) -> Option<String> {
        let mut lines: Vec<&str> = text.lines().collect();
        let line = lines.get_mut(self.line).filter(|line| **line == self.before)?;
        *line = &self.after;
        Some(lines.join("\n") + "\n")
    }
}

/// What is read of a source.
struct Source<'a> {
    path: &'a Path,
    text: &'a str,
}

impl Source<'_> {
    fn change(&self, kind: &str, line: usize, after: String) -> Change {
        let before = self.text.lines().nth(line).unwrap_or_default().to_owned();
        let short = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let name = format!("{kind}: {}:{}: {} -> {}", self.path.display(), line + 1, short(&before), short(&after));
        Change { name, file: self.path.to_owned(), line, before, after }
    }

    /// Each trigger of a row is taken away, and each row leads to what the row before it leads to.
    fn rows(&self, found: &mut Vec<Change>) {
        let mut last: Option<&str> = None;
        for (number, line) in self.text.lines().enumerate() {
            let parts = line.strip_prefix("    ").and_then(|row| row.strip_suffix(';')?.split_once(": "));
            let Some((from, (triggers, to))) = parts.and_then(|(from, rest)| Some((from, rest.split_once(" => ")?)))
            else {
                continue;
            };
            let triggers: Vec<&str> = triggers.split(", ").collect();
            for gone in &triggers {
                let left: Vec<&str> = triggers.iter().copied().filter(|trigger| trigger != gone).collect();
                let row = format!("    {from}: {} => {to};", left.join(", "));
                found.push(self.change("row gone", number, if left.is_empty() { String::new() } else { row }));
            }
            if let Some(other) = last.filter(|other| *other != to) {
                found.push(self.change(
                    "row elsewhere",
                    number,
                    format!("    {from}: {} => {other};", triggers.join(", ")),
                ));
            }
            last = Some(to);
        }
    }

    /// Each value of a list of words has the number of the next one, which has a number that no value has.
    fn words(&self, found: &mut Vec<Change>) {
        for (number, line) in self.text.lines().enumerate() {
            let Some((value, rest)) = line.split_once(" = ") else { continue };
            let Some((digits, word)) = rest.split_once(", \"") else { continue };
            if word.ends_with("\",") && digits.parse::<u8>().is_ok() {
                found.push(self.change("number", number, format!("{value} = {}, \"{word}", 200)));
            }
        }
    }

    /// Each number that a constant or a range is bounded by is one more.
    fn bounds(&self, found: &mut Vec<Change>) {
        for (number, line) in self.text.lines().enumerate() {
            let code = line.trim_start();
            let is_bound = (code.starts_with("const ") || code.starts_with("pub const ")) && code.contains("MAX")
                || code.contains("range(") && !code.starts_with("//")
                || code.contains("..=") && !code.starts_with("//");
            let Some((before, digits, after)) = is_bound.then(|| last_number(line)).flatten() else { continue };
            if let Some(more) = digits.replace('_', "").parse::<u64>().ok().and_then(|value| value.checked_add(1)) {
                found.push(self.change("bound", number, format!("{before}{more}{after}")));
            }
        }
    }

    /// Each comparison in the body of a macro is turned.
    fn comparisons(&self, found: &mut Vec<Change>) {
        let mut is_macro = false;
        for (number, line) in self.text.lines().enumerate() {
            is_macro = line.starts_with("macro_rules!") || is_macro && line != "}";
            let code = line.split("//").next().unwrap_or_default();
            for (is, turned) in [(" == ", " != "), (" != ", " == "), (" < ", " >= "), (" > ", " <= ")] {
                if is_macro && code.contains(is) {
                    found.push(self.change("comparison", number, line.replacen(is, turned, 1)));
                }
            }
        }
    }
}

/// What stands before the last number of a line, the number, and what follows.
fn last_number(line: &str) -> Option<(&str, &str, &str)> {
    let is_digit = |symbol: char| symbol.is_ascii_digit() || symbol == '_';
    let end = line.rfind(|symbol: char| symbol.is_ascii_digit())? + 1;
    let start = line[..end].rfind(|symbol: char| !is_digit(symbol)).map_or(0, |start| start + 1);
    let before = line[..start].chars().next_back();
    // Part of a name, such as `u32`.
    let is_name = before.is_some_and(|symbol| symbol.is_alphanumeric());
    (!is_name).then(|| (&line[..start], &line[start..end], &line[end..]))
}

/// Every change, in the order of the files.
pub(super) fn changes(root: &Path) -> Result<Vec<Change>, Box<dyn Error>> {
    let mut files = Vec::new();
    let mut open = vec![PathBuf::from("src")];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(root.join(&folder))? {
            let entry = entry?;
            let path = folder.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    let mut found = Vec::new();
    for path in &files {
        let text = fs::read_to_string(root.join(path))?;
        let source = Source { path, text: &text };
        if text.contains("\nmacro_rules! transitions") {
            source.rows(&mut found);
        }
        if text.contains("words! {") {
            source.words(&mut found);
        }
        if ["src/record", "src/call", "src/app/policy.rs", "src/service", "src/wire/request"]
            .iter()
            .any(|part| path.starts_with(part))
        {
            source.bounds(&mut found);
        }
        source.comparisons(&mut found);
    }
    Ok(found)
}
