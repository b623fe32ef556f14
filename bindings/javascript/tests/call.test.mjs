// What the classes do, and what they refuse.

import { Call, CallLifecycleError, ServiceCall, SettingError, SnapshotError, contextBytes, defaultServiceSettings, defaultSettings } from "call-lifecycle";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { inspect } from "node:util";
import { drop } from "./drop.mjs";

const ID = "57dab8b1-894c-409a-b240-bd8beae78896";
const LAST = Number.MAX_SAFE_INTEGER;
const established = () => Call.adopted(ID, 0, "established", { jitter: 0 });

/** Wakes a call at its deadline: when that is, and the keepAlive that it wishes sent. */
function keepAlive(call) {
  const due = call.nextDeadline;
  const output = call.wake(due).outputs.find(({ kind }) => kind === "send");
  assert.equal(output.request, "keepAlive");
  return [due, output];
}

test("the story is that of every language", () => {
  assert.equal(drop(), readFileSync(new URL("../../tests/drop.txt", import.meta.url), "utf8"));
});

test("a call is kept alive", () => {
  const call = established();
  const [due, output] = keepAlive(call);
  assert.deepEqual(output, { kind: "send", at: 900_000, request: "keepAlive", operation: null, number: output.number });
  assert.equal(call.sent(due, output).flags.inFlight, true);
  const step = call.reply(due + 100, output, due, 200);
  assert.deepEqual(step, {
    verdict: "applied", rejection: null, state: "established", cause: null, nextDeadline: 1_800_000, deadlineKind: "keepAlive",
    expiresAt: 3_600_000, failures: 0, outputs: [{ kind: "keepAliveSucceeded", at: 900_100 }],
    flags: { clockRegressed: false, deadlineChanged: true, presumedLost: false, inFlight: false, audioActive: false, hangUpConfirmed: false },
  }); // prettier-ignore
  assert.deepEqual({ ...call.view(), flags: null }, { ...step, verdict: call.view().verdict, flags: null, outputs: [] });
  assert.match(inspect(call), /^Call \{ id: '57dab8b1-.*', state: 'established', nextDeadline: 1800000 \}$/);
});

test("nobody hears, and the call is given up", () => {
  const call = established();
  const kinds = [];
  for (let due = call.nextDeadline; due !== null; due = call.nextDeadline) {
    const step = call.wake(due);
    kinds.push(...step.outputs.map(({ kind }) => kind));
    for (const output of step.outputs) if (output.kind === "send") call.failed(due, output);
  }
  assert.equal(kinds.filter((kind) => kind === "presumedLost").length, 1);
  assert.equal(kinds.at(-1), "ended");
  assert.deepEqual([call.state, call.cause], ["terminated", "abandoned"]);
});

test("a request that fails is retried", () => {
  const call = established();
  const [due, output] = keepAlive(call);
  call.sent(due, output);
  const step = call.failed(due + 7, output);
  assert.deepEqual([step.outputs, step.failures, step.flags.inFlight], [[{ kind: "keepAliveFailed", at: due + 7 }], 1, false]);
});

test("a snapshot and a copy are the call", () => {
  const call = Call.outgoing(ID, 5, { jitter: 0, interval: 600_000 });
  const { digest } = call;
  assert.match(digest, /^[\da-f]{16}$/);
  const snapshot = call.snapshot();
  assert.ok(snapshot instanceof Uint8Array);
  const whole = new Uint8Array(snapshot).buffer;
  for (const same of [Call.restore(snapshot, call.settings), Call.restore(whole, call.settings), call.copy()]) {
    assert.deepEqual([same.digest, same.id, same.nextDeadline], [digest, ID, 600_005]);
    keepAlive(same);
    assert.notEqual(same.digest, digest);
  }
  assert.equal(call.digest, digest);
});

