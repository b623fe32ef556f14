//! The predicates of the laws (`call_lifecycle_sim::laws`) as assertions, and what tests of
//! snapshots need in addition.

use call_lifecycle::{Step, Timestamp, app, service};
pub use call_lifecycle_sim::{End, laws::Observation};
use call_lifecycle_sim::{Law, Violation, laws};

/// Asserts that a law holds of one step.
pub fn holds<E: End>(law: impl Fn(&Observation<'_, E>) -> Result<(), Violation>, taken: &Observation<'_, E>) {
    law(taken).unwrap_or_else(|broken| panic!("{broken}: {taken:?}"));
}

/// Handles an event, and asserts what holds of every step.
pub fn checked<E: End>(call: &mut E, now: Timestamp, event: &E::Event) -> Step<E::Output> {
    let before = call.clone();
    laws::handle_checked(call, now, event).unwrap_or_else(|broken| panic!("{broken}: at {now} {event:?} to {before:?}"))
}

/// Law *safe side*, one step of it: only a success moves the expiry on, from when it was sent; only
/// the create request's 201 moves it back, and not further than to a call that is given up now.
pub fn safe_side<const N: usize>(taken: &Observation<'_, app::Call<'static, N>>) -> Result<(), Violation> {
    let expiry = |call: &app::Call<'static, N>| call.keep_alive().expires_at.unwrap_or(Timestamp::MAX);
    let (before, after, now) = (expiry(taken.before), expiry(taken.after), taken.after.now());
    let keep_alive = &taken.after.policy().settings().keep_alive();
    let success = |token: app::Token, status| token.request() == app::Request::KeepAlive && status == 200;
    let from = match *taken.event {
        app::Event::Reply { token, sent, reply } if success(token, reply.status()) && after > before => {
            Some(sent.min(now))
        }
        app::Event::Created { sent } if after < before => {
            Some(sent.later(now.saturating_sub(keep_alive.expiry().saturating_add(keep_alive.abandon()))))
        }
        _ => None,
    };
    let why = "the expiry is not that of the last success, from when it was sent";
    if after == from.map_or(before, |from| from.saturating_add(keep_alive.expiry())) {
        Ok(())
    } else {
        Err(Violation::new(Law::SafeSide, why))
    }
}

/// The bytes of a machine, and a machine of the bytes.
pub trait Bytes: Sized {
    fn snapshot_bytes(&self) -> Vec<u8>;
    fn restored(&self, bytes: &[u8]) -> Self;
}

impl<const N: usize> Bytes for app::Call<'static, N> {
    fn snapshot_bytes(&self) -> Vec<u8> {
        self.snapshot::<4096>().unwrap().as_bytes().to_vec()
    }

    fn restored(&self, bytes: &[u8]) -> Self {
        Self::restore(bytes, self.policy()).unwrap()
    }
}

impl<const N: usize> Bytes for service::Call<'static, N> {
    fn snapshot_bytes(&self) -> Vec<u8> {
        self.snapshot::<4096>().unwrap().as_bytes().to_vec()
    }

    fn restored(&self, bytes: &[u8]) -> Self {
        Self::restore(bytes, self.policy()).unwrap()
    }
}
