#!/usr/bin/env bash
# Timeouts of `transitions` that never start, and one that outlives its state.
#
# Version: transitions 0.9.3 (PyPI), Python 3.11.7.
# Guess: a state's timeout runs whenever a model is in that state, and a timeout of 0 fires at once.
# Seen: it runs only if the state was entered by a transition. A model that starts in the state, or
#   is put there by `set_state`, as after a restoration, never times out. A timeout of 0 is taken
#   for no timeout. `set_state` away from the state does not stop the timer: it fires in a state
#   that has no timeout.
# For a user of this crate: a call that is created in `establishing` with a timeout would be kept
#   forever. Here deadlines belong to the state, however it was reached.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check transitions==0.9.3
cat >try.py <<'EOF'
from time import sleep
from transitions import Machine
from transitions.extensions.states import Timeout, add_state_features


@add_state_features(Timeout)
class Timed(Machine):
    pass


class Call:
    fired = None

    def on_time(self):
        self.fired = self.state


def run(name, initial, timeout, act):
    call = Call()
    live = {"name": "live", "timeout": timeout, "on_timeout": "on_time"}
    machine = Timed(call, states=["idle", live, "ended"], transitions=[["ring", "idle", "live"]], initial=initial)
    act(machine, call)
    sleep(0.5)
    print(f"{name}: " + (f"fired in {call.fired}" if call.fired else "never fired"))


run("entered by a transition", "idle", 0.1, lambda machine, call: call.ring())
run("a timeout of 0", "idle", 0, lambda machine, call: call.ring())
run("the initial state", "live", 0.1, lambda machine, call: None)
run("set_state into it", "idle", 0.1, lambda machine, call: machine.set_state("live"))
run("set_state out of it", "idle", 0.1, lambda machine, call: (call.ring(), machine.set_state("ended")))
EOF
v/bin/python try.py | tee seen.txt
diff - seen.txt <<'EOF' || { echo "transitions-timeouts: not as it was seen"; exit 1; }
entered by a transition: fired in live
a timeout of 0: never fired
the initial state: never fired
set_state into it: never fired
set_state out of it: fired in ended
EOF
echo "transitions-timeouts: as it was seen"
