// The application's end of a call.

import * as abi from "./abi.mjs";
import { needed, noNumber, noTime, refuse } from "./errors.mjs";
import { BLANK, putAppEvent } from "./event.mjs";
import { answerOf, posted, readReply, requestOf } from "./notice.mjs";
import { operations, snapshot } from "./operation.mjs";
import { MAIN, callAt, noticeAt, readNotices, takeEvent } from "./room.mjs";
import * as settings from "./settings.mjs";
import { readStep } from "./step.mjs";
import { putToken, takenToken } from "./token.mjs";
import { digitsAt, flag, idAt, isTime, numberOf, putContext, putTime, time, whole } from "./values.mjs";
import { KEY, Value, make, placeOf, putBeginning, putSnapshot, takeOver } from "./value.mjs";
import { at, i32, u16, u32, u8, wasm } from "./wasm.mjs";
import { STATES } from "./words.mjs";

const WAYS = "Call.outgoing, incoming, adopted or restore";
const { WAKE, TOKEN, REPLY, EVENT, STEP } = at;
const { cl_app_handle: handle } = wasm;

// An event for each of the common kinds, of which only what differs is written.
for (const place of [WAKE, TOKEN, REPLY]) u8.set(BLANK, place);
u8[WAKE + abi.APP_EVENT_AT_KIND] = abi.APP_EVENT_WAKE;
u8[REPLY + abi.APP_EVENT_AT_KIND] = abi.APP_EVENT_REPLY;

/** Has a call handle the event in some place. */
function run(call, event) {
  const code = handle(placeOf(call), event, STEP);
  if (code !== abi.OK) refuse(code);
  return readStep();
}

export class Call extends Value {
  #id = "";
  // The id as the library has it.
  #words = null;
  #settings;

  constructor(key, given) {
    super(key, WAYS);
    this.#settings = given;
  }

