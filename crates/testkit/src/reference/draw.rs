//! What chance decides: numbers, which kinds of events a script has, and the times that are told.

use call_lifecycle::{Deadline, DeadlineKind, Timestamp};

/// A source of numbers below a bound.
pub trait Draw {
    fn below(&mut self, bound: u64) -> u64;

    fn one_of<T: Clone>(&mut self, list: &[T]) -> T {
        list[usize::try_from(self.below(list.len() as u64)).unwrap()].clone()
    }
}

/// Marsaglia's xorshift64: chance that is the same everywhere.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }
}

impl Draw for Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % bound
    }
}

/// Which kinds of events a script has: some are switched off, so that the others come in rows.
#[derive(Clone, Copy, Debug)]
pub struct Swarm(u64);

impl Swarm {
    const KINDS: u64 = 12;

    pub fn draw(draw: &mut impl Draw) -> Self {
        Self(draw.below(1 << Self::KINDS) | draw.below(1 << Self::KINDS))
    }

    /// Nothing out of the ordinary.
    pub const fn none() -> Self {
        Self(0)
    }

    pub const fn has(self, kind: u64) -> bool {
        self.0 >> kind & 1 == 1
    }
}

/// A time to be told: at the deadline, around it, long after, soon, at once, back, or at either end
/// of time. To the deadline that would end the call only now and then, so that calls live long
/// enough.
pub fn time(draw: &mut impl Draw, now: Timestamp, due: Option<Deadline>, last: DeadlineKind) -> Timestamp {
    let due = due.filter(|due| due.kind != last || draw.below(12) == 0);
    let (now, due) = (now.as_millis(), due.map_or(now.as_millis(), |due| due.at.as_millis()));
    let hours = 3_600_000;
    Timestamp::from_millis(match draw.below(64) {
        0 => now.saturating_sub(1 + draw.below(2 * hours)),
        1 if draw.below(8) == 0 => {
            [0, u64::MAX].map(|end| end.saturating_sub(draw.below(hours)))[usize::from(draw.below(2) == 0)]
        }
        2 => due.saturating_add(draw.below(9 * hours)),
        3..=6 => due.saturating_sub(1).max(now),
        7..=10 => due.saturating_add(1),
        11..=26 => due,
        27..=34 => now.saturating_add(draw.below(40_000)),
        35..=36 => now.saturating_add(draw.below(hours)),
        37..=50 => now.saturating_add(draw.below(2_000)),
        _ => now,
    })
}
