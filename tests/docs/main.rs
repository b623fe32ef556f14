//! What the documents, the lists of words and the public types promise.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may panic"
)]

mod arbitrary;
mod choices;
mod citations;
mod conformance;
mod defmt_format;
mod diagrams;
mod documents;
#[cfg(feature = "wire")]
mod graph;
#[cfg(feature = "wire")]
mod graph_bodies;
mod linked;
mod links;
mod numbers;
mod plain_words;
mod public_types;
mod readme;
mod small_types;
mod surprises;
mod transitions;
mod words;
