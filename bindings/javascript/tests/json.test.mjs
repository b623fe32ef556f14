// Graph's JSON: notifications and answers, as they come and broken.

import { Call, CallLifecycleError, CreateError, created, notices } from "call-lifecycle";
import assert from "node:assert/strict";
import { test } from "node:test";

const ID = "57dab8b1-894c-409a-b240-bd8beae78896";
const OTHER = "0fe0623f-d628-42ed-b4bd-8ac290072cc5";
const RECORDING = "1d4b8f80-2a5c-4f5a-9a3e-0123456789ab";
const LOCATION = "https://file.location/17e3b46c-f61d-4f4d-9635-c626ef18e6ad";

const call = (state = "ringing") => Call.adopted(ID, 0, state, { jitter: 0 });
const resource = (id) => ({ resource: `/app/calls/${id}`, resourceUrl: `/communications/calls/${id}` });
const entry = (members, id = ID) => ({ changeType: "updated", ...resource(id), resourceData: { "@odata.type": "#microsoft.graph.call", id, ...members } });
const body = (...value) => JSON.stringify({ value });
function recorded() {
  const path = `/communications/calls/${ID}/operations/${RECORDING}`;
  const resourceData = { "@odata.type": "#microsoft.graph.recordOperation", id: RECORDING, status: "completed", recordingLocation: LOCATION, recordingAccessToken: "secret" };
  return { changeType: "deleted", resource: path, resourceUrl: path, resourceData };
}

test("a notification is read and applied, from text and from bytes", () => {
  const text = body(entry({ state: "established", mediaState: { audio: "active" } }));
  const bytes = new TextEncoder().encode(text);
  for (const whole of [text, bytes, Buffer.from(text), bytes.buffer]) {
    const [notice] = call().notified(5, whole);
    assert.deepEqual([notice.what, notice.call, notice.step.state, notice.step.flags.audioActive], ["event", ID, "established", true]);
    assert.deepEqual(notice.step.outputs.map(({ kind, at }) => [kind, at]), [["state", 5], ["audioActive", 5]]); // prettier-ignore
  }
});

test("entries of other calls, and what is no event, are told and not handled", () => {
  const one = call();
  const roster = { changeType: "updated", resource: `/communications/calls/${ID}/participants`, resourceUrl: `/communications/calls/${ID}/participants`, resourceData: [] };
  const found = one.notified(5, body(entry({ state: "hold" }, OTHER), roster, { changeType: "updated" }, entry({ state: "established" })));
  assert.deepEqual(found.map(({ what, call, step }) => [what, call, step?.state ?? null]), [
    ["event", OTHER, null], ["other", ID, null], ["badEntry", null, null], ["event", ID, "established"],
  ]); // prettier-ignore
  assert.match(found[2].message, /./);
});

test("for many calls each notice has its event", () => {
  const found = notices(body(entry({ state: "established", resultInfo: { code: 0, subcode: 7 } }), entry({ state: "hold" }, OTHER), recorded()), 7);
  assert.deepEqual(found.map(({ call }) => call), [ID, OTHER, ID]); // prettier-ignore
  const { event } = found[0];
  assert.deepEqual([event.kind, event.now, event.state, event.code, event.subcode], ["call", 7, "established", 0, 7]);
  assert.deepEqual([found[2].event.kind, found[2].event.id, found[2].event.operationStatus, found[2].event.deleted], ["operation", RECORDING, "completed", true]);
  assert.deepEqual([found[2].operation, found[2].location, found[2].token], ["record", LOCATION, "secret"]);
  const [byHand, direct] = [call(), call()];
  for (const { event } of found.filter(({ call }) => call === ID)) byHand.handle(event);
  direct.notified(7, body(entry({ state: "established", resultInfo: { code: 0, subcode: 7 } }), recorded()));
  assert.equal(byHand.digest, direct.digest);
});

test("what does not fit the module's memory is read all the same, and holds none of it", () => {
  const many = Array.from({ length: 500 }, (_, number) => entry({ state: number % 2 ? "hold" : "established" }));
  const long = entry({ state: "established", subject: "x".repeat(200_000) });
  const wide = { ...recorded(), resourceData: { ...recorded().resourceData, recordingLocation: `https://x/${"y".repeat(20_000)}` } };
  const one = call();
  assert.equal(one.notified(5, body(...many)).filter(({ step }) => step).length, 500);
  assert.equal(one.state, "hold");
  assert.equal(one.notified(6, body(long))[0].step.state, "established");
  assert.equal(one.notified(7, body(wide))[0].location.length, 20_010);
  assert.equal(one.notified(7, `${" ".repeat(70_000)}${body(entry({ state: "hold", subject: "ä€𝄞".repeat(50) }))}`)[0].step.state, "hold");
  assert.equal(notices(body(...many), 9).length, 500);
  assert.throws(() => one.notified(5, new Uint8Array((1 << 24) + 1)), { name: "CallLifecycleError", message: /longer than 16 MiB/ });
  assert.equal(one.state, "hold");
});

