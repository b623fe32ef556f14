#!/usr/bin/env bash
# A time in milliseconds that does not come back from embassy's Instant, though a Duration's does.
#
# Version: embassy-time 0.5.1 (crates.io) with the ticks of a watch crystal (32,768 Hz), Rust 1.95.0.
# Guess: `Instant::from_millis(m).as_millis()` is m, as for `Duration`; a minute is 60,000 times a
#   millisecond, within a tick.
# Seen: a Duration is rounded up and read back down, so it is right each time. An Instant is rounded
#   down twice: 992 of 1,000 read back one millisecond less. And 60,000 times a millisecond is 60.4 s.
# For a user of this crate: a task that sleeps until `Instant::from_millis(deadline)` wakes a
#   millisecond early; the machine says "not yet", and the task spins until the tick has passed. Add
#   a Duration to `Instant::MIN`, as the README of `embassy_bot` does.
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
embassy-time = { version = "=0.5.1", features = ["tick-hz-32_768"] }
EOF
cat >src/main.rs <<'EOF'
use embassy_time::{Duration, Instant};

fn main() {
    let millis = 0..100_000;
    let durations = millis.clone().filter(|&m| Duration::from_millis(m).as_millis() != m).count();
    let instants = millis.clone().filter(|&m| Instant::from_millis(m).as_millis() != m).count();
    let sums = millis.filter(|&m| (Instant::MIN + Duration::from_millis(m)).as_millis() != m).count();
    println!("of 100,000 do not come back: {durations} durations, {instants} instants, {sums} sums");
    println!("60,000 times a millisecond: {} ms", (Duration::from_millis(1) * 60_000).as_millis());
}
EOF
cargo run --quiet --target-dir target | tee seen.txt
diff - seen.txt <<'EOF' || { echo "embassy-instants-round-down: not as it was seen"; exit 1; }
of 100,000 do not come back: 0 durations, 99200 instants, 0 sums
60,000 times a millisecond: 60424 ms
EOF
echo "embassy-instants-round-down: as it was seen"
