"""The engine, hosts, the mock and the bot on one machine. To be run where loopback is the only network."""

import base64
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

HERE = os.path.dirname(os.path.abspath(__file__))
MOCK = "http://127.0.0.1:10090"
HOST = "127.0.0.1:10081"
NEW_HOST = "127.0.0.1:10083"
CALLBACKS = "127.0.0.1:10082"
COUNTER = "127.0.0.1:10084"
SERVICE_HOST = "127.0.0.1:10087"
FRONT = "127.0.0.1:10088"
# As the configurations say: a door, which can be shut, and what is behind it.
STORE_DOOR, STORE = 10085, 10086
BUCKET = f"http://127.0.0.1:{STORE}/restate"
# As the configurations say.
PARTITIONS = 4


class Failed(Exception):
    """What was expected did not come."""


def http(url, body=None, within=30.0, headers=None):
    data = None if body is None else json.dumps(body).encode()
    head = {"content-type": "application/json", "accept": "application/json", **(headers or {})}
    request = urllib.request.Request(url, data=data, headers=head, method="GET" if body is None else "POST")
    with urllib.request.urlopen(request, timeout=within) as answer:
        text = answer.read()
        return json.loads(text) if text else None


def private_key():
    """What `openssl genpkey -algorithm ed25519` writes."""
    der = bytes.fromhex("302e020100300506032b657004220420") + os.urandom(32)
    return f"-----BEGIN PRIVATE KEY-----\n{base64.b64encode(der).decode()}\n-----END PRIVATE KEY-----\n"


def alone():
    """Makes sure that nothing here can reach anybody else."""
    names = os.listdir("/sys/class/net") if os.path.isdir("/sys/class/net") else []
    links = subprocess.run(["ip", "-o", "link"], capture_output=True, text=True, check=True).stdout
    others = [line for line in links.splitlines() if ": lo:" not in line]
    if others:
        raise SystemExit(f"there are other networks than loopback: {others or names}")
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)


