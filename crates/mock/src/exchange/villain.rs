//! What goes wrong on purpose.

use call_lifecycle::{ClientContext, Id};
use fastrand::Rng;
use graph_call_replay::trace::Guid;
use serde::Deserialize;

/// How often what goes wrong. Each chance is from 0 to 1; an absent one is 0.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
pub struct Villain {
    /// The call that it is about, or `None` for all.
    pub call: Option<Guid>,
    /// A notification is never posted.
    pub drop: f64,
    /// A notification is posted twice.
    pub repeat: f64,
    /// A notification, and with it those after it, is held back.
    pub delay: f64,
    /// For how long at most, in milliseconds of the service's time.
    pub delay_up_to: u32,
    /// A notification is overtaken by the next ones.
    pub reorder: f64,
    /// A request is answered 429.
    #[serde(rename = "429")]
    pub too_many: f64,
    /// A request is answered 503.
    #[serde(rename = "503")]
    pub unavailable: f64,
    /// `Retry-After` of both, in seconds of the service's time; 0 leaves it out.
    pub retry_after: u32,
}

/// Nothing is held back for longer.
const HOUR: u32 = 3_600_000;

impl Villain {
    /// Checks every chance and span.
    pub fn check(&self) -> Result<(), String> {
        let chances = [
            ("drop", self.drop),
            ("repeat", self.repeat),
            ("delay", self.delay),
            ("reorder", self.reorder),
            ("429", self.too_many),
            ("503", self.unavailable),
        ];
        if self.delay_up_to > HOUR {
            return Err(format!("`delayUpTo` is {}, expected {HOUR} milliseconds at most in it", self.delay_up_to));
        }
        match chances.iter().find(|(_, chance)| !(0.0..=1.0).contains(chance)) {
            Some((name, chance)) => Err(format!("`{name}` is {chance}, expected a chance from 0 to 1 in it")),
            None => Ok(()),
        }
    }
}

/// The source of random numbers: the same seed gives the same ids and the same trouble.
#[derive(Clone, Copy, Debug)]
pub struct Seed(pub u64);

impl Seed {
    /// Random numbers for one purpose.
    fn numbers(self, purpose: &str, of: Id, count: u64) -> Rng {
        let [high, low] = ClientContext::hash(&format!("{:016x}/{purpose}/{of}/{count}", self.0)).id().words();
        Rng::with_seed(high ^ low)
    }

    /// The `count`th id of its kind.
    pub fn id(self, kind: &str, of: Id, count: u64) -> Id {
        Id::from_u128(self.numbers(kind, of, count).u128(..))
    }

    /// Whether something of that chance happens.
    pub fn happens(self, chance: f64, of: Id, count: &mut u64) -> bool {
        chance > 0.0 && self.roll(of, count) < chance
    }

    /// A number from 0 to 1, without 1.
    pub fn roll(self, of: Id, count: &mut u64) -> f64 {
        *count += 1;
        self.numbers("roll", of, *count).f64()
    }
}
