// What the client puts on the wire, and what it makes of answers: the rows of the table in the mock's README about it.

import { ResponseType } from "@microsoft/microsoft-graph-client";
import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import { client, empty, listen, start, statuses, until, wire } from "./stage.mjs";

const mock = await start("--speed", "20");
const [place, line] = [await listen(), await wire(mock)];
const graph = client(line);
after(() => [mock, place, line].forEach((one) => one.stop()));

const call = (inbox) => ({ callbackUri: inbox.uri, targets: [] });
const keepAlive = (id) => graph.api(`/communications/calls/${id}/keepAlive`);
async function created() {
  const { id } = await graph.api("/communications/calls").post(call(place.inbox()));
  return id;
}
beforeEach(() => {
  line.seen.length = 0;
});

test("a keepAlive has no body, and a content type", async () => {
  await keepAlive(await created()).post();
  const [create, kept] = line.seen;
  assert.equal(create.path, "/v1.0/communications/calls");
  assert.deepEqual([kept.headers["content-length"], kept.headers["content-type"], kept.headers.accept], ["0", "application/json", "*/*"]);
});

test("an answer without a body is undefined, a stream, or thrown", async () => {
  for (const [status, headers, found] of [[204, {}, "undefined"], [202, {}, "[object ReadableStream]"], [200, { "content-type": "application/json" }, "Error: Unexpected end of JSON input"]]) {
    const server = await empty(status, headers);
    assert.equal(await client(server).api("/communications/calls").post({}).then(String, String), found, status);
    server.stop();
  }
});

test("what is sent is what was written", async () => {
  const inbox = place.inbox();
  const answer = await graph.api("/communications/calls").responseType(ResponseType.RAW).post(call(inbox));
  const { id } = await answer.json();
  assert.equal(answer.headers.get("location"), `${mock.address}/v1.0/communications/calls/${id}`);
  await inbox.next({ state: "established" });
  const record = { clientContext: "a record", prompts: [] };
  await graph.api(`/communications/calls/${id}/recordResponse`).post(record);
  assert.deepEqual(JSON.parse(line.asked("recordResponse")[0].body), record);
});

test("words are read as they were sent", async () => {
  const by_hand = await start("--by-hand");
  const graph = client(by_hand);
  const { id } = await graph.api("/communications/calls").post(call(place.inbox()));
  await by_hand.control({ peer: { call: id, event: "rings" } });
  assert.equal((await graph.api(`/communications/calls/${id}`).get()).state, "ringing");
  by_hand.stop();
});

test("500 and 502 are not sent again, and 504 is", async () => {
  const id = await created();
  for (const status of [500, 502]) {
    await mock.control({ villain: { method: "keepAlive", [status]: 1 } });
    line.seen.length = 0;
    await assert.rejects(keepAlive(id).post(), { statusCode: status });
    assert.equal(line.seen.length, 1);
  }
  // The call is created, and the answer is lost: the client creates another one.
  await mock.control({ villain: { method: "create", "504After": 1 } });
  line.seen.length = 0;
  const inbox = place.inbox();
  const made = graph.api("/communications/calls").post(call(inbox));
  const first = await inbox.next({ state: "established" });
  await mock.control({ villain: {} });
  assert.notEqual((await made).id, first.id);
  assert.deepEqual(statuses(line.seen), [504, 201]);
});

test("a Retry-After that is a date is obeyed, and a long one is shortened to three minutes", async (context) => {
  const id = await created();
  await mock.control({ villain: { method: "keepAlive", 429: 1, retryAfter: 20, retryDate: 1 } });
  line.seen.length = 0;
  const kept = keepAlive(id).post();
  await until(() => "the first attempt", () => line.asked("keepAlive").length);
  await mock.control({ villain: { method: "keepAlive", 429: 1, retryAfter: 20 * 3_600 } });
  const waits = [];
  // Long ones are over at once, and remembered.
  const { setTimeout: real } = globalThis;
  context.mock.method(globalThis, "setTimeout", (then, span, ...rest) => {
    if (span >= 60_000 && span < 250_000) waits.push(Math.floor(span / 1_000));
    return real(then, span >= 60_000 && span < 250_000 ? 0 : span, ...rest);
  });
  await assert.rejects(kept, { statusCode: 429 });
  await mock.control({ villain: {} });
  // The first wait is that of the date, and so is the second one where this program was too slow for it.
  assert.deepEqual([[...new Set(waits)], line.seen.map(({ status }) => status)], [[180], [429, 429, 429, 429]]);
});
