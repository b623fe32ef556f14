"""keepAlive rounds with the class: nanoseconds an event, the least of many rounds. And a notification, read and applied,
next to `json.loads` of its body alone. `rounds.py RUST` names the program that does the rounds in Rust."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from typing import Callable

from call_lifecycle import Call

CALL = "57dab8b1-894c-409a-b240-bd8beae78896"
EACH, REPEATS = 100, 300
BODY = json.dumps(
    {
        "@odata.type": "#microsoft.graph.commsNotifications",
        "value": [
            {
                "@odata.type": "#microsoft.graph.commsNotification",
                "changeType": "updated",
                "resource": f"/app/calls/{CALL}",
                "resourceUrl": f"/communications/calls/{CALL}",
                "resourceData": {
                    "@odata.type": "#microsoft.graph.call",
                    "@odata.id": f"/communications/calls/{CALL}",
                    "@odata.etag": 'W/"5445"',
                    "id": CALL,
                    "state": "established",
                    "direction": "outgoing",
                    "callbackUri": "https://bot.example.org/callback/calls",
                    "mediaState": {"@odata.type": "#microsoft.graph.callMediaState", "audio": "active"},
                    "callChainId": "d8217646-3110-40b1-bae6-e9ac6c3a9f74",
                },
            }
        ],
    }
).encode()


def rounds(count: int) -> None:
    """Three events each: a wake, a request that leaves, a reply of 200."""
    call = Call.outgoing(CALL, 0)
    due = call.next_deadline or 0
    for _ in range(count):
        for output in call.wake(due).outputs:
            if output.kind == "send" and output.request == "keepAlive":
                call.sent(due, output)
                step = call.reply(due + 100, output, due, 200)
                assert step.state == "establishing" and step.cause is None
                due = step.next_deadline or 0


def notifications(count: int) -> None:
    call = Call.adopted(CALL, 0, "ringing")
    for now in range(count):
        for notice in call.notified(now, BODY):
            assert notice.step is not None and notice.step.state == "established"


def parses(count: int) -> None:
    for _ in range(count):
        json.loads(BODY)


def least(run: Callable[[int], None], events: int) -> float:
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter_ns()
        run(EACH)
        times.append((time.perf_counter_ns() - start) / (EACH * events))
    return min(times)


def main() -> None:
    in_rust = min(float(subprocess.check_output([sys.argv[1], "200", "3000"], text=True)) for _ in range(3)) if len(sys.argv) > 1 else 0.0
    event, notification, parse = least(rounds, 3), least(notifications, 1), least(parses, 1)
    if in_rust:
        in_rust = min(in_rust, *(float(subprocess.check_output([sys.argv[1], "200", "3000"], text=True)) for _ in range(3)))
        print(f"an event of a keepAlive round: {in_rust:.2f} ns in Rust, {event:.0f} ns with the class: {event / in_rust:.1f} times")
    else:
        print(f"an event of a keepAlive round: {event:.0f} ns with the class")
    print(f"a notification of {len(BODY)} bytes: {notification:.0f} ns read and applied, {parse:.0f} ns in json.loads: {notification / parse:.2f} times")


main()
