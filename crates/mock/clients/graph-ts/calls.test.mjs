// What a bot asks of its calls by Microsoft's SDK for TypeScript, and what the SDK makes of the answers.
//
// Each row of the table in the mock's README about this SDK is a test.

import { HeadersInspectionOptions } from "@microsoft/kiota-http-fetchlibrary";
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, beforeEach, test } from "node:test";
import { calls as callsOf, empty, listen, start, statuses, until, wire } from "./stage.mjs";

const mock = await start("--speed", "20");
const [place, line] = [await listen(), await wire(mock)];
const calls = callsOf(line);
after(() => [mock, place, line].forEach((one) => one.stop()));
beforeEach(() => {
  line.seen.length = 0;
});

const mediaConfig = { odataType: "#microsoft.graph.serviceHostedMediaConfig" };
const somebody = { odataType: "#microsoft.graph.invitationParticipantInfo", identity: { user: { id: "somebody" } } };
const call = (inbox) => ({ callbackUri: inbox.uri, targets: [somebody], requestedModalities: ["audio"], mediaConfig });

async function established() {
  const inbox = place.inbox();
  const { id } = await calls.post(call(inbox));
  await inbox.next({ state: "established" });
  return { one: calls.byCallId(id), inbox };
}

test("a call is created, kept alive and hung up", async () => {
  const inbox = place.inbox();
  const made = await calls.post(call(inbox));
  assert.deepEqual([made.state, made.direction, made.targets[0].identity.user.id], ["establishing", "outgoing", "somebody"]);
  await inbox.next({ state: "established" });
  const one = calls.byCallId(made.id);
  assert.equal((await one.get()).state, "established");
  assert.equal(await one.keepAlive.post(), undefined);
  await one.delete();
  await inbox.next({ changeType: "deleted", state: "terminated" });
  await assert.rejects(one.keepAlive.post(), ({ responseStatusCode, errorEscaped }) => {
    assert.deepEqual([responseStatusCode, errorEscaped.code, errorEscaped.message], [404, "NotFound", "Call not found."]);
    assert.match(errorEscaped.innerError.requestId, /^[0-9a-f-]{36}$/);
    return true;
  });
  const [create, , kept] = line.seen;
  // One slash, where the SDK for Python has two.
  assert.equal(create.path, "/v1.0/communications/calls");
  // A keepAlive has no body, and says so.
  assert.deepEqual([kept.headers["content-length"], kept.headers["content-type"], kept.headers.accept], ["0", undefined, "application/json"]);
});

test("a call comes in, and is answered", async () => {
  // In real time: it must be answered within 15 seconds.
  const slow = await start();
  const [id, inbox] = [randomUUID(), place.inbox()];
  await slow.control({ bot: { callbackUri: inbox.uri } });
  await slow.control({ peer: { call: id, event: "calls" } });
  await inbox.next({ id, state: "incoming" });
  const answer = callsOf(slow).byCallId(id).answer;
  assert.equal(await answer.post({ callbackUri: inbox.uri, mediaConfig, acceptedModalities: ["audio"] }), undefined);
  await inbox.next({ state: "established" });
  slow.stop();
});

test("a prompt is played, but not as one would write it", async () => {
  const { one, inbox } = await established();
  const [odataType, mediaInfo] = ["#microsoft.graph.mediaPrompt", { uri: "https://example.org/hello.wav", resourceId: randomUUID() }];
  // Of a type that is derived from another one nothing is sent but what the other one has.
  line.seen.length = 0;
  await assert.rejects(one.playPrompt.post({ clientContext: "a prompt", prompts: [{ odataType, mediaInfo }] }), { responseStatusCode: 400 });
  assert.deepEqual(JSON.parse(line.seen[0].body).prompts, [{ "@odata.type": odataType }]);
  const begun = await one.playPrompt.post({ clientContext: "a prompt", prompts: [{ odataType, additionalData: { mediaInfo } }] });
  assert.equal(begun.clientContext, "a prompt");
  const ended = await inbox.next({ status: "completed", clientContext: "a prompt" });
  assert.equal(ended.completionReason, "completedSuccessfully");
});

test("what is recorded is read with the operations, and is cancelled", async () => {
  const { one, inbox } = await established();
  const begun = await one.recordResponse.post({ initialSilenceTimeoutInSeconds: 60, maxRecordDurationInSeconds: 120, stopTones: ["#"], clientContext: "a record" });
  assert.equal(begun.clientContext, "a record");
  const all = (await one.operations.get()).value.map(({ id, odataType }) => [id, odataType]);
  assert.deepEqual(all, [[begun.id, "#microsoft.graph.recordOperation"]]);
  const cancelled = await one.cancelMediaProcessing.post({ clientContext: "no more" });
  assert.equal(cancelled.clientContext, "no more");
  await inbox.next({ id: begun.id, completionReason: "operationCanceled" });
  const ended = await one.operations.byCommsOperationId(begun.id).get();
  assert.deepEqual([ended.odataType, ended.clientContext], ["#microsoft.graph.recordOperation", "a record"]);
});

