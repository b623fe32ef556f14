// The driver, with a clock of the test's.

import { Call } from "call-lifecycle";
import { Clock, Driver } from "call-lifecycle/driver";
import assert from "node:assert/strict";
import { test } from "node:test";

const ID = "57dab8b1-894c-409a-b240-bd8beae78896";
const ended = JSON.stringify({
  value: [{ changeType: "deleted", resource: `/communications/calls/${ID}`, resourceUrl: `/communications/calls/${ID}`, resourceData: { "@odata.type": "#microsoft.graph.call", id: ID, state: "terminated" } }],
});

const SETTINGS = { jitter: 0 };

/** A clock whose time passes when the driver waits, and by as much as it waits. */
function jumping() {
  let [time, jump] = [0];
  const delay = (deadline) => {
    clearTimeout(jump);
    // Set before that of the driver, it goes off before that.
    jump = setTimeout(() => (time = Math.max(time, deadline)), 0);
    return 0;
  };
  return { now: () => time, delay };
}

function bot(answer, clock = jumping()) {
  const [sent, kinds] = [[], []];
  const call = Call.outgoing(ID, clock.now(), SETTINGS);
  const driver = new Driver(call, async (output) => { sent.push(output); return answer(output, driver); }, { clock, onStep: ({ outputs }) => kinds.push(...outputs.map(({ kind }) => kind)) }); // prettier-ignore
  return { driver, call, sent, kinds };
}

test("a call is kept alive until the service ends it", async () => {
  const { driver, sent, kinds } = bot((_, driver) => {
    // After its answer, and before any timer.
    if (sent.length === 4) setImmediate(() => driver.notified(ended));
    return { status: 200 };
  });
  assert.equal(await driver.run(), "unknown");
  assert.deepEqual(sent.map(({ request }) => request), ["keepAlive", "keepAlive", "keepAlive", "keepAlive"]); // prettier-ignore
  assert.deepEqual([kinds.filter((kind) => kind === "keepAliveSucceeded").length, kinds.at(-1)], [4, "ended"]);
});

test("requests that fail are told, and the call is given up in the end", async () => {
  const { driver, kinds } = bot(() => Promise.reject(new Error("refused")));
  assert.equal(await driver.run(), "abandoned");
  assert.deepEqual([kinds.filter((kind) => kind === "presumedLost").length, kinds.at(-1)], [1, "ended"]);
});

test("a call that the service does not know ends", async () => {
  const { driver } = bot(() => ({ status: 404, headers: {}, body: "" }));
  assert.equal(await driver.run(), "notFound");
});

test("what is asked is sent, and a driver that is stopped leaves the call as it is", async () => {
  const { driver, call, sent } = bot(() => new Promise(() => {}), new Clock());
  const run = driver.run();
  driver.ask("hangUp");
  await new Promise((done) => setTimeout(done, 5));
  driver.stop();
  assert.equal(await run, null);
  assert.equal(sent[0].request, "hangUp");
  const { digest } = call;
  await new Promise((done) => setTimeout(done, 20));
  assert.equal(call.digest, digest);
  assert.throws(() => driver.run(), /driven already/);
});

test("what the host throws ends the run", async () => {
  const call = () => Call.outgoing(ID, 0, SETTINGS);
  const onStep = () => { throw new Error("of the host"); }; // prettier-ignore
  await assert.rejects(new Driver(call(), async () => ({ status: 200 }), { clock: jumping(), onStep }).run(), /of the host/);
  await assert.rejects(new Driver(call(), async () => ({ status: "200" }), { clock: jumping() }).run(), /status is "200"/);
});

test("a clock goes on from its start, as fast as it is told", async () => {
  const clock = new Clock(1_000, 5);
  const first = clock.now();
  await new Promise((done) => setTimeout(done, 20));
  assert.ok(first >= 5 && clock.now() - first >= 15_000 && Number.isInteger(clock.now()));
  assert.ok(clock.delay(clock.now() + 60_000) <= 60);
  assert.equal(clock.delay(0), 0);
  assert.throws(() => new Clock(0), RangeError);
});