class Cluster:
    def __init__(self, server, control, programs, nodes, speed, say=print, signed=True):
        self.server, self.control, self.programs = server, control, programs
        self.nodes = {n: f"three-{n}.toml" for n in (1, 2, 3)} if nodes == 3 else {1: "one.toml"}
        self.speed, self.say, self.started = speed, say, time.time()
        self.directory = tempfile.mkdtemp(prefix="call-lifecycle-restate-")
        # The skew of each host's clock, by the number of its trace.
        self.running, self.traces = {}, []
        self.origin = int(time.time() * 1000)
        # The configurations name this file: the engine signs what it asks of hosts.
        with open(os.path.join(self.directory, "identity.pem"), "w") as file:
            file.write(private_key())
        # Hosts that are built without optimisation take milliseconds for a signature: with many calls they do not look at it.
        self.signed, self.identity = signed, None
        # Of one node the log is trimmed without one.
        self.object_store = os.environ.get("OBJECT_STORE") if nodes == 3 else None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for name in list(self.running):
            self.kill(name)
        if not os.environ.get("KEEP"):
            shutil.rmtree(self.directory, ignore_errors=True)

    def tell(self, text):
        self.say(f"{time.time() - self.started:6.1f} s  {text}", flush=True)

    # Processes.

    def start(self, name, *arguments):
        log = open(os.path.join(self.directory, f"{name}.log"), "ab")
        self.running[name] = subprocess.Popen(
            arguments, cwd=self.directory, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )

    def kill(self, name, how=signal.SIGKILL):
        process = self.running.pop(name, None)
        if process:
            process.send_signal(how)
            process.wait()

    def send(self, name, how):
        self.running[name].send_signal(how)

    def log(self, name):
        with open(os.path.join(self.directory, f"{name}.log"), errors="replace") as file:
            return file.read()

    def node(self, n):
        self.start(f"node-{n}", self.server, "--config-file", self.configuration(n))

    def configuration(self, n):
        """The configuration of a node as it is; without its object store, if there is none."""
        path = os.path.join(HERE, self.nodes[n])
        if len(self.nodes) == 1 or self.object_store:
            return path
        with open(path) as file:
            text = re.sub(r"\[worker\.snapshots\].*?(?=^\[)", "", file.read(), flags=re.MULTILINE | re.DOTALL)
        path = os.path.join(self.directory, self.nodes[n])
        with open(path, "w") as file:
            file.write(text)
        return path

    # The object store.

    def store(self):
        """Starts the object store and the door in front of it, and makes the bucket."""
        self.start("store", self.object_store, "-H", "127.0.0.1", "-p", str(STORE))
        self.open_store()
        bucket = urllib.request.Request(BUCKET, method="PUT")
        self.until("the object store answers", 60, lambda: urllib.request.urlopen(bucket, timeout=5).status == 200)

    def open_store(self):
        self.start("door", sys.executable, "-B", os.path.join(HERE, "window.py"), str(STORE_DOOR), str(STORE))

    def snapshots(self):
        """How far the last snapshot of each partition in the object store goes, in records of its log: the store says what it was given."""
        with open(os.path.join(self.directory, "store.log"), errors="replace") as file:
            found = re.findall(r"PUT /restate/three/(\d+)/lsn_(\d+)-\w+/metadata.json HTTP/1.1\" 200", file.read())
        last = {}
        for partition, lsn in found:
            last[int(partition)] = max(int(lsn), last.get(int(partition), 0))
        return last

    def archive(self):
        """Has all partitions write a snapshot."""
        for partition in range(PARTITIONS):
            done = self.ask_control("snapshots", "create-snapshot", str(partition))
            if "Snapshot created" not in done:
                raise Failed(f"partition {partition}: {done.strip()[-300:]}")
        return True

    def mock(self, calls):
        program = os.path.join(self.programs, "graph-call-mock")
        self.start("mock", program, "--speed", str(self.speed), "--listen", MOCK[7:], "--calls", str(calls), "--state", "mock")
        self.until("the mock answers", 30, lambda: http(f"{MOCK}/control") is not None)

    def host(self, name, skew=0, listen=HOST):
        self.traces.append(skew)
        self.start(
            name, os.path.join(self.programs, "restate_bot"), "host", "--listen", listen, "--callbacks", CALLBACKS,
            "--service", MOCK, "--ingress", ",".join(self.ingresses()), "--speed", str(self.speed),
            "--origin", str(self.origin), "--skew", str(skew), "--stay", "100000000",
            "--trace", f"trace-{len(self.traces)}.jsonl", *(["--identity", self.identity] if self.signed else []),
        )  # fmt: skip

    def service_host(self, name):
        """A host of the service's end."""
        self.start(
            name, os.path.join(self.programs, "restate_bot"), "service", "--listen", SERVICE_HOST, "--front", FRONT,
            "--ingress", ",".join(self.ingresses()), "--speed", str(self.speed), "--origin", str(self.origin),
            *(["--identity", self.identity] if self.signed else []),
        )  # fmt: skip

    def counter(self):
        """A host of an object that counts: the engine's own, to compare with."""
        self.start("counter", os.path.join(self.programs, "examples", "bench"), "counter", COUNTER)
        self.until("the engine takes the counter", 30, lambda: self.register(COUNTER))

    # Addresses.

    def ingresses(self):
        return [f"http://127.0.0.1:1{n}080" for n in self.nodes]

    def admins(self):
        return [f"http://127.0.0.1:1{n}070" for n in self.nodes]

    def admin(self):
        for admin in self.admins():
            try:
                urllib.request.urlopen(f"{admin}/health", timeout=2).read()
                return admin
            except OSError:
                continue
        raise Failed("no node of the engine answers")

    # What is asked.

    def until(self, what, seconds, question):
        """Waits until something is so, and says every ten seconds that it still waits."""
        end, said = time.time() + seconds, time.time()
        while True:
            try:
                found = question()
                if found:
                    return found
            except (OSError, Failed, ValueError, KeyError) as error:
                found = error
            if time.time() > end:
                raise Failed(f"{what}: not within {seconds} s: {found}")
            if time.time() > said + 10:
                said = time.time()
                self.tell(f"waiting: {what}")
            time.sleep(0.2)

    def engine(self):
        """Starts all nodes, and waits until they take messages."""
        if self.object_store:
            self.store()
        for n in self.nodes:
            self.node(n)
        self.until("the engine answers", 120, lambda: all(self.healthy(admin) for admin in self.admins()))
        self.identity = self.until("the engine says its key", 30, self.public_key)
        # Until then a message waits, and its client may give up.
        self.until("every partition has a leader", 120, lambda: sum(self.leaders().values()) == PARTITIONS)

    def public_key(self):
        """The public half of the key that the engine signs with: it writes it to its log."""
        found = re.search(r"publickeyv1_\w+", self.log("node-1"))
        return found and found[0]

    def hosts(self, **skews):
        """Starts these hosts, which answer the engine alone, and makes them known to it."""
        for name, skew in skews.items():
            self.host(name.replace("_", "-"), skew)
        self.until("the engine takes a host", 120, self.register)

    def healthy(self, admin):
        return urllib.request.urlopen(f"{admin}/health", timeout=2).status == 200

    def register(self, listen=HOST):
        """Tells the engine of hosts at an address: from now on wakes and messages go there."""
        try:
            return http(f"{self.admin()}/deployments", {"uri": f"http://{listen}"}, 20)
        except urllib.error.HTTPError as error:
            raise Failed(f"{error.code}: {error.read()[:300]}") from error

    def query(self, text, within=30):
        return http(f"{self.admin()}/query", {"query": text}, within)["rows"]

    def leaders(self):
        """How many partitions each node leads."""
        text = self.ask_control("partitions", "list")
        counts = {n: 0 for n in self.nodes}
        for line in text.splitlines():
            found = re.search(r"\bN(\d)\b", line)
            if found and "Leader" in line:
                counts[int(found[1])] += 1
        return counts

    def ask_control(self, *what):
        at = ["--address", f"http://127.0.0.1:1{self.some_node()}122/"]
        try:
            done = subprocess.run([self.control, *at, *what], capture_output=True, text=True, timeout=20)
        except subprocess.TimeoutExpired as error:
            raise Failed(f"restatectl {what}: nothing within 20 s") from error
        return done.stdout + done.stderr

    def some_node(self):
        return next(n for n in self.nodes if f"node-{n}" in self.running)

    def bot(self, *arguments, within=120):
        done = subprocess.run(
            [os.path.join(self.programs, "restate_bot"), *arguments, "--callbacks", CALLBACKS,
             "--ingress", ",".join(self.ingresses()), "--admin", self.admin()],
            cwd=self.directory, capture_output=True, text=True, timeout=within,
        )  # fmt: skip
        if done.returncode:
            raise Failed(f"restate_bot {arguments}: {done.stderr.strip()[-500:]}")
        return done.stdout

    def creating(self, count, at_once=16):
        """Creates calls, and returns a future of the ids that were answered: whose answer was lost is made known by its notifications."""

        def create():
            arguments = ["call", str(count), "--at-once", str(at_once), "--callbacks", CALLBACKS, "--ingress", ",".join(self.ingresses())]
            program = os.path.join(self.programs, "restate_bot")
            done = subprocess.run([program, *arguments], capture_output=True, text=True, timeout=300)
            for why in sorted(set(done.stderr.splitlines())):
                self.tell(why)
            return done.stdout.split()

        return ThreadPoolExecutor(1).submit(create)

    def calls(self):
        """The calls as the engine has them, by id. While a partition moves to another node they cannot be listed."""
        return self.until("the calls are listed", 120, lambda: (self.list(),))[0]

    def list(self):
        arguments = ["list", "--json", "--speed", str(self.speed), "--origin", str(self.origin)]
        views = [json.loads(line) for line in self.bot(*arguments).splitlines()]
        return {view["call"]: view for view in views}

    def service_calls(self):
        """The calls of the service's end as the engine has them, by id."""
        views = map(json.loads, self.bot("list", "--end", "service", "--json").splitlines())
        return {view["call"]: view for view in views}

    def all_established(self):
        """The ids of all calls that the service has, if the engine has them all, established."""
        calls, next = self.calls(), "/control/calls?top=1000"
        ids = []
        while next:
            with urllib.request.urlopen(MOCK + next, timeout=10) as answer:
                ids += answer.read().decode().split()
                link = re.match("<(.*)>", answer.headers.get("link") or "")
            next = link and link[1]
        ids = sorted(set(ids))
        missing = [id for id in ids if calls.get(id, {}).get("state") != "established"]
        if missing:
            raise Failed(f"{len(missing)} of {len(ids)} are not established: {missing[0]} is {calls.get(missing[0])}")
        return ids

    # What was written down.

    def trace(self):
        """All lines of all hosts, in order of time, by one clock; the numbers of requests are unique."""
        lines = []
        for n, skew in enumerate(self.traces, 1):
            path = os.path.join(self.directory, f"trace-{n}.jsonl")
            if not os.path.exists(path):
                continue
            with open(path) as file:
                for text in file:
                    try:
                        line = json.loads(text)
                    except ValueError:
                        continue  # The last line of a host that was killed.
                    line["at"] = max(0, line["at"] - skew * self.speed)
                    for member, name in (("request", "id"), ("response", "to"), ("failed", "to")):
                        if member in line:
                            line[member][name] = f"h{n}-{line[member][name]}"
                    lines.append(line)
        lines.sort(key=lambda line: line["at"])
        path = os.path.join(self.directory, "trace.jsonl")
        with open(path, "w") as file:
            file.writelines(json.dumps(line) + "\n" for line in lines)
        return path, lines

    def journal(self):
        """What the mock was asked, and applied."""
        lines = []
        folder = os.path.join(self.directory, "mock")
        for name in sorted(os.listdir(folder)):
            if name.startswith("journal"):
                with open(os.path.join(folder, name)) as file:
                    lines += [json.loads(text) for text in file if text.endswith("}\n")]
        return lines

    def replay(self, path):
        """What graph-call-replay says of each call."""
        program = os.path.join(self.programs, "graph-call-replay")
        done = subprocess.run([program, "--json", path], capture_output=True, text=True, timeout=120)
        if done.returncode:
            raise Failed(f"replay cannot read the trace: {done.stderr[-500:]}")
        # A step has a time, a call at the end has its verdicts.
        return {line["call"]: line for line in map(json.loads, done.stdout.splitlines()) if "verdicts" in line}


