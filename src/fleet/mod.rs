//! Many calls, one deadline.
//!
//! A host with many calls needs three things: the call for an id or a handle, the exact next deadline over all of them, and everything that is due.
//! [`Fleet`] is that, for either end, in storage that the host lends: no allocation, no operation whose cost grows with the number of calls. (But those
//! that visit all of them do: making a fleet, iterating, the digest; and [`Fleet::expire`] once after the clock has leapt, see below.)
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
//! fleet.expire(due, |handle, call, step| {
//!     // Send what `step` wishes sent.
//! #   assert_eq!((call.id(), step.outputs().len()), (id, 1));
//! });
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # How it is made
//!
//! - **Calls** lie in places, one after another; a [`Handle`] is a place and how many calls it has had, so that the handle of a removed call never
//!   reaches another one.
//! - **Deadlines** are 32-bit numbers in a tree of minima: 8 calls to a leaf, beside the generations of their places, and 16 children to a node above; every
//!   leaf and node is a cache line of 64 bytes. The least is known at any time, without a tick to be rounded to. For a million calls the tree has 6 levels.
//! - **Ids** are found by an index with open addresses (linear probing, at most 8/15 full), whose hash takes a seed from the host: who chooses ids cannot
//!   choose where they meet, as long as the seed is a secret. The hash is fast, not cryptographic.
//!
//! For calls of 64 bytes ([`crate::app::Call`] without operation slots) that makes 88 bytes a call, all in.
//!
//! # The horizon
//!
//! A deadline is kept in 31 bits of milliseconds, from the beginning of an epoch of 2³⁰ ms (12 days) on: the one in which [`Fleet::expire`] was called last. One
//! that lies 2³¹ ms or more after it, which is 12 to 24 days ahead, is taken for earlier than it is: [`Fleet::next_deadline`] is early then, `expire` wakes nobody
//! for it, and all is as before. It is never late: a deadline that passed before that epoch is said to be [`crate::Timestamp::ZERO`].
//!
//! What is due together is woken in order of time, but for calls whose deadline lay beyond the horizon, or had passed before the epoch when it was set, and
//! where something had been due for 12 days or more: these come in any order.
//!
//! Where `expire` finds a clock that was set back to an earlier epoch, or that something has been due for 12 to 24 days, it looks at every deadline once.

mod batch;
mod calls;
mod index;
mod key;
#[cfg(test)]
mod retired;
mod storage;
mod tree;
mod waking;

pub use calls::{Fleet, NoSuchCall, Refusal, Refused};
pub use index::{Entry, entries_for};
pub use key::{Handle, Key};
pub use storage::{Place, Room, Storage, StorageError, StoragePart};
pub use tree::{Node, nodes_for};
