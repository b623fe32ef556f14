#!/usr/bin/env bash
# Minutes of clokwerk are counted from midnight: a timeout of 45 is over after 23, for all calls.
#
# Version: clokwerk 0.4.0 with chrono 0.4.45 (crates.io), Rust 1.95.0; against schedule 1.2.2 (PyPI),
#   Python 3.11, which it is made after.
# Guess: `every(45.minutes())` first runs 45 minutes from now, as in schedule, and so `once()` is a
#   timeout.
# Seen: it runs at the next multiple of 45 minutes since midnight. What is set at 10:07:20 and what
#   is set at 10:09:03 both run at 10:30:00. An hour and a half that is set at 22:20 is 10 minutes.
#   Every 50 minutes is once 40, after midnight. schedule counts from now.
# For a user of this crate: a timeout that is armed this way ends calls that are alive, and the
#   keepAlives of all calls leave in one second. Sleep until `next_deadline()`: it counts from the
#   call's last keepAlive.
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
chrono = "=0.4.45"
clokwerk = "=0.4.0"
EOF
cat >src/main.rs <<'EOF'
use chrono::{DateTime, TimeZone, Utc};
use clokwerk::{timeprovider::TimeProvider, Scheduler, TimeUnits};
use std::sync::atomic::{AtomicI64, Ordering::Relaxed};

static NOW: AtomicI64 = AtomicI64::new(0);

struct Told;

impl TimeProvider for Told {
    fn now<Tz: TimeZone + Sync + Send>(tz: &Tz) -> DateTime<Tz> {
        tz.timestamp_opt(NOW.load(Relaxed), 0).unwrap()
    }
}

fn main() {
    let clock = || Told::now(&Utc).format("%H:%M:%S");
    for (hour, minute, second, wait) in [(10, 7, 20, 15), (10, 7, 20, 45), (10, 9, 3, 45), (22, 20, 0, 90), (23, 0, 0, 50)] {
        NOW.store(Utc.with_ymd_and_hms(2026, 11, 30, hour, minute, second).unwrap().timestamp(), Relaxed);
        let mut scheduler = Scheduler::with_tz_and_provider::<Utc, Told>(Utc);
        print!("set at {}, every {wait} minutes:", clock());
        scheduler.every(wait.minutes()).run(move || print!(" {}", clock()));
        for _ in 0..150 * 60 {
            NOW.fetch_add(1, Relaxed);
            scheduler.run_pending();
        }
        println!();
    }
}
EOF
cargo run --quiet --target-dir target | tee seen.txt
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check schedule==1.2.2
cat >try.py <<'EOF'
from datetime import datetime

import schedule

for wait in [15, 45]:
    set_at = datetime.now()
    job = schedule.every(wait).minutes.do(print)
    print(f"schedule, every {wait} minutes: first after {round((job.next_run - set_at).total_seconds() / 60)}")
EOF
v/bin/python try.py | tee -a seen.txt
diff - seen.txt <<'EOF' || { echo "clokwerk-first-wait: not as it was seen"; exit 1; }
set at 10:07:20, every 15 minutes: 10:15:00 10:30:00 10:45:00 11:00:00 11:15:00 11:30:00 11:45:00 12:00:00 12:15:00 12:30:00
set at 10:07:20, every 45 minutes: 10:30:00 11:15:00 12:00:00
set at 10:09:03, every 45 minutes: 10:30:00 11:15:00 12:00:00
set at 22:20:00, every 90 minutes: 22:30:00 00:00:00
set at 23:00:00, every 50 minutes: 23:20:00 00:10:00 00:50:00
schedule, every 15 minutes: first after 15
schedule, every 45 minutes: first after 45
EOF
echo "clokwerk-first-wait: as it was seen"
