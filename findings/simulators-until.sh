#!/usr/bin/env bash
# Whether a simulated run until minute 45 has what is due in minute 45.
#
# Version: simpy 4.1.2, salabim 26.0.9, simulus 1.2.1 (PyPI), Python 3.11.
# Guess: the same for all three, and what is due at the end of the run happens.
# Seen: simpy and simulus leave it out, salabim has it. The clock says 45 at the end for each.
# For a user of this crate: a test that runs until the expiry sees it in one simulator and not in
#   the other. Run a millisecond longer than the deadline that is tested. `run` of
#   `call-lifecycle-sim` has what is due at its end.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check simpy==4.1.2 salabim==26.0.9 simulus==1.2.1
cat >try.py <<'EOF'
import salabim
import simpy
import simulus

seen = []
env = simpy.Environment()


def keep_alive():
    while True:
        yield env.timeout(15)
        seen.append(int(env.now))


env.process(keep_alive())
env.run(until=45)
print("simpy", seen, int(env.now))

seen = []
salabim.yieldless(False)
world = salabim.Environment()


class KeepAlive(salabim.Component):
    def process(self):
        while True:
            yield self.hold(15)
            seen.append(int(world.now()))


KeepAlive()
world.run(till=45)
print("salabim", seen, int(world.now()))

seen = []
simulator = simulus.simulator()


def sends():
    while True:
        simulator.sleep(15)
        seen.append(int(simulator.now))


simulator.process(sends)
simulator.run(until=45)
print("simulus", seen, int(simulator.now))
EOF
v/bin/python try.py | tee seen.txt
diff - seen.txt <<'EOF' || { echo "simulators-until: not as it was seen"; exit 1; }
simpy [15, 30] 45
salabim [15, 30, 45] 45
simulus [15, 30] 45
EOF
echo "simulators-until: as it was seen"