test("many calls are apart, and go on where they were", () => {
  const count = 5_000;
  const id = (number) => `00000000-0000-0000-0000-${number.toString(16).padStart(12, "0")}`;
  const calls = Array.from({ length: count }, (_, number) => Call.outgoing(id(number), number, { jitter: 0 }));
  const services = calls.slice(0, 300).map((call) => ServiceCall.outgoing(call.id, 0));
  for (let round = 1; round <= 3; round++) {
    for (const [number, call] of calls.entries()) {
      assert.equal(call.nextDeadline, round * 900_000 + number);
      const [due, output] = keepAlive(call);
      call.sent(due, output);
      call.reply(due, output, due, 200);
      assert.equal(call.id, id(number));
    }
    for (const [number, service] of services.entries()) assert.equal(service.id, id(number));
  }
  assert.equal(new Set(calls.map(({ digest }) => digest)).size, count);
});

test("calls that nobody holds are collected", async (t) => {
  if (!globalThis.gc) return t.skip("node was started without --expose-gc");
  const bytes = async () => {
    for (let turn = 0; turn < 5; turn++) {
      globalThis.gc();
      await new Promise((done) => setTimeout(done, 20));
    }
    return process.memoryUsage().arrayBuffers;
  };
  const make = (count) => Array.from({ length: count }, (_, number) => Call.outgoing(ID, number).wake(number).verdict).length;
  make(10_000);
  const before = await bytes();
  make(50_000);
  const after = await bytes();
  assert.ok(after - before < 1_000_000, `${before} and then ${after} bytes`);
});

test("operations, a result and a context are told", () => {
  const call = established();
  const [output] = call.ask(5, "operation", "record", { context: "greeting", takesAtMost: 30_000 }).outputs;
  assert.deepEqual([output.request, output.operation], ["operation", "record"]);
  const [operation] = call.operations;
  assert.deepEqual([operation.kind, operation.id, operation.accepted], ["record", null, false]);
  assert.deepEqual(operation.context, contextBytes("greeting"));
  assert.equal(call.result, null);
  call.handle({ kind: "call", now: 9, state: "terminated", change: "deleted", code: 0, subcode: 7015 });
  assert.deepEqual([call.result, call.nextDeadline], [{ code: 0, subcode: 7015 }, null]);
});

test("times are exact as far as JavaScript counts", () => {
  for (const now of [0, 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 1_796_000_000_123, LAST - 10_000_000]) {
    const call = Call.outgoing(ID, now, { jitter: 0 });
    assert.deepEqual([call.nextDeadline, call.view().expiresAt], [now + 900_000, now + 2_700_000]);
    const [due, output] = keepAlive(call);
    assert.deepEqual([due, output.at], [now + 900_000, now + 900_000]);
  }
  assert.equal(established().wake(LAST).outputs.at(-1).at <= LAST, true);
  const call = established();
  call.wake(5);
  assert.equal(call.wake(4).flags.clockRegressed, true);
});

test("the service's end answers, notifies, and lets a call expire", () => {
  const [app, service] = [Call.adopted(ID, 0, "ringing", { jitter: 0 }), ServiceCall.adopted(ID, 0, "ringing")];
  const before = service.copy();
  const [output] = service.peer(5, "connects").outputs;
  const notification = service.notification(before, output, 6);
  assert.deepEqual(notification, { kind: "call", now: 6, change: "updated", state: "established", appTransferred: false });
  assert.equal(app.handle(notification).state, "established");
  const [answer] = service.handle({ kind: "request", now: 7, request: "keepAlive" }).outputs;
  assert.deepEqual([answer.kind, answer.status], ["answer", 200]);
  assert.equal(service.notification(before, answer, 8), null);
  const [due, token] = keepAlive(app);
  app.sent(due, token);
  assert.equal(app.handle(service.reply(answer, token, due, due + 1)).outputs[0].kind, "keepAliveSucceeded");
  while (service.nextDeadline !== null) service.wake(service.nextDeadline);
  assert.deepEqual([service.state, service.cause], ["terminated", "keepAliveExpired"]);
  assert.equal(ServiceCall.restore(service.snapshot()).digest, service.digest);
});

