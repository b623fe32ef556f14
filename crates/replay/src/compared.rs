//! `--end service` on the log of an application: the answers of the log's service next to those of
//! the machine.

use call_lifecycle::app::Body;
use call_lifecycle::{OperationStatus, ResultInfo};

use crate::Stop;
use crate::answers;
use crate::aside::{Answer, Aside, OtherEnd};
use crate::differences::renewed_here;
use crate::phrases::{self, with_error};
use crate::report::Report;
use crate::requests::{Expected, Out};
use crate::service_end::ServiceEnd;
use crate::trace::{Act, GraphError, Response};
use crate::track::Track;

impl ServiceEnd<'_> {
    /// Compares an answer of the log's service with that of the machine.
    pub(super) fn compared(
        &mut self,
        at: u64,
        line: u64,
        response: &Response<'_>,
        (place, out): (usize, Out),
        report: &mut Report<'_>,
    ) -> Result<(), Stop> {
        let (to, status) = (&*response.to, response.status.0);
        let Out { act, sent, expected, operation, .. } = out;
        let error = if status < 400 { None } else { GraphError::of_refusal(response) };
        let said = said_operation(act, response);
        let answer = Answer { status, operation: said, error: error.as_ref() };
        let in_log = format!("the log's service answered the {act} sent {} with {status}", report.clock().brief(sent));
        let mut wanted = None;
        let is_log = !self.facts.contains(&place);
        let track = self.calls.track(place);
        track.story.differences.compared |= is_log;
        if let Some(Expected { status: expected, state }) = expected {
            let succeeds = (200..300).contains(&expected);
            if !act.is_as_expected(status, expected) {
                let why = if status == 404 {
                    renewed_here(report, track) + &overtaken(report, track, sent)
                } else {
                    String::new()
                };
                let error = with_error(error.as_ref());
                track
                    .story
                    .differences
                    .add(format!("{in_log}{error}, where {expected} was expected of a call that was {state}{why}"));
                wanted = Some(Answer { status: expected, operation: None, error: None });
                if act == Act::KeepAlive && expected == 200 && status != 404 {
                    track.story.differences.renewed_here = Some(sent);
                }
                // In the log there is no such operation.
                if let Some(operation) = operation.filter(|_| status >= 300) {
                    track.unlist(operation, None);
                }
            } else if let (true, Some((said, result)), Some(kind)) = (succeeds, said, act.starts()) {
                let at_once = kind.completes_at_once();
                let expected_status = if at_once { OperationStatus::Completed } else { OperationStatus::Running };
                if said == OperationStatus::Failed || said.is_end() != at_once {
                    let with = phrases::code(result);
                    track.story.differences.add(format!(
                        "{in_log} and an operation whose status is {said}{with}, where {expected_status} was expected"
                    ));
                    wanted = Some(Answer { status: expected, operation: Some((expected_status, None)), error: None });
                    // In the log it has ended.
                    if let Some(operation) = operation.filter(|_| said.is_end()) {
                        track.unlist(operation, None);
                    }
                }
            } else if let (true, None, Act::Other(_), Some(operation)) = (succeeds, said, act, operation) {
                // The method starts none (choice 65).
                track.unlist(operation, None);
            }
        }
        let track = &self.calls.get(place).track;
        report.aside(at, line, Aside::Answered { track, to, act, answer, expected: wanted })
    }

    /// No response came to a request of the log: its service may not have got it.
    pub(super) fn not_answered(&mut self, at: u64, line: u64, to: &str, report: &mut Report<'_>) -> Result<(), Stop> {
        let Some((key, out)) = self.requests.take(to) else {
            return report.aside(at, line, Aside::OtherEnd(OtherEnd::Failed { to }));
        };
        self.requests.failed(key, out);
        let Out { act, sent, call: Some(place), expected: Some(Expected { status: expected, .. }), .. } = out else {
            return report.aside(at, line, Aside::OtherEnd(OtherEnd::Failed { to }));
        };
        let differences = &mut self.calls.track(place).story.differences;
        if (act, expected) == (Act::KeepAlive, 200) {
            differences.renewed_here = Some(sent);
        }
        let sent = report.clock().brief(sent);
        differences.add(format!(
            "the log has no response to the {act} sent {sent}, where {expected} was expected: whether its service got it is not known"
        ));
        let track = &self.calls.get(place).track;
        report.aside(at, line, Aside::Unanswered { track, to, act, expected })
    }

    /// The log has its own id for the operation that its request started.
    pub(super) fn name_operation(&mut self, place: usize, operation: Option<usize>, response: &Response<'_>) {
        let own = operation.and_then(|operation| self.calls.get(place).track.operations.get(operation)?.id);
        let (Some(own), Ok(Some(theirs))) = (own, answers::operation_id(response)) else { return };
        self.aliases.insert(theirs, own);
    }
}

/// What an answer says of the operation that it has started.
fn said_operation(act: Act, response: &Response<'_>) -> Option<(OperationStatus, Option<ResultInfo>)> {
    let kind = act.starts()?;
    let (reply, _) = answers::reply(act, response).ok()?;
    let Body::Operation(said) = reply.body() else { return None };
    // A status of null, absent or unknown is pending (choice 22).
    let pending = || answers::names_operation(response).then_some(OperationStatus::NotStarted);
    let status = if said.is_end() { said.judge(kind).status } else { said.status.or_else(pending)? };
    Some((status, said.result))
}

/// That a request was under way when the call ended here.
fn overtaken(report: &Report<'_>, track: &Track, sent: u64) -> String {
    match track.story.ended {
        Some((end, ..)) if end > sent => {
            format!(": the end of the call at {} overtook it", report.clock().brief(end))
        }
        _ => String::new(),
    }
}
