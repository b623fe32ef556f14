//! `--end service` on the log of an application: what the log's service answered and notified, where
//! that differs from what the machine would have.

use std::rc::Rc;

use call_lifecycle::service::{Event, MediaEvent, PeerEvent};
use call_lifecycle::{CallReport, CallState, Cause, Id, OperationKind, OperationReport, ReportedState, Verdict};

use crate::Stop;
use crate::answers;
use crate::calls::{Call, Count, Occurrence};
use crate::change::{Aside, Begin, Change, OtherEnd, What};
use crate::phrases::{self, outcome_in_words};
use crate::report::Report;
use crate::requests::Out;
use crate::service_end::ServiceEnd;
use crate::side::Side;
use crate::trace::{Act, GraphError, LineError, Response};
use crate::track::Track;

/// How many differences of a call are told one by one.
const TOLD: usize = 8;

/// Where the service of the log did something else than the machine.
#[derive(Clone, Debug, Default)]
pub struct Differences {
    pub told: Vec<String>,
    pub count: u64,
    /// When the last keepAlive was sent that renewed the call here and not in the log.
    pub(super) renewed_here: Option<u64>,
    /// Whether the log has answers of its service, and does not say what the other side did.
    pub(super) compared: bool,
    /// When the log's service notified something of the call last.
    pub(super) notified: Option<u64>,
}

