//! The changes, found in the text of the sources.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// One or two lines that become others, or go.
pub(super) struct Change {
    pub(super) name: String,
    pub(super) file: PathBuf,
    edits: Vec<Edit>,
}

struct Edit {
    line: usize,
    before: String,
    after: String,
}

impl Change {
    /// The text with the change; `None` if a line is another by now.
    pub(super) fn apply(&self, text: &str) -> Option<String> {
        let mut lines: Vec<&str> = text.lines().collect();
        for edit in &self.edits {
            let line = lines.get_mut(edit.line).filter(|line| **line == edit.before)?;
            *line = &edit.after;
        }
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
        Change { name, file: self.path.to_owned(), edits: vec![Edit { line, before, after }] }
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

    /// Each value of a list of words takes the number of the next one, which takes its number.
    fn words(&self, found: &mut Vec<Change>) {
        let mut last: Option<(usize, &str, &str, &str)> = None;
        for (number, line) in self.text.lines().enumerate() {
            let Some((value, digits, word)) = word(line) else {
                if line == "    }" {
                    last = None;
                }
                continue;
            };
            if let Some((line, value_before, digits_before, word_before)) = last {
                let mut change = self.change("number", line, format!("{value_before} = {digits}, {word_before}"));
                let other = self.change("number", number, format!("{value} = {digits_before}, {word}"));
                change.edits.extend(other.edits);
                found.push(change);
            }
            last = Some((number, value, digits, word));
        }
    }

    /// Each span that a field of a policy must keep to is a millisecond shorter at either end.
    fn spans(&self, found: &mut Vec<Change>) {
        for (number, line) in self.text.lines().enumerate() {
            let Some((before, rest)) = line.split_once("within(PolicyField::") else { continue };
            let Some(end) = rest.rfind("),").or_else(|| rest.find(")])")) else { continue };
            let (arguments, after) = rest.split_at(end);
            let [field, given, least, most] = arguments.splitn(4, ", ").collect::<Vec<_>>()[..] else { continue };
            for (least, most) in [
                (format!("Span({least}.0 + 1)"), most.to_owned()),
                (least.to_owned(), format!("{most}.saturating_sub(MS)")),
            ] {
                let call = format!("{before}within(PolicyField::{field}, {given}, {least}, {most}{after}");
                found.push(self.change("bound", number, call));
            }
        }
    }

    /// Each number that bounds a constant or a range is one more, and one less; so is each default.
    fn bounds(&self, found: &mut Vec<Change>) {
        // The tests of a file come last.
        let lines = self.text.lines().take_while(|line| *line != "mod tests {");
        for (number, line) in lines.enumerate() {
            let code = line.trim_start();
            let is_bound =
                is_constant(code) || code.contains("range(") || code.contains("..=") || code.contains(": Span::from_");
            // An assertion that checks less changes no code.
            let is_bound = is_bound && !code.contains("assert!");
            for (before, digits, after) in numbers(line).into_iter().filter(|_| is_bound && !code.starts_with("//")) {
                let Ok(value) = digits.replace('_', "").parse::<u64>() else { continue };
                for other in [value.checked_add(1), value.checked_sub(1)].into_iter().flatten() {
                    found.push(self.change("bound", number, format!("{before}{other}{after}")));
                }
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

/// The value, the number and the word of a line in a list of words.
fn word(line: &str) -> Option<(&str, &str, &str)> {
    let (value, rest) = line.split_once(" = ")?;
    let (digits, word) = rest.split_once(", ")?;
    let is_word = word.starts_with('"') && word.ends_with("\",") && digits.parse::<u8>().is_ok();
    is_word.then_some((value, digits, word))
}

/// Whether a line says a whole number or a span that has a name. (`_AT` is where the texts of a member stand: later is
/// as good.)
fn is_constant(code: &str) -> bool {
    let named = code.split_once("const ").filter(|(before, _)| before.is_empty() || before.starts_with("pub"));
    let parts =
        named.and_then(|(_, rest)| Some((rest.split_once(": ")?.0, rest.split_once(": ")?.1.split_once(" = ")?.0)));
    parts.is_some_and(|(name, kind)| {
        !name.ends_with("_AT") && ["u8", "u16", "u32", "u64", "usize", "Span", "Duration"].contains(&kind)
    })
}

/// The whole numbers of a line, each with what stands before and after it. Digits in a name, a field
/// or a text do not count.
fn numbers(line: &str) -> Vec<(&str, &str, &str)> {
    let mut found = Vec::new();
    let mut end = 0;
    while let Some(start) = line[end..].find(|symbol: char| symbol.is_ascii_digit()).map(|start| end + start) {
        let is_part = |symbol: char| symbol.is_alphanumeric() || symbol == '_';
        end = line[start..].find(|symbol| !is_part(symbol)).map_or(line.len(), |length| start + length);
        let (before, digits, after) = (&line[..start], &line[start..end], &line[end..]);
        let is_field = before.ends_with('.') && !before.ends_with("..");
        let is_text = before.matches('"').count() % 2 == 1;
        if !before.ends_with(is_part) && !is_field && !is_text && digits.chars().all(|symbol| !symbol.is_alphabetic()) {
            found.push((before, digits, after));
        }
    }
    found
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
        // A script's numbers say what is likely, a fleet's what is fast, and a resource's where its texts stand: not what
        // is allowed.
        if !["src/script", "src/fleet", "src/wire/resource"].iter().any(|folder| path.starts_with(folder)) {
            source.bounds(&mut found);
            source.spans(&mut found);
        }
        source.comparisons(&mut found);
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::{is_constant, numbers};

    #[test]
    fn numbers_are_those_that_are_no_part_of_a_name_or_a_text() {
        let digits = |line| numbers(line).into_iter().map(|(_, digits, _)| digits).collect::<Vec<_>>();
        assert_eq!(digits("self.code == 0 || matches!(self.code, 200..=299)"), ["0", "200", "299"]);
        assert_eq!(digits("range(Member::A, self.0, 1, MAX_2) // u32, 0x1f, 1u8"), ["1"]);
        assert_eq!(digits(r#"say("7 of 8", 9, 1_000)"#), ["9", "1_000"]);
        assert_eq!(numbers("1..2")[1], ("1..", "2", ""));
    }

    #[test]
    fn constants_are_numbers_and_spans() {
        for code in ["const A: u8 = 1;", "pub const B: usize = 2 * A;", "pub(in crate::wire) const C: Span = Span(1);"]
        {
            assert!(is_constant(code), "{code}");
        }
        for code in
            ["const A: bool = true;", "pub const fn a(b: u8) -> u8 {", "let const_: u8 = 1;", "// const A: u8 = 1;"]
        {
            assert!(!is_constant(code), "{code}");
        }
    }
}
