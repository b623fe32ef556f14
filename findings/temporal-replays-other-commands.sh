#!/usr/bin/env bash
# A workflow that sends DELETE replays the history of one that sent keepAlive, without an error.
#
# Version: temporalio 1.35.0 (PyPI), Python 3.11.7. Only its `Replayer` runs: there is no server.
# Guess: a history is replayed only by code that gives the same commands: another time of a timer,
#   another argument of an activity or another timeout is an error of nondeterminism.
# Seen: all three replay in silence. Only the kind of each command and the name of the activity are
#   compared.
# For a user of this crate: a replay of stored histories in CI does not show that a deadline has
#   changed from 45 to 15 minutes, or that another request is sent. Compare the commands too; a
#   snapshot here is the state, whatever led to it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check temporalio==1.35.0
cat >try.py <<'EOF'
import asyncio
import base64
import json
from datetime import timedelta

from temporalio import workflow
from temporalio.client import WorkflowHistory
from temporalio.worker import Replayer, UnsandboxedWorkflowRunner

plan = {}


@workflow.defn(name="Call", sandboxed=False)
class Call:
    @workflow.run
    async def run(self):
        await asyncio.sleep(plan["minutes"] * 60)
        return await workflow.execute_activity(
            plan["activity"], plan["argument"], start_to_close_timeout=timedelta(seconds=plan["timeout"]))


def payload(value):
    text = base64.b64encode(json.dumps(value).encode()).decode()
    return {"payloads": [{"metadata": {"encoding": base64.b64encode(b"json/plain").decode()}, "data": text}]}


def task(first):
    return [
        ("WORKFLOW_TASK_SCHEDULED", {"taskQueue": {"name": "q"}, "startToCloseTimeout": "10s", "attempt": 1}),
        ("WORKFLOW_TASK_STARTED", {"scheduledEventId": str(first), "identity": "w"}),
        ("WORKFLOW_TASK_COMPLETED", {
            "scheduledEventId": str(first), "startedEventId": str(first + 1), "identity": "w",
            "sdkMetadata": {"coreUsedFlags": [1, 2, 3], "langUsedFlags": [1, 2]}}),
    ]


events = [
    ("WORKFLOW_EXECUTION_STARTED", {
        "workflowType": {"name": "Call"}, "taskQueue": {"name": "q"}, "attempt": 1,
        "originalExecutionRunId": "r", "firstExecutionRunId": "r", "workflowTaskTimeout": "10s"}),
    *task(2),
    ("TIMER_STARTED", {"timerId": "1", "startToFireTimeout": "2700s", "workflowTaskCompletedEventId": "4"}),
    ("TIMER_FIRED", {"timerId": "1", "startedEventId": "5"}),
    *task(7),
    ("ACTIVITY_TASK_SCHEDULED", {
        "activityId": "1", "activityType": {"name": "send"}, "taskQueue": {"name": "q"},
        "input": payload("keepAlive"), "startToCloseTimeout": "10s", "workflowTaskCompletedEventId": "9"}),
    ("ACTIVITY_TASK_STARTED", {"scheduledEventId": "10", "identity": "w", "attempt": 1}),
    ("ACTIVITY_TASK_COMPLETED", {"result": payload("200"), "scheduledEventId": "10", "startedEventId": "11"}),
    *task(13),
    ("WORKFLOW_EXECUTION_COMPLETED", {"result": payload("200"), "workflowTaskCompletedEventId": "15"}),
]


def attributes(kind):
    first, *rest = kind.lower().split("_")
    return first + "".join(word.title() for word in rest) + "EventAttributes"


history = WorkflowHistory.from_json("call-1", json.dumps({"events": [
    {"eventId": str(i), "eventTime": f"2026-12-01T00:00:{i:02}Z", "eventType": f"EVENT_TYPE_{kind}",
     attributes(kind): body}
    for i, (kind, body) in enumerate(events, 1)
]}))


async def main():
    was = {"minutes": 45, "activity": "send", "argument": "keepAlive", "timeout": 10}
    for change in [{}, {"minutes": 15}, {"argument": "DELETE"}, {"timeout": 999}, {"activity": "hang_up"}]:
        plan.update(was)
        plan.update(change)
        replayer = Replayer(workflows=[Call], workflow_runner=UnsandboxedWorkflowRunner())
        result = await replayer.replay_workflow(history, raise_on_replay_failure=False)
        print(change, "replays" if result.replay_failure is None else type(result.replay_failure).__name__)


asyncio.run(main())
EOF
v/bin/python try.py | grep '^{' | tee seen.txt  # without what the core logs
diff - seen.txt <<'EOF' || { echo "temporal-replays-other-commands: not as it was seen"; exit 1; }
{} replays
{'minutes': 15} replays
{'argument': 'DELETE'} replays
{'timeout': 999} replays
{'activity': 'hang_up'} NondeterminismError
EOF
echo "temporal-replays-other-commands: as it was seen"
