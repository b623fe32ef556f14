"""The story that every language tells: its lines are those of bindings/tests/drop.txt."""

from __future__ import annotations

import copy

from call_lifecycle import (
    Call,
    Event,
    Output,
    ServiceCall,
    ServiceEvent,
    ServiceOutput,
    ServiceStep,
    Settings,
    Step,
)

CALL = "57dab8b1-894c-409a-b240-bd8beae78896"
RECORDING = "0fe0623f-d628-42ed-b4bd-8ac290072cc5"
SETTINGS = Settings(jitter=0)

app = Call.outgoing(CALL, 0, SETTINGS)
service = ServiceCall.outgoing(CALL, 0)


def is_up(now: int) -> bool:
    return now < 1_200_000 or now >= 3_900_000


def time(value: int | None) -> str:
    return "never" if value is None else str(value)


def show(now: int, end: str, event: str, step: Step | ServiceStep, digest: int) -> None:
    words = [step.verdict if step.rejection is None else f"{step.verdict} {step.rejection}"]
    words.append(step.state if step.cause is None else f"{step.state} {step.cause}")
    kind = "" if step.deadline_kind is None else f" {step.deadline_kind}"
    failures = step.failures if isinstance(step, Step) else 0
    print(
        f"{now} {end} {event}: {', '.join(words)}, next {time(step.next_deadline)}{kind}, "
        f"expires {time(step.expires_at)}, failures {failures}, digest {digest:016x}"
    )
    for output in step.outputs:
        print(f"  {output.at} {output.kind}{''.join(members(output))}")


def members(output: Output | ServiceOutput) -> list[str]:
    of_service = output if isinstance(output, ServiceOutput) else None
    named = {
        "request": output.request,
        "operation": output.operation,
        "number": output.number if output.request else None,
        "slot": output.slot,
        "from": output.from_state,
        "to": output.to,
        "cause": output.cause,
        "tone": output.tone,
        "operation_status": output.operation_status,
        "reason": output.reason,
        "phase": of_service and of_service.phase,
        "status": of_service and of_service.status,
        "slots": sum(1 << slot for slot in output.slots) or None,
        "sequence": (of_service and of_service.sequence) or None,
    }
    return [f" {name} {value}" for name, value in named.items() if value is not None] + [" flag"] * output.flag


def of_app(event: Event) -> None:
    """The application's end: handles an event, and sends what it wishes sent."""
    global app
    step = app.handle(event)
    app = Call.restore(app.snapshot(), SETTINGS)
    show(event.now, "app", event.kind, step, app.digest)
    now = event.now
    for output in step.outputs:
        if output.kind != "send":
            continue
        of_app(Event("sent", now, request=output.request, operation=output.operation, number=output.number))
        if not is_up(now):
            failed = now + 20_000
            of_app(Event("failed", failed, request=output.request, operation=output.operation, number=output.number))
        elif output.request == "operation":
            record = ServiceEvent(
                "request", now + 60, request="record", id=RECORDING, context="greeting", profile="recordResponse",
                play_beep=False, max_silence_timeout=3, stop_tones=["#", "11"],
            )  # fmt: skip
            of_service(record, output, now)
        elif output.request == "getCall":
            of_service(ServiceEvent("request", now + 60, request="getCall"), output, now)
        else:
            of_service(ServiceEvent("request", now + 60, request="keepAlive"), output, now)


def of_service(event: ServiceEvent, sent: Output | None = None, sent_at: int = 0) -> None:
    """The service's end: handles an event, answers the request that it is, and notifies."""
    global service
    before = copy.copy(service)
    step = service.handle(event)
    service = ServiceCall.restore(service.snapshot())
    show(event.now, "service", event.kind, step, service.digest)
    after = copy.copy(service)
    for output in step.outputs:
        if output.kind == "answer" and sent is not None:
            of_app(after.reply(output, sent, sent_at, event.now + 60))
        elif is_up(event.now):
            notification = after.notification(before, output, event.now + 90)
            if notification is not None:
                of_app(notification)


of_service(ServiceEvent("peer", 900, peer="rings"))
of_service(ServiceEvent("peer", 4_200, peer="connects"))
of_app(Event("ask", 60_000, request="operation", operation="record", context="greeting", takes_at_most=30_000))
of_service(ServiceEvent("media", 61_000, media="speechStarted"))
of_service(ServiceEvent("media", 62_500, media="speechStopped"))

# Each end is woken at its deadline, the earlier first, and the application's at the same time.
NEVER = float("inf")
while True:
    of_the_app, of_the_service = app.next_deadline, service.next_deadline
    if of_the_app is None and of_the_service is None:
        break
    if of_the_app is not None and of_the_app <= (NEVER if of_the_service is None else of_the_service):
        of_app(Event("wake", of_the_app))
    elif of_the_service is not None:
        of_service(ServiceEvent("wake", of_the_service))
