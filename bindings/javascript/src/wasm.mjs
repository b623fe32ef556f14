// The instance of the module, and what lies where in its memory.
//
// This memory never grows, so that views of it last, and so that what reads a number knows at once where it is. A body that
// does not fit is read by another instance (`room.mjs`).

import * as abi from "./abi.mjs";
import { module } from "./load.mjs";

const PAGE = 65_536;

/** Another instance, with at least so many bytes of memory after its own. */
export function instantiate(bytes) {
  const { exports } = new WebAssembly.Instance(module);
  const { memory } = exports;
  const start = (exports.__heap_base.value + 15) & ~15;
  const missing = start + bytes - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
  return { exports, start, buffer: memory.buffer };
}

/** How many calls stay in the memory at a time (`value.mjs`). A power of two. */
export const PLACES = 64;
export const PLACE_SIZE = Math.max(abi.APP_SIZE, abi.SERVICE_SIZE);
/** Room for a notification as the service posts them: notices, their texts, and the body. */
export const NOTICES = 32;
export const TEXT_SIZE = 8_192;
export const BODY_SIZE = 65_536;
export const PATH_SIZE = 512;

const sizes = {
  WAKE: abi.APP_EVENT_SIZE,
  TOKEN: abi.APP_EVENT_SIZE,
  REPLY: abi.APP_EVENT_SIZE,
  EVENT: abi.APP_EVENT_SIZE,
  SERVICE_WAKE: abi.SERVICE_EVENT_SIZE,
  SERVICE_EVENT: abi.SERVICE_EVENT_SIZE,
  STEP: abi.STEP_SIZE,
  OUTPUT: abi.OUTPUT_SIZE,
  ID: 16,
  PARTICIPANT: 16,
  SETTINGS: abi.APP_SETTINGS_SIZE,
  SETTING_ERROR: abi.SETTING_ERROR_SIZE,
  OPERATION: abi.OPERATION_SIZE,
  RESULT: abi.RESULT_SIZE,
  DIGEST: 8,
  LENGTH: 8,
  COUNT: 8,
  VERB: 8,
  SNAPSHOT: abi.SNAPSHOT_MAX,
  PATH: PATH_SIZE,
  COPY: PLACE_SIZE,
  VALUES: PLACES * PLACE_SIZE,
  NOTICE: NOTICES * abi.NOTICE_SIZE,
  TEXT: TEXT_SIZE,
  BODY: BODY_SIZE,
};

const total = Object.values(sizes).reduce((sum, size) => sum + size, 0);
const { exports, start, buffer } = instantiate(total);

const [version, layout] = [exports.cl_abi() >>> 0, exports.cl_layout() >>> 0];
if (version !== abi.ABI || layout !== abi.LAYOUT) {
  throw new Error(`the module is that of another version: it has ABI ${version} and layout ${layout}, and this package is for ABI ${abi.ABI} and layout ${abi.LAYOUT}`);
}
if (new Uint8Array(Uint16Array.of(1).buffer)[0] !== 1) throw new Error("this machine writes its numbers with the highest byte first: the package is for the others");

let next = start;
/** Where each of these lies. */
export const at = Object.fromEntries(
  Object.entries(sizes).map(([name, size]) => {
    const place = next;
    next += size;
    return [name, place];
  }),
);

export const wasm = exports;
export { buffer };
export const u8 = new Uint8Array(buffer);
export const u16 = new Uint16Array(buffer);
export const u32 = new Uint32Array(buffer);
export const i32 = new Int32Array(buffer);
export const i64 = new BigInt64Array(buffer);