impl Differences {
    pub(super) fn add(&mut self, told: String) {
        self.count += 1;
        if self.told.len() < TOLD {
            self.told.push(told);
        }
    }
}

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
        self.requests.answered(Rc::clone(&key), out.call);
        match (out, created) {
            (Out { call: Some(place), operation, .. }, _) => {
                self.compared(at, line, response, (place, out), report)?;
                if operation.is_some() {
                    self.name_operation(place, operation, response);
                }
                Ok(())
            }
            (Out { sent, .. }, Some(call)) => {
                let again = self.calls.find(call).is_some();
                let place = match self.calls.find(call) {
                    Some(place) => place,
                    None => {
                        let place = self.calls.begin(call, sent, Begin::Created, report)?;
                        // What was due between the request and its answer.
                        self.calls.pass(at, report)?;
                        place
                    }
                };
                let told = Occurrence::new(at, line, What::Created { to, sent, again });
                self.calls.tell(place, told, Verdict::Applied, &[], report)
            }
            (Out { act: Act::Create, .. }, None) => report.aside(
                at,
                line,
                Aside::NotCreated { to, status: Some(status), error: GraphError::of(response.body).as_ref() },
            ),
            _ => report.aside(at, line, Aside::UnrelatedAnswer { to, status: Some(status), error: None }),
        }
    }

    /// A report of the log's service about a call that is known. Where the trace does not say what the
    /// other side did, it stands for that; where it does, it is compared.
    pub(super) fn notified(
        &mut self,
        at: u64,
        line: u64,
        place: usize,
        said: &CallReport,
        report: &mut Report<'_>,
    ) -> Result<bool, Stop> {
        let ReportedState::Known(reported) = said.reported() else { return Ok(false) };
        let told = |what| Occurrence { count: Count::No, ..Occurrence::new(at, line, what) };
        let mut fed = false;
        let cause = self.calls.get(place).machine.cause();
        // By a deadline of the contract, not by what the log says.
        let ended_here = matches!(cause, Some(Cause::KeepAliveExpired | Cause::AnswerTimeout));
        if ended_here && (reported.is_live() || (reported == CallState::Terminated && Some(said.cause(None)) != cause))
        {
            return self.differs(at, line, place, said, report).map(|()| true);
        }
        if let (Some(tone), false, None) = (said.tone, self.facts.contains(&place), cause) {
            let event = Event::Media(MediaEvent::Tone(tone.tone));
            self.calls.handle(place, event, told(What::Call(said)), report)?;
            fed = true;
        }
        let state = self.calls.get(place).machine.state();
        let was_there = self.calls.get(place).track.story.states.iter().any(|(_, known)| *known == reported);
        if state == reported || (was_there && reported != CallState::Established) {
            return Ok(fed);
        }
        if self.facts.contains(&place) || !state.reaches(reported) {
            let late = was_there || reported.reaches(state);
            return if late { Ok(fed) } else { self.differs(at, line, place, said, report).map(|()| true) };
        }
        let by_contract = self.calls.get(place).machine.expires_at().map(|at| at.as_millis());
        if said.cause(None) == Cause::KeepAliveExpired && state.is_live() && by_contract.is_none_or(|by| by > at) {
            self.differs(at, line, place, said, report)?;
        }
        for event in facts(state, reported, said) {
            if self.calls.get(place).machine.state() == reported {
                break;
            }
            self.calls.handle(place, Event::Peer(*event), told(What::Call(said)), report)?;
        }
        if self.calls.get(place).machine.state() != reported {
            self.differs(at, line, place, said, report)?;
        }
        Ok(true)
    }

    fn differs(
        &mut self,
        at: u64,
        line: u64,
        place: usize,
        said: &CallReport,
        report: &mut Report<'_>,
    ) -> Result<(), Stop> {
        let call = self.calls.get(place);
        let (state, cause) = (call.machine.state(), call.machine.cause());
        let cause = cause.map_or_else(String::new, |cause| format!(", {cause}"));
        let said_in_words = phrases::report(said);
        let when = report.clock().brief(at);
        let until = match call.machine.expires_at() {
            Some(expires) if state.is_live() && said.cause(None) == Cause::KeepAliveExpired => {
                let renewed = renewed_here(report, &call.track);
                format!(", and lives until {} by the contract{renewed}", report.clock().brief(expires.as_millis()))
            }
            _ => String::new(),
        };
        let told =
            format!("the log's service notified {said_in_words} at {when}, where the call is {state}{cause}{until}");
        self.calls.track(place).story.differences.add(told);
        let track = &self.calls.get(place).track;
        report.aside(at, line, Aside::Differs { track, said, state })
    }

    /// The end of an operation stands for what the players report, or for what ends it.
    pub(super) fn notified_operation(
        &mut self,
        at: u64,
        line: u64,
        place: usize,
        kind: Option<OperationKind>,
        said: &OperationReport,
        report: &mut Report<'_>,
    ) -> Result<bool, Stop> {
        let event = match kind {
            _ if !said.is_end() => return Ok(false),
            _ if self.facts.contains(&place) => None,
            Some(kind @ OperationKind::PlayPrompt) if said.judge(kind).is_success() => {
                Some(Event::Media(MediaEvent::PromptFinished))
            }
            Some(OperationKind::PlayPrompt) => Some(Event::Media(MediaEvent::PromptFailed)),
            _ => self.finished(place, said),
        };
        let Some(event) = event else {
            self.ended_otherwise(at, place, said, report);
            return Ok(false);
        };
        let told = Occurrence { count: Count::No, ..Occurrence::new(at, line, What::Operation(kind, said)) };
        self.calls.handle(place, event, told, report)?;
        Ok(true)
    }

    /// That an operation ends which is open here and is not of media.
    fn finished(&mut self, place: usize, said: &OperationReport) -> Option<Event> {
        let own = self.aliases.get(&said.id?).copied()?;
        let Call { machine, track, .. } = self.calls.get(place);
        let operation = track.operations.iter().find(|known| known.id == Some(own))?;
        if operation.ended.is_some() || operation.kind.is_media() {
            return None;
        }
        let slot = machine.views().find(|view| view.id == Some(own))?.slot;
        Some(Event::Finished { slot, success: said.judge(operation.kind).is_success() })
    }

    /// Tells that an operation which the log's service ended had ended here, with another outcome.
    fn ended_otherwise(&mut self, at: u64, place: usize, said: &OperationReport, report: &Report<'_>) {
        let Some(own) = said.id.and_then(|theirs| self.aliases.get(&theirs)).copied() else { return };
        let heard = self.facts.contains(&place);
        let track = self.calls.track(place);
        let Some(operation) = track.operations.iter().find(|known| known.id == Some(own)) else { return };
        let theirs = said.judge(operation.kind);
        let is_media = operation.kind.is_media();
        let same = (theirs.status, theirs.reason) == (operation.status, operation.reason);
        if same {
            return;
        }
        let at = report.clock().brief(at);
        let here = match (operation.ended, operation.reason) {
            (None, _) => "it has not ended".to_owned(),
            (Some(ended), Some(reason)) => format!("it had ended at {} with {reason}", report.clock().brief(ended)),
            (Some(ended), None) => format!("it had {} at {}", operation.status, report.clock().brief(ended)),
        };
        let why = if is_media && !heard { ": a log without media does not say what was heard" } else { "" };
        let told = format!(
            "the log's service notified {} as {} at {at}, where {here}{why}",
            operation.name(),
            outcome_in_words(theirs)
        );
        track.story.differences.add(told);
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