def call_of(url):
    found = re.search(r"/calls/([0-9a-f-]{36})(.*)", url)
    return (found[1], found[2]) if found else (None, "")


class Ledger:
    """What left of the requests about these calls, next to what their objects know of. The hosts have ended: nothing leaves any more."""

    def __init__(self, cluster, lines, calls, ids):
        self.left, self.keep_alives, self.unanswered = dict.fromkeys(ids, 0), dict.fromkeys(ids, 0), 0
        out = {}
        for line in lines:
            if "request" in line:
                call, rest = call_of(line["request"]["url"])
                if call in self.left:
                    self.left[call] += 1
                    self.keep_alives[call] += rest == "/keepAlive"
                    out[line["request"]["id"]] = call
            for member in ("response", "failed"):
                out.pop(line.get(member, {}).get("to"), None)
        # Their host was killed, or their answer came to nobody.
        self.unanswered = len(out)
        # What is on its way to the objects, and what was out when the hosts ended: its answer may have come to nobody.
        self.coming, self.out, orders_out = {}, {}, 0
        for row in cluster.query("select target, status from sys_invocation where status <> 'completed'"):
            service, *key, handler = row["target"].split("/")
            if service == "AppCall":
                self.coming.setdefault(key[0], []).append(handler)
            if handler == "round" and row["status"] != "scheduled":
                self.out[key[0]] = 1
            orders_out += row["target"] == "Graph/send"
        # Everything that left is known to the object, or on its way to it; what is more left twice.
        of = lambda id: calls.get(id, {})
        known = lambda id, member: of(id).get(member, 0) + self.coming.get(id, []).count("replied") + self.out.get(id, 0)
        surplus = [n - known(id, "known") for id, n in self.left.items()]
        self.again = max(0, sum(n for n in surplus if n > 0) - orders_out)
        # A keepAlive has the number of its deadline: as many left as there were deadlines.
        surplus = [n - known(id, "keepAlive") for id, n in self.keep_alives.items()]
        self.fired_twice = sum(n for n in surplus if n > 0)
        self.deadlines = sum(of(id).get("keepAlive", 0) for id in ids)
        # A call that lives waits for something.
        self.asleep = [id for id in ids if not {"round", "wake", "replied"} & set(self.coming.get(id, []))]


