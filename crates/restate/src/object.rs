//! What the objects of both ends have alike: a key that is an id, a time that is written down, and
//! one entry that is stored last.

use call_lifecycle::{Id, Timestamp};
use call_lifecycle_tokio::Clock;
use restate_sdk::context::RequestTarget;
use restate_sdk::prelude::*;

use crate::message::Wake;
use crate::payload::Payload;

/// The name of an object's only entry.
pub(crate) const STATE: &str = "call";

/// What there is to do with the stored bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Store {
    /// Nothing.
    Nothing,
    /// These are the bytes now.
    Set(Vec<u8>),
    /// The call is over, and nobody speaks of it any more.
    Clear,
}

impl Store {
    /// Does it. This comes last: what a handler has written stays although it fails later.
    pub(crate) fn apply(self, ctx: &ObjectContext<'_>) {
        match self {
            Self::Nothing => {}
            Self::Set(bytes) => ctx.set(STATE, bytes),
            Self::Clear => ctx.clear_all(),
        }
    }
}

/// The call that a key names.
pub(crate) fn id(key: &str) -> Result<Id, TerminalError> {
    Id::parse(key).map_err(|error| TerminalError::new_with_code(400, format!("the key is {key:?}: {error}")))
}

/// The time, written down: a handler that is run again gets the same.
pub(crate) async fn now(ctx: &ObjectContext<'_>, clock: Clock) -> Result<Timestamp, TerminalError> {
    ctx.run(move || async move { Ok(clock.now().as_millis()) }).name("now").await.map(Timestamp::from_millis)
}

/// Sends a message that the object gets at that time.
pub(crate) fn send_at(
    ctx: &ObjectContext<'_>,
    clock: Clock,
    (object, handler): (&str, &str),
    at: Timestamp,
) -> Result<(), TerminalError> {
    let target = RequestTarget::object(object, ctx.key(), handler);
    // Of a delayed message the engine compares what it says, not its delay: the clock may be read here.
    let delay = clock.real(at.duration_since(clock.now()));
    let _sent = ctx.request::<_, ()>(target, Payload::of(&Wake { at })?).send_after(delay);
    Ok(())
}
