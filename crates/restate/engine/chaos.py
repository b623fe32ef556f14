"""Three nodes, two hosts, many calls; kills in an order that the seed says: chaos.py SERVER CONTROL PROGRAMS SEED CALLS"""

import os
import random
import signal
import sys
import threading
import time
import urllib.request
import uuid

from cluster import MOCK, PARTITIONS, Cluster, Failed, audit, guard, http

# So that no fault of these, nor the recovery from it, takes 45 minutes of the calls' time.
SPEED = 30
# In its seconds: after this without a keepAlive a call is over, whatever anybody does.
LIVES = 2_400
# Up to a second of real time: so that a host is killed in the middle of requests.
SLOW = {"late": 1, "lateUpTo": 30_000}
# In records of a partition's log: so that snapshots are written all the time.
SNAPSHOT_EVERY = "1000"
# How many objects of each kind are asked all the time.
PROBES = 8


class Probe(threading.Thread):
    """Asks one object again and again to handle a message, and notes the longest time from a message to its answer."""

    def __init__(self, cluster, path, message):
        super().__init__(daemon=True)
        self.cluster, self.path, self.message = cluster, path, message
        self.longest, self.begun, self.going = 0.0, time.time(), True

    def run(self):
        while self.going:
            self.begun = time.time()
            while self.going and not self.once():
                time.sleep(0.1)
            self.longest = max(self.longest, time.time() - self.begun)
            time.sleep(0.5)

    def once(self):
        for ingress in self.cluster.ingresses():
            request = urllib.request.Request(f"{ingress}/{self.path}", data=self.message, headers={"content-type": "application/json"})
            try:
                urllib.request.urlopen(request, timeout=3).read()
                return True
            except OSError:
                continue
        return False

    def take(self):
        longest, self.longest = max(self.longest, time.time() - self.begun), 0.0
        return longest


class Probes:
    """Objects of both kinds, in all partitions: calls, and the engine's own way to count next to them."""

    def __init__(self, cluster):
        keys = [str(uuid.UUID(int=n + 1)) for n in range(PROBES)]
        self.calls = [Probe(cluster, f"AppCall/{key}/notified", b'{"at":0,"body":{"value":[]}}') for key in keys]
        self.counters = [Probe(cluster, f"Counter/{key}/add", b"one") for key in keys]
        for probe in self.calls + self.counters:
            probe.start()

    def take(self):
        """The longest times of a call and of a counter since the last time."""
        return max(probe.take() for probe in self.calls), max(probe.take() for probe in self.counters)

    def longest(self):
        """The longest time of a call so far."""
        return max(max(probe.longest, time.time() - probe.begun) for probe in self.calls)

    def stop(self):
        for probe in self.calls + self.counters:
            probe.going = False


class Chaos:
    def __init__(self, cluster, seed):
        self.cluster, self.random, self.hosts = cluster, random.Random(seed), ["host-1", "host-2"]
        self.count = 2
        # So that the other faults of a seed are the same where there is no object store.
        self.away = random.Random(f"{seed}: the object store")

    def restart(self, *nodes):
        time.sleep(self.random.uniform(2, 6))
        for n in nodes:
            self.cluster.node(n)

    def follower(self):
        leaders = self.cluster.leaders()
        n = min(leaders, key=lambda n: (leaders[n], n))
        self.cluster.kill(f"node-{n}")
        self.restart(n)
        return f"node {n}, leader of {leaders[n]} partitions"

    def leader(self):
        leaders = self.cluster.leaders()
        n = max(leaders, key=lambda n: (leaders[n], n))
        self.cluster.kill(f"node-{n}")
        self.restart(n)
        return f"node {n}, leader of {leaders[n]} partitions"

    def ingress(self):
        # The hosts begin with the first one.
        self.cluster.kill("node-1")
        self.restart(1)
        return "node 1, where the hosts hand over notifications"

    def all_nodes(self):
        for n in self.cluster.nodes:
            self.cluster.kill(f"node-{n}")
        self.restart(*self.cluster.nodes)
        return "all three nodes"

    def host(self):
        name = self.hosts.pop(self.random.randrange(2))
        http(f"{MOCK}/control", {"villain": SLOW})
        time.sleep(3)
        self.cluster.kill(name)
        http(f"{MOCK}/control", {"villain": {}})
        self.count += 1
        self.hosts.append(f"host-{self.count}")
        self.cluster.host(self.hosts[-1], skew=self.random.randint(-2000, 2000))
        return f"{name}, in the middle of requests"

    def hung(self):
        name = self.hosts[self.random.randrange(2)]
        self.cluster.send(name, signal.SIGSTOP)
        time.sleep(self.random.uniform(10, 20))
        self.cluster.send(name, signal.SIGCONT)
        return f"{name} stood still"

    def store(self):
        """While the object store is away, a node is killed and starts again. Then snapshots go on."""
        before, hangs = self.cluster.snapshots(), self.away.random() < 0.5
        if hangs:
            self.cluster.send("door", signal.SIGSTOP)
        else:
            self.cluster.kill("door")
        time.sleep(self.away.uniform(3, 8))
        n = self.away.choice(sorted(self.cluster.nodes))
        self.cluster.kill(f"node-{n}")
        time.sleep(self.away.uniform(2, 6))
        self.cluster.node(n)
        self.cluster.until("the engine goes on without the object store", 120, self.cluster.calls)
        time.sleep(self.away.uniform(5, 15))
        if hangs:
            self.cluster.send("door", signal.SIGCONT)
        else:
            self.cluster.open_store()
        self.cluster.until("snapshots are written again", 120, self.cluster.archive)
        after = self.cluster.snapshots()
        behind = [partition for partition, lsn in after.items() if lsn <= before.get(partition, 0)]
        if behind or len(after) < PARTITIONS:
            raise Failed(f"no new snapshot of partitions {behind}: {before}, then {after}")
        return f"the object store {'answered nothing' if hangs else 'was not there'}, and node {n} was killed meanwhile"


