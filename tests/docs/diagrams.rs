//! The committed drawings and tables of `docs/` are what the crate prints. `UPDATE=1 cargo test --test docs diagrams` writes them anew.

use call_lifecycle::diagram::{Dot, List, Matrix, Mermaid, Table};
use std::{env, fs, path::PathBuf};

fn docs(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs").join(name)
}

fn read(name: &str) -> String {
    fs::read_to_string(docs(name)).unwrap_or_default().replace("\r\n", "\n")
}

/// One test a file, so that all that differ are named at once.
fn committed(name: &str, printed: &dyn ToString) {
    let printed = printed.to_string();
    if env::var_os("UPDATE").is_some_and(|value| value == "1") {
        fs::write(docs(name), &printed).unwrap();
    }
    let committed = read(name);
    let first = printed.lines().zip(committed.lines()).position(|(new, old)| new != old);
    let line = first.unwrap_or(printed.lines().count().min(committed.lines().count())) + 1;
    assert!(
        printed == committed,
        "docs/{name} is not what the table says, from line {line} on: review with `UPDATE=1 cargo test --test docs diagrams; git diff docs`"
    );
}

macro_rules! committed {
    ($($test:ident: $file:literal = $printed:expr;)+) => {
        $(#[test] fn $test() { committed($file, &$printed); })+
    };
}

committed! {
    call_mermaid: "call.mmd" = Mermaid(Table::Call);
    call_dot: "call.dot" = Dot(Table::Call);
    call_table: "call-table.md" = List(Table::Call);
    call_matrix: "call-matrix.md" = Matrix(Table::Call);
    record_mermaid: "record.mmd" = Mermaid(Table::Record);
    record_dot: "record.dot" = Dot(Table::Record);
    record_table: "record-table.md" = List(Table::Record);
    record_matrix: "record-matrix.md" = Matrix(Table::Record);
}

/// The pictures are laid out by hand: each line has a title, `from → to: triggers`, and those that lead to one arrow share its label.
fn pictured(name: &str, table: Table, noun: &str) {
    let list = List(table).to_string();
    let mut expected: Vec<String> = list
        .lines()
        .skip(2)
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            let from = cells[0].strip_prefix("every ").and_then(|rest| rest.strip_suffix(noun)).unwrap_or(cells[0]);
            format!("{} → {}: {}", from.trim(), cells[2], cells[1])
        })
        .collect();
    let picture = read(name);
    let mut drawn: Vec<String> = Vec::new();
    for arrow in picture.split("<g class=\"arrow\">").skip(1) {
        let arrow = arrow.split("</g>").next().unwrap();
        let label: Vec<&str> =
            between(arrow, "<tspan", "</tspan>").map(|span| span.split_once('>').unwrap().1).collect();
        for title in between(arrow, "<title>", "</title>") {
            assert_eq!(title.split_once(": ").unwrap().1, label.join(" "), "title and label differ in docs/{name}");
            drawn.push(title.to_owned());
        }
    }
    expected.sort();
    drawn.sort();
    assert_eq!(expected, drawn, "docs/{name} (right) does not show the arrows of the table (left): redraw it");
}

fn between<'a>(text: &'a str, open: &'a str, close: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(open).skip(1).filter_map(move |rest| rest.split(close).next())
}

#[test]
fn call_picture() {
    pictured("call.svg", Table::Call, "state");
}

#[test]
fn record_picture() {
    pictured("record.svg", Table::Record, "phase");
}

#[test]
fn states_page_has_the_drawings() {
    let page = read("states.md");
    for table in [Table::Call, Table::Record] {
        let block = format!("```mermaid\n{}\n```", Mermaid(table).to_string().trim());
        assert!(page.contains(&block), "docs/states.md has another drawing than the table prints:\n{block}");
    }
}
