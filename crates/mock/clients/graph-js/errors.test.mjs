// What the client makes of refusals: it reads their bodies, and tries again by itself where it is told to.

import { GraphError, RetryHandlerOptions } from "@microsoft/microsoft-graph-client";
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, test } from "node:test";
import { client, listen, start, status, until } from "./stage.mjs";

const [mock, place] = [await start(), await listen()];
const graph = client(mock);
after(() => {
  mock.stop();
  place.stop();
});

/** A call that nobody has answered yet. */
async function call() {
  return (await graph.api("/communications/calls").post({ callbackUri: place.inbox().uri, targets: [] })).id;
}
const of = (id, method) => graph.api(`/communications/calls/${id}/${method}`);

async function refused(request, code, word, message) {
  await assert.rejects(request, (error) => {
    assert.ok(error instanceof GraphError);
    assert.deepEqual([error.statusCode, error.code], [code, word]);
    assert.match(error.message, message);
    assert.match(error.requestId, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    assert.equal(JSON.parse(error.body).message, error.message);
    return true;
  });
}

test("there is no such call", async () => {
  const id = randomUUID();
  const call = graph.api(`/communications/calls/${id}`);
  for (const request of [() => of(id, "keepAlive").post(), () => call.get(), () => call.delete()]) await refused(request, 404, "NotFound", /Call not found/);
});

test("a body is wrong", async () => {
  const id = await call();
  await refused(graph.api("/communications/calls").post({ targets: [] }), 400, "BadRequest", /callbackUri/);
  await refused(graph.api("/communications/calls").post({ callbackUri: "https://example.org/" }), 400, "BadRequest", /--callback https:/);
  await refused(of(id, "recordResponse").post({ maxRecordDurationInSeconds: 0 }), 400, "BadRequest", /maxRecordDurationInSeconds is 0/);
  await refused(graph.api("/me").get(), 400, "BadRequest", /segment/);
});

test("the call is in another state", async () => {
  const id = await call();
  await refused(of(id, "answer").post({ callbackUri: place.inbox().uri, mediaConfig: { "@odata.type": "#microsoft.graph.serviceHostedMediaConfig" } }), 409, "Conflict", /the call is establishing/);
  await refused(of(id, "transfer").post({ transferTarget: { identity: { user: { id: "1" } } } }), 409, "Conflict", /the call is establishing/);
});

test("what the mock does not have", async () => {
  await refused(graph.api("/communications/calls").get(), 405, "MethodNotAllowed", /cannot be listed/);
});

for (const [code, word] of [[429, "TooManyRequests"], [503, "ServiceUnavailable"]]) {
  test(`${code}: the client waits as long as it is told, and asks again`, async () => {
    const id = await call();
    await mock.control({ villain: { call: id, [code]: 1, retryAfter: 1 } });
    const before = await mock.requests();
    const answer = status(of(id, "keepAlive"));
    await until(() => "the first attempt", async () => (await mock.requests()) > before);
    await mock.control({ villain: { call: id } });
    assert.equal(await answer, 200);
    assert.ok((await mock.requests()) - before >= 2);
  });

  test(`${code}: the client gives up`, async () => {
    const id = await call();
    await mock.control({ villain: { call: id, [code]: 1, retryAfter: 7 } });
    const once = of(id, "keepAlive").middlewareOptions([new RetryHandlerOptions(0, 0)]);
    await refused(once.post(), code, word, /on purpose/);
    await assert.rejects(once.post(), (error) => error.headers.get("retry-after") === "7");
  });
}
