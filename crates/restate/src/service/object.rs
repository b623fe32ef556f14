//! The virtual object `ServiceCall`: the service's end of a call, by its id.

use graph_call_replay::trace::Line;
use restate_sdk::context::RequestTarget;
use restate_sdk::prelude::*;

use super::calls::Calls;
use super::kept::Kept;
use super::step::{self, Done, Message};
use super::view::View;
use crate::message::{Answer, Wake};
use crate::object::{STATE, id, now, send_at};
use crate::payload::Payload;

#[derive(Clone, Debug)]
pub(crate) struct ServiceCall(pub(super) Calls);

#[restate_sdk::object(name = "ServiceCall")]
impl ServiceCall {
    /// A request of the application: it is answered with status, headers and body.
    #[handler]
    async fn request(&self, ctx: ObjectContext<'_>, message: Payload) -> HandlerResult<Payload> {
        let answer = self.line(&ctx, &message).await?;
        let unasked = || TerminalError::new_with_code(400, "the line has no request, expected the member `request`");
        Ok(Payload::of(&answer.ok_or_else(unasked)?)?)
    }

    /// What the other side, or the media, did.
    #[handler]
    async fn fact(&self, ctx: ObjectContext<'_>, message: Payload) -> HandlerResult<()> {
        self.line(&ctx, &message).await?;
        Ok(())
    }

    /// A deadline.
    #[handler(ingress_private)]
    async fn wake(&self, ctx: ObjectContext<'_>, message: Payload) -> HandlerResult<()> {
        let wake: Wake = message.read()?;
        let stored = ctx.get::<Vec<u8>>(STATE).await?;
        if !step::awaits(self.0.policy, stored.as_deref(), wake)? {
            return Ok(());
        }
        let now = now(&ctx, self.0.clock).await?;
        self.step(&ctx, Message::Wake(wake, now)).await?;
        Ok(())
    }

    /// The call as an operator sees it; `null` without a call.
    #[handler]
    async fn peek(&self, ctx: SharedObjectContext<'_>) -> HandlerResult<Payload> {
        let stored = ctx.get::<Vec<u8>>(STATE).await?;
        let kept =
            stored.as_deref().map(|bytes| Kept::read(bytes, self.0.policy).map(|kept| View::of(&kept, bytes.len())));
        Ok(Payload::of(&kept.transpose()?)?)
    }
}

impl ServiceCall {
    pub(super) const HANDLERS: &[&str] = &["request", "fact", "wake", "peek"];

    async fn line(&self, ctx: &ObjectContext<'_>, message: &Payload) -> HandlerResult<Option<Answer>> {
        let line = Line::read(message.text()?).map_err(|error| TerminalError::new_with_code(400, error.to_string()))?;
        self.step(ctx, Message::Line(&line)).await
    }

    async fn step(&self, ctx: &ObjectContext<'_>, message: Message<'_>) -> HandlerResult<Option<Answer>> {
        let id = id(ctx.key())?;
        let stored = ctx.get::<Vec<u8>>(STATE).await?;
        let Done { answer, posts, wake, store, .. } =
            step::step(self.0.policy, &*self.0.host, id, stored.as_deref(), message)?;
        for post in posts {
            let target = RequestTarget::service("Notify", "post");
            // The engine has it when it has what this handler has done, so nobody waits for it.
            let _sent = ctx.request::<_, ()>(target, Payload::of(&post)?).idempotency_key(post.key()).send();
        }
        if let Some(at) = wake {
            send_at(ctx, self.0.clock, ("ServiceCall", "wake"), at)?;
        }
        store.apply(ctx);
        Ok(answer)
    }
}
