//! What the replay needs from either end of a call.

use call_lifecycle::{
    CallState, Cause, CompletionReason, Id, Machine, OperationStatus, ResultInfo, Slot, Slots, Timestamp, app, service,
};

use crate::change::{Raw, of_app, of_service};
use crate::contract::Policies;
use crate::roomy::{App, either};

pub type Service<'p> = service::Call<'p, { Slots::MAX }>;

/// An operation of either end.
#[derive(Clone, Copy, Debug)]
pub struct View {
    pub slot: Slot,
    pub id: Option<Id>,
    pub status: OperationStatus,
    pub reason: Option<CompletionReason>,
}

pub trait Side: Machine {
    /// The policies that its calls follow.
    type Policies: Copy + std::fmt::Debug;
    const IS_SERVICE: bool;
    fn outgoing(id: Id, at: Timestamp, policies: Self::Policies) -> Self;
    /// `recording` is whether it comes for compliance recording.
    fn incoming(id: Id, at: Timestamp, recording: bool, policies: Self::Policies) -> Self;
    fn adopted(id: Id, at: Timestamp, state: CallState, policies: Self::Policies) -> Self;
    /// A call that is seen for the first time as it ends.
    fn ending(id: Id, at: Timestamp, cause: Cause, policies: Self::Policies) -> Self;
    fn now(&self) -> Timestamp;
    fn state(&self) -> CallState;
    fn cause(&self) -> Option<Cause>;
    fn result(&self) -> Option<ResultInfo>;
    fn expires_at(&self) -> Option<Timestamp>;
    fn presumed_lost(&self) -> bool;
    fn views(&self) -> impl Iterator<Item = View>;
    fn raw(output: &Self::Output) -> Raw;
    /// The whole machine as bytes.
    fn stored(&self) -> Option<Vec<u8>>;
    fn restored(bytes: &[u8], recording: bool, policies: Self::Policies) -> Option<Self>;
}

/// As many bytes as most machines have: less is moved about.
const FEW: usize = 512;
/// The most bytes of a machine with all its operations.
const STORED: usize = 8_192;

impl<'p> Side for App<'p> {
    type Policies = &'p Policies;
    const IS_SERVICE: bool = false;

    fn outgoing(id: Id, at: Timestamp, policies: &'p Policies) -> Self {
        Self::Few(app::Call::outgoing(id, at, &policies.app))
    }

    fn incoming(id: Id, at: Timestamp, recording: bool, policies: &'p Policies) -> Self {
        let policy = if recording { &policies.app_recording } else { &policies.app };
        Self::Few(app::Call::incoming(id, at, policy))
    }

    fn adopted(id: Id, at: Timestamp, state: CallState, policies: &'p Policies) -> Self {
        Self::Few(app::Call::adopted(id, at, state, &policies.app))
    }

    fn ending(id: Id, at: Timestamp, _cause: Cause, policies: &'p Policies) -> Self {
        Self::Few(app::Call::adopted(id, at, CallState::Terminating, &policies.app))
    }

    fn now(&self) -> Timestamp {
        either!(self, call => call.now())
    }

    fn state(&self) -> CallState {
        either!(self, call => call.state())
    }

    fn cause(&self) -> Option<Cause> {
        either!(self, call => call.cause())
    }

    fn result(&self) -> Option<ResultInfo> {
        either!(self, call => call.result())
    }

    fn expires_at(&self) -> Option<Timestamp> {
        either!(self, call => call.keep_alive()).expires_at
    }

    fn presumed_lost(&self) -> bool {
        either!(self, call => call.keep_alive()).presumed_lost
    }

    fn views(&self) -> impl Iterator<Item = View> {
        let (few, many) = match self {
            Self::Few(call) => (Some(call.operations()), None),
            Self::Many(call) => (None, Some(call.operations())),
        };
        let all = few.into_iter().flatten().chain(many.into_iter().flatten());
        all.map(|app::OperationView { slot, id, status, reason, .. }| View { slot, id, status, reason })
    }

    fn raw(output: &app::Output) -> Raw {
        of_app(output)
    }

    fn stored(&self) -> Option<Vec<u8>> {
        either!(self, call => match call.snapshot::<FEW>() {
            Ok(stored) => Some(stored.as_bytes().to_vec()),
            Err(_) => Some(call.snapshot::<STORED>().ok()?.as_bytes().to_vec()),
        })
    }

    fn restored(bytes: &[u8], recording: bool, policies: &'p Policies) -> Option<Self> {
        Self::restore(bytes, if recording { &policies.app_recording } else { &policies.app })
    }
}

impl<'p> Side for Service<'p> {
    type Policies = &'p Policies;
    const IS_SERVICE: bool = true;

    fn outgoing(id: Id, at: Timestamp, policies: &'p Policies) -> Self {
        Self::outgoing(id, at, &policies.service)
    }

    fn incoming(id: Id, at: Timestamp, recording: bool, policies: &'p Policies) -> Self {
        Self::incoming(id, at, if recording { &policies.service_recording } else { &policies.service })
    }

    fn adopted(id: Id, at: Timestamp, state: CallState, policies: &'p Policies) -> Self {
        Self::adopted(id, at, state, &policies.service)
    }

    fn ending(id: Id, at: Timestamp, cause: Cause, policies: &'p Policies) -> Self {
        Self::ending(id, at, cause, &policies.service)
    }

    fn now(&self) -> Timestamp {
        Self::now(self)
    }

    fn state(&self) -> CallState {
        Self::state(self)
    }

    fn cause(&self) -> Option<Cause> {
        Self::cause(self)
    }

    fn result(&self) -> Option<ResultInfo> {
        Self::cause(self).and_then(Cause::result)
    }

    fn expires_at(&self) -> Option<Timestamp> {
        Self::expires_at(self)
    }

    fn presumed_lost(&self) -> bool {
        false
    }

    fn views(&self) -> impl Iterator<Item = View> {
        self.operations().map(|service::OperationView { slot, id, status, reason, .. }| View {
            slot,
            id: Some(id),
            status,
            reason,
        })
    }

    fn raw(output: &service::Output) -> Raw {
        of_service(output)
    }

    fn stored(&self) -> Option<Vec<u8>> {
        match self.snapshot::<FEW>() {
            Ok(stored) => Some(stored.as_bytes().to_vec()),
            Err(_) => Some(self.snapshot::<STORED>().ok()?.as_bytes().to_vec()),
        }
    }

    fn restored(bytes: &[u8], recording: bool, policies: &'p Policies) -> Option<Self> {
        Self::restore(bytes, if recording { &policies.service_recording } else { &policies.service }).ok()
    }
}
