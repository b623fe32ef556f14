//! `--end service` on the log of an application: what the log's service answered and notified, where
//! that differs from what the machine would have.

use std::rc::Rc;

use call_lifecycle::service::{Event, MediaEvent, PeerEvent};
use call_lifecycle::{CallReport, CallState, Cause, Id, ReportedState, Verdict};

use crate::Stop;
use crate::answers;
use crate::aside::{Aside, OtherEnd};
use crate::change::{Begin, Change, Creation, What};
use crate::occurrence::{Count, Occurrence};
use crate::phrases;
use crate::report::Report;
use crate::requests::{First, Out};
use crate::service_end::ServiceEnd;
use crate::trace::{Act, GraphError, LineError, Response};
use crate::track::Track;

impl ServiceEnd<'_> {
    /// The call that the answer to a create request names, read before time passes.
    pub(super) fn created_call(&self, response: &Response<'_>) -> Result<Option<Id>, LineError> {
        let is_create = self.requests.awaited(&response.to).is_some_and(|out| out.act == Act::Create);
        if !is_create || !(200..300).contains(&response.status.0) {
            return Ok(None);
        }
        Ok(answers::created(response)?.map(|(id, ..)| id))
    }

    /// An answer of the log's service.
    pub(super) fn answered(
        &mut self,
        at: u64,
        line: u64,
        response: &Response<'_>,
        created: Option<Id>,
        report: &mut Report<'_>,
    ) -> Result<(), Stop> {
        let (to, status) = (&*response.to, response.status.0);
        let Some((key, out)) = self.requests.take(to) else {
            return report.aside(at, line, Aside::OtherEnd(OtherEnd::Response { to, status }));
        };
        self.requests.answered(Rc::clone(&key), First { call: out.call, act: out.act, status: Some(status) });
        match (out, created) {
            (Out { call: Some(place), operation, .. }, _) => {
                self.compared(at, line, response, (place, out), report)?;
                if let Some(said) = answers::got(out.act, response) {
                    self.notified(at, line, place, What::Body(&said), report)?;
                }
                if operation.is_some() {
                    self.name_operation(place, operation, response);
                }
                Ok(())
            }
            (Out { sent, .. }, Some(call)) => {
                let known = self.calls.find(call);
                let creation = known.map_or(Creation::New, |place| self.calls.get(place).track.creation(sent));
                let place = match known {
                    Some(place) => place,
                    None => {
                        let place = self.calls.begin(call, sent, Begin::Created, report)?;
                        // What was due between the request and its answer.
                        self.calls.pass(at, report)?;
                        place
                    }
                };
                let told = Occurrence::new(at, line, What::Created { to, sent, creation });
                let verdict = if creation == Creation::Known { Verdict::NoChange } else { Verdict::Applied };
                self.calls.tell(place, told, verdict, &[], report)
            }
            (Out { act: Act::Create, .. }, None) => report.aside(
                at,
                line,
                Aside::NotCreated { to, status: Some(status), error: GraphError::of_refusal(response).as_ref() },
            ),
            _ => report.aside(at, line, Aside::UnrelatedAnswer { to, status: Some(status), error: None }),
        }
    }

    /// A report of the log's service about a call that is known, in a notification or in the answer to
    /// a GET. Where the trace does not say what the other side did, it stands for that; where it does,
    /// it is compared.
    pub(super) fn notified(
        &mut self,
        at: u64,
        line: u64,
        place: usize,
        what: What<'_>,
        report: &mut Report<'_>,
    ) -> Result<bool, Stop> {
        let (What::Call(said) | What::Body(said)) = what else { return Ok(false) };
        let ReportedState::Known(reported) = said.reported() else { return Ok(false) };
        let told = |what| Occurrence { count: Count::No, ..Occurrence::new(at, line, what) };
        let mut fed = false;
        let cause = self.calls.get(place).machine.cause();
        // By a deadline of the contract, not by what the log says.
        let ended_here = matches!(cause, Some(Cause::KeepAliveExpired | Cause::AnswerTimeout));
        if ended_here && (reported.is_live() || (reported == CallState::Terminated && Some(said.cause(None)) != cause))
        {
            return self.differs(at, line, place, what, report).map(|()| true);
        }
        if let (Some(tone), false, None) = (said.tone, self.facts.contains(&place), cause) {
            let event = Event::Media(MediaEvent::Tone(tone.tone));
            self.calls.handle(place, event, told(what), report)?;
            fed = true;
        }
        let state = self.calls.get(place).machine.state();
        let was_there = self.calls.get(place).track.story.states.iter().any(|(_, known)| *known == reported);
        if state == reported || (was_there && reported != CallState::Established) {
            return Ok(fed);
        }
        if self.facts.contains(&place) || !state.reaches(reported) {
            let late = was_there || reported.reaches(state);
            return if late { Ok(fed) } else { self.differs(at, line, place, what, report).map(|()| true) };
        }
        let by_contract = self.calls.get(place).machine.expires_at().map(|at| at.as_millis());
        if said.cause(None) == Cause::KeepAliveExpired && state.is_live() && by_contract.is_none_or(|by| by > at) {
            self.differs(at, line, place, what, report)?;
        }
        for event in facts(state, reported, said) {
            if self.calls.get(place).machine.state() == reported {
                break;
            }
            self.calls.handle(place, Event::Peer(*event), told(what), report)?;
        }
        if self.calls.get(place).machine.state() != reported {
            self.differs(at, line, place, what, report)?;
        }
        Ok(true)
    }

    fn differs(
        &mut self,
        at: u64,
        line: u64,
        place: usize,
        what: What<'_>,
        report: &mut Report<'_>,
    ) -> Result<(), Stop> {
        let (What::Call(said) | What::Body(said)) = what else { return Ok(()) };
        let call = self.calls.get(place);
        let (state, cause) = (call.machine.state(), call.machine.cause());
        let cause = cause.map_or_else(String::new, |cause| format!(", {cause}"));
        let mut said_in_words = String::new();
        phrases::report(&mut said_in_words, said);
        let when = report.clock().brief(at);
        let until = match call.machine.expires_at() {
            Some(expires) if state.is_live() && said.cause(None) == Cause::KeepAliveExpired => {
                let renewed = renewed_here(report, &call.track);
                format!(", and lives until {} by the contract{renewed}", report.clock().brief(expires.as_millis()))
            }
            _ => String::new(),
        };
        let how = if matches!(what, What::Body(_)) { "answered a GET with" } else { "notified" };
        let told =
            format!("the log's service {how} {said_in_words} at {when}, where the call is {state}{cause}{until}");
        let posted = self.posted.map(|(hash, _)| hash);
        self.calls.track(place).story.differences.add_once(posted, told);
        let track = &self.calls.get(place).track;
        if matches!(what, What::Body(_)) {
            return Ok(());
        }
        report.aside(at, line, Aside::Differs { track, said, state })
    }

    /// The status with which the machine has just answered.
    pub(super) fn last_status(&self) -> Option<u16> {
        self.calls.last_changes().iter().find_map(|(_, change)| match change {
            Change::Answer { status, .. } => Some(*status),
            _ => None,
        })
    }
}

