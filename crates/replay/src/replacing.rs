//! Requests that name a call to replace (`replacesCallId`), and whether they did so.

use call_lifecycle::{Id, OperationKind, OperationStatus};

use crate::app_end::AppEnd;
use crate::deeds::{self, Replacing};
use crate::trace::{Act, Request};
use crate::track::Track;

/// How many are remembered.
const KEPT: usize = 64;

impl AppEnd<'_> {
    /// A request to the call at `by` was sent.
    pub(super) fn replaces(&mut self, at: u64, by: usize, act: Act, request: &Request<'_>) {
        for id in deeds::replaced(act, request.body) {
            let replacing = Replacing { id, sent: at, act, by };
            if let Some(replaced) = self.calls.find(id) {
                self.calls.track(replaced).story.deed = Some(replacing.deed());
            }
            if self.replacing.len() == KEPT {
                self.replacing.remove(0);
            }
            self.replacing.push(replacing);
        }
    }

    /// A call is seen for the first time: a request may have named it before.
    pub(super) fn is_replaced(&mut self, id: Id, place: usize) {
        if let Some(replacing) = self.replacing.iter().rev().find(|replacing| replacing.id == id) {
            self.calls.track(place).story.deed = Some(replacing.deed());
        }
    }

    /// Something happened to the call at `by`: a request of it that was refused, or that failed, has
    /// replaced nothing.
    pub(super) fn may_not_replace(&mut self, by: usize, refused: Option<u64>) {
        let mut index = 0;
        while let Some(replacing) = self.replacing.get(index).copied() {
            index += 1;
            if replacing.by != by {
                continue;
            }
            if refused != Some(replacing.sent) && !has_failed(&replacing, self.calls.track(by)) {
                continue;
            }
            index -= 1;
            self.replacing.remove(index);
            if let Some(replaced) = self.calls.find(replacing.id) {
                let deed = &mut self.calls.track(replaced).story.deed;
                *deed = deed.filter(|deed| *deed != replacing.deed());
            }
        }
    }
}

/// Whether the call that a request is about shows that it came to nothing.
fn has_failed(replacing: &Replacing, by: &Track) -> bool {
    if replacing.act == Act::Transfer {
        return by.story.transfer_failed.is_some_and(|(at, _)| at >= replacing.sent);
    }
    by.operations.iter().any(|operation| {
        (operation.kind, operation.requested, operation.status)
            == (OperationKind::Invite, replacing.sent, OperationStatus::Failed)
    })
}
