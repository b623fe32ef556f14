#!/usr/bin/env bash
# The crate iso8601 reads a minute and a half as no time at all.
#
# Version: iso8601 0.6.6 (crates.io), Rust 1.95.0.
# Guess: "PT1.5M", which ISO 8601 allows, is 90 seconds or an error.
# Seen: it is zero. Whatever stands behind the last piece that is understood is ignored without an
#   error: "PT1H1.5M" is an hour, "PT45" without a unit is zero, "P1W2D" is a week, "PT15M?" is 15
#   minutes. Only fractions of a second are read.
# For a user of this crate: a policy from a configuration file that is read this way has intervals
#   of zero. A policy with an interval of zero is refused here, with a `PolicyError` that names it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

mkdir src
cat >Cargo.toml <<'EOF'
[package]
name = "attempt"
version = "0.0.0"
edition = "2021"
[dependencies]
iso8601 = "=0.6.6"
EOF
cat >src/main.rs <<'EOF'
use std::time::Duration;

fn main() {
    for text in ["PT15M", "PT1.5M", "PT1H1.5M", "PT90.5S", "PT45", "P1W2D", "PT15M?", "P0.5D"] {
        println!("{text}: {:?}", iso8601::duration(text).map(Duration::from).ok());
    }
}
EOF
cargo run --quiet --target-dir target | tee seen.txt
diff - seen.txt <<'EOF' || { echo "iso8601-crate-fractions: not as it was seen"; exit 1; }
PT15M: Some(900s)
PT1.5M: Some(0ns)
PT1H1.5M: Some(3600s)
PT90.5S: Some(90.5s)
PT45: Some(0ns)
P1W2D: Some(604800s)
PT15M?: Some(900s)
P0.5D: None
EOF
echo "iso8601-crate-fractions: as it was seen"
