// Events of the service's end, as plain objects. Spans of a recording are in seconds, as in Graph's JSON.

import * as abi from "./abi.mjs";
import { needed } from "./errors.mjs";
import { fields, putEvent } from "./fields.mjs";
import { at, u8, wasm } from "./wasm.mjs";

const of = fields(abi.SERVICE_EVENT_AT_HAS);
const [SEQUENCES, SYMBOLS] = [8, 8];

/** Up to 8 texts of up to 8 symbols, each filled up with zeros. */
function putStopTones(event, name, value) {
  if (!Array.isArray(value)) needed(name, value, 'an array of strings, such as ["#", "11"],');
  for (const [number, sequence] of value.entries()) {
    if (typeof sequence !== "string") needed(`${name}[${number}]`, sequence, "a string");
    if (number >= SEQUENCES || sequence.length < 1 || sequence.length > SYMBOLS || !/^[\x21-\x7e]*$/.test(sequence)) {
      throw new RangeError(`${name}[${number}] is ${JSON.stringify(sequence.slice(0, 80))}: up to ${SEQUENCES} texts of 1 to ${SYMBOLS} symbols are allowed`);
    }
    for (let symbol = 0; symbol < sequence.length; symbol++) {
      u8[event + abi.SERVICE_EVENT_AT_STOP_TONES + number * SYMBOLS + symbol] = sequence.charCodeAt(symbol);
    }
  }
}

const MEMBERS = {
  kind: of.word(abi.SERVICE_EVENT_AT_KIND, abi.serviceEventWords),
  now: of.time(abi.SERVICE_EVENT_AT_NOW),
  request: of.word(abi.SERVICE_EVENT_AT_REQUEST, abi.serviceRequestWords),
  operation: of.word(abi.SERVICE_EVENT_AT_OPERATION, abi.operationKindWords),
  id: of.id(abi.SERVICE_EVENT_AT_ID, abi.HAS_ID),
  context: of.context(abi.SERVICE_EVENT_AT_CONTEXT, abi.HAS_CONTEXT),
  profile: of.word(abi.SERVICE_EVENT_AT_PROFILE, abi.profileWords),
  prompts: of.u32(abi.SERVICE_EVENT_AT_PROMPTS),
  targets: of.u32(abi.SERVICE_EVENT_AT_TARGETS),
  timeout: of.i32(abi.SERVICE_EVENT_AT_TIMEOUT, abi.HAS_TIMEOUT),
  initialSilenceTimeout: of.i32(abi.SERVICE_EVENT_AT_INITIAL_SILENCE_TIMEOUT, abi.HAS_INITIAL_SILENCE),
  maxSilenceTimeout: of.i32(abi.SERVICE_EVENT_AT_MAX_SILENCE_TIMEOUT, abi.HAS_MAX_SILENCE),
  maxRecordDuration: of.i32(abi.SERVICE_EVENT_AT_MAX_RECORD_DURATION, abi.HAS_MAX_DURATION),
  bargeInAllowed: of.flag(abi.SERVICE_EVENT_AT_BARGE_IN_ALLOWED),
  playBeep: of.flag(abi.SERVICE_EVENT_AT_PLAY_BEEP),
  streamWhileRecording: of.flag(abi.SERVICE_EVENT_AT_STREAM_WHILE_RECORDING),
  stopTones: { put: putStopTones },
  peer: of.word(abi.SERVICE_EVENT_AT_PEER, abi.peerEventWords),
  media: of.word(abi.SERVICE_EVENT_AT_MEDIA, abi.mediaEventWords),
  tone: of.word(abi.SERVICE_EVENT_AT_TONE, abi.toneWords),
  slot: of.u8(abi.SERVICE_EVENT_AT_SLOT),
  success: of.flag(abi.SERVICE_EVENT_AT_SUCCESS),
};

function blank() {
  wasm.cl_service_event_init(at.SERVICE_EVENT, 0n, 0);
  return u8.slice(at.SERVICE_EVENT, at.SERVICE_EVENT + abi.SERVICE_EVENT_SIZE);
}
const BLANK = blank();
u8.set(BLANK, at.SERVICE_WAKE);

/** Writes an event where the library reads it. */
export const putServiceEvent = (event) => putEvent(event, MEMBERS, BLANK, at.SERVICE_EVENT);
