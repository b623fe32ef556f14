#!/usr/bin/env bash
# A timer that was armed twice under one name is cancelled, and fires.
#
# Version: xstate 5.33.3 (npm), Node 20.20.2; python-statemachine 3.2.2 (PyPI), Python 3.11.7.
# Guess: `cancel("keepAlive")` cancels all that is on its way under this name, as SCXML says of
#   `<cancel>` (section 6.3.2); or the second takes the first one's place when it is armed.
# Seen: neither with xstate. Both are on their way, only the later is known by the name, and the
#   earlier can no longer be cancelled. python-statemachine cancels both.
# For a user of this crate: a keepAlive that is armed again before the first was sent is sent once
#   more after the hang-up. Here nothing is armed: `next_deadline()` is one time, from the state.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --ignore-scripts xstate@5.33.3
cat >try.mjs <<'EOF'
import { assign, cancel, createActor, createMachine, raise } from "xstate";

const arm = (which, delay) => raise({ type: "due", which }, { delay, id: "keepAlive" });
const count = assign({ fired: ({ context, event }) => [...context.fired, event.which] });

async function run(name, entry, cancelled) {
  const actor = createActor(
    createMachine({
      context: { fired: [] },
      entry,
      on: { due: { actions: count }, hangUp: { actions: cancel("keepAlive") } },
    }),
  ).start();
  if (cancelled) actor.send({ type: "hangUp" });
  await new Promise((done) => setTimeout(done, 300));
  console.log(`xstate, ${name}: fired ${JSON.stringify(actor.getSnapshot().context.fired)}`);
}

await run("armed once, cancelled", [arm("first", 50)], true);
await run("armed twice", [arm("first", 50), arm("second", 100)], false);
await run("armed twice, cancelled", [arm("first", 50), arm("second", 100)], true);
EOF
node try.mjs | tee seen.txt
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check python-statemachine==3.2.2
cat >try.py <<'EOF'
import asyncio

from statemachine import State, StateChart


async def run(name, cancelled):
    fired = []

    class Call(StateChart):
        live = State(initial=True)
        due = live.to.itself(internal=True)

        async def on_due(self, which):
            fired.append(which)

    call = Call()
    await call.activate_initial_state()
    tasks = [
        asyncio.ensure_future(call.send("due", which=which, delay=delay, send_id="keepAlive"))
        for which, delay in [("first", 50), ("second", 100)]
    ]
    await asyncio.sleep(0)
    if cancelled:
        call.cancel_event("keepAlive")
    await asyncio.sleep(0.3)
    for task in tasks:
        task.cancel()
    print(f"python-statemachine, {name}: fired {fired}")


asyncio.run(run("armed twice", False))
asyncio.run(run("armed twice, cancelled", True))
EOF
v/bin/python try.py | tee -a seen.txt
diff - seen.txt <<'EOF' || { echo "xstate-cancel-one-of-two: not as it was seen"; exit 1; }
xstate, armed once, cancelled: fired []
xstate, armed twice: fired ["first","second"]
xstate, armed twice, cancelled: fired ["first"]
python-statemachine, armed twice: fired ['first', 'second']
python-statemachine, armed twice, cancelled: fired []
EOF
echo "xstate-cancel-one-of-two: as it was seen"
