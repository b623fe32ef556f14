//! What the bot did itself shortly before its call ended.

use call_lifecycle::wire::{Invite, Transfer};
use call_lifecycle::{Id, OperationKind};

use crate::trace::bodies::object;
use crate::trace::{Act, Raw};

/// How long before an end something counts as connected with it.
pub const SHORTLY: u64 = 60_000;

/// Something that ends calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// It removed a participant.
    Removed,
    /// It invited somebody.
    Invited,
    /// Its request to this other call names this one as the call to replace.
    Replaced(Act, usize),
}

/// A request that names a call to replace.
#[derive(Clone, Copy, Debug)]
pub struct Replacing {
    /// The call to replace.
    pub(super) id: Id,
    pub(super) sent: u64,
    pub(super) act: Act,
    /// The call that the request is about.
    pub(super) by: usize,
}

impl Replacing {
    pub const fn deed(&self) -> (u64, Deed) {
        (self.sent, Deed::Replaced(self.act, self.by + 1))
    }
}

/// The calls that a request asks to replace (`replacesCallId`).
pub fn replaced(act: Act, body: Option<Raw<'_>>) -> Vec<Id> {
    let Some(text) = object(body) else { return Vec::new() };
    let parse = |id: Option<&str>| id.and_then(|id| Id::parse(id).ok());
    match act {
        Act::Operation(OperationKind::Invite, _) => {
            let body: Invite<'_> = serde_json::from_str(text).unwrap_or_default();
            body.participants().filter_map(|invited| parse(invited.replaces_call_id)).collect()
        }
        Act::Transfer => {
            let body: Transfer<'_> = serde_json::from_str(text).unwrap_or_default();
            parse(body.target().and_then(|target| target.replaces_call_id)).into_iter().collect()
        }
        _ => Vec::new(),
    }
}
