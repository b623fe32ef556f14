"""Keeps many calls of the mock alive with wrk, and says how it fared: load.py MOCK CALLS SECONDS"""

import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

HERE = Path(__file__).parent
SPEED = 60
# Every 15 minutes of its time a call is kept alive, as Graph's page recommends.
ROUND = 15 * 60 / SPEED
# An outgoing call is told that it is establishing, ringing and established, and that its media is active.
TOLD = 4
CONNECTIONS = 256
PATIENCE = 300


NOTE = """
An answer's time is from when its request was sent, by wrk's clock. A request is due at its time whatever became of those before it, unless all
connections wait; wrk counts an answer that took longer than two intervals of a connection once more for each of them. More it does not do about
requests that came too late to see a delay (coordinated omission): see how late they were sent."""


def until(what, so):
    end = time.monotonic() + PATIENCE
    while not so():
        if time.monotonic() > end:
            sys.exit(f"waited {PATIENCE} s in vain: {what}")
        time.sleep(0.02)


def free_port():
    """A port that is free now, and that the system gives to no connection: wrk's would come to themselves there while no mock listens."""
    while True:
        port = random.randrange(20_000, 32_000)
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) != 0:
                return port


class Mock:
    def __init__(self, binary, calls, state):
        self.listen = f"127.0.0.1:{free_port()}"
        self.command = [binary, "--speed", str(SPEED), "--calls", str(calls), "--connections", "2048", "--state", state]

    def start(self):
        """Starts it, again where it was; how long it took until it answered."""
        began = time.monotonic()
        self.process = subprocess.Popen([*self.command, "--listen", self.listen], stdout=subprocess.PIPE, text=True)
        said = self.process.stdout.readline()
        if " at http://" not in said:
            sys.exit("the mock did not start")
        self.listen = said.split(" at http://")[1].split("/")[0]
        self.control()
        return time.monotonic() - began

    def answer(self, path):
        with urllib.request.urlopen(f"http://{self.listen}{path}", timeout=60) as answer:
            return answer.read().decode(), answer.headers

    def get(self, path):
        return self.answer(path)[0]

    def control(self):
        return json.loads(self.get("/control"))

    def counts(self):
        return self.control()["counts"]

    def ids(self):
        ids, path = [], "/control/calls?top=10000"
        while path:
            text, headers = self.answer(path)
            ids += text.split()
            # A build that lists all of them at once says nothing of a next page.
            path = headers.get("Link", "").partition(">")[0][1:]
        return ids

    def memory(self):
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) * 1024

    def cpu(self):
        """Seconds of a processor."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(") ", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def end(self, how):
        self.process.send_signal(how)
        self.process.wait()


class Wrk:
    """wrk at work, for so many seconds or until it is stopped."""

    def __init__(self, mock, seconds, *args):
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "10s", "-s", "calls.lua", f"http://{mock.listen}", "--"]
        self.process = subprocess.Popen([*command, *map(str, args)], cwd=HERE, stdout=subprocess.PIPE, text=True)

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        return self.result()

    def finish(self):
        """Stops it when every answer has come: then its thread has ended, and it has but the first one."""
        until("the last answers come", lambda: len(os.listdir(f"/proc/{self.process.pid}/task")) == 1)
        return self.stop()

    def result(self):
        said, _ = self.process.communicate()
        if self.process.returncode != 0:
            sys.exit(f"wrk failed:\n{said}")
        return json.loads(said.splitlines()[-1])


def bad(result):
    return result["refused"] + result["broken"]


def rate(result):
    return f"{result['requests'] / result['seconds']:,.0f}/s"


def times(result):
    return ", ".join(f"{name} {result[key] / 1e3:.2f} ms" for name, key in [("p50", "p50"), ("p99", "p99"), ("p99.9", "p999")])


class Load:
    def __init__(self, binary, calls, directory):
        # Of `at` in the list it is the turn next.
        self.calls, self.at, self.wrong = calls, 0, []
        self.mock = Mock(binary, calls, str(directory / "state"))
        self.list = directory / "calls"
        sink = subprocess.Popen([sys.executable, HERE / "sink.py"], stdout=subprocess.PIPE, text=True)
        self.told_at = f"http://127.0.0.1:{sink.stdout.readline().strip()}/"
        self.processes = [sink]

    def expect(self, so, what):
        if not so:
            self.wrong.append(what)

    def row(self, name, value):
        print(f"| {name} | {value} |", flush=True)

    def begin(self):
        seconds = self.mock.start()
        self.processes.append(self.mock.process)
        return seconds

    def start(self, *args, seconds=PATIENCE):
        wrk = Wrk(self.mock, seconds, *args)
        self.processes.append(wrk.process)
        return wrk

    def keep(self, pace, seconds=PATIENCE):
        """Keeps calls alive, from the one on whose turn it is."""
        return self.start("keep", self.list, self.at, pace, seconds=seconds)

    def kept(self, result):
        self.at = (self.at + result["sent"]) % self.calls
        return result

    def create(self):
        mock = self.mock
        self.begin()
        empty, began = mock.memory(), time.monotonic()
        wrk = self.start("create", self.calls, self.told_at)
        until("calls are created", lambda: mock.counts()["created"] >= self.calls)
        seconds = time.monotonic() - began
        self.expect(bad(wrk.finish()) == 0, "a call was not created")
        self.ids = mock.ids()
        self.list.write_text("".join(f"{id}\n" for id in self.ids))
        self.expect(len(self.ids) == self.calls, f"{len(self.ids)} calls live, expected {self.calls}")
        # Meanwhile they are kept alive in turn: those that were created first have waited for a while.
        until("calls are established", lambda: self.once() and mock.counts()["delivered"] >= TOLD * self.calls)
        full = mock.memory()
        self.row("calls", f"{self.calls:,} at speed {SPEED}, created in {seconds:.1f} s, {TOLD * self.calls:,} notifications taken")
        self.row("memory", f"{empty / 1e6:.0f} MB empty, {full / 1e6:.0f} MB with the calls: {(full - empty) / self.calls:,.0f} B each")

    def once(self):
        """A keepAlive for each call, as fast as they are answered."""
        asked = self.mock.counts()["requests"]
        wrk = self.keep("once")
        until("every call is kept alive", lambda: self.mock.counts()["requests"] >= asked + self.calls)
        result = self.kept(wrk.finish())
        self.expect(result["requests"] == self.calls and bad(result) == 0, "a round: not every keepAlive was answered 200")
        return result

    def rhythm(self, seconds):
        pace, cpu, began = self.calls / ROUND, self.mock.cpu(), time.monotonic()
        result = self.kept(self.keep(pace, seconds).result())
        cpu = 100 * (self.mock.cpu() - cpu) / (time.monotonic() - began)
        self.row("keepAlives in rhythm", f"{rate(result)} of {pace:,.0f}/s for {seconds} s, {result['requests']:,} in all")
        self.row("answered in", f"{times(result)}, {result['max'] / 1e3:.2f} ms at most")
        self.row("sent after their time", f"{1e3 * result['late']:.0f} ms at most")
        self.row("answers other than 200", bad(result))
        self.row("the mock", f"{cpu:.0f} % of a processor, {self.mock.memory() / 1e6:.0f} MB at the end")
        self.expect(bad(result) == 0, "not every keepAlive was answered 200")

    def flood(self, seconds):
        result = self.kept(self.keep("flood", seconds).result())
        self.row("keepAlives without a rhythm", f"{rate(result)} for {seconds} s; {times(result)}")
        self.expect(bad(result) == 0, "not every keepAlive of the flood was answered 200")

    def lost(self, when):
        counts, ids = self.mock.counts(), self.mock.ids()
        lost = len(set(self.ids) - set(ids))
        self.row(f"calls lost {when}", f"{lost}; the longest wait for a keepAlive was {counts['longest'] / 60_000:.1f} minutes of the calls' time")
        self.expect(lost == 0 and len(ids) == self.calls, f"{lost} calls were lost {when}, {len(ids)} live")

    def kill(self):
        wrk = self.keep(self.calls / ROUND)
        time.sleep(2)
        self.mock.end(signal.SIGKILL)
        self.kept(wrk.stop())
        self.row("after kill -9 and restart", f"answers in {self.begin():.2f} s")

    def run(self, seconds):
        print("| | |\n|---|---|")
        self.create()
        self.rhythm(seconds)
        self.flood(min(10, seconds))
        self.lost("by then")
        self.kill()
        result = self.once()
        self.row("a round of keepAlives then", f"{result['requests']:,} answered, {bad(result)} other than 200")
        self.lost("after it")
        print(NOTE)

    def end(self):
        for process in self.processes:
            process.kill()
            process.wait()


def main():
    binary, calls, seconds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    directory = Path(tempfile.mkdtemp())
    load = Load(binary, calls, directory)
    try:
        load.run(seconds)
    finally:
        load.end()
        shutil.rmtree(directory)
    for what in load.wrong:
        print(f"FAILED: {what}")
    sys.exit(1 if load.wrong else 0)


main()
