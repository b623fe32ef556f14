//! Many calls, one deadline.
//!
//! A host with many calls needs three things: the call for an id or a handle, the exact next
//! deadline of all calls, and all calls that are due. [`Fleet`] has these, for either end, in
//! storage that the host lends, without an allocation. The cost of an operation does not grow with
//! the number of calls, except for creation, iteration, the digest, and [`Fleet::wake_due`] once
//! after the clock has leapt (see below).
//!
//! ```
//! use call_lifecycle::fleet::{Fleet, Room, entries_for, nodes_for};
//! use call_lifecycle::{CallReport, CallState, Id, Timestamp, app};
//!
//! const CALLS: usize = 100;
//! type Calls = Room<app::Call<'static, 0>, CALLS, { nodes_for(CALLS) }, { entries_for(CALLS) }>;
//! let mut room = Calls::new(); // or a `static`, or slices of any length: see `Storage`
//! let mut fleet = Fleet::new(Timestamp::ZERO, [0x5eed, 0xf00d], room.storage())?;
//!
//! let (now, id) = (Timestamp::ZERO, Id::from_u128(1));
//! let handle = fleet.insert(app::Call::outgoing(id, now, &app::Policy::DEFAULT))?;
//! let established = app::Event::Call(CallReport::state(CallState::Established));
//! assert!(fleet.handle(now, handle, established)?.verdict().is_applied());
//! assert!(!fleet.handle(now, id, established)?.verdict().is_applied()); // by its id, and a duplicate
//!
//! // Sleep until the next deadline of all, then wake what is due, in order of time.
//! let due = fleet.next_deadline().unwrap();
//! fleet.wake_due(due, |handle, call, step| {
//!     // Send what `step` wishes sent.
//! #   assert_eq!((call.id(), step.outputs().len()), (id, 1));
//! });
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # How it is made
//!
//! - **Calls** lie in places, one after another. A [`Handle`] is a place and how many calls have
//!   used it, so the handle of a removed call never finds another one.
//! - **Deadlines** are 32-bit numbers in a tree of minima: 8 calls in a leaf, next to the
//!   generations of their places, and 16 children of each node above. Every leaf and node is a
//!   cache line of 64 bytes. The least deadline is known at any time and is exact. For a million
//!   calls the tree has 6 levels.
//! - **Ids** are found by an index with open addressing (linear probing, at most 8/15 full). Its
//!   hash takes a seed from the host: as long as the seed is secret, nobody can choose ids that
//!   collide. The hash is fast and not cryptographic.
//!
//! With calls of 64 bytes ([`crate::app::Call`] without operation slots) this makes 88 bytes a
//! call.
//!
//! # The horizon
//!
//! A deadline is stored in 31 bits of milliseconds from the beginning of an epoch of 2³⁰ ms (12
//! days): the epoch of the last call of [`Fleet::wake_due`]. A deadline 2³¹ ms or more after that,
//! 12 to 24 days ahead, counts as earlier than it is: [`Fleet::next_deadline`] is then early, and
//! `wake_due` wakes no call for it. It is never late: a deadline that passed before that epoch is
//! given as [`crate::Timestamp::ZERO`].
//!
//! Calls that are due together are woken in order of time. There is no order among calls whose
//! deadline lay beyond the horizon or had passed before the epoch when it was set, and where
//! something has been due for 12 days or more.
//!
//! If `wake_due` finds that the clock was set back to an earlier epoch, or that something has been
//! due for 12 to 24 days, it reads every deadline once.

mod batch;
mod by_key;
mod calls;
mod handle;
mod index;
mod key;
mod refusal;
#[cfg(test)]
mod retired;
mod storage;
mod tree;
mod waking;

pub use calls::Fleet;
pub use handle::Handle;
pub use index::{Entry, entries_for};
pub use key::Key;
pub use refusal::{NoSuchCall, Refusal, Refused};
pub use storage::{Place, Room, Storage, StorageError, StoragePart};
pub use tree::{Node, nodes_for};
