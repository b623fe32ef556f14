//! The bot, started by each scenario that comes with the mock, as `graph-call-mock test` starts it.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use std::ffi::OsString;
use std::sync::Arc;

use graph_call_mock::scenario::{Options, SHIPPED, Scenario, run};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

/// How many are played at a time: they mostly wait.
const AT_A_TIME: usize = 6;
/// How much slower one is played: again if a busy machine was not fast enough. A bot that does wrong does so at any speed.
const SLOWER: [f64; 3] = [1.0, 4.0, 20.0];

/// What the bot reads from its command line, it is told by its environment.
const START: &str = r#"
set -- --service "$GRAPH_CALL_MOCK_URL" --listen "127.0.0.1:$PORT" --calls "${BOT_CALLS:-100}"
[ "$GRAPH_CALL_MOCK_STARTS" = bot ] || set -- "$@" --call
exec "$BOT" "$@"
"#;

async fn play(name: &'static str, text: &'static str) -> Result<(), String> {
    let command: Vec<OsString> = ["sh", "-c", START].map(OsString::from).into();
    // An RSA key for each would take longer than the scenarios; `signed` has the bot check signatures.
    let mut options = Options { bot: Some("/api/calls".to_owned()), unsigned: true, ..Options::default() };
    let mut red = String::new();
    for slower in SLOWER {
        let mut scenario = Scenario::read(name, text)?;
        scenario.env.insert("BOT".to_owned(), env!("CARGO_BIN_EXE_tokio_bot").to_owned());
        options.speed = Some((scenario.speed.times() / slower).to_string().parse()?);
        let report = run(scenario, &command, &options).await.map_err(|error| format!("{name}: {error}"))?;
        if report.is_green() {
            return Ok(());
        }
        red = report.to_string();
    }
    Err(red)
}

#[tokio::test]
async fn every_scenario_is_green() {
    let permits = Arc::new(Semaphore::new(AT_A_TIME));
    let mut all = JoinSet::new();
    for (name, text) in SHIPPED {
        let permits = Arc::clone(&permits);
        all.spawn(async move {
            let _permit = permits.acquire().await.unwrap();
            play(name, text).await
        });
    }
    let red: Vec<String> = all.join_all().await.into_iter().filter_map(Result::err).collect();
    assert!(red.is_empty(), "{}", red.join("\n"));
}