const WRONG = [undefined, null, "5", 5n, Number.NaN, [], {}, Symbol("x"), () => 5];

test("every wrong type is named", () => {
  const call = established();
  const [, output] = keepAlive(call);
  const before = call.digest;
  const refused = (what, said) => assert.throws(what, (error) => error instanceof TypeError && said.test(error.message), String(what));
  for (const wrong of WRONG.filter((value) => !Number.isNaN(value))) {
    refused(() => call.wake(wrong), /^now is .*: a number is needed$/);
    refused(() => call.sent(wrong, output), /^now is /);
    refused(() => call.failed(wrong, output), /^now is /);
    refused(() => call.notified(wrong, "{}"), /^now is /);
    refused(() => call.ask(wrong, "hangUp"), /^now is /);
    refused(() => call.created(wrong, 0), /^event.now is /);
    refused(() => call.reply(5, output, wrong, 200), /^sent is /);
    refused(() => call.reply(5, output, 5, wrong), /^status is /);
    refused(() => Call.outgoing(ID, wrong), /^sent is /);
  }
  for (const wrong of [undefined, null, "send", 5]) {
    refused(() => call.sent(5, wrong), /^token is .*: an output of kind send/);
    refused(() => call.failed(5, wrong), /^token is /);
    refused(() => call.reply(5, wrong, 5, 200), /^token is /);
    refused(() => call.request(wrong), /^token is /);
    refused(() => call.handle(wrong), /^event is /);
  }
  for (const wrong of [undefined, null, 5, new Uint8Array(16)]) refused(() => Call.outgoing(wrong, 0), /^id is .*: a string is needed$/);
  for (const wrong of [5, [], {}]) {
    refused(() => call.notified(5, wrong), /^body is .*: a Uint8Array or an ArrayBuffer is needed$/);
    refused(() => call.replied(5, output, 5, 200, null, wrong), /^body is /);
    refused(() => Call.restore(wrong), /^snapshot is /);
  }
  refused(() => Call.outgoing(ID, 0, 5), /^settings is 5: an object is needed$/);
  refused(() => Call.outgoing(ID, 0, { jiter: 5 }), /^settings.jiter is no setting: allowed are expiry, interval, jitter/);
  refused(() => Call.outgoing(ID, 0, { jitter: "5" }), /^settings.jitter is "5": a number is needed$/);
  refused(() => call.ask(5, "operation", "playPrompt", { endless: 1 }), /^hints.endless is 1: true or false is needed$/);
  refused(() => call.ask(5, "operation", "record", { context: 5 }), /^hints.context is 5/);
  refused(() => call.ask(5, "operation", "record", { takeAtMost: 5 }), /^hints.takeAtMost is no hint: allowed are context/);
  refused(() => call.replied(5, output, 5, 200, 5), /^headers is 5/);
  refused(() => call.replied(5, output, 5, 200, { Location: {} }), /^headers.Location is an object: a string is needed$/);
  refused(() => new Call(), /several ways: Call.outgoing/);
  refused(() => new ServiceCall(), /several ways: ServiceCall.outgoing/);
  assert.equal(call.digest, before);
});

