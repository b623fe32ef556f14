// Graph's JSON: what the service posts and answers becomes events, and requests become methods and paths.

import * as abi from "./abi.mjs";
import { CreateError, needed } from "./errors.mjs";
import { appEventAt } from "./event.mjs";
import { callAt, noticeAt, read, readNotices, takeEvent } from "./room.mjs";
import { bodyOf, encoder, numberOf, octetsOf, putId, putTime, time, whole } from "./values.mjs";
import { PATH_SIZE, at, u32, u8, wasm } from "./wasm.mjs";
import { API_VERSIONS, optional } from "./words.mjs";
import { refuse } from "./errors.mjs";

const VERBS = optional(abi.verbWords);
const HEADERS = new Set(["location", "retry-after", "date"]);
const decoder = new TextDecoder();

/** A posted body: a string, or bytes. */
export const posted = (body) => (typeof body === "string" ? body : body instanceof Uint8Array ? body : octetsOf("body", body));

/** Reads a notification that the service has posted, for hosts with many calls: hand the `event` of each to its `call`. */
export function notices(body, now) {
  const text = posted(body);
  time("now", now);
  const room = readNotices(text);
  const found = [];
  for (let number = 0, place = room.notices; number < room.u32[room.count >> 2]; number++, place += abi.NOTICE_SIZE) {
    const notice = noticeAt(room, place, callAt(room, place));
    found.push({ ...notice, event: eventOf(room, place, now) });
  }
  return found;
}

function eventOf(room, place, now) {
  if (room.u8[place + abi.NOTICE_AT_WHAT] !== abi.NOTICE_EVENT) return null;
  takeEvent(room, place);
  putTime(at.EVENT, now);
  return appEventAt(at.EVENT);
}

/** The headers that matter, as lines. */
function linesOf(headers) {
  if (headers === undefined || headers === null) return "";
  if (typeof headers !== "object") needed("headers", headers, "an object, a Headers or a list of pairs");
  const lines = [];
  for (const [name, value] of Symbol.iterator in headers ? headers : Object.entries(headers)) {
    if (value === undefined || !HEADERS.has(String(name).toLowerCase())) continue;
    const one = Array.isArray(value) ? value[0] : value;
    if (typeof one !== "string" && typeof one !== "number") needed(`headers.${name}`, one, "a string");
    lines.push(`${name}: ${String(one).replaceAll("\n", " ")}`);
  }
  return lines.join("\n");
}

/** Headers and body as one, and where the body begins. */
export function answerOf(headers, body) {
  const [lines, octets] = [encoder.encode(linesOf(headers)), bodyOf("body", body)];
  const both = new Uint8Array(lines.length + octets.length);
  both.set(lines);
  both.set(octets, lines.length);
  return [both, lines.length];
}

/** Reads the answer to the request that creates a call: `call` of what is returned is its id. */
export function created(now, status, headers, body) {
  time("now", now);
  whole("status", status, 0, 65_535);
  const [both, lines] = answerOf(headers, body);
  const room = read(both, (room) =>
    room.wasm.cl_created(
      BigInt(now), status, room.body, lines, room.body + lines, both.length - lines,
      room.notices, room.text, room.textSize, room.length,
    ), // prettier-ignore
  );
  const notice = noticeAt(room, room.notices, callAt(room, room.notices));
  if (notice.what === "event") return { ...notice, event: eventOf(room, room.notices, now) };
  const wait = room.u32[(room.notices + abi.APP_EVENT_AT_HAS) >> 2] & abi.HAS_RETRY_AFTER;
  throw new CreateError(status, notice.code, notice.message, wait ? room.u32[(room.notices + abi.APP_EVENT_AT_RETRY_AFTER) >> 2] : null);
}

/** Reads an answer (`answerOf`) to the request that the event in the memory names, and puts the event of the reply there. */
export function readReply([both, lines], call) {
  const room = read(both, (room) =>
    room.wasm.cl_reply(
      room.asked, room.body, lines, room.body + lines, both.length - lines,
      room.notices, room.text, room.textSize, room.length,
    ), // prettier-ignore
  );
  takeEvent(room, room.notices);
  return noticeAt(room, room.notices, call);
}

/** The method and the path of a request of a call whose id is in the memory. */
export function requestOf(request, operation, options) {
  const { body, participant, version = "v1.0", ...others } = options;
  for (const name of Object.keys(others)) throw new TypeError(`options.${name} is no option: allowed are body, participant, version`);
  const number = numberOf("options.version", version, API_VERSIONS);
  // It is not looked at: whether there is one is what matters.
  const length = bodyOf("options.body", body).length === 0 ? 0 : 1;
  if (participant !== undefined && participant !== null) putId("options.participant", participant, at.PARTICIPANT);
  const whose = participant === undefined || participant === null ? 0 : at.PARTICIPANT;
  const code = wasm.cl_request(at.ID, whose, request, operation, number, at.BODY, length, at.VERB, at.PATH, PATH_SIZE, at.LENGTH);
  if (code) refuse(code);
  const path = decoder.decode(u8.subarray(at.PATH, at.PATH + u32[at.LENGTH >> 2]));
  return { method: VERBS[u8[at.VERB]], path };
}
