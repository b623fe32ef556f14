// Numbers, ids and texts: from JavaScript to the memory, and back.

import { NONE } from "./abi.mjs";
import { needed, noNumber, noTime, noWord, refuse } from "./errors.mjs";
import { BODY_SIZE, at, u8, u32, wasm } from "./wasm.mjs";

const SPAN = 4_294_967_296;
const HIGH = 1 / SPAN;
const NEVER = SPAN - 1;

/** Whether it is a time: milliseconds as a whole number that JavaScript can count with. */
export const isTime = (value) => Number.isSafeInteger(value) && value >= 0;

export function time(name, value) {
  if (!isTime(value)) noTime(name, value);
  return value;
}

/** Writes a time that was checked. */
export function putTime(place, value) {
  u32[place >> 2] = value;
  u32[(place >> 2) + 1] = value * HIGH;
}

/** A time; null for one that never comes. */
export function timeAt(place) {
  const high = u32[(place >> 2) + 1];
  return high === NEVER ? null : high * SPAN + u32[place >> 2];
}

export function whole(name, value, least, most) {
  if (!Number.isInteger(value) || value < least || value > most) noNumber(name, value, least, most);
  return value;
}

export function flag(name, value) {
  if (typeof value !== "boolean") needed(name, value, "true or false");
  return value ? 1 : 0;
}

/** The number of a word. */
export function numberOf(name, word, of) {
  const number = of.get(word);
  if (number === undefined) noWord(name, word, of.keys());
  return number;
}

/** The number of a word that may be absent. */
export const optionalNumber = (name, word, of) => (word === undefined || word === null ? NONE : numberOf(name, word, of));

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
const ID = /^[\da-f]{8}(-?)[\da-f]{4}\1[\da-f]{4}\1[\da-f]{4}\1[\da-f]{12}$/i;

/** Writes an id: 32 hexadecimal digits, with dashes or without. */
export function putId(name, value, place) {
  if (typeof value !== "string") needed(name, value, "a string");
  if (!ID.test(value)) throw new TypeError(`${name} is ${JSON.stringify(value.slice(0, 80))}: 32 hexadecimal digits are needed, with dashes or without`);
  const digits = value.replaceAll("-", "");
  for (let byte = 0; byte < 16; byte++) u8[place + byte] = Number.parseInt(digits.slice(2 * byte, 2 * byte + 2), 16);
}

/** An id as Graph writes it. */
export function idAt(place, octets = u8) {
  let text = "";
  for (let byte = 0; byte < 16; byte++) {
    if (byte === 4 || byte === 6 || byte === 8 || byte === 10) text += "-";
    text += HEX[octets[place + byte]];
  }
  return text;
}

/** 64 bits as 16 hexadecimal digits. */
export const digitsAt = (place) => (u32[(place >> 2) + 1].toString(16).padStart(8, "0") + u32[place >> 2].toString(16).padStart(8, "0"));

export const encoder = new TextEncoder();

/** Writes what stands for a `clientContext`: that of a text, or 16 bytes that came from here. */
export function putContext(name, value, place) {
  if (value instanceof Uint8Array && value.length === 16) return u8.set(value, place);
  if (typeof value !== "string") needed(name, value, "a string, or 16 bytes of an event or an operation,");
  const octets = encoder.encode(value);
  if (octets.length > BODY_SIZE) throw new RangeError(`${name} has ${octets.length} bytes: up to ${BODY_SIZE} are allowed`);
  u8.set(octets, at.BODY);
  const code = wasm.cl_context(at.BODY, octets.length, place);
  if (code) refuse(code);
}

/** What stands for a `clientContext` of this text in operations and events. */
export function contextBytes(text) {
  if (typeof text !== "string") needed("text", text, "a string");
  putContext("text", text, at.ID);
  return u8.slice(at.ID, at.ID + 16);
}

/** Bytes as they are. */
export function octetsOf(name, value) {
  if (value instanceof Uint8Array) return value;
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  return needed(name, value, "a Uint8Array or an ArrayBuffer");
}

/** A body: text is encoded, and none is empty. */
export function bodyOf(name, value) {
  if (value instanceof Uint8Array) return value;
  if (typeof value === "string") return encoder.encode(value);
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (value === undefined || value === null) return EMPTY;
  return needed(name, value, "a string, a Uint8Array or an ArrayBuffer");
}

const EMPTY = new Uint8Array(0);
