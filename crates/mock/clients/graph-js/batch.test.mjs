// $batch as Microsoft's client builds it and reads it, and how long it waits when the mock is fast.

import { BatchRequestContent, BatchResponseContent } from "@microsoft/microsoft-graph-client";
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { client, start, status, until } from "./stage.mjs";

let mock, graph;
before(async () => {
  mock = await start("--speed", "60");
  graph = client(mock);
});
after(() => mock.stop());

const call = async () => (await graph.api("/communications/calls").post({ callbackUri: "http://127.0.0.1:9/" })).id;
const url = (id, rest = "") => `https://graph.microsoft.com/communications/calls/${id}${rest}`;

/** The client has dependencies one after the other only. */
test("a batch of requests that depend on each other", async () => {
  const id = await call();
  const keepAlive = { method: "POST", headers: { "Content-Type": "application/json" }, body: "{}" };
  const steps = [
    { id: "1", request: new Request(url(id, "?$select=state"), { method: "GET" }) },
    { id: "2", request: new Request(url(id, "/keepAlive"), keepAlive), dependsOn: ["1"] },
    { id: "3", request: new Request(url("57dab8b1-894c-409a-b240-bd8beae78896"), { method: "GET" }), dependsOn: ["2"] },
    { id: "4", request: new Request(url(id), { method: "DELETE" }), dependsOn: ["3"] },
  ];
  const content = await new BatchRequestContent(steps).getContent();
  const answers = new BatchResponseContent(await graph.api("/$batch").post(content));
  assert.deepEqual(["1", "2", "3", "4"].map((step) => answers.getResponseById(step).status), [200, 200, 404, 424]);
  assert.deepEqual(Object.keys(await answers.getResponseById("1").json()).filter((name) => !name.startsWith("@")), ["state"]);
});

test("a POST without a body is refused in a batch, and nothing is done", async () => {
  const id = await call();
  const steps = [
    { id: "1", request: new Request(url(id), { method: "DELETE" }) },
    { id: "2", request: new Request(url(id, "/keepAlive"), { method: "POST" }) },
  ];
  const content = await new BatchRequestContent(steps).getContent();
  await assert.rejects(graph.api("/$batch").post(content), (error) => error.statusCode === 400 && /Write request id : 2/.test(error.message));
  assert.equal(await status(graph.api(`/communications/calls/${id}/keepAlive`)), 200);
});

test("a minute of the mock's is a second of the client's", async () => {
  const id = await call();
  await mock.control({ villain: { call: id, 429: 1, retryAfter: 60 } });
  const so_far = await mock.requests();
  const answer = status(graph.api(`/communications/calls/${id}/keepAlive`));
  await until(() => "the first attempt", async () => (await mock.requests()) > so_far);
  await mock.control({ villain: { call: id } });
  assert.equal(await answer, 200);
});