test("who is in a call is read", async () => {
  const { one } = await established();
  const people = (await one.participants.get()).value;
  assert.deepEqual(people.map(({ isMuted, isInLobby, mediaStreams }) => [isMuted, isInLobby, mediaStreams[0].mediaType]), [[false, false, "audio"], [false, false, "audio"]]);
});

test("what is not set is not sent", async () => {
  const { one } = await established();
  line.seen.length = 0;
  await one.recordResponse.post({ clientContext: "a record" });
  await calls.post({ ...call(place.inbox()), callOptions: { hideBotAfterEscalation: true } });
  const [record, create] = line.seen.map(({ body }) => JSON.parse(body));
  assert.deepEqual(record, { clientContext: "a record" });
  assert.deepEqual(create.callOptions, { hideBotAfterEscalation: true });
});

test("the status of an operation is undefined", async () => {
  const { one } = await established();
  const begun = await one.recordResponse.post({ clientContext: "a record" });
  const read = await one.operations.byCommsOperationId(begun.id).get();
  const cancelled = await one.cancelMediaProcessing.post({});
  // They were sent in small letters, as on Graph's pages. Its metadata has `Running` and `Completed`.
  assert.deepEqual([begun.status, read.status, cancelled.status], [undefined, undefined, undefined]);
});

test("Location is given to those who ask for headers", async () => {
  const options = new HeadersInspectionOptions({ inspectResponseHeaders: true });
  const { id } = await calls.post(call(place.inbox()), { options: [options] });
  assert.deepEqual([...options.getResponseHeaders().get("location")], [`${mock.address}/v1.0/communications/calls/${id}`]);
});

test("a ringing call has no state", async () => {
  const by_hand = await start("--by-hand");
  const calls = callsOf(by_hand);
  const { id } = await calls.post(call(place.inbox()));
  await by_hand.control({ peer: { call: id, event: "rings" } });
  // v1.0's metadata has no `ringing`.
  assert.equal((await calls.byCallId(id).get()).state, undefined);
  by_hand.stop();
});

test("an answer without a body is undefined, or thrown", async () => {
  for (const [status, headers, found] of [[204, {}, "undefined"], [202, {}, "Error: no response content type found for deserialization"], [200, { "content-type": "application/json" }, "SyntaxError: Unexpected end of JSON input"]]) {
    const server = await empty(status, headers);
    assert.equal(await callsOf(server).post(call(place.inbox())).then(String, String), found, status);
    server.stop();
  }
});

for (const [status, more] of [[429, {}], [503, {}], [429, { retryDate: 1 }]]) {
  test(`${status} is sent again after Retry-After${more.retryDate ? ", a date" : ""}`, async () => {
    const { one } = await established();
    line.seen.length = 0;
    // 20 seconds of the service are one of the client.
    await mock.control({ villain: { method: "keepAlive", [status]: 1, retryAfter: 20, ...more } });
    const began = Date.now();
    const kept = one.keepAlive.post();
    await until(() => "the first attempt", () => line.asked("keepAlive").length);
    await mock.control({ villain: {} });
    assert.equal(await kept, undefined);
    assert.deepEqual(statuses(line.asked("keepAlive")), [status, 200]);
    assert.ok(Date.now() - began >= (more.retryDate ? 0 : 1_000));
  });
}

test("a Retry-After of more than three minutes is shortened to three", async (context) => {
  const { one } = await established();
  line.seen.length = 0;
  await mock.control({ villain: { method: "keepAlive", 429: 1, retryAfter: 20 * 3_600 } });
  const waits = [];
  // Long ones are over at once, and remembered.
  const { setTimeout: real } = globalThis;
  context.mock.method(globalThis, "setTimeout", (then, span, ...rest) => {
    if (span >= 60_000 && span < 250_000) waits.push(Math.floor(span / 1_000));
    return real(then, span >= 60_000 && span < 250_000 ? 0 : span, ...rest);
  });
  await assert.rejects(one.keepAlive.post(), { responseStatusCode: 429 });
  await mock.control({ villain: {} });
  assert.deepEqual([waits, line.seen.length], [[180, 180, 180], 4]);
});

test("500 and 502 are not sent again, and 504 is", async () => {
  const { one } = await established();
  for (const status of [500, 502]) {
    await mock.control({ villain: { method: "keepAlive", [status]: 1 } });
    line.seen.length = 0;
    await assert.rejects(one.keepAlive.post(), { responseStatusCode: status });
    assert.equal(line.seen.length, 1);
  }
  // The call is created, and the answer is lost: the SDK creates another one.
  await mock.control({ villain: { method: "create", "504After": 1 } });
  line.seen.length = 0;
  const inbox = place.inbox();
  const made = calls.post(call(inbox));
  const first = await inbox.next({ state: "established" });
  await mock.control({ villain: {} });
  assert.notEqual((await made).id, first.id);
  assert.deepEqual(statuses(line.seen), [504, 201]);
});
