// Calls are values in the memory of the module while they are used, and bytes of JavaScript's while they are not.
//
// So there is nothing to free: a call that nobody holds is collected with its bytes. The last ones used stay where they are,
// one for each place: a bot with a few calls copies nothing.

import { SNAPSHOT_MAX } from "./abi.mjs";
import { needed, refuse } from "./errors.mjs";
import { octetsOf, putId, time } from "./values.mjs";
import { PLACES, PLACE_SIZE, at, buffer, u8 } from "./wasm.mjs";

/** Whose value is in each place. */
const residents = new Array(PLACES).fill(null);
const views = residents.map((_, place) => new Uint8Array(buffer, at.VALUES + place * PLACE_SIZE, PLACE_SIZE));
const copied = new Uint8Array(buffer, at.COPY, PLACE_SIZE);
let made = 0;

/** Only this package makes values: calls begin in one of several ways. */
export const KEY = Symbol("value");

/** Where the value of a call is now. */
export let placeOf;
/** Makes the value of a new call. */
export let make;
/** Puts a copy of a call's value where no other one is, and says where. */
export let copyOf;
/** Makes a new call's value that of another call. */
export let takeOver;

export class Value {
  /** Its place: the calls share them. */
  #number = made++ & (PLACES - 1);
  /** Where that is. */
  #place = at.VALUES + this.#number * PLACE_SIZE;
  /** The value, while it is not there. */
  #octets = null;

  constructor(key, ways) {
    if (key !== KEY) throw new TypeError(`a call begins in one of several ways: ${ways}`);
  }

  static {
    /** Makes room in the place of a value. */
    function claim(value) {
      const number = value.#number;
      const other = residents[number];
      if (other !== null) {
        if (other.#octets === null) other.#octets = views[number].slice();
        else other.#octets.set(views[number]);
      }
      residents[number] = value;
      return number;
    }

    function moveIn(value) {
      views[claim(value)].set(value.#octets);
      return value.#place;
    }

    placeOf = (value) => (residents[value.#number] === value ? value.#place : moveIn(value));

    make = (value, how) => {
      const number = claim(value);
      const code = how(value.#place);
      if (code) {
        residents[number] = null;
        refuse(code);
      }
      return value;
    };

    copyOf = (name, value, kind) => {
      if (!(value instanceof kind) || !(#octets in value)) needed(name, value, `a ${kind.name}`);
      const number = value.#number;
      copied.set(residents[number] === value ? views[number] : value.#octets);
      return at.COPY;
    };

    takeOver = (value, other) => {
      const number = other.#number;
      value.#octets = (residents[number] === other ? views[number] : other.#octets).slice();
      return value;
    };
  }
}

/** Puts the id of a call that begins where the library reads it, and returns the time of that, which has a name. */
export function putBeginning(id, name, value) {
  putId("id", id, at.ID);
  return BigInt(time(name, value));
}

/** Puts a snapshot where the library reads it, and returns its length. */
export function putSnapshot(bytes) {
  const octets = octetsOf("snapshot", bytes);
  // One byte more than any has: the library says that it is too long.
  const length = Math.min(octets.length, SNAPSHOT_MAX + 1);
  u8.set(octets.subarray(0, length), at.BODY);
  return length;
}

/** Takes the bytes of a struct out of the memory. */
export const bytesAt = (place, length) => u8.slice(place, place + length);
