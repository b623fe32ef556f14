//! One day, the same everywhere: what this prints is what the programs of `firmware` prints on every target.
#![allow(clippy::panic, reason = "a test may panic")]

use call_lifecycle::Cause;
use call_lifecycle::CompletionReason as Reason;
use call_lifecycle_sim::Fault;
use testkit::day::Day;

/// What the day says. A change of what either machine does changes it too; then this is the new line.
const LINE: &str =
    "digest b2302da5200b92ab, snapshots 77ac8aad48bbe0c4 of 64257 bytes, 7663 events, 101137 laws checked";

fn day() -> Day {
    let mut day = Day::default();
    day.happen().unwrap_or_else(|failure| panic!("{failure}"));
    day
}

#[test]
fn the_day_is_the_same_everywhere() {
    let day = day();
    println!("{day}");
    assert_eq!(day.to_string(), LINE);
}

/// A day on which little happens would say little about a target.
#[test]
fn the_day_has_everything() {
    let tally = day().tally;
    for (fault, count) in Fault::ALL.iter().zip(tally.faults) {
        // More messages under way than there is room for: a day has no so bad network.
        assert!(count > 0 || *fault == Fault::Crowded, "never {fault}");
    }
    for (cause, count) in Cause::ALL.iter().zip(tally.app_causes) {
        // The application has no word for this one but "no answer".
        assert!(count > 0 || *cause == Cause::AnswerTimeout, "never {cause} at the application");
    }
    // What only the application can come to believe.
    let beliefs = [Cause::NotFound, Cause::Abandoned, Cause::HangUpUnconfirmed, Cause::Unknown];
    for (cause, count) in Cause::ALL.iter().zip(tally.service_causes) {
        assert!(count > 0 || beliefs.contains(cause), "never {cause} at the service");
    }
    for (reason, count) in Reason::ALL.iter().zip(tally.reasons) {
        assert!(count > 0 || *reason == Reason::None, "never {reason}");
    }
    assert!(tally.keep_alives.iter().chain(&tally.presumed_lost).all(|count| *count > 0), "{tally:?}");
}
