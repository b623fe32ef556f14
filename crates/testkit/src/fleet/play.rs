//! Operations drawn at random.

use call_lifecycle::fleet::Handle;
use call_lifecycle::{Id, Timestamp};

use super::Lent;
use super::compared::Compared;
use super::member::Member;
use super::model::{EPOCH, Name};
use crate::reference::draw::{Draw, Swarm};

/// The most events of one `handle_all`: more than it looks at together.
const MANY: u64 = 70;

pub struct Play<'s, M: Member> {
    pub compared: Compared<'s, M>,
    now: Timestamp,
    /// Some are switched off, so that the others come in rows.
    swarm: Swarm,
    /// Ids are drawn from so many.
    ids: u64,
}

/// Ids that differ in either half.
fn id(number: u64) -> Id {
    let number = u128::from(number);
    Id::from_u128(if number % 2 == 0 { number } else { number << 64 })
}

impl<'s, M: Member> Play<'s, M> {
    pub fn new(draw: &mut impl Draw, lent: &'s mut Lent<M>) -> Self {
        let begins = [0, 0, 1_000_000, 3 * EPOCH - 5, 4 * EPOCH, 1 << 40, u64::MAX - 4_000_000];
        let now = Timestamp::from_millis(draw.one_of(&begins));
        let seed =
            [draw.below(1 << 16), draw.below(1 << 16)].map(|word| (word + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let ids = lent.places.len() as u64 * 2 + 2;
        Self { compared: Compared::new(now, seed, lent), now, swarm: Swarm::draw(draw), ids }
    }

    /// One operation more.
    pub fn step(&mut self, draw: &mut (impl Draw + Clone)) {
        if draw.below(2) == 0 {
            self.now = self.time(draw);
        }
        let now = self.now;
        match draw.below(16) {
            0..=4 => {
                let id = self.id(draw);
                self.compared.insert(M::begin(draw, id, now));
            }
            5 | 6 => {
                let name = self.name(draw);
                self.compared.remove(name);
            }
            7..=11 => {
                let name = self.name(draw);
                let event = self.event(draw, name);
                self.compared.handle(now, name, &event);
            }
            12 => self.many(draw),
            13 => {
                self.compared.wake_next(now);
            }
            _ => self.compared.wake_due(now),
        }
    }

    fn many(&mut self, draw: &mut (impl Draw + Clone)) {
        let (kind, count) = (draw.below(4), draw.below(MANY));
        if kind == 0 {
            // Alike, so that they are due together.
            let first = draw.below(self.ids);
            for number in first..first + count {
                self.compared.insert(M::begin(&mut draw.clone(), id(number % self.ids), self.now));
            }
        } else if kind == 1 {
            let names: Vec<_> = (0..count).map(|_| self.id(draw)).collect();
            let events = self.events(draw, names, Name::Id);
            self.compared.handle_all(self.now, &events, Name::Id);
        } else {
            let names: Vec<_> = (0..count).map(|_| self.handle(draw)).collect();
            let events = self.events(draw, names, Name::Handle);
            self.compared.handle_all(self.now, &events, Name::Handle);
        }
    }

    fn events<K: Copy>(&self, draw: &mut impl Draw, keys: Vec<K>, name: impl Fn(K) -> Name) -> Vec<(K, M::Event)> {
        keys.into_iter().map(|key| (key, self.event(draw, name(key)))).collect()
    }

    /// An event that the call may well take, as it is now.
    fn event(&self, draw: &mut impl Draw, name: Name) -> M::Event {
        match self.compared.model.get(name) {
            Some(call) => call.event(draw, &self.compared.memories[&call.id()], self.now, self.swarm),
            None => M::WAKE,
        }
    }

    fn name(&self, draw: &mut impl Draw) -> Name {
        if draw.below(2) == 0 { Name::Id(self.id(draw)) } else { Name::Handle(self.handle(draw)) }
    }

    fn id(&self, draw: &mut impl Draw) -> Id {
        id(draw.below(self.ids))
    }

    /// A handle of now or of once, or one that somebody forged.
    fn handle(&self, draw: &mut impl Draw) -> Handle {
        let given: Vec<_> = self.compared.model.given().collect();
        let latest = given.len().saturating_sub(usize::try_from(self.ids).unwrap());
        match draw.below(16) {
            0 => Handle::from_bits(draw.below(1 << 40)),
            1 => Handle::from_bits(draw.below(4) << 32 | draw.below(self.ids)),
            2..=5 if !given.is_empty() => draw.one_of(&given),
            _ if !given.is_empty() => draw.one_of(&given[latest..]),
            _ => Handle::from_bits(1 << 32),
        }
    }

    /// A time to be told: at the next deadline, around it, soon, in days, in months, around an
    /// epoch, back, or at either end of time.
    fn time(&self, draw: &mut impl Draw) -> Timestamp {
        let now = self.now.as_millis();
        let due = self.compared.fleet.next_deadline().map_or(now, Timestamp::as_millis);
        Timestamp::from_millis(match draw.below(32) {
            0..=9 => due.max(now),
            10 | 11 => due.saturating_sub(1).max(now),
            12 | 13 => due.saturating_add(1).max(now),
            14..=19 => now.saturating_add(draw.below(1 << 8)),
            20..=22 => now.saturating_add(draw.below(1 << 16)),
            23 | 24 => now.saturating_add(draw.below(1 << 24)),
            25 => now.saturating_add(draw.below(1 << 31)),
            26 => now.saturating_add(draw.below(1 << 35)),
            27 => {
                (now / EPOCH + 1 + draw.below(3)).saturating_mul(EPOCH).saturating_sub(1).saturating_add(draw.below(3))
            }
            28 => now.saturating_sub(draw.below(1 << 8)),
            29 => now.saturating_sub(draw.below(1 << 24)),
            30 if draw.below(4) == 0 => now.saturating_sub(draw.below(1 << 35)),
            31 if draw.below(16) == 0 => [0, u64::MAX, u64::MAX - 1][usize::try_from(draw.below(3)).unwrap()],
            _ => now,
        })
    }
}
