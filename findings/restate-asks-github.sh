#!/usr/bin/env bash
# A Restate server that is told to send no telemetry asks GitHub for a newer version.
#
# Version: @restatedev/restate-server 1.7.12 (npm).
# Guess: with `disable-telemetry = true` and DO_NOT_TRACK=1 nothing leaves the machine.
# Seen: some seconds after the start the log has an error of `octocrab`, a client of GitHub, that
#   could not connect. There is no setting for it.
# For a user of this crate: start the server where there is no way out. `crates/restate/run` starts
#   it in a network namespace that has loopback alone, and so does this script (it needs root or
#   user namespaces).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --ignore-scripts @restatedev/restate-server@1.7.12
server=$(echo "$PWD"/node_modules/@restatedev/restate-server-linux-*/bin/restate-server)
cat >restate.toml <<'EOF'
base-dir = "data"
disable-telemetry = true
auto-provision = true
rocksdb-total-memory-size = "256 MiB"
EOF
export DO_NOT_TRACK=1
unshare --net --pid --fork --kill-child bash -c "
    ip link set lo up
    '$server' --config-file restate.toml >log 2>&1 &
    for _ in \$(seq 90); do sleep 1; ! grep -q octocrab log || break; done
" || true
grep -o 'octocrab' log | sort -u | tee seen.txt
diff - seen.txt <<'EOF' || { echo "restate-asks-github: not as it was seen"; exit 1; }
octocrab
EOF
echo "restate-asks-github: as it was seen"
