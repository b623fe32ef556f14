#!/usr/bin/env bash
# Tests move one of two clocks, and a call of 45 minutes is 0 seconds old.
#
# Version: node:test of Node 20.20.2, @sinonjs/fake-timers 15.5.0 (npm); time-machine 3.6.0, freezegun
#   1.5.5 (PyPI), Python 3.11.7.
# Guess: what moves the clock of a test moves each clock that the program can ask, and all that waits
#   for a time.
# Seen: node:test moves `Date`, and neither `performance.now()` nor `process.hrtime`. time-machine moves
#   `time.time()` and not `time.monotonic()`, which asyncio uses. Neither they nor
#   fake-timers, which moves all three, know `AbortSignal.timeout`: it does not fire.
# For a user of this crate: a host that measures with the steady clock, as it should, has tests in
#   which no time passes. Here time comes in with each event, and a test says what it is.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --ignore-scripts @sinonjs/fake-timers@15.5.0
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check time-machine==3.6.0 freezegun==1.5.5
cat >try.mjs <<'EOF'
import FakeTimers from "@sinonjs/fake-timers";
import { mock } from "node:test";

const minutes = (millis) => Math.round(Number(millis) / 60_000);

async function run(name, advance) {
  let fired = false;
  const [date, performed, hrtime] = [Date.now(), performance.now(), process.hrtime.bigint()];
  const signal = AbortSignal.timeout(15 * 60_000);
  setTimeout(() => (fired = true), 15 * 60_000);
  await advance(45 * 60_000);
  console.log(
    `${name}: Date ${minutes(Date.now() - date)}, performance.now ${minutes(performance.now() - performed)},`,
    `hrtime ${minutes((process.hrtime.bigint() - hrtime) / 1_000_000n)}; setTimeout fired ${fired}, AbortSignal.timeout ${signal.aborted}`,
  );
}

mock.timers.enable();
await run("node:test", async (millis) => mock.timers.tick(millis));
mock.timers.reset();
const clock = FakeTimers.install();
await run("fake-timers", (millis) => clock.tickAsync(millis));
clock.uninstall();
process.exit();
EOF
cat >try.py <<'EOF'
import time

import time_machine
from freezegun import freeze_time


def run(name, advance):
    clocks = [time.time, time.monotonic, time.perf_counter]
    before = [clock() for clock in clocks]
    advance()
    moved = [f"{clock.__name__} {round((clock() - was) / 60)}" for clock, was in zip(clocks, before)]
    print(f"{name}: {', '.join(moved)}")


with time_machine.travel(0, tick=False) as traveller:
    run("time-machine", lambda: traveller.shift(45 * 60))
with freeze_time("2026-12-01") as frozen:
    run("freezegun", lambda: frozen.tick(45 * 60))
EOF
{ node try.mjs 2>said.txt; v/bin/python try.py; } | tee seen.txt
diff - seen.txt <<'EOF' || { echo "fake-clocks-move-one-clock: not as it was seen"; exit 1; }
node:test: Date 45, performance.now 0, hrtime 0; setTimeout fired true, AbortSignal.timeout false
fake-timers: Date 45, performance.now 45, hrtime 45; setTimeout fired true, AbortSignal.timeout false
time-machine: time 45, monotonic 0, perf_counter 0
freezegun: fake_time 45, fake_monotonic 45, fake_perf_counter 45
EOF
echo "fake-clocks-move-one-clock: as it was seen"
