//! The fleet: the calls, the tree of their deadlines and the index of their ids.

use super::index::{Index, NOWHERE};
use super::storage::Content;
use super::tree::Tree;
use super::{Handle, Place, Refusal, Refused, Storage, StorageError};
use crate::{Id, Machine, Step, Timestamp};

/// Many calls, one deadline.
///
/// Every call is handled as if it were alone: a fleet and as many single calls return the same
/// steps.
///
/// | operation | cost |
/// |---|---|
/// | [`Fleet::get`], [`Fleet::handle`], [`Fleet::insert`], [`Fleet::remove`] | that of the call itself; the index if it is named by its id; at most one cache line for each level of the tree if its deadline changes |
/// | [`Fleet::next_deadline`] | one word |
/// | [`Fleet::wake_due`] | that of what is due; all deadlines, once, if the clock has leapt ([the horizon](crate::fleet#the-horizon)) |
/// | [`Fleet::new`], [`Fleet::iter`], [`Fleet::digest`] | all places |
///
/// ```
/// use call_lifecycle::fleet::{Fleet, Room, entries_for, nodes_for};
/// use call_lifecycle::{Id, Timestamp, app, service};
/// let mut room = Room::<service::Call<'static, 0>, 2, { nodes_for(2) }, { entries_for(2) }>::new();
/// let mut fleet = Fleet::new(Timestamp::ZERO, [1, 2], room.storage())?;
/// let call = |id| service::Call::incoming(Id::from_u128(id), Timestamp::ZERO, &service::Policy::DEFAULT);
///
/// let first = fleet.insert(call(1))?;
/// fleet.insert(call(2))?;
/// let refused = fleet.insert(call(3)).unwrap_err();
/// assert_eq!(refused.to_string(), "every place of the fleet is taken: remove calls that have ended, or lend more room");
///
/// fleet.remove(first);
/// fleet.insert(refused.call)?; // nothing is lost
/// assert!(fleet.get(first).is_none()); // its place has another call now, which this handle does not reach
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Fleet<'s, M> {
    pub(super) places: &'s mut [Place<M>],
    pub(super) tree: Tree<'s>,
    pub(super) index: Index<'s>,
    len: u32,
    /// The places from here on never had a call.
    fresh: u32,
    /// The place that was vacated last.
    vacated: u32,
    /// How many milliseconds of deadlines [`Fleet::wake_due`] takes out together.
    pub(super) window: u32,
}

impl<'s, M: Machine> Fleet<'s, M> {
    /// Creates a fleet without calls in storage that the host lends. The contents of the storage
    /// are cleared. `now` and all later times are by the same clock. `seed` should be two secret
    /// random words: they keep anyone who chooses ids from slowing the fleet down. They have no
    /// other effect.
    ///
    /// # Errors
    /// [`StorageError`] if a part of the storage is too small for the places, or if there is no
    /// place.
    pub fn new(now: Timestamp, seed: [u64; 2], storage: Storage<'s, M>) -> Result<Self, StorageError> {
        storage.check()?;
        let Storage { places, nodes, entries } = storage;
        places.fill(Place::VACANT);
        let tree = Tree::new(nodes, places.len(), now);
        let index = Index::new(entries, seed);
        Ok(Self { places, tree, index, len: 0, fresh: 0, vacated: NOWHERE, window: 0 })
    }

    /// How many calls fit. (A place that was used 2³¹ times is not used again.)
    #[must_use]
    pub const fn capacity(&self) -> usize {
        self.places.len()
    }

