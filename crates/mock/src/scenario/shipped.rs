//! The scenarios that come with the mock: the troubles that bots have.

/// Each with its name and its text.
macro_rules! shipped {
    ($($name:literal)+) => {
        /// The scenarios that come with the mock, each with its name and its text.
        pub const SHIPPED: &[(&str, &str)] = &[$(($name, include_str!(concat!("../../scenarios/", $name, ".jsonl")))),+];
    };
}

shipped! {
    "keep-alive"
    "call-vanished"
    "dropped"
    "notified-twice"
    "notified-late"
    "out-of-order"
    "answer-in-time"
    "policy-recording"
    "busy"
    "hang-up"
    "record-tone"
    "record-never-ends"
    "too-many"
    "unavailable"
    "gateway-create"
    "gateway-record"
}
