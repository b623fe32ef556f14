// What is thrown.

import { SNAPSHOT_IMPOSSIBLE, SNAPSHOT_TOO_LONG, codeWords } from "./abi.mjs";

/** The library refused what it was handed, and nothing has changed. The message says why. */
export class CallLifecycleError extends Error {
  constructor(code) {
    super(codeWords[code] ?? `code ${code}`);
    this.code = code;
  }
}

/** The bytes are no snapshot of a call of this end under these settings. */
export class SnapshotError extends CallLifecycleError {}

/** A setting is out of its range. */
export class SettingError extends RangeError {
  constructor(field, value, least, most) {
    super(`settings.${field} is ${value} ms: ${least} to ${most} are allowed`);
    Object.assign(this, { field, value, least, most });
  }
}

/** The service refused to create a call, or answered without one. */
export class CreateError extends Error {
  constructor(status, code, reason, retryAfter) {
    const wait = retryAfter === null ? "" : `; try again after ${retryAfter} ms`;
    super(`the call was not created: ${status} ${code ?? ""}: ${reason ?? "no reason"}${wait}`);
    Object.assign(this, { status, code, reason, retryAfter });
  }
}

for (const kind of [CallLifecycleError, SnapshotError, SettingError, CreateError]) {
  Object.defineProperty(kind.prototype, "name", { value: kind.name, configurable: true, writable: true });
}

/** Throws what a code of the library says. */
export function refuse(code) {
  throw code >= SNAPSHOT_TOO_LONG && code <= SNAPSHOT_IMPOSSIBLE ? new SnapshotError(code) : new CallLifecycleError(code);
}

/** A value as a message shows it. */
export function show(value) {
  if (typeof value === "string") return JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}...` : value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return "a function";
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "an array" : "an object";
  return String(value);
}

/** Throws that a member is of the wrong type, and says what is needed. */
export function needed(name, value, what) {
  throw new TypeError(`${name} is ${show(value)}: ${what} is needed`);
}

/** Throws that a word is none of those allowed. */
export function noWord(name, value, words) {
  throw new TypeError(`${name} is ${show(value)}: allowed are ${[...words].map((word) => JSON.stringify(word)).join(", ")}`);
}

/** Throws that a number is out of its range, or none. */
export function noNumber(name, value, least, most) {
  if (typeof value !== "number") needed(name, value, "a number");
  throw new RangeError(`${name} is ${value}: whole numbers from ${least} to ${most} are allowed`);
}

/** Throws that a value is not a time. */
export const noTime = (name, value) => noNumber(name, value, 0, Number.MAX_SAFE_INTEGER);