test("broken JSON is the last notice, and says where", () => {
  const whole = body(entry({ state: "established" }), entry({ state: "hold" }));
  for (let cut = 0; cut < whole.length; cut++) {
    const last = call().notified(5, whole.slice(0, cut)).at(-1);
    assert.equal(last.what, "badJson", whole.slice(0, cut));
    assert.match(last.message, /line/);
  }
  for (const wrong of ["", "null", "[]", "{}", '{"value": 5}', "\0".repeat(100), "[".repeat(100_000), "\ud800", Uint8Array.of(255)]) {
    assert.ok(call().notified(5, wrong).every(({ step }) => step === null), String(wrong).slice(0, 20));
  }
});

test("altered bytes never break a call", () => {
  let seed = 7;
  const random = (below) => (seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0) % below;
  const whole = new TextEncoder().encode(body(entry({ state: "established", resultInfo: { code: 0, subcode: 7 } }), recorded()));
  const one = call();
  for (let now = 0; now < 5_000; now++) {
    const altered = whole.slice();
    for (let count = random(3); count >= 0; count--) altered[random(altered.length)] = random(256);
    for (const { what, step } of one.notified(now, altered)) {
      assert.ok(["event", "other", "badEntry", "badJson"].includes(what));
      assert.ok(step === null || what === "event");
    }
    for (const { event } of notices(altered, now)) if (event) one.handle(event);
  }
  assert.match(one.digest, /^[\da-f]{16}$/);
});

test("an answer has a step, and what it says", () => {
  const refusal = '{"error": {"code": "TooManyRequests", "message": "Wait."}}';
  const token = { request: "keepAlive", number: 4 };
  const headers = { "retry-AFTER": "7", Evil: "a\nb", Location: undefined };
  for (const given of [headers, [["Retry-After", "7"]], new Headers({ "retry-after": "7" }), new Map([["retry-after", "7"]]), { "retry-after": ["7", "8"] }, { "retry-after": 7 }]) {
    const one = call("established");
    one.sent(5, token);
    const notice = one.replied(9, token, 5, 429, given, refusal);
    assert.deepEqual([notice.code, notice.message, notice.step.failures], ["TooManyRequests", "Wait.", 1]);
    assert.ok(notice.step.nextDeadline >= 7_009);
  }
});

test("the state in an answer is handled, and what cannot be read counts by its status", () => {
  const one = call("established");
  const token = { request: "getCall" };
  one.sent(5, token);
  const step = one.reply(9, token, 5, 200, [["Date", "Mon, 30 Nov 2026 05:00:00 GMT"]], JSON.stringify({ id: ID, state: "terminated" }));
  assert.deepEqual([step.state, one.state], ["terminated", "terminated"]);
  for (const wrong of ["{", "[]", "null", "<html>", Uint8Array.of(255, 254)]) {
    const [one, bare] = [call("established"), call("established")];
    one.sent(5, { request: "keepAlive" });
    bare.sent(5, { request: "keepAlive" });
    const notice = one.replied(9, { request: "keepAlive" }, 5, 200, null, wrong);
    assert.deepEqual(notice.step, bare.reply(9, { request: "keepAlive" }, 5, 200));
    assert.equal(one.digest, bare.digest);
  }
});

test("a created call has an id, and a refused one a reason", () => {
  const notice = created(7, 201, {}, JSON.stringify({ id: ID, state: "establishing" }));
  assert.deepEqual([notice.what, notice.call], ["event", ID]);
  assert.equal(Call.outgoing(notice.call, 5).handle(notice.event).state, "establishing");
  assert.throws(() => created(7, 429, { "Retry-After": "2" }, '{"error": {"code": "a", "message": "b"}}'), {
    name: "CreateError", message: /429 a: b; try again after 2000 ms/, status: 429, code: "a", reason: "b", retryAfter: 2_000,
  }); // prettier-ignore
  for (const wrong of ["{}", "", null, "[", '{"id": 5}']) assert.throws(() => created(7, 201, null, wrong), (error) => error instanceof CreateError && error.reason.length > 0);
});

test("a request has a method and a path", () => {
  const one = call();
  const path = `/v1.0/communications/calls/${ID}`;
  assert.deepEqual(one.request({ request: "hangUp" }), { method: "DELETE", path });
  assert.deepEqual(one.request({ request: "getCall" }, { version: "beta" }), { method: "GET", path: `/beta/app/calls/${ID}` });
  const music = { request: "operation", operation: "startHoldMusic" };
  assert.equal(one.request(music, { body: "{}", participant: OTHER }).path, `${path}/participants/${OTHER}/startHoldMusic`);
  assert.throws(() => one.request(music, { body: "{}" }), (error) => error instanceof CallLifecycleError && /give the participant's id/.test(error.message));
});