    /// How many calls there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.len as usize
    }

    /// Whether there are no calls.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Adds a call.
    ///
    /// # Errors
    /// [`Refused`], with the call, if every place is taken or the fleet has a call with the same
    /// id.
    pub fn insert(&mut self, call: M) -> Result<Handle, Refused<M>> {
        let tag = self.index.tag(call.id());
        if self.slot_of(tag, call.id()).is_some() {
            return Err(Refused { call, reason: Refusal::IdTaken });
        }
        let slot = if self.vacated == NOWHERE { self.fresh } else { self.vacated };
        let deadline = call.next_deadline();
        let Some(Place(content)) = self.places.get_mut(slot as usize) else {
            return Err(Refused { call, reason: Refusal::Full });
        };
        match core::mem::replace(content, Content::Call(call)) {
            Content::Vacant(next) if self.vacated != NOWHERE => self.vacated = next,
            _ => self.fresh = self.fresh.wrapping_add(1),
        }
        let generation = self.tree.generation(slot).unwrap_or(0).wrapping_add(1);
        self.tree.set_generation(slot, generation);
        self.tree.arm(slot, deadline.map(|deadline| deadline.at));
        self.index.insert(tag, slot);
        self.len = self.len.wrapping_add(1);
        Ok(Handle { generation, slot })
    }

    /// Removes the call in that slot, and returns it.
    pub(super) fn remove_at(&mut self, slot: u32) -> Option<M> {
        let Place(content) = self.places.get_mut(slot as usize)?;
        let Content::Call(call) = core::mem::replace(content, Content::Vacant(self.vacated)) else { return None };
        let generation = self.tree.generation(slot)?;
        if let Some(next) = generation.checked_add(1) {
            self.tree.set_generation(slot, next);
            self.vacated = slot;
        } else {
            // Its generations are used up: no call gets it any more.
            self.tree.set_generation(slot, 0);
        }
        self.tree.arm(slot, None);
        self.index.remove(self.index.tag(call.id()), slot);
        self.len = self.len.wrapping_sub(1);
        Some(call)
    }

    /// Handles the event if there is a call in that slot, and returns whether there is.
    #[inline(always)]
    pub(super) fn handle_at(
        &mut self,
        slot: u32,
        now: Timestamp,
        event: &M::Event,
        step: &mut Step<M::Output>,
    ) -> bool {
        let Some(Place(Content::Call(call))) = self.places.get_mut(slot as usize) else { return false };
        call.handle_into(now, event, step);
        if step.deadline_changed() {
            self.rearm(slot);
        }
        true
    }

    // Apart, since most events move no deadline.
    #[inline(never)]
    pub(super) fn rearm(&mut self, slot: u32) {
        let deadline = self.call(slot).and_then(M::next_deadline);
        self.tree.arm(slot, deadline.map(|deadline| deadline.at));
    }

    /// When something is due next: later than the last [`Fleet::wake_due`], or never. The answer
    /// may change with every call that is added, handled or removed.
    #[must_use]
    #[inline]
    pub const fn next_deadline(&self) -> Option<Timestamp> {
        self.tree.first()
    }

    /// All calls and their handles.
    pub fn iter(&self) -> impl Iterator<Item = (Handle, &M)> {
        (0..self.fresh).filter_map(|slot| Some((self.handle_of(slot)?, self.call(slot)?)))
    }

    /// A hash of the state of all calls in 64 bits. It is the same on every target and does not
    /// depend on places, seed or room.
    #[must_use]
    pub fn digest(&self) -> u64 {
        // A sum, since the order of the places says nothing.
        self.iter().fold(0, |sum, (_, call)| sum.wrapping_add(call.digest()))
    }

    #[inline]
    pub(super) fn call(&self, slot: u32) -> Option<&M> {
        self.places.get(slot as usize)?.call()
    }

    /// The slot of an id with this tag.
    #[inline]
    pub(super) fn slot_of(&self, tag: u32, id: Id) -> Option<u32> {
        self.index.find(tag, |slot| self.call(slot).is_some_and(|call| call.id() == id))
    }

    #[inline]
    pub(super) fn handle_of(&self, slot: u32) -> Option<Handle> {
        Some(Handle { generation: self.tree.generation(slot)?, slot })
    }
}
