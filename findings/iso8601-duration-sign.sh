#!/usr/bin/env bash
# A negative duration loses its sign in the npm package iso8601-duration.
#
# Version: iso8601-duration 2.1.4, against luxon 3.7.2 (npm), Node 20.20.2.
# Guess: "-PT15M" is minus fifteen minutes, or an error.
# Seen: it is plus fifteen minutes, without an error, though its README says that signs are not
#   supported. Its pattern allows the sign and its result has no place for it, so "five minutes ago"
#   is read as "in five minutes". "P-1D" is refused.
# For a user of this crate: an offset that was meant to move a deadline forwards moves it back.
#   Times here are `Timestamp` and `Duration`, neither of which has a sign to lose.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --ignore-scripts iso8601-duration@2.1.4 luxon@3.7.2
cat >try.mjs <<'EOF'
import { end, parse, toSeconds } from "iso8601-duration";
import { Duration } from "luxon";

for (const text of ["PT15M", "-PT15M", "P-1D"]) {
  const seconds = Duration.fromISO(text).as("seconds");
  try {
    const read = parse(text);
    console.log(`${text}: ${toSeconds(read)} s, from noon on ${end(read, new Date("2026-11-30T12:00:00Z")).toISOString()}; luxon ${seconds} s`);
  } catch (error) {
    console.log(`${text}: ${error.message}; luxon ${seconds} s`);
  }
}
EOF
node try.mjs | tee seen.txt
diff - seen.txt <<'EOF' || { echo "iso8601-duration-sign: not as it was seen"; exit 1; }
PT15M: 900 s, from noon on 2026-11-30T12:15:00.000Z; luxon 900 s
-PT15M: 900 s, from noon on 2026-11-30T12:15:00.000Z; luxon -900 s
P-1D: invalid duration: P-1D; luxon -86400 s
EOF
echo "iso8601-duration-sign: as it was seen"
