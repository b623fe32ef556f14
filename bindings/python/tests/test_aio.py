"""The driver on asyncio, with a loop whose time passes only when everything waits for it."""

from __future__ import annotations

import asyncio
import json
import selectors
import time
import unittest
from typing import Any, Coroutine

from call_lifecycle import Call, Output, Settings
from call_lifecycle.aio import Answer, Clock, Driver

ID = "57dab8b1-894c-409a-b240-bd8beae78896"
MINUTE = 60_000


class FakeSelector(selectors.DefaultSelector):
    """Waits for nothing: what would be waited is what passes."""

    now = 0.0

    def select(self, timeout: float | None = None) -> Any:
        if timeout is None:
            raise AssertionError("all tasks wait, and nothing will ever happen")
        self.now += max(timeout, 0)
        return super().select(0)


def run(main: Coroutine[Any, Any, Any]) -> Any:
    selector = FakeSelector()
    loop = asyncio.SelectorEventLoop(selector)
    loop.time = lambda: selector.now  # type: ignore[method-assign]
    try:
        return loop.run_until_complete(asyncio.wait_for(main, 1e9))
    finally:
        loop.close()


class Bot:
    """Notes when a request left, and answers as it is told."""

    def __init__(self, status: int = 200, takes: float = 0.1, speed: float = 1.0) -> None:
        self.clock = Clock(speed, start=0)
        self.call = Call.outgoing(ID, 0, Settings(jitter=0))
        self.status, self.takes = status, takes
        self.left: list[tuple[int, str | None]] = []
        self.kinds: list[str] = []
        self.driver = Driver(self.call, self.send, self.clock, self.note)

    async def send(self, output: Output) -> Answer:
        self.left.append((self.clock(), output.request))
        await asyncio.sleep(self.takes)
        if self.status == 0:
            raise ConnectionError("refused")
        return self.status, {}, b""

    def note(self, step: Any, _notice: Any) -> None:
        self.kinds += [output.kind for output in step.outputs]

    def says(self, state: str) -> None:
        resource = f"/communications/calls/{ID}"
        entry = {"changeType": "updated", "resource": resource, "resourceUrl": resource}
        self.driver.notified(json.dumps({"value": [{**entry, "resourceData": {"@odata.type": "#microsoft.graph.call", "id": ID, "state": state}}]}))


class Drives(unittest.TestCase):
    def test_a_call_is_kept_alive_until_the_service_ends_it(self) -> None:
        async def main() -> Bot:
            bot = Bot()
            running = asyncio.ensure_future(bot.driver.run())
            await asyncio.sleep(5)
            bot.says("established")
            await asyncio.sleep(2 * 3600)
            bot.says("terminated")
            self.assertEqual(await running, "unknown")
            return bot

        start = time.monotonic()
        bot = run(main())
        self.assertLess(time.monotonic() - start, 60)
        self.assertEqual([request for _, request in bot.left], ["keepAlive"] * 8)
        for number, (at, _) in enumerate(bot.left, 1):
            self.assertTrue(0 <= at - number * 15 * MINUTE <= 10, bot.left)
        self.assertEqual(bot.kinds.count("keepAliveSucceeded"), 8)

    def test_time_goes_as_fast_as_the_clock(self) -> None:
        async def main() -> tuple[Bot, float]:
            bot, loop = Bot(takes=0.001, speed=1000.0), asyncio.get_running_loop()
            running = asyncio.ensure_future(bot.driver.run())
            await asyncio.sleep(3.7)
            self.assertEqual(len(bot.left), 4)
            bot.says("terminated")
            await running
            return bot, loop.time()

        self.assertAlmostEqual(run(main())[1], 3.7, places=1)

    def test_requests_that_fail_are_told_and_the_call_is_given_up_in_the_end(self) -> None:
        async def main() -> Bot:
            bot = Bot(status=0)
            self.assertEqual(await bot.driver.run(), "abandoned")
            return bot

        with self.assertLogs("call_lifecycle", "WARNING") as logs:
            bot = run(main())
        self.assertEqual(len(logs.records), len(bot.left))
        self.assertEqual((bot.kinds.count("presumedLost"), bot.kinds[-1]), (1, "ended"))

    def test_a_call_that_the_service_does_not_know_ends(self) -> None:
        async def main() -> Bot:
            bot = Bot(status=404)
            self.assertEqual(await bot.driver.run(), "notFound")
            return bot

        self.assertEqual([request for _, request in run(main()).left][:1], ["keepAlive"])

    def test_a_request_that_never_ends_is_cancelled_with_the_driver(self) -> None:
        async def main() -> None:
            bot = Bot(takes=1e7)
            running = asyncio.ensure_future(bot.driver.run())
            await asyncio.sleep(901)
            running.cancel()
            with self.assertRaises(asyncio.CancelledError):
                await running
            await asyncio.sleep(0)
            self.assertEqual(len(asyncio.all_tasks()), 1 + 1)
            self.assertEqual(bot.left, [(900_000, "keepAlive")])

        run(main())

    def test_what_is_asked_for_is_sent(self) -> None:
        async def main() -> Bot:
            bot = Bot(status=204)
            running = asyncio.ensure_future(bot.driver.run())
            await asyncio.sleep(1)
            self.assertEqual(bot.driver.ask("hangUp").verdict, "applied")
            await asyncio.sleep(1)
            bot.says("terminated")
            self.assertEqual(await running, "localHangUp")
            return bot

        self.assertEqual(run(main()).left, [(1_000, "hangUp")])

    def test_what_the_host_raises_ends_the_driver(self) -> None:
        async def main() -> None:
            bot = Bot()
            bot.note = lambda *_: 1 / 0  # type: ignore[method-assign, assignment]
            driver = Driver(bot.call, bot.send, bot.clock, bot.note)
            with self.assertRaises(ZeroDivisionError):
                await driver.run()

        run(main())

    def test_an_answer_of_the_wrong_kind_ends_the_driver(self) -> None:
        async def main() -> None:
            bot = Bot(status=-1)
            with self.assertRaisesRegex(ValueError, "^status is -1"):
                await bot.driver.run()

        run(main())

    def test_a_clock_has_a_speed(self) -> None:
        async def main() -> None:
            for wrong in (0.0, -1.0, float("nan")):
                with self.assertRaisesRegex(ValueError, "more than 0 is needed"):
                    Clock(wrong)
            self.assertLess(abs(Clock()() - time.time() * 1000), 60_000)

        run(main())


if __name__ == "__main__":
    unittest.main()
