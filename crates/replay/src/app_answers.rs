//! `--end app`: the answers to requests, and requests without one.

use call_lifecycle::app::{Body, Event, Reply};
use call_lifecycle::{CallReport, Id, Machine, OperationKind, ReportedState, Timestamp, Verdict};

use crate::Stop;
use crate::answers;
use crate::app_end::AppEnd;
use crate::aside::Aside;
use crate::change::{Asked, Begin, Creation, What};
use crate::occurrence::{Count, Occurrence};
use crate::report::Report;
use crate::requests::{First, Out};
use crate::side::Side;
use crate::trace::{Act, GraphError, LineError, Response};

/// A response, read as an answer to its request.
#[derive(Clone, Debug)]
pub(super) enum Read {
    /// The request is not out.
    NotOut,
    /// It was not about a call.
    Unrelated,
    /// It created this call, with what the body says about it, or no call.
    Create(Option<(Id, CallReport, Option<String>)>),
    /// It is about this call; with what could not be read.
    Reply(usize, Reply, Option<String>),
}

impl AppEnd<'_> {
    /// Reads the body of a response as the answer to its request.
    pub(super) fn read(&self, response: &Response<'_>) -> Result<Read, LineError> {
        Ok(match self.requests.awaited(&response.to) {
            None => Read::NotOut,
            Some(Out { call: Some(place), act, .. }) => {
                let (reply, unreadable) = answers::reply(*act, response)?;
                Read::Reply(*place, reply, unreadable)
            }
            Some(Out { act: Act::Create, .. }) if (200..300).contains(&response.status.0) => {
                Read::Create(answers::created(response)?)
            }
            Some(Out { act: Act::Create, .. }) => Read::Create(None),
            Some(_) => Read::Unrelated,
        })
    }

    pub(super) fn response(
        &mut self,
        at: u64,
        line: u64,
        response: &Response<'_>,
        read: Read,
        report: &mut Report<'_>,
    ) -> Result<(), Stop> {
        let (to, status) = (&*response.to, response.status.0);
        let taken = self.requests.take(to);
        let was_failed = taken.is_none();
        let taken = taken.or_else(|| self.requests.take_unanswered(to));
        let Some((key, Out { act, sent, token, operation, .. })) = taken else {
            return self.not_out(at, line, to, Some(response), report);
        };
        let error = match &read {
            _ if status >= 400 => GraphError::of_refusal(response),
            Read::Reply(_, reply, _) if answers::fails_at_once(act, reply) => {
                Some(GraphError::of_result(response.body).unwrap_or_default())
            }
            _ => None,
        };
        let error = error.as_ref();
        let place = match read {
            Read::Reply(place, reply, unreadable) => {
                let what = What::Response { to, status, act, sent };
                let note = match (operation, reply.body()) {
                    (Some(operation), Body::Operation(said)) => self.corrected(at, place, operation, said.id),
                    _ => None,
                };
                // It has told something new, whatever the machine knows.
                let is_new = note.is_some()
                    || operation.is_some_and(|operation| self.calls.track(place).is_corrected(operation));
                let count = if is_new { Count::As(Verdict::Applied) } else { Count::Verdict };
                let asked_about = answers::asked_about(act, response);
                let note = unreadable.or(note).or(asked_about.as_ref().map(|(said, _)| answers::in_words(said)));
                let is_operation = reply.is_success() && matches!(reply.body(), Body::Operation(_));
                let told = Occurrence {
                    note: note.as_deref(),
                    count,
                    error,
                    operation: is_operation,
                    asked: Asked::by(act).filter(|_| is_operation && operation.is_none()),
                    ..Occurrence::new(at, line, what)
                };
                let known = self.calls.get(place);
                let may_live = known.machine.cause().is_none()
                    || known.track.story.was_given_up()
                    || known.track.story.was_not_found();
                let renews = act == Act::KeepAlive && status == 200 && may_live;
                let succeeded = self.calls.get(place).track.succeeded;
                let event = Event::Reply { token, sent: Timestamp::from_millis(sent), reply };
                self.calls.handle(place, event, told, report)?;
                let track = self.calls.track(place);
                if matches!(reply.body(), Body::Call(said) if said.result.is_some()) {
                    let result = GraphError::of_result(response.body);
                    track.message = result.and_then(|result| result.message).or(track.message.take());
                }
                if renews && track.succeeded == succeeded {
                    // Overtaken by a newer one, but it has succeeded.
                    track.succeeded += 1;
                }
                let took = at.saturating_sub(sent);
                if renews && was_failed {
                    track.answered_all_the_same(at);
                } else if renews && took >= report.reply_within() {
                    track.answered_late(at, took);
                }
                match (operation, act.operation()) {
                    (Some(operation), Some(kind)) => {
                        self.operation_answered(at, place, operation, (kind, &reply), error);
                    }
                    (_, Some(OperationKind::CancelMediaProcessing)) if reply.is_success() => {
                        track.cancelled = Some(at);
                    }
                    _ => {}
                }
                if let Some((said, message)) = asked_about {
                    self.calls.track(place).asked_about(at, &said, message);
                }
                self.may_not_replace(place, (status >= 400).then_some(sent));
                Some(place)
            }
            Read::Create(Some((call, body, unreadable))) => {
                let known = self.calls.find(call);
                let creation = known.map_or(Creation::New, |place| self.calls.get(place).track.creation(sent));
                let told = Occurrence {
                    count: Count::As(Verdict::Applied),
                    note: unreadable.as_deref(),
                    ..Occurrence::new(at, line, What::Created { to, sent, creation })
                };
                match known.filter(|_| creation == Creation::Known) {
                    Some(place) => {
                        self.calls.tell(place, told, Verdict::NoChange, &[], report)?;
                        Some(place)
                    }
                    None => Some(self.created(told, sent, call, &body, report)?),
                }
            }
            Read::Create(None) => {
                report.aside(at, line, Aside::NotCreated { to, status: Some(status), error })?;
                None
            }
            Read::Unrelated | Read::NotOut => {
                report.aside(at, line, Aside::UnrelatedAnswer { to, status: Some(status), error })?;
                None
            }
        };
        self.requests.answered(key, First { call: place, act, status: Some(status) });
        Ok(())
    }

    fn created(
        &mut self,
        told: Occurrence<'_>,
        sent: u64,
        call: Id,
        body: &CallReport,
        report: &mut Report<'_>,
    ) -> Result<usize, Stop> {
        let Occurrence { at, line, .. } = told;
        let place = match self.calls.find(call) {
            Some(place) => place,
            None => {
                let place = self.calls.begin(call, sent, Begin::Created, report)?;
                // What was due between the request and its answer.
                self.calls.pass(at, report)?;
                place
            }
        };
        self.calls.handle(place, Event::Created { sent: Timestamp::from_millis(sent) }, told, report)?;
        let state = self.calls.get(place).machine.state();
        if let ReportedState::Known(said) = body.state {
            if said != state && state.reaches(said) {
                let told = Occurrence { count: Count::No, ..Occurrence::new(at, line, What::Body(body)) };
                self.calls.handle(place, Event::Call(*body), told, report)?;
            }
        }
        Ok(place)
    }

    pub(super) fn failed(&mut self, at: u64, line: u64, to: &str, report: &mut Report<'_>) -> Result<(), Stop> {
        let Some((key, out)) = self.requests.take(to) else {
            return self.not_out(at, line, to, None, report);
        };
        match out.call {
            Some(place) => {
                let what = What::Failed { to, act: out.act, sent: out.sent };
                let event = Event::Failed { token: out.token };
                self.calls.handle(place, event, Occurrence::new(at, line, what), report)?;
            }
            None if out.act == Act::Create => {
                report.aside(at, line, Aside::NotCreated { to, status: None, error: None })?
            }
            None => report.aside(at, line, Aside::UnrelatedAnswer { to, status: None, error: None })?,
        }
        self.requests.failed(key, out);
        Ok(())
    }

    /// An answer to a request that is not out: it was answered already, or is not in the trace.
    fn not_out(
        &mut self,
        at: u64,
        line: u64,
        to: &str,
        response: Option<&Response<'_>>,
        report: &mut Report<'_>,
    ) -> Result<(), Stop> {
        let status = response.map(|response| response.status.0);
        match self.requests.first_answer(to) {
            Some(First { call: Some(place), act, status: first }) => {
                let created =
                    response.filter(|_| act == Act::Create).and_then(|response| answers::created(response).ok());
                let known = self.calls.get(place).machine.id();
                let other = created.flatten().map(|(call, ..)| call).filter(|call| *call != known);
                let what = What::Repeated { to, act, status, first, other };
                self.calls.tell(place, Occurrence::new(at, line, what), Verdict::NoChange, &[], report)
            }
            Some(_) => report.aside(at, line, Aside::UnrelatedAnswer { to, status, error: None }),
            None => report.aside(at, line, Aside::Unknown { to, status }),
        }
    }
}
