"""What a bot asks of its calls by Microsoft's SDK for Python, and what the SDK makes of the answers.

Each line of the table in the mock's README about this SDK is a test."""

import asyncio
import json
import logging
import unittest
from uuid import uuid4

from kiota_abstractions.base_request_configuration import RequestConfiguration
from kiota_http.middleware.options import HeadersInspectionHandlerOption
from msgraph.generated.communications.calls.item.answer.answer_post_request_body import AnswerPostRequestBody
from msgraph.generated.communications.calls.item.cancel_media_processing.cancel_media_processing_post_request_body import CancelMediaProcessingPostRequestBody
from msgraph.generated.communications.calls.item.play_prompt.play_prompt_post_request_body import PlayPromptPostRequestBody
from msgraph.generated.communications.calls.item.record_response.record_response_post_request_body import RecordResponsePostRequestBody
from msgraph.generated.models.call import Call
from msgraph.generated.models.identity import Identity
from msgraph.generated.models.identity_set import IdentitySet
from msgraph.generated.models.invitation_participant_info import InvitationParticipantInfo
from msgraph.generated.models.media_info import MediaInfo
from msgraph.generated.models.media_prompt import MediaPrompt
from msgraph.generated.models.modality import Modality
from msgraph.generated.models.o_data_errors.o_data_error import ODataError
from msgraph.generated.models.operation_status import OperationStatus
from msgraph.generated.models.record_operation import RecordOperation
from msgraph.generated.models.service_hosted_media_config import ServiceHostedMediaConfig
from stage import Inbox, Mock, Wire, client, empty, statuses, until

# It would say of every import that it was slow.
logging.getLogger("asyncio").setLevel(logging.ERROR)


def call(inbox):
    target = InvitationParticipantInfo(identity=IdentitySet(user=Identity(id="somebody")))
    return Call(callback_uri=inbox.uri, targets=[target], requested_modalities=[Modality.Audio], media_config=ServiceHostedMediaConfig())


