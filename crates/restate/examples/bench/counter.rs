//! A plain object of the engine, to compare with: it counts.

use call_lifecycle_tokio::BoxError;
use restate_sdk::http_server::HttpServer;
use restate_sdk::prelude::*;
use tokio::net::TcpListener;

pub(crate) struct Counter;

#[restate_sdk::object(name = "Counter", journal_retention = "0s", idempotency_retention = "2m")]
impl Counter {
    #[handler]
    async fn add(&self, ctx: ObjectContext<'_>, _message: Vec<u8>) -> HandlerResult<()> {
        let count = ctx.get::<u64>("count").await?.unwrap_or_default();
        ctx.set("count", count + 1);
        Ok(())
    }
}

/// A host of it, until it is killed.
pub(crate) async fn host(address: &str) -> Result<(), BoxError> {
    let listener = TcpListener::bind(address).await?;
    HttpServer::new(Endpoint::builder().bind(Counter).build()).serve(listener).await;
    Ok(())
}
