// Steps and their outputs, as plain objects.

import * as abi from "./abi.mjs";
import { needed } from "./errors.mjs";
import { flag, numberOf, putTime, time, timeAt, whole } from "./values.mjs";
import { numbers, optional } from "./words.mjs";
import { at, u16, u32, u8 } from "./wasm.mjs";

const { STEP } = at;
const SPAN = 4_294_967_296;
const NEVER = SPAN - 1;

const VERDICTS = optional(abi.verdictWords);
const REJECTIONS = optional(abi.rejectionWords);
const STATES = optional(abi.callStateWords);
const CAUSES = optional(abi.causeWords);
const DEADLINES = optional(abi.deadlineKindWords);
const REQUESTS = optional(abi.appRequestWords);
const KINDS = optional(abi.operationKindWords);
const TONES = optional(abi.toneWords);
const STATUSES = optional(abi.operationStatusWords);
const REASONS = optional(abi.completionReasonWords);
const PHASES = optional(abi.recordPhaseWords);

const HEAD = (STEP + abi.STEP_AT_VERDICT) >> 2;
/** What is so or not, for each combination of bits: a step has one of these, which it shares with others. */
const flagsOf = (members) =>
  Array.from({ length: 256 }, (_, bits) => Object.freeze(Object.fromEntries(Object.entries(members).map(([name, bit]) => [name, (bits & bit) !== 0]))));
const OF_BOTH = { clockRegressed: abi.CLOCK_REGRESSED, deadlineChanged: abi.DEADLINE_CHANGED };
const SERVICE_FLAGS = flagsOf(OF_BOTH);
const FLAGS = flagsOf({
  ...OF_BOTH,
  presumedLost: abi.PRESUMED_LOST,
  inFlight: abi.IN_FLIGHT,
  audioActive: abi.AUDIO_ACTIVE,
  hangUpConfirmed: abi.HANG_UP_CONFIRMED,
});

const FIRST = STEP + abi.STEP_AT_OUTPUTS;
const byteOf = (place) => 8 * (place & 3);

/** The step of the application's end that was written just now. */
export function readStep() {
  // Four numbers of a byte each at a time.
  const words = u32[HEAD];
  const others = u32[HEAD + 1];
  const flags = others >>> byteOf(abi.STEP_AT_FLAGS);
  const next = u32[(STEP + abi.STEP_AT_NEXT_DEADLINE + 4) >> 2];
  const expires = u32[(STEP + abi.STEP_AT_EXPIRES_AT + 4) >> 2];
  return {
    verdict: VERDICTS[(words >>> byteOf(abi.STEP_AT_VERDICT)) & 255],
    rejection: REJECTIONS[(words >>> byteOf(abi.STEP_AT_REJECTION)) & 255],
    state: STATES[(words >>> byteOf(abi.STEP_AT_STATE)) & 255],
    cause: CAUSES[(words >>> byteOf(abi.STEP_AT_CAUSE)) & 255],
    nextDeadline: next === NEVER ? null : next * SPAN + u32[(STEP + abi.STEP_AT_NEXT_DEADLINE) >> 2],
    deadlineKind: DEADLINES[(others >>> byteOf(abi.STEP_AT_DEADLINE_KIND)) & 255],
    expiresAt: expires === NEVER ? null : expires * SPAN + u32[(STEP + abi.STEP_AT_EXPIRES_AT) >> 2],
    failures: (others >>> byteOf(abi.STEP_AT_FAILURES)) & 255,
    flags: FLAGS[flags & 255],
    outputs: appOutputs((others >>> byteOf(abi.STEP_AT_COUNT)) & 255),
  };
}

/** The step of the service's end that was written just now. */
export function readServiceStep() {
  const flags = u8[STEP + abi.STEP_AT_FLAGS];
  return {
    verdict: VERDICTS[u8[STEP + abi.STEP_AT_VERDICT]],
    rejection: REJECTIONS[u8[STEP + abi.STEP_AT_REJECTION]],
    state: STATES[u8[STEP + abi.STEP_AT_STATE]],
    cause: CAUSES[u8[STEP + abi.STEP_AT_CAUSE]],
    nextDeadline: timeAt(STEP + abi.STEP_AT_NEXT_DEADLINE),
    deadlineKind: DEADLINES[u8[STEP + abi.STEP_AT_DEADLINE_KIND]],
    expiresAt: timeAt(STEP + abi.STEP_AT_EXPIRES_AT),
    flags: SERVICE_FLAGS[flags],
    outputs: outputs(u8[STEP + abi.STEP_AT_COUNT], SERVICE_OUTPUTS),
  };
}

