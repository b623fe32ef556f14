//! `--end app`: the trace as the application saw it.

use call_lifecycle::app::{Body, Details, Event, Reply, Token};
use call_lifecycle::{CallReport, CallState, CompletionReason, Id, OperationKind, ReportedState, Timestamp, Verdict};

use super::Stop;
use super::act::Act;
use super::bodies;
use super::calls::{Calls, Count, Told};
use super::change::{Aside, Begin, Change, OperationChange, Step, What};
use super::line::{Entry, Fact, Line, Request, Response};
use super::report::Report;
use super::requests::{Out, Requests};
use super::side::App;
use super::wrong::Wrong;

/// A response, read as an answer to its request.
#[derive(Clone, Copy, Debug)]
enum Read {
    /// That request is not out.
    NotOut,
    /// It was about no call.
    Unrelated,
    /// It created this call, of which the body says this; or none.
    Create(Option<(Id, CallReport)>),
    Reply(usize, Reply),
}

#[derive(Debug)]
pub struct AppEnd {
    pub calls: Calls<App>,
    requests: Requests,
}

impl AppEnd {
    pub fn new(stories: bool) -> Self {
        Self { calls: Calls::new(stories), requests: Requests::default() }
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
            Fact::Nothing | Fact::Peer(_) | Fact::Media(_) | Fact::Response(_) => Ok(()),
            Fact::Request(request) => self.request(at, number, request, report),
            Fact::Failed(failed) => self.failed(at, number, &failed.to, report),
            Fact::Notification(notification) => {
                notification.0.iter().try_for_each(|entry| self.entry(at, number, entry, report))
            }
        }
    }

    fn request(&mut self, at: u64, line: u64, request: &Request<'_>, report: &mut Report<'_>) -> Result<(), Stop> {
        let id: &str = &request.id;
        let (call, act) = Act::of(request.method, request.url.0);
        let Some(call) = call else {
            report.aside(at, line, if act == Act::Create { Aside::Create { id } } else { Aside::Unrelated { id } })?;
            self.requests.sent(
                id,
                Out { call: None, act, token: Token::new(act.request(), 0), sent: at, operation: None },
                self.calls.all().len(),
            );
            return Ok(());
        };
        let place = self.calls.known(call, at, report)?;
        let track = self.calls.track(place);
        track.token = track.token.wrapping_add(1);
        let token = Token::new(act.request(), track.token);
        let (details, asked) = match act {
            Act::Operation(kind, _) => (bodies::details(act, request.body), Some(kind)),
            _ => (Details::NONE, None),
        };
        let told = Told { at, line, what: What::Request { id, act }, count: Count::Verdict, asked };
        let before = self.calls.get(place).track.operations.len();
        self.calls.handle(place, Event::Sent { token, details }, told, report)?;
        let track = &self.calls.get(place).track;
        let operation = track.last_operation().filter(|_| track.operations.len() > before);
        self.requests.sent(id, Out { call: Some(place), act, token, sent: at, operation }, self.calls.all().len());
        Ok(())
    }

    /// Reads the body of a response as that of an answer to its request.
    fn read(&self, response: &Response<'_>) -> Result<Read, Wrong> {
        Ok(match self.requests.out(&response.to) {
            None => Read::NotOut,
            Some(Out { call: Some(place), act, .. }) => Read::Reply(*place, bodies::reply(*act, response)?),
            Some(Out { act: Act::Create, .. }) if (200..300).contains(&response.status.0) => {
                Read::Create(bodies::created(response)?)
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
        let Some((key, Out { act, sent, token, operation, .. })) = self.requests.take(to) else {
            return self.not_out(at, line, to, Some(status), report);
        };
        let place = match read {
            Read::Reply(place, reply) => {
                let told = Told {
                    at,
                    line,
                    what: What::Response { to, status, act, sent },
                    count: Count::Verdict,
                    asked: None,
                };
                self.calls.handle(
                    place,
                    Event::Reply { token, sent: Timestamp::from_millis(sent), reply },
                    told,
                    report,
                )?;
                if let (Some(operation), Act::Operation(kind, _)) = (operation, act) {
                    self.operation_answered(place, operation, kind, &reply);
                }
                Some(place)
            }
            Read::Create(Some((call, body))) => Some(self.created(at, line, to, sent, call, &body, report)?),
            Read::Create(None) => {
                report.aside(at, line, Aside::NotCreated { to, status: Some(status) })?;
                None
            }
            Read::Unrelated | Read::NotOut => {
                report.aside(at, line, Aside::UnrelatedAnswer { to, status: Some(status) })?;
                None
            }
        };
        self.requests.answered(key, place);
        Ok(())
    }

    /// The answer of an operation's own request came: one that it completed or refused is not listed.
    fn operation_answered(&mut self, place: usize, operation: usize, kind: OperationKind, reply: &Reply) {
        let pending = match reply.body {
            Body::Operation(body) if reply.is_success() => match body.status {
                Some(status) => !status.is_end(),
                None => !kind.completes_at_once(),
            },
            _ => reply.is_success() && !kind.completes_at_once(),
        };
        self.calls.look(place);
        let own = |ended: &Change| matches!(ended, Change::Operation(which, OperationChange::Ended(_)) if *which == operation);
        let by_answer = self.calls.last_changes().iter().any(|(_, change)| own(change));
        let track = self.calls.track(place);
        let with_call = track
            .operations
            .get(operation)
            .is_some_and(|operation| operation.reason == Some(CompletionReason::CallEnded));
        if by_answer || (!pending && with_call) {
            track.unlist(operation);
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the line in its parts")]
    fn created(
        &mut self,
        at: u64,
        line: u64,
        to: &str,
        sent: u64,
        call: Id,
        body: &CallReport,
        report: &mut Report<'_>,
    ) -> Result<usize, Stop> {
        let applied = Count::As(Verdict::Applied);
        let told = Told { at, line, what: What::Created { to }, count: applied, asked: None };
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
                let told = Told { at, line, what: What::Body(body), count: Count::No, asked: None };
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
                let what = What::Failed { to, act: out.act };
                let told = Told { at, line, what, count: Count::Verdict, asked: None };
                self.calls.handle(place, Event::Failed { token: out.token }, told, report)?;
            }
            None if out.act == Act::Create => report.aside(at, line, Aside::NotCreated { to, status: None })?,
            None => report.aside(at, line, Aside::UnrelatedAnswer { to, status: None })?,
        }
        self.requests.answered(key, out.call);
        Ok(())
    }

    /// An answer to a request that is not out: it had its answer already, or the trace does not hold it.
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
                let told =
                    Step { at, line: Some(line), what, verdict: Verdict::NoChange, regressed: false, changes: &[] };
                self.calls.tell(place, &told, report)
            }
            Some(None) => report.aside(at, line, Aside::UnrelatedAnswer { to, status }),
            None => report.aside(at, line, Aside::Unknown { to, status }),
        }
    }

    fn entry(&mut self, at: u64, line: u64, entry: &Entry, report: &mut Report<'_>) -> Result<(), Stop> {
        let told = |what, count| Told { at, line, what, count, asked: None };
        match entry {
            Entry::Other => Ok(()),
            Entry::Call(call, said) => {
                let (place, count) = match self.calls.find(*call) {
                    Some(place) => (place, Count::Verdict),
                    None => (self.calls.begin(*call, at, first_sight(said), report)?, Count::FirstSight),
                };
                self.calls.handle(place, Event::Call(*said), told(What::Call(said), count), report)?;
                Ok(())
            }
            Entry::Operation(call, kind, said) => {
                let place = self.calls.known(*call, at, report)?;
                self.calls.handle(
                    place,
                    Event::Operation(*said),
                    told(What::Operation(*kind, said), Count::Verdict),
                    report,
                )?;
                self.calls.look(place);
                Ok(())
            }
        }
    }
}

/// How a call begins that a notification tells of first. One that has ended is adopted alive, and then told of its end.
pub fn first_sight(said: &CallReport) -> Begin {
    match said.reported() {
        ReportedState::Known(CallState::Incoming) => Begin::Incoming,
        ReportedState::Known(CallState::Terminated) | ReportedState::Absent | ReportedState::Unknown => {
            Begin::Adopted(CallState::Established)
        }
        ReportedState::Known(state) => Begin::Adopted(state),
    }
}
