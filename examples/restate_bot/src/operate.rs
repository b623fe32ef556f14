//! What an operator runs: new calls, the list of calls, one call.

use std::sync::Arc;

use call_lifecycle::{Id, app, service};
use call_lifecycle_restate::{Admin, Ingress, shared_clock};
use call_lifecycle_tokio::{BoxError, wall};
use tokio::task::JoinSet;

use crate::args::{Args, End};
use crate::bot;

static POLICY: app::Policy = app::Policy::DEFAULT;
static SERVICE_POLICY: service::Policy = service::Policy::DEFAULT;

/// Creates calls, and prints their ids.
pub async fn call(args: &Args, count: usize) -> Result<(), BoxError> {
    let ingress = Arc::new(Ingress::new(&args.ingress));
    let (body, name) = (bot::create(&args.callback()), format!("{:x}.{:x}", wall().as_nanos(), std::process::id()));
    let (mut out, mut next, mut failed) = (JoinSet::new(), 0, 0);
    while next < count || !out.is_empty() {
        if next < count && out.len() < args.at_once.max(1) {
            let (ingress, body, key) = (Arc::clone(&ingress), body.clone(), format!("{name}.{next}"));
            out.spawn(async move { ingress.call("Graph/create", &key, body).await });
            next += 1;
            continue;
        }
        match out.join_next().await {
            Some(Ok(Ok(id))) => println!("{}", id.trim_matches('"')),
            Some(Ok(Err(error))) => {
                failed += 1;
                eprintln!("no call: {error}");
            }
            Some(Err(error)) => return Err(error.into()),
            None => {}
        }
    }
    if failed > 0 { Err(format!("{failed} of {count} calls were not created").into()) } else { Ok(()) }
}

/// Prints the calls: as a table, or a line of JSON for each.
pub async fn list(args: &Args) -> Result<(), BoxError> {
    if args.end == End::Service {
        return list_service(args).await;
    }
    let calls = Admin::new(&args.admin).calls(&POLICY).await?;
    if args.json {
        return lines(calls.iter().map(serde_json::to_string));
    }
    let now = shared_clock(args.origin, args.speed).now().as_millis();
    println!(
        "{:36} {:12} {:>10} {:>20} {:>8} {:>8} {:>4} {:>5}",
        "call", "state", "expires in", "next in", "notified", "requests", "open", "bytes"
    );
    for view in &calls {
        let state = view.cause.unwrap_or(view.state);
        let lost = if view.presumed_lost { "  presumed lost" } else { "" };
        let expires = span_until(now, view.expires_at);
        let next = match (view.round, view.armed) {
            (Some(at), armed) if armed.is_none_or(|armed| at <= armed) => format!("keepAlive {}", span(now, at)),
            (_, Some(at)) => format!("wake {}", span(now, at)),
            (_, None) => "-".to_owned(),
        };
        let (notified, orders, open, bytes) = (view.notified, view.orders, view.operations, view.bytes);
        println!(
            "{:36} {state:12} {expires:>10} {next:>20} {notified:>8} {orders:>8} {open:>4} {bytes:>5}{lost}",
            view.call
        );
    }
    println!("{} calls", calls.len());
    Ok(())
}

/// Prints the calls of the service's end.
async fn list_service(args: &Args) -> Result<(), BoxError> {
    let calls = Admin::new(&args.admin).service_calls(&SERVICE_POLICY).await?;
    if args.json {
        return lines(calls.iter().map(serde_json::to_string));
    }
    let now = shared_clock(args.origin, args.speed).now().as_millis();
    println!(
        "{:36} {:16} {:>10} {:>10} {:>8} {:>8} {:>4} {:>5}",
        "call", "state", "expires in", "wake in", "requests", "notified", "open", "bytes"
    );
    for view in &calls {
        let state = view.cause.unwrap_or(view.state);
        let [expires, wake] = [view.expires_at, view.armed].map(|at| span_until(now, at));
        let (requests, notified, open, bytes) = (view.requests, view.notified, view.operations, view.bytes);
        println!(
            "{:36} {state:16} {expires:>10} {wake:>10} {requests:>8} {notified:>8} {open:>4} {bytes:>5}",
            view.call
        );
    }
    println!("{} calls", calls.len());
    Ok(())
}

/// Prints a line of JSON for each call.
fn lines(calls: impl Iterator<Item = serde_json::Result<String>>) -> Result<(), BoxError> {
    for line in calls {
        println!("{}", line?);
    }
    Ok(())
}

/// From `now` until `at`, as minutes and seconds. What has passed has a minus.
fn span(now: u64, at: u64) -> String {
    let (sign, seconds) = if at >= now { ("", (at - now) / 1_000) } else { ("-", (now - at) / 1_000) };
    format!("{sign}{}:{:02}", seconds / 60, seconds % 60)
}

/// From `now` until `at`, or a dash without a time.
fn span_until(now: u64, at: Option<u64>) -> String {
    at.map_or_else(|| "-".to_owned(), |at| span(now, at))
}

/// Prints one call.
pub async fn peek(args: &Args, call: &str) -> Result<(), BoxError> {
    let (id, key) = (Id::parse(call)?, format!("peek.{:x}", wall().as_nanos()));
    let object = match args.end {
        End::App => "AppCall",
        End::Service => "ServiceCall",
    };
    println!("{}", Ingress::new(&args.ingress).call(&format!("{object}/{id}/peek"), &key, String::new()).await?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::span;

    #[test]
    fn spans_are_minutes_and_seconds() {
        assert_eq!(span(1_000, 1_000 + 45 * 60_000), "45:00");
        assert_eq!(span(61_000, 0), "-1:01");
    }
}
