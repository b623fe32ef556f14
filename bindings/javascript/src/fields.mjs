// Members of events: how each is written, and read.

import { NONE, UNKNOWN } from "./abi.mjs";
import { needed } from "./errors.mjs";
import { flag, idAt, numberOf, putContext, putId, putTime, time, timeAt, whole } from "./values.mjs";
import { i32, i64, u16, u32, u8 } from "./wasm.mjs";
import { numbers, optional } from "./words.mjs";

const I32 = [-(2 ** 31), 2 ** 31 - 1];
const U32 = [0, 2 ** 32 - 1];

/** Marks a member that may be absent as there. */
function mark(event, has, bit) {
  u32[(event + has) >> 2] |= bit;
}
const isThere = (event, has, bit) => (u32[(event + has) >> 2] & bit) !== 0;

/** The members of an event; `has` is where its bits are. */
export const fields = (has) => ({
  time: (place) => ({
    put: (event, name, value) => putTime(event + place, time(name, value)),
    get: (event) => timeAt(event + place) ?? Number.POSITIVE_INFINITY,
  }),
  id: (place, bit) => ({
    put: (event, name, value) => {
      putId(name, value, event + place);
      mark(event, has, bit);
    },
    get: (event) => (isThere(event, has, bit) ? idAt(event + place) : undefined),
  }),
  context: (place, bit) => ({
    put: (event, name, value) => {
      putContext(name, value, event + place);
      mark(event, has, bit);
    },
    get: (event) => (isThere(event, has, bit) ? u8.slice(event + place, event + place + 16) : undefined),
  }),
  /** A `sequenceId`, which is a bigint where a number would not be exact. */
  sequence: (place) => ({
    put: (event, name, value) => {
      if (typeof value === "bigint" ? BigInt.asIntN(64, value) !== value : !Number.isSafeInteger(value)) {
        needed(name, value, "a whole number, or a bigint of 64 bits,");
      }
      i64[(event + place) >> 3] = BigInt(value);
    },
    get: (event) => {
      const value = i64[(event + place) >> 3];
      return Number.isSafeInteger(Number(value)) ? Number(value) : value;
    },
  }),
  i32: (place, bit) => ({
    put: (event, name, value) => {
      i32[(event + place) >> 2] = whole(name, value, ...I32);
      mark(event, has, bit);
    },
    get: (event) => (isThere(event, has, bit) ? i32[(event + place) >> 2] : undefined),
  }),
  u32: (place, bit = 0) => ({
    put: (event, name, value) => {
      u32[(event + place) >> 2] = whole(name, value, ...U32);
      mark(event, has, bit);
    },
    get: (event) => (bit === 0 || isThere(event, has, bit) ? u32[(event + place) >> 2] : undefined),
  }),
  u16: (place) => ({
    put: (event, name, value) => {
      u16[(event + place) >> 1] = whole(name, value, 0, 65_535);
    },
    get: (event) => u16[(event + place) >> 1],
  }),
  u8: (place) => ({
    put: (event, name, value) => {
      u8[event + place] = whole(name, value, 0, 255);
    },
    get: (event) => u8[event + place],
  }),
  word: (place, words) => {
    const [of, names] = [numbers(words), optional(words)];
    return {
      put: (event, name, value) => {
        u8[event + place] = numberOf(name, value, of);
      },
      get: (event) => names[u8[event + place]] ?? undefined,
    };
  },
  /** A state, or `unknown` for one that has a word which is no known state. */
  state: (place, words) => {
    const [of, names] = [numbers(words).set("unknown", UNKNOWN), optional(words)];
    names[UNKNOWN] = "unknown";
    return {
      put: (event, name, value) => {
        u8[event + place] = numberOf(name, value, of);
      },
      get: (event) => names[u8[event + place]] ?? undefined,
    };
  },
  flag: (place) => ({
    put: (event, name, value) => {
      u8[event + place] = flag(name, value);
    },
    get: (event) => (u8[event + place] === NONE ? undefined : u8[event + place] !== 0),
  }),
});

/** Writes an event: an object with members of these. */
export function putEvent(event, members, blank, place) {
  if (typeof event !== "object" || event === null) needed("event", event, "an object");
  // As it is now: no getter runs while it is written.
  const { kind, now, ...others } = event;
  u8.set(blank, place);
  members.kind.put(place, "event.kind", kind);
  members.now.put(place, "event.now", now);
  for (const [name, value] of Object.entries(others)) {
    const member = Object.hasOwn(members, name) ? members[name] : undefined;
    if (member === undefined) throw new TypeError(`event.${name} is no member of an event: allowed are ${Object.keys(members).join(", ")}`);
    // What is absent is so already.
    if (value !== undefined && value !== null) member.put(place, `event.${name}`, value);
  }
}
