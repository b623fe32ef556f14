//! Whatever the public docs cite, a reader can open: choices, sources, issues and standards.

use std::collections::BTreeSet;
use std::path::Path;

use crate::documents::{anchors, documents, is_public, read, root};

/// The words of a text, without what surrounds them.
fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '`')).collect()
}

/// The numbers that follow `noun` or `nouns`: `choice 7`, `choices 6 and 13`, `issues 212, 297 and 824`.
fn numbers_after(noun: &str, text: &str) -> Vec<u32> {
    let (words, mut found) = (words(text), Vec::new());
    for (index, word) in words.iter().enumerate() {
        let is_plural = word.strip_suffix('s') == Some(noun);
        if is_plural || word.to_lowercase() == noun {
            let following = words[index + 1..].iter().filter(|word| **word != "and" && **word != "or");
            let numbers = following.map_while(|word| word.parse::<u32>().ok());
            found.extend(numbers.take(if is_plural { usize::MAX } else { 1 }));
        }
    }
    found
}

/// What stands in backticks after `source`, or after `sources` up to the last one of the list; links count too.
fn sources_in(text: &str) -> Vec<String> {
    let text = &text.replace("[`", "`").replace("`]", "`");
    let mut found = Vec::new();
    for (noun, most) in [("ource `", 1), ("ources `", usize::MAX)] {
        for (start, _) in text.match_indices(noun) {
            // Not `resource`.
            let before = text[..start].strip_suffix(['s', 'S']);
            if before.is_none_or(|before| before.ends_with(char::is_alphanumeric)) {
                continue;
            }
            let list = text[start + noun.len() - 1..].split('`').skip(1);
            let mut take = 0;
            for (index, part) in list.enumerate() {
                if index % 2 == 0 {
                    found.push(part.to_owned());
                    take += 1;
                } else if take == most || !matches!(part.trim(), "," | "and" | ", and" | ";") {
                    break;
                }
            }
        }
    }
    found
}

#[test]
fn every_choice_that_is_cited_exists() {
    let mut count = 0;
    let last = u32::try_from(anchors(&read("docs/choices.md")).len()).unwrap();
    for document in documents(|path| is_public(path) || path.starts_with("tests/")) {
        for (line, text) in document.prose() {
            for number in numbers_after("choice", &text) {
                assert!((1..=last).contains(&number), "{}:{line} cites choice {number}", document.path);
                count += 1;
            }
        }
    }
    assert!(count > 50, "only {count} citations of choices were found");
}

#[test]
fn every_source_that_is_cited_exists_and_each_is_cited() {
    let text = read("docs/sources.md");
    let known: BTreeSet<&str> = anchors(&text).into_iter().collect();
    let titles: BTreeSet<&str> =
        text.lines().filter_map(|line| line.strip_prefix("### `")?.strip_suffix('`')).collect();
    assert_eq!(known, titles, "anchors and titles of docs/sources.md differ");
    let mut cited = BTreeSet::new();
    for document in documents(is_public) {
        for (line, text) in document.prose() {
            for source in sources_in(&text) {
                assert!(
                    known.contains(source.as_str()),
                    "{}:{line} cites the source {source}, which is not listed",
                    document.path
                );
                cited.insert(source);
            }
        }
    }
    assert!(cited.len() > 20, "only {} sources are cited", cited.len());
}

#[test]
fn issues_and_standards_are_in_the_list_of_sources() {
    let sources = read("docs/sources.md");
    for document in documents(is_public) {
        for (line, text) in document.prose() {
            if text.contains("comms-samples") {
                for number in numbers_after("issue", &text) {
                    let listed = sources.contains(&format!("[issue {number}]"));
                    assert!(listed, "{}:{line} cites issue {number}, which is not listed", document.path);
                }
            }
            for number in numbers_after("rfc", &text) {
                let listed = sources.contains(&format!("### `rfc-{number}`"));
                assert!(listed, "{}:{line} cites RFC {number}, which is not listed", document.path);
            }
        }
    }
}

/// Whether a path from the root of the repository, or from the folder of a document, leads to a file. A name alone may stand for a file anywhere.
fn leads_somewhere(name: &str, document: &str, files: &[String]) -> bool {
    let folder = Path::new(document).parent().unwrap();
    let ends = format!("/{name}");
    root().join(name).exists()
        || root().join(folder).join(name).exists()
        || files.iter().any(|file| file.ends_with(&ends))
}

/// Folders at the top of a machine: a path that begins with one leads nowhere on another machine. Graph's own paths begin otherwise.
const OF_A_MACHINE: &[&str] = &["/home/", "/root/", "/tmp/", "/usr/", "/var/", "/opt/", "/mnt/", "/srv/", "/Users/"];

/// A document that is named is in the repository, and no path is that of one machine.
#[test]
fn nothing_is_cited_that_a_reader_cannot_open() {
    let files: Vec<String> = documents(|_| true).into_iter().map(|document| document.path).collect();
    let mut named = 0;
    for document in documents(is_public) {
        for (line, text) in document.prose() {
            for word in text.split(|c: char| c.is_whitespace() || "`\"'()[]<>,;".contains(c)) {
                let word = word.trim_end_matches(['.', ':']);
                let place = format!("{}:{line}: {text}", document.path);
                let key = word.split_once('#').filter(|(left, _)| {
                    left.len() == 1 && left.starts_with(|letter: char| letter.is_ascii_alphabetic())
                });
                let is_key = key.is_some_and(|(_, number)| number.starts_with(|digit: char| digit.is_ascii_digit()));
                assert!(!is_key, "{word} is a key that nobody can open in {place}");
                let of_a_machine = OF_A_MACHINE.iter().any(|folder| word.starts_with(folder));
                assert!(!of_a_machine, "{word} is a path of one machine in {place}");
                // The list of sources names files of other repositories, each with its address.
                let is_elsewhere = document.path == "docs/sources.md";
                if word.ends_with(".md") && !is_elsewhere && !word.contains("://") {
                    assert!(leads_somewhere(word, &document.path, &files), "{word} is not in the repository: {place}");
                    named += 1;
                }
            }
        }
    }
    assert!(named > 20, "only {named} documents are named");
}

/// The public documents call these choices and sources, which are numbered and named.
#[test]
fn a_rule_is_cited_as_a_choice_or_a_source() {
    for document in documents(is_public) {
        for (line, text) in document.prose() {
            for phrase in ["(facts", "facts,", "facts ", "D api-reference", "ambiguity "] {
                let plain = ["media facts", "peer facts", "the facts "];
                let is_key = text.contains(phrase) && !plain.iter().any(|plain| text.contains(plain));
                assert!(
                    !is_key,
                    "\"{phrase}\" names nothing that a reader can open in {}:{line}: {text}",
                    document.path
                );
            }
        }
    }
}