/** The outputs of the application's end. Most steps have none or one, and most of these are one of two kinds. */
function appOutputs(count) {
  if (count === 0) return [];
  if (count === 1) return [appOutput(FIRST)];
  const found = [];
  for (let number = 0; number < count; number++) found.push(appOutput(FIRST + number * abi.OUTPUT_SIZE));
  return found;
}

function appOutput(place) {
  const words = u32[(place + abi.OUTPUT_AT_KIND) >> 2];
  const kind = words & 255;
  const high = u32[(place + abi.OUTPUT_AT_AT + 4) >> 2];
  const at = high * SPAN + u32[(place + abi.OUTPUT_AT_AT) >> 2];
  if (kind === abi.APP_OUTPUT_SEND) {
    return { kind: "send", at, request: REQUESTS[(words >>> byteOf(abi.OUTPUT_AT_REQUEST)) & 255], operation: KINDS[(words >>> byteOf(abi.OUTPUT_AT_OPERATION)) & 255], number: u16[(place + abi.OUTPUT_AT_NUMBER) >> 1] };
  }
  if (kind === abi.APP_OUTPUT_KEEP_ALIVE_SUCCEEDED) return { kind: "keepAliveSucceeded", at };
  return APP_OUTPUTS[kind](place);
}

function outputs(count, kinds) {
  const found = [];
  for (let number = 0, place = FIRST; number < count; number++, place += abi.OUTPUT_SIZE) found.push(kinds[u8[place + abi.OUTPUT_AT_KIND]](place));
  return found;
}

const slots = (place) => {
  const found = [];
  for (let bits = u32[(place + abi.OUTPUT_AT_SLOTS) >> 2], slot = 0; bits !== 0; bits >>>= 1, slot++) if (bits & 1) found.push(slot);
  return found;
};
const slot = (place) => {
  const number = u8[place + abi.OUTPUT_AT_SLOT];
  return number === abi.NONE ? null : number;
};
const bare = (kind) => (place) => ({ kind, at: timeAt(place) });
const ofSlot = (kind) => (place) => ({ kind, at: timeAt(place), slot: slot(place) });
const ofSlots = (kind) => (place) => ({ kind, at: timeAt(place), slots: slots(place) });
const state = (place) => ({ kind: "state", at: timeAt(place), from: STATES[u8[place + abi.OUTPUT_AT_FROM]], to: STATES[u8[place + abi.OUTPUT_AT_TO]] });
const operationEnded = (place) => ({
  kind: "operationEnded",
  at: timeAt(place),
  slot: slot(place),
  operationStatus: STATUSES[u8[place + abi.OUTPUT_AT_OPERATION_STATUS]],
  reason: REASONS[u8[place + abi.OUTPUT_AT_REASON]],
});

/** Which members each kind has: index.d.mts says the same. */
const APP_OUTPUTS = readers(abi.appOutputWords, {
  send: (place) => ({
    kind: "send",
    at: timeAt(place),
    request: REQUESTS[u8[place + abi.OUTPUT_AT_REQUEST]],
    operation: KINDS[u8[place + abi.OUTPUT_AT_OPERATION]],
    number: u16[(place + abi.OUTPUT_AT_NUMBER) >> 1],
  }),
  state,
  ended: (place) => ({ kind: "ended", at: timeAt(place), cause: CAUSES[u8[place + abi.OUTPUT_AT_CAUSE]], slots: slots(place) }),
  resultLearnt: bare("resultLearnt"),
  audioActive: (place) => ({ kind: "audioActive", at: timeAt(place), active: u8[place + abi.OUTPUT_AT_FLAG] !== 0 }),
  tone: (place) => ({ kind: "tone", at: timeAt(place), tone: TONES[u8[place + abi.OUTPUT_AT_TONE]] }),
  keepAliveSucceeded: bare("keepAliveSucceeded"),
  keepAliveFailed: bare("keepAliveFailed"),
  presumedLost: bare("presumedLost"),
  revived: bare("revived"),
  answerOverdue: bare("answerOverdue"),
  operationAccepted: ofSlot("operationAccepted"),
  operationRunning: ofSlot("operationRunning"),
  operationEnded,
  operationsCancelled: ofSlots("operationsCancelled"),
  operationsOverdue: ofSlots("operationsOverdue"),
});

