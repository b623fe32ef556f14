#!/usr/bin/env bash
# Makes the files of this folder anew: a real bot talks to the mock of Graph through mitmproxy, in both
# directions and on loopback, and mitmproxy saves what it has seen. It takes two minutes.
#
#   proxy.har      what mitmproxy has saved
#   bot.jsonl      what the bot has recorded
#   journal.jsonl  the journal of the mock
set -euo pipefail
mitmproxy=11.0.2 # the last one for Python 3.11
speed=60
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../../.." && pwd)
work=$(mktemp -d)
running=()
end() {
    for process in "${running[@]}"; do kill "$process" 2>/dev/null || true; done
    rm -rf "$work"
}
trap end EXIT

programs=${CARGO_TARGET_DIR:-$root/target}/debug
cargo build --quiet --locked --manifest-path "$root/Cargo.toml" -p graph-call-mock -p tokio_bot
dump=${MITMDUMP:-}
if [ -z "$dump" ]; then
    python3 -m venv "$work/venv"
    "$work/venv/bin/pip" install --quiet "mitmproxy==$mitmproxy"
    dump=$work/venv/bin/mitmdump
fi
read -r mock bot to_mock to_bot < <(python3 - <<'PORTS'
import socket
sockets = [socket.socket() for _ in range(4)]
for each in sockets:
    each.bind(("127.0.0.1", 0))
print(*(each.getsockname()[1] for each in sockets))
PORTS
)

"$programs/graph-call-mock" --listen "127.0.0.1:$mock" --speed "$speed" --state "$work/state" >"$work/mock.log" 2>&1 &
running+=($!)
"$dump" --quiet --set confdir="$work/confdir" --set hardump="$work/proxy.har" --listen-host 127.0.0.1 \
    --mode "reverse:http://127.0.0.1:$mock@$to_mock" --mode "reverse:http://127.0.0.1:$bot@$to_bot" >"$work/proxy.log" 2>&1 &
proxy=$!
running+=("$proxy")
for port in "$mock" "$to_mock" "$to_bot"; do
    for _ in $(seq 300); do
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break
        sleep 0.1
    done
done
"$programs/tokio_bot" --service "http://127.0.0.1:$to_mock" --listen "127.0.0.1:$bot" \
    --callback "http://127.0.0.1:$to_bot/api/calls" --demo --call --withhold 4 --record "$work/bot.jsonl" >"$work/bot.log" 2>&1 &
bot=$!
running+=("$bot")
for _ in $(seq 1200); do
    grep -q 'it is over' "$work/bot.log" && break
    kill -0 "$bot" 2>/dev/null || { cat "$work/bot.log"; exit 1; }
    sleep 0.1
done
kill -INT "$bot"
wait "$bot" || { cat "$work/bot.log"; exit 1; }
# It saves what it has seen as it ends.
kill -INT "$proxy"
wait "$proxy" || true
# An entry a line.
python3 - "$work/proxy.har" "$here/proxy.har" <<'LINES'
import json, sys
har = json.load(open(sys.argv[1]))
entries = [json.dumps(entry, separators=(",", ":")) for entry in har["log"].pop("entries")]
head = json.dumps(har, separators=(",", ":"))[:-2]
open(sys.argv[2], "w").write(head + ',"entries":[\n' + ",\n".join(entries) + "\n]}}\n")
LINES
cp "$work/bot.jsonl" "$here/bot.jsonl"
cat "$work/state"/journal-*.jsonl >"$here/journal.jsonl"
ls -l "$here"
