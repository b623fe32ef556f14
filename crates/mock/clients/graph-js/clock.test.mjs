// 45 minutes without a keepAlive, in three seconds.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { client, listen, start, status } from "./stage.mjs";

const [mock, place] = [await start("--speed", "900"), await listen()];
const graph = client(mock);
after(() => {
  mock.stop();
  place.stop();
});

async function created() {
  const inbox = place.inbox();
  const { id } = await graph.api("/communications/calls").post({ callbackUri: inbox.uri, targets: [] });
  return { id, inbox };
}
const keepAlive = ({ id }) => graph.api(`/communications/calls/${id}/keepAlive`);

test("a call ends whose keepAlive is withheld, and no other", async () => {
  const [withheld, kept] = [await created(), await created()];
  const timer = setInterval(() => status(keepAlive(kept)).catch(() => {}), 300);
  const ended = await withheld.inbox.next({ changeType: "deleted" }).finally(() => clearInterval(timer));
  assert.deepEqual([ended.state, ended.resultInfo.code, ended.resultInfo.subcode], ["terminated", 408, 8537]);
  await assert.rejects(keepAlive(withheld).post(), { statusCode: 404, code: "NotFound" });
  assert.equal(await status(keepAlive(kept)), 200);
});
