//! What an operator runs: new calls, the list of calls, one call.

use std::sync::Arc;

use call_lifecycle::Id;
use call_lifecycle::app::Policy;
use call_lifecycle_restate::{Admin, Ingress};
use call_lifecycle_tokio::{BoxError, wall};
use tokio::task::JoinSet;

use crate::args::Args;
use crate::bot;

static POLICY: Policy = Policy::DEFAULT;

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

/// Prints the calls as a table.
pub async fn list(args: &Args) -> Result<(), BoxError> {
    let calls = Admin::new(&args.admin).calls(&POLICY).await?;
    println!(
        "{:36} {:12} {:>14} {:>14} {:>8} {:>5} {:>5}",
        "call", "state", "expires", "wake", "notified", "open", "bytes"
    );
    let time = |at: Option<u64>| at.map_or_else(|| "-".to_owned(), |at| at.to_string());
    for view in &calls {
        let state = view.cause.unwrap_or(view.state);
        let lost = if view.presumed_lost { " presumed lost" } else { "" };
        let (expires, wake) = (time(view.expires_at), time(view.armed));
        let (notified, orders, open, bytes) = (view.notified, view.orders, view.operations, view.bytes);
        println!(
            "{:36} {state:12} {expires:>14} {wake:>14} {notified:>8} {orders:>7} {open:>4} {bytes:>5}{lost}",
            view.call
        );
    }
    println!("{} calls", calls.len());
    Ok(())
}

/// Prints one call.
pub async fn peek(args: &Args, call: &str) -> Result<(), BoxError> {
    let (id, key) = (Id::parse(call)?, format!("peek.{:x}", wall().as_nanos()));
    println!("{}", Ingress::new(&args.ingress).call(&format!("AppCall/{id}/peek"), &key, String::new()).await?);
    Ok(())
}
