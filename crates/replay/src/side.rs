//! What the replay needs from either end of a call.

use core::time::Duration;
use std::sync::LazyLock;

use call_lifecycle::{
    CallState, Cause, CompletionReason, Id, KeepAlivePolicy, Machine, OperationStatus, ResultInfo, Slot, Slots,
    Timestamp, app, service,
};

use crate::change::{Raw, of_app, of_service};

/// The application's policy. `start_margin` is zero: a log is explained in the terms of the
/// contract.
static APP: LazyLock<app::Policy> = LazyLock::new(|| {
    let keep_alive = KeepAlivePolicy::GRAPH.with_start_margin(Duration::ZERO);
    app::Policy::new(app::Settings::DEFAULT.with_keep_alive(keep_alive)).unwrap_or(app::Policy::DEFAULT)
});
static SERVICE: service::Policy = service::Policy::DEFAULT;

pub type App = app::Call<'static, { Slots::MAX }>;
pub type Service = service::Call<'static, { Slots::MAX }>;

/// An operation of either end.
#[derive(Clone, Copy, Debug)]
pub struct View {
    pub slot: Slot,
    pub id: Option<Id>,
    pub status: OperationStatus,
    pub reason: Option<CompletionReason>,
}

pub trait Side: Machine {
    const IS_SERVICE: bool;
    fn outgoing(id: Id, at: Timestamp) -> Self;
    fn incoming(id: Id, at: Timestamp) -> Self;
    fn adopted(id: Id, at: Timestamp, state: CallState) -> Self;
    /// A call that is seen for the first time as it ends.
    fn ending(id: Id, at: Timestamp, cause: Cause) -> Self;
    fn now(&self) -> Timestamp;
    fn state(&self) -> CallState;
    fn cause(&self) -> Option<Cause>;
    fn result(&self) -> Option<ResultInfo>;
    fn expires_at(&self) -> Option<Timestamp>;
    fn presumed_lost(&self) -> bool;
    fn views(&self) -> impl Iterator<Item = View>;
    fn raw(output: &Self::Output) -> Raw;
}

impl Side for App {
    const IS_SERVICE: bool = false;

    fn outgoing(id: Id, at: Timestamp) -> Self {
        Self::outgoing(id, at, &APP)
    }

    fn incoming(id: Id, at: Timestamp) -> Self {
        Self::incoming(id, at, &APP)
    }

    fn adopted(id: Id, at: Timestamp, state: CallState) -> Self {
        Self::adopted(id, at, state, &APP)
    }

    fn ending(id: Id, at: Timestamp, _cause: Cause) -> Self {
        Self::adopted(id, at, CallState::Terminating, &APP)
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
        Self::result(self)
    }

    fn expires_at(&self) -> Option<Timestamp> {
        self.keep_alive().expires_at
    }

    fn presumed_lost(&self) -> bool {
        self.keep_alive().presumed_lost
    }

    fn views(&self) -> impl Iterator<Item = View> {
        self.operations().map(|app::OperationView { slot, id, status, reason, .. }| View { slot, id, status, reason })
    }

    fn raw(output: &app::Output) -> Raw {
        of_app(output)
    }
}

impl Side for Service {
    const IS_SERVICE: bool = true;

    fn outgoing(id: Id, at: Timestamp) -> Self {
        Self::outgoing(id, at, &SERVICE)
    }

    fn incoming(id: Id, at: Timestamp) -> Self {
        Self::incoming(id, at, &SERVICE)
    }

    fn adopted(id: Id, at: Timestamp, state: CallState) -> Self {
        Self::adopted(id, at, state, &SERVICE)
    }

    fn ending(id: Id, at: Timestamp, cause: Cause) -> Self {
        Self::ending(id, at, cause, &SERVICE)
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
}