  static #made(given, how) {
    const policy = settings.APP.put(given);
    const call = make(new Call(KEY, given), (place) => how(place, policy));
    wasm.cl_app_id(placeOf(call), at.ID);
    call.#id = idAt(at.ID);
    call.#words = u32.slice(at.ID >> 2, (at.ID >> 2) + 4);
    return call;
  }

  static outgoing(id, sent, given) {
    const own = settings.taken(given);
    const began = putBeginning(id, "sent", sent);
    return Call.#made(own, (place, policy) => wasm.cl_app_outgoing(place, at.ID, began, policy));
  }

  static incoming(id, now, given) {
    const own = settings.taken(given);
    const began = putBeginning(id, "now", now);
    return Call.#made(own, (place, policy) => wasm.cl_app_incoming(place, at.ID, began, policy));
  }

  static adopted(id, now, state, given) {
    const own = settings.taken(given);
    const began = putBeginning(id, "now", now);
    const number = numberOf("state", state, STATES);
    return Call.#made(own, (place, policy) => wasm.cl_app_adopted(place, at.ID, began, number, policy));
  }

  static restore(bytes, given) {
    const own = settings.taken(given);
    const length = putSnapshot(bytes);
    return Call.#made(own, (place, policy) => wasm.cl_app_restore(place, at.BODY, length, policy));
  }

  handle(event) {
    putAppEvent(event);
    return run(this, EVENT);
  }

  wake(now) {
    if (!isTime(now)) noTime("now", now);
    putTime(WAKE, now);
    return run(this, WAKE);
  }

  ask(now, request, operation, hints) {
    return this.#hinted(now, abi.APP_EVENT_ASK, { request, operation }, hints);
  }

  sent(now, token, hints) {
    if (hints !== undefined && hints !== null) return this.#hinted(now, abi.APP_EVENT_SENT, token, hints);
    if (!isTime(now)) noTime("now", now);
    putToken(token, TOKEN);
    u8[TOKEN + abi.APP_EVENT_AT_KIND] = abi.APP_EVENT_SENT;
    putTime(TOKEN, now);
    return run(this, TOKEN);
  }

  failed(now, token) {
    if (!isTime(now)) noTime("now", now);
    putToken(token, TOKEN);
    u8[TOKEN + abi.APP_EVENT_AT_KIND] = abi.APP_EVENT_FAILED;
    putTime(TOKEN, now);
    return run(this, TOKEN);
  }

  reply(now, token, sent, status, headers, body) {
    if (!isTime(now)) noTime("now", now);
    if (!isTime(sent)) noTime("sent", sent);
    if (typeof status !== "number" || (status & 0xffff) !== status) noNumber("status", status, 0, 65_535);
    if (headers || body) return this.replied(now, token, sent, status, headers, body).step;
    putToken(token, REPLY);
    putTime(REPLY, now);
    putTime(REPLY + abi.APP_EVENT_AT_SENT, sent);
    u16[(REPLY + abi.APP_EVENT_AT_STATUS) >> 1] = status;
    return run(this, REPLY);
  }

  replied(now, token, sent, status, headers, body) {
    time("now", now);
    time("sent", sent);
    whole("status", status, 0, 65_535);
    const answer = answerOf(headers, body);
    const own = takenToken(token);
    u8.set(BLANK, EVENT);
    putToken(own, EVENT);
    u8[EVENT + abi.APP_EVENT_AT_KIND] = abi.APP_EVENT_REPLY;
    putTime(EVENT, now);
    putTime(EVENT + abi.APP_EVENT_AT_SENT, sent);
    u16[(EVENT + abi.APP_EVENT_AT_STATUS) >> 1] = status;
    const notice = readReply(answer, this.#id);
    notice.step = run(this, EVENT);
    return notice;
  }

  notified(now, body) {
    const text = posted(body);
    if (!isTime(now)) noTime("now", now);
    const room = readNotices(text);
    const count = room.u32[room.count >> 2];
    const found = [];
    for (let number = 0, place = room.notices; number < count; number++, place += abi.NOTICE_SIZE) {
      const isOurs = this.#isOf(room, place);
      const notice = noticeAt(room, place, isOurs ? this.#id : callAt(room, place));
      if (isOurs && notice.what === "event") {
        if (room !== MAIN) takeEvent(room, place);
        const event = room === MAIN ? place : EVENT;
        putTime(event, now);
        notice.step = run(this, event);
      }
      found.push(notice);
    }
    return found;
  }

  #isOf({ u32 }, place) {
    const at = (place + abi.NOTICE_AT_CALL) >> 2;
    const words = this.#words;
    return u32[at] === words[0] && u32[at + 1] === words[1] && u32[at + 2] === words[2] && u32[at + 3] === words[3];
  }

  created(now, sent) {
    return this.handle({ kind: "created", now, sent: time("sent", sent) });
  }

  request(token, options) {
    const own = { ...options };
    putToken(token, EVENT);
    u32.set(this.#words, at.ID >> 2);
    return requestOf(u8[EVENT + abi.APP_EVENT_AT_REQUEST], u8[EVENT + abi.APP_EVENT_AT_OPERATION], own);
  }

  view() {
    const code = wasm.cl_app_view(placeOf(this), STEP);
    if (code) refuse(code);
    u8[STEP + abi.STEP_AT_COUNT] = 0;
    return readStep();
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
    return this.#id;
  }

  get settings() {
    return this.#settings;
  }

  get result() {
    wasm.cl_app_result(placeOf(this), at.RESULT);
    const has = u32[(at.RESULT + abi.RESULT_AT_HAS) >> 2];
    if (!(has & abi.HAS_CODE)) return null;
    const number = (place) => i32[(at.RESULT + place) >> 2];
    return { code: number(abi.RESULT_AT_CODE), subcode: has & abi.HAS_SUBCODE ? number(abi.RESULT_AT_SUBCODE) : null };
  }

  get operations() {
    return operations(wasm.cl_app_operation, placeOf(this));
  }

  get digest() {
    wasm.cl_app_digest(placeOf(this), at.DIGEST);
    return digitsAt(at.DIGEST);
  }

  snapshot() {
    return snapshot(wasm.cl_app_snapshot, placeOf(this));
  }

  copy() {
    const call = takeOver(new Call(KEY, this.#settings), this);
    call.#id = this.#id;
    call.#words = this.#words;
    return call;
  }

  [Symbol.for("nodejs.util.inspect.custom")]() {
    const { state, nextDeadline } = this.view();
    return `Call { id: '${this.#id}', state: '${state}', nextDeadline: ${nextDeadline} }`;
  }

  #hinted(now, kind, token, hints) {
    time("now", now);
    const [own, given] = [takenToken(token), hintsOf(hints)];
    u8.set(BLANK, EVENT);
    putToken(own, EVENT);
    u8[EVENT + abi.APP_EVENT_AT_KIND] = kind;
    putTime(EVENT, now);
    putHints(given);
    return run(this, EVENT);
  }
}

/** What is known of an operation that is asked for. */
function hintsOf(hints) {
  if (hints === undefined || hints === null) return {};
  if (typeof hints !== "object") needed("hints", hints, "an object");
  const { context, takesAtMost, endless, ...others } = hints;
  for (const name of Object.keys(others)) throw new TypeError(`hints.${name} is no hint: allowed are context, takesAtMost, endless`);
  return { context, takesAtMost, endless };
}

function putHints({ context, takesAtMost, endless }) {
  let has = 0;
  if (takesAtMost !== undefined && takesAtMost !== null) {
    has |= abi.HAS_TAKES_AT_MOST;
    u32[(EVENT + abi.APP_EVENT_AT_TAKES_AT_MOST) >> 2] = whole("hints.takesAtMost", takesAtMost, 0, 0xffff_ffff);
  }
  if (endless !== undefined) u8[EVENT + abi.APP_EVENT_AT_ENDLESS] = flag("hints.endless", endless);
  if (context !== undefined && context !== null) {
    has |= abi.HAS_CONTEXT;
    putContext("hints.context", context, EVENT + abi.APP_EVENT_AT_CONTEXT);
  }
  u32[(EVENT + abi.APP_EVENT_AT_HAS) >> 2] = has;
}
