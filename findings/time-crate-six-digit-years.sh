#!/usr/bin/env bash
# The year that Rust's `time` writes has six digits and a sign, and few can read it.
#
# Version: time 0.3.55 with serde 1 and serde_json 1 (crates.io), Rust 1.95.0; arrow 1.4.0, pendulum
#   3.3.0, ciso8601 2.4.1, iso8601 2.1.0, python-dateutil 4.0.0, isodate 0.7.2 (PyPI), Python 3.11.7;
#   luxon 3.7.2 (npm), Node 20.20.2.
# Guess: `time::serde::iso8601` writes 2026-12-01T00:50:51Z, as `time::serde::rfc3339` does.
# Seen: it writes +002026-12-01T00:50:51.000000000Z. ISO 8601 allows that where both sides agree, and
#   RFC 3339 does not. JavaScript's `Date` and luxon read it; none of seven readers for Python does.
# For a user of this crate: Graph's times have four digits, and what has six is refused. Derive with
#   `time::serde::rfc3339`; `graph-call-replay` says of such a line what it expected.
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
serde = { version = "1", features = ["derive"] }
serde_json = "1"
time = { version = "=0.3.55", features = ["serde-well-known"] }
EOF
cat >src/main.rs <<'EOF'
use serde::Serialize;
use time::OffsetDateTime;

#[derive(Serialize)]
struct Line {
    #[serde(with = "time::serde::iso8601")]
    iso8601: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339")]
    rfc3339: OffsetDateTime,
}

fn main() {
    let at = OffsetDateTime::from_unix_timestamp(1_796_086_251).unwrap();
    println!("{}", serde_json::to_string(&Line { iso8601: at, rfc3339: at }).unwrap());
}
EOF
cargo run --quiet --target-dir target | tee line.json | tee seen.txt
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check arrow==1.4.0 pendulum==3.3.0 ciso8601==2.4.1 iso8601==2.1.0 python-dateutil==4.0.0 isodate==0.7.2
npm install --silent --no-audit --no-fund --ignore-scripts luxon@3.7.2
cat >try.py <<'EOF'
import json
from datetime import datetime

import arrow
import ciso8601
import dateutil.parser
import isodate
import iso8601
import pendulum

line = json.load(open("line.json"))
for name, read in {
    "datetime.fromisoformat": datetime.fromisoformat,
    "arrow": arrow.get,
    "pendulum": pendulum.parse,
    "ciso8601": ciso8601.parse_datetime,
    "iso8601": iso8601.parse_date,
    "dateutil": dateutil.parser.isoparse,
    "isodate": isodate.parse_datetime,
}.items():
    said = []
    for form, text in line.items():
        try:
            said.append(f"{form} is {round(read(text).timestamp())}")
        except ValueError:
            said.append(f"{form} is an error")
    print(f"{name}: {', '.join(said)}")
EOF
cat >try.mjs <<'EOF'
import { readFileSync } from "node:fs";
import { DateTime } from "luxon";

const line = JSON.parse(readFileSync("line.json"));
for (const [name, read] of [["Date", (text) => new Date(text).getTime()], ["luxon", (text) => DateTime.fromISO(text).toMillis()]]) {
  console.log(`${name}: ${Object.entries(line).map(([form, text]) => `${form} is ${read(text) / 1000}`).join(", ")}`);
}
EOF
{ v/bin/python try.py; node try.mjs; } | tee -a seen.txt
diff - seen.txt <<'EOF' || { echo "time-crate-six-digit-years: not as it was seen"; exit 1; }
{"iso8601":"+002026-12-01T00:50:51.000000000Z","rfc3339":"2026-12-01T00:50:51Z"}
datetime.fromisoformat: iso8601 is an error, rfc3339 is 1796086251
arrow: iso8601 is an error, rfc3339 is 1796086251
pendulum: iso8601 is an error, rfc3339 is 1796086251
ciso8601: iso8601 is an error, rfc3339 is 1796086251
iso8601: iso8601 is an error, rfc3339 is 1796086251
dateutil: iso8601 is an error, rfc3339 is 1796086251
isodate: iso8601 is an error, rfc3339 is 1796086251
Date: iso8601 is 1796086251, rfc3339 is 1796086251
luxon: iso8601 is 1796086251, rfc3339 is 1796086251
EOF
echo "time-crate-six-digit-years: as it was seen"
