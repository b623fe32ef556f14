//! Many calls, the slow and obvious way: a map from ids, a list of every handle that was ever
//! given, and a look at all of them for every question.

use core::ops::RangeInclusive;
use std::collections::BTreeMap;

use call_lifecycle::fleet::{Handle, NoSuchCall, Refusal};
use call_lifecycle::{Id, Machine, Step, Timestamp};

/// The promise of `call_lifecycle::fleet`: deadlines that lie less than this after the beginning of
/// the epoch of the last service are exact.
pub const HORIZON: u64 = (1 << 31) - 1;
pub const EPOCH: u64 = 1 << 30;

/// When the epoch of a time began.
pub fn epoch(time: Timestamp) -> u64 {
    time.as_millis() / EPOCH * EPOCH
}

/// What a call is asked for by.
#[derive(Clone, Copy, Debug)]
pub enum Name {
    Handle(Handle),
    Id(Id),
}

#[derive(Clone, Debug)]
struct Member<M> {
    call: M,
    handle: Handle,
    /// The fleet says this or later of its deadline: it is earlier than the deadline only if that
    /// lay beyond the horizon.
    kept: u64,
}

#[derive(Clone, Debug)]
pub struct Model<M> {
    capacity: usize,
    calls: BTreeMap<Id, Member<M>>,
    /// Every handle that was given, whose it was, and whether that call is still there.
    given: Vec<(Handle, Id, bool)>,
    /// The time that the fleet was told last by itself, which is not that of its calls.
    told: Timestamp,
    /// The time up to which nothing was left due.
    served: Timestamp,
}

/// What is due.
#[derive(Debug)]
pub struct Due {
    /// In the order in which they are to be woken.
    pub ordered: Vec<Id>,
    /// Those that may come at any time between them.
    pub loose: Vec<Id>,
}

fn deadline<M: Machine>(call: &M) -> Option<u64> {
    call.next_deadline().map(|deadline| deadline.at.as_millis())
}

/// Calls that are due at the same time are woken in the order of their places.
fn place(handle: Handle) -> u64 {
    handle.to_bits() & u64::from(u32::MAX)
}

impl<M: Machine> Model<M> {
    pub fn new(capacity: usize, now: Timestamp) -> Self {
        Self { capacity, calls: BTreeMap::new(), given: Vec::new(), told: now, served: now }
    }

    pub fn capacity(&self) -> usize {
        self.capacity
    }

    pub fn len(&self) -> usize {
        self.calls.len()
    }

    pub fn is_empty(&self) -> bool {
        self.calls.is_empty()
    }

    /// Whose the name is, if that call is there.
    pub fn id(&self, name: Name) -> Option<Id> {
        match name {
            Name::Id(id) => self.calls.contains_key(&id).then_some(id),
            Name::Handle(handle) => self.given.iter().find(|given| given.0 == handle && given.2).map(|given| given.1),
        }
    }

    pub fn get(&self, name: Name) -> Option<&M> {
        Some(&self.calls[&self.id(name)?].call)
    }

    pub fn find(&self, id: Id) -> Option<Handle> {
        Some(self.calls.get(&id)?.handle)
    }

    pub fn iter(&self) -> impl Iterator<Item = (Handle, &M)> {
        self.calls.values().map(|member| (member.handle, &member.call))
    }

    /// Every handle that was given, also those of calls that are gone.
    pub fn given(&self) -> impl Iterator<Item = Handle> {
        self.given.iter().map(|given| given.0)
    }

    pub fn digest(&self) -> u64 {
        self.calls.values().fold(0, |sum, member| sum.wrapping_add(member.call.digest()))
    }

    /// Why a call with this id is refused.
    pub fn refusal(&self, id: Id) -> Option<Refusal> {
        if self.calls.contains_key(&id) {
            return Some(Refusal::IdTaken);
        }
        (self.calls.len() == self.capacity).then_some(Refusal::Full)
    }

    /// Takes a call in that got this handle.
    pub fn insert(&mut self, call: M, handle: Handle) {
        assert!(self.given().all(|given| given != handle), "the handle was given before: {handle:?}");
        assert!(self.iter().all(|(other, _)| place(other) != place(handle)), "two calls in one place: {handle:?}");
        self.given.push((handle, call.id(), true));
        let kept = self.horizon(&call);
        self.calls.insert(call.id(), Member { call, handle, kept });
    }

