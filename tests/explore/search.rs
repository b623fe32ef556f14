//! Breadth first over whatever has states, with the shortest script to a state at hand when a check fails there.

use core::cell::RefCell;
use core::fmt::Debug;
use core::hash::Hash;
use std::collections::HashMap;

/// What a search came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Report {
    pub(crate) states: usize,
    /// How often something was tried in a state.
    pub(crate) transitions: usize,
    /// Every state was gone on from: there are no others.
    pub(crate) closed: bool,
}

impl Report {
    /// There are exactly so many states.
    pub(crate) const fn closed(states: usize, transitions: usize) -> Self {
        Self { states, transitions, closed: true }
    }

    /// It was cut at so many states: there are others.
    pub(crate) const fn cut(states: usize, transitions: usize) -> Self {
        Self { states, transitions, closed: false }
    }
}

/// Where the states found from one state go, each with the label of its transition.
pub(crate) struct Found<'a, S, L> {
    next: Vec<(L, S)>,
    tried: usize,
    trying: &'a RefCell<Option<L>>,
}

impl<S, L: Clone> Found<'_, S, L> {
    /// Says what is tried now, so that a failed check can name it.
    pub(crate) fn trying(&mut self, label: &L) {
        self.tried += 1;
        *self.trying.borrow_mut() = Some(label.clone());
    }

    pub(crate) fn push(&mut self, label: L, state: S) {
        self.next.push((label, state));
    }
}

/// Prints the script that led to a failed check.
struct Script<'a, L: Debug> {
    name: &'a str,
    parents: &'a [(usize, Option<L>)],
    index: usize,
    trying: &'a RefCell<Option<L>>,
}

impl<L: Debug> Drop for Script<'_, L> {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            return;
        }
        let mut labels = Vec::new();
        let mut index = self.index;
        while let Some((parent, Some(label))) = self.parents.get(index) {
            labels.push(label);
            index = *parent;
        }
        println!("{}: start {index}, then", self.name);
        labels.iter().rev().for_each(|label| println!("    {label:?}"));
        println!("    {:?} <- here", self.trying.borrow());
    }
}

/// Explores from the starts on, until every state was gone on from or there are `limit` of them. `visit` checks a state and says what comes after it.
pub(crate) fn search<S: Clone + Eq + Hash, L: Clone + Debug>(
    name: &str,
    starts: Vec<S>,
    limit: usize,
    mut visit: impl FnMut(&S, &mut Found<'_, S, L>),
) -> Report {
    let mut known: HashMap<S, usize> = HashMap::new();
    let mut parents: Vec<(usize, Option<L>)> = Vec::new();
    let mut layer = Vec::new();
    for start in starts {
        if !known.contains_key(&start) {
            known.insert(start.clone(), parents.len());
            layer.push((parents.len(), start));
            parents.push((usize::MAX, None));
        }
    }
    let (mut transitions, mut depth, mut closed) = (0, 0, true);
    while !layer.is_empty() && closed {
        let mut after = Vec::new();
        for (index, state) in layer {
            let trying = RefCell::new(None);
            let mut found = Found { next: Vec::new(), tried: 0, trying: &trying };
            let script = Script { name, parents: &parents, index, trying: &trying };
            visit(&state, &mut found);
            drop(script);
            transitions += found.tried;
            for (label, next) in found.next {
                if known.len() >= limit {
                    closed = false;
                    break;
                }
                if !known.contains_key(&next) {
                    known.insert(next.clone(), parents.len());
                    after.push((parents.len(), next));
                    parents.push((index, Some(label)));
                }
            }
        }
        depth += usize::from(!after.is_empty());
        layer = after;
    }
    let states = known.len();
    println!(
        "{name}: {states} states, {transitions} transitions, depth {depth}, {}",
        if closed { "closed" } else { "bounded" },
    );
    Report { states, transitions, closed }
}
