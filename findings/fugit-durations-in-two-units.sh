#!/usr/bin/env bash
# Two durations of fugit, of which neither is longer, and which are not equal.
#
# Version: fugit 0.6.0 (crates.io), Rust 1.95.0.
# Guess: 45 minutes in ticks of 32,768 Hz are equal to 45 minutes in milliseconds, both in 32 bits;
#   46 minutes are longer.
# Seen: from a few minutes on `<`, `<=`, `==`, `>=` and `>` are all false, and `partial_cmp` is
#   None: on the way to a common unit 32 bits overflow. And a second less 1.999 s is no time, not
#   None: the milliseconds are cut to a second first.
# For a user of this crate: `while elapsed < expiry` ends at once, and `if elapsed >= expiry` never
#   fires. Convert ticks to milliseconds in 64 bits first, and compare what `Timestamp` holds.
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
fugit = "=0.6.0"
EOF
cat >src/main.rs <<'EOF'
use fugit::Duration;

type Millis = Duration<u32, 1, 1_000>;
type Ticks = Duration<u32, 1, 32_768>;
type Seconds = Duration<u32, 1, 1>;

fn main() {
    let expiry = Millis::from_ticks(45 * 60 * 1_000);
    for minutes in [1, 44, 45, 46] {
        let elapsed = Ticks::from_ticks(minutes * 60 * 32_768);
        let millis = Millis::from_ticks(minutes * 60 * 1_000);
        println!(
            "{minutes} min: == itself {}, < 45 min {}, >= 45 min {}, {:?}",
            elapsed == millis,
            elapsed < expiry,
            elapsed >= expiry,
            elapsed.partial_cmp(&expiry),
        );
    }
    println!("1 s - 1.999 s: {:?}", Seconds::from_ticks(1).checked_sub(Millis::from_ticks(1_999)).map(|d| d.as_secs()));
}
EOF
cargo run --quiet --target-dir target | tee seen.txt
diff - seen.txt <<'EOF' || { echo "fugit-durations-in-two-units: not as it was seen"; exit 1; }
1 min: == itself true, < 45 min false, >= 45 min false, None
44 min: == itself false, < 45 min false, >= 45 min false, None
45 min: == itself false, < 45 min false, >= 45 min false, None
46 min: == itself false, < 45 min false, >= 45 min false, None
1 s - 1.999 s: Some(0)
EOF
echo "fugit-durations-in-two-units: as it was seen"
