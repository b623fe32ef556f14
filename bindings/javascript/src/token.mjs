// Tokens: what names a request of the application.

import * as abi from "./abi.mjs";
import { needed, noNumber, noWord } from "./errors.mjs";
import { numberOf } from "./values.mjs";
import { u16, u8 } from "./wasm.mjs";
import { APP_REQUESTS, OPERATION_KINDS } from "./words.mjs";

const KEEP_ALIVE = abi.appRequestWords[abi.APP_REQUEST_KEEP_ALIVE];

const WHAT = "an output of kind send, or an object with request, operation and number,";

/** A token as it is now, so that no getter runs while an event is written. */
export function takenToken(token) {
  if (typeof token !== "object" || token === null) needed("token", token, WHAT);
  const { request, operation, number } = token;
  return { request, operation, number };
}

/** Writes the request that a token names: an output `send`, or any object with these members. */
export function putToken(token, place) {
  if (typeof token !== "object" || token === null) needed("token", token, WHAT);
  const { request, operation, number = 0 } = token;
  // Most requests are keepAlives.
  const what = request === KEEP_ALIVE ? abi.APP_REQUEST_KEEP_ALIVE : APP_REQUESTS.get(request);
  if (what === undefined) noWord("token.request", request, APP_REQUESTS.keys());
  let kind = abi.NONE;
  if (operation !== null && operation !== undefined) kind = numberOf("token.operation", operation, OPERATION_KINDS);
  if ((what === abi.APP_REQUEST_OPERATION) !== (kind !== abi.NONE)) {
    throw new TypeError(`token.request is "${request}" and token.operation ${kind === abi.NONE ? "absent" : `"${operation}"`}: "operation" has a kind, and only that`);
  }
  if (typeof number !== "number" || (number & 0xffff) !== number) noNumber("token.number", number, 0, 65_535);
  u8[place + abi.APP_EVENT_AT_REQUEST] = what;
  u8[place + abi.APP_EVENT_AT_OPERATION] = kind;
  u16[(place + abi.APP_EVENT_AT_NUMBER) >> 1] = number;
}