test("every number out of range is named", () => {
  const call = established();
  const [, output] = keepAlive(call);
  const refused = (what, said) => assert.throws(what, (error) => error instanceof RangeError && said.test(error.message), String(what));
  for (const wrong of [-1, 0.5, 2 ** 53, Number.NaN, Infinity, -Infinity, 1e300]) {
    refused(() => call.wake(wrong), /^now is .*: whole numbers from 0 to 9007199254740991 are allowed$/);
    refused(() => call.reply(0, output, wrong, 200), /^sent is /);
    refused(() => call.notified(wrong, "{}"), /^now is /);
  }
  for (const wrong of [-1, 65_536, 0.5]) {
    refused(() => call.reply(0, output, 0, wrong), /^status is .* from 0 to 65535 are allowed$/);
    refused(() => call.sent(0, { request: "keepAlive", number: wrong }), /^token.number is .* from 0 to 65535 are allowed$/);
  }
  refused(() => call.handle({ kind: "call", now: 0, code: 2 ** 31 }), /^event.code is 2147483648/);
  refused(() => Call.outgoing(ID, 0, { jitter: -1 }), /^settings.jitter is -1/);
  assert.throws(() => Call.outgoing(ID, 0, { interval: 0 }), { name: "SettingError", message: /^settings.interval is 0 ms: 1/ });
  assert.throws(() => Call.outgoing(ID, 0, { expiry: 1_000, interval: 1_000 }), (error) => error instanceof SettingError && error.field === "interval" && error.value === 1_000);
  assert.deepEqual([defaultSettings().expiry, defaultServiceSettings().expiry], [2_700_000, 2_700_000]);
  assert.equal(Call.outgoing(ID, 7, defaultSettings()).digest, Call.outgoing(ID, 7).digest);
});

test("every wrong word is answered with those allowed", () => {
  const call = established();
  const refused = (what, message) => assert.throws(what, { name: "TypeError", message });
  refused(() => call.ask(5, "KeepAlive"), /^token.request is "KeepAlive": allowed are "keepAlive", "getCall"/);
  refused(() => call.ask(5, "operation", "Record"), /^token.operation is "Record": allowed are "record"/);
  refused(() => call.ask(5, "operation"), /"operation" has a kind, and only that$/);
  refused(() => call.ask(5, "hangUp", "record"), /"operation" has a kind, and only that$/);
  refused(() => Call.adopted(ID, 0, "x"), /^state is "x": allowed are "incoming"/);
  refused(() => call.request({ request: "keepAlive" }, { version: "v2" }), /^options.version is "v2": allowed are "v1.0", "beta"$/);
  refused(() => call.request({ request: "keepAlive" }, { bdy: "" }), /^options.bdy is no option/);
  refused(() => call.handle({ kind: "sleep", now: 0 }), /^event.kind is "sleep": allowed are "wake"/);
  refused(() => call.handle({ now: 0 }), /^event.kind is undefined/);
  refused(() => call.handle({ kind: "wake" }), /^event.now is undefined/);
  refused(() => call.handle({ kind: "wake", now: 0, toString: 5 }), /^event.toString is no member of an event: allowed are kind, now/);
  refused(() => call.handle({ kind: "operation", now: 0, deleted: 1 }), /^event.deleted is 1: true or false is needed$/);
  refused(() => call.handle({ kind: "call", now: 0, sequenceId: 0.5 }), /^event.sequenceId is 0.5/);
  for (const wrong of ["", "57dab8b1", `${ID}0`, "x".repeat(32), `${ID.slice(0, 8)}${ID.slice(9)}`]) refused(() => Call.outgoing(wrong, 0), /32 hexadecimal digits are needed/);
  const service = ServiceCall.adopted(ID, 0, "established");
  refused(() => service.handle(5), /^event is 5/);
  refused(() => service.peer(5), /^peer is undefined/);
  refused(() => service.notification(established(), { kind: "state", at: 0 }, 0), /^before is an object: a ServiceCall is needed$/);
  refused(() => service.notification(service, { kind: "send", at: 0 }, 0), /^output.kind is "send": allowed are "answer"/);
  refused(() => service.notification(service, { kind: "state", at: 0, wrong: 5 }, 0), /^output.wrong is no member/);
  refused(() => service.handle({ kind: "request", now: 0, request: "record", stopTones: "11" }), /^event.stopTones is "11": an array/);
  refused(() => ServiceCall.ending(ID, 0, "x"), /^cause is "x"/);
  for (const tones of [["123456789"], [""], Array(9).fill("1"), ["ä"]]) {
    assert.throws(() => service.handle({ kind: "request", now: 0, request: "record", stopTones: tones }), { name: "RangeError", message: /^event.stopTones\[\d\] is/ });
  }
});

