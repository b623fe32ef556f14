"""Drives a call on asyncio: sends what it wants sent, and wakes it at its deadlines."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Any, Awaitable, Callable, Final, Iterable, Mapping

from . import _abi
from ._call import Call
from ._notice import Notice
from ._step import Output, Step
from ._values import Bytes

Answer = tuple[int, "Mapping[str, str] | Iterable[tuple[str, str]] | None", "Bytes | str | None"]
"""Status, headers and body of an answer."""

_LOG: Final = logging.getLogger("call_lifecycle")


class Clock:
    """The time of calls in milliseconds: that of the wall when it was made, which then goes on with the running loop's.

    It never goes back, and goes `speed` times as fast as the loop's. A call that is restored in another process needs
    a clock that has not gone back since, which this one is.
    """

    def __init__(self, speed: float = 1.0, start: int | None = None) -> None:
        if not speed > 0:
            raise ValueError(f"speed is {speed}: more than 0 is needed")
        self.speed: Final = speed
        self._loop: Final = asyncio.get_running_loop()
        self._began: Final = self._loop.time()
        self._start: Final = time.time_ns() // 1_000_000 if start is None else start

    def __call__(self) -> int:
        return self._start + int((self._loop.time() - self._began) * 1000 * self.speed)

    def delay(self, deadline: int) -> float:
        """How many seconds of the loop's time there are until then."""
        return max(0, deadline - self()) / 1000 / self.speed


class Driver:
    """Drives one call until it has ended and nothing is due any more.

    `send` is awaited with each output of kind `send`, and returns status, headers and body of the answer; what it raises
    is logged, and the call is told that the request failed. `on_step` is called with each step, and with what was read
    if it came as JSON. All methods belong to the thread of the loop.
    """

    def __init__(
        self,
        call: Call,
        send: Callable[[Output], Awaitable[Answer]],
        clock: Clock,
        on_step: Callable[[Step, Notice | None], None] = lambda _step, _notice: None,
    ) -> None:
        self.call: Final = call
        self.clock: Final = clock
        self._send: Final = send
        self._on_step: Final = on_step
        self._changed: Final = asyncio.Event()
        self._tasks: Final[set[asyncio.Task[None]]] = set()
        self._error: BaseException | None = None

    async def run(self) -> _abi.Cause | None:
        """Drives the call, and returns why it ended. Requests that are under way by then are cancelled."""
        loop = asyncio.get_running_loop()
        try:
            while (deadline := self.call.next_deadline) is not None:
                self._changed.clear()
                timer = loop.call_later(self.clock.delay(deadline), self._changed.set)
                try:
                    await self._changed.wait()
                finally:
                    timer.cancel()
                if self._error is not None:
                    raise self._error
                if (now := self.clock()) >= deadline:
                    self._took(self.call.wake(now))
            return self.call.cause
        finally:
            for task in self._tasks:
                task.cancel()

    def ask(self, request: _abi.AppRequest, operation: _abi.OperationKind | None = None, **hints: Any) -> Step:
        """Asks for a request to be sent, as `Call.ask`."""
        return self._took(self.call.ask(self.clock(), request, operation, **hints))

    def notified(self, body: Bytes | str) -> list[Notice]:
        """Hands in a notification that the service has posted, as `Call.notified`."""
        notices = self.call.notified(self.clock(), body)
        for notice in notices:
            if notice.step is not None:
                self._took(notice.step, notice)
        return notices

    def _took(self, step: Step, notice: Notice | None = None) -> Step:
        for output in step.outputs:
            if output.kind == "send":
                task = asyncio.get_running_loop().create_task(self._exchange(output))
                self._tasks.add(task)
                task.add_done_callback(self._done)
        self._changed.set()
        self._on_step(step, notice)
        return step

    async def _exchange(self, token: Output) -> None:
        sent = self.clock()
        self._took(self.call.sent(sent, token))
        try:
            status, headers, body = await self._send(token)
        except Exception:
            _LOG.warning("%r was not answered", token, exc_info=True)
            self._took(self.call.failed(self.clock(), token))
            return
        notice = self.call.replied(self.clock(), token, sent, status, headers, body)
        if notice.step is not None:
            self._took(notice.step, notice)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self._error = error
            self._changed.set()
