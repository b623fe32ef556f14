//! What an operation of a call looks like at both ends, and the codes of an end.

use call_lifecycle::{ClientContext, CompletionReason, Id, OperationStatus, ResultInfo, app, service};

use crate::declare::structs;
use crate::fields::{CL_HAS_CODE, CL_HAS_CONTEXT, CL_HAS_ID, CL_HAS_SUBCODE, CL_NONE, bytes_of, slot};

structs! {
    /// An operation of a call.
    struct cl_operation = 48 {
        /// The service's id, in the order of its digits (CL_HAS_ID).
        id: [u8; 16],
        /// Its clientContext, as `cl_context` makes it of a text (CL_HAS_CONTEXT).
        context: [u8; 16],
        /// Which optional members are there: bits CL_HAS_.
        has: u32,
        /// Its slot.
        slot: u8,
        /// CL_OPERATION_KIND_
        kind: u8,
        /// CL_OPERATION_STATUS_
        operation_status: u8,
        /// CL_COMPLETION_REASON_ or CL_NONE.
        reason: u8,
        /// Whether the service has accepted it: 0 or 1.
        accepted: u8,
        /// The phase of a media operation at the service's end: CL_RECORD_PHASE_ or CL_NONE.
        phase: u8,
        /// Which page a recording follows, at the service's end: CL_PROFILE_ or CL_NONE.
        profile: u8,
        /// Nothing yet.
        reserved: [u8; 5],
    }

    /// The code and the subcode of an end.
    struct cl_result = 16 {
        /// `resultInfo.code` (CL_HAS_CODE).
        code: i32,
        /// `resultInfo.subcode` (CL_HAS_SUBCODE).
        subcode: i32,
        /// Which of them are there: bits CL_HAS_.
        has: u32,
        /// Nothing yet.
        reserved: u32,
    }
}

impl cl_result {
    pub(crate) fn of(result: Option<ResultInfo>) -> Self {
        let subcode = result.and_then(|result| result.subcode);
        let mut has = 0;
        if result.is_some() {
            has |= CL_HAS_CODE;
        }
        if subcode.is_some() {
            has |= CL_HAS_SUBCODE;
        }
        Self { code: result.map_or(0, |result| result.code), subcode: subcode.unwrap_or(0), has, reserved: 0 }
    }
}

impl cl_operation {
    fn new(id: Option<Id>, context: Option<ClientContext>, status: OperationStatus) -> Self {
        let mut has = 0;
        if id.is_some() {
            has |= CL_HAS_ID;
        }
        if context.is_some() {
            has |= CL_HAS_CONTEXT;
        }
        Self {
            id: id.map_or([0; 16], bytes_of),
            context: context.map_or([0; 16], |context| bytes_of(context.id())),
            has,
            slot: 0,
            kind: 0,
            operation_status: status.number(),
            reason: CL_NONE,
            accepted: 1,
            phase: CL_NONE,
            profile: CL_NONE,
            reserved: [0; 5],
        }
    }
}

impl From<app::OperationView> for cl_operation {
    fn from(view: app::OperationView) -> Self {
        Self {
            slot: slot(view.slot),
            kind: view.kind.number(),
            reason: view.reason.map_or(CL_NONE, CompletionReason::number),
            accepted: u8::from(view.accepted),
            ..Self::new(view.id, view.context, view.status)
        }
    }
}

impl From<service::OperationView> for cl_operation {
    fn from(view: service::OperationView) -> Self {
        Self {
            slot: slot(view.slot),
            kind: view.kind.number(),
            reason: view.reason.map_or(CL_NONE, CompletionReason::number),
            phase: view.phase.map_or(CL_NONE, |phase| phase.number()),
            profile: view.profile.number(),
            ..Self::new(Some(view.id), view.context, view.status)
        }
    }
}
