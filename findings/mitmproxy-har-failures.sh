#!/usr/bin/env bash
# A request that was given up after two seconds took a millisecond, says mitmproxy's HAR file.
#
# Version: mitmproxy 11.0.2 (PyPI), Python 3.11.7.
# Guess: an entry's `time` is how long the exchange took, with an answer or without, and entries
#   stand in the order in which their requests left (HAR 1.2 prefers it).
# Seen: without an answer `time` is what connecting and sending took; how long the client waited is
#   nowhere. Entries stand in the order in which they ended.
# For a user of this crate: `graph-call-replay` reads such a file, puts it in order, and takes the
#   failure for one that came at once. A keepAlive that timed out is to be told from one that was
#   refused by `_error` in the file, not by the times.
set -euo pipefail
work=$(mktemp -d)
trap 'kill ${servers:-} 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"

python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check mitmproxy==11.0.2
cat >service.py <<'EOF'
import http.server
import time


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        seconds = float(self.path.split("/")[-1])
        time.sleep(seconds)
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
with open("service.port", "w") as file:
    file.write(f"{server.server_port}\n")
server.serve_forever()
EOF
cat >client.py <<'EOF'
import socket
import sys
import threading
import time
import urllib.request

port = int(sys.argv[1])


def post(name, takes, patience):
    request = urllib.request.Request(f"http://127.0.0.1:{port}/{name}/{takes}", method="POST")
    try:
        urllib.request.urlopen(request, timeout=patience).close()
    except (TimeoutError, OSError):
        pass


while True:
    try:
        socket.create_connection(("127.0.0.1", port)).close()
        break
    except OSError:
        time.sleep(0.1)
slow = threading.Thread(target=post, args=("slow", 1.5, 10))
slow.start()
time.sleep(0.3)
post("quick", 0, 10)
slow.join()
post("given-up", 6, 2)
EOF
cat >report.py <<'EOF'
import json

for entry in json.load(open("bot.har"))["log"]["entries"]:
    name = entry["request"]["url"].split("/")[-2]
    took = entry["time"] / 1000
    said = next(words for limit, words in [(0.4, "at once"), (1.9, "1.5 s"), (9, "2 s or more")] if took < limit)
    print(f"{name}: status {entry['response']['status']}, {said}, {entry['response'].get('_error', 'no error')}")
EOF
python3 service.py &
servers=$!
until [ -s service.port ]; do sleep 0.1; done
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
v/bin/mitmdump --quiet --set confdir=conf --listen-host 127.0.0.1 --listen-port "$port" \
    --mode "reverse:http://127.0.0.1:$(cat service.port)" --set hardump=bot.har >mitmdump.txt 2>&1 &
proxy=$!
servers="$servers $proxy"
python3 client.py "$port"
kill -INT "$proxy"
wait "$proxy" || true
python3 report.py | tee seen.txt
diff - seen.txt <<'EOF' || { echo "mitmproxy-har-failures: not as it was seen"; exit 1; }
quick: status 200, at once, no error
slow: status 200, 1.5 s, no error
given-up: status 0, at once, Client disconnected.
EOF
echo "mitmproxy-har-failures: as it was seen"
