"""One node, a few calls of both ends; the engine and hosts are killed in the middle: test.py SERVER CONTROL PROGRAMS"""

import signal
import sys
import time

from cluster import MOCK, NEW_HOST, SERVICE_HOST, Cluster, audit, guard, http
from serving import Application

CALLS = 20
# Up to a second of real time.
SLOW = {"late": 1, "lateUpTo": 60_000}


def main():
    with Cluster(*sys.argv[1:4], nodes=1, speed=60) as cluster:
        cluster.mock(CALLS)
        cluster.engine()
        cluster.hosts(host_1=0, host_2=1500)
        cluster.service_host("service-1")
        cluster.service_host("service-2")
        cluster.until("the engine takes a host of the service's end", 30, lambda: cluster.register(SERVICE_HOST))
        cluster.tell("the engine, the mock, two hosts and two of the service's end are there")
        application = Application(cluster)
        application.begin()
        cluster.tell("an application has calls over HTTP")
        # The service answers late, so that hosts are killed in the middle of requests: of those that create calls and of those that record, too.
        http(f"{MOCK}/control", {"villain": SLOW})
        creating = cluster.creating(CALLS)
        time.sleep(1.2)
        cluster.kill("host-1")
        cluster.tell("a host was killed while it created calls")
        time.sleep(1.2)
        cluster.host("host-3", skew=-1500)
        cluster.kill("host-2")
        cluster.tell("the other one was killed; a third one is there")
        made = creating.result()
        ids = cluster.until("all calls that the service has are established", 60, cluster.all_established)
        cluster.tell(f"{len(ids)} calls are established; {len(made)} of {CALLS} were reported as created")

        time.sleep(12)
        cluster.kill("service-1")
        cluster.tell("a host of the service's end was killed, in the middle of keepAlives over HTTP")
        cluster.kill("node-1")
        cluster.tell("the engine was killed, in the middle of keepAlives")
        time.sleep(2)
        cluster.node(1)
        cluster.until("the engine goes on", 60, cluster.calls)
        cluster.tell("the engine is there again")
        http(f"{MOCK}/control", {"villain": {}})
        # A new version of the host: it is registered at another address, and the old one is drained.
        cluster.host("host-4", listen=NEW_HOST)
        cluster.until("the new host is registered", 30, lambda: cluster.register(NEW_HOST))
        cluster.kill("host-3", signal.SIGTERM)
        cluster.tell("a new version of the host has the calls, the old one is drained")
        for id in ids:
            http(f"{MOCK}/control", {"peer": {"call": id, "event": "holds"}})
            http(f"{MOCK}/control", {"peer": {"call": id, "event": "resumes"}})
        time.sleep(18)
        cluster.until("all calls are established again", 30, cluster.all_established)

        served, unserved = application.end()
        counts, wrong = audit(cluster, ids)
        counts, wrong = counts | served, wrong + unserved
        for name, count in counts.items():
            print(f"{count:>12}  {name}")
        for why in wrong:
            print(f"WRONG: {why}")
        return 1 if wrong else 0


guard(main)
