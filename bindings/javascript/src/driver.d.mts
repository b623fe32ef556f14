import type { AppRequest, Body, Call, Cause, HeadersLike, Hints, Notice, OperationKind, Output, Step } from "./index.mjs";

/**
 * The time of calls in milliseconds: that of the wall when it was made, which then goes on with `performance.now()`.
 *
 * It never goes back, and goes `speed` times as fast. A call that is restored in another process needs a clock that has not
 * gone back since, which this one is.
 */
export class Clock {
  constructor(speed?: number, start?: number);
  readonly speed: number;
  now(): number;
  /** How many milliseconds of a timer there are until then. */
  delay(deadline: number): number;
}

/** Status, headers and body of an answer. */
export interface Answer {
  readonly status: number;
  readonly headers?: HeadersLike | null;
  readonly body?: Body | null;
}
export type Send = Extract<Output, { kind: "send" }>;

export interface DriverOptions {
  readonly clock?: Clock;
  /** Called with each step; with what was read if it came as JSON, and with what was thrown if a request could not be sent. */
  readonly onStep?: (step: Step, notice: Notice | null, error: unknown) => void;
}

/** Drives one call until it has ended and nothing is due any more. */
export class Driver {
  /** `send` gets each output of kind `send`, and promises the answer; if it throws, the call is told that the request failed. */
  constructor(call: Call, send: (output: Send) => Promise<Answer>, options?: DriverOptions);
  readonly call: Call;
  readonly clock: Clock;
  /** Drives the call, and promises why it ended; null: it was stopped. What `onStep` throws while it runs rejects it. */
  run(): Promise<Cause | null>;
  /** Asks for a request to be sent, as `Call.ask`. */
  ask(request: "operation", operation: OperationKind, hints?: Hints): Step;
  ask(request: Exclude<AppRequest, "operation">): Step;
  /** Hands in a notification that the service has posted, as `Call.notified`. */
  notified(body: Body): Notice[];
  /** Ends the driving, and leaves the call as it is. */
  stop(): void;
}
