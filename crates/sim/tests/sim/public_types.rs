//! What every public type promises at compile time: it can be sent, shared, compared, hashed and
//! printed.

use core::fmt::Debug;
use core::hash::Hash;

use call_lifecycle_sim::{
    Chance, ClockFaults, Effect, Failure, Fault, Faults, Law, Line, Outage, Tally, Violation, World,
};

const fn value<T: Clone + Eq + Hash + Debug + Send + Sync + Unpin>() {}
const fn copied<T: Copy + Eq + Hash + Debug + Send + Sync + Unpin + 'static>() {}
const fn error<T: core::error::Error + Copy + Eq + Send + Sync + 'static>() {}

const _: () = {
    value::<Line<'static, 'static, Chance>>();
    value::<Chance>();
    value::<Tally>();
    copied::<ClockFaults>();
    copied::<Effect>();
    copied::<Fault>();
    copied::<Faults>();
    copied::<Law>();
    copied::<Outage>();
    copied::<World<'static>>();
    error::<Failure>();
    error::<Violation>();
};

/// `Format` is there for every public type, and asks for it only where something generic is logged.
#[cfg(feature = "defmt")]
const _: () = {
    use call_lifecycle::service;
    use call_lifecycle_sim::{Ends, laws::Observation};

    /// A type without `Format`.
    struct Unlogged;

    const fn logged<T: defmt::Format>() {}
    logged::<Chance>();
    logged::<ClockFaults>();
    logged::<Effect>();
    logged::<Ends<'static, 'static, 0, 32>>();
    logged::<Failure>();
    logged::<Fault>();
    logged::<Faults>();
    logged::<Law>();
    logged::<Line<'static, 'static, Unlogged>>();
    logged::<Observation<'static, service::Call<'static, 1>>>();
    logged::<Outage>();
    logged::<Tally>();
    logged::<Violation>();
    logged::<World<'static>>();
};

#[test]
fn every_law_and_fault_has_its_own_name() {
    fn distinct(names: impl Iterator<Item = &'static str>) -> bool {
        let mut names: Vec<&str> = names.collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        names.len() == count && names.iter().all(|name| !name.is_empty())
    }
    assert!(distinct(Law::ALL.iter().map(|law| law.as_str())));
    assert!(distinct(Fault::ALL.iter().map(|fault| fault.as_str())));
    // `Tally` counts faults by their place in the list.
    assert!(Fault::ALL.iter().enumerate().all(|(place, fault)| *fault as usize == place));
}
