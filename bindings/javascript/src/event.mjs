// Events of the application's end, as plain objects.

import * as abi from "./abi.mjs";
import { fields, putEvent } from "./fields.mjs";
import { at, u8, wasm } from "./wasm.mjs";

const of = fields(abi.APP_EVENT_AT_HAS);

const MEMBERS = {
  kind: of.word(abi.APP_EVENT_AT_KIND, abi.appEventWords),
  now: of.time(abi.APP_EVENT_AT_NOW),
  sent: of.time(abi.APP_EVENT_AT_SENT),
  request: of.word(abi.APP_EVENT_AT_REQUEST, abi.appRequestWords),
  operation: of.word(abi.APP_EVENT_AT_OPERATION, abi.operationKindWords),
  number: of.u16(abi.APP_EVENT_AT_NUMBER),
  context: of.context(abi.APP_EVENT_AT_CONTEXT, abi.HAS_CONTEXT),
  takesAtMost: of.u32(abi.APP_EVENT_AT_TAKES_AT_MOST, abi.HAS_TAKES_AT_MOST),
  endless: of.flag(abi.APP_EVENT_AT_ENDLESS),
  status: of.u16(abi.APP_EVENT_AT_STATUS),
  retryAfter: of.u32(abi.APP_EVENT_AT_RETRY_AFTER, abi.HAS_RETRY_AFTER),
  body: of.word(abi.APP_EVENT_AT_BODY, abi.appBodyWords),
  change: of.word(abi.APP_EVENT_AT_CHANGE, abi.changeTypeWords),
  state: of.state(abi.APP_EVENT_AT_STATE, abi.callStateWords),
  code: of.i32(abi.APP_EVENT_AT_CODE, abi.HAS_CODE),
  subcode: of.i32(abi.APP_EVENT_AT_SUBCODE, abi.HAS_SUBCODE),
  audioActive: of.flag(abi.APP_EVENT_AT_AUDIO_ACTIVE),
  tone: of.word(abi.APP_EVENT_AT_TONE, abi.toneWords),
  sequenceId: of.sequence(abi.APP_EVENT_AT_SEQUENCE_ID),
  appTransferred: of.flag(abi.APP_EVENT_AT_APP_TRANSFERRED),
  id: of.id(abi.APP_EVENT_AT_ID, abi.HAS_ID),
  operationStatus: of.word(abi.APP_EVENT_AT_OPERATION_STATUS, abi.operationStatusWords),
  reason: of.word(abi.APP_EVENT_AT_REASON, abi.completionReasonWords),
  deleted: of.flag(abi.APP_EVENT_AT_DELETED),
};

const TOKEN = ["request", "operation", "number"];
const HINTS = ["context", "takesAtMost", "endless"];
const CALL = ["change", "state", "code", "subcode", "audioActive", "tone", "sequenceId", "appTransferred"];
const OPERATION = ["id", "context", "operationStatus", "reason", "code", "subcode", "deleted"];

/** What each kind has: index.d.mts says the same. */
const KINDS = {
  wake: [],
  ask: ["request", "operation", ...HINTS],
  sent: [...TOKEN, ...HINTS],
  reply: [...TOKEN, "sent", "status", "retryAfter", "body"],
  failed: TOKEN,
  call: CALL,
  operation: OPERATION,
  created: ["sent"],
};
const BODIES = { empty: [], call: CALL, operation: OPERATION };

function blank() {
  wasm.cl_app_event_init(at.EVENT, 0n, 0);
  return u8.slice(at.EVENT, at.EVENT + abi.APP_EVENT_SIZE);
}
export const BLANK = blank();

/** Writes an event where the library reads it. */
export const putAppEvent = (event) => putEvent(event, MEMBERS, BLANK, at.EVENT);

/** The event in some place, with the members that its kind has and that are there. */
export function appEventAt(place) {
  const kind = MEMBERS.kind.get(place);
  const event = { kind, now: MEMBERS.now.get(place) };
  const names = kind === "reply" ? [...KINDS.reply, ...BODIES[MEMBERS.body.get(place)]] : KINDS[kind];
  for (const name of names) {
    const value = MEMBERS[name].get(place);
    if (value !== undefined) event[name] = value;
  }
  // The number of a tone counts only with one.
  if (event.tone === undefined) delete event.sequenceId;
  return event;
}
