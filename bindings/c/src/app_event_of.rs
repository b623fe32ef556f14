//! The flat struct that stands for one of the core's events of the application's end.

use call_lifecycle::app::{Body, Event, OperationHints, Reply, Request, Token};
use call_lifecycle::{
    CallReport, ClientContext, CompletionReason, OperationReport, OperationStatus, ReportedState, ResultInfo,
};

use crate::app_event::cl_app_event;
use crate::fields::{
    CL_HAS_CODE, CL_HAS_CONTEXT, CL_HAS_ID, CL_HAS_RETRY_AFTER, CL_HAS_SUBCODE, CL_HAS_TAKES_AT_MOST, CL_NONE,
    CL_UNKNOWN, bytes_of, millis,
};

/// The kind of operation of a request.
pub(crate) const fn operation_of(request: Request) -> u8 {
    match request {
        Request::Operation(kind) => kind.number(),
        _ => CL_NONE,
    }
}

impl cl_app_event {
    /// The event that stands for one of the core's. An event of a later version of the core is a wake.
    pub(crate) fn of(now: u64, event: &Event) -> Self {
        let mut this = Self::new(now, event.number());
        match event {
            Event::Ask { request, hints } => {
                this.set_request(*request);
                this.set_hints(hints);
            }
            Event::Sent { token, hints } => {
                this.set_token(*token);
                this.set_hints(hints);
            }
            Event::Reply { token, sent, reply } => {
                this.set_token(*token);
                this.sent = sent.as_millis();
                this.set_reply(reply);
            }
            Event::Failed { token } => this.set_token(*token),
            Event::Call(report) => this.set_call(report),
            Event::Operation(report) => this.set_operation(report),
            Event::Created { sent } => this.sent = sent.as_millis(),
            _ => this.kind = Event::Wake.number(),
        }
        this
    }

    const fn set_request(&mut self, request: Request) {
        self.request = request.number();
        self.operation = operation_of(request);
    }

    const fn set_token(&mut self, token: Token) {
        self.set_request(token.request());
        self.number = token.number();
    }

    fn set_context(&mut self, context: Option<ClientContext>) {
        if let Some(context) = context {
            self.has |= CL_HAS_CONTEXT;
            self.context = bytes_of(context.id());
        }
    }

    fn set_hints(&mut self, hints: &OperationHints) {
        self.set_context(hints.context());
        if let Some(takes_at_most) = hints.takes_at_most() {
            self.has |= CL_HAS_TAKES_AT_MOST;
            self.takes_at_most = millis(takes_at_most);
        }
        self.endless = u8::from(hints.is_endless());
    }

    pub(crate) fn set_reply(&mut self, reply: &Reply) {
        self.status = reply.status();
        self.body = reply.body().number();
        if let Some(retry_after) = reply.retry_after() {
            self.has |= CL_HAS_RETRY_AFTER;
            self.retry_after = millis(retry_after);
        }
        match reply.body() {
            Body::Call(report) => self.set_call(report),
            Body::Operation(report) => self.set_operation(report),
            _ => self.body = Body::Empty.number(),
        }
    }

    const fn set_result(&mut self, result: Option<ResultInfo>) {
        let Some(ResultInfo { code, subcode, .. }) = result else { return };
        self.has |= CL_HAS_CODE;
        self.code = code;
        if let Some(subcode) = subcode {
            self.has |= CL_HAS_SUBCODE;
            self.subcode = subcode;
        }
    }

    fn set_call(&mut self, report: &CallReport) {
        self.change = report.change.number();
        self.state = match report.state {
            ReportedState::Absent => CL_NONE,
            ReportedState::Unknown => CL_UNKNOWN,
            ReportedState::Known(state) => state.number(),
        };
        self.set_result(report.result);
        self.audio_active = report.audio_active.map_or(CL_NONE, u8::from);
        if let Some(tone) = report.tone {
            self.tone = tone.tone.number();
            self.sequence_id = tone.sequence_id;
        }
        self.app_transferred = u8::from(report.app_transferred);
    }

    fn set_operation(&mut self, report: &OperationReport) {
        self.deleted = u8::from(report.deleted);
        if let Some(id) = report.id {
            self.has |= CL_HAS_ID;
            self.id = bytes_of(id);
        }
        self.set_context(report.context);
        self.operation_status = report.status.map_or(CL_NONE, OperationStatus::number);
        self.reason = report.reason.map_or(CL_NONE, CompletionReason::number);
        self.set_result(report.result);
    }
}