class Calls(unittest.IsolatedAsyncioTestCase):
    def setUp(self):
        self.mock = Mock("--speed", "20")
        self.wire = Wire(self.mock)
        self.inbox = Inbox()

    def tearDown(self):
        self.mock.stop()
        for server in (self.wire.server, self.inbox.server):
            server.shutdown()
            server.server_close()

    async def asyncSetUp(self):
        self.calls = self.wire.client().communications.calls

    async def established(self):
        made = await self.calls.post(call(self.inbox))
        await self.inbox.next(state="established")
        return self.calls.by_call_id(made.id)

    async def test_a_call_comes_in_and_is_answered(self):
        self.mock.stop()
        # In real time: it must be answered within 15 seconds. The SDK has loaded its models by then.
        self.mock = Mock()
        calls = client(self.mock.address).communications.calls
        await calls.post(call(self.inbox))
        id = str(uuid4())
        self.mock.control({"bot": {"callbackUri": self.inbox.uri}})
        self.mock.control({"peer": {"call": id, "event": "calls"}})
        await self.inbox.next(id=id, state="incoming")
        body = AnswerPostRequestBody(callback_uri=self.inbox.uri, media_config=ServiceHostedMediaConfig(), accepted_modalities=[Modality.Audio])
        self.assertIsNone(await calls.by_call_id(id).answer.post(body))
        await self.inbox.next(id=id, state="established")

    async def test_a_call_is_created_kept_alive_and_hung_up(self):
        made = await self.calls.post(call(self.inbox))
        self.assertEqual((made.state.value, made.direction.value), ("establishing", "outgoing"))
        await self.inbox.next(state="established")
        one = self.calls.by_call_id(made.id)
        self.assertEqual((await one.get()).state.value, "established")
        self.assertIsNone(await one.keep_alive.post())
        await one.delete()
        await self.inbox.next(changeType="deleted", state="terminated")
        with self.assertRaises(ODataError) as refused:
            await one.keep_alive.post()
        self.assertEqual((refused.exception.response_status_code, refused.exception.error.code), (404, "NotFound"))
        create, *_, kept = (one for one in self.wire.seen if one["method"] == "POST")
        # The path has two slashes. The mock takes it.
        self.assertEqual(create["path"], "/v1.0//communications/calls")
        # A keepAlive has no body, and says so.
        self.assertEqual((kept["headers"].get("content-length"), kept["headers"].get("content-type"), kept["headers"]["accept"]), ("0", None, "application/json"))

    async def test_a_ringing_call_has_no_state(self):
        self.mock.stop()
        self.mock = Mock("--by-hand")
        wire = Wire(self.mock)
        calls = wire.client().communications.calls
        made = await calls.post(call(self.inbox))
        self.mock.control({"peer": {"call": made.id, "event": "rings"}})
        # v1.0's metadata has no `ringing`.
        self.assertIsNone((await calls.by_call_id(made.id).get()).state)
        wire.server.shutdown()
        wire.server.server_close()

    async def test_what_is_not_set_in_a_record_is_false_and_is_cancelled(self):
        one = await self.established()
        body = RecordResponsePostRequestBody(initial_silence_timeout_in_seconds=60, max_record_duration_in_seconds=120, stop_tones=["#"], client_context="a record", prompts=[])
        begun = await one.record_response.post(body)
        self.assertEqual(begun.status, OperationStatus.Running)
        [sent] = self.wire.asked("recordResponse")
        # So there is no beep, though Graph's default is one.
        self.assertEqual([json.loads(sent["body"])[name] for name in ("playBeep", "bargeInAllowed")], [False, False])
        cancelled = await one.cancel_media_processing.post(CancelMediaProcessingPostRequestBody(client_context="no more"))
        self.assertEqual((cancelled.status, cancelled.client_context), (OperationStatus.Completed, "no more"))
        ended = await self.inbox.next(id=begun.id, completionReason="operationCanceled")
        self.assertEqual(ended["clientContext"], "a record")

    async def test_429_and_503_are_sent_again_after_retry_after(self):
        one = await self.established()
        for status in (429, 503):
            self.wire.seen.clear()
            # 20 seconds of the service are one of the client.
            self.mock.control({"villain": {"method": "keepAlive", str(status): 1, "retryAfter": 20}})
            kept = asyncio.ensure_future(one.keep_alive.post())
            await until(lambda: self.wire.seen, lambda: self.wire.asked("keepAlive"))
            self.mock.control({"villain": {}})
            self.assertIsNone(await kept)
            self.assertEqual(statuses(self.wire.asked("keepAlive")), [status, 200])

    async def test_504_is_sent_again_and_500_and_502_are_not(self):
        one = await self.established()
        for status in (500, 502):
            self.mock.control({"villain": {"method": "keepAlive", str(status): 1}})
            self.wire.seen.clear()
            with self.assertRaises(ODataError) as failed:
                await one.keep_alive.post()
            self.assertEqual((failed.exception.response_status_code, len(self.wire.seen)), (status, 1))
        # The call is created, and the answer is lost: the SDK creates another one.
        self.mock.control({"villain": {"method": "create", "504After": 1}})
        self.wire.seen.clear()
        self.inbox.received.clear()
        made = asyncio.ensure_future(self.calls.post(call(self.inbox)))
        first = await self.inbox.next(state="established")
        self.mock.control({"villain": {}})
        self.assertNotEqual((await made).id, first["id"])
        self.assertEqual(statuses(self.wire.seen), [504, 201])

    async def test_a_retry_after_may_be_a_date_and_from_three_minutes_on_it_is_given_up(self):
        one = await self.established()
        self.mock.control({"villain": {"method": "keepAlive", "429": 1, "retryAfter": 20, "retryDate": 1}})
        self.wire.seen.clear()
        kept = asyncio.ensure_future(one.keep_alive.post())
        await until(lambda: self.wire.seen, lambda: self.wire.asked("keepAlive"))
        self.mock.control({"villain": {"method": "keepAlive", "429": 1, "retryAfter": 20 * 180}})
        with self.assertRaises(ODataError) as refused:
            await kept
        self.assertEqual(refused.exception.response_status_code, 429)
        asked = self.wire.asked("keepAlive")
        self.assertEqual(statuses(asked), [429])
        self.assertGreaterEqual(len(asked), 2)

    async def test_a_prompt_is_played(self):
        one = await self.established()
        prompt = MediaPrompt(media_info=MediaInfo(uri="https://example.org/hello.wav", resource_id=str(uuid4())))
        begun = await one.play_prompt.post(PlayPromptPostRequestBody(client_context="a prompt", prompts=[prompt]))
        await self.inbox.next(id=begun.id, status="completed", completionReason="completedSuccessfully")

    async def test_an_answer_without_a_body_is_none(self):
        for status in (200, 202, 204):
            server = empty(status)
            calls = client(f"http://127.0.0.1:{server.server_port}").communications.calls
            self.assertIsNone(await calls.post(call(self.inbox)))
            server.shutdown()
            server.server_close()

    async def test_who_is_in_a_call_is_read_and_so_are_its_operations(self):
        one = await self.established()
        people = (await one.participants.get()).value
        self.assertEqual([(person.is_muted, person.is_in_lobby, person.media_streams[0].media_type) for person in people], [(False, False, Modality.Audio)] * 2)
        begun = await one.record_response.post(RecordResponsePostRequestBody(client_context="a record", prompts=[]))
        [operation] = (await one.operations.get()).value
        self.assertEqual((operation.id, type(operation)), (begun.id, RecordOperation))

    async def test_location_is_shown_to_who_asks_for_headers(self):
        options = HeadersInspectionHandlerOption(inspect_response_headers=True)
        made = await self.calls.post(call(self.inbox), RequestConfiguration(options=[options]))
        self.assertEqual(options.response_headers.try_get("location"), {f"{self.mock.address}/v1.0/communications/calls/{made.id}"})


if __name__ == "__main__":
    unittest.main()
