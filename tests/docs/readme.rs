//! The README is short, and shows what its first command prints.

use crate::documents::read;

#[test]
fn the_readme_is_short() {
    let lines = read("README.md").lines().count();
    assert!(lines <= 150, "{lines} lines");
}

#[test]
fn the_readme_shows_the_last_lines_of_the_report() {
    let (readme, report) = (read("README.md"), read("tests/data/drop-45-minutes.txt"));
    let block = readme.split("```text\n").nth(1).expect("there is a block of text");
    let shown: Vec<&str> = block.split("\n```").next().unwrap().lines().collect();
    let printed =
        report.lines().map(|line| line.trim_start_matches([' ', '-'])).skip(report.lines().count() - shown.len());
    assert!(printed.eq(shown.iter().copied()), "the report ends otherwise than the README says: {shown:#?}");
}
