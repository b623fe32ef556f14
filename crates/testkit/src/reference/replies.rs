//! What the application sends, and what comes back.

use call_lifecycle::app::{Body, OperationHints, Reply, Request, Token};
use call_lifecycle::{CallState, Cause, OperationKind, OperationReport, OperationStatus, Outcome, Rejection, Verdict};

use super::app::App;
use super::app_diary::Line;
use super::operations::{Progress, untracked};
use super::outcomes::{judge, says_ended, without_slot};
use super::under_way::{Attempt, HangUp, OurRequest};
use super::{Time, after, calls, millis};

impl App {
    /// The host wishes to send something: if the call permits it, it is asked for.
    pub fn ask(&mut self, request: Request, hints: OperationHints) -> Verdict {
        if self.ended() {
            return Verdict::Rejected(Rejection::Ended);
        }
        let state = self.state();
        let possible = match request {
            Request::Answer | Request::Reject | Request::Redirect => state == CallState::Incoming,
            Request::Transfer => state == CallState::Established,
            Request::Operation(_) => calls::connected(state),
            Request::KeepAlive => calls::live(state),
            Request::GetCall | Request::HangUp | Request::Other => true,
        };
        if !possible {
            return Verdict::Rejected(Rejection::WrongState { state });
        }
        let number = match request {
            // "One attempt at a time."
            Request::KeepAlive if !matches!(self.attempt(), Attempt::Due(_)) => {
                return Verdict::Rejected(Rejection::UnderWay);
            }
            Request::HangUp if !matches!(self.hang_up(), HangUp::None | HangUp::Due(_)) => {
                return Verdict::Rejected(Rejection::UnderWay);
            }
            Request::KeepAlive => self.last_number().wrapping_add(1),
            Request::Operation(kind) => {
                let Some(number) = self.requested(kind, hints) else {
                    return Verdict::Rejected(Rejection::NoFreeSlot);
                };
                number
            }
            _ => 0,
        };
        self.write(Line::Wished(Token::new(request, number)));
        Verdict::Applied
    }

    /// A request was sent, asked for or not.
    pub fn sent(&mut self, token: Token, hints: OperationHints) -> Verdict {
        if self.ended() {
            return Verdict::Rejected(Rejection::Ended);
        }
        if let Request::Operation(kind) = token.request() {
            match self.by_number(kind, token.number()) {
                Some(index) if self.outcome(index).is_some() => return Verdict::NoChange,
                Some(_) => {}
                None if !untracked(token.number()) && self.open(kind, token.number(), hints).is_some() => {}
                None if without_slot(kind) => {}
                None => return Verdict::Rejected(Rejection::NoFreeSlot),
            }
        }
        self.write(Line::Left(token));
        Verdict::Applied
    }

    pub fn reply(&mut self, token: Token, sent: Time, reply: &Reply) -> Verdict {
        if self.ended() {
            // That it is gone is known; anything else is older than its end.
            return if reply.status() == 404 { Verdict::NoChange } else { Verdict::Stale };
        }
        // A 404 to a keepAlive, or to GET or DELETE of the call, is its end (choices 6 and 7).
        let of_call = matches!(token.request(), Request::KeepAlive | Request::GetCall | Request::HangUp);
        if reply.status() == 404 && of_call {
            self.end(self.cause_of_404(), None);
            return Verdict::Applied;
        }
        let verdict = match token.request() {
            Request::KeepAlive => self.keep_alive_reply(token.number(), sent, reply),
            Request::GetCall => {
                if reply.status() == 200 {
                    self.shown();
                    self.write(Line::Shown { sent });
                    if let Body::Call(report) = &reply.body() {
                        self.notified(report);
                    }
                }
                Verdict::Applied
            }
            Request::HangUp => self.hang_up_reply(reply),
            request @ (Request::Answer | Request::Reject | Request::Redirect) => {
                self.write(if reply.is_success() { Line::Taken } else { Line::Refused(request) });
                Verdict::Applied
            }
            Request::Operation(kind) => self.operation_reply(kind, token.number(), reply),
            _ => Verdict::Applied,
        };
        // "A POST below a live call that is answered with an operation is an operation, whatever its method" (choice 65).
        let may_start_another =
            !matches!(token.request(), Request::KeepAlive | Request::GetCall | Request::HangUp | Request::Operation(_));
        if may_start_another && reply.is_success() && matches!(reply.body(), Body::Operation(_)) {
            self.operation_reply(OperationKind::Other, token.number() | 0x8000, reply);
        }
        if reply.status() == 404 && verdict == Verdict::Applied {
            // A 404 may be about an operation or a participant only: verify (choice 7).
            self.write(Line::Wished(Token::new(Request::GetCall, 0)));
        }
        verdict
    }