test("what only the library can see is its sentence", () => {
  const call = established();
  const refused = (what, message) => assert.throws(what, (error) => error instanceof CallLifecycleError && message.test(error.message) && error.code > 0);
  refused(() => call.request({ request: "keepAlive" }, { body: "{}" }), /^the method takes no body/);
  refused(() => call.request({ request: "operation", operation: "record" }), /^the method needs a body/);
  refused(() => call.request({ request: "other" }), /^only the host knows/);
  refused(() => call.handle({ kind: "sent", now: 5 }), /^request is no request of this end/);
  const before = call.digest;
  refused(() => ServiceCall.adopted(ID, 0, "established").handle({ kind: "request", now: 0, request: "record", id: ID, stopTones: ["x"] }), /stop_tones/);
  assert.equal(call.digest, before);
});

test("what the host runs while it is asked for members changes nothing", () => {
  const meddle = () => {
    const other = Call.outgoing("0fe0623f-d628-42ed-b4bd-8ac290072cc5", 77, { jitter: 1, interval: 5_000 });
    other.handle({ kind: "call", now: 88, state: "hold", code: 5, tone: "star" });
    other.ask(99, "operation", "playPrompt", { endless: true, context: "other" });
    other.notified(99, "{");
    const service = ServiceCall.outgoing(other.id, 7);
    service.id;
    for (const output of service.peer(8, "rings").outputs) service.notification(service, output, 9);
    // Members that other kinds have are written too.
    other.handle({ kind: "call", now: 99, state: "hold", code: 5, tone: "star", endless: true, takesAtMost: 5_000, context: "other" });
  };
  /** The same object, whose members do other things first. */
  const meddling = (object) => {
    const getters = Object.entries(object).map(([name, value]) => [name, { enumerable: true, get: () => (meddle(), value) }]);
    return Object.defineProperties({}, Object.fromEntries(getters));
  };
  const run = (made) => {
    const call = Call.outgoing(ID, 0, made({ jitter: 0, interval: 800_000 }));
    const [due, output] = keepAlive(call);
    call.sent(due, made(output));
    call.replied(due + 1, made(output), due, 503, made({ "retry-after": "7" }), "{}");
    call.handle(made({ kind: "call", now: due + 3, state: "established", code: 1 }));
    assert.equal(call.ask(due + 4, "operation", "playPrompt", made({ context: "greeting" })).verdict, "applied");
    const service = ServiceCall.adopted(ID, 0, "established", made({ expiry: 900_000 }));
    const [answer] = service.handle(made({ kind: "request", now: 5, request: "keepAlive" })).outputs;
    return [call.digest, call.id, service.digest, call.request(made(output), made({ version: "beta" })), service.reply(made(answer), made(output), 5, 6)];
  };
  assert.deepEqual(run(meddling), run((object) => object));
});

test("every altered snapshot is refused or is a call", () => {
  const snapshot = established().snapshot();
  const settings = { jitter: 0 };
  let refused = 0;
  for (let cut = 0; cut < snapshot.length; cut++) assert.throws(() => Call.restore(snapshot.subarray(0, cut), settings), SnapshotError);
  assert.throws(() => Call.restore(Uint8Array.of(...snapshot, 0), settings), { name: "SnapshotError", message: /after the snapshot/ });
  assert.throws(() => Call.restore(new Uint8Array(10_000_000), settings), SnapshotError);
  assert.throws(() => ServiceCall.restore(snapshot), { name: "SnapshotError", message: /other end/ });
  for (let bit = 0; bit < snapshot.length * 8; bit++) {
    const altered = snapshot.slice();
    altered[bit >> 3] ^= 1 << (bit & 7);
    try {
      Call.restore(altered, settings).wake(900_000);
    } catch (error) {
      assert.ok(error instanceof SnapshotError, error);
      refused++;
    }
  }
  assert.ok(refused > 0);
  assert.equal(Call.restore(snapshot, settings).digest, established().digest);
});
