//! What a keepAlive costs: calls whose clock runs so fast that each sends one every few seconds.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use call_lifecycle_restate::{Calls, Ingress, KeepAlive, shared_clock};
use call_lifecycle_tokio::{BoxError, Request, Response, Speed, wall};
use restate_sdk::http_server::HttpServer;
use tokio::net::TcpListener;
use tokio::time::{Instant, sleep};

use crate::cost::Cost;
use crate::{POLICY, begin, load};

/// Fifteen minutes take six seconds.
const SPEED: f64 = 150.0;

/// `bench keep-alives INGRESS ADMIN CALLS SECONDS ENGINE`: `ENGINE` are the engine's processes.
pub(crate) async fn measure(
    ingress: &str,
    admin: &str,
    calls: usize,
    seconds: u64,
    engine: &str,
) -> Result<(), BoxError> {
    let sent = Arc::new(AtomicU64::new(0));
    let counted = Arc::clone(&sent);
    let client = move |_: Request| {
        counted.fetch_add(1, Ordering::Relaxed);
        async { Ok::<_, std::io::Error>(Response::new(200)) }
    };
    let origin = u64::try_from(wall().as_millis())?;
    let speed = Speed::new(SPEED).ok_or("a speed")?;
    let clock = shared_clock(origin, speed);
    let host = Calls::new(&POLICY, clock, client, KeepAlive);
    let listener = TcpListener::bind("127.0.0.1:10081").await?;
    tokio::spawn(HttpServer::new(host.endpoint().build()).serve(listener));
    let deployment = r#"{"uri":"http://127.0.0.1:10081"}"#;
    Ingress::new([admin]).call("deployments", "keep-alives", deployment.to_owned()).await?;
    let ingress = Arc::new(Ingress::new([ingress]));
    load(&ingress, "begin", calls, 0..1, move |call, _| begin(call, clock.now())).await?;
    // Until the first of them are due, and those that come while calls are still being created are over.
    sleep(Duration::from_secs(8)).await;
    let (before, then, begun) = (sent.load(Ordering::Relaxed), Cost::of(engine), Instant::now());
    sleep(Duration::from_secs(seconds)).await;
    let (after, now) = (sent.load(Ordering::Relaxed), Cost::of(engine));
    let count = (after - before) as f64;
    println!(
        "{count} keepAlives, {:.0} a second: {} each",
        count / begun.elapsed().as_secs_f64(),
        now.since(then, count.max(1.0))
    );
    Ok(())
}
