//! What the villain does, and what it has done, for the page.

use std::collections::BTreeMap;

use serde::Serialize;

use super::villain::{Villain, Villains};

/// How often the villain has done what, by the names of its settings.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Deeds(BTreeMap<&'static str, u64>);

impl Deeds {
    pub fn note(&mut self, what: &'static str) {
        *self.0.entry(what).or_default() += 1;
    }
}

/// A chance that is not 0.
#[derive(Debug, Serialize)]
pub struct Chance {
    what: &'static str,
    chance: f64,
    /// The requests that it is about, or nothing for all.
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<&'static str>,
}

/// What goes wrong from now on.
pub fn chances(villains: &Villains) -> Vec<Chance> {
    let of_one = |villain: &Villain| {
        let of = villain.method.map(super::villain::Which::as_str);
        let some = villain.chances().filter(|(_, chance)| *chance > 0.0);
        some.map(|(what, chance)| Chance { what, chance, of }).collect::<Vec<_>>()
    };
    villains.iter().flat_map(of_one).collect()
}
