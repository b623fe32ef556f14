//! Events a second, next to a plain object that counts, of the same engine in the same run:
//! `bench INGRESS ADMIN CALLS ROUNDS ENGINE`. `crates/restate/bench` starts the engine.
//!
//! `bench keep-alives INGRESS ADMIN CALLS SECONDS ENGINE` is what a keepAlive costs the engine.
//! `bench counter ADDRESS` is a host of that object alone: `crates/restate/chaos` compares with it.

mod cost;
mod counter;
mod keep_alives;

use std::sync::Arc;
use std::time::Duration;

use call_lifecycle::app::Policy;
use call_lifecycle::{Id, Timestamp};
use call_lifecycle_restate::{Answer, Begin, Calls, Ingress, KeepAlive, Notified};
use call_lifecycle_tokio::{BoxError, Clock, Request, Response};
use restate_sdk::http_server::HttpServer;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::cost::Cost;
use crate::counter::Counter;

static POLICY: Policy = Policy::DEFAULT;
/// How many clients wait for an answer at a time.
const CLIENTS: usize = 64;

/// What is sent to the object of a key in a round: the object, the handler, the message.
type Said = (&'static str, &'static str, String);

fn counter(_: Id, _: usize) -> Said {
    ("Counter", "add", "x".repeat(200))
}

fn begin(call: Id, now: Timestamp) -> Said {
    let answer =
        Answer { status: 201, headers: Vec::new(), body: format!(r#"{{"id":"{call}","state":"establishing"}}"#) };
    ("AppCall", "begin", serde_json::to_string(&Begin { sent: now, came: now, answer }).unwrap_or_default())
}

fn notified(call: Id, round: usize) -> Said {
    let state = if round.is_multiple_of(2) { "established" } else { "hold" };
    let body = format!(
        r#"{{"value":[{{"changeType":"updated","resourceUrl":"/communications/calls/{call}","resourceData":{{"state":"{state}"}}}}]}}"#
    );
    let at = Clock::new().now();
    let message = serde_json::value::RawValue::from_string(body).map(|body| Notified { at, body });
    ("AppCall", "notified", message.and_then(|message| serde_json::to_string(&message)).unwrap_or_default())
}

/// Events a second, each handled before its client goes on.
async fn load(
    ingress: &Arc<Ingress>,
    name: &str,
    calls: usize,
    rounds: std::ops::Range<usize>,
    say: impl Fn(Id, usize) -> Said + Clone + Send + 'static,
) -> Result<f64, BoxError> {
    let (begun, total) = (Instant::now(), calls * rounds.len());
    let mut clients = JoinSet::new();
    for client in 0..CLIENTS {
        let (ingress, name, rounds, say) = (Arc::clone(ingress), name.to_owned(), rounds.clone(), say.clone());
        clients.spawn(async move {
            for round in rounds {
                for call in (client..calls).step_by(CLIENTS) {
                    let id = Id::from_u128(call as u128 + 1);
                    let (object, handler, message) = say(id, round);
                    ingress
                        .call(&format!("{object}/{id}/{handler}"), &format!("{name}.{round}.{call}"), message)
                        .await?;
                }
            }
            Ok::<_, BoxError>(())
        });
    }
    while let Some(done) = clients.join_next().await {
        done??;
    }
    Ok(total as f64 / begun.elapsed().as_secs_f64())
}

#[tokio::main]
async fn main() -> Result<(), BoxError> {
    let mut arguments = std::env::args().skip(1).peekable();
    if arguments.next_if(|argument| argument == "counter").is_some() {
        let address = arguments.next().ok_or("expected counter ADDRESS")?;
        return counter::host(&address).await;
    }
    let of_keep_alives = arguments.next_if(|argument| argument == "keep-alives").is_some();
    let mut next = || arguments.next().ok_or("expected INGRESS ADMIN CALLS ROUNDS ENGINE");
    let (ingress, admin, calls, rounds) = (next()?, next()?, next()?.parse()?, next()?.parse::<usize>()?);
    let engine = next()?;
    if of_keep_alives {
        return keep_alives::measure(&ingress, &admin, calls, u64::try_from(rounds)?, &engine).await;
    }
    let client = async |_: Request| Ok::<_, std::io::Error>(Response::new(200));
    let host = Calls::new(&POLICY, Clock::new(), client, KeepAlive);
    let listener = TcpListener::bind("127.0.0.1:10081").await?;
    tokio::spawn(HttpServer::new(host.endpoint().bind(Counter).build()).serve(listener));
    let deployment = r#"{"uri":"http://127.0.0.1:10081"}"#;
    Ingress::new([admin]).call("deployments", "bench", deployment.to_owned()).await?;
    let ingress = Arc::new(Ingress::new([ingress]));
    load(&ingress, "begin", calls, 0..1, |call, _| begin(call, Clock::new().now())).await?;
    let (mut of_counter, mut of_calls) = (0.0, 0.0);
    for round in 0..rounds {
        let turn = |turn: &str| format!("{turn}.{:x}", Timestamp::as_millis(Clock::new().now()));
        let before = Cost::of(&engine);
        let counted = load(&ingress, &turn("counter"), calls, round..round + 1, counter).await?;
        let between = Cost::of(&engine);
        let handled = load(&ingress, &turn("call"), calls, round..round + 1, notified).await?;
        let after = Cost::of(&engine);
        println!("round {round}: counter {counted:.0}/s, calls {handled:.0}/s, {:.2}", handled / counted);
        let events = calls as f64;
        println!("    an event of a counter: {}", between.since(before, events));
        println!("    an event of a call:    {}", after.since(between, events));
        (of_counter, of_calls) = (of_counter + 1.0 / counted, of_calls + 1.0 / handled);
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    println!("{calls} calls, {rounds} rounds, in all: {:.2} of the counter's events a second", of_counter / of_calls);
    Ok(())
}
