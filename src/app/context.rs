//! What every step goes by: which call it is, by which policy it is kept, and what time it is.

use super::policy::Policy;
use crate::{Id, Timestamp};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Context<'p> {
    pub(super) id: Id,
    pub(super) policy: &'p Policy,
    /// The latest time that the call was told.
    pub(super) now: Timestamp,
}
