//! The exit status, and what is said before it: 0 if all was as expected, 1 if not, 2 if a scenario
//! or the command line is wrong.

use graph_call_mock::scenario::{SHIPPED, Scenario};

use super::bench::{CALLER, CREATES, IDLE, once, play};

#[test]
fn a_bot_that_does_what_is_expected_is_green() {
    let ended = play("green", CREATES, &[], CALLER);
    ended.says(
        0,
        &[
            "green  ",
            "scenario.jsonl: a call is created (",
            "  ok     line 2: exactly 1 create, by 0:00:01; seen: 1: create 201 at 0:00:00",
            "1 of 1 scenario is green",
        ],
    );
    assert_eq!(ended.err, "");
}

#[test]
fn a_bot_that_does_not_is_red_and_what_it_did_is_shown() {
    let scenario = r#"{"scenario": {"name": "a call is answered", "speed": 100}}
{"at": 100, "peer": {"call": "000000a1-0000-0000-0000-000000000000", "event": "calls"}}

{"at": 1000, "expect": {"request": "answer", "status": 202}, "why": "somebody waits"}
{"at": 1000, "expect": {"request": "any", "exactly": 1}}
"#;
    let bot = format!(
        "echo 'nobody is at home' >&2; ask GET /v1.0/communications/calls/57dab8b1-894c-409a-b240-bd8beae78896; {IDLE}"
    );
    let ended = play("red", scenario, &[], &bot);
    ended.says(
        1,
        &[
            "RED    ",
            "a call is answered",
            "  RED    line 4: at least 1 answer answered 202, by 0:00:01\n",
            "         because: somebody waits\n",
            "         seen: none",
            "what happened:",
            "getCall 404",
            "the bot's last lines:",
            "nobody is at home",
            "0 of 1 scenario is green",
        ],
    );
}

#[test]
fn every_scenario_is_played_and_one_that_is_red_is_enough() {
    let directory = super::bench::directory("several");
    let good = directory.join("good.jsonl");
    std::fs::write(&good, CREATES).unwrap();
    let bad = CREATES.replace("\"exactly\": 1", "\"exactly\": 2").replace("a call is created", "two calls are");
    let ended = play("several-bad", &bad, &[good.to_str().unwrap()], CALLER);
    ended.says(1, &["green  ", "RED    ", "two calls are", "seen: 1: create 201", "1 of 2 scenarios are green"]);
}

#[test]
fn what_cannot_be_played_ends_it_with_2() {
    let wrong: [(&[&str], &str); 8] = [
        (&[], "there is no scenario, expected a file, the name of one that comes with the mock, or all"),
        (&["keep-alive"], "there is no command, expected what starts the bot after --: -- npm start"),
        (&["keep-alive", "--"], "there is no command"),
        (
            &["no-such", "--", "true"],
            "no-such: No such file or directory (os error 2), and no such scenario comes with the mock",
        ),
        (&["keep-alive", "--", "/no/such/bot"], "keep-alive: /no/such/bot: No such file or directory"),
        (&["--speed", "0", "keep-alive", "--", "true"], "0.01 to 10000"),
        (&["--callback", "nonsense", "keep-alive", "--", "true"], "--callback"),
        (&["--nonsense", "keep-alive", "--", "true"], "--nonsense"),
    ];
    for (arguments, why) in wrong {
        let ended = once(arguments);
        ended.says(2, &["graph-call-mock: ", why]);
        assert_eq!(ended.out, "", "{arguments:?}");
    }
}

/// All are read before the first one is played.
#[test]
fn a_scenario_that_cannot_be_read_keeps_every_bot_from_being_started() {
    let started = super::bench::directory("unread").join("started");
    let bot = format!("touch {}; {CALLER}", started.display());
    let ended = play("unread-bad", "{\"at\": 1, \"expect\": {\"request\": \"wave\"}}\n", &["keep-alive"], &bot);
    ended.says(2, &["scenario.jsonl: line 1: `request` is \"wave\", expected any, one of these words"]);
    assert!(!started.exists());
}

#[test]
fn those_that_come_with_the_mock_are_listed_and_printed_to_be_changed() {
    let listed = once(&["--list"]);
    assert_eq!((listed.code, listed.out.lines().count()), (Some(0), SHIPPED.len()));
    for (name, text) in SHIPPED {
        let scenario = Scenario::read(name, text).unwrap();
        let begins = format!("{name} ");
        listed.says(0, &[begins.as_str(), scenario.name.as_str()]);
        let printed = once(&["--print", name]);
        assert_eq!((printed.code, printed.out.as_str()), (Some(0), *text));
    }
    once(&["--print", "no-such"]).says(2, &["--print is \"no-such\", expected a name that --list prints"]);
    once(&["--help"]).says(0, &["GRAPH_CALL_MOCK_URL", "It exits with 0 if everything was as expected"]);
}
