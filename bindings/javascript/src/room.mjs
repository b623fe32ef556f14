// Where Graph's JSON is read: in the memory of the module, or in that of another instance if a body is too long for it. That
// one is forgotten afterwards, so that one long body does not hold memory forever.

import * as abi from "./abi.mjs";
import { refuse } from "./errors.mjs";
import { BODY_SIZE, NOTICES, TEXT_SIZE, at, buffer, instantiate, u32, u8, wasm } from "./wasm.mjs";
import { encoder, idAt } from "./values.mjs";
import { optional } from "./words.mjs";

/** The room in the memory of the module. A reply is asked about at `asked`. */
export const MAIN = {
  wasm, u8, u32,
  asked: at.EVENT, notices: at.NOTICE, capacity: NOTICES, text: at.TEXT, textSize: TEXT_SIZE,
  body: at.BODY, bodySize: BODY_SIZE, count: at.COUNT, length: at.LENGTH,
}; // prettier-ignore

const view = new Uint8Array(buffer, at.BODY, BODY_SIZE);

/** A separate, larger room. */
function larger(capacity, textSize, bodySize) {
  const sizes = { asked: abi.APP_EVENT_SIZE, notices: capacity * abi.NOTICE_SIZE, count: 8, length: 8, text: textSize, body: bodySize };
  const { exports, start, buffer } = instantiate(Object.values(sizes).reduce((sum, size) => sum + size, 16));
  const room = { wasm: exports, u8: new Uint8Array(buffer), u32: new Uint32Array(buffer), capacity, textSize, bodySize };
  let next = start;
  for (const [name, size] of Object.entries(sizes)) {
    room[name] = next;
    next += size;
  }
  room.u8.set(u8.subarray(at.EVENT, at.EVENT + abi.APP_EVENT_SIZE), room.asked);
  return room;
}

/** Has the library read bytes, in a room that is large enough for them and for what it writes. */
export function read(octets, how) {
  let room = MAIN;
  if (octets.length > BODY_SIZE) room = larger(NOTICES, TEXT_SIZE, octets.length);
  for (;;) {
    room.u8.set(octets, room.body);
    room.u32[room.count >> 2] = 0;
    const code = how(room);
    if (code === abi.OK) return room;
    if (code !== abi.TOO_SHORT) refuse(code);
    room = larger(Math.max(room.u32[room.count >> 2], room.capacity), Math.max(room.u32[room.length >> 2], room.textSize), octets.length);
  }
}

/** Has the library read a notification, whose events get the time 0. */
export function readNotices(body) {
  if (typeof body !== "string") {
    if (body.length > BODY_SIZE) return read(body, (room) => noticesIn(room, body.length));
    view.set(body);
    return notices(body.length) ? MAIN : read(body, (room) => noticesIn(room, body.length));
  }
  if (body.length <= BODY_SIZE) {
    const { read: taken, written } = encoder.encodeInto(body, view);
    if (taken === body.length && notices(written)) return MAIN;
  }
  return readNotices(encoder.encode(body));
}

/** In the memory of the module. False: it is too short. */
function notices(length) {
  const code = wasm.cl_notices(at.BODY, length, 0n, at.NOTICE, NOTICES, at.COUNT, at.TEXT, TEXT_SIZE, at.LENGTH);
  if (code !== abi.OK && code !== abi.TOO_SHORT) refuse(code);
  return code === abi.OK;
}

const noticesIn = (room, length) =>
  room.wasm.cl_notices(room.body, length, 0n, room.notices, room.capacity, room.count, room.text, room.textSize, room.length);

const WHAT = optional(abi.noticeWords);
const KINDS = optional(abi.operationKindWords);
const decoder = new TextDecoder();

/** A text of a notice: where it begins, and its length. */
function textAt({ text, u8, u32 }, place) {
  const length = u32[(place + 4) >> 2];
  if (length === 0) return null;
  const from = text + u32[place >> 2];
  return decoder.decode(u8.subarray(from, from + length));
}

/** A notice, without the event. */
export function noticeAt(room, place, call) {
  const { u8, u32 } = room;
  const what = WHAT[u8[place + abi.NOTICE_AT_WHAT]];
  const operation = KINDS[u8[place + abi.NOTICE_AT_OPERATION]];
  // Most have none.
  const hasTexts =
    u32[(place + abi.NOTICE_AT_LOCATION_LENGTH) >> 2] | u32[(place + abi.NOTICE_AT_TOKEN_LENGTH) >> 2] |
    u32[(place + abi.NOTICE_AT_CODE_LENGTH) >> 2] | u32[(place + abi.NOTICE_AT_MESSAGE_LENGTH) >> 2]; // prettier-ignore
  if (hasTexts === 0) return { what, call, operation, location: null, token: null, code: null, message: null, step: null };
  return {
    what,
    call,
    operation,
    location: textAt(room, place + abi.NOTICE_AT_LOCATION_AT),
    token: textAt(room, place + abi.NOTICE_AT_TOKEN_AT),
    code: textAt(room, place + abi.NOTICE_AT_CODE_AT),
    message: textAt(room, place + abi.NOTICE_AT_MESSAGE_AT),
    step: null,
  };
}

/** The id of the call that a notice is about; null if it is not known. */
export function callAt(room, place) {
  const at = (place + abi.NOTICE_AT_CALL) >> 2;
  const { u32 } = room;
  return (u32[at] | u32[at + 1] | u32[at + 2] | u32[at + 3]) === 0 ? null : idAt(place + abi.NOTICE_AT_CALL, room.u8);
}

/** Takes the event of a notice to where the library handles it. */
export function takeEvent(room, place) {
  u8.set(room.u8.subarray(place, place + abi.APP_EVENT_SIZE), at.EVENT);
}
