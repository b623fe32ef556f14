"""One node, and events a second next to a plain counter: bench.py SERVER CONTROL PROGRAMS CALLS ROUNDS"""

import subprocess
import sys

from cluster import Cluster, guard


def main():
    calls, rounds = sys.argv[4:6]
    with Cluster(*sys.argv[1:4], nodes=1, speed=1) as cluster:
        cluster.node(1)
        cluster.until("the engine answers", 60, lambda: cluster.healthy(cluster.admins()[0]))
        program = f"{cluster.programs}/examples/bench"
        return subprocess.run([program, cluster.ingresses()[0], cluster.admins()[0], calls, rounds], timeout=540).returncode


guard(main)
