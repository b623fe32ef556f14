//! The service `Graph`: the way out of all that is no keepAlive at its time. It has no state, and
//! holds no call.

use call_lifecycle::Timestamp;
use call_lifecycle::wire::http::{self, Verb};
use call_lifecycle_tokio::Request;
use restate_sdk::context::RequestTarget;
use restate_sdk::prelude::*;

use crate::calls::Calls;
use crate::leave::{Departure, Outcome};
use crate::message::{Begin, Order};
use crate::payload::Payload;

/// The status of a create that the service refused or did not answer: 424, since one of 5xx would be
/// tried again.
const NO_ANSWER: u16 = 424;

#[derive(Clone, Debug)]
pub(crate) struct Graph(pub(crate) Calls);

#[restate_sdk::service(name = "Graph")]
impl Graph {
    /// Sends a request about a call, and hands what comes back to the call.
    #[handler(ingress_private)]
    async fn send(&self, ctx: Context<'_>, message: Payload) -> HandlerResult<()> {
        let order: Order = message.read()?;
        let departure = Departure::default();
        let noted = ctx.run(departure.note(self.0.clock)).name(Departure::NOTE).await.map(Timestamp::from_millis)?;
        let Json(outcome) = ctx.run(departure.order(&self.0, noted, &order)).name(Departure::REQUEST).await?;
        let replied = outcome.of(&order, None);
        let target = RequestTarget::object("AppCall", order.call.to_string(), "replied");
        let _sent = ctx.request::<_, ()>(target, Payload::of(&replied)?).send();
        Ok(())
    }

    /// Creates a call by the JSON of a create request, and answers its id as a JSON string.
    #[handler]
    async fn create(&self, ctx: Context<'_>, message: Payload) -> HandlerResult<Payload> {
        let path = "/v1.0/communications/calls".to_owned();
        let request = Request::from_parts(Verb::Post, path, Some(message.text()?.to_owned()));
        let departure = Departure::default();
        let noted = ctx.run(departure.note(self.0.clock)).name(Departure::NOTE).await.map(Timestamp::from_millis)?;
        let send = departure.request(&self.0, noted, Ok(request), false);
        let Json(Outcome { sent, came, answer }) = ctx.run(send).name(Departure::REQUEST).await?;
        let answer = answer.map_err(|why| {
            TerminalError::new_with_code(
                NO_ANSWER,
                format!("whether there is a call is not known: its notifications will tell: {why}"),
            )
        })?;
        let created = http::created(answer.status, answer.headers(), answer.body.as_bytes())
            .map_err(|error| TerminalError::new_with_code(NO_ANSWER, error.to_string()))?;
        let call = created.call.to_string();
        let target = RequestTarget::object("AppCall", call.clone(), "begin");
        let _sent = ctx.request::<_, ()>(target, Payload::of(&Begin { sent, came, answer })?).send();
        Ok(Payload::of(&call)?)
    }
}

impl Graph {
    pub(crate) const HANDLERS: &[&str] = &["send", "create"];
}
