//! Longer documents: what is promised, what was chosen and why, what it costs.
//!
//! Code cites an entry of [`choices`] as `choice 48`, and an entry of [`sources`] as source
//! `call-delete`.

#[doc = include_str!("../docs/rustdoc-links.md")]
#[doc = include_str!("../docs/laws.md")]
pub mod laws {}

#[doc = include_str!("../docs/rustdoc-links.md")]
#[doc = include_str!("../docs/choices.md")]
pub mod choices {}

#[doc = include_str!("../docs/rustdoc-links.md")]
#[doc = include_str!("../docs/sources.md")]
pub mod sources {}

#[doc = include_str!("../docs/rustdoc-links.md")]
#[doc = include_str!("../docs/graph.md")]
pub mod graph {}

#[doc = include_str!("../docs/rustdoc-links.md")]
#[doc = include_str!("../docs/members.md")]
pub mod members {}

#[doc = include_str!("../docs/rustdoc-links.md")]
#[doc = include_str!("../docs/performance.md")]
///
#[doc = include_str!("../docs/transitions.svg")]
///
#[doc = include_str!("../docs/fleets.svg")]
///
#[doc = include_str!("../docs/memory.svg")]
pub mod performance {}

#[doc = include_str!("../docs/rustdoc-links.md")]
#[doc = include_str!("../docs/portability.md")]
pub mod portability {}

#[doc = include_str!("../docs/rustdoc-links.md")]
#[doc = include_str!("../docs/fuzzing.md")]
pub mod fuzzing {}

#[doc = include_str!("../docs/rustdoc-links.md")]
#[doc = include_str!("../docs/surprises.md")]
pub mod surprises {}
