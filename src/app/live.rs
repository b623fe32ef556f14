//! A call that lives: hands each event to the thing that it is about.
//!
//! `deadlines` does so with what is due. An end of the call is carried out by `call`: whatever sees
//! one returns an [`End`].

use core::ops::ControlFlow::{self, Break, Continue};

use super::anchor::{KeepAlive, PRESUMED_LOST};
use super::answer::Answer;
use super::context::Context;
use super::ended::{End, Ended};
use super::event::{Event, Output};
use super::explanation::Explanation;
use super::hang_up::{HangUp, Stage};
use super::notification::Reported;
use super::offset::Offset;
use super::operations::Operations;
use super::request::{OperationHints, Request, Token};
use crate::policy::MS;
use crate::step::Outputs;
use crate::{CallReport, CallState, DeadlineKind, Rejection, ReportedState, Timestamp, Verdict};

// In this order all bytes are among the first 32, where the short instructions of small processors
// reach them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(C)]
pub(super) struct Live<'p> {
    pub(super) reported: Reported,
    pub(super) hang_up: HangUp,
    pub(super) keep_alive: KeepAlive,
    pub(super) context: Context<'p>,
}

const _: () = assert!(size_of::<Live<'_>>() <= 64);

impl<'p> Live<'p> {
    /// A call that began at `anchor`, as far as is known.
    pub(super) const fn new(context: Context<'p>, anchor: Timestamp, state: CallState) -> Self {
        let keep_alive = KeepAlive::new(anchor, &context);
        let hang_up = HangUp::new(keep_alive.abandon(&context));
        Self { context, keep_alive, hang_up, reported: Reported::new(state) }
    }

    /// It was notified as `incoming` just now: its first deadlines lie ahead, though its clock
    /// began in the past.
    pub(super) fn on_incoming(&mut self) {
        let anchor = self.keep_alive.anchor;
        // What is overdue already is reported with the first wake after.
        self.keep_alive.begin_after(Offset::after(anchor, self.context.now, MS));
        if let Some(answer) = self.hang_up.lend().map(Answer) {
            answer.on_incoming(anchor, &self.context);
        }
    }

    /// Whether it sends keepAlives: not while it is `terminating`.
    pub(super) const fn sends(&self) -> bool {
        !matches!(self.reported.state, CallState::Terminating)
    }

    /// Whether the call is neither presumed lost nor hung up, and has no answer deadline.
    pub(super) const fn is_ordinary(&self) -> bool {
        self.keep_alive.flags & PRESUMED_LOST == 0
            && matches!(self.hang_up.stage, Stage::NotAsked)
            && self.hang_up.at.0 == u32::MAX
    }

    /// Whether it can be told quickly what is due: in an ordinary call whose keepAlive comes first.
    #[inline(always)]
    pub(super) const fn waits_for_keep_alive(&self) -> bool {
        matches!(self.hang_up.first, DeadlineKind::KeepAlive) && self.is_ordinary()
    }

    #[inline(always)]
    pub(super) fn on_event<const N: usize>(
        &mut self,
        event: &Event,
        operations: &mut Operations<N>,
        out: &mut Outputs<'_, Output>,
    ) -> ControlFlow<End, Verdict> {
        Continue(match event {
            Event::Wake => Verdict::NoChange,
            Event::Ask { request, hints } => self.on_ask(*request, hints, operations, out),
            Event::Sent { token, hints } => self.on_sent(*token, hints, operations, out),
            Event::Reply { .. } => return self.on_reply(event, operations, out),
            Event::Failed { token } => self.on_failed(*token, operations, out),
            Event::Call(report) => return self.on_call(report, out),
            Event::Operation(report) => operations.on_report(report, out),
            Event::Created { sent } => self.on_created(*sent),
        })
    }

    /// The host asks to send something.
    #[cfg_attr(target_os = "none", inline(never))]
    fn on_ask<const N: usize>(
        &mut self,
        request: Request,
        hints: &OperationHints,
        operations: &mut Operations<N>,
        out: &mut Outputs<'_, Output>,
    ) -> Verdict {
        let state = self.reported.state;
        let allowed = match request {
            Request::Answer | Request::Reject | Request::Redirect => state == CallState::Incoming,
            Request::Transfer => state == CallState::Established,
            Request::Operation(_) => state.is_connected(),
            Request::KeepAlive => state.is_live(),
            Request::GetCall | Request::HangUp | Request::Other => true,
        };
        if !allowed {
            return Verdict::Rejected(Rejection::WrongState { state });
        }
        match request {
            Request::KeepAlive => self.keep_alive.on_ask(&self.context, out),
            Request::HangUp => self.hang_up.on_ask(self.keep_alive.anchor, &self.context, out),
            Request::Operation(kind) => operations.on_ask(kind, hints, &self.context, out),
            Request::GetCall
            | Request::Answer
            | Request::Reject
            | Request::Redirect
            | Request::Transfer
            | Request::Other => {
                out.push(Output::Send(Token::new(request, 0)));
                Verdict::Applied
            }
        }
    }

    /// A request left just now.
    #[cfg_attr(target_os = "none", inline(never))]
    fn on_sent<const N: usize>(
        &mut self,
        token: Token,
        hints: &OperationHints,
        operations: &mut Operations<N>,
        out: &mut Outputs<'_, Output>,
    ) -> Verdict {
        let anchor = self.keep_alive.anchor;
        match token.request {
            Request::KeepAlive => self.keep_alive.on_sent(token.number, self.sends(), &self.context),
            Request::HangUp => self.hang_up.on_sent(anchor, &self.context),
            request @ (Request::Answer | Request::Reject | Request::Redirect) => {
                if let Some(answer) = self.hang_up.lend().map(Answer) {
                    answer.on_sent(anchor, &self.context);
                }
                self.hang_up.explanation = self.hang_up.explanation.with_answer(request);
            }
            Request::Operation(kind) => return operations.on_sent(kind, token.number, hints, &self.context, out),
            Request::GetCall | Request::Transfer | Request::Other => {}
        }
        Verdict::Applied
    }

    /// No reply will come to a request.
    #[cfg_attr(target_os = "none", inline(never))]
    fn on_failed<const N: usize>(
        &mut self,
        token: Token,
        operations: &mut Operations<N>,
        out: &mut Outputs<'_, Output>,
    ) -> Verdict {
        match token.request {
            Request::KeepAlive => self.keep_alive.on_failed(token.number, &self.context, out),
            Request::HangUp => self.hang_up.on_failed(self.keep_alive.anchor, &self.context),
            // Whether the service has got it is not known, so that it may still explain the end.
            Request::Answer | Request::Reject | Request::Redirect => {
                self.on_answered(false);
                Verdict::Applied
            }
            Request::Operation(kind) => operations.on_failed(kind, token.number),
            Request::GetCall | Request::Transfer | Request::Other => Verdict::Applied,
        }
    }

    /// The 201 of the create request came after notifications.
    #[cfg_attr(target_os = "none", inline(never))]
    fn on_created(&mut self, sent: Timestamp) -> Verdict {
        let was = self.keep_alive.abandon(&self.context);
        let sent = if self.context.now.0 < sent.0 { self.context.now } else { sent };
        match self.keep_alive.on_created(sent, self.sends(), &self.context) {
            Some(millis) => {
                self.hang_up.on_began_earlier(millis, was, self.keep_alive.abandon(&self.context));
                Verdict::Applied
            }
            None => Verdict::NoChange,
        }
    }

    /// A notification of the call, or the body of a GET.
    pub(super) fn on_call(&mut self, report: &CallReport, out: &mut Outputs<'_, Output>) -> ControlFlow<End, Verdict> {
        let verdict = match report.reported() {
            ReportedState::Unknown => return Continue(Verdict::Rejected(Rejection::UnknownState)),
            ReportedState::Known(CallState::Terminated) => return Break(End::Reported),
            ReportedState::Known(next) => {
                let verdict = self.reported.judge(next);
                if verdict.is_applied() {
                    self.enter(next, out);
                    if next == CallState::Terminating {
                        self.hang_up.explanation = self.hang_up.explanation.with_report(report.cause(None));
                    }
                }
                verdict
            }
            ReportedState::Absent => Verdict::NoChange,
        };
        Continue(if verdict == Verdict::Stale { verdict } else { self.reported.on_sound(verdict, report, out) })
    }

    /// Enters another state than the present one.
    #[cfg_attr(not(target_os = "none"), inline(always))]
    pub(super) fn enter(&mut self, to: CallState, out: &mut Outputs<'_, Output>) {
        let from = self.reported.state;
        if from as u8 == to as u8 {
            return;
        }
        self.reported.state = to;
        // Asked in this order, since hardly any call has an explanation while it lives.
        if !matches!(self.hang_up.explanation, Explanation::None) && to.is_connected() {
            self.hang_up.explanation = self.hang_up.explanation.when_connected();
        }
        if let Some(answer) = self.hang_up.lend().map(Answer) {
            answer.on_state();
        }
        if !to.is_live() {
            self.keep_alive.on_terminating();
        }
        out.push(Output::State { from, to });
    }

    /// Ends the call and its operations.
    #[cold]
    #[inline(always)]
    pub(super) fn end<const N: usize>(
        &self,
        end: End,
        event: &Event,
        operations: &mut Operations<N>,
        out: &mut Outputs<'_, Output>,
    ) -> Ended<'p> {
        let mut result = None;
        let cause = match (end, event.report()) {
            (End::Reported, Some(report)) => {
                result = report.result;
                self.hang_up.explanation.cause_of(report)
            }
            (End::GivenUp, _) => self.hang_up.cause_of_giving_up(),
            (End::NotFound | End::Reported, _) => self.hang_up.cause_of_not_found(self.keep_alive.is_presumed_lost()),
        };
        out.push(Output::Ended { cause, operations: operations.end_all() });
        out.at = self.context.now;
        Ended::new(self.context, cause, result, &self.keep_alive, &self.hang_up, self.reported)
    }
}
