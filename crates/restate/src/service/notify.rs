//! The service `Notify`: the way out of notifications. It has no state, and holds no call.

use std::time::Duration;

use call_lifecycle::wire::http::Verb;
use call_lifecycle_tokio::Request;
use restate_sdk::context::RunRetryPolicy;
use restate_sdk::prelude::*;

use super::calls::Calls;
use super::message::Post;
use crate::payload::Payload;

/// How long to wait before a notification is posted again: at first, and at most.
const AGAIN: (Duration, Duration) = (Duration::from_millis(500), Duration::from_secs(10));

#[derive(Clone, Debug)]
pub(crate) struct Notify(pub(super) Calls);

#[restate_sdk::service(name = "Notify")]
impl Notify {
    /// Posts a notification, again and again until somebody takes it or too much time has passed.
    #[handler(ingress_private)]
    async fn post(&self, ctx: Context<'_>, message: Payload) -> HandlerResult<()> {
        let Post { to, body, .. } = message.read()?;
        let (client, within) = (self.0.client.clone(), self.0.limits.request);
        let again = RunRetryPolicy::new()
            .initial_delay(AGAIN.0)
            .exponentiation_factor(2.0)
            .max_delay(AGAIN.1)
            .max_duration(self.0.limits.delivery);
        let request = Request::from_parts(Verb::Post, to, Some(body));
        let post = move || async move {
            let answer = client.send(request, within).await.map_err(std::io::Error::other)?;
            let status = answer.status();
            let refused = || std::io::Error::other(format!("the application answered {status}"));
            (200..300).contains(&status).then_some(()).ok_or_else(refused)?;
            Ok(())
        };
        Ok(ctx.run(post).name("post").retry_policy(again).await?)
    }
}

impl Notify {
    pub(super) const HANDLERS: &[&str] = &["post"];
}
