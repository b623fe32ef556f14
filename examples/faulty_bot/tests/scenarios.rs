//! Each scenario that comes with the mock is green with a bot as it should be, and red with the bot
//! that has its trouble.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use std::ffi::OsString;
use std::sync::Arc;

use graph_call_mock::scenario::{Options, Report, SHIPPED, Scenario, run};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

/// How many are played at a time: they mostly wait.
const AT_A_TIME: usize = 6;
/// How much slower one is played: again if a busy machine was not fast enough. What a fault does it does at any speed.
const SLOWER: [f64; 3] = [1.0, 4.0, 20.0];

/// Each scenario, the fault that makes it red, and what is said of it.
const TROUBLES: [(&str, &str, &str); 16] = [
    ("keep-alive", "no-keep-alive", "at least 1 keepAlive answered 200, by 0:44:50; seen: none"),
    ("call-vanished", "deaf-to-404", "no keepAlive after one is answered 404, by 1:06:40; seen: "),
    ("dropped", "waits-to-be-told", "at least 1 keepAlive answered 200, by 0:44:50; seen: none"),
    ("notified-twice", "acts-twice", "exactly 1 answer, by 0:00:16; seen: 2: answer 202"),
    ("notified-late", "impatient", "no hangUp, by 0:01:30; seen: 1: hangUp 204"),
    ("out-of-order", "believes-the-order", "at most 1 record or recordResponse of call 000000a"),
    ("answer-in-time", "slow", "at least 1 answer answered 202, by 0:00:16; seen: none"),
    ("policy-recording", "slow", "at least 1 answer, reject or redirect answered 202, by 0:00:06; seen: none"),
    (
        "busy",
        "never-busy",
        r#"at least 1 reject of call 000000a2 with {"reason":"busy"}, by 0:00:27; seen: none, but answer 202"#,
    ),
    ("hang-up", "deaf-to-the-end", "no request, from 0:07:00, by 0:40:00; seen: "),
    ("record-tone", "no-download", "at least 1 download answered 200, by 0:00:30; seen: none"),
    ("record-never-ends", "waits-forever", "at least 1 getCall, getOperation, cancelMediaProcessing or hangUp"),
    ("too-many", "hasty", "no keepAlive within 0:04:59 after each that is answered 429, by 0:44:50; seen: "),
    ("unavailable", "gives-up", "at least 1 keepAlive answered 200, by 0:44:50; seen: none such, but keepAlive 503"),
    ("gateway-create", "repeats-504", "exactly 1 create, by 0:01:00; seen: "),
    ("gateway-record", "repeats-504", "exactly 1 recordResponse answered 504, by 0:01:30; seen: "),
];

/// Plays it until it is as expected; else what the last report says.
async fn play(name: &str, fault: Option<&str>, expected: impl Fn(&Report) -> bool) -> Result<(), String> {
    let text = SHIPPED.iter().find(|(known, _)| *known == name).map(|(_, text)| *text).unwrap();
    let command = [Some(env!("CARGO_BIN_EXE_faulty_bot")), fault];
    // An RSA key for each would take longer than the scenarios.
    let mut options = Options { unsigned: true, ..Options::default() };
    let command: Vec<OsString> = command.into_iter().flatten().map(OsString::from).collect();
    let mut said = String::new();
    for slower in SLOWER {
        let scenario = Scenario::read(name, text).unwrap();
        options.speed = Some((scenario.speed.times() / slower).to_string().parse().unwrap());
        let report = run(scenario, &command, &options).await.unwrap();
        if expected(&report) {
            return Ok(());
        }
        said = report.to_string();
    }
    Err(said)
}

/// Those that are not as expected.
async fn play_all(faulty: bool) -> Vec<String> {
    let permits = Arc::new(Semaphore::new(AT_A_TIME));
    let mut all = JoinSet::new();
    for (name, fault, sentence) in TROUBLES {
        let permits = Arc::clone(&permits);
        all.spawn(async move {
            let _permit = permits.acquire().await.unwrap();
            if faulty {
                let says = |report: &Report| report.failures().any(|failure| failure.contains(sentence));
                play(name, Some(fault), says).await.map_err(|said| format!("expected: {sentence}\n{said}"))
            } else {
                play(name, None, Report::is_green).await
            }
        });
    }
    all.join_all().await.into_iter().filter_map(Result::err).collect()
}

#[test]
fn each_scenario_has_its_trouble() {
    assert!(SHIPPED.iter().map(|(name, _)| name).eq(TROUBLES.iter().map(|(name, ..)| name)));
}

#[tokio::test(flavor = "multi_thread")]
async fn each_scenario_is_green_with_a_bot_as_it_should_be() {
    let red = play_all(false).await;
    assert!(red.is_empty(), "{}", red.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn each_scenario_is_red_with_a_bot_that_has_its_trouble() {
    let wrong = play_all(true).await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
