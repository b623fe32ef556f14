#!/usr/bin/env bash
# A backoff of tokio-retry that begins with a second waits 17 minutes next.
#
# Version: tokio-retry 0.3.2, tokio-retry2 0.9.1, retry 2.2.0, backon 1.6.0 (crates.io), Rust 1.95.0.
# Guess: `ExponentialBackoff::from_millis(1000)` waits 1 s, 2 s, 4 s, as the others do.
# Seen: 1 s, 1,000 s, 1,000,000 s for tokio-retry and tokio-retry2: what it is given is the base of
#   the power, not the first wait. The type of the same name in retry doubles.
# For a user of this crate: a keepAlive that fails twice is sent again after 17 minutes, and a third
#   failure loses the call. The machine says when to send again (`retry_initial`, `retry_max`): send
#   each request once, without a retry of your own around it.
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
backon = { version = "=1.6.0", default-features = false, features = ["std"] }
retry = "=2.2.0"
tokio-retry = "=0.3.2"
tokio-retry2 = "=0.9.1"
EOF
cat >src/main.rs <<'EOF'
use backon::{BackoffBuilder, ExponentialBuilder};
use std::time::Duration;

fn say(name: &str, waits: impl Iterator<Item = Duration>) {
    println!("{name}: {:?}", waits.take(3).collect::<Vec<_>>());
}

fn main() {
    say("tokio-retry", tokio_retry::strategy::ExponentialBackoff::from_millis(1_000));
    say("tokio-retry2", tokio_retry2::strategy::ExponentialBackoff::from_millis(1_000));
    say("retry", retry::delay::Exponential::from_millis(1_000));
    say("backon", ExponentialBuilder::default().with_min_delay(Duration::from_secs(1)).build());
}
EOF
cargo run --quiet --target-dir target | tee seen.txt
diff - seen.txt <<'EOF' || { echo "tokio-retry-powers: not as it was seen"; exit 1; }
tokio-retry: [1s, 1000s, 1000000s]
tokio-retry2: [1s, 1000s, 1000000s]
retry: [1s, 2s, 4s]
backon: [1s, 2s, 4s]
EOF
echo "tokio-retry-powers: as it was seen"