def audit(cluster, ids):
    """Compares what was acknowledged with what the calls have, and what left with what may leave. Returns counts, and what is wrong."""
    for name in [name for name in cluster.running if name.startswith("host")]:
        cluster.kill(name, signal.SIGTERM)
    calls = cluster.calls()
    path, lines = cluster.trace()
    wrong = []

    acknowledged = dict.fromkeys(ids, 0)
    for line in lines:
        posted = set()
        for entry in line.get("notification", {}).get("value", []):
            posted.add(call_of(entry.get("resourceUrl") or entry.get("resource") or "")[0])
        for call in posted & acknowledged.keys():
            acknowledged[call] += 1
    lost = {id: n - calls[id]["notified"] for id, n in acknowledged.items() if id in calls and n > calls[id]["notified"]}
    if lost:
        wrong.append(f"{sum(lost.values())} acknowledged notifications were lost, such as of {next(iter(lost))}")

    gone = [id for id in ids if calls.get(id, {}).get("state") != "established"]
    if gone:
        wrong.append(f"{len(gone)} calls do not live: {gone[0]} is {calls.get(gone[0])}")
    presumed = [id for id in ids if calls.get(id, {}).get("presumedLost")]
    if presumed:
        wrong.append(f"{len(presumed)} calls are presumed lost, such as {presumed[0]}")

    records, keep_alives, last, gap = dict.fromkeys(ids, 0), 0, {}, 0
    for line in cluster.journal():
        call, rest = call_of(line.get("request", {}).get("url", ""))
        if call not in records:
            continue
        records[call] += rest in ("/record", "/recordResponse")
        if rest == "/keepAlive":
            keep_alives += 1
            gap = max(gap, line["at"] - last.get(call, line["at"]))
            last[call] = line["at"]
    twice = [id for id, n in records.items() if n > 1]
    if twice:
        wrong.append(f"{len(twice)} calls were recorded more than once, such as {twice[0]}")

    ledger = Ledger(cluster, lines, calls, ids)
    if ledger.fired_twice:
        wrong.append(f"{ledger.fired_twice} keepAlives left more often than their deadlines")
    if ledger.asleep:
        wrong.append(f"{len(ledger.asleep)} calls wait for nothing, such as {ledger.asleep[0]}")
    told = cluster.replay(path)
    unlike = [id for id in ids if told.get(id, {}).get("state") != "established"]
    if unlike:
        wrong.append(f"replay says otherwise of {len(unlike)} calls, such as {told.get(unlike[0])}")
    # Law *safe side*, across all restarts: no call believes in a later expiry than one machine that was told the whole trace.
    slack = 2 * max(abs(skew) for skew in cluster.traces) * cluster.speed
    late = [id for id in set(ids) - set(gone + unlike) if calls[id].get("expiresAt", 0) > told[id]["keepAlive"]["expiresAt"] + slack]
    if late:
        wrong.append(f"{len(late)} calls believe in a later expiry than the trace tells, such as {late[0]}")
    counts = {
        "calls alive": f"{len(ids) - len(gone)} of {len(ids)}",
        "notifications acknowledged": sum(acknowledged.values()),
        "of these lost": sum(lost.values()),
        "requests sent": sum(ledger.left.values()),
        "of these sent again": ledger.again,
        "of these whose answer was lost with a host": ledger.unanswered,
        "deadlines of keepAlives that fired": ledger.deadlines,
        "of these twice": ledger.fired_twice,
        "recordings": sum(records.values()),
        "recorded twice": len(twice),
        "keepAlives that the service applied": keep_alives,
        "longest wait of a call for one, in its seconds": gap / 1000,
        "lines of the trace that replay read": len(lines),
        "calls that believe in a later expiry than it tells": len(late),
    }
    return counts, wrong


def guard(main):
    """Runs a program of these, and says what failed."""
    alone()
    try:
        sys.exit(main())
    except Failed as error:
        print(f"FAILED: {error}", flush=True)
        sys.exit(1)
