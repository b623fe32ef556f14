//! Notifications: in order for each call, tried again a bounded number of times, and none in
//! another's way.

use super::bench::{Bench, CALLS, Options, creates};
use super::sink::{Came, Sink};

const ALL: [&str; 6] = ["establishing", "ringing", "established", "audio", "terminating", "terminated"];

fn words(came: &[Came]) -> Vec<String> {
    came.iter().map(Came::word).collect()
}

async fn fast() -> Bench {
    Bench::new(Options { speed: 100.0, ..Options::default() }).await
}

/// A call that is hung up as soon as it is established.
async fn a_life(bench: &Bench, callback: &str) {
    let call = bench.create(callback).await;
    bench.until(&call, "established").await;
    assert_eq!(bench.ask(&format!("DELETE {CALLS}/{call}"), "").await.status, 204);
}

#[tokio::test]
async fn the_order_is_kept_although_the_bot_is_slow() {
    let (bench, mut sink) = (fast().await, Sink::new().await);
    for number in 0..3 {
        a_life(&bench, &format!("{}/slow/{number}", sink.base)).await;
        let came = sink.until_the_end(&format!("/slow/{number}")).await;
        assert_eq!(words(&came), ALL);
        assert!(came.iter().all(|came| came.at_once == 1), "{came:?}");
    }
    bench.stop().await;
}

/// Each notification of a call comes to `place` so often, before the next one; then it is counted
/// as what became of it.
async fn each_comes<const TIMES: usize>(place: &str, outcome: &str, other: &str) {
    let (bench, mut sink) = (fast().await, Sink::new().await);
    a_life(&bench, &format!("{}{place}", sink.base)).await;
    let mut came = Vec::new();
    while came.len() < TIMES * ALL.len() {
        came.push(sink.next().await);
    }
    let expected: Vec<&str> = ALL.iter().flat_map(|word| [*word; TIMES]).collect();
    assert_eq!(words(&came), expected);
    while bench.count(outcome).await < ALL.len() as u64 {
        tokio::task::yield_now().await;
    }
    assert_eq!((bench.count(other).await, bench.count("waiting").await), (0, 0));
    bench.stop().await;
}

#[tokio::test]
async fn what_was_not_taken_is_posted_again_and_those_after_it_wait() {
    each_comes::<3>("/twice/1", "delivered", "failed").await;
}

#[tokio::test]
async fn a_notification_is_given_up_after_four_attempts() {
    each_comes::<4>("/fails/1", "failed", "delivered").await;
}

/// A thousand calls whose bot never answers, some whose bot is not there, and one whose bot is.
#[tokio::test]
async fn a_bot_that_never_answers_is_in_nobodys_way() {
    let (bench, mut never, mut sink) = (fast().await, Sink::new().await, Sink::new().await);
    bench.mock.with(|exchange, now| {
        for number in 0..1_100 {
            let callback =
                if number % 100 == 0 { "http://127.0.0.1:9/".to_owned() } else { format!("{}/never", never.base) };
            let target = call_lifecycle::wire::Target::Calls;
            let verb = graph_call_replay::trace::Verb::Post;
            let body = &creates(&callback);
            let answer = exchange.request(
                now,
                &graph_call_mock::exchange::Asked { verb, target, word: None, app: false, below: None, body },
            );
            assert_eq!(answer.status, 201);
        }
    });
    a_life(&bench, &format!("{}/good/1", sink.base)).await;
    assert_eq!(words(&sink.until_the_end("/good/1").await), ALL);
    // So many are under way to one place; as many more whose end that place has not noticed yet.
    let most = never.so_far().iter().map(|came| came.at_once).max();
    assert!((1..=2 * 64).contains(&most.unwrap()), "{most:?}");
    // A stop does not wait for them either.
    bench.stop().await;
}

/// What is overtaken is not waited for by those after it; nothing is lost.
#[tokio::test]
async fn what_is_overtaken_comes_all_the_same() {
    let (bench, mut sink) = (fast().await, Sink::new().await);
    assert_eq!(bench.control(r#"{"villain": {"reorder": 1}}"#).await.status, 200);
    a_life(&bench, &format!("{}/good/1", sink.base)).await;
    let mut came = Vec::new();
    while came.len() < ALL.len() {
        came.push(sink.next().await);
    }
    let (mut found, mut all) = (words(&came), ALL.map(str::to_owned).to_vec());
    found.sort();
    all.sort();
    assert_eq!(found, all);
    bench.stop().await;
}

/// Anyone who makes calls and ends them, and never takes what is posted, fills no memory: what waits
/// is bounded, and the rest is given up.
#[tokio::test]
async fn no_more_wait_than_there_is_room_for() {
    let (bench, sink) =
        (Bench::new(Options { speed: 1_000.0, room: 20, ..Options::default() }).await, Sink::new().await);
    for number in 0..100 {
        let call = loop {
            let answer = bench.ask(&format!("POST {CALLS}"), &creates(&format!("{}/never/{number}", sink.base))).await;
            if answer.status == 201 {
                break answer.member("id");
            }
        };
        // It may have ended already.
        bench.ask(&format!("DELETE {CALLS}/{call}"), "").await;
        assert!(bench.count("waiting").await <= 8 * 20);
    }
    assert!(bench.count("failed").await >= 100);
    drop(sink);
    let mut bench = bench;
    drop(bench.stop.take());
}
