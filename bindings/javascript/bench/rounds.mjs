// keepAlive rounds with the class, next to those in Rust: nanoseconds an event, the least of many rounds. And a notification,
// read and applied, next to `JSON.parse` of its body alone.
//
// rounds.mjs PACKAGE RUST [TIMES NOTIFICATION]: the package's entry, the program that does the rounds in Rust, and the most that
// an event may take, as a multiple of the Rust one, and a notification, as a multiple of `JSON.parse`.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { pathToFileURL } from "node:url";

const [entry, rust, times, notification] = process.argv.slice(2);
const { Call } = await import(pathToFileURL(entry));

const ID = "57dab8b1-894c-409a-b240-bd8beae78896";
const [EACH, REPEATS] = [500, 400];
const BODY = JSON.stringify({
  "@odata.type": "#microsoft.graph.commsNotifications",
  value: [
    {
      "@odata.type": "#microsoft.graph.commsNotification",
      changeType: "updated",
      resource: `/app/calls/${ID}`,
      resourceUrl: `/communications/calls/${ID}`,
      resourceData: {
        "@odata.type": "#microsoft.graph.call",
        "@odata.id": `/communications/calls/${ID}`,
        "@odata.etag": 'W/"5445"',
        id: ID,
        state: "established",
        direction: "outgoing",
        callbackUri: "https://bot.example.org/callback/calls",
        mediaState: { "@odata.type": "#microsoft.graph.callMediaState", audio: "active" },
        callChainId: "d8217646-3110-40b1-bae6-e9ac6c3a9f74",
      },
    },
  ],
});
const BYTES = Buffer.from(BODY);

/** Three events each: a wake, a request that leaves, a reply of 200. */
const rounds = (start) => () => {
  const call = Call.outgoing(ID, start);
  return (count) => keepAlives(call, count);
};

function keepAlives(call, count) {
  let due = call.nextDeadline;
  for (let round = 0; round < count; round++) {
    for (const output of call.wake(due).outputs) {
      if (output.kind !== "send" || output.request !== "keepAlive") continue;
      call.sent(due, output);
      const step = call.reply(due + 100, output, due, 200);
      if (step.state !== "establishing" || step.cause !== null) throw new Error("the call has ended");
      due = step.nextDeadline;
    }
  }
}

/** The same over many calls, more than have a place in the module's memory: the least of many turns. */
const CALLS = 1_000;
function inTurn(turns) {
  const calls = Array.from({ length: CALLS }, () => Call.outgoing(ID, 0));
  let now = calls[0].nextDeadline;
  let found = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < turns; turn++, now += 900_000) {
    const start = process.hrtime.bigint();
    for (const call of calls) {
      const [output] = call.wake(now).outputs;
      call.sent(now, output);
      call.reply(now, output, now, 200);
    }
    found = Math.min(found, Number(process.hrtime.bigint() - start) / (CALLS * 3));
  }
  return found;
}

const notifications = (body) => () => {
  const call = Call.adopted(ID, 0, "ringing");
  return (count) => {
    for (let now = 0; now < count; now++) {
      for (const notice of call.notified(now, body)) if (notice.step.state !== "established") throw new Error("it was not applied");
    }
  };
};

const parses = (read) => () => (count) => {
  for (let number = 0; number < count; number++) if (read().value.length !== 1) throw new Error("it was not read");
};

/** The least of many, and in turn, so that what else the machine does is the same for all. */
function least(...runs) {
  const found = runs.map(() => Number.POSITIVE_INFINITY);
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    for (const [number, [prepare, events]] of runs.entries()) {
      const run = prepare();
      const start = process.hrtime.bigint();
      run(EACH);
      const took = Number(process.hrtime.bigint() - start) / (EACH * events);
      found[number] = Math.min(found[number], took);
    }
  }
  return found;
}

const inRust = () => Number(execFileSync(rust, ["200", "3000"], { encoding: "utf8" }));

/** Measures, says what was found, and returns why that is too much, if it is. */
function measure() {
  const before = Math.min(inRust(), inRust());
  const [event, today] = least([rounds(0), 3], [rounds(Date.UTC(2026, 10, 30)), 3]);
  const many = inTurn(400);
  const [bytes, text, parseBytes, parseText] = least(
    [notifications(BYTES), 1],
    [notifications(BODY), 1],
    [parses(() => JSON.parse(BYTES)), 1],
    [parses(() => JSON.parse(BODY)), 1],
  );
  const ofRust = Math.min(before, inRust(), inRust());

  const ratio = event / ofRust;
  console.log(`an event of a keepAlive round: ${ofRust.toFixed(2)} ns in Rust, ${event.toFixed(1)} ns with the class: ${ratio.toFixed(2)} times`);
  console.log(`with the times of today, which are no small numbers: ${today.toFixed(1)} ns`);
  console.log(`in turn over ${CALLS} calls: ${many.toFixed(1)} ns`);
  console.log(`a notification of ${BYTES.length} bytes: ${bytes.toFixed(0)} ns read and applied, ${parseBytes.toFixed(0)} ns in JSON.parse: ${(bytes / parseBytes).toFixed(2)} times`);
  console.log(`as a string: ${text.toFixed(0)} ns, ${parseText.toFixed(0)} ns: ${(text / parseText).toFixed(2)} times`);
  if (times && ratio > Number(times)) return `an event takes more than ${times} times what it takes in Rust`;
  if (notification && bytes / parseBytes > Number(notification)) return `a notification takes more than ${notification} times what JSON.parse takes`;
  return undefined;
}

// A busy machine may have something else to do even in the least of many turns, and compiles late.
let why = "it was not measured";
for (let attempt = 0; why && attempt < 5; attempt++) why = measure();
assert.equal(why, undefined);