    pub fn remove(&mut self, name: Name) -> Option<M> {
        let member = self.calls.remove(&self.id(name)?)?;
        self.given.iter_mut().filter(|given| given.0 == member.handle).for_each(|given| given.2 = false);
        Some(member.call)
    }

    pub fn handle(&mut self, now: Timestamp, name: Name, event: M::Event) -> Result<Step<M::Output>, NoSuchCall> {
        let id = self.id(name).ok_or(NoSuchCall)?;
        let mut call = self.calls[&id].call.clone();
        let step = call.handle(now, event);
        let kept = if step.deadline_changed() { self.horizon(&call) } else { self.calls[&id].kept };
        let member = self.calls.get_mut(&id).unwrap();
        (member.call, member.kept) = (call, kept);
        Ok(step)
    }

    /// The deadline of a call as it is kept at least.
    fn horizon(&self, call: &M) -> u64 {
        deadline(call).map_or(u64::MAX, |at| at.min(epoch(self.served).saturating_add(HORIZON)))
    }

    /// Between which times the fleet must say that its next deadline is. These are the same, but
    /// for a deadline beyond the horizon, and for one that had passed by an epoch when it came.
    pub fn next_deadline(&self) -> Option<RangeInclusive<Timestamp>> {
        let dated = || self.calls.values().filter_map(|member| Some((deadline(&member.call)?, member.kept)));
        let exact = dated().map(|(at, _)| at).min()?;
        let early = if exact <= epoch(self.told) { 0 } else { dated().map(|(_, kept)| kept).min()? };
        Some(Timestamp::from_millis(early)..=Timestamp::from_millis(exact))
    }

    pub fn due(&self, now: Timestamp) -> Due {
        let now = now.as_millis();
        // After the half of a horizon without service nothing is put in order that passed before this epoch, and what had passed when it came never is.
        let neglected = self.calls.values().any(|member| member.kept.saturating_add(EPOCH) <= now);
        let from = epoch(self.told).max(if neglected { now / EPOCH * EPOCH } else { 0 });
        let (mut ordered, mut loose) = (Vec::new(), Vec::new());
        for (id, member) in &self.calls {
            match deadline(&member.call) {
                Some(at) if at > now => {}
                Some(at) if at >= from && at == member.kept => ordered.push((at, place(member.handle), *id)),
                Some(_) => loose.push(*id),
                None => {}
            }
        }
        ordered.sort_unstable();
        Due { ordered: ordered.into_iter().map(|due| due.2).collect(), loose }
    }

    /// Wakes a call that is due.
    pub fn wake(&mut self, now: Timestamp, id: Id) -> Step<M::Output> {
        let step = self.handle(now, Name::Id(id), M::WAKE).unwrap();
        self.hears(now);
        self.awake(now, id);
        step
    }

    /// A clock that was set back brings the horizon nearer.
    fn hears(&mut self, now: Timestamp) {
        if now < self.told {
            self.served = self.served.min(now);
            let horizon = epoch(now).saturating_add(HORIZON);
            self.calls.values_mut().for_each(|member| member.kept = member.kept.min(horizon));
        }
        self.told = now;
    }

    fn awake(&mut self, now: Timestamp, id: Id) {
        let member = self.calls.get_mut(&id).unwrap();
        let soon = now.as_millis().saturating_add(1);
        member.kept = deadline(&member.call).map_or(u64::MAX, |at| at.min(member.kept.max(soon)));
    }

    /// Everything that was due is awake.
    pub fn served(&mut self, now: Timestamp) {
        self.hears(now);
        self.served = now;
        for id in self.calls.keys().copied().collect::<Vec<_>>() {
            if self.calls[&id].kept <= now.as_millis() {
                self.awake(now, id);
            }
        }
    }

    /// Everything by which a call can be asked for, also such as are gone.
    pub fn names(&self) -> impl Iterator<Item = Name> {
        self.given().map(Name::Handle).chain(self.calls.keys().copied().map(Name::Id))
    }
}
