"""Engine, two hosts, mock and bot on one machine, to be looked at: run.py SERVER CONTROL PROGRAMS NODES SECONDS SOCKET"""

import asyncio
import subprocess
import sys
import threading
import time

import window
from cluster import Cluster, audit, guard

SPEED = 60


def main():
    nodes, seconds, socket = int(sys.argv[4]), int(sys.argv[5]), sys.argv[6]
    threading.Thread(target=lambda: asyncio.run(window.inside(socket, 10090)), daemon=True).start()
    with Cluster(*sys.argv[1:4], nodes=nodes, speed=SPEED) as cluster:
        cluster.tell(f"the mock of Graph starts, {SPEED} times as fast as real time")
        cluster.mock(100)
        cluster.tell(f"the engine starts: {nodes} node{'s' if nodes > 1 else ''}")
        cluster.engine()
        cluster.tell("two hosts start, at the same address")
        cluster.hosts(host_1=0, host_2=0)
        cluster.tell("three calls are created, through the engine")
        cluster.creating(3).result()
        ids = cluster.until("the calls are established", 30, cluster.all_established)
        end, killed = time.time() + seconds, False
        while time.time() < end:
            print(cluster.bot("list", "--speed", str(SPEED), "--origin", str(cluster.origin)), flush=True)
            time.sleep(min(10, max(0, end - time.time())))
            if not killed and time.time() > end - seconds / 2:
                killed = True
                cluster.kill("node-1")
                cluster.kill("host-1")
                cluster.tell("a node of the engine and a host were killed (kill -9)")
                time.sleep(1)
                cluster.node(1)
                cluster.tell("the node starts again; the other host has the calls")
                cluster.until("the engine goes on", 120, cluster.calls)
        counts, wrong = audit(cluster, ids)
        path, _ = cluster.trace()
        told = subprocess.run([f"{cluster.programs}/graph-call-replay", path], capture_output=True, text=True, timeout=60).stdout
        print(told[-3000:])
        for name, count in counts.items():
            print(f"{count:>12}  {name}")
        for why in wrong:
            print(f"WRONG: {why}")
        return 1 if wrong else 0


guard(main)
