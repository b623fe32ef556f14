//! A keepAlive that is due: it leaves first, and the object is told of it with its answer.
//!
//! A wake that has the object ask, an order, and its answer are three invocations. The message that
//! comes at the time of a keepAlive can look at the stored call, and send what the machine would ask
//! for: that and the answer are two. Most of what a call does all day is keepAlives.

use call_lifecycle::app::{Policy, Request, Token};
use call_lifecycle::{Id, Timestamp};

use crate::arm::keep_alive_at;
use crate::kept::{Kept, KeptError};
use crate::message::{Order, Wake};

/// What a round does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RoundStep {
    /// Nothing: the call does not wait for it.
    Stale,
    /// It sends this keepAlive, and hands what comes back to the object.
    Send(Order),
    /// It wakes the object: the machine has something else to do then.
    Wake,
}

/// Says what a round does that was to come at `wake.at`, and comes `now`. Nothing is stored.
///
/// # Errors
/// [`KeptError`] if the stored bytes cannot be read. Nothing is to be done then.
pub fn round(
    policy: &Policy,
    id: Id,
    stored: Option<&[u8]>,
    wake: Wake,
    now: Timestamp,
) -> Result<RoundStep, KeptError> {
    let Some(bytes) = stored else { return Ok(RoundStep::Stale) };
    let kept = Kept::read(bytes, policy)?;
    let Some(round) = kept.round.filter(|round| round.at == wake.at) else { return Ok(RoundStep::Stale) };
    let token = if round.asked {
        // The object has left it to this round.
        Some(Token::new(Request::KeepAlive, kept.keep_alive))
    } else {
        keep_alive_at(&kept.call, now.later(wake.at)).filter(|token| token.number() != kept.keep_alive)
    };
    Ok(token.map_or(RoundStep::Wake, |token| {
        RoundStep::Send(Order { call: id, token, number: u32::from(token.number()), participant: None, body: None })
    }))
}