def main():
    seed, count = int(sys.argv[4]), int(sys.argv[5])
    with Cluster(*sys.argv[1:4], nodes=3, speed=SPEED, signed=False) as cluster:
        if cluster.object_store:
            # Without one the engine refuses it.
            os.environ["RESTATE_WORKER__SNAPSHOTS__SNAPSHOT_INTERVAL_NUM_RECORDS"] = SNAPSHOT_EVERY
        cluster.mock(count)
        cluster.engine()
        cluster.hosts(host_1=0, host_2=1500)
        cluster.counter()
        store = "an object store" if cluster.object_store else "no object store"
        cluster.tell(f"seed {seed}: three nodes, {store}, two hosts, {count} calls")
        creating = cluster.creating(count, 32)
        creating.result(timeout=300)
        ids = cluster.until("the calls are established", 180, cluster.all_established)
        cluster.tell(f"{len(ids)} calls are established")
        chaos, probes = Chaos(cluster, seed), Probes(cluster)
        time.sleep(3)
        faults = [chaos.follower, chaos.leader, chaos.ingress, chaos.host, chaos.all_nodes, chaos.hung]
        chaos.random.shuffle(faults)
        if cluster.object_store:
            faults.insert(chaos.away.randrange(len(faults) + 1), chaos.store)
        rows = []
        for fault in faults:
            probes.take()
            what = fault()
            cluster.until(f"the engine goes on after {what}", 120, cluster.calls)
            away = probes.longest()
            if away * SPEED > LIVES:
                raise Failed(f"{what}: the engine was away for {away:.0f} s, longer than calls live: this machine is too slow for that speed")
            # Somebody holds, so that there is news during and after each fault.
            for id in chaos.random.sample(ids, min(20, len(ids))):
                for event in ("holds", "resumes"):
                    http(f"{MOCK}/control", {"peer": {"call": id, "event": event}})
            time.sleep(chaos.random.uniform(8, 12))
            rows.append((what, *probes.take()))
            cluster.tell(f"{what}: longest pause of a call {rows[-1][1]:.1f} s, of a counter {rows[-1][2]:.1f} s")
        cluster.until("all calls are established again", 120, lambda: same(cluster, ids))
        probes.stop()
        time.sleep(5)
        counts, wrong = audit(cluster, ids)
        print(f"\nseed {seed}")
        for what, call, counter in rows:
            print(f"{call:>6.1f} s {counter:>6.1f} s  longest pause of a call, and of a counter: {what}")
        for name, number in counts.items():
            print(f"{number:>12}  {name}")
        for why in wrong:
            print(f"WRONG: {why}")
        return 1 if wrong else 0


def same(cluster, ids):
    missing = set(ids) - set(cluster.all_established())
    if missing:
        raise Failed(f"{len(missing)} calls have gone, such as {min(missing)}")
    return True


guard(main)
