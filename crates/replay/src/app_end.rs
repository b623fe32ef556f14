//! `--end app`: the trace as the application saw it.

use call_lifecycle::app::{Body, Event, OperationHints, Reply, Token};
use call_lifecycle::{CallReport, Id, OperationKind, Rejection, ReportedState, Timestamp, Verdict};

use crate::Stop;
use crate::answers;
use crate::calls::{Calls, Count, Occurrence};
use crate::change::{Aside, Begin, OtherEnd, What};
use crate::contract::Policies;
use crate::replacing::Replacing;
use crate::report::Report;
use crate::requests::{Out, Requests};
use crate::side::App;
use crate::started::{asked, fails_at_once};
use crate::trace::{Act, Fact, GraphError, Line, LineError, Request, Response, bodies};

/// A response, read as an answer to its request.
#[derive(Clone, Debug)]
enum Read {
    /// The request is not out.
    NotOut,
    /// It was not about a call.
    Unrelated,
    /// It created this call, with what the body says about it, or no call.
    Create(Option<(Id, CallReport, Option<String>)>),
    /// It is about this call; with what could not be read.
    Reply(usize, Reply, Option<String>),
}

#[derive(Debug)]
pub struct AppEnd<'p> {
    pub calls: Calls<App<'p>>,
    pub requests: Requests,
    /// Requests that name a call to replace.
    pub(super) replacing: Vec<Replacing>,
}

impl<'p> AppEnd<'p> {
    pub fn new(policies: &'p Policies) -> Self {
        Self { calls: Calls::new(policies), requests: Requests::default(), replacing: Vec::new() }
    }

    pub fn line(&mut self, number: u64, line: &Line<'_>, report: &mut Report<'_>) -> Result<(), Stop> {
        let at = line.at.millis;
        if let Fact::Response(response) = &line.fact {
            // Read first: a bad line makes no time pass.
            let read = self.read(response)?;
            self.calls.pass(at, report)?;
            return self.response(at, number, response, read, report);
        }
        self.calls.pass(at, report)?;
        match &line.fact {
            Fact::Nothing | Fact::Response(_) => Ok(()),
            Fact::Peer(peer) => report.aside(at, number, Aside::OtherEnd(OtherEnd::Peer(peer.event))),
            Fact::Media(media) => report.aside(at, number, Aside::OtherEnd(OtherEnd::Media(media.event))),
            Fact::Request(request) => self.request(at, number, request, report),
            Fact::Failed(failed) => self.failed(at, number, &failed.to, report),
            Fact::Notification(notification) if notification.entries.is_empty() => {
                report.aside(at, number, Aside::Empty)
            }
            Fact::Notification(notification) => (0..notification.entries.len())
                .try_for_each(|index| self.entry(at, number, (notification, index), report)),
        }
    }

    fn request(&mut self, at: u64, line: u64, request: &Request<'_>, report: &mut Report<'_>) -> Result<(), Stop> {
        let id: &str = &request.id;
        let (call, act) = Act::of(request.method, request.url);
        let Some(call) = call else {
            report.aside(at, line, if act == Act::Create { Aside::Create { id } } else { Aside::Unrelated { id } })?;
            self.requests.sent(
                id,
                Out { call: None, act, token: Token::new(act.request(), 0), sent: at, operation: None, expected: None },
                self.calls.count(),
            );
            return Ok(());
        };
        let place = self.calls.known(call, at, report)?;
        self.replaces(at, place, act, request);
        let track = self.calls.track(place);
        track.token = track.token.wrapping_add(1);
        let token = Token::new(act.request(), track.token);
        let (hints, asked) = match act.operation() {
            Some(_) => (bodies::hints(act, request.body), asked(act)),
            None => (OperationHints::NONE, None),
        };
        let told = Occurrence { asked, ..Occurrence::new(at, line, What::Request { id, act }) };
        let before = self.calls.get(place).track.operations.len();
        let verdict = self.calls.handle(place, Event::Sent { token, hints }, told, report)?;
        // Never before what was sent earlier: this is the time of sending for the machine.
        let sent = self.calls.get(place).machine.now().as_millis();
        let track = self.calls.track(place);
        if let (Some(asked), Verdict::Rejected(Rejection::NoFreeSlot)) = (asked, verdict) {
            track.keep_spare(asked.kind, hints.context(), sent);
        }
        let operation = track.last_operation().filter(|_| track.operations.len() > before);
        if let Some(operation) = operation {
            track.is_asked(operation, &hints);
        }
        self.requests.sent(
            id,
            Out { call: Some(place), act, token, sent, operation, expected: None },
            self.calls.count(),
        );
        Ok(())
    }

    /// Reads the body of a response as the answer to its request.
    fn read(&self, response: &Response<'_>) -> Result<Read, LineError> {
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

    fn response(
        &mut self,
        at: u64,
        line: u64,
        response: &Response<'_>,
        read: Read,
        report: &mut Report<'_>,
    ) -> Result<(), Stop> {
        let (to, status) = (&*response.to, response.status.0);
        let taken = self.requests.take(to).or_else(|| self.requests.take_unanswered(to));
        let Some((key, Out { act, sent, token, operation, .. })) = taken else {
            return self.not_out(at, line, to, Some(status), report);
        };
        let error = match &read {
            _ if status >= 400 => GraphError::of_refusal(response),
            Read::Reply(_, reply, _) if fails_at_once(act, reply) => {
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
                    asked: asked(act).filter(|_| is_operation && operation.is_none()),
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
                if renews && took >= report.reply_within() {
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
                let created = What::Created { to, sent, again: self.calls.find(call).is_some() };
                let told = Occurrence {
                    count: Count::As(Verdict::Applied),
                    note: unreadable.as_deref(),
                    ..Occurrence::new(at, line, created)
                };
                Some(self.created(told, sent, call, &body, report)?)
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
        self.requests.answered(key, place);
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

    fn failed(&mut self, at: u64, line: u64, to: &str, report: &mut Report<'_>) -> Result<(), Stop> {
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
        status: Option<u16>,
        report: &mut Report<'_>,
    ) -> Result<(), Stop> {
        match self.requests.answered_for(to) {
            Some(Some(place)) => {
                let what = What::Repeated { to, status };
                self.calls.tell(place, Occurrence::new(at, line, what), Verdict::NoChange, &[], report)
            }
            Some(None) => report.aside(at, line, Aside::UnrelatedAnswer { to, status, error: None }),
            None => report.aside(at, line, Aside::Unknown { to, status }),
        }
    }
}
