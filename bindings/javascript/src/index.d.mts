// The types of the package. What is wrong is thrown, says what is allowed, and has changed nothing.

import type { AppRequest, CallState, Cause, MediaEvent, OperationKind, PeerEvent, Tone, Verb } from "./abi.mjs";
import type {
  Body, Event, HeadersLike, Hints, Notice, Operation, ReadNotice, RequestOptions, ServiceEvent, ServiceOutput, ServiceSettings,
  ServiceStep, Settings, Step, Token,
} from "./types.mjs"; // prettier-ignore

export type {
  ApiVersion, AppBody, AppEvent as AppEventKind, AppRequest, CallState, Cause, ChangeType, CompletionReason, DeadlineKind,
  MediaEvent, Notice as NoticeKind, OperationKind, OperationStatus, PeerEvent, Profile, RecordPhase, Rejection,
  ServiceEvent as ServiceEventKind, ServiceRequest, Tone, Verb, Verdict,
} from "./abi.mjs"; // prettier-ignore
export type * from "./types.mjs";
export {
  apiVersionWords, appBodyWords, appEventWords, appOutputWords, appRequestWords, callStateWords, causeWords, changeTypeWords,
  completionReasonWords, deadlineKindWords, mediaEventWords, noticeWords, operationKindWords, operationStatusWords,
  peerEventWords, profileWords, recordPhaseWords, rejectionWords, serviceEventWords, serviceOutputWords, serviceRequestWords,
  toneWords, verbWords, verdictWords,
} from "./abi.mjs"; // prettier-ignore

/** The defaults as numbers. */
export function defaultSettings(): Required<Settings>;
/** The defaults as numbers. */
export function defaultServiceSettings(): Required<ServiceSettings>;

/**
 * The application's end of a call.
 *
 * Hand in what happens, act on the outputs of the step, and wake the call at `nextDeadline`. Nothing has to be freed. What
 * outlives the process is `snapshot()`.
 */
export class Call {
  private constructor();
  /** A call that the application created: establishing, from the time at which the create request was sent. */
  static outgoing(id: string, sent: number, settings?: Settings): Call;
  /** A call that was notified as incoming just now. */
  static incoming(id: string, now: number, settings?: Settings): Call;
  /** A call that lives already, as after a restart without a snapshot. */
  static adopted(id: string, now: number, state: CallState, settings?: Settings): Call;
  /** The call that goes on where a snapshot was taken, under the settings that it had. */
  static restore(snapshot: Uint8Array | ArrayBuffer, settings?: Settings): Call;

  /** Handles an event that was built or read elsewhere. */
  handle(event: Event): Step;
  /** Handles that time has passed: call it at `nextDeadline`, or whenever you like. */
  wake(now: number): Step;
  /** Asks for a request to be sent: it comes back as an output `send`, if it may be sent now. */
  ask(now: number, request: "operation", operation: OperationKind, hints?: Hints): Step;
  ask(now: number, request: Exclude<AppRequest, "operation">): Step;
  /** Handles that a request has left. `hints` are for an operation that the call did not ask for. */
  sent(now: number, token: Token, hints?: Hints): Step;
  /** Handles that a request could not be sent, or that its answer did not come. */
  failed(now: number, token: Token): Step;
  /** Handles the answer to a request. `sent` is when it left. */
  reply(now: number, token: Token, sent: number, status: number, headers?: HeadersLike | null, body?: Body | null): Step;
  /** As `reply`, for what the answer says: the location and the token of a recording, or the code and the message of an error. */
  replied(now: number, token: Token, sent: number, status: number, headers?: HeadersLike | null, body?: Body | null): Notice & { readonly step: Step };
  /** Reads a notification that the service has posted, and handles what is about this call. For many calls use `notices`. */
  notified(now: number, body: Body): Notice[];
  /** Handles that the request that created this call, which was notified before it was answered, left at `sent`. */
  created(now: number, sent: number): Step;
  /** The method and the path of a request to send: append the path to `https://graph.microsoft.com`. */
  request(token: Token, options?: RequestOptions): { readonly method: Verb; readonly path: string };
  /** How the call stands, as a step without outputs. */
  view(): Step;
  /** The whole state as bytes. */
  snapshot(): Uint8Array;
  /** Another call in the same state. */
  copy(): Call;

