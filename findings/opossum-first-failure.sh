#!/usr/bin/env bash
# One failed request closes the way to the service for half a minute.
#
# Version: opossum 9.0.0 (npm), Node 20.20.2; pybreaker 1.4.1, circuitbreaker 2.1.3, aiobreaker 1.2.0
#   (PyPI), Python 3.11.7.
# Guess: a circuit breaker, left as it comes, opens after several failures.
# Seen: those for Python open at the fifth. opossum opens at the first: of one request all have
#   failed, which is more than half, and there is no least number (`volumeThreshold` is 0). For 30 s
#   after it no request is sent, whatever it is for.
# For a user of this crate: one keepAlive of one call that is answered 404 (the call is over) stops
#   the keepAlives and DELETEs of all calls that share the breaker. Set `volumeThreshold`, and let a
#   404 be no failure (`errorFilter`).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --ignore-scripts opossum@9.0.0
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check pybreaker==1.4.1 circuitbreaker==2.1.3 aiobreaker==1.2.0
cat >try.mjs <<'EOF'
import CircuitBreaker from "opossum";

for (const volumeThreshold of [undefined, 5]) {
  let sent = 0;
  const breaker = new CircuitBreaker(async () => {
    sent += 1;
    throw new Error("503");
  }, { volumeThreshold });
  for (let i = 0; i < 10; i++) await breaker.fire().catch(() => {});
  console.log(`opossum, volumeThreshold ${volumeThreshold}: of 10 requests ${sent} sent, open for ${breaker.options.resetTimeout} ms`);
  breaker.shutdown();
}
EOF
cat >try.py <<'EOF'
import aiobreaker
import circuitbreaker
import pybreaker


def count(name, breaker):
    sent = []

    @breaker
    def send():
        sent.append(1)
        raise RuntimeError("503")

    for _ in range(10):
        try:
            send()
        except Exception:
            pass
    print(f"{name}: of 10 requests {len(sent)} sent")


count("pybreaker", pybreaker.CircuitBreaker())
count("circuitbreaker", circuitbreaker.circuit)
count("aiobreaker", aiobreaker.CircuitBreaker())
EOF
{ node try.mjs; v/bin/python try.py; } | tee seen.txt
diff - seen.txt <<'EOF' || { echo "opossum-first-failure: not as it was seen"; exit 1; }
opossum, volumeThreshold undefined: of 10 requests 1 sent, open for 30000 ms
opossum, volumeThreshold 5: of 10 requests 5 sent, open for 30000 ms
pybreaker: of 10 requests 5 sent
circuitbreaker: of 10 requests 5 sent
aiobreaker: of 10 requests 5 sent
EOF
echo "opossum-first-failure: as it was seen"
