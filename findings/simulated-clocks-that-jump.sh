#!/usr/bin/env bash
# Under a simulated clock, 45 minutes in one step hold one keepAlive, three, or something between.
#
# Version: node:test of Node 20.20.2; xstate 5.33.3 and @sinonjs/fake-timers 15.5.0 (npm).
# Guess: a timer that is set again every 15 minutes fires three times in one step of 45 minutes, and
#   sees the time at which it was due, with every simulated clock.
# Seen: so it is with sinon. The clocks of node:test and of xstate jump to the end first, then fire
#   what was due: the timer fires once, at minute 45, and the next is due at minute 60. With steps
#   of a minute all three agree. An interval of node:test fires three times, each at minute 45.
# For a user of this crate: a test that skips 45 minutes at once may show a bot that sends one
#   keepAlive as healthy, or as dead. Step to `next_deadline()` instead. The service's end gives the
#   same outputs for one large step as for many (law *granularity*).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --ignore-scripts xstate@5.33.3 @sinonjs/fake-timers@15.5.0
cat >try.mjs <<'EOF'
import { mock } from "node:test";
import fakeTimers from "@sinonjs/fake-timers";
import { createActor, createMachine, SimulatedClock } from "xstate";

const MINUTE = 60_000;
const nodes = () => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"], now: 0 });
  return mock.timers;
};
const clocks = {
  "node:test"(sent) {
    const timers = nodes();
    const send = () => (sent.push(Date.now()), setTimeout(send, 15 * MINUTE));
    setTimeout(send, 15 * MINUTE);
    return (span) => timers.tick(span);
  },
  "node:test, an interval"(sent) {
    const timers = nodes();
    setInterval(() => sent.push(Date.now()), 15 * MINUTE);
    return (span) => timers.tick(span);
  },
  xstate(sent) {
    const clock = new SimulatedClock();
    const again = { target: "live", reenter: true, actions: () => sent.push(clock.now()) };
    createActor(createMachine({ initial: "live", states: { live: { after: { [15 * MINUTE]: again } } } }), { clock }).start();
    return (span) => clock.increment(span);
  },
  sinon(sent) {
    const clock = fakeTimers.createClock(0);
    const send = () => (sent.push(clock.now), clock.setTimeout(send, 15 * MINUTE));
    clock.setTimeout(send, 15 * MINUTE);
    return (span) => clock.tick(span);
  },
};
for (const [name, start] of Object.entries(clocks))
  for (const steps of [1, 45]) {
    const sent = [];
    const step = start(sent);
    for (let count = 0; count < steps; count += 1) step((45 * MINUTE) / steps);
    console.log(`${name}, ${steps} step${steps > 1 ? "s" : ""}: sent at minute ${sent.map((at) => at / MINUTE).join(", ")}`);
  }
EOF
node --no-warnings try.mjs | tee seen.txt
diff - seen.txt <<'EOF' || { echo "simulated-clocks-that-jump: not as it was seen"; exit 1; }
node:test, 1 step: sent at minute 45
node:test, 45 steps: sent at minute 15, 30, 45
node:test, an interval, 1 step: sent at minute 45, 45, 45
node:test, an interval, 45 steps: sent at minute 15, 30, 45
xstate, 1 step: sent at minute 45
xstate, 45 steps: sent at minute 15, 30, 45
sinon, 1 step: sent at minute 15, 30, 45
sinon, 45 steps: sent at minute 15, 30, 45
EOF
echo "simulated-clocks-that-jump: as it was seen"
