#!/usr/bin/env bash
# Whether tokio's DelayQueue keeps the order of equal deadlines depends on how far away they are.
#
# Version: tokio-util 0.7.20 with tokio 1.54.1 (crates.io), Rust 1.95.0.
# Guess: items with one deadline come out in the order in which they were put in.
# Seen: up to 63 ms ahead they come out last in, first out; from 64 ms on first in, first out; from
#   4096 ms on last first again. The wheel has levels of 64 slots, and each level that items pass on
#   their way down reverses those of one slot. (The docs promise no order; a test of a queue of
#   short delays shows one, and always the same.)
# For a user of this crate: two wakes, or two retries, that are queued for the same time come back
#   in either order. For wakes it does not matter: one that is early or comes twice changes nothing
#   (law *no hidden deadline*).
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
futures-util = "=0.3.31"
tokio = { version = "=1.54.1", features = ["macros", "rt", "test-util"] }
tokio-util = { version = "=0.7.20", features = ["time"] }
EOF
cat >src/main.rs <<'EOF'
use futures_util::StreamExt;
use std::time::Duration;
use tokio_util::time::DelayQueue;

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    for ahead in [10, 63, 64, 4_095, 4_096, 60_000, 900_000, 2_700_000] {
        let mut queue = DelayQueue::new();
        let due = tokio::time::Instant::now() + Duration::from_millis(ahead);
        for number in 0..4 {
            queue.insert_at(number, due);
        }
        let order: Vec<u8> = queue.map(|item| item.into_inner()).collect().await;
        println!("{ahead} ms ahead: {order:?}");
    }
}
EOF
cargo run --quiet --target-dir target | tee seen.txt
diff - seen.txt <<'EOF' || { echo "delay-queue-order: not as it was seen"; exit 1; }
10 ms ahead: [3, 2, 1, 0]
63 ms ahead: [3, 2, 1, 0]
64 ms ahead: [0, 1, 2, 3]
4095 ms ahead: [0, 1, 2, 3]
4096 ms ahead: [3, 2, 1, 0]
60000 ms ahead: [3, 2, 1, 0]
900000 ms ahead: [0, 1, 2, 3]
2700000 ms ahead: [0, 1, 2, 3]
EOF
echo "delay-queue-order: as it was seen"
