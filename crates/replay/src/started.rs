//! `--end app`: what answers say of the operations that their requests started.

use call_lifecycle::app::{Body, Reply};
use call_lifecycle::{CompletionReason, Id, OperationKind, OperationStatus};

use crate::app_end::AppEnd;
use crate::change::{Change, OperationChange};
use crate::trace::GraphError;

impl AppEnd<'_> {
    /// Corrects what was taken for an operation of the same `clientContext`, and says so.
    pub(super) fn corrected(&mut self, at: u64, place: usize, operation: usize, id: Option<Id>) -> Option<String> {
        let track = self.calls.track(place);
        let (taken, meant) = track.correct(operation, id?)?;
        track.story.corrected = Some((at, taken, meant));
        track.story.marks.exchange(taken, meant);
        Some(format!("its id shows that what was taken for {taken} was about {meant}"))
    }

    /// The answer to an operation's request came. An operation that it completed or refused is not
    /// listed. `error` is what it says if it refused it.
    pub(super) fn operation_answered(
        &mut self,
        at: u64,
        place: usize,
        operation: usize,
        (kind, reply): (OperationKind, &Reply),
        error: Option<&GraphError>,
    ) {
        let said = match reply.body() {
            Body::Operation(body) if reply.is_success() => Some(body),
            _ => None,
        };
        let pending = said.is_some_and(|said| !said.is_end());
        self.calls.look(place);
        let own = |ended: &Change| matches!(ended, Change::Operation(which, OperationChange::Ended(_)) if *which == operation);
        let by_answer = self.calls.last_changes().iter().any(|(_, change)| own(change));
        let track = self.calls.track(place);
        if kind == OperationKind::CancelMediaProcessing && reply.is_success() {
            track.cancelled = Some(at);
        }
        let spare = track.is_spare(operation);
        if let (true, true, Some(said)) = (spare, pending, said) {
            track.spare_said(operation, at, said, &mut Vec::new());
        }
        let with_call = track
            .operations
            .get(operation)
            .is_some_and(|operation| operation.reason == Some(CompletionReason::CallEnded));
        let open = track.operations.get(operation).is_some_and(|operation| operation.ended.is_none());
        let unknown = track.operations.get(operation).is_some_and(|operation| !operation.known);
        if by_answer || unknown || (!pending && (with_call || (spare && open))) {
            let refused = !reply.is_success() || said.is_some_and(|said| !said.judge(kind).is_success());
            let ended = track.operations.get_mut(operation).filter(|_| refused && !with_call);
            let failed_by = ended.map(|ended| {
                (ended.status, ended.result) = (OperationStatus::Failed, said.and_then(|said| said.result));
                ended.reason = said.and_then(|said| said.reason);
                ended.ended.get_or_insert(at);
                ended.message = error.and_then(|error| error.message.clone());
                reply.status()
            });
            track.unlist(operation, failed_by);
        }
    }
}
