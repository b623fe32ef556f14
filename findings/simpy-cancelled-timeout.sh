#!/usr/bin/env bash
# In simpy a deadline that nobody waits for any more still moves the clock.
#
# Version: simpy 4.1.2 (PyPI), Python 3.11.7.
# Guess: a process waits for 2700 seconds and is interrupted after 10. The simulation ends at 10.
# Seen: it ends at 2700. Interrupting the process does not take its timeout out of the queue, so
#   `run()` goes on to it. The same holds for the loser of `timeout | event`.
# For a user of this crate: "how long did the call last?" is not `env.now` at the end of `run()`,
#   and a simulation of a million keepAlives carries each of their dead timeouts. The simulator here
#   (`call-lifecycle-sim`) wakes a call at its next deadline alone.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check simpy==4.1.2
cat >try.py <<'EOF'
import simpy


def interrupted(env):
    def call():
        try:
            yield env.timeout(2700)
        except simpy.Interrupt:
            print("interrupted at", env.now)

    call = env.process(call())
    yield env.timeout(10)
    call.interrupt()


def either(env):
    hung_up = env.event()
    env.process(after(env, 10, hung_up))
    yield env.timeout(2700) | hung_up
    print("hung up at", env.now)


def after(env, delay, event):
    yield env.timeout(delay)
    event.succeed()


for scenario in [interrupted, either]:
    env = simpy.Environment()
    env.process(scenario(env))
    env.run()
    print("the simulation ended at", env.now)
EOF
v/bin/python try.py | tee seen.txt
diff - seen.txt <<'EOF' || { echo "simpy-cancelled-timeout: not as it was seen"; exit 1; }
interrupted at 10
the simulation ended at 2700
hung up at 10
the simulation ended at 2700
EOF
echo "simpy-cancelled-timeout: as it was seen"