    /// "404 (now with cause `keepAliveExpired`, before the expiry `notFound`)"; a 404 that is the
    /// effect of a request that we sent has its cause.
    fn cause_of_404(&self) -> Cause {
        match self.own() {
            OurRequest::ServiceSaid(cause) => cause,
            _ if self.confirmed() => Cause::LocalHangUp,
            _ if self.lost() => Cause::KeepAliveExpired,
            // A DELETE that is answered 404 itself came too late: another end was first.
            OurRequest::HangUp { unanswered: false } => Cause::NotFound,
            own => own.cause().unwrap_or(Cause::NotFound),
        }
    }

    /// The service has answered for a live call: a DELETE that failed before had no effect.
    fn shown(&mut self) {
        if self.own().hangs_up() && matches!(self.hang_up(), HangUp::Due(_) | HangUp::Asked(_)) {
            self.write(Line::HangUpInVain);
        }
    }

    fn keep_alive_reply(&mut self, number: u16, sent: Time, reply: &Reply) -> Verdict {
        let current = number == self.last_number();
        let awaited = current && matches!(self.attempt(), Attempt::Out(_));
        let verdict = if current { Verdict::NoChange } else { Verdict::Stale };
        if reply.status() == 200 {
            // "A late success counts from its own send time if that is later than the anchor, and never rewinds it" (law *safe side*).
            if !awaited && sent <= self.anchor() {
                return verdict;
            }
            self.shown();
            self.write(Line::Renewed { sent: sent.max(self.anchor()), current });
            // "Only a keepAlive 200 whose send time + 45 min still lies ahead revives it."
            if self.lost() && self.expires_at().is_none_or(|at| at > self.latest) {
                self.write(Line::Revived);
            }
            return Verdict::Applied;
        }
        if !awaited {
            return verdict;
        }
        let next = self.told_time(reply).or_else(|| after(self.latest, self.backoff(self.failures() + 1)));
        self.write(Line::KeepAliveFailed { next });
        Verdict::Applied
    }

    /// "`Retry-After` honoured if it fits before the expiry."
    fn told_time(&self, reply: &Reply) -> Option<Time> {
        let span = reply.retry_after().filter(|_| reply.status() == 429)?;
        let fits = |at: &Time| *at > self.latest && self.expires_at().is_none_or(|expiry| *at < expiry);
        after(self.latest, millis(span)).filter(fits)
    }

    fn hang_up_reply(&mut self, reply: &Reply) -> Verdict {
        match self.hang_up() {
            HangUp::Confirmed(_) => Verdict::NoChange,
            // "After DELETE the call is `terminating` once a 2xx came."
            _ if reply.is_success() => {
                self.write(Line::HangUpConfirmed);
                self.enter(CallState::Terminating);
                Verdict::Applied
            }
            HangUp::Out(_) => {
                // It was understood and refused: asked again as late as the backoff goes, or as told.
                let cap = millis(self.settings.keep_alive().retry_max());
                let again = self.told_time(reply).or_else(|| after(self.latest, cap));
                self.write(Line::HangUpRefused { again });
                Verdict::Applied
            }
            _ => Verdict::NoChange,
        }
    }

