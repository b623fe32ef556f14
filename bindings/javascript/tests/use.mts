// What TypeScript has to accept, and after each `@ts-expect-error` what it has to refuse.

import { Call, type CallState, CreateError, type Event, type Output, ServiceCall, type Step, created, notices } from "call-lifecycle";
import { Clock, Driver } from "call-lifecycle/driver";
import { use } from "call-lifecycle/use";

const call = Call.outgoing("57dab8b1-894c-409a-b240-bd8beae78896", 0, { jitter: 0 });
const step: Step = call.wake(call.nextDeadline ?? 0);
for (const output of step.outputs) {
  if (output.kind === "send") {
    const { method, path } = call.request(output, { version: "beta" });
    const verb: "GET" | "POST" | "DELETE" = method;
    call.sent(5, output, { context: "greeting" });
    call.reply(5, output, 5, 200, new Headers(), `${verb} ${path}`);
    // @ts-expect-error a request has no cause
    output.cause;
  }
  if (output.kind === "ended") {
    const cause: string = output.cause;
    console.log(cause, output.slots.length);
  }
}
const state: CallState = step.state;
// @ts-expect-error it is no state
const wrong: CallState = "Established";
// @ts-expect-error null has to be looked at
const deadline: number = step.nextDeadline;
// @ts-expect-error it is no request
call.ask(5, "keepalive");
// @ts-expect-error an operation has a kind
call.ask(5, "operation");
// @ts-expect-error a reply has a status
const reply: Event = { kind: "reply", now: 5, request: "keepAlive", sent: 5 };
// @ts-expect-error a call begins in one of several ways
new Call();
// @ts-expect-error it is no setting
Call.outgoing("57dab8b1-894c-409a-b240-bd8beae78896", 0, { jiter: 0 });
// @ts-expect-error members cannot be changed
step.state = "hold";

const everyKind = (output: Output): string => {
  switch (output.kind) {
    case "send":
      return output.request === "operation" ? output.operation : output.request;
    case "state":
      return `${output.from} ${output.to}`;
    case "ended":
      return output.cause;
    case "operationEnded":
      return output.operationStatus;
    case "tone":
      return output.tone;
    case "audioActive":
      return String(output.active);
    case "operationAccepted":
    case "operationRunning":
      return String(output.slot);
    case "operationsCancelled":
    case "operationsOverdue":
      return output.slots.join();
    default:
      return output.kind satisfies "resultLearnt" | "keepAliveSucceeded" | "keepAliveFailed" | "presumedLost" | "revived" | "answerOverdue";
  }
};

const service = ServiceCall.incoming("57dab8b1-894c-409a-b240-bd8beae78896", 0);
const before = service.copy();
for (const output of service.peer(5, "rings").outputs) {
  const event = service.notification(before, output, 6);
  if (event) call.handle(event);
}
service.handle({ kind: "request", now: 5, request: "record", id: "57dab8b1-894c-409a-b240-bd8beae78896", stopTones: ["#"] });
// @ts-expect-error it has no id
service.handle({ kind: "request", now: 5, request: "record" });
for (const { call: id, event } of notices("{}", 5)) if (id && event) call.handle(event);
try {
  Call.restore(Call.outgoing(created(5, 201, { location: "x" }, "{}").call, 5).snapshot());
} catch (error) {
  if (error instanceof CreateError) console.log(error.retryAfter, everyKind, state, wrong, deadline, reply);
}
const driver = new Driver(call, async ({ request }) => ({ status: request === "keepAlive" ? 200 : 404 }), { clock: new Clock(60), onStep: (step) => void step.outputs });
driver.run().then((cause) => console.log(cause));
use(new Uint8Array());
