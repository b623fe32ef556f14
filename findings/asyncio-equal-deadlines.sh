#!/usr/bin/env bash
# Two timers of asyncio that are due at the same time do not fire in the order they were set.
#
# Version: asyncio of Python 3.11.7, against uvloop 0.23.0 (PyPI).
# Guess: `call_at` with equal times runs first what was set first, on every event loop.
# Seen: asyncio keeps timers in a heap that compares the times alone, so eight equal ones come out
#   as 0 2 6 5 7 1 3 4. uvloop runs them in the order in which they were set.
# For a user of this crate: a host that sets one timer per deadline gets another order with another
#   event loop. Set one timer per call, at `next_deadline()`: the machine fires what is due at the
#   same time in an order that is the same everywhere.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check uvloop==0.23.0
cat >try.py <<'EOF'
import asyncio
import uvloop

for name, new in [("asyncio", asyncio.new_event_loop), ("uvloop", uvloop.new_event_loop)]:
    loop, fired = new(), []
    due = loop.time() + 0.05
    for number in range(8):
        loop.call_at(due, fired.append, number)
    loop.call_at(due + 0.1, loop.stop)
    loop.run_forever()
    loop.close()
    print(name, *fired)
EOF
v/bin/python try.py | tee seen.txt
diff - seen.txt <<'EOF' || { echo "asyncio-equal-deadlines: not as it was seen"; exit 1; }
asyncio 0 2 6 5 7 1 3 4
uvloop 0 1 2 3 4 5 6 7
EOF
echo "asyncio-equal-deadlines: as it was seen"
