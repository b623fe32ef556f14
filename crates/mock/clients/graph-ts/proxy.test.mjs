// A bot that knows Graph's own address alone, https://graph.microsoft.com: what is changed is the proxy that Node's fetch goes through.
//
// Node 24 reads NODE_USE_ENV_PROXY, HTTPS_PROXY and NODE_EXTRA_CA_CERTS by itself. Before that, undici does what follows: Node's fetch uses its dispatcher.

import { AnonymousAuthenticationProvider } from "@microsoft/kiota-abstractions";
import { GraphRequestAdapter, createGraphServiceClient } from "@microsoft/msgraph-sdk";
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { EnvHttpProxyAgent, setGlobalDispatcher } from "undici";
import { listen, start } from "./stage.mjs";

const directory = mkdtempSync(join(tmpdir(), "mock-graph-"));
const certificate = join(directory, "graph.pem");
const [mock, place] = [await start("--proxy", "--certificate", certificate, "--speed", "20"), await listen()];
const ca = readFileSync(certificate);
setGlobalDispatcher(new EnvHttpProxyAgent({ httpProxy: "", httpsProxy: mock.address, noProxy: "127.0.0.1", requestTls: { ca } }));
after(() => {
  mock.stop();
  place.stop();
  rmSync(directory, { recursive: true });
});

test("the SDK with Graph's own address reaches the mock", async () => {
  // It has its base address by itself.
  const { calls } = createGraphServiceClient(new GraphRequestAdapter(new AnonymousAuthenticationProvider())).communications;
  const inbox = place.inbox();
  const { id } = await calls.post({ callbackUri: inbox.uri, targets: [], requestedModalities: ["audio"] });
  await inbox.next({ state: "established" });
  assert.equal(await calls.byCallId(id).keepAlive.post(), undefined);
  await calls.byCallId(id).delete();
});

test("the keys of notifications are where the service has them", async () => {
  const metadata = await (await fetch("https://api.aps.skype.com/v1/.well-known/OpenIdConfiguration")).json();
  assert.deepEqual([metadata.issuer, metadata.jwks_uri], ["https://api.botframework.com", "https://api.aps.skype.com/v1/keys"]);
  const { keys } = await (await fetch(metadata.jwks_uri)).json();
  assert.deepEqual(keys.map(({ kty, use }) => [kty, use]), [["RSA", "sig"]]);
});

test("every other host is refused", async () => {
  const causes = (error) => (error ? [error.message, ...causes(error.cause)] : []);
  await assert.rejects(fetch("https://example.org/"), (error) => /403/.test(causes(error)));
});
