//! What the service answers.

use std::rc::Rc;

use call_lifecycle::record::{Profile, RecordRequest};
use call_lifecycle::service::{MAX_MEDIA, Request};
use call_lifecycle::{
    CallState, ClientContext, CompletionReason, Id, OperationKind, OperationStatus, Outcome, Rejection, Slot, Trigger,
    Verdict,
};

use super::calls;
use super::outcomes::{answer_status, completes_at_once, media};
use super::service::Service;
use super::service_diary::{Line, Operation};

/// What became of a request, the status of its answer, and the pending operation that it is about.
type Answer = (Verdict, u16, Option<Slot>);

const fn yes(status: u16) -> Answer {
    (Verdict::Applied, status, None)
}

const fn no(status: u16, why: Rejection) -> Answer {
    (Verdict::Rejected(why), status, None)
}

impl Service {
    pub fn request(&mut self, request: &Request) -> Verdict {
        // The answer comes before what follows from the request.
        let place = self.diary.len();
        self.write(Line::Asked);
        let (verdict, status, slot) = self.answer(request);
        self.diary[place].1 = Line::Answered { status, slot };
        verdict
    }

    fn answer(&mut self, request: &Request) -> Answer {
        match (self.state(), request) {
            // A call that is terminating or terminated is not found, but by GET and DELETE while it is terminating.
            (CallState::Terminated, _) => no(404, Rejection::Ended),
            (CallState::Terminating, Request::HangUp) => (Verdict::NoChange, 204, None),
            (_, Request::GetCall) => yes(200),
            (_, Request::GetOperation(id)) => {
                let found = self.occupants().find(|one| one.operation.id == *id).map(|one| one.operation.slot);
                found.map_or(no(404, Rejection::UnknownOperation), |slot| (Verdict::Applied, 200, Some(slot)))
            }
            (state @ CallState::Terminating, _) => no(404, Rejection::WrongState { state }),
            (_, Request::KeepAlive) => {
                self.write(Line::Renewed);
                yes(200)
            }
            (_, Request::HangUp) => self.answer_by_table(Trigger::HangUp, 204),
            (_, Request::Answer) => self.answer_by_table(Trigger::Answer, 202),
            (_, Request::Reject) => self.answer_by_table(Trigger::Reject, 202),
            (_, Request::Transfer) => self.answer_by_table(Trigger::Transfer, 202),
            (_, Request::Redirect { targets, timeout }) => match rings_for(*targets, *timeout) {
                None => no(400, Rejection::BadParameters),
                Some(millis) => {
                    let answer = self.answer_by_table(Trigger::Redirect, 202);
                    if answer.1 == 202 {
                        self.write(Line::RingsFor(millis));
                    }
                    answer
                }
            },
            (_, Request::Record { id, context, request }) => {
                let status = if request.profile == Profile::Record { 202 } else { 200 };
                if in_range(request) {
                    self.answer_media(*id, *context, OperationKind::Record, Some(*request), status)
                } else {
                    no(400, Rejection::BadParameters)
                }
            }
            (_, Request::PlayPrompt { id, context, prompts }) => match prompts {
                1..=20 => self.answer_media(*id, *context, OperationKind::PlayPrompt, None, 200),
                _ => no(400, Rejection::BadParameters),
            },
            (_, Request::Start { id, context, kind }) => self.answer_start(*id, *context, *kind),
            (_, Request::BadBody) => no(400, Rejection::BadParameters),
            (_, Request::Other) => yes(202),
            (_, other) => unreachable!("a new request: {other:?}"),
        }
    }

    fn answer_by_table(&mut self, trigger: Trigger, status: u16) -> Answer {
        let state = self.state();
        if self.step(trigger) { yes(status) } else { no(409, Rejection::WrongState { state }) }
    }

