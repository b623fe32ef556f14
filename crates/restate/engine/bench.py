"""Events a second next to a plain counter, and what events cost the engine: bench.py SERVER CONTROL PROGRAMS CALLS ROUNDS NODES"""

import subprocess
import sys

from cluster import Cluster, guard


def measure(nodes, *what):
    """Runs the program against a new engine; it is told the engine's processes."""
    with Cluster(*sys.argv[1:4], nodes=nodes, speed=1) as cluster:
        cluster.engine()
        *mode, calls, number = what
        engine = ",".join(str(cluster.running[f"node-{n}"].pid) for n in cluster.nodes)
        at = [cluster.ingresses()[0], cluster.admins()[0], calls, number, engine]
        return subprocess.run([f"{cluster.programs}/examples/bench", *mode, *at], timeout=540).returncode


def main():
    calls, rounds, nodes = sys.argv[4:7]
    return measure(int(nodes), calls, rounds) or measure(int(nodes), "keep-alives", "1000", "20")


guard(main)
