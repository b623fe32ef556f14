//! Every operation done by a fleet and by its model, and compared.

use std::collections::{BTreeMap, BTreeSet};

use call_lifecycle::fleet::{Fleet, Handle, Key};
use call_lifecycle::{Id, Step, Timestamp};

use super::Lent;
use super::member::Member;
use super::model::{Model, Name};

pub struct Compared<'s, M: Member> {
    pub fleet: Fleet<'s, M>,
    pub model: Model<M>,
    pub memories: BTreeMap<Id, M::Memory>,
}

impl<'s, M: Member> Compared<'s, M> {
    pub fn new(now: Timestamp, seed: [u64; 2], lent: &'s mut Lent<M>) -> Self {
        let model = Model::new(lent.places.len(), now);
        let fleet = Fleet::new(now, seed, lent.storage()).unwrap();
        assert_eq!(fleet.capacity(), model.capacity());
        Self { fleet, model, memories: BTreeMap::new() }
    }

    pub fn insert(&mut self, call: M) -> Option<Handle> {
        let refusal = self.model.refusal(call.id());
        let given = self.fleet.insert(call.clone());
        match (given, refusal) {
            (Ok(handle), None) => {
                self.memories.insert(call.id(), M::Memory::default());
                self.model.insert(call, handle);
                Some(handle)
            }
            (Err(refused), Some(reason)) => {
                assert_eq!((refused.call, refused.reason), (call, reason));
                None
            }
            (given, refusal) => panic!("insert gave {given:?}, expected {refusal:?}"),
        }
    }

    pub fn remove(&mut self, name: Name) {
        let removed = match name {
            Name::Handle(handle) => self.fleet.remove(handle),
            Name::Id(id) => self.fleet.remove(id),
        };
        assert_eq!(removed, self.model.remove(name), "{name:?}");
    }

    /// One event; whether there is such a call.
    pub fn handle(&mut self, now: Timestamp, name: Name, event: &M::Event) -> bool {
        let before = self.model.get(name).cloned();
        let step = match name {
            Name::Handle(handle) => self.fleet.handle(now, handle, event.clone()),
            Name::Id(id) => self.fleet.handle(now, id, event.clone()),
        };
        let after = self.get(name).cloned();
        assert_eq!(before.is_some(), step.is_ok(), "{name:?}");
        assert_eq!(self.model.handle(now, name, event.clone()), step, "{name:?}");
        self.took(before, now, event, after, step.ok());
        self.model.get(name).is_some()
    }

    fn took(
        &mut self,
        before: Option<M>,
        now: Timestamp,
        event: &M::Event,
        after: Option<M>,
        step: Option<Step<M::Output>>,
    ) {
        let (Some(before), Some(after), Some(step)) = (before, after, step) else { return };
        assert_eq!(Some(&after), self.model.get(Name::Id(after.id())), "after {event:?}");
        M::lawful(&before, now, event, &after, &step);
        M::remember(self.memories.get_mut(&after.id()).unwrap(), now, event, &step);
    }

    /// Many events by one kind of key, as one after the other.
    pub fn handle_all<K: Key>(&mut self, now: Timestamp, events: &[(K, M::Event)], name: impl Fn(K) -> Name) {
        let mut said = Vec::new();
        self.fleet.handle_all(now, events, |index, result| {
            said.push((index, result.map(|(call, step)| (call.clone(), step.clone()))));
        });
        assert_eq!(said.len(), events.len(), "each is answered once");
        for (turn, ((index, result), (key, event))) in said.into_iter().zip(events).enumerate() {
            assert_eq!(index, turn, "in the order of the slice");
            let name = name(*key);
            let before = self.model.get(name).cloned();
            let expected = self.model.handle(now, name, event.clone());
            assert_eq!(result.as_ref().map(|(_, step)| step), expected.as_ref(), "{name:?}");
            let (after, step) = result.ok().unzip();
            self.took(before, now, event, after, step);
        }
    }

    pub fn wake_due(&mut self, now: Timestamp) {
        let due = self.model.due(now);
        let mut woken = Vec::new();
        self.fleet.wake_due(now, |handle, call, step| woken.push((handle, call.clone(), step.clone())));
        let ids: Vec<_> = woken.iter().map(|(_, call, _)| call.id()).collect();
        let told = BTreeSet::from_iter(&ids);
        let expected = due.ordered.iter().chain(&due.loose).collect();
        assert_eq!(told.len(), ids.len(), "woken twice at {now}");
        assert_eq!(told, expected, "who was woken at {now}");
        let ordered: Vec<_> = ids.iter().filter(|id| due.ordered.contains(id)).copied().collect();
        assert_eq!(ordered, due.ordered, "in the order of time at {now}");
        for (handle, after, step) in woken {
            assert_eq!(self.model.find(after.id()), Some(handle));
            self.woke(now, after, &step);
        }
        self.model.served(now);
        assert!(self.fleet.next_deadline().is_none_or(|next| next > now), "something is left due at {now}");
    }

    fn woke(&mut self, now: Timestamp, after: M, step: &Step<M::Output>) {
        let before = self.model.get(Name::Id(after.id())).cloned();
        assert_eq!(*step, self.model.wake(now, after.id()));
        self.took(before, now, &M::WAKE, Some(after), Some(step.clone()));
    }

    /// Wakes one; whether anyone was due.
    pub fn wake_next(&mut self, now: Timestamp) -> bool {
        let due = self.model.due(now);
        let Some((handle, step)) = self.fleet.wake_next(now) else {
            assert!(due.ordered.is_empty() && due.loose.is_empty(), "nobody is woken at {now}, though {due:?}");
            self.model.served(now);
            assert!(self.fleet.next_deadline().is_none_or(|next| next > now), "something is left due at {now}");
            return false;
        };
        let after = self.fleet.get(handle).unwrap().clone();
        let is_next = due.ordered.first() == Some(&after.id()) || due.loose.contains(&after.id());
        assert!(is_next, "{} is woken at {now}: {due:?}", after.id());
        self.woke(now, after, &step);
        true
    }

    pub fn get(&self, name: Name) -> Option<&M> {
        match name {
            Name::Handle(handle) => self.fleet.get(handle),
            Name::Id(id) => self.fleet.get(id),
        }
    }

    /// What is to be seen at a glance.
    pub fn glance(&self) {
        assert_eq!((self.fleet.len(), self.fleet.is_empty()), (self.model.len(), self.model.is_empty()));
        let (next, expected) = (self.fleet.next_deadline(), self.model.next_deadline());
        assert_eq!(next.is_some(), expected.is_some(), "{next:?}, expected {expected:?}");
        let fits = next.zip(expected.clone()).is_none_or(|(next, expected)| expected.contains(&next));
        assert!(fits, "the next deadline is {next:?}, expected {expected:?}");
    }

    /// Everything that there is to be seen.
    pub fn whole(&self) {
        self.glance();
        assert_eq!(self.fleet.digest(), self.model.digest());
        let by_place = |iter: &mut dyn Iterator<Item = (Handle, M)>| iter.collect::<BTreeMap<_, _>>();
        let all = by_place(&mut self.fleet.iter().map(|(handle, call)| (handle, call.clone())));
        assert_eq!(all, by_place(&mut self.model.iter().map(|(handle, call)| (handle, call.clone()))));
        assert_eq!(self.fleet.iter().count(), self.model.len(), "each once");
        for name in self.model.names() {
            assert_eq!(self.get(name), self.model.get(name), "{name:?}");
        }
        for (handle, call) in self.model.iter() {
            assert_eq!(self.fleet.find(call.id()), Some(handle));
        }
    }
}
