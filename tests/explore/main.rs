//! Every state that the machines can reach, explored breadth first, with the laws checked in each.
//!
//! The spans of the policies are a few units, and a state counts as known if only the date differs (law *translation*), so that the graphs close.
//! An ordinary run stops after the first few hundred states. `cargo test --test explore -- --include-ignored` explores all of them, and
//! with `CALL_LIFECYCLE_DEEP=1` those too that take long; `--nocapture` prints how far each went.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may panic"
)]

mod canonical;
mod explorations;
mod joint;
mod lists;
mod model_checked;
mod search;
mod single;
mod world;

use search::Report;

/// As many states as a machine with memory holds.
const ALL: usize = 3_000_000;

/// How far an exploration goes.
#[derive(Clone, Copy, Debug)]
enum Depth {
    /// As far as takes no time.
    Short,
    /// Everything, or what takes some seconds of it.
    Exhaustive,
    /// Everything.
    Deep,
}

impl Depth {
    fn of_ignored_tests() -> Self {
        let deep = std::env::var_os("CALL_LIFECYCLE_DEEP").is_some_and(|value| value == "1");
        if deep { Self::Deep } else { Self::Exhaustive }
    }

    /// At most so many states.
    fn limit(self, exhaustive: usize) -> usize {
        match self {
            Self::Short => exhaustive.min(300),
            Self::Exhaustive => exhaustive,
            Self::Deep => ALL,
        }
    }

    /// How often time may stop next to a deadline on each way.
    const fn odd(self, exhaustive: u8) -> u8 {
        match self {
            Self::Short => 0,
            Self::Exhaustive => exhaustive,
            Self::Deep => exhaustive + 1,
        }
    }

    /// There were no more states than were explored.
    fn closed(self, report: Report) {
        assert!(report.closed || matches!(self, Self::Short), "more than {} states", report.states);
    }
}

/// Each exploration is two tests: a short one, and one of all that can be reached.
macro_rules! explorations {
    ($($name:ident),+ $(,)?) => {
        $(#[test]
        fn $name() {
            explorations::$name(Depth::Short);
        })+

        mod exhaustive {
            $(#[test]
            #[ignore = "takes long: cargo test --test explore -- --include-ignored"]
            fn $name() {
                super::explorations::$name(super::Depth::of_ignored_tests());
            })+
        }
    };
}

/// A search says how many states there are, exactly, and that it was cut if it was: by the number of states alone, not by depth.
#[test]
fn a_search_that_was_cut_says_so() {
    // A hundred states in a row, each with a way back to the first.
    let ring = |limit| {
        search::search("ring", vec![0_u32], limit, |state, found| {
            for next in [(state + 1) % 100, 0] {
                found.trying(&next);
                found.push(next, next);
            }
        })
    };
    for (limit, states, closed) in [(1_000, 100, true), (101, 100, true), (99, 99, false), (50, 50, false)] {
        let report = ring(limit);
        assert_eq!((report.states, report.closed), (states, closed), "at most {limit}");
    }
}

explorations!(
    app_clocks,
    app_notifications,
    app_operations,
    service_calls,
    service_media,
    joint_outgoing,
    joint_incoming,
    joint_recording,
    joint_on_a_good_network,
);
