"""The application's end: what it does, and what it says to everything that is wrong."""

from __future__ import annotations

import copy
import pickle
import sys
import threading
import unittest
import uuid
from typing import Any, Callable

from call_lifecycle import (
    Call,
    CallLifecycleError,
    Event,
    Output,
    ServiceCall,
    ServiceEvent,
    ServiceSettings,
    SettingError,
    Settings,
    SnapshotError,
    Step,
    Token,
    context_bytes,
)

ID = "57dab8b1-894c-409a-b240-bd8beae78896"
NEVER = 2**64 - 1
DEFAULT = Settings(jitter=0)


def call(state: Any = "established", now: int = 0) -> Call:
    return Call.adopted(ID, now, state, DEFAULT)


def keep_alive(of: Call) -> tuple[int, Output]:
    """Wakes a call when its keepAlive is due, and returns when that was."""
    due = of.next_deadline
    assert due is not None
    (output,) = of.wake(due).outputs
    return due, output


class Works(unittest.TestCase):
    def test_a_call_is_kept_alive(self) -> None:
        one = Call.outgoing(ID, 0, DEFAULT)
        self.assertEqual((one.next_deadline, one.state, one.cause, one.id), (900_000, "establishing", None, ID))
        due, output = keep_alive(one)
        self.assertEqual((output.kind, output.request, output.operation, output.at), ("send", "keepAlive", None, due))
        self.assertEqual(one.request(output), ("POST", f"/v1.0/communications/calls/{ID}/keepAlive"))
        self.assertEqual(one.sent(due, output).outputs, ())
        self.assertTrue(one.view().in_flight)
        step = one.reply(due + 100, output, due, 200)
        self.assertEqual([output.kind for output in step.outputs], ["keepAliveSucceeded"])
        self.assertEqual((step.next_deadline, step.expires_at, step.failures), (1_800_000, 3_600_000, 0))
        self.assertFalse(one.view().in_flight)

    def test_a_call_without_keepalives_is_lost_and_then_given_up(self) -> None:
        one, kinds, wakes = Call.outgoing(ID, 0, DEFAULT), [], 0
        while (due := one.next_deadline) is not None:
            wakes += 1
            self.assertLess(wakes, 1000)
            step = one.wake(due)
            for output in step.outputs:
                kinds.append(output.kind)
                if output.kind == "send":
                    one.sent(due, output)
                    one.failed(due, output)
        self.assertIn("presumedLost", kinds)
        self.assertEqual((one.state, one.cause, kinds[-1]), ("terminated", "abandoned", "ended"))
        again = one.ask(NEVER, "hangUp")
        self.assertEqual((again.verdict, again.rejection, again.outputs, again.next_deadline), ("rejected", "ended", (), None))

    def test_an_operation_has_a_slot_a_context_and_an_end(self) -> None:
        one = call()
        asked = one.ask(10, "operation", "record", context="greeting", takes_at_most=30_000)
        (output,) = asked.outputs
        self.assertEqual((output.request, output.operation), ("operation", "record"))
        self.assertEqual(one.request(output, "{}"), ("POST", f"/v1.0/communications/calls/{ID}/recordResponse"))
        one.sent(10, output)
        (operation,) = one.operations
        self.assertEqual((operation.kind, operation.context, operation.accepted), ("record", context_bytes("greeting"), False))
        body = '{"id": "0fe0623f-d628-42ed-b4bd-8ac290072cc5", "status": "running", "clientContext": "greeting"}'
        one.reply(20, output, 10, 200, None, body)
        (operation,) = one.operations
        self.assertEqual((operation.id, operation.status), ("0fe0623f-d628-42ed-b4bd-8ac290072cc5", "running"))

    def test_an_operation_that_was_not_asked_for_is_known_once_it_is_sent(self) -> None:
        one = call()
        one.sent(10, Token("operation", "playPrompt", 7), context="a", endless=True)
        self.assertEqual([operation.kind for operation in one.operations], ["playPrompt"])

    def test_a_snapshot_a_copy_and_a_pickle_are_the_call(self) -> None:
        one = Call.outgoing(uuid.UUID(ID), 5, Settings(jitter=0, interval=600_000))
        digest = one.digest
        restored = Call.restore(one.snapshot(), one.settings)
        for same in (restored, copy.copy(one), copy.deepcopy(one), pickle.loads(pickle.dumps(one))):
            self.assertEqual((same.digest, same.id, same.next_deadline), (digest, ID, 600_005))
            keep_alive(same)
            self.assertNotEqual(same.digest, digest)
        self.assertEqual(one.digest, digest)

    def test_steps_and_outputs_are_values(self) -> None:
        one, other = (keep_alive(call())[1] for _ in range(2))
        self.assertEqual({one}, {other})
        self.assertEqual(call().wake(900_000), call().wake(900_000))
        self.assertNotEqual(call().wake(900_000), call().wake(0))
        self.assertNotEqual(one, Token("keepAlive", number=one.number))
        self.assertEqual(hash(call().view()), hash(call().view()))
        self.assertIn("request='keepAlive'", repr(one))
        self.assertIn("verdict='noChange'", repr(call().wake(0)))
        self.assertEqual(repr(call()), f"Call('{ID}', 'established', next_deadline=900000)")
        with self.assertRaises(AttributeError):
            one.kind = "state"  # type: ignore[misc]

    def test_the_result_is_what_the_service_said(self) -> None:
        one = call()
        self.assertIsNone(one.result)
        one.handle(Event("call", 5, state="terminated", change="deleted", code=0, subcode=7015))
        assert one.result is not None
        self.assertEqual((one.result.code, one.result.subcode, one.next_deadline), (0, 7015, None))

    def test_a_deadline_at_the_end_of_time_is_none(self) -> None:
        one = Call.outgoing(ID, NEVER, DEFAULT)
        self.assertIsNone(one.view().expires_at)
        self.assertEqual(one.wake(NEVER).verdict, "noChange")
        self.assertTrue(one.wake(0).clock_regressed)

    def test_many_calls_are_apart(self) -> None:
        calls = [Call.outgoing(uuid.UUID(int=number), number, DEFAULT) for number in range(5_000)]
        self.assertEqual([one.next_deadline for one in calls], [900_000 + number for number in range(5_000)])
        self.assertEqual(len({one.digest for one in calls}), 5_000)

    def test_threads_each_drive_calls_and_one_call_together(self) -> None:
        shared = call()
        results: list[int | None] = []
        wrong: list[object] = []

        def run(number: int) -> None:
            try:
                own = Call.outgoing(uuid.UUID(int=number), 0, DEFAULT)
                for _ in range(500):
                    due, output = keep_alive(own)
                    own.sent(due, output)
                    own.reply(due, output, due, 200)
                    # Only the number of the thread is in this event, and nothing of it may come from another's.
                    step = shared.reply(0, Token("keepAlive", number=number), 0, 500 + number)
                    if (step.next_deadline, step.outputs) != (900_000, ()):
                        wrong.append(step)
                results.append(own.next_deadline)
            except BaseException as error:
                wrong.append(error)

        interval = sys.getswitchinterval()
        sys.setswitchinterval(1e-6)
        self.addCleanup(sys.setswitchinterval, interval)
        threads = [threading.Thread(target=run, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        self.assertEqual((wrong, results), ([], [501 * 900_000] * 8))


class Refuses(unittest.TestCase):
    def refuses(self, error: type[Exception], said: str, what: Callable[[], Any]) -> None:
        with self.assertRaises(error) as caught:
            what()
        self.assertIs(type(caught.exception), error)
        self.assertRegex(str(caught.exception), said)

    def test_every_wrong_type_is_named(self) -> None:
        one: Any = call()
        output: Any = keep_alive(one)[1]
        before = one.digest
        wrong: Any
        for wrong in (None, "5", 5.0, b"5", [], object()):
            self.refuses(TypeError, "^now is .*int is needed", lambda: one.wake(wrong))
            self.refuses(TypeError, "^now is ", lambda: one.sent(wrong, output))
            self.refuses(TypeError, "^now is ", lambda: one.failed(wrong, output))
            self.refuses(TypeError, "^now is ", lambda: one.notified(wrong, b"{}"))
            self.refuses(TypeError, "^now is ", lambda: one.ask(wrong, "hangUp"))
            self.refuses(TypeError, "^now is ", lambda: one.created(wrong, 0))
            self.refuses(TypeError, "^sent is ", lambda: one.reply(5, output, wrong, 200))
            self.refuses(TypeError, "^status is ", lambda: one.reply(5, output, 5, wrong))
            self.refuses(TypeError, "^sent is ", lambda: Call.outgoing(ID, wrong))
        for wrong in (None, "send", 5, b"", one):
            self.refuses(TypeError, "^token is ", lambda: one.sent(5, wrong))
            self.refuses(TypeError, "^token is ", lambda: one.failed(5, wrong))
            self.refuses(TypeError, "^token is ", lambda: one.reply(5, wrong, 5, 200))
            self.refuses(TypeError, "^token is ", lambda: one.request(wrong))
            self.refuses(TypeError, "^event is ", lambda: one.handle(wrong))
        for wrong in (None, 5, b"5" * 16):
            self.refuses(TypeError, "^id is ", lambda: Call.outgoing(wrong, 0))
        for wrong in (5, [], {}):
            self.refuses(TypeError, "^body is ", lambda: one.notified(5, wrong))
            self.refuses(TypeError, "^snapshot is ", lambda: Call.restore(wrong))
            self.refuses(TypeError, "^settings is ", lambda: Call.outgoing(ID, 0, wrong))
        self.refuses(TypeError, "^settings is ", lambda: Call.outgoing(ID, 0, ServiceSettings()))  # type: ignore[arg-type]
        self.refuses(TypeError, "^endless is 1", lambda: one.ask(5, "operation", "playPrompt", endless=1))
        self.refuses(TypeError, "^context is 5", lambda: one.ask(5, "operation", "record", context=5))
        self.refuses(TypeError, "several ways", Call)
        self.refuses(TypeError, "several ways", ServiceCall)
        self.assertEqual(one.digest, before)

    def test_every_number_out_of_range_is_named(self) -> None:
        one: Any = call()
        output = keep_alive(one)[1]
        for wrong in (-1, 2**64, -(2**200)):
            self.refuses(ValueError, f"^now is {wrong}: 0 to {NEVER} are allowed", lambda: one.wake(wrong))
            self.refuses(ValueError, "^sent is ", lambda: one.reply(0, output, wrong, 200))
            self.refuses(ValueError, "^now is ", lambda: one.notified(wrong, b"{}"))
        for wrong in (-1, 65536):
            self.refuses(ValueError, "0 to 65535 are allowed", lambda: one.reply(0, output, 0, wrong))
            self.refuses(ValueError, "0 to 65535 are allowed", lambda: Token("keepAlive", number=wrong))
        for now in (0, NEVER):
            self.assertIsInstance(one.wake(now), Step)
            self.assertIsInstance(one.reply(now, output, now, 65535), Step)

    def test_every_wrong_word_is_answered_with_those_allowed(self) -> None:
        one: Any = call()
        self.refuses(ValueError, "^request is 'KeepAlive': allowed are 'keepAlive', 'getCall'", lambda: one.ask(5, "KeepAlive"))
        self.refuses(ValueError, "^operation is 'Record': allowed are", lambda: one.ask(5, "operation", "Record"))
        self.refuses(ValueError, "^request is \\[\\]", lambda: one.ask(5, []))
        self.refuses(ValueError, "has a kind, and only that", lambda: one.ask(5, "operation"))
        self.refuses(ValueError, "has a kind, and only that", lambda: one.ask(5, "hangUp", "record"))
        self.refuses(ValueError, "^state is 'x'", lambda: Call.adopted(ID, 0, "x"))  # type: ignore[arg-type]
        self.refuses(ValueError, "^version is 'v2'", lambda: one.request(Token("keepAlive"), version="v2"))
        for wrong in ("", "57dab8b1", ID + "0", "x" * 32):
            self.refuses(ValueError, "32 hexadecimal digits", lambda: Call.outgoing(wrong, 0))

    def test_what_only_the_library_can_see_is_its_sentence(self) -> None:
        one = call()
        self.refuses(CallLifecycleError, "^the method takes no body", lambda: one.request(Token("keepAlive"), "{}"))
        self.refuses(CallLifecycleError, "^the method needs a body", lambda: one.request(Token("operation", "record")))
        self.refuses(CallLifecycleError, "^only the host knows", lambda: one.request(Token("other")))
        state = one.handle(Event("call", 5, state="hold")).outputs[0]
        self.assertEqual((state.kind, state.from_state, state.to), ("state", "established", "hold"))
        self.refuses(CallLifecycleError, "^request is no request of this end", lambda: one.sent(5, state))

    def test_settings_out_of_range_say_what_is_allowed(self) -> None:
        self.refuses(SettingError, "^interval is 0 ms: 1", lambda: Call.outgoing(ID, 0, Settings(interval=0)))
        with self.assertRaises(SettingError) as caught:
            Call.outgoing(ID, 0, Settings(expiry=1_000, interval=1_000))
        self.assertEqual((caught.exception.field, caught.exception.value), ("interval", 1_000))
        self.refuses(ValueError, "^jitter is -1", lambda: Call.outgoing(ID, 0, Settings(jitter=-1)))
        self.refuses(TypeError, "^jitter is 1.5", lambda: Call.outgoing(ID, 0, Settings(jitter=1.5)))  # type: ignore[arg-type]
        self.assertEqual((Settings.defaults().expiry, ServiceSettings.defaults().expiry), (2_700_000, 2_700_000))
        self.assertEqual(Call.outgoing(ID, 7, Settings.defaults()).digest, Call.outgoing(ID, 7).digest)

    def test_every_altered_snapshot_is_refused_or_is_a_call(self) -> None:
        snapshot, refused = call().snapshot(), 0
        for cut in range(len(snapshot)):
            self.refuses(SnapshotError, "snapshot", lambda: Call.restore(snapshot[:cut], DEFAULT))
        self.refuses(SnapshotError, "after the snapshot", lambda: Call.restore(snapshot + b"\0", DEFAULT))
        self.refuses(SnapshotError, "snapshot", lambda: Call.restore(bytes(10_000), DEFAULT))
        self.refuses(SnapshotError, "other end", lambda: ServiceCall.restore(snapshot))
        for place in range(len(snapshot)):
            for bit in range(8):
                altered = bytearray(snapshot)
                altered[place] ^= 1 << bit
                try:
                    Call.restore(altered, DEFAULT).wake(900_000)
                except SnapshotError:
                    refused += 1
        self.assertGreater(refused, 0)

    def test_events_take_only_what_they_have(self) -> None:
        event: Any = Event
        self.refuses(ValueError, "^kind is 'sleep'", lambda: event("sleep", 0))
        self.refuses(ValueError, "^code is 2147483648", lambda: event("call", 0, code=2**31))
        self.refuses(ValueError, "^id is 'x'", lambda: event("operation", 0, id="x"))
        self.refuses(TypeError, "^deleted is 1", lambda: event("operation", 0, deleted=1))
        self.assertEqual((Event("call", 7).kind, Event("call", NEVER).now), ("call", NEVER))
        service: Any = ServiceEvent
        self.refuses(ValueError, "^stop_tones is", lambda: service("request", 0, request="record", stop_tones=["123456789"]))
        self.refuses(ValueError, "^stop_tones is", lambda: service("request", 0, request="record", stop_tones=[""]))
        self.refuses(TypeError, "^stop_tones is", lambda: service("request", 0, request="record", stop_tones="11"))


class Service(unittest.TestCase):
    def test_a_call_that_is_not_kept_alive_expires(self) -> None:
        service = ServiceCall.adopted(ID, 0, "established")
        self.assertEqual((service.next_deadline, service.id), (2_700_000, ID))
        step = service.wake(2_700_000)
        self.assertIn("state", [output.kind for output in step.outputs])
        self.assertEqual((service.state, service.cause), ("terminating", "keepAliveExpired"))
        while (due := service.next_deadline) is not None:
            step = service.wake(due)
        self.assertEqual((step.state, step.outputs[-1].kind, step.outputs[-1].cause), ("terminated", "ended", "keepAliveExpired"))

    def test_an_answer_and_a_notification_become_events(self) -> None:
        app, service = call("ringing"), ServiceCall.adopted(ID, 0, "ringing")
        before = copy.copy(service)
        (output,) = service.peer(5, "connects").outputs
        notification = service.notification(before, output, 6)
        assert notification is not None
        self.assertEqual(app.handle(notification).state, "established")
        (answer,) = service.handle(ServiceEvent("request", 7, request="keepAlive")).outputs
        self.assertEqual((answer.kind, answer.status), ("answer", 200))
        self.assertIsNone(service.notification(before, answer, 8))
        due, token = keep_alive(app)
        app.sent(due, token)
        self.assertEqual(app.handle(service.reply(answer, token, due, due + 1)).outputs[0].kind, "keepAliveSucceeded")

    def test_what_is_wrong_is_said(self) -> None:
        service: Any = ServiceCall.ending(ID, 0, "localHangUp")
        self.assertEqual(service.state, "terminating")
        for wrong in (None, Event("wake", 0), 5):
            with self.assertRaisesRegex(TypeError, "a ServiceEvent is needed"):
                service.handle(wrong)
            with self.assertRaisesRegex(TypeError, "^output is"):
                service.notification(service, wrong, 0)
        with self.assertRaisesRegex(CallLifecycleError, "stop_tones"):
            ServiceCall.adopted(ID, 0, "established").handle(ServiceEvent("request", 0, request="record", stop_tones=["x"]))
        with self.assertRaisesRegex(ValueError, "^cause is 'x'"):
            ServiceCall.ending(ID, 0, "x")  # type: ignore[arg-type]
        with self.assertRaisesRegex(ValueError, "^now is -1"):
            service.wake(-1)
        self.assertEqual(pickle.loads(pickle.dumps(service)).digest, service.digest)


if __name__ == "__main__":
    unittest.main()
