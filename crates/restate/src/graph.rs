//! The service `Graph`: the only way out. It has no state, and holds no call.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use call_lifecycle::Timestamp;
use call_lifecycle::wire::http::{self, Verb};
use call_lifecycle_tokio::Request;
use restate_sdk::context::RequestTarget;
use restate_sdk::prelude::*;
use serde::{Deserialize, Serialize};

use crate::calls::Calls;
use crate::message::{Answer, Begin, Order, Replied};
use crate::payload::Payload;
use crate::words::{as_millis, may_be_repeated};

/// The status of a create that the service refused or did not answer: 424, since one of 5xx would be
/// tried again.
const NO_ANSWER: u16 = 424;

#[derive(Clone, Debug)]
pub(crate) struct Graph(pub(crate) Calls);

/// What became of a request.
#[derive(Clone, Debug, Deserialize, Serialize)]
struct Outcome {
    #[serde(with = "as_millis")]
    sent: Timestamp,
    #[serde(with = "as_millis")]
    came: Timestamp,
    answer: Result<Answer, String>,
}

#[restate_sdk::service(name = "Graph")]
impl Graph {
    /// Sends a request about a call, and hands what comes back to the call.
    #[handler(ingress_private)]
    async fn send(&self, ctx: Context<'_>, message: Payload) -> HandlerResult<()> {
        let order: Order = message.read()?;
        let token = order.token;
        let outcome = match order.request() {
            Ok(request) if may_be_repeated(token.request()) => self.repeatedly(&ctx, request).await?,
            Ok(request) => self.once(&ctx, request).await?,
            Err(error) => {
                let (now, why) = (self.now(&ctx).await?, error.to_string());
                Outcome { sent: now, came: now, answer: Err(why) }
            }
        };
        let (sent, came, why) =
            (outcome.sent, outcome.came, outcome.answer.as_ref().err().cloned().unwrap_or_default());
        let replied = Replied { token, sent, came, answer: outcome.answer.ok(), why };
        let target = RequestTarget::object("AppCall", order.call.to_string(), "replied");
        let _sent = ctx.request::<_, ()>(target, Payload::of(&replied)?).send();
        Ok(())
    }

    /// Creates a call by the JSON of a create request, and answers its id as a JSON string.
    #[handler]
    async fn create(&self, ctx: Context<'_>, message: Payload) -> HandlerResult<Payload> {
        let path = "/v1.0/communications/calls".to_owned();
        let request = Request::from_parts(Verb::Post, path, Some(message.text()?.to_owned()));
        let Outcome { sent, came, answer } = self.once(&ctx, request).await?;
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

    async fn now(&self, ctx: &Context<'_>) -> Result<Timestamp, TerminalError> {
        let clock = self.0.clock;
        ctx.run(move || async move { Ok(clock.now().as_millis()) }).name("now").await.map(Timestamp::from_millis)
    }

    /// Sends a request that may leave twice: once more if its host fails before the answer is
    /// written down.
    async fn repeatedly(&self, ctx: &Context<'_>, request: Request) -> Result<Outcome, TerminalError> {
        let calls = self.0.clone();
        let Json(outcome) =
            ctx.run(move || async move { Ok(Json(calls.outcome(request).await)) }).name("request").await?;
        Ok(outcome)
    }

    /// Sends a request that must not leave twice.
    ///
    /// That it is about to leave is written down first. An attempt that finds that in the journal,
    /// and no answer, is a later one: the request may have left, so it does not leave again.
    async fn once(&self, ctx: &Context<'_>, request: Request) -> Result<Outcome, TerminalError> {
        // Only where the note was made does this become true: a later attempt reads the note.
        let noted_here = Arc::new(AtomicBool::new(false));
        let (clock, noted) = (self.0.clock, Arc::clone(&noted_here));
        let note = move || async move {
            noted.store(true, Ordering::Relaxed);
            Ok(clock.now().as_millis())
        };
        let sent = ctx.run(note).name("going out").await.map(Timestamp::from_millis)?;
        let calls = self.0.clone();
        let send = move || async move {
            if noted_here.load(Ordering::Relaxed) {
                return Ok(Json(calls.outcome(request).await));
            }
            let why = "its host failed after the request was about to leave".to_owned();
            Ok(Json(Outcome { sent, came: calls.clock.now(), answer: Err(why) }))
        };
        let Json(outcome) = ctx.run(send).name("request").await?;
        Ok(outcome)
    }
}

impl Calls {
    async fn outcome(&self, request: Request) -> Outcome {
        let (sent, answer) = self.request(request).await;
        Outcome { sent, came: self.clock.now(), answer }
    }
}
