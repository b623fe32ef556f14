#!/usr/bin/env bash
# A delayed event of python-statemachine holds up the one who sends it.
#
# Version: python-statemachine 3.2.2 (PyPI), Python 3.11.7.
# Guess: `send("expire", delay=500)` returns at once, and the event comes half a second later.
# Seen: it returns after half a second, when the event has been handled. A deadline of 45 minutes
#   that is armed this way stops the thread for 45 minutes.
# For a user of this crate: a machine that is to be driven from one thread must not own the waiting.
#   `next_deadline()` says how long to wait, and the host waits in its own way.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check python-statemachine==3.2.2
cat >try.py <<'EOF'
from time import monotonic
from statemachine import State, StateMachine


class Call(StateMachine):
    live = State(initial=True)
    lost = State(final=True)
    expire = live.to(lost)


for delay in [0, 500, 1000]:
    call = Call()
    sent = monotonic()
    call.send("expire", delay=delay)
    took = monotonic() - sent
    print(f"delay={delay}: send took {round(took * 2) / 2} s, then {[state.id for state in call.configuration]}")
EOF
v/bin/python try.py | tee seen.txt
diff - seen.txt <<'EOF' || { echo "python-statemachine-delay: not as it was seen"; exit 1; }
delay=0: send took 0.0 s, then ['lost']
delay=500: send took 0.5 s, then ['lost']
delay=1000: send took 1.0 s, then ['lost']
EOF
echo "python-statemachine-delay: as it was seen"
