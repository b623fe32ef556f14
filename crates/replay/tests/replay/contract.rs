//! Options for the contract: its times, and how the choice is printed.

use serde_json::json;

use crate::run;
use crate::told::lines;

const CALL: &str = "c0ffee00-0000-4000-8000-000000000001";

fn notified(at: u64, change: &str, state: &str) -> String {
    let path = format!("/communications/calls/{CALL}");
    let entry = json!({"changeType": change, "resourceUrl": path, "resourceData": {"state": state}});
    json!({"at": at, "notification": {"value": [entry]}}).to_string()
}

#[test]
fn the_choice_is_printed_first_and_without_one_nothing() {
    let trace = [notified(0, "updated", "established"), json!({"at": 60_000}).to_string()];
    for (options, text, members) in [
        (
            &["--policy-recording"][..],
            "contract: 5 s to answer, as in policy recording; a keepAlive every 15 min, and one that succeeds within 45 min",
            json!({"answerWithin": 5_000, "keepAliveEvery": 900_000, "keepAliveWithin": 2_700_000}),
        ),
        (
            &["--answer-within", "10s", "--keep-alive-every=10min", "--keep-alive-within", "30 min"],
            "contract: 10 s to answer; a keepAlive every 10 min, and one that succeeds within 30 min",
            json!({"answerWithin": 10_000, "keepAliveEvery": 600_000, "keepAliveWithin": 1_800_000}),
        ),
        // A third, where the time from one to the next would be too long; and the order does not matter.
        (
            &["--keep-alive-within", "9min"],
            "contract: 15 s to answer, 5 s where a call comes for compliance recording; a keepAlive every 3 min, and one that succeeds within 9 min",
            json!({"keepAliveEvery": 180_000, "keepAliveWithin": 540_000}),
        ),
        (
            &["--keep-alive-every", "10s", "--session-timer", "90s"],
            "contract: 15 s to answer, 5 s where a call comes for compliance recording; a session timer of 90 s: refreshed every 10 s, lost after 60 s",
            json!({"sessionTimer": 90_000, "keepAliveEvery": 10_000, "keepAliveWithin": 60_000}),
        ),
        (
            &["--session-timer", "30min"],
            "contract: 15 s to answer, 5 s where a call comes for compliance recording; a session timer of 30 min: refreshed every 15 min, lost after 29 min 28 s",
            json!({"sessionTimer": 1_800_000, "keepAliveEvery": 900_000, "keepAliveWithin": 1_768_000}),
        ),
    ] {
        let told = lines(options, &trace);
        assert_eq!(told.text.lines().next(), Some(text));
        let mut expected = json!({"contract": members});
        expected["contract"]["text"] = json!(text);
        assert_eq!(told.json[0], expected);
    }
    let told = lines(&[], &trace);
    assert!(!told.text.contains("contract") && told.json[0].get("contract").is_none(), "{}", told.text);
}

#[test]
fn the_times_of_the_contract_are_those_of_the_options() {
    let call = [notified(0, "updated", "established"), json!({"at": 2_000_000}).to_string()];
    lines(&["--keep-alive-within", "30min"], &call)
        .line("00:30:00.000  #1   !! presumed lost: no keepAlive has succeeded within 30 min");
    lines(&["--session-timer", "1800s"], &call)
        .line("00:29:28.000  #1   !! presumed lost: no keepAlive has succeeded within 29 min 28 s");
    lines(&[], &call).diagnosis(&["unless a keepAlive succeeds, the call expires at 00:45:00, in 11 min 40 s"]);

    let incoming = [notified(0, "created", "incoming"), json!({"at": 20_000}).to_string()];
    for (options, within) in [
        (&[][..], 15),
        (&["--policy-recording"], 5),
        (&["--answer-within=7s"], 7),
        (&["--answer-within", "12000ms"], 12),
    ] {
        let told = lines(options, &incoming);
        told.line(&format!("00:00:{within:02}.000  #1   !! not answered, rejected or redirected within {within} s"))
            .says(&[&format!(
                "the {within} s to answer were over at 00:00:{within:02}: it was never answered, rejected or redirected"
            )]);
    }
    // At the service's end too.
    let options =
        ["--end", "service", "--answer-within", "7s", "--keep-alive-within", "1min", "--keep-alive-every", "30s"];
    lines(&options, &incoming)
        .says(&["nobody answered, rejected or redirected the call within 7 s: it ended at 00:00:07"]);
}

#[test]
fn times_that_no_contract_has_are_refused() {
    for (options, said) in [
        (&["--answer-within", "5"][..], "found --answer-within 5, expected a number with ms, s, min or h"),
        (&["--answer-within", "-5s"], "found --answer-within -5s, expected a number with ms, s, min or h"),
        (&["--answer-within", "99999999999999999999s"], "expected a number with ms, s, min or h"),
        (&["--answer-within", "18446744073709551615h"], "expected a number with ms, s, min or h"),
        (&["--answer-within"], "found --answer-within alone, expected a span such as 15s"),
        (&["--keep-alive-within", "0s"], "found times that no contract has"),
        (&["--keep-alive-every", "50min"], "found times that no contract has"),
        (&["--session-timer", "89s"], "found --session-timer out of range"),
    ] {
        let arguments: Vec<&str> = options.iter().copied().chain(["-"]).collect();
        // What follows a missing span is taken for it.
        let arguments = if options.len() == 1 { options.to_vec() } else { arguments };
        let ran = run(&arguments, b"");
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{options:?}");
        assert!(ran.err.contains(said), "{options:?}: {}", ran.err);
    }
}
