// With a key the mock wants tokens, as Graph does.
//
// The client's AuthenticationHandler gives a token to https://graph.microsoft.com, and to no host over http. So here the client believes that it talks to
// Graph: its chain is its own, but for the last step, which goes to this machine.

import { Client, MiddlewareFactory } from "@microsoft/microsoft-graph-client";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { client, start } from "./stage.mjs";

const directory = mkdtempSync(join(tmpdir(), "mock-graph-"));
const key = join(directory, "key");
writeFileSync(key, "a key of this test only");
const mock = await start("--key-file", key);
after(() => {
  mock.stop();
  rmSync(directory, { recursive: true });
});

function withToken(token) {
  const chain = MiddlewareFactory.getDefaultMiddlewareChain({ getAccessToken: async () => token });
  const last = {
    async execute(context) {
      context.response = await fetch(context.request.replace("https://graph.microsoft.com", mock.address), context.options);
    },
  };
  return Client.initWithMiddleware({ middleware: [...chain.slice(0, -1), last] });
}

const create = (graph) => graph.api("/communications/calls").post({ callbackUri: "http://127.0.0.1:9/", targets: [] });

test("a call is created with a token", async () => {
  const token = execFileSync(process.env.GRAPH_CALL_MOCK, ["--token", "--key-file", key], { encoding: "utf8" }).trim();
  const graph = withToken(token);
  const { id } = await create(graph);
  assert.equal((await graph.api(`/communications/calls/${id}`).get()).id, id);
});

test("without a token, or with another's, nothing is done", async () => {
  writeFileSync(key + "2", "a key of somebody else");
  const others = execFileSync(process.env.GRAPH_CALL_MOCK, ["--token", "--key-file", key + "2"], { encoding: "utf8" }).trim();
  for (const graph of [client(mock), withToken("no token"), withToken(others)]) {
    await assert.rejects(create(graph), { statusCode: 401, code: "InvalidAuthenticationToken" });
  }
});