const SERVICE_OUTPUTS = readers(abi.serviceOutputWords, {
  answer: (place) => ({ kind: "answer", at: timeAt(place), status: u16[(place + abi.OUTPUT_AT_STATUS) >> 1], slot: slot(place) }),
  state,
  ended: (place) => ({ kind: "ended", at: timeAt(place), cause: CAUSES[u8[place + abi.OUTPUT_AT_CAUSE]] }),
  operationsEnded: ofSlots("operationsEnded"),
  phase: (place) => ({
    kind: "phase",
    at: timeAt(place),
    slot: slot(place),
    phase: PHASES[u8[place + abi.OUTPUT_AT_PHASE]],
    announce: u8[place + abi.OUTPUT_AT_FLAG] !== 0,
  }),
  operationEnded,
  tone: (place) => ({
    kind: "tone",
    at: timeAt(place),
    tone: TONES[u8[place + abi.OUTPUT_AT_TONE]],
    sequence: u32[(place + abi.OUTPUT_AT_SEQUENCE) >> 2],
  }),
});

const BACK = {
  at: (place, name, value) => putTime(place + abi.OUTPUT_AT_AT, time(name, value)),
  slot: (place, name, value) => byte(place + abi.OUTPUT_AT_SLOT, name, value),
  status: (place, name, value) => {
    u16[(place + abi.OUTPUT_AT_STATUS) >> 1] = whole(name, value, 0, 0xffff);
  },
  sequence: (place, name, value) => {
    u32[(place + abi.OUTPUT_AT_SEQUENCE) >> 2] = whole(name, value, 0, 0xffff_ffff);
  },
  slots: (place, name, value) => {
    if (!Array.isArray(value)) needed(name, value, "an array of slots");
    u32[(place + abi.OUTPUT_AT_SLOTS) >> 2] = value.reduce((bits, slot) => bits | (1 << whole(name, slot, 0, 31)), 0);
  },
  announce: (place, name, value) => {
    u8[place + abi.OUTPUT_AT_FLAG] = flag(name, value);
  },
  kind: back(abi.OUTPUT_AT_KIND, abi.serviceOutputWords),
  from: back(abi.OUTPUT_AT_FROM, abi.callStateWords),
  to: back(abi.OUTPUT_AT_TO, abi.callStateWords),
  cause: back(abi.OUTPUT_AT_CAUSE, abi.causeWords),
  tone: back(abi.OUTPUT_AT_TONE, abi.toneWords),
  phase: back(abi.OUTPUT_AT_PHASE, abi.recordPhaseWords),
  operationStatus: back(abi.OUTPUT_AT_OPERATION_STATUS, abi.operationStatusWords),
  reason: back(abi.OUTPUT_AT_REASON, abi.completionReasonWords),
};

function byte(place, name, value) {
  u8[place] = whole(name, value, 0, 255);
}

function back(member, words) {
  const of = numbers(words);
  return (place, name, value) => {
    u8[place + member] = numberOf(name, value, of);
  };
}

/** Writes an output of the service's end as it came. */
export function putServiceOutput(output, place) {
  if (typeof output !== "object" || output === null) needed("output", output, "an output of a step of this end");
  const members = Object.entries(output);
  u8.fill(abi.NONE, place, place + abi.OUTPUT_SIZE);
  u32.fill(0, place >> 2, (place + abi.OUTPUT_AT_KIND) >> 2);
  u8[place + abi.OUTPUT_AT_FLAG] = 0;
  for (const [name, value] of members) {
    if (!Object.hasOwn(BACK, name)) throw new TypeError(`output.${name} is no member of an output of this end: allowed are ${Object.keys(BACK).join(", ")}`);
    if (value !== null && value !== undefined) BACK[name](place, `output.${name}`, value);
  }
  if (!members.some(([name]) => name === "kind")) BACK.kind(place, "output.kind", undefined);
}

function readers(words, of) {
  return words.map((word) => of[word]);
}