    fn operation_reply(&mut self, kind: OperationKind, number: u16, reply: &Reply) -> Verdict {
        let mut index = self.by_number(kind, number);
        if let (OperationKind::Other, true, Body::Operation(report)) = (kind, reply.is_success(), reply.body()) {
            index = self.turned_out(index, number, report);
            if index.is_none() {
                return Verdict::Rejected(Rejection::NoFreeSlot);
            }
        } else if untracked(number) && index.is_some() {
            // It may be another's number too: such an answer says nothing of an operation in a slot.
            return Verdict::Applied;
        }
        let Some(index) = index else {
            // What its answer completes needs no slot, nor what may be no operation.
            if !without_slot(kind) {
                return Verdict::Rejected(Rejection::UnknownOperation);
            }
            if kind == OperationKind::CancelMediaProcessing && reply.is_success() {
                self.cancel_answered(None);
            }
            return Verdict::Applied;
        };
        // What was asked for is a cancel, and not what its answer turns out to be.
        let cancels = kind == OperationKind::CancelMediaProcessing && reply.is_success();
        let kind = self.operation(index).kind;
        let cancelled = cancels && self.cancel_answered(Some(index));
        // What refuses a request says nothing of an operation.
        let said = if let Body::Operation(report) = reply.body() { Some(*report) } else { None };
        let report = said.filter(|_| reply.is_success()).unwrap_or_default();
        let learnt = self.learn(index, &report);
        if self.outcome(index).is_some() {
            // A notification that ended it has overtaken this reply.
            return if learnt { Verdict::Applied } else { Verdict::NoChange };
        }
        let outcome = if !reply.is_success() {
            Some(Outcome::new(OperationStatus::Failed))
        } else if says_ended(&report) {
            Some(judge(kind, &report))
        } else if kind == OperationKind::Other && !matches!(reply.body(), Body::Operation(_)) {
            // An answer that is no operation: nothing follows.
            Some(Outcome::new(OperationStatus::Completed))
        } else {
            None
        };
        if let Some(outcome) = outcome {
            self.write(Line::OperationEnded { index, outcome });
            return Verdict::Applied;
        }
        let before = self.progress(index);
        if before == Progress::Requested {
            self.write(Line::Accepted(index));
        }
        if report.status == Some(OperationStatus::Running) && before < Progress::Running {
            self.write(Line::Running(index));
        }
        if cancelled || learnt || self.progress(index) != before { Verdict::Applied } else { Verdict::NoChange }
    }

    /// An answer is an operation: that of the request, if it has no id yet; else the one that the
    /// answer names; else a new one.
    fn turned_out(&mut self, asked: Option<usize>, number: u16, report: &OperationReport) -> Option<usize> {
        let asked = asked.filter(|index| report.id.is_none() || self.id(*index).is_none());
        let known = asked.or_else(|| self.meant(report));
        known.or_else(|| self.open(OperationKind::Other, number, OperationHints::NONE))
    }

    /// No reply will come.
    pub fn failed(&mut self, token: Token) -> Verdict {
        if self.ended() {
            return Verdict::Stale;
        }
        match token.request() {
            Request::KeepAlive if token.number() != self.last_number() => Verdict::Stale,
            Request::KeepAlive if matches!(self.attempt(), Attempt::Out(_)) => {
                let next = after(self.latest, self.backoff(self.failures() + 1));
                self.write(Line::KeepAliveFailed { next });
                Verdict::Applied
            }
            Request::HangUp if matches!(self.hang_up(), HangUp::Out(_)) => {
                self.write(Line::HangUpUnanswered);
                Verdict::Applied
            }
            Request::KeepAlive | Request::HangUp => Verdict::NoChange,
            // Whether the service has got it is not known: a request that we sent may still explain the end, and an operation may run.
            Request::Answer | Request::Reject | Request::Redirect => {
                self.write(Line::Unanswered);
                Verdict::Applied
            }
            Request::Operation(kind) => match self.by_number(kind, token.number()) {
                Some(index) if self.outcome(index).is_none() && self.progress(index) == Progress::Requested => {
                    self.write(Line::Doubted(index));
                    Verdict::Applied
                }
                _ => Verdict::NoChange,
            },
            Request::GetCall | Request::Transfer | Request::Other => Verdict::Applied,
        }
    }

    /// The 201 came after notifications: "the call began when that request was sent".
    pub fn created(&mut self, sent: Time) -> Verdict {
        if self.ended() {
            return Verdict::Stale;
        }
        // "What is so long ago that the call would be given up says no more."
        let policy = self.settings.keep_alive();
        let sent = sent.max(self.latest.saturating_sub(millis(policy.expiry()) + millis(policy.abandon())));
        if self.renewed() || sent >= self.anchor() {
            return Verdict::NoChange;
        }
        self.write(Line::Began(sent));
        Verdict::Applied
    }
}
