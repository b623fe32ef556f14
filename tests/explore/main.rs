//! Every state that the machines can reach, explored breadth first, with the laws checked in each.
//!
//! The spans of the policies are a few units, and a state counts as known if only the date differs (law *translation*), so that the graphs close.
//! How many states and transitions each exploration comes to is asserted, exactly: a machine that moves otherwise has others, and the figures here change with
//! it on purpose. An ordinary run stops after the first few hundred states, but for the smallest one. `cargo test --test explore -- --include-ignored` explores all of them, and
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

/// As many as an ordinary run explores of each.
const SHORT: usize = 300;

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
            Self::Short => exhaustive.min(SHORT),
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

    /// The exploration came to exactly this: at its cut in an ordinary run after so many transitions, and in an exhaustive one to `exhaustive`. What closes
    /// there closes in the deep one too, in which time stops more often.
    #[track_caller]
    fn came_to(self, report: Report, transitions_of_short: usize, exhaustive: Report) {
        match self {
            Self::Short => assert_eq!(report, Report::cut(SHORT, transitions_of_short)),
            Self::Exhaustive => assert_eq!(report, exhaustive),
            Self::Deep => assert!(report.closed || !exhaustive.closed, "more than {} states", report.states),
        }
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
    let all = Report::closed(100, 200);
    for (limit, report) in [(1_000, all), (101, all), (99, Report::cut(99, 196)), (50, Report::cut(50, 98))] {
        assert_eq!(ring(limit), report, "at most {limit}");
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
);

/// Both ends on a network that does nothing wrong have exactly so many states together: whatever closes more or fewer is another machine.
#[test]
fn joint_on_a_good_network() {
    assert_eq!(explorations::joint_on_a_good_network(), Report::closed(2_938, 7_836));
}
