#!/usr/bin/env bash
# The last that machina and Automat tell of a call is not where the call is.
#
# Version: machina 4.0.2, xstate 5.33.3 (npm), Node 20.20.2; automat 25.4.16, python-statemachine
#   3.2.2 (PyPI), Python 3.11.
# Guess: an event that is raised while another is handled waits until that one is done, or is
#   refused. What is told comes in the order of what happened, and the last is where the machine is.
# Seen: so for xstate and python-statemachine. machina and Automat handle the event at once, inside
#   the first. What the first has still to tell comes after it: a call that has ended is told to be
#   ending, and nothing comes after that.
# For a user of this crate: a database that keeps what was told last has a call that ends forever,
#   if the answer to DELETE is there at once, as in a test it is. Here `handle` returns its outputs,
#   and there is no way to hand it an event from within.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --ignore-scripts machina@4.0.2 xstate@5.33.3
cat >try.mjs <<'EOF'
import machina from "machina";
import { createActor, createMachine } from "xstate";

const told = [];
const fsm = new machina.Fsm({
  initialState: "live",
  states: {
    live: { hangUp: "ending" },
    ending: {
      _onEnter() {
        this.handle("gone");
      },
      gone: "ended",
    },
    ended: {},
  },
});
fsm.on("transitioned", ({ fromState, toState }) => told.push(`${fromState}-${toState}`));
fsm.handle("hangUp");
console.log(`machina tells ${told.join(", ")}, and is ${fsm.state}`);

const seen = [];
const actor = createActor(
  createMachine({
    initial: "live",
    states: {
      live: { on: { hangUp: "ending" } },
      ending: { entry: ({ self }) => self.send({ type: "gone" }), on: { gone: "ended" } },
      ended: {},
    },
  }),
);
actor.subscribe((snapshot) => seen.push(snapshot.value));
actor.start().send({ type: "hangUp" });
console.log(`xstate tells ${seen.join(", ")}, and is ${actor.getSnapshot().value}`);
EOF
node try.mjs | tee seen.txt
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check automat==25.4.16 python-statemachine==3.2.2
cat >try.py <<'EOF'
from automat import MethodicalMachine
from statemachine import State, StateMachine


class Call:
    machine = MethodicalMachine()
    told = []

    @machine.state(initial=True, serialized="live")
    def live(self): ...

    @machine.state(serialized="ending")
    def ending(self): ...

    @machine.state(serialized="ended")
    def ended(self): ...

    @machine.input()
    def hang_up(self): ...

    @machine.input()
    def gone(self): ...

    @machine.output()
    def send_delete(self):
        self.gone()  # the service has answered at once: 404

    @machine.output()
    def tell_ending(self):
        self.told.append("ending")

    @machine.output()
    def tell_ended(self):
        self.told.append("ended")

    @machine.serializer()
    def state(self, state):
        return state

    live.upon(hang_up, enter=ending, outputs=[send_delete, tell_ending])
    ending.upon(gone, enter=ended, outputs=[tell_ended])


class Queued(StateMachine):
    told = []
    live = State(initial=True)
    ending = State()
    ended = State(final=True)
    hang_up = live.to(ending)
    gone = ending.to(ended)

    def before_hang_up(self):
        self.gone()

    def after_hang_up(self):
        self.told.append("ending")

    def after_gone(self):
        self.told.append("ended")


call = Call()
call.hang_up()
print(f"automat tells {', '.join(call.told)}, and is {call.state()}")
call = Queued()
call.hang_up()
print(f"python-statemachine tells {', '.join(call.told)}, and is {call.current_state_value}")
EOF
v/bin/python try.py | tee -a seen.txt
diff - seen.txt <<'EOF' || { echo "told-in-another-order: not as it was seen"; exit 1; }
machina tells ending-ended, live-ending, and is ended
xstate tells live, ending, ended, and is ended
automat tells ended, ending, and is ended
python-statemachine tells ending, ended, and is ended
EOF
echo "told-in-another-order: as it was seen"
