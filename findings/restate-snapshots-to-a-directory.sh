#!/usr/bin/env bash
# The snapshots of a Restate cluster cannot go to a directory.
#
# Version: @restatedev/restate-server 1.7.12 (npm).
# Guess: `worker.snapshots.destination` takes `file:///...`, such as that of a shared disk.
# Seen: the server starts, and says `Unsupported protocol`. Only object stores are taken. Without
#   snapshots a cluster never trims its log.
# For a user of this crate: a cluster that runs for more than a test needs S3 or the like.
#   The server runs in a network namespace that has loopback alone (see restate-asks-github.sh).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --ignore-scripts @restatedev/restate-server@1.7.12
server=$(echo "$PWD"/node_modules/@restatedev/restate-server-linux-*/bin/restate-server)
cat >restate.toml <<EOF
base-dir = "data"
disable-telemetry = true
auto-provision = true
rocksdb-total-memory-size = "256 MiB"
[worker.snapshots]
destination = "file://$work/snapshots"
EOF
unshare --net --pid --fork --kill-child bash -c "
    ip link set lo up
    '$server' --config-file restate.toml >log 2>&1 &
    for _ in \$(seq 60); do sleep 1; ! grep -qi 'unsupported protocol' log || break; done
" || true
grep -oi 'unsupported protocol' log | sort -u | tee seen.txt
diff - seen.txt <<'EOF' || { echo "restate-snapshots-to-a-directory: not as it was seen"; exit 1; }
Unsupported protocol
EOF
echo "restate-snapshots-to-a-directory: as it was seen"
