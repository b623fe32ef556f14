// The operations of a call.

import * as abi from "./abi.mjs";
import { refuse } from "./errors.mjs";
import { bytesAt } from "./value.mjs";
import { idAt } from "./values.mjs";
import { at, u32, u8 } from "./wasm.mjs";
import { optional } from "./words.mjs";

const SLOTS = 4;
const KINDS = optional(abi.operationKindWords);
const STATUSES = optional(abi.operationStatusWords);
const REASONS = optional(abi.completionReasonWords);
const PHASES = optional(abi.recordPhaseWords);
const PROFILES = optional(abi.profileWords);

/** The operations of a call of either end, as plain objects. */
export function operations(read, call) {
  const found = [];
  for (let slot = 0; slot < SLOTS; slot++) {
    const code = read(call, slot, at.OPERATION);
    if (code === abi.NO_OPERATION) continue;
    if (code) refuse(code);
    const byte = (place) => u8[at.OPERATION + place];
    const has = u32[(at.OPERATION + abi.OPERATION_AT_HAS) >> 2];
    found.push({
      slot,
      kind: KINDS[byte(abi.OPERATION_AT_KIND)],
      id: has & abi.HAS_ID ? idAt(at.OPERATION + abi.OPERATION_AT_ID) : null,
      context: has & abi.HAS_CONTEXT ? bytesAt(at.OPERATION + abi.OPERATION_AT_CONTEXT, 16) : null,
      status: STATUSES[byte(abi.OPERATION_AT_OPERATION_STATUS)],
      reason: REASONS[byte(abi.OPERATION_AT_REASON)],
      accepted: byte(abi.OPERATION_AT_ACCEPTED) !== 0,
      phase: PHASES[byte(abi.OPERATION_AT_PHASE)],
      profile: PROFILES[byte(abi.OPERATION_AT_PROFILE)],
    });
  }
  return found;
}

/** The snapshot of a call of either end. */
export function snapshot(take, call) {
  const code = take(call, at.SNAPSHOT, abi.SNAPSHOT_MAX, at.LENGTH);
  if (code) refuse(code);
  return bytesAt(at.SNAPSHOT, u32[at.LENGTH >> 2]);
}
