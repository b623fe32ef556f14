#!/usr/bin/env bash
# "45:00" is 45 hours, 45 minutes or 45 milliseconds.
#
# Version: pydantic 2.14.4 and pytimeparse 1.1.10 (PyPI), Python 3.11.7; parse-duration 2.1.9 (npm),
#   Node 20.20.2; humantime 2.4.0 and duration-str 0.21.0 (crates.io), Rust 1.95.0.
# Guess: 45 minutes or an error, everywhere; "1h30" 90 minutes or an error; "1M" the same in both
#   crates.
# Seen: "45:00" is 45 hours for pydantic, 45 minutes for pytimeparse and 45 ms for parse-duration.
#   "1h30" is an hour and 30 seconds for duration-str, 90 minutes for parse-duration, and "1M" is a
#   month for humantime and a minute for duration-str and parse-duration.
# For a user of this crate: an expiry in a configuration file that two programs read may differ by a
#   factor of 3,600,000. Write whole seconds, with the unit in the name of the setting.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check pydantic==2.14.4 pytimeparse==1.1.10
npm install --silent --no-audit --no-fund --ignore-scripts parse-duration@2.1.9
cat >try.py <<'EOF'
from datetime import timedelta
from pydantic import TypeAdapter, ValidationError
import pytimeparse


def pydantic(text):
    try:
        return TypeAdapter(timedelta).validate_python(text).total_seconds()
    except ValidationError:
        return "an error"


for text in ["45:00", "1h30", "1M"]:
    print(f"{text}: pydantic {pydantic(text)}, pytimeparse {pytimeparse.parse(text)}")
EOF
cat >try.mjs <<'EOF'
import parse from "parse-duration";

for (const text of ["45:00", "1h30", "1M"]) {
  const span = parse(text);
  console.log(`${text}: parse-duration ${span === null ? null : span / 1000}`);
}
EOF
mkdir src
cat >Cargo.toml <<'EOF'
[package]
name = "attempt"
version = "0.0.0"
edition = "2021"
[dependencies]
duration-str = { version = "=0.21.0", default-features = false }
humantime = "=2.4.0"
EOF
cat >src/main.rs <<'EOF'
fn main() {
    for text in ["45:00", "1h30", "1M"] {
        let humantime = humantime::parse_duration(text).map(|span| span.as_secs()).ok();
        let duration_str = duration_str::parse(text).map(|span| span.as_secs()).ok();
        println!("{text}: humantime {humantime:?}, duration-str {duration_str:?}");
    }
}
EOF
{ v/bin/python try.py; node try.mjs; cargo run --quiet --target-dir target; } | tee seen.txt
diff - seen.txt <<'EOF' || { echo "time-spans-as-texts: not as it was seen"; exit 1; }
45:00: pydantic 162000.0, pytimeparse 2700
1h30: pydantic an error, pytimeparse None
1M: pydantic an error, pytimeparse 60
45:00: parse-duration 0.045
1h30: parse-duration 5400
1M: parse-duration 60
45:00: humantime None, duration-str None
1h30: humantime None, duration-str Some(3630)
1M: humantime Some(2630016), duration-str Some(60)
EOF
echo "time-spans-as-texts: as it was seen"