    fn answer_media(
        &mut self,
        id: Id,
        context: Option<ClientContext>,
        kind: OperationKind,
        request: Option<RecordRequest>,
        status: u16,
    ) -> Answer {
        let state = self.state();
        if !calls::connected(state) {
            return no(409, Rejection::WrongState { state });
        }
        // recordResponse with bargeInAllowed: "the request may barge into queued or running record/playPrompt requests".
        if request.is_some_and(|one| one.profile == Profile::RecordResponse && one.barge_in_allowed == Some(true)) {
            self.cancel_media();
        }
        let open = self.courses().iter().filter(|one| one.is_media() && !one.has_ended()).count();
        match self.slot_for_another() {
            _ if open >= MAX_MEDIA => no(429, Rejection::QueueFull),
            Some(slot) => {
                self.open(slot, id, context, kind, request);
                self.next_turn();
                (Verdict::Applied, status, Some(slot))
            }
            None => no(429, Rejection::NoFreeSlot),
        }
    }

    fn answer_start(&mut self, id: Id, context: Option<ClientContext>, kind: OperationKind) -> Answer {
        let state = self.state();
        if media(kind) {
            return no(400, Rejection::BadParameters);
        }
        if !calls::connected(state) {
            return no(409, Rejection::WrongState { state });
        }
        if completes_at_once(kind) {
            if kind == OperationKind::CancelMediaProcessing {
                self.cancel_media();
            }
            if kind == OperationKind::SubscribeToTone {
                self.write(Line::Subscribed);
            }
            return yes(answer_status(kind));
        }
        match self.slot_for_another() {
            Some(slot) => {
                self.open(slot, id, context, kind, None);
                (Verdict::Applied, answer_status(kind), Some(slot))
            }
            None => no(429, Rejection::NoFreeSlot),
        }
    }

    fn open(
        &mut self,
        slot: Slot,
        id: Id,
        context: Option<ClientContext>,
        kind: OperationKind,
        request: Option<RecordRequest>,
    ) {
        let number = self.courses().len();
        self.write(Line::Opened(Rc::new(Operation { number, slot, kind, id, context, request })));
    }

    /// An operation outside the media queue is done.
    pub fn finished(&mut self, slot: Slot, success: bool) -> Verdict {
        let Some(course) = self.occupant(slot).map(|one| one.clone()) else {
            return Verdict::Rejected(Rejection::UnknownOperation);
        };
        if course.is_media() {
            return Verdict::Rejected(Rejection::WrongPhase);
        }
        if course.has_ended() {
            return Verdict::NoChange;
        }
        let (status, word) = if success {
            (OperationStatus::Completed, CompletionReason::CompletedSuccessfully)
        } else {
            (OperationStatus::Failed, CompletionReason::Unknown)
        };
        // Of these only sendDtmfTones has a completionReason.
        let mut outcome = Outcome::new(status);
        outcome.reason = (course.operation.kind == OperationKind::SendDtmfTones).then_some(word);
        self.write(Line::Ended { number: course.number(), outcome });
        Verdict::Applied
    }
}

/// "15-90 s inclusive; default 55 s for one target, 60 s for several; up to 25 targets" (redirect
/// page).
fn rings_for(targets: u32, timeout: Option<i32>) -> Option<u64> {
    match (targets, timeout) {
        (0 | 26.., _) => None,
        (1, None) => Some(55_000),
        (_, None) => Some(60_000),
        (_, Some(seconds)) => {
            u64::try_from(seconds).ok().filter(|seconds| (15..=90).contains(seconds)).map(|s| s * 1_000)
        }
    }
}

/// The ranges: `record` has none but that "a timeout of zero or less is a 400"; recordResponse has
/// 1 to 120 s and at most one prompt.
fn in_range(request: &RecordRequest) -> bool {
    let new = request.profile == Profile::RecordResponse;
    let timeouts = [
        request.initial_silence_timeout_in_seconds,
        request.max_silence_timeout_in_seconds,
        request.max_record_duration_in_seconds,
    ];
    let timeouts_fit = timeouts.into_iter().flatten().all(|seconds| seconds >= 1 && (!new || seconds <= 120));
    timeouts_fit && (!new || request.prompts <= 1)
}