/// The keepAlive without which the call would not live here.
pub(super) fn renewed_here(report: &Report<'_>, track: &Track) -> String {
    track.story.differences.renewed_here.map_or_else(String::new, |sent| {
        let sent = report.clock().brief(sent);
        format!(" (the keepAlive sent {sent} has renewed it here, but was not answered 200 in the log)")
    })
}

/// What the other side must have done for a call in this state to be reported in that one.
fn facts(state: CallState, reported: CallState, said: &CallReport) -> &'static [PeerEvent] {
    use PeerEvent::{
        Busy, Connects, Declines, Fails, HangsUp, Holds, MediaFailed, NoAnswer, Redirected, Resumes, Rings, TornDown,
        TransferAccepted, TransferCompleted, TransferFailed,
    };
    let early = matches!(state, CallState::Establishing | CallState::Ringing);
    match reported {
        CallState::Ringing => &[Rings],
        CallState::Established => match state {
            CallState::Hold => &[Resumes],
            CallState::Transferring | CallState::TransferAccepted => &[TransferFailed],
            _ => &[Connects],
        },
        CallState::Hold => &[Connects, Holds],
        CallState::TransferAccepted => &[TransferAccepted],
        CallState::Terminating => &[HangsUp],
        CallState::Terminated => match said.cause(None) {
            _ if state == CallState::Terminating => &[TornDown],
            Cause::Transferred => &[TransferAccepted, TransferCompleted],
            Cause::Declined if early => &[Declines],
            Cause::Busy if early => &[Busy],
            Cause::NoAnswer if early => &[NoAnswer],
            Cause::Failed if early => &[Fails],
            Cause::MediaFailed => &[MediaFailed, TornDown],
            _ if state == CallState::Redirecting => &[Redirected],
            _ => &[HangsUp, TornDown],
        },
        _ => &[],
    }
}
