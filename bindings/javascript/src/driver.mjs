// Drives a call: sends what it wants sent, and wakes it at its deadlines.

import { needed } from "./errors.mjs";

/** The longest that a timer of JavaScript can wait. */
const LONGEST = 2 ** 31 - 1;

/** The time of calls: that of the wall when it was made, which then goes on with a clock that never goes back. */
export class Clock {
  #began = performance.now();
  #start;

  constructor(speed = 1, start = Date.now()) {
    if (!(speed > 0)) throw new RangeError(`speed is ${speed}: more than 0 is needed`);
    this.speed = speed;
    this.#start = start;
  }

  now() {
    return Math.floor(this.#start + (performance.now() - this.#began) * this.speed);
  }

  /** How long until then, in milliseconds of the timer's time. */
  delay(deadline) {
    return Math.max(0, deadline - this.now()) / this.speed;
  }
}

export class Driver {
  #send;
  #onStep;
  #done;
  #timer;
  #running = false;

  constructor(call, send, { clock = new Clock(), onStep = () => {} } = {}) {
    for (const [name, value] of Object.entries({ send, onStep })) if (typeof value !== "function") needed(name, value, "a function");
    this.call = call;
    this.clock = clock;
    this.#send = send;
    this.#onStep = onStep;
  }

  run() {
    if (this.#done) throw new Error("the call is driven already");
    this.#done = Promise.withResolvers?.() ?? resolvers();
    this.#running = true;
    this.#arm();
    return this.#done.promise;
  }

  ask(request, operation, hints) {
    return this.#took(this.call.ask(this.clock.now(), request, operation, hints), null);
  }

  notified(body) {
    const notices = this.call.notified(this.clock.now(), body);
    for (const notice of notices) if (notice.step !== null) this.#took(notice.step, notice);
    return notices;
  }

  stop() {
    this.#end(() => this.#done?.resolve(null));
  }

  #end(how) {
    clearTimeout(this.#timer);
    this.#running = false;
    how();
  }

  /** Wakes the call at its next deadline, which every event may have changed. */
  #arm() {
    if (!this.#running) return;
    clearTimeout(this.#timer);
    const deadline = this.call.nextDeadline;
    if (deadline === null) return this.#end(() => this.#done.resolve(this.call.cause));
    this.#timer = setTimeout(() => this.#guard(() => {
      const now = this.clock.now();
      if (now >= deadline) this.#took(this.call.wake(now), null);
      else this.#arm();
    }), Math.min(Math.ceil(this.clock.delay(deadline)), LONGEST)); // prettier-ignore
  }

  #guard(what) {
    try {
      what();
    } catch (error) {
      this.#end(() => this.#done.reject(error));
    }
  }

  #took(step, notice, error = null) {
    for (const output of step.outputs) if (output.kind === "send") this.#exchange(output);
    this.#onStep(step, notice, error);
    this.#arm();
    return step;
  }

  async #exchange(token) {
    // After the step that wishes it has been told.
    await undefined;
    const sent = this.clock.now();
    let answer;
    this.#guard(() => this.#took(this.call.sent(sent, token), null));
    try {
      answer = await this.#send(token);
    } catch (error) {
      if (this.#running) this.#guard(() => this.#took(this.call.failed(this.clock.now(), token), null, error));
      return;
    }
    if (!this.#running) return;
    this.#guard(() => {
      const notice = this.call.replied(this.clock.now(), token, sent, answer.status, answer.headers, answer.body);
      this.#took(notice.step, notice);
    });
  }
}

function resolvers() {
  const found = {};
  found.promise = new Promise((resolve, reject) => Object.assign(found, { resolve, reject }));
  return found;
}
