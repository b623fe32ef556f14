//! Commands and scripts from anybody: what is wrong is said, with where, what was found and what
//! was expected.

use graph_call_mock::exchange::{Command, Setup};
use graph_call_mock::scenario::Scenario;
use graph_call_mock::server::Script;

use super::stage::{ANSWER, INCOMING, ParseId, Stage, error, setup};

/// A command, and what the message must say.
const BAD: [(&str, &[&str]); 30] = [
    ("", &["no valid JSON", "EOF"]),
    ("{", &["no valid JSON"]),
    ("nonsense", &["no valid JSON"]),
    ("{} {}", &["no valid JSON"]),
    ("[]", &["expected"]),
    ("7", &["7", "expected"]),
    ("null", &["null", "expected"]),
    ("{}", &["expected one of `peer`, `media`, `participant`, `villain`, `forget` and `bot`"]),
    (r#"{"Peer": {}}"#, &["unknown member `Peer`", "expected"]),
    (
        r#"{"peer": {"call": "57dab8b1-894c-409a-b240-bd8beae78896", "event": "calls"}, "forget": {"call": "57dab8b1-894c-409a-b240-bd8beae78896"}}"#,
        &["expected one of"],
    ),
    (r#"{"participant": {"call": "57dab8b1-894c-409a-b240-bd8beae78896", "event": "sings"}}"#, &["sings", "expected"]),
    (
        r#"{"participant": {"call": "57dab8b1-894c-409a-b240-bd8beae78896", "event": "leaves"}}"#,
        &["there is no member `id`", "leaves"],
    ),
    (
        r#"{"participant": {"call": "57dab8b1-894c-409a-b240-bd8beae78896", "event": "mutes", "id": "57dab8b1-894c-409a-b240-bd8beae78896", "name": "Bob"}}"#,
        &["a member `name`", "told by `id`"],
    ),
    (r#"{"peer": {}}"#, &["there is no member `call`", "the id of a call"]),
    (r#"{"peer": {"call": "57dab8b1-894c-409a-b240-bd8beae78896"}}"#, &["there is no member `event`", "expected"]),
    (r#"{"peer": {"call": "57dab8b1", "event": "calls"}}"#, &["call", "57dab8b1", "expected a GUID"]),
    (r#"{"peer": {"call": 7, "event": "calls"}}"#, &["`call` is 7", "expected a GUID"]),
    (
        r#"{"peer": {"call": "57dab8b1-894c-409a-b240-bd8beae78896", "event": "sings"}}"#,
        &["sings", "expected one of calls, rings"],
    ),
    (
        r#"{"peer": {"call": "57dab8b1-894c-409a-b240-bd8beae78896", "event": "calls", "more": 1}}"#,
        &["unknown member `more`"],
    ),
    (
        r#"{"media": {"call": "57dab8b1-894c-409a-b240-bd8beae78896", "event": "tone"}}"#,
        &["no member `tone`", "expected one of 0-9"],
    ),
    (
        r#"{"media": {"call": "57dab8b1-894c-409a-b240-bd8beae78896", "event": "tone", "tone": "11"}}"#,
        &["11", "expected one of the tones"],
    ),
    (
        r#"{"media": {"call": "57dab8b1-894c-409a-b240-bd8beae78896", "event": "hums"}}"#,
        &["hums", "expected one of promptFinished"],
    ),
    (r#"{"villain": {"drop": 2}}"#, &["`drop` is 2", "expected a chance from 0 to 1"]),
    (r#"{"villain": {"steal": 1}}"#, &["unknown member `steal`"]),
    (r#"{"villain": {"call": "x"}}"#, &["expected a GUID"]),
    (r#"{"forget": {"call": "nobody"}}"#, &["nobody", "expected a GUID"]),
    (r#"{"forget": {}}"#, &["no member `call`"]),
    (r#"{"bot": {}}"#, &["no member `callbackUri`"]),
    (r#"{"bot": {"callbackUri": "http://a/", "also": 1}}"#, &["unknown member `also`"]),
    (r#"{"at": 5, "forget": {"call": "57dab8b1-894c-409a-b240-bd8beae78896"}}"#, &["member `at`", "expected none"]),
];

#[test]
fn a_bad_command_says_what_was_found_and_expected() {
    for (text, words) in BAD {
        let why = Command::read(text).unwrap_err();
        for word in words {
            assert!(why.contains(word), "{text}: {why:?} says nothing of {word:?}");
        }
    }
}

#[test]
fn commands_about_nobody_are_refused() {
    let mut stage = Stage::new();
    for command in [
        format!(r#"{{"peer": {{"call": "{INCOMING}", "event": "connects"}}}}"#),
        format!(r#"{{"media": {{"call": "{INCOMING}", "event": "speechStarted"}}}}"#),
        format!(r#"{{"forget": {{"call": "{INCOMING}"}}}}"#),
        format!(r#"{{"villain": {{"call": "{INCOMING}"}}}}"#),
    ] {
        assert_eq!(stage.tell(&command).unwrap_err(), format!("there is no call {INCOMING}, or it has ended"));
    }
}

#[test]
fn a_command_is_told_what_became_of_it() {
    let mut stage = Stage::new();
    let ring = format!(r#"{{"peer": {{"call": "{INCOMING}", "event": "calls"}}}}"#);
    let in_vain = "applied, the call is incoming; no bot has said where it is: nobody is notified";
    assert_eq!(stage.tell(&ring).unwrap(), in_vain);
    // Nobody has said where to tell of it.
    assert_eq!(stage.said(), [""; 0]);
    stage.tell(r#"{"bot": {"callbackUri": "http://127.0.0.1:9/"}}"#).unwrap();
    assert_eq!(stage.tell(&ring).unwrap(), "noChange, the call is incoming");
    let call = INCOMING.parse_id();
    stage.of(call, "POST /answer", ANSWER);
    assert_eq!(stage.tell(&ring).unwrap(), "stale, the call is establishing");
    let transferred = format!(r#"{{"peer": {{"call": "{INCOMING}", "event": "transferCompleted"}}}}"#);
    assert!(stage.tell(&transferred).unwrap().contains("rejected"));
    // A call that has ended may come in again: its id is the caller's.
    stage.of(call, "DELETE ", "");
    stage.pass(5_000);
    assert_eq!(stage.tell(&ring).unwrap(), "applied, the call is incoming");
    let live = serde_json::to_value(stage.exchange.live(1.0)).unwrap();
    assert_eq!(live["more"], 0);
    let of = |state: &str| live["calls"].as_array().unwrap().iter().filter(|call| call["state"] == state).count();
    assert_eq!((of("incoming"), of("terminated")), (1, 1));
}

#[test]
fn the_page_shows_the_calls_that_began_last() {
    let mut stage = Stage::with(&Setup { room: 60, ..setup(1) });
    let calls: Vec<_> = (0..60).map(|_| stage.create()).collect();
    let live = serde_json::to_value(stage.exchange.live(1.0)).unwrap();
    let shown: Vec<_> =
        live["calls"].as_array().unwrap().iter().map(|call| call["id"].as_str().unwrap().parse_id()).collect();
    assert_eq!(shown, calls.iter().rev().take(50).copied().collect::<Vec<_>>());
    assert_eq!((&live["more"], &live["room"], &live["counts"]["live"]), (&10.into(), &60.into(), &60.into()));
}

#[test]
fn a_bad_script_says_which_line() {
    let good = format!(r#"{{"at": 5, "forget": {{"call": "{INCOMING}"}}}}"#);
    let bad = [
        ("{}".to_owned(), "expected one of `peer`"),
        (format!(r#"{{"forget": {{"call": "{INCOMING}"}}}}"#), "no member `at`"),
        (format!(r#"{{"at": -1, "forget": {{"call": "{INCOMING}"}}}}"#), "`at` is -1, expected"),
        (
            format!(r#"{{"at": 4, "forget": {{"call": "{INCOMING}"}}}}"#),
            "`at` is 4, expected 5 or more: lines are in order of time",
        ),
        ("{".to_owned(), "no valid JSON"),
        ("# a remark".to_owned(), "no valid JSON"),
        (r#"{"at": 5}"#.to_owned(), "expected one of `peer`"),
        (format!(r#"{{"at": "2019-07-01T00:00:00Z", "forget": {{"call": "{INCOMING}"}}}}"#), "a time of day"),
    ];
    for (line, word) in bad {
        let why = Script::read(&format!("{good}\n\n{line}\n{good}\n")).unwrap_err();
        assert!(why.starts_with("line 3: ") && why.contains(word), "{line}: {why}");
    }
    Script::read(&format!("{good}\r\n\n  {good}\n")).unwrap();
    Script::read("").unwrap();
}

/// What the package has to begin with, and what its README shows.
#[test]
fn the_scripts_are_scripts_and_the_examples_are_commands() {
    let home = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let scripts: Vec<_> = std::fs::read_dir(home.join("scripts")).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(scripts.len(), 2);
    for script in scripts {
        Script::read(&std::fs::read_to_string(&script).unwrap()).unwrap();
    }
    let readme = std::fs::read_to_string(home.join("README.md")).unwrap();
    let blocks = readme.split("```json\n").skip(1).map(|rest| rest.split_once("```").unwrap().0);
    let (scenarios, commands): (Vec<_>, Vec<_>) = blocks.partition(|block| block.starts_with(r#"{"scenario""#));
    assert_eq!((scenarios.len(), commands.len()), (1, 1));
    Scenario::read("README.md", scenarios[0]).unwrap();
    let mut stage = Stage::new();
    let mut told = Vec::new();
    for line in commands[0].lines() {
        told.push(stage.tell(line).unwrap());
        if told.len() == 2 {
            // Somebody can join once the bot has answered.
            assert_eq!(told[1], "applied, the call is incoming");
            assert_eq!(stage.of(INCOMING.parse_id(), "POST /answer", ANSWER).status, 202);
            stage.pass(5_000);
        }
    }
    assert_eq!(told.len(), 8);
    assert_eq!(told[3], "applied, the call is established");
}

/// A reaction to an incoming call says where the call is notified from then on: a reject and a
/// redirect too, before anything that follows from them.
#[test]
fn the_callback_of_a_reaction_counts_from_then_on() {
    let reactions = [
        ("POST /answer", ANSWER.replace("127.0.0.1:9/bot", "127.0.0.1:7/mine"), 3),
        ("POST /reject", r#"{"reason": "busy", "callbackUri": "http://127.0.0.1:7/mine"}"#.to_owned(), 1),
        (
            "POST /redirect",
            r#"{"targets": [{"identity": {"user": {"id": "1"}}}], "callbackUri": "http://127.0.0.1:7/mine"}"#
                .to_owned(),
            2,
        ),
    ];
    for (request, body, count) in reactions {
        let mut stage = Stage::new();
        let call = stage.ring();
        let to = |stage: &mut Stage| stage.posts().iter().map(|post| post.to.to_string()).collect::<Vec<_>>();
        assert_eq!(to(&mut stage), ["http://127.0.0.1:9/incoming"]);
        // What is refused changes nothing.
        for bad in ["nowhere", "ftp://127.0.0.1/"] {
            let message =
                error(&stage.of(call, request, &body.replace("http://127.0.0.1:7/mine", bad)), 400, "BadRequest");
            assert!(message.contains(bad), "{message}");
        }
        assert_eq!(stage.of(call, request, &body).status, 202, "{request}");
        stage.pass(10_000);
        assert_eq!(to(&mut stage), vec!["http://127.0.0.1:7/mine"; count], "{request}");
        // Without one, that of the bot goes on. Graph requires it of an answer.
        let mut stage = Stage::with(&Setup { lenient: true, ..setup(1) });
        let call = stage.ring();
        stage.posts();
        let without = body.replace("callbackUri", "other");
        assert_eq!(stage.of(call, request, &without).status, 202, "{request}");
        stage.pass(10_000);
        assert_eq!(to(&mut stage), vec!["http://127.0.0.1:9/incoming"; count], "{request}");
    }
}