  /** When to wake the call next; null: nothing is due any more. */
  readonly nextDeadline: number | null;
  readonly state: CallState;
  /** Why the call ended; null: it has not. */
  readonly cause: Cause | null;
  /** The id of the call, as Graph writes it. */
  readonly id: string;
  /** The settings that it was made with. */
  readonly settings: Settings | undefined;
  /** With which code the service ended the call, where it gave one. */
  readonly result: { readonly code: number; readonly subcode: number | null } | null;
  readonly operations: Operation[];
  /** 16 hexadecimal digits that stand for the whole state: the same on every target. */
  readonly digest: string;
}

/** The service's end of a call, for mocks and tests: what to answer, what to notify, and how a call ends. */
export class ServiceCall {
  private constructor();
  /** A call that the application creates just now: answer 201, with the state establishing. */
  static outgoing(id: string, now: number, settings?: ServiceSettings): ServiceCall;
  /** A call that comes in just now: notify created. */
  static incoming(id: string, now: number, settings?: ServiceSettings): ServiceCall;
  /** A call that is already in some state, as at the beginning of a log. */
  static adopted(id: string, now: number, state: CallState, settings?: ServiceSettings): ServiceCall;
  /** A call that is seen for the first time as it ends. */
  static ending(id: string, now: number, cause: Cause, settings?: ServiceSettings): ServiceCall;
  /** The call that goes on where a snapshot was taken, under the settings that it had. */
  static restore(snapshot: Uint8Array | ArrayBuffer, settings?: ServiceSettings): ServiceCall;

  /** Handles an event. */
  handle(event: ServiceEvent): ServiceStep;
  /** Handles that time has passed. */
  wake(now: number): ServiceStep;
  /** Handles what the other side does. */
  peer(now: number, peer: PeerEvent): ServiceStep;
  /** Handles what happens in the media. */
  media(now: number, media: MediaEvent, tone?: Tone): ServiceStep;
  /** The notification that the service posts for an output of a step; null: it posts none. `before` is a copy of the call from before the step. */
  notification(before: ServiceCall, output: ServiceOutput, now: number): Event | null;
  /** The reply that an output `answer` is to a request. `sent` is when the request left. */
  reply(output: ServiceOutput, token: Token, sent: number, now: number): Event;
  /** How the call stands, as a step without outputs. */
  view(): ServiceStep;
  /** The whole state as bytes. */
  snapshot(): Uint8Array;
  /** Another call in the same state. */
  copy(): ServiceCall;

  readonly nextDeadline: number | null;
  readonly state: CallState;
  /** Why the call ended or is ending; null: it is not. */
  readonly cause: Cause | null;
  readonly id: string;
  readonly settings: ServiceSettings | undefined;
  readonly operations: Operation[];
  readonly digest: string;
}

/** Reads a notification that the service has posted, for hosts with many calls: hand the `event` of each to its `call`. */
export function notices(body: Body, now: number): ReadNotice[];
/** Reads the answer to the request that creates a call. Throws `CreateError` if there is no call. */
export function created(now: number, status: number, headers?: HeadersLike | null, body?: Body | null): ReadNotice & { readonly call: string; readonly event: Event };
/** What stands for a `clientContext` of this text in events and operations: 16 bytes. */
export function contextBytes(text: string): Uint8Array;

/** The library refused what it was handed, and nothing has changed. The message says why. */
export class CallLifecycleError extends Error {
  protected constructor();
  /** Its number. */
  readonly code: number;
}
/** The bytes are no snapshot of a call of this end under these settings. */
export class SnapshotError extends CallLifecycleError {
  private constructor();
}
/** A setting is out of its range. */
export class SettingError extends RangeError {
  private constructor();
  readonly field: keyof Settings | keyof ServiceSettings;
  readonly value: number;
  readonly least: number;
  readonly most: number;
}
/** The service refused to create a call, or answered without one. */
export class CreateError extends Error {
  private constructor();
  readonly status: number;
  /** `error.code` of the answer. */
  readonly code: string | null;
  /** `error.message` of the answer, or what is wrong with it. */
  readonly reason: string | null;
  readonly retryAfter: number | null;
}
