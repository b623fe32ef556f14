//! Plain words: none of these riddles is in the public docs, the README, the documents and the messages.

use crate::documents::{documents, is_public};

/// What is not said, and what is said instead.
const WORDS: [(&str, &str); 19] = [
    ("read over", "ignored"),
    ("reads over", "ignores"),
    ("takes an event in", "handles an event"),
    ("takes the event in", "handles the event"),
    ("take an event in", "handle an event"),
    ("taken in", "handled"),
    ("is none", "is absent"),
    ("an own", "the ... that it has"),
    ("so much later", "shifted by the same amount"),
    ("what is due when", "deadlines"),
    ("what is done then", "what they do"),
    ("does not win", "loses"),
    ("tried on", "retried"),
    ("and no others", "all others survive"),
    ("for ever", "forever"),
    ("beside", "next to"),
    ("whoever", "anyone who"),
    ("whosoever", "anyone who"),
    ("of its own", "usually nothing"),
];

/// Whether the text has the phrase as whole words. One of them is plain English after "there" and before "of".
fn says(text: &str, phrase: &str) -> bool {
    let is_letter = |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
    text.match_indices(phrase).any(|(start, _)| {
        let (before, after) = (&text[..start], &text[start + phrase.len()..]);
        let is_plain = phrase == "is none" && (before.ends_with("there ") || after.starts_with(" of"));
        !is_plain && !is_letter(before.chars().next_back()) && !is_letter(after.chars().next())
    })
}

#[test]
fn words_are_plain() {
    let mut found = Vec::new();
    for document in documents(is_public) {
        for (line, text) in document.prose() {
            let text = text.to_lowercase();
            for (phrase, better) in WORDS.into_iter().filter(|(phrase, _)| says(&text, phrase)) {
                found.push(format!("{}:{line}: \"{phrase}\": say \"{better}\"", document.path));
            }
        }
    }
    assert!(found.is_empty(), "{} riddles:\n{}", found.len(), found.join("\n"));
}

#[test]
fn riddles_are_found() {
    assert!(says("members are read over here", "read over"));
    assert!(!says("spread overhead", "read over"));
    assert!(!says("besides", "beside"));
    assert!(says("its deadline is none", "is none"));
    assert!(!says("or there is none", "is none"));
    assert!(!says("0 is none of them", "is none"));
}
