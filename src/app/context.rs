//! What every step needs: the call's id, its policy, and the time.

use super::policy::Policy;
use crate::{Id, Timestamp};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(C)]
pub(super) struct Context<'p> {
    pub(super) id: Id,
    pub(super) policy: &'p Policy,
    /// The latest time that the call was given.
    pub(super) now: Timestamp,
}
