#!/usr/bin/env bash
# An event that has no time is given one by the SDKs of CloudEvents that read it.
#
# Version: cloudevents 10.0.0 (npm), Node 20.20.2; cloudevents 2.2.0 (PyPI), Python 3.11;
#   cloudevents-sdk 0.9.0 (crates.io), Rust 1.95.0.
# Guess: `time` is optional, so an event without it is read as one without it.
# Seen: so in Rust. In JavaScript and in Python its `time` is the time of reading: the same event
#   that is read twice is two events at two times. When it is sent on the time goes with it, as if
#   the source had said so.
# For a user of this crate: in order by such a time, events that came in the wrong order look right,
#   and a late one looks new. Order them by what the source has numbered. Here the time at which a
#   notification comes is the host's `now`, and a late one changes nothing that is settled.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >event.json <<'EOF'
{"specversion":"1.0","id":"1","source":"/calls/1","type":"call.established","data":{"state":"established"}}
EOF
npm install --silent --no-audit --no-fund --ignore-scripts cloudevents@10.0.0
cat >try.mjs <<'EOF'
import { readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { HTTP } from "cloudevents";

const message = { headers: { "content-type": "application/cloudevents+json" }, body: readFileSync("event.json", "utf8") };
const began = Date.now();
const first = HTTP.toEvent(message);
await setTimeout(20);
const second = HTTP.toEvent(message);
const [one, two] = [first, second].map((event) => Date.parse(event.time));
console.log(`JavaScript: has a time: ${"time" in first}, that of reading: ${began <= one && one < two && two <= Date.now()}`);
console.log(`JavaScript: sent on with it: ${"time" in JSON.parse(HTTP.structured(first).body)}`);
EOF
node try.mjs | tee seen.txt
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check cloudevents==2.2.0
cat >try.py <<'EOF'
import json
from datetime import datetime, timezone
from time import sleep

from cloudevents.core.bindings.http import HTTPMessage, from_http_event, to_structured_event

with open("event.json", "rb") as file:
    message = HTTPMessage(headers={"content-type": "application/cloudevents+json"}, body=file.read())
began = datetime.now(timezone.utc)
first = from_http_event(message)
sleep(0.02)
second = from_http_event(message)
read = began <= first.get_time() < second.get_time() <= datetime.now(timezone.utc)
print(f"Python: has a time: {first.get_time() is not None}, that of reading: {read}")
print(f"Python: sent on with it: {'time' in json.loads(to_structured_event(first).body)}")
EOF
v/bin/python try.py | tee -a seen.txt
mkdir src
cat >Cargo.toml <<'EOF'
[package]
name = "attempt"
version = "0.0.0"
edition = "2021"
[dependencies]
cloudevents-sdk = { version = "=0.9.0", default-features = false }
serde_json = "=1.0.154"
EOF
cat >src/main.rs <<'EOF'
use cloudevents::{AttributesReader, Event};

fn main() {
    let event: Event = serde_json::from_str(include_str!("../event.json")).unwrap();
    println!("Rust: has a time: {}", event.time().is_some());
    println!("Rust: sent on with it: {}", serde_json::to_value(&event).unwrap().get("time").is_some());
}
EOF
cargo run --quiet --target-dir target | tee -a seen.txt
diff - seen.txt <<'EOF' || { echo "cloudevents-made-up-times: not as it was seen"; exit 1; }
JavaScript: has a time: true, that of reading: true
JavaScript: sent on with it: true
Python: has a time: True, that of reading: True
Python: sent on with it: True
Rust: has a time: false
Rust: sent on with it: false
EOF
echo "cloudevents-made-up-times: as it was seen"
