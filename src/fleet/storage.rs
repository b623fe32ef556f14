//! The storage of a fleet, which the host lends.

use core::fmt;

use super::{Entry, Node, entries_for, nodes_for};

/// A place for a call. Aligned to a cache line, so that a call of 64 bytes lies in one.
///
/// ```
/// use call_lifecycle::{app, fleet::Place};
/// let places = vec![Place::<app::Call<'static, 0>>::VACANT; 1_000];
/// # #[cfg(target_pointer_width = "64")]
/// assert_eq!(size_of_val(&places[..]), 64_000);
/// ```
#[derive(Clone, Debug)]
#[repr(align(64))]
pub struct Place<M>(pub(super) Content<M>);

#[derive(Clone, Debug)]
pub(super) enum Content<M> {
    Call(M),
    /// The place that was vacated before this one, if any.
    Vacant(u32),
}

impl<M> Place<M> {
    /// A place without a call.
    pub const VACANT: Self = Self(Content::Vacant(super::index::NOWHERE));

    #[inline]
    pub(super) const fn call(&self) -> Option<&M> {
        match &self.0 {
            Content::Call(call) => Some(call),
            Content::Vacant(_) => None,
        }
    }
}

// By hand: a derived one would put a bound on a private type.
#[cfg(feature = "defmt")]
impl<M: defmt::Format> defmt::Format for Place<M> {
    fn format(&self, f: defmt::Formatter<'_>) {
        defmt::write!(f, "{}", self.call());
    }
}

impl<M> Default for Place<M> {
    fn default() -> Self {
        Self::VACANT
    }
}

/// The storage of a fleet. It has room for as many calls as there are places: 1 to 2³² − 1.
///
/// ```
/// use call_lifecycle::fleet::{Entry, Fleet, Node, Place, Storage, entries_for, nodes_for};
/// use call_lifecycle::{Timestamp, service};
///
/// // With an allocator, of a length that is known at run time:
/// let calls = std::env::args().len() + 1_000;
/// let mut places = vec![Place::VACANT; calls];
/// let mut nodes = vec![Node::EMPTY; nodes_for(calls)];
/// let mut entries = vec![Entry::EMPTY; entries_for(calls)];
/// let storage = Storage::new(&mut places, &mut nodes, &mut entries);
/// let fleet = Fleet::<service::Call<'static, 4>>::new(Timestamp::ZERO, [1, 2], storage)?;
/// assert_eq!(fleet.capacity(), calls);
/// # Ok::<(), call_lifecycle::fleet::StorageError>(())
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct Storage<'s, M> {
    /// A place for each call.
    pub places: &'s mut [Place<M>],
    /// As many as [`nodes_for`] says for that many calls.
    pub nodes: &'s mut [Node],
    /// As many as [`entries_for`] says for that many calls.
    pub entries: &'s mut [Entry],
}

impl<'s, M> Storage<'s, M> {
    /// Storage of these parts. [`super::Fleet::new`] checks that they fit together.
    #[must_use]
    pub const fn new(places: &'s mut [Place<M>], nodes: &'s mut [Node], entries: &'s mut [Entry]) -> Self {
        Self { places, nodes, entries }
    }
}

/// A [`Storage`] whose size is known at compile time, for a `static` or a field.
///
/// ```
/// use call_lifecycle::fleet::{Fleet, Room, entries_for, nodes_for};
/// use call_lifecycle::{Timestamp, app};
/// use std::sync::Mutex;
///
/// const CALLS: usize = 8;
/// static ROOM: Mutex<Room<app::Call<'static, 4>, CALLS, { nodes_for(CALLS) }, { entries_for(CALLS) }>> =
///     Mutex::new(Room::new());
/// let mut room = ROOM.lock().unwrap();
/// let fleet = Fleet::new(Timestamp::ZERO, [1, 2], room.storage())?;
/// assert_eq!(fleet.capacity(), CALLS);
/// # Ok::<(), call_lifecycle::fleet::StorageError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Room<M, const CALLS: usize, const NODES: usize, const ENTRIES: usize> {
    places: [Place<M>; CALLS],
    nodes: [Node; NODES],
    entries: [Entry; ENTRIES],
}

impl<M, const CALLS: usize, const NODES: usize, const ENTRIES: usize> Room<M, CALLS, NODES, ENTRIES> {
    /// Room for `CALLS` calls. It does not compile with fewer `NODES` than [`nodes_for`] or fewer
    /// `ENTRIES` than [`entries_for`] says.
    #[must_use]
    pub const fn new() -> Self {
        const {
            assert!(CALLS > 0, "a fleet needs room for one call at least");
            assert!(NODES >= nodes_for(CALLS), "NODES must be nodes_for(CALLS) or more");
            assert!(ENTRIES >= entries_for(CALLS), "ENTRIES must be entries_for(CALLS) or more");
        }
        Self { places: [const { Place::VACANT }; CALLS], nodes: [Node::EMPTY; NODES], entries: [Entry::EMPTY; ENTRIES] }
    }

    /// Lends the storage to a fleet.
    pub const fn storage(&mut self) -> Storage<'_, M> {
        Storage { places: &mut self.places, nodes: &mut self.nodes, entries: &mut self.entries }
    }
}

impl<M, const CALLS: usize, const NODES: usize, const ENTRIES: usize> Default for Room<M, CALLS, NODES, ENTRIES> {
    fn default() -> Self {
        Self::new()
    }
}

/// A part of a [`Storage`].
///
/// ```
/// use call_lifecycle::fleet::StoragePart;
/// assert_eq!(StoragePart::Nodes.to_string(), "nodes");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum StoragePart {
    /// [`Storage::places`]
    Places,
    /// [`Storage::nodes`]
    Nodes,
    /// [`Storage::entries`]
    Entries,
}

impl fmt::Display for StoragePart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Places => "places",
            Self::Nodes => "nodes",
            Self::Entries => "entries",
        })
    }
}

/// A part of the storage is too small for the number of places, or there are too many places.
///
/// ```
/// use call_lifecycle::fleet::{Fleet, Place, Storage};
/// use call_lifecycle::{Timestamp, app};
/// let mut places = vec![Place::VACANT; 100];
/// let storage = Storage::new(&mut places, &mut [], &mut []);
/// let error = Fleet::<app::Call<'static, 0>>::new(Timestamp::ZERO, [1, 2], storage).unwrap_err();
/// assert_eq!(error.to_string(), "the storage has 0 nodes, but must have 14 to 4294967295");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub struct StorageError {
    /// The part.
    pub part: StoragePart,
    /// How many there are.
    pub given: usize,
    /// How many there must be at least. At most there can be 2³² − 1.
    pub least: usize,
}

impl fmt::Display for StorageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { part, given, least } = self;
        write!(f, "the storage has {given} {part}, but must have {least} to {}", u32::MAX)
    }
}

impl core::error::Error for StorageError {}

impl<M> Storage<'_, M> {
    /// Checks the length of every part.
    pub(super) const fn check(&self) -> Result<(), StorageError> {
        let calls = self.places.len();
        // An entry and a place are named in 32 bits.
        let parts = [
            (StoragePart::Places, calls, 1),
            (StoragePart::Nodes, self.nodes.len(), nodes_for(calls)),
            (StoragePart::Entries, self.entries.len(), entries_for(calls)),
        ];
        let mut rest = parts.as_slice();
        while let [(part, given, least), tail @ ..] = rest {
            if *given < *least || *given > u32::MAX as usize {
                return Err(StorageError { part: *part, given: *given, least: *least });
            }
            rest = tail;
        }
        Ok(())
    }
}
