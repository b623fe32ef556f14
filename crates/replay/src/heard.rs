//! What was notified of a call, beyond its states: how much and when, its keys, who takes part.

use std::hash::BuildHasher;
use std::sync::LazyLock;

use call_lifecycle::{ReportedState, ToneInfo};
use hashbrown::DefaultHashBuilder;

use crate::change::What;
use crate::times::Times;

/// How many keys are remembered.
const KEYS: usize = 32;
/// How many notifications are remembered by their hash.
const RECENT: usize = 8;
/// How many people of a roster are remembered.
const PEOPLE: usize = 64;

static HASHER: LazyLock<DefaultHashBuilder> = LazyLock::new(DefaultHashBuilder::default);

fn hash(text: impl std::hash::Hash) -> u32 {
    HASHER.hash_one(text) as u32
}

/// The notifications of a call.
#[derive(Clone, Debug, Default)]
pub struct Heard {
    pub all: Times,
    pub(super) keys: Vec<ToneInfo>,
    /// Whether audio was active when it was notified last.
    pub(super) audio: Option<bool>,
    /// The people of the roster, by hashes of their ids, unless there are too many.
    pub(super) people: Vec<u32>,
    /// Since when no people are in the roster.
    pub nobody_since: Option<u64>,
    /// Hashes of the last notifications, in a ring.
    pub(super) recent: [u32; RECENT],
    pub(super) next: u8,
    /// The states that were notified, as bits: the first notification of a known state is not a
    /// repetition.
    pub(super) states: u16,
}

impl Heard {
    /// Whether the same body was notified shortly before.
    pub fn is_again(&mut self, body: &str, index: usize) -> bool {
        self.posted(body, index).1
    }

    /// The hash of an entry of a body, and whether the same was notified shortly before.
    pub fn posted(&mut self, body: &str, index: usize) -> (u32, bool) {
        let hash = (HASHER.hash_one((body, index)) as u32).max(1);
        let again = self.recent.contains(&hash);
        if !again {
            self.recent[usize::from(self.next) % RECENT] = hash;
            self.next = self.next.wrapping_add(1);
        }
        (hash, again)
    }

    /// Whether the same key came before.
    pub fn knows(&self, key: &ToneInfo) -> bool {
        self.keys.contains(key)
    }

    /// A key came that is new. Returns the key that came too early, if this one is late.
    pub fn key(&mut self, key: ToneInfo) -> Option<ToneInfo> {
        let before = self.keys.iter().max_by_key(|known| known.sequence_id).copied();
        if self.keys.len() == KEYS {
            self.keys.remove(0);
        }
        self.keys.push(key);
        before.filter(|known| known.sequence_id > key.sequence_id)
    }

    /// The first key of the same number, if it is another one.
    pub fn of_same_number(&self, key: ToneInfo) -> Option<ToneInfo> {
        let first = self.keys.iter().find(|known| known.sequence_id == key.sequence_id).copied();
        first.filter(|first| *first != key)
    }

    /// Whether this is the first notification of the state that it reports.
    pub fn is_first_of_its_state(&mut self, what: &What<'_>) -> bool {
        let What::Call(said) = what else { return false };
        let ReportedState::Known(state) = said.reported() else { return false };
        let before = self.states;
        self.states |= 1 << state as u16;
        self.states != before
    }

    /// A whole roster was notified.
    pub fn roster(&mut self, at: u64, people: usize, ids: &[&str]) {
        self.people.clear();
        if people == ids.len() && people <= PEOPLE {
            self.people.extend(ids.iter().map(hash));
        }
        if people > 0 {
            self.nobody_since = None;
        } else {
            self.nobody_since.get_or_insert(at);
        }
    }

    /// A participant came, or is known already.
    pub fn joined(&mut self, id: &str) {
        let is_known = !self.people.is_empty() || self.nobody_since.is_some();
        self.nobody_since = None;
        if self.people.len() == PEOPLE {
            self.people.clear();
        } else if is_known && !self.people.contains(&hash(id)) {
            self.people.push(hash(id));
        }
    }

    /// A participant left.
    pub fn left(&mut self, at: u64, id: &str) {
        let Some(place) = self.people.iter().position(|known| *known == hash(id)) else { return };
        self.people.swap_remove(place);
        if self.people.is_empty() {
            self.nobody_since.get_or_insert(at);
        }
    }

    /// The numbers between those of the keys that no key had: first and last of each gap. Empty if
    /// there were too many keys.
    pub fn gaps(&self) -> Vec<(i64, i64)> {
        let keys = self.keys_in_order().unwrap_or_default();
        let numbers: Vec<i64> = keys.iter().map(|key| key.sequence_id).filter(|number| *number > 0).collect();
        let pairs = numbers.iter().zip(numbers.iter().skip(1));
        pairs.filter(|(one, next)| *next - *one > 1).map(|(one, next)| (one + 1, next - 1)).collect()
    }

    /// The keys in order of their numbers, unless there were too many.
    pub fn keys_in_order(&self) -> Option<Vec<ToneInfo>> {
        let mut keys = self.keys.clone();
        keys.sort_by_key(|key| key.sequence_id);
        (keys.len() < KEYS).then_some(keys)
    }
}
