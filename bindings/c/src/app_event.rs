//! Events of the application's end: a flat struct, and the core's event that it stands for. The way back is
//! in `app_event_of`.

use call_lifecycle::app::{Body, Event, OperationHints, Reply, Request, Token};
use call_lifecycle::record::Tone;
use call_lifecycle::{
    CallReport, CallState, ChangeType, ClientContext, CompletionReason, OperationKind, OperationReport,
    OperationStatus, ReportedState, ResultInfo, Timestamp, ToneInfo,
};

use crate::code::{Fault, code};
use crate::declare::{functions, structs};
use crate::fields::{
    CL_HAS_CODE, CL_HAS_CONTEXT, CL_HAS_ID, CL_HAS_RETRY_AFTER, CL_HAS_SUBCODE, CL_HAS_TAKES_AT_MOST, CL_NONE,
    CL_UNKNOWN, duration, flag, id_of, optional, optional_flag,
};
use crate::memory::output;

structs! {
    /// An event of the application's end.
    ///
    /// `cl_app_event_init` makes one in which every member is absent; set those that the kind has. The
    /// others are ignored.
    ///
    /// | kind | members |
    /// |---|---|
    /// | wake | |
    /// | ask | request, operation; of an operation: context, takes_at_most, endless |
    /// | sent | request, operation, number; of an operation that the call did not ask for: as ask |
    /// | reply | request, operation, number, sent, status, retry_after, body; with body call or operation, the members of that |
    /// | failed | request, operation, number |
    /// | call | change, state, code, subcode, audio_active, tone, sequence_id, app_transferred |
    /// | operation | id, context, operation_status, reason, code, subcode, deleted |
    /// | created | sent |
    struct cl_app_event = 96 {
        /// The time, in milliseconds, of a clock that never goes back.
        now: u64,
        /// When the request that is answered was sent.
        sent: u64,
        /// The id of an operation, in the order of its digits (CL_HAS_ID).
        id: [u8; 16],
        /// The clientContext of an operation, as `cl_context` makes it of a text (CL_HAS_CONTEXT).
        context: [u8; 16],
        /// `sequenceId` of a tone.
        sequence_id: i64,
        /// `resultInfo.code` (CL_HAS_CODE).
        code: i32,
        /// `resultInfo.subcode` (CL_HAS_SUBCODE).
        subcode: i32,
        /// `Retry-After` in milliseconds (CL_HAS_RETRY_AFTER).
        retry_after: u32,
        /// The longest that an operation can take, in milliseconds (CL_HAS_TAKES_AT_MOST).
        takes_at_most: u32,
        /// Which optional members are there: bits CL_HAS_.
        has: u32,
        /// The number of the request's token.
        number: u16,
        /// The HTTP status of a reply.
        status: u16,
        /// CL_APP_EVENT_
        kind: u8,
        /// CL_APP_REQUEST_
        request: u8,
        /// CL_OPERATION_KIND_ of a request that is an operation.
        operation: u8,
        /// What the body of a reply says: CL_APP_BODY_
        body: u8,
        /// CL_CHANGE_TYPE_
        change: u8,
        /// CL_CALL_STATE_, or CL_UNKNOWN, or CL_NONE.
        state: u8,
        /// 0, 1 or CL_NONE.
        audio_active: u8,
        /// CL_TONE_ or CL_NONE.
        tone: u8,
        /// Whether the application was transferred: 0 or 1.
        app_transferred: u8,
        /// Whether the operation was deleted: 0 or 1.
        deleted: u8,
        /// Whether it is a playPrompt with loop: 0 or 1.
        endless: u8,
        /// CL_OPERATION_STATUS_ or CL_NONE.
        operation_status: u8,
        /// CL_COMPLETION_REASON_ or CL_NONE.
        reason: u8,
        /// Nothing yet.
        reserved: [u8; 3],
    }
}

/// The requests by their numbers. The kind of an operation is in another member.
static REQUESTS: [Request; 9] = [
    Request::KeepAlive,
    Request::GetCall,
    Request::HangUp,
    Request::Answer,
    Request::Reject,
    Request::Redirect,
    Request::Transfer,
    Request::Operation(OperationKind::Other),
    Request::Other,
];

/// The request of its number.
#[cfg_attr(target_os = "none", inline(never))]
pub(crate) fn request(number: u8, operation: u8) -> Result<Request, Fault> {
    match REQUESTS.get(usize::from(number)) {
        Some(Request::Operation(_)) => {
            OperationKind::from_number(operation).map(Request::Operation).ok_or(Fault::Operation)
        }
        Some(request) => Ok(*request),
        None => Err(Fault::Request),
    }
}

impl cl_app_event {
    /// An event in which every member is absent.
    pub(crate) const fn new(now: u64, kind: u8) -> Self {
        Self {
            now,
            sent: 0,
            id: [0; 16],
            context: [0; 16],
            sequence_id: 0,
            code: 0,
            subcode: 0,
            retry_after: 0,
            takes_at_most: 0,
            has: 0,
            number: 0,
            status: 0,
            kind,
            request: CL_NONE,
            operation: CL_NONE,
            body: 0,
            change: ChangeType::Updated.number(),
            state: CL_NONE,
            audio_active: CL_NONE,
            tone: CL_NONE,
            app_transferred: 0,
            deleted: 0,
            endless: 0,
            operation_status: CL_NONE,
            reason: CL_NONE,
            reserved: [0; 3],
        }
    }

