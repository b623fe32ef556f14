//! Both ends of a call as a model for `stateright`: the machines are `Clone + Eq + Hash + Debug`,
//! so a state of the model simply holds them.
//!
//! `cargo run --release --example stateright` explores an outgoing and an incoming call, with
//!
//! - the application and the other side doing at any time what they are allowed to;
//! - a network on which a message waits for any time, is lost, or arrives once or twice, in any
//!   order;
//! - time as an action like the others: it jumps to the next deadline of either end, whatever is
//!   under way.
//!
//! A call that is kept alive never ends. So that every path on which time goes on has an end, all
//! messages are lost from some time on.
//!
//! `tests/explore` joins the same ends without `stateright`, and finds other numbers of states: two
//! states that differ only in their date count as one, so no such time is needed; the host may be
//! late to send; and a message may arrive any number of times.

mod model;

use model::Call;

fn main() {
    Call::wide().explore("everything, 1 under way", (1_471_066, 9_534_138));
    Call::reordering().explore("a plain call, 2 under way", (797_346, 5_075_268));
}
