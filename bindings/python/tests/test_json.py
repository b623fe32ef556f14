"""Graph's JSON: notifications, answers and requests."""

from __future__ import annotations

import json
import random
import unittest
from typing import Any

from call_lifecycle import Call, CallLifecycleError, CreateError, Token, created, notices

ID = "57dab8b1-894c-409a-b240-bd8beae78896"
OTHER = "0fe0623f-d628-42ed-b4bd-8ac290072cc5"
LOCATION = "https://file.location.example.org/a/" + "x" * 5_000


def entry(call: str = ID, **data: Any) -> dict[str, Any]:
    resource = f"/communications/calls/{call}"
    data = {"@odata.type": "#microsoft.graph.call", "id": call, **data}
    return {"changeType": "updated", "resource": resource, "resourceUrl": resource, "resourceData": data}


def recorded(call: str = ID) -> dict[str, Any]:
    resource = f"/communications/calls/{call}/operations/{OTHER}"
    data = {
        "@odata.type": "#microsoft.graph.recordOperation", "id": OTHER, "status": "completed", "clientContext": "greeting",
        "completionReason": "stopToneDetected", "recordingLocation": LOCATION, "recordingAccessToken": "töken",
    }  # fmt: skip
    return {"changeType": "deleted", "resource": resource, "resourceUrl": resource, "resourceData": data}


def body(*entries: Any) -> bytes:
    return json.dumps({"value": entries}).encode()


def call(state: Any = "ringing") -> Call:
    return Call.adopted(ID, 0, state)


class Notified(unittest.TestCase):
    def test_each_entry_is_a_notice_and_only_those_of_the_call_are_handled(self) -> None:
        one = call()
        roster = {"changeType": "updated", "resource": f"/communications/calls/{ID}/participants", "resourceData": []}
        found = one.notified(5, body(entry(state="established"), entry(OTHER, state="hold"), roster, {"changeType": "renamed"}, recorded()))
        self.assertEqual([notice.what for notice in found], ["event", "event", "other", "badEntry", "event"])
        self.assertEqual([notice.step is not None for notice in found], [True, False, False, False, True])
        self.assertEqual([notice.call for notice in found[:3]], [ID, OTHER, ID])
        self.assertEqual((one.state, found[0].message), ("established", None))
        self.assertRegex(found[3].message or "", "neither resource nor resourceUrl")
        last = found[4]
        self.assertEqual((last.operation, last.location, last.token), ("record", LOCATION, "töken"))
        self.assertIn("what='badEntry'", repr(found[3]))

    def test_notices_are_handed_to_the_calls_that_they_name(self) -> None:
        calls = {ID: call(), OTHER: Call.adopted(OTHER, 0, "ringing")}
        for notice in notices(body(entry(state="established"), entry(OTHER, state="terminated")), 5):
            assert notice.call is not None
            self.assertIs(calls[notice.call].handle(notice), notice.step)
        self.assertEqual([one.state for one in calls.values()], ["established", "terminated"])

    def test_a_notice_of_another_call_is_refused(self) -> None:
        one, digest = call(), call().digest
        for notice in notices(body(entry(OTHER, state="hold"), {}), 5):
            with self.assertRaisesRegex(ValueError, f"is no event of the call {ID}"):
                one.handle(notice)
        self.assertEqual(one.digest, digest)

    def test_any_number_of_entries_is_read(self) -> None:
        for count in (0, 1, 7, 8, 9, 500):
            self.assertEqual(len(call().notified(5, body(*[recorded()] * count))), count)
        self.assertEqual([notice.location for notice in notices(body(*[recorded()] * 20), 5)], [LOCATION] * 20)

    def test_the_same_notification_twice_late_and_out_of_order_is_harmless(self) -> None:
        one = call()
        established, terminated = body(entry(state="established")), body(entry(state="terminated"))
        verdicts = [one.notified(now, text)[0].step for now, text in ((5, established), (6, established), (9, terminated), (3, established))]
        self.assertEqual([step and step.verdict for step in verdicts], ["applied", "noChange", "applied", "stale"])
        self.assertEqual((one.state, one.next_deadline), ("terminated", None))

    def test_text_bytes_and_views_are_read_alike(self) -> None:
        octets = body(entry(state="established"))
        kinds: list[Any] = [octets, bytearray(octets), memoryview(octets), octets.decode()]
        for kind in kinds:
            self.assertEqual(call().notified(5, kind)[0].what, "event")

    def test_broken_json_is_the_last_notice_and_says_where(self) -> None:
        whole = body(entry(state="established"), entry(state="hold"))
        for cut in range(len(whole)):
            found = call().notified(5, whole[:cut])
            self.assertEqual(found[-1].what, "badJson", whole[:cut])
            self.assertRegex(found[-1].message or "", "line")
        for wrong in (b"", b"\xff", b"null", b"[]", b"{}", b'{"value": 5}', b"\0" * 100, b"[" * 100_000):
            found = call().notified(5, wrong)
            self.assertTrue(all(notice.step is None for notice in found), wrong)

    def test_altered_bytes_never_break_a_call(self) -> None:
        chance, one = random.Random(7), call()
        whole = body(entry(state="established", resultInfo={"code": 0, "subcode": 7}), recorded())
        for now in range(3_000):
            altered = bytearray(whole)
            for _ in range(chance.randrange(1, 4)):
                altered[chance.randrange(len(altered))] = chance.randrange(256)
            for notice in one.notified(now, altered):
                self.assertIn(notice.what, ("event", "other", "badEntry", "badJson"))
                repr(notice)

    def test_a_body_that_is_too_long_is_refused(self) -> None:
        with self.assertRaisesRegex(CallLifecycleError, "longer than 16 MiB"):
            call().notified(5, bytes((1 << 24) + 1))


