//! What applications do is noted, if anybody watches.

use call_lifecycle::{CallState, Cause, Id, Timestamp};

use super::villain::Which;
use super::{Answer, Asked, Exchange, Over, Seen};

impl Exchange {
    /// Remembers from now on what applications do.
    pub fn watch(&mut self) {
        self.seen.get_or_insert_default();
    }

    /// What was seen, if anybody watches.
    pub fn seen(&self) -> Option<&Seen> {
        self.seen.as_deref()
    }

    /// The calls that live, with their states.
    pub fn states(&self) -> Vec<(Id, CallState)> {
        self.calls().into_iter().filter_map(|id| Some((id, self.fleet.get(id)?.state()))).collect()
    }

    /// Notes a request.
    pub(super) fn note(&mut self, asked: &Asked<'_>, which: Option<Which>, answer: &Answer) {
        if let Some(seen) = &mut self.seen {
            seen.note(self.now, asked, which, answer);
        }
    }

    /// Notes that a recording was asked for, and whether it was there.
    pub fn note_download(&mut self, found: bool) {
        if let Some(seen) = &mut self.seen {
            seen.note_download(self.now, found);
        }
    }

    /// Notes the end of a call.
    pub(super) fn note_over(&mut self, call: Id, at: Timestamp, cause: Cause) {
        if let Some(seen) = &mut self.seen {
            seen.over.push(Over { call, at, cause });
        }
    }
}
