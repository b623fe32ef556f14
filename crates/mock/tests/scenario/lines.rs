//! What is wrong with a scenario is said with the number of its line, what was found and what is
//! allowed.

use graph_call_mock::scenario::Scenario;

const CALL: &str = "000000a1-0000-0000-0000-000000000000";

/// What is said of a line, which is the third one.
fn of_line(line: &str) -> String {
    let text = format!("{{\"scenario\": {{}}}}\n\n{line}\n{{\"at\": 9000, \"expect\": {{\"request\": \"any\"}}}}\n");
    let why = Scenario::read("a file", &text).err().unwrap_or_else(|| panic!("nothing is wrong with {line}"));
    why.strip_prefix("line 3: ").unwrap_or_else(|| panic!("another line: {why}")).to_owned()
}

#[test]
fn a_line_that_expects_wrongly_is_named() {
    for (members, why) in [
        (
            r#""request": "wave""#,
            "`request` is \"wave\", expected any, one of these words or an array of some: create, getCall",
        ),
        (r#""request": []"#, "`request` is [], expected any"),
        (r#""request": ["answer", "wave"]"#, "expected any, one of these words"),
        (r#""request": "any", "ended": "any""#, "expected one of `request`, `ended` and `state` in `expect`"),
        (r#""call": "created""#, "expected one of `request`, `ended` and `state` in `expect`"),
        (
            r#""request": "any", "exactly": 1, "atMost": 2"#,
            "there is `exactly` next to `atLeast` or `atMost`, expected it alone",
        ),
        (r#""request": "any", "atLeast": 3, "atMost": 2"#, "`atMost` is less than `atLeast`, expected 3 or more in it"),
        (r#""request": "any", "for": 10"#, "there is `for` without `after`, expected the status"),
        (r#""request": "any", "since": 9001"#, "`since` is 9001, expected 9000 at most: that is `at`"),
        (r#""request": "any", "status": 99"#, "a status is 99, expected a number from 100 to 599"),
        (r#""request": "any", "after": "404""#, "a status is \"404\", expected a number from 100 to 599"),
        (r#""request": "any", "atLeast": -1"#, "-1"),
        (
            r#""request": "any", "call": "nobody""#,
            "`call` is \"nobody\", expected a GUID, or \"created\", \"created 2\"",
        ),
        (r#""request": "any", "call": "created 0""#, "`call` is \"created 0\", expected a GUID"),
        (r#""request": "any", "often": 1"#, "there is an unknown member `often`, expected one of `request`"),
        (r#""ended": "somehow""#, "`ended` is \"somehow\", expected any or one of"),
        (
            r#""ended": "any", "status": 200"#,
            "there is `status` without `request`, expected `call` only next to `ended` and `state`",
        ),
        (r#""state": "happy""#, "`state` is \"happy\", expected one of incoming, establishing"),
    ] {
        let said = of_line(&format!(r#"{{"at": 9000, "expect": {{{members}}}}}"#));
        assert!(said.contains(why), "{members}: {said}");
    }
}

#[test]
fn a_line_that_plays_wrongly_is_named() {
    for (line, why) in [
        (r#"{"at": 1}"#.to_owned(), "expected one of `peer`, `media`, `participant`, `villain`, `forget` and `bot`"),
        (r#"{"at": 1, "#.to_owned(), "the body is no valid JSON"),
        (
            format!(r#"{{"peer": {{"call": "{CALL}", "event": "calls"}}}}"#),
            "there is no member `at`, expected milliseconds",
        ),
        (format!(r#"{{"at": 1, "peer": {{"call": "{CALL}", "event": "waves"}}}}"#), "waves"),
        (r#"{"at": 1, "villain": {"drop": 2}}"#.to_owned(), "`drop` is 2, expected a chance from 0 to 1 in it"),
        (
            r#"{"at": 1, "villain": {"rain": 1}}"#.to_owned(),
            "there is an unknown member `rain`, expected one of `call`",
        ),
        (
            r#"{"at": 1, "villain": {"method": "keepAlive", "tokenLives": 1}}"#.to_owned(),
            "`tokenLives` is about all requests with a token: expected neither `call` nor `method`",
        ),
        (r#"{"scenario": {}}"#.to_owned(), "there is a member `scenario`, expected it on the first line only"),
        (
            r#"{"at": 1, "expect": {"request": "any"}, "because": "so"}"#.to_owned(),
            "there is an unknown member `because`",
        ),
        (
            r#"{"at": "2026-11-30T00:00:00Z", "expect": {"request": "any"}}"#.to_owned(),
            "`at` is a time of day, expected milliseconds since the scenario began",
        ),
        (r#"{"at": -1, "expect": {"request": "any"}}"#.to_owned(), "-1"),
    ] {
        let said = of_line(&line);
        assert!(said.contains(why), "{line}: {said}");
    }
}

#[test]
fn the_first_line_and_the_order_are_checked() {
    let expects = r#"{"at": 9000, "expect": {"request": "any"}}"#;
    for (text, why) in [
        (String::new(), "nothing is expected: one line at least must have a member `expect`"),
        (format!(r#"{{"at": 1, "forget": {{"call": "{CALL}"}}}}"#), "nothing is expected"),
        (format!("{{\"scenario\": {{\"speed\": 0}}}}\n{expects}"), "line 1: `speed` is 0, expected "),
        (format!("{{\"scenario\": {{\"pace\": 1}}}}\n{expects}"), "line 1: there is an unknown member `pace`"),
        (
            format!("{{\"scenario\": {{\"starts\": \"later\"}}}}\n{expects}"),
            "line 1: unknown variant `later`, expected `bot` or `call`",
        ),
        (format!("{{\"scenario\": {{}}, \"at\": 1}}\n{expects}"), "line 1: there is an unknown member `at`"),
        (
            format!("{expects}\n\n{}", r#"{"at": 8999, "expect": {"request": "any"}}"#),
            "line 3: `at` is 8999, expected 9000 or more: lines are in order of time",
        ),
    ] {
        let said = Scenario::read("a file", &text).err().unwrap_or_else(|| panic!("nothing is wrong with {text}"));
        assert!(said.contains(why), "{text}: {said}");
    }
}
