// The story that every language tells: its lines are those of bindings/tests/drop.txt.

import { Call, ServiceCall } from "call-lifecycle";

const CALL = "57dab8b1-894c-409a-b240-bd8beae78896";
const RECORDING = "0fe0623f-d628-42ed-b4bd-8ac290072cc5";
const SETTINGS = { jitter: 0 };
const SEND_FAILS_AFTER = 20_000;

let app = Call.outgoing(CALL, 0, SETTINGS);
let service = ServiceCall.outgoing(CALL, 0);

const isUp = (now) => now < 1_200_000 || now >= 3_900_000;
const lines = [];
const time = (value) => value ?? "never";

function show(now, end, event, step, digest) {
  const verdict = [step.verdict, step.rejection].filter(Boolean).join(" ");
  const state = [step.state, step.cause].filter(Boolean).join(" ");
  const next = [time(step.nextDeadline), step.deadlineKind].filter((part) => part !== null).join(" ");
  lines.push(`${now} ${end} ${event}: ${verdict}, ${state}, next ${next}, expires ${time(step.expiresAt)}, failures ${step.failures ?? 0}, digest ${digest}`);
  for (const output of step.outputs) lines.push(`  ${output.at} ${output.kind}${members(output)}`);
}

/** The members of an output that are there, in the order of the story. */
function members({ request, operation, number, slot, from, to, cause, tone, operationStatus, reason, phase, status, slots, sequence, active, announce }) {
  const bits = slots?.reduce((sum, one) => sum | (1 << one), 0) || null;
  const named = { request, operation, number, slot, from, to, cause, tone, operation_status: operationStatus, reason, phase, status, slots: bits, sequence };
  const there = Object.entries(named).filter(([, value]) => value !== null && value !== undefined);
  return there.map(([name, value]) => ` ${name} ${value}`).join("") + (active || announce ? " flag" : "");
}

/** The application's end: handles an event, and sends what it wishes sent. */
function ofApp(event) {
  const step = app.handle(event);
  app = Call.restore(app.snapshot(), SETTINGS);
  show(event.now, "app", event.kind, step, app.digest);
  const { now } = event;
  for (const { kind, request, operation, number } of step.outputs) {
    if (kind !== "send") continue;
    const token = { request, operation, number };
    ofApp({ kind: "sent", now, ...token });
    if (!isUp(now)) {
      ofApp({ kind: "failed", now: now + SEND_FAILS_AFTER, ...token });
    } else if (request === "operation") {
      const record = { request: "record", id: RECORDING, context: "greeting", profile: "recordResponse", playBeep: false, maxSilenceTimeout: 3, stopTones: ["#", "11"] };
      ofService({ kind: "request", now: now + 60, ...record }, token, now);
    } else {
      ofService({ kind: "request", now: now + 60, request }, token, now);
    }
  }
}

/** The service's end: handles an event, answers the request that it is, and notifies. */
function ofService(event, token, sent) {
  const before = service.copy();
  const step = service.handle(event);
  service = ServiceCall.restore(service.snapshot());
  show(event.now, "service", event.kind, step, service.digest);
  const after = service.copy();
  for (const output of step.outputs) {
    if (output.kind === "answer" && token) {
      ofApp(after.reply(output, token, sent, event.now + 60));
    } else if (isUp(event.now)) {
      const notification = after.notification(before, output, event.now + 90);
      if (notification) ofApp(notification);
    }
  }
}

/** The lines of the story. */
export function drop() {
  ofService({ kind: "peer", now: 900, peer: "rings" });
  ofService({ kind: "peer", now: 4_200, peer: "connects" });
  ofApp({ kind: "ask", now: 60_000, request: "operation", operation: "record", context: "greeting", takesAtMost: 30_000 });
  ofService({ kind: "media", now: 61_000, media: "speechStarted" });
  ofService({ kind: "media", now: 62_500, media: "speechStopped" });
  // Each end is woken at its deadline, the earlier first, and the application's at the same time.
  for (;;) {
    const [ofTheApp, ofTheService] = [app.nextDeadline ?? Infinity, service.nextDeadline ?? Infinity];
    if (ofTheApp === Infinity && ofTheService === Infinity) return `${lines.join("\n")}\n`;
    if (ofTheApp <= ofTheService) ofApp({ kind: "wake", now: ofTheApp });
    else ofService({ kind: "wake", now: ofTheService });
  }
}
