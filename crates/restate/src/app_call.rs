//! The virtual object `AppCall`: the application's end of a call, by its id.

use call_lifecycle::Timestamp;
use restate_sdk::context::RequestTarget;
use restate_sdk::prelude::*;

use crate::calls::Calls;
use crate::kept::Kept;
use crate::leave::Departure;
use crate::message::{Ask, Begin, Notified, Replied, Wake};
use crate::object::{STATE, id, now, send_at};
use crate::payload::Payload;
use crate::round::{RoundStep, round};
use crate::step::{self, Message};
use crate::view::View;

#[derive(Clone, Debug)]
pub(crate) struct AppCall(pub(crate) Calls);

#[restate_sdk::object(name = "AppCall")]
impl AppCall {
    /// The service has created the call.
    #[handler]
    async fn begin(&self, ctx: ObjectContext<'_>, message: Payload) -> HandlerResult<()> {
        let begin: Begin = message.read()?;
        self.step(&ctx, Message::Begin(&begin)).await
    }

    /// The service posted something about the call.
    #[handler]
    async fn notified(&self, ctx: ObjectContext<'_>, message: Payload) -> HandlerResult<()> {
        let notified: Notified = message.read()?;
        self.step(&ctx, Message::Notified(&notified)).await
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
        self.step(&ctx, Message::Wake(wake, now)).await
    }

    /// A keepAlive is due. It leaves from here, and no other handler of the call waits meanwhile.
    #[handler(ingress_private)]
    async fn round(&self, ctx: SharedObjectContext<'_>, message: Payload) -> HandlerResult<()> {
        let wake: Wake = message.read()?;
        let stored = ctx.get::<Vec<u8>>(STATE).await?;
        let policy = self.0.policy;
        let id = id(ctx.key())?;
        // A round that nobody waits for ends here, and nothing is written down.
        if round(policy, id, stored.as_deref(), wake, wake.at)? == RoundStep::Stale {
            return Ok(());
        }
        let departure = Departure::default();
        let now = ctx.run(departure.note(self.0.clock)).name(Departure::NOTE).await.map(Timestamp::from_millis)?;
        let (handler, message) = match round(policy, id, stored.as_deref(), wake, now)? {
            RoundStep::Stale => return Ok(()),
            RoundStep::Wake => ("wake", message),
            RoundStep::Send(order) => {
                let Json(outcome) = ctx.run(departure.order(&self.0, now, &order)).name(Departure::REQUEST).await?;
                ("replied", Payload::of(&outcome.of(&order, Some(wake.at)))?)
            }
        };
        let _sent = ctx.request::<_, ()>(RequestTarget::object("AppCall", ctx.key(), handler), message).send();
        Ok(())
    }

    /// What became of a request.
    #[handler(ingress_private)]
    async fn replied(&self, ctx: ObjectContext<'_>, message: Payload) -> HandlerResult<()> {
        let replied: Replied = message.read()?;
        self.step(&ctx, Message::Replied(&replied)).await
    }

    /// A request that somebody wants sent.
    #[handler]
    async fn ask(&self, ctx: ObjectContext<'_>, message: Payload) -> HandlerResult<()> {
        let ask: Ask = message.read()?;
        let now = now(&ctx, self.0.clock).await?;
        self.step(&ctx, Message::Ask(now, ask)).await
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

impl AppCall {
    pub(crate) const HANDLERS: &[&str] = &["begin", "notified", "wake", "replied", "ask", "peek"];
    /// Those that wait for the service.
    pub(crate) const WAITING: &[&str] = &["round"];

    async fn step(&self, ctx: &ObjectContext<'_>, message: Message<'_>) -> HandlerResult<()> {
        let id = id(ctx.key())?;
        let stored = ctx.get::<Vec<u8>>(STATE).await?;
        let done = step::step(self.0.policy, &*self.0.host, id, stored.as_deref(), message)?;
        for order in done.orders {
            let target = RequestTarget::service("Graph", "send");
            // The engine has the order when it has what this handler has done, so nobody waits for it.
            let _sent = ctx.request::<_, ()>(target, Payload::of(&order)?).idempotency_key(order.key()).send();
        }
        for (at, handler) in [(done.wake, "wake"), (done.round, "round")] {
            let Some(at) = at else { continue };
            send_at(ctx, self.0.clock, ("AppCall", handler), at)?;
        }
        done.store.apply(ctx);
        Ok(())
    }
}
