//! What a reply does to a call that lives, by the request that it answers.

use core::ops::ControlFlow::{self, Break, Continue};

use super::answer::Answer;
use super::ended::End;
use super::event::{Event, Output};
use super::keep_alive::Replied;
use super::live::Live;
use super::operations::Operations;
use super::reply::{Body, Reply};
use super::request::{Request, Token};
use super::room::WITHOUT_SLOT;
use crate::step::Outputs;
use crate::{CallState, OperationKind, Timestamp, Verdict};

impl Live<'_> {
    /// A reply came to a request that was sent at `sent`.
    #[cfg_attr(target_os = "none", inline(never))]
    pub(super) fn on_reply<const N: usize>(
        &mut self,
        event: &Event,
        operations: &mut Operations<N>,
        out: &mut Outputs<'_, Output>,
    ) -> ControlFlow<End, Verdict> {
        // The whole event is handed in: six arguments take more code and stack than this line.
        let Event::Reply { token, sent, reply } = event else { return Continue(Verdict::NoChange) };
        let sent = if self.context.now.0 < sent.0 { self.context.now } else { *sent };
        if reply.status == 404 && matches!(token.request, Request::KeepAlive | Request::GetCall | Request::HangUp) {
            return Break(End::NotFound);
        }
        let verdict = match token.request {
            Request::KeepAlive => self.on_keep_alive_reply(token.number, sent, reply, out),
            Request::GetCall => {
                if reply.status == 200 {
                    self.on_seen(sent);
                    if let Body::Call(report) = &reply.body {
                        // What the body says is judged like a notification; that it was answered is applied in any case.
                        let _verdict = self.on_call(report, out)?;
                    }
                }
                Verdict::Applied
            }
            Request::HangUp => self.on_hang_up_reply(reply, out),
            request @ (Request::Answer | Request::Reject | Request::Redirect) => {
                if !reply.is_success() {
                    self.hang_up.explanation = self.hang_up.explanation.without_answer(request);
                }
                self.on_answered(reply.is_success());
                Verdict::Applied
            }
            Request::Operation(kind) => operations.on_reply(kind, token.number, reply, &self.context, out),
            Request::Transfer | Request::Other => Verdict::Applied,
        };
        let of_call =
            matches!(token.request, Request::KeepAlive | Request::GetCall | Request::HangUp | Request::Operation(_));
        if !of_call && reply.operation().is_some() {
            // The reply is applied even if there is no slot for the operation.
            let number = token.number | WITHOUT_SLOT;
            let _verdict = operations.on_reply(OperationKind::Other, number, reply, &self.context, out);
        }
        if reply.status == 404 && verdict.is_applied() {
            // Perhaps the sub-resource is gone, perhaps the call (choice 7).
            out.push(Output::Send(Token::new(Request::GetCall, 0)));
        }
        Continue(verdict)
    }

    #[cfg_attr(target_os = "none", inline(never))]
    #[cfg_attr(not(target_os = "none"), inline)]
    fn on_keep_alive_reply(
        &mut self,
        number: u16,
        sent: Timestamp,
        reply: &Reply,
        out: &mut Outputs<'_, Output>,
    ) -> Verdict {
        match self.keep_alive.on_reply((number, sent), reply, self.sends(), &self.context, out) {
            Replied::Renewed(renewed) => {
                self.hang_up.on_renewed(renewed);
                Verdict::Applied
            }
            Replied::Judged(verdict) => verdict,
        }
    }

    #[cfg_attr(target_os = "none", inline(never))]
    fn on_hang_up_reply(&mut self, reply: &Reply, out: &mut Outputs<'_, Output>) -> Verdict {
        let bounds = (self.keep_alive.told(reply, &self.context), self.keep_alive.abandon(&self.context));
        let verdict = self.hang_up.on_reply(reply, bounds, self.keep_alive.anchor, &self.context);
        if verdict.is_applied() && self.hang_up.is_confirmed() {
            self.keep_alive.stop();
            self.enter(CallState::Terminating, out);
        }
        verdict
    }

    /// A GET that was sent at `sent` has shown the call.
    #[cfg_attr(target_os = "none", inline(never))]
    const fn on_seen(&mut self, sent: Timestamp) {
        self.hang_up.on_seen(sent, self.keep_alive.abandon(&self.context), self.keep_alive.anchor, &self.context);
    }

    /// An answer, reject or redirect was accepted or not.
    pub(super) fn on_answered(&mut self, accepted: bool) {
        let (state, anchor) = (self.reported.state, self.keep_alive.anchor);
        if let Some(answer) = self.hang_up.lend().map(Answer) {
            answer.on_reply(accepted, state, anchor, &self.context);
        }
    }
}
