#!/usr/bin/env bash
# A delay that xstate does not know is no delay.
#
# Version: xstate 5.33.3 (npm), with Node 20.20.2.
# Guess: `after: { "45m": "lost" }` is refused when the machine is made or started.
# Seen: "45m" is taken for the name of a delay. No such name is there, so the machine is in `lost`
#   as soon as it is started, before the event loop turns. Nothing is thrown and nothing is logged.
# For a user of this crate: an interval that is a text can end every call at once. Here intervals
#   are `core::time::Duration`, and a policy checks them when it is made.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --ignore-scripts xstate@5.33.3
cat >try.mjs <<'EOF'
import { createActor, createMachine } from "xstate";

for (const delay of [2_700_000, "2700000", "45m", "45 minutes", "PT45M"]) {
  const call = createActor(createMachine({ initial: "live", states: { live: { after: { [delay]: "lost" } }, lost: {} } }));
  call.start();
  console.log(JSON.stringify(delay), call.getSnapshot().value);
  call.stop();
}
EOF
node try.mjs >seen.txt 2>&1
cat seen.txt
diff - seen.txt <<'EOF' || { echo "xstate-delay-in-words: not as it was seen"; exit 1; }
2700000 live
"2700000" live
"45m" lost
"45 minutes" lost
"PT45M" lost
EOF
echo "xstate-delay-in-words: as it was seen"
