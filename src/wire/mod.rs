//! Graph's JSON.
