"""One node, and events a second next to a plain counter: bench.py SERVER CONTROL PROGRAMS CALLS ROUNDS"""

import subprocess
import sys

from cluster import Cluster, guard


def measure(*what):
    """Runs the program against a new node; it is told the engine's process."""
    with Cluster(*sys.argv[1:4], nodes=1, speed=1) as cluster:
        cluster.node(1)
        cluster.until("the engine answers", 60, lambda: cluster.healthy(cluster.admins()[0]))
        *mode, calls, number = what
        at = [cluster.ingresses()[0], cluster.admins()[0], calls, number, str(cluster.running["node-1"].pid)]
        return subprocess.run([f"{cluster.programs}/examples/bench", *mode, *at], timeout=540).returncode


def main():
    return measure(*sys.argv[4:6]) or measure("keep-alives", "1000", "20")


guard(main)
