//! The model of the stateright example, for a shorter time than there.

#[path = "../../examples/stateright/model.rs"]
mod model;

use call_lifecycle::{Cause, Timestamp};
use model::Call;

const OUTAGE: Timestamp = Timestamp::from_millis(2_000);

#[test]
fn a_plain_call() {
    Call { room: 1, outage: OUTAGE, ..Call::reordering() }.explore("a plain call, 1 under way", (2_612, 9_692));
}

#[test]
#[ignore = "takes long: cargo test --test explore -- --include-ignored"]
fn everything_that_can_happen() {
    let mut call = Call { outage: OUTAGE, ..Call::wide() };
    // No call gets as old as that.
    call.reached.retain(|property| property.name != Cause::KeepAliveExpired.as_str());
    call.explore("everything, 1 under way", (53_576, 345_870));
}

#[test]
#[ignore = "takes long: cargo test --test explore -- --include-ignored"]
fn messages_that_overtake_one_another() {
    Call { outage: OUTAGE, ..Call::reordering() }.explore("a plain call, 2 under way", (34_933, 217_541));
}

#[test]
#[ignore = "takes long: cargo test --test explore -- --include-ignored"]
fn replies_that_come_late() {
    Call { room: 1, outage: Timestamp::from_millis(4_000), ..Call::reordering() }
        .explore("a plain call, 1 under way", (90_798, 374_699));
}
