//! The table as a document: `UPDATE=1 cargo test --all-features --test wire members` writes it anew.

use core::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use super::kinds::Is;
use super::table::TABLE;

/// What one of each kind means when it is empty or has odd casing; `null`, twice and another type mean the same of all.
fn document() -> String {
    let mut kinds: Vec<[&str; 3]> = Vec::new();
    let mut rows = String::new();
    let mut body = "";
    for group in TABLE {
        if body != group.body {
            body = group.body;
            let _ = write!(rows, "\n## `{body}`\n\n| member | is |\n|---|---|\n");
        }
        for (member, is) in group.members {
            let columns = is.columns();
            if !kinds.contains(&columns) {
                kinds.push(columns);
            }
            let dot = if group.path.is_empty() { "" } else { "." };
            let words = if let Is::Word(words) = is { format!(": {}", words.join(", ")) } else { String::new() };
            let _ = writeln!(rows, "| `{}{dot}{member}` | {}{words} |", group.path, columns[0]);
        }
    }
    let mut text = HEAD.to_owned();
    for [is, empty, casing] in kinds {
        let _ = writeln!(text, "| {is} | {empty} | {casing} |");
    }
    text + &rows
}

const HEAD: &str = "\
# Members

<!-- Made by `UPDATE=1 cargo test --all-features --test wire members`. -->

Every member of every body that `wire` reads. Tests are made from this table: each rule is tried with each
member, by our own reader and by `serde_json`.

For all of them:

- `null` is absent. The list of a notification's entries is the exception: it must not be `null`.
- Of a member that comes twice, the last one counts, also if it is `null`. The entries of a second `value` are
  added to those of the first.
- Another type is an error that names the member.
- The name of a member has its case: `ID` is not `id`. It may have escapes.
- Members may come in any order.
- A text may have escapes, and is the same with them.
- An empty text is kept where it is free, so that it is written again, and counts as absent wherever the crate
  looks for an id, a path, a context, a location, a token or an address.

| is | empty | in another case |
|---|---|---|
";

#[test]
fn the_document_is_the_table() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/members.md");
    let document = document();
    if env::var_os("UPDATE").is_some_and(|value| value == "1") {
        fs::write(&path, &document).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert_eq!(committed, document, "UPDATE=1 cargo test --all-features --test wire members");
}
