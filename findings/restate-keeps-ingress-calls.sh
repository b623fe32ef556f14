#!/usr/bin/env bash
# A call from outside is kept by Restate for a day, though its handler keeps no journal.
#
# Version: @restatedev/restate-server 1.7.12, @restatedev/restate-sdk 1.12.0 (npm), with Node 20.20.2.
# Guess: with `journalRetention: 0` nothing is left of an invocation that has completed.
# Seen: one row of `sys_invocation` for each call from outside, even to a shared handler that only
#   reads: a call without an Idempotency-Key is given a random one, and `idempotencyRetention` is a
#   day. With `idempotencyRetention: 0` too nothing is left.
# For a user of this crate: a service that posts notifications fills the disk for a day.
#   `call-lifecycle-restate` sets both for each handler.
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

const none = { journalRetention: 0 };
const peek = async () => "x";
restate
  .endpoint()
  .bind(restate.object({ name: "Journal", handlers: { peek: restate.handlers.object.shared(none, peek) } }))
  .bind(restate.object({ name: "Both", handlers: { peek: restate.handlers.object.shared({ ...none, idempotencyRetention: 0 }, peek) } }))
  .listen(9080);
EOF
cat >try.mjs <<'EOF'
const json = { "content-type": "application/json", accept: "application/json" };
const post = (url, body) => fetch(url, { method: "POST", headers: json, body: JSON.stringify(body) });
for (let tries = 0; tries < 100; tries++) {
  const there = await post("http://127.0.0.1:9070/deployments", { uri: "http://127.0.0.1:9080" }).catch(() => undefined);
  if (there?.ok) break;
  await new Promise((done) => setTimeout(done, 300));
}
for (const name of ["Journal", "Both"]) {
  for (let n = 0; n < 10; n++) {
    const answer = await fetch(`http://127.0.0.1:8080/${name}/key/peek`, { method: "POST" });
    if (!answer.ok) throw new Error(await answer.text());
  }
}
await new Promise((done) => setTimeout(done, 1000));
const query = "select target_service_name as name, count(*) as n from sys_invocation where status = 'completed' group by 1";
const { rows } = await (await post("http://127.0.0.1:9070/query", { query })).json();
for (const name of ["Journal", "Both"]) console.log(name, rows.find((row) => row.name === name)?.n ?? 0);
EOF
unshare --net --pid --fork --kill-child bash -c "
    ip link set lo up
    '$server' --config-file restate.toml >log 2>&1 &
    node host.mjs >host.log 2>&1 &
    timeout 60 node try.mjs
" | tee seen.txt
diff - seen.txt <<'EOF' || { echo "restate-keeps-ingress-calls: not as it was seen"; exit 1; }
Journal 10
Both 0
EOF
echo "restate-keeps-ingress-calls: as it was seen"
