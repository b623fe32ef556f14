#!/usr/bin/env bash
# A handler that stores the time stands still forever after one failure.
#
# Version: @restatedev/restate-server 1.7.12, @restatedev/restate-sdk 1.12.0 (npm), with Node 20.20.2.
# Guess: a handler that is run again after an error stores the new time: the last value wins.
# Seen: what it stores is compared with what the first attempt has stored. It is another time, so
#   the attempt fails, and each one after it, and everything for the same key waits. Another key
#   goes on.
# For a user of this crate: `now` is part of a message, or is written down by `run`. In
#   `call-lifecycle-restate` no handler reads a clock for what it stores or sends.
#   The server runs in a network namespace that has loopback alone (see restate-asks-github.sh).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --ignore-scripts @restatedev/restate-server@1.7.12 @restatedev/restate-sdk@1.12.0
server=$(echo "$PWD"/node_modules/@restatedev/restate-server-linux-*/bin/restate-server)
cat >restate.toml <<'EOF'
base-dir = "data"
disable-telemetry = true
auto-provision = true
rocksdb-total-memory-size = "256 MiB"
EOF
cat >host.mjs <<'EOF'
import * as restate from "@restatedev/restate-sdk";

const failed = new Set();
const event = async (context) => {
  context.set("at", `${process.hrtime.bigint()}`);
  if (context.key !== "other" && !failed.has(context.key)) {
    failed.add(context.key);
    throw new Error("once");
  }
};
restate.endpoint().bind(restate.object({ name: "Call", handlers: { event } })).listen(9080);
EOF
cat >try.mjs <<'EOF'
const json = { "content-type": "application/json", accept: "application/json" };
const post = (url, body) => fetch(url, { method: "POST", headers: json, body: body && JSON.stringify(body), signal: AbortSignal.timeout(10_000) });
for (let tries = 0; tries < 100; tries++) {
  const there = await post("http://127.0.0.1:9070/deployments", { uri: "http://127.0.0.1:9080" }).catch(() => undefined);
  if (there?.ok) break;
  await new Promise((done) => setTimeout(done, 300));
}
const told = async (key) => ((await post(`http://127.0.0.1:8080/Call/${key}/event`).catch(() => undefined))?.ok ? "handled" : "not within 10 s");
console.log("a key without a failure:", await told("other"));
console.log("a key with one:", await told("key"));
console.log("the next event of that key:", await told("key"));
const query = "select last_failure from sys_invocation where last_failure is not null";
const { rows } = await (await post("http://127.0.0.1:9070/query", { query })).json();
console.log("because of a mismatch:", rows.length > 0 && rows.every((row) => /mismatch/i.test(row.last_failure)));
EOF
unshare --net --pid --fork --kill-child bash -c "
    ip link set lo up
    '$server' --config-file restate.toml >log 2>&1 &
    node host.mjs >host.log 2>&1 &
    timeout 60 node try.mjs
" | tee seen.txt
diff - seen.txt <<'EOF' || { echo "restate-clock-in-a-handler: not as it was seen"; exit 1; }
a key without a failure: handled
a key with one: not within 10 s
the next event of that key: not within 10 s
because of a mismatch: true
EOF
echo "restate-clock-in-a-handler: as it was seen"