class Answers(unittest.TestCase):
    def test_an_answer_has_a_step_and_what_it_says(self) -> None:
        one = call("established")
        token = Token("keepAlive", number=4)
        one.sent(5, token)
        refusal = '{"error": {"code": "TooManyRequests", "message": "Wait."}}'
        notice = one.replied(9, token, 5, 429, {"retry-AFTER": "7", "Evil": "a\nb"}, refusal)
        assert notice.step is not None
        self.assertEqual((notice.code, notice.message, notice.step.failures), ("TooManyRequests", "Wait.", 1))
        self.assertGreaterEqual(notice.step.next_deadline or 0, 7_009)

    def test_the_state_in_an_answer_is_handled(self) -> None:
        one, token = call("established"), Token("getCall")
        one.sent(5, token)
        step = one.reply(9, token, 5, 200, [("Date", "Mon, 30 Nov 2026 05:00:00 GMT")], json.dumps({"id": ID, "state": "terminated"}))
        self.assertEqual((step.state, one.state), ("terminated", "terminated"))

    def test_an_answer_that_cannot_be_read_counts_by_its_status(self) -> None:
        for wrong in ("{", "[]", "null", "<html>", b"\xff\xfe"):
            (one, bare), token = (call("established"), call("established")), Token("keepAlive")
            one.sent(5, token)
            bare.sent(5, token)
            notice = one.replied(9, token, 5, 200, None, wrong)
            self.assertEqual((notice.step, one.digest), (bare.reply(9, token, 5, 200), bare.digest))

    def test_a_created_call_has_an_id_and_a_refused_one_a_reason(self) -> None:
        notice = created(7, 201, {}, json.dumps({"id": ID, "state": "establishing"}))
        self.assertEqual((notice.what, notice.call), ("event", ID))
        one = Call.outgoing(notice.call or "", 5)
        self.assertEqual(one.handle(notice).state, "establishing")
        with self.assertRaisesRegex(CreateError, "429 a: b; try again after 2000 ms") as caught:
            created(7, 429, {"Retry-After": "2"}, '{"error": {"code": "a", "message": "b"}}')
        self.assertEqual((caught.exception.status, caught.exception.retry_after), (429, 2_000))
        for wrong in ("{}", "", None, "[", '{"id": 5}'):
            with self.assertRaises(CreateError) as caught:
                created(7, 201, None, wrong)
            self.assertTrue(caught.exception.message)

    def test_a_request_has_a_method_and_a_path(self) -> None:
        one = call()
        paths = f"/v1.0/communications/calls/{ID}"
        self.assertEqual(one.request(Token("hangUp")), ("DELETE", paths))
        self.assertEqual(one.request(Token("getCall"), version="beta"), ("GET", f"/beta/app/calls/{ID}"))
        music = one.request(Token("operation", "startHoldMusic"), "{}", participant=OTHER)
        self.assertEqual(music.path, f"{paths}/participants/{OTHER}/startHoldMusic")
        with self.assertRaisesRegex(CallLifecycleError, "give the participant's id"):
            one.request(Token("operation", "startHoldMusic"), "{}")


if __name__ == "__main__":
    unittest.main()
