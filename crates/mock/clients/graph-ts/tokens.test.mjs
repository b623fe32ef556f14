// With a key the mock wants tokens, as Graph does. The SDK gives its own to the hosts that it is told, and over http to this machine alone.

import { AzureIdentityAuthenticationProvider } from "@microsoft/kiota-authentication-azure";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { calls, start } from "./stage.mjs";

const directory = mkdtempSync(join(tmpdir(), "mock-graph-"));
const key = join(directory, "key");
writeFileSync(key, "a key of this test only");
const token = execFileSync(process.env.GRAPH_CALL_MOCK, ["--token", "--key-file", key], { encoding: "utf8" }).trim();
const mock = await start("--key-file", key);
after(() => {
  mock.stop();
  rmSync(directory, { recursive: true });
});

const credential = (token) => ({ getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) });
function create(host, token) {
  const provider = new AzureIdentityAuthenticationProvider(credential(token), ["https://graph.microsoft.com/.default"], undefined, new Set(["127.0.0.1", "127.0.0.2", "localhost"]));
  return calls({ address: mock.address.replace("127.0.0.1", host) }, provider).post({ callbackUri: "http://127.0.0.1:9/" });
}

test("a call is created with a token, over http", async () => {
  for (const host of ["127.0.0.1", "localhost"]) assert.equal((await create(host, token)).state, "establishing", host);
  await assert.rejects(create("127.0.0.1", "another"), { responseStatusCode: 401, message: /InvalidToken|token/i });
});

test("a token goes to no other address of this machine over http", async () => {
  await assert.rejects(create("127.0.0.2", token), /only be used with https/);
});
