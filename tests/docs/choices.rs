//! `docs/choices.md`: all are there, in order, and what each names exists.

use crate::documents::{anchors, names, read, test_exists};

/// Number, question and text of each.
fn choices(text: &str) -> Vec<(u32, &str, &str)> {
    let parts = text.split("\n### ").skip(1);
    let parsed = parts.map(|part| {
        let (title, body) = part.split_once('\n').unwrap();
        let (number, question) = title.split_once(". ").unwrap();
        (number.parse().unwrap(), question, body)
    });
    parsed.collect()
}

#[test]
fn all_choices_are_there_in_order() {
    let text = read("docs/choices.md");
    let numbers: Vec<u32> = choices(&text).iter().map(|(number, _, _)| *number).collect();
    assert!(numbers.len() >= 63, "a choice is never taken away: others cite it");
    assert!(numbers.iter().zip(1..).all(|(number, place)| *number == place), "{numbers:?}");
    let expected: Vec<String> = numbers.iter().map(|number| format!("choice-{number}")).collect();
    assert_eq!(anchors(&text), expected);
}

#[test]
fn each_is_a_question_with_its_answer_its_place_and_its_tests() {
    let text = read("docs/choices.md");
    for (number, question, body) in choices(&text) {
        assert!(question.ends_with('?'), "choice {number} asks nothing: {question}");
        assert!(body.contains("Documented at `"), "choice {number} is documented nowhere");
        let tests = names(body);
        assert!(!tests.is_empty() || body.contains("outside the machines"), "choice {number} is shown by nothing");
        for (file, name) in tests {
            assert!(test_exists(file, name), "choice {number} names {file}.rs::{name}, which is not there");
        }
    }
}

#[test]
fn each_is_documented_at_a_public_item() {
    let (text, api) = (read("docs/choices.md"), read("docs/public-api.txt"));
    // Without parameters: `call_lifecycle::app::Call<'p, N>::outgoing` is `app::Call::outgoing`.
    let api: Vec<String> = api.lines().map(|line| line.replace("<'p, N>", "")).collect();
    for (number, _, body) in choices(&text) {
        let places = body.split("Documented at ").nth(1).unwrap().split(". Shown").next().unwrap();
        for place in places.split('`').skip(1).step_by(2) {
            let item = format!("call_lifecycle::{place}");
            let is_public = api.iter().any(|line| {
                let end = line.find(&item).map(|start| start + item.len());
                end.is_some_and(|end| !line[end..].starts_with(|next: char| next.is_alphanumeric() || next == '_'))
            });
            assert!(is_public, "choice {number} is documented at {place}, which is not public");
        }
    }
}