    const fn has(&self, bit: u32) -> bool {
        self.has & bit != 0
    }

    /// Makes the core's event and hands it on.
    // Each is made where it is used: an event that is copied was just written in parts, and waits for them.
    #[inline(always)]
    pub(crate) fn with_event(&self, mut then: impl FnMut(&Event)) -> Result<(), Fault> {
        let sent = Timestamp::from_millis(self.sent);
        match self.kind {
            0 => {
                // In a place apart: as a constant it would take as much as the largest event.
                let wake = Event::Wake;
                then(&wake);
            }
            1..=4 => self.with_token(Token::new(request(self.request, self.operation)?, self.number), then)?,
            5 => {
                let mut report = CallReport::new(ChangeType::Updated);
                self.read_call(&mut report)?;
                then(&Event::Call(report));
            }
            6 => {
                let mut report = OperationReport::NONE;
                self.read_operation(&mut report)?;
                then(&Event::Operation(report));
            }
            7 => then(&Event::Created { sent }),
            _ => return Err(Fault::Kind),
        }
        Ok(())
    }

    /// Makes the event of a request, of which `kind` says that it is one, and hands it on.
    #[inline(always)]
    fn with_token(&self, token: Token, mut then: impl FnMut(&Event)) -> Result<(), Fault> {
        match self.kind {
            1 => {
                let endless = flag(self.endless)?;
                then(&Event::Ask { request: token.request(), hints: self.hints(endless) });
            }
            2 => {
                let endless = flag(self.endless)?;
                then(&Event::Sent { token, hints: self.hints(endless) });
            }
            3 => {
                let body = match self.body {
                    0 => Body::Empty,
                    1 => {
                        let mut report = CallReport::new(ChangeType::Updated);
                        self.read_call(&mut report)?;
                        Body::Call(report)
                    }
                    2 => {
                        let mut report = OperationReport::NONE;
                        self.read_operation(&mut report)?;
                        Body::Operation(report)
                    }
                    _ => return Err(Fault::Body),
                };
                let reply = self.status_and_wait().with_body(body);
                then(&Event::Reply { token, sent: Timestamp::from_millis(self.sent), reply });
            }
            _ => then(&Event::Failed { token }),
        }
        Ok(())
    }

    #[inline(always)]
    pub(crate) fn token(&self) -> Result<Token, Fault> {
        Ok(Token::new(request(self.request, self.operation)?, self.number))
    }

    const fn context(&self) -> Option<ClientContext> {
        if self.has(CL_HAS_CONTEXT) { Some(ClientContext::from_id(id_of(self.context))) } else { None }
    }

    #[cfg_attr(target_os = "none", inline(never))]
    #[cfg_attr(not(target_os = "none"), inline(always))]
    const fn hints(&self, endless: bool) -> OperationHints {
        let mut hints = OperationHints::NONE.with_endless(endless);
        if let Some(context) = self.context() {
            hints = hints.with_context(context);
        }
        if self.has(CL_HAS_TAKES_AT_MOST) {
            hints = hints.with_takes_at_most(duration(self.takes_at_most));
        }
        hints
    }

    /// The reply without what its body says.
    #[inline(always)]
    const fn status_and_wait(&self) -> Reply {
        let reply = Reply::new(self.status);
        if self.has(CL_HAS_RETRY_AFTER) { reply.with_retry_after(duration(self.retry_after)) } else { reply }
    }

    fn result(&self) -> Option<ResultInfo> {
        self.has(CL_HAS_CODE).then(|| ResultInfo::new(self.code, self.has(CL_HAS_SUBCODE).then_some(self.subcode)))
    }

    /// Reads a report into its place, in which nothing stands yet.
    fn read_call(&self, report: &mut CallReport) -> Result<(), Fault> {
        report.change = ChangeType::from_number(self.change).ok_or(Fault::Change)?;
        report.state = match self.state {
            CL_NONE => ReportedState::Absent,
            CL_UNKNOWN => ReportedState::Unknown,
            number => ReportedState::Known(CallState::from_number(number).ok_or(Fault::State)?),
        };
        report.result = self.result();
        report.audio_active = optional_flag(self.audio_active)?;
        report.tone =
            optional(self.tone, Tone::from_number, Fault::Tone)?.map(|tone| ToneInfo::new(self.sequence_id, tone));
        report.app_transferred = flag(self.app_transferred)?;
        Ok(())
    }

    /// Likewise.
    fn read_operation(&self, report: &mut OperationReport) -> Result<(), Fault> {
        report.deleted = flag(self.deleted)?;
        report.id = self.has(CL_HAS_ID).then(|| id_of(self.id));
        report.context = self.context();
        report.status = optional(self.operation_status, OperationStatus::from_number, Fault::Status)?;
        report.reason = optional(self.reason, CompletionReason::from_number, Fault::Reason)?;
        report.result = self.result();
        Ok(())
    }
}

functions! {
    /// Makes an event of a kind in which every member is absent.
    fn cl_app_event_init(event: *mut cl_app_event, now: u64, kind: u8) -> i32 {
        // SAFETY: the caller vouches for the memory.
        code(unsafe { output(event) }.map(|place| place.put(cl_app_event::new(now, kind))))
    }
}
