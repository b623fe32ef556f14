//! `docs/surprises.md`: each line has all of its parts, and names a test that is there.

use crate::documents::{names, read, test_exists};

#[test]
fn each_surprise_has_its_version_its_source_and_its_test() {
    let text = read("docs/surprises.md");
    let rows: Vec<&str> = text.lines().filter(|line| line.starts_with("| ")).skip(1).collect();
    assert!(rows.len() >= 10, "{}", rows.len());
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        let [guess, seen, source, here, shown] = cells[..] else { panic!("{row}") };
        assert!(!guess.is_empty() && !seen.is_empty() && !here.is_empty(), "{row}");
        let has_version = source.split([' ', ',']).any(|word| word.matches('.').count() == 2);
        assert!(has_version && source.contains("](https://"), "{source}");
        let tests = names(shown);
        assert!(!tests.is_empty(), "{row}");
        for (file, name) in tests {
            assert!(test_exists(file, name), "{file}.rs::{name} is not there");
        }
    }
}
