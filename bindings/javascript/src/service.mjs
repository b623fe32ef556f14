// The service's end of a call.

import * as abi from "./abi.mjs";
import { needed, noTime, refuse } from "./errors.mjs";
import { BLANK, appEventAt } from "./event.mjs";
import { operations, snapshot } from "./operation.mjs";
import { putServiceEvent } from "./service-event.mjs";
import * as settings from "./settings.mjs";
import { putServiceOutput, readServiceStep } from "./step.mjs";
import { putToken, takenToken } from "./token.mjs";
import { digitsAt, idAt, isTime, numberOf, putTime, time } from "./values.mjs";
import { KEY, Value, copyOf, make, placeOf, putBeginning, putSnapshot, takeOver } from "./value.mjs";
import { at, u8, wasm } from "./wasm.mjs";
import { CAUSES, STATES } from "./words.mjs";

const WAYS = "ServiceCall.outgoing, incoming, adopted, ending or restore";
const { SERVICE_WAKE, SERVICE_EVENT, EVENT, OUTPUT, STEP } = at;

/** Has a call handle the event in some place. */
function run(call, event) {
  const code = wasm.cl_service_handle(placeOf(call), event, STEP);
  if (code !== abi.OK) refuse(code);
  return readServiceStep();
}

export class ServiceCall extends Value {
  #settings;

  constructor(key, given) {
    super(key, WAYS);
    this.#settings = given;
  }

  static #made(given, how) {
    const policy = settings.SERVICE.put(given);
    return make(new ServiceCall(KEY, given), (place) => how(place, policy));
  }

  static outgoing(id, now, given) {
    const own = settings.taken(given);
    const began = putBeginning(id, "now", now);
    return ServiceCall.#made(own, (place, policy) => wasm.cl_service_outgoing(place, at.ID, began, policy));
  }

  static incoming(id, now, given) {
    const own = settings.taken(given);
    const began = putBeginning(id, "now", now);
    return ServiceCall.#made(own, (place, policy) => wasm.cl_service_incoming(place, at.ID, began, policy));
  }

  static adopted(id, now, state, given) {
    const own = settings.taken(given);
    const began = putBeginning(id, "now", now);
    const number = numberOf("state", state, STATES);
    return ServiceCall.#made(own, (place, policy) => wasm.cl_service_adopted(place, at.ID, began, number, policy));
  }

  static ending(id, now, cause, given) {
    const own = settings.taken(given);
    const began = putBeginning(id, "now", now);
    const number = numberOf("cause", cause, CAUSES);
    return ServiceCall.#made(own, (place, policy) => wasm.cl_service_ending(place, at.ID, began, number, policy));
  }

  static restore(bytes, given) {
    const own = settings.taken(given);
    const length = putSnapshot(bytes);
    return ServiceCall.#made(own, (place, policy) => wasm.cl_service_restore(place, at.BODY, length, policy));
  }

  handle(event) {
    putServiceEvent(event);
    return run(this, SERVICE_EVENT);
  }

  wake(now) {
    if (!isTime(now)) noTime("now", now);
    putTime(SERVICE_WAKE, now);
    return run(this, SERVICE_WAKE);
  }

  peer(now, peer) {
    return this.handle({ kind: "peer", now, peer: peer ?? needed("peer", peer, "an event of the other side") });
  }

  media(now, media, tone) {
    return this.handle({ kind: "media", now, media: media ?? needed("media", media, "an event of the media"), tone });
  }

  notification(before, output, now) {
    time("now", now);
    putServiceOutput(output, OUTPUT);
    const code = wasm.cl_service_notification(copyOf("before", before, ServiceCall), placeOf(this), OUTPUT, BigInt(now), EVENT);
    if (code === abi.NOTHING) return null;
    if (code) refuse(code);
    return appEventAt(EVENT);
  }

  reply(output, token, sent, now) {
    time("sent", sent);
    time("now", now);
    const own = takenToken(token);
    putServiceOutput(output, OUTPUT);
    u8.set(BLANK, EVENT);
    putToken(own, EVENT);
    u8[EVENT + abi.APP_EVENT_AT_KIND] = abi.APP_EVENT_REPLY;
    putTime(EVENT, now);
    putTime(EVENT + abi.APP_EVENT_AT_SENT, sent);
    const code = wasm.cl_service_reply(placeOf(this), OUTPUT, EVENT);
    if (code) refuse(code);
    return appEventAt(EVENT);
  }

  view() {
    const code = wasm.cl_service_view(placeOf(this), STEP);
    if (code) refuse(code);
    u8[STEP + abi.STEP_AT_COUNT] = 0;
    return readServiceStep();
  }

  get nextDeadline() {
    return this.view().nextDeadline;
  }

  get state() {
    return this.view().state;
  }

  get cause() {
    return this.view().cause;
  }

  get id() {
    wasm.cl_service_id(placeOf(this), at.ID);
    return idAt(at.ID);
  }

  get settings() {
    return this.#settings;
  }

  get operations() {
    return operations(wasm.cl_service_operation, placeOf(this));
  }

  get digest() {
    wasm.cl_service_digest(placeOf(this), at.DIGEST);
    return digitsAt(at.DIGEST);
  }

  snapshot() {
    return snapshot(wasm.cl_service_snapshot, placeOf(this));
  }

  copy() {
    return takeOver(new ServiceCall(KEY, this.#settings), this);
  }

  [Symbol.for("nodejs.util.inspect.custom")]() {
    const { state, nextDeadline } = this.view();
    return `ServiceCall { id: '${this.id}', state: '${state}', nextDeadline: ${nextDeadline} }`;
  }
}
