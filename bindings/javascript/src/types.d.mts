// The types of what goes in and out: settings, events, steps, notices. Times are whole numbers of milliseconds, of a clock that
// never goes back. Words are those of Graph's JSON.

import type {
  ApiVersion, AppRequest, CallState, Cause, ChangeType, CompletionReason, DeadlineKind, MediaEvent, Notice as NoticeKind,
  OperationKind, OperationStatus, PeerEvent, Profile, RecordPhase, Rejection, ServiceRequest, Tone, Verdict,
} from "./abi.mjs"; // prettier-ignore

/** A body: text, or bytes. */
export type Body = string | Uint8Array | ArrayBuffer;
/** Headers of an answer: those of `fetch`, those of Node, or pairs. Location, Retry-After and Date matter. */
export type HeadersLike = Iterable<readonly [string, string]> | Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** Settings of the application's end in milliseconds. What is left out has its default, by Graph's contract. */
export interface Settings {
  /** How long a call lives from its last successful keepAlive. */
  readonly expiry?: number;
  /** How often a keepAlive is asked for; less than `expiry`. */
  readonly interval?: number;
  /** By how much earlier than `interval` a call asks at most, by its id; less than `interval`. */
  readonly jitter?: number;
  /** How much earlier than its notification an incoming call may have begun. */
  readonly startMargin?: number;
  /** How long a request may take to leave, and then its reply to come. */
  readonly replyTimeout?: number;
  /** How long the first retry waits. Each waits twice as long as the one before. */
  readonly retryInitial?: number;
  /** How long a retry waits at most. */
  readonly retryMax?: number;
  /** How long past its expiry a call is verified before it is given up. */
  readonly abandon?: number;
  /** How long an incoming call may wait for an answer before that is reported overdue. */
  readonly answerDeadline?: number;
  /** How long after a confirmed DELETE the end may take before the call counts as ended. */
  readonly hangUpTimeout?: number;
  /** How long an unconfirmed DELETE is retried before the call counts as ended. */
  readonly hangUpGiveUp?: number;
  /** How much later than its upper bound an operation may end before the call is verified. */
  readonly operationGrace?: number;
}

/** Settings of the service's end in milliseconds. What is left out has its default. */
export interface ServiceSettings {
  /** How long a call lives from its last keepAlive, or from its start. */
  readonly expiry?: number;
  /** How long an incoming call waits to be answered, rejected or redirected. */
  readonly answerDeadline?: number;
  /** How long it may take to take a call down. */
  readonly teardown?: number;
}

/** Names a request of the application: an output `send`, or an object with its members. `operation` has a kind, and only that. */
export type Token =
  | { readonly request: Exclude<AppRequest, "operation">; readonly operation?: null | undefined; readonly number?: number }
  | { readonly request: "operation"; readonly operation: OperationKind; readonly number?: number };

/** What is known of an operation that is asked for, or sent without being asked for. */
export interface Hints {
  /** Its clientContext. */
  readonly context?: string | Uint8Array;
  /** The longest that it can take, in milliseconds. */
  readonly takesAtMost?: number;
  /** Whether it is a playPrompt with loop. */
  readonly endless?: boolean;
}

interface At<Kind> {
  readonly kind: Kind;
  /** The time from which it counts. */
  readonly at: number;
}
type Send = Token & { readonly number: number };
interface OfSlot {
  /** The slot of an operation. */
  readonly slot: number;
}
interface OfSlots {
  /** Slots of operations. */
  readonly slots: readonly number[];
}
interface StateOutput extends At<"state"> {
  readonly from: CallState;
  readonly to: CallState;
}
interface OperationEnded extends At<"operationEnded">, OfSlot {
  readonly operationStatus: OperationStatus;
  readonly reason: CompletionReason | null;
}

/** Something to do, or to know, at the application's end. */
export type Output =
  | (At<"send"> & Send)
  | StateOutput
  | (At<"ended"> & OfSlots & { readonly cause: Cause })
  | (At<"audioActive"> & { readonly active: boolean })
  | (At<"tone"> & { readonly tone: Tone })
  | At<"resultLearnt" | "keepAliveSucceeded" | "keepAliveFailed" | "presumedLost" | "revived" | "answerOverdue">
  | (At<"operationAccepted" | "operationRunning"> & OfSlot)
  | OperationEnded
  | (At<"operationsCancelled" | "operationsOverdue"> & OfSlots);

/** Something to answer or to notify at the service's end. */
export type ServiceOutput =
  | (At<"answer"> & { readonly status: number; readonly slot: number | null })
  | StateOutput
  | (At<"ended"> & { readonly cause: Cause })
  | (At<"operationsEnded"> & OfSlots)
  | (At<"phase"> & OfSlot & { readonly phase: RecordPhase; readonly announce: boolean })
  | OperationEnded
  | (At<"tone"> & { readonly tone: Tone; readonly sequence: number });

interface Standing<Flags, Out> {
  /** What became of the event. */
  readonly verdict: Verdict;
  /** Why the event was rejected. */
  readonly rejection: Rejection | null;
  /** The state of the call. */
  readonly state: CallState;
  /** Why the call ended; at the service's end also why it is ending. */
  readonly cause: Cause | null;
  /** When to wake the call next; null: nothing is due any more. */
  readonly nextDeadline: number | null;
  /** What the deadline is for. */
  readonly deadlineKind: DeadlineKind | null;
  /** When the call expires, or expired. */
  readonly expiresAt: number | null;
  /** What else is so. */
  readonly flags: Readonly<Flags>;
  /** What to do and to know, in order of time. */
  readonly outputs: readonly Out[];
}

export interface ServiceFlags {
  /** `now` was earlier than in an earlier step. The call goes on as if no time had passed. */
  clockRegressed: boolean;
  /** The timer has to be armed anew. */
  deadlineChanged: boolean;
}

export interface Flags extends ServiceFlags {
  /** The expiry has passed, and the call has not ended. */
  presumedLost: boolean;
  /** A keepAlive was sent whose reply is awaited. */
  inFlight: boolean;
  /** Audio flows, by the last notification that said so or denied it. */
  audioActive: boolean;
  /** The application has asked to end the call, and the service has confirmed it. */
  hangUpConfirmed: boolean;
}

/** What an event did at the application's end, what is to be done, and how the call stands afterwards. */
export interface Step extends Standing<Flags, Output> {
  /** How many keepAlives have failed since the last success. */
  readonly failures: number;
}

/** What an event did at the service's end, what to answer and to notify, and how the call stands afterwards. */
export interface ServiceStep extends Standing<ServiceFlags, ServiceOutput> {}

interface Of<Kind> {
  readonly kind: Kind;
  readonly now: number;
}
interface CallMembers {
  readonly change?: ChangeType;
  /** `unknown` stands for a word that is no known state. */
  readonly state?: CallState | "unknown";
  /** `resultInfo.code` */
  readonly code?: number;
  /** `resultInfo.subcode` */
  readonly subcode?: number;
  readonly audioActive?: boolean;
  readonly tone?: Tone;
  /** A bigint where a number would not be exact. */
  readonly sequenceId?: number | bigint;
  readonly appTransferred?: boolean;
}
interface OperationMembers {
  readonly id?: string;
  readonly context?: string | Uint8Array;
  readonly operationStatus?: OperationStatus;
  readonly reason?: CompletionReason;
  readonly code?: number;
  readonly subcode?: number;
  readonly deleted?: boolean;
}
interface ReplyMembers {
  readonly sent: number;
  readonly status: number;
  readonly retryAfter?: number;
}

/** An event of the application's end. `Call` has a method for each kind that a host commonly needs. */
export type Event =
  | Of<"wake">
  | (Of<"ask"> & Omit<Token, "number"> & Hints)
  | (Of<"sent"> & Token & Hints)
  | (Of<"reply"> & Token & ReplyMembers & { readonly body?: "empty" })
  | (Of<"reply"> & Token & ReplyMembers & CallMembers & { readonly body: "call" })
  | (Of<"reply"> & Token & ReplyMembers & OperationMembers & { readonly body: "operation" })
  | (Of<"failed"> & Token)
  | (Of<"call"> & CallMembers)
  | (Of<"operation"> & OperationMembers)
  | (Of<"created"> & { readonly sent: number });

interface Started {
  readonly id: string;
  readonly context?: string | Uint8Array;
}
/** An event of the service's end. Spans of a recording are in seconds, as in Graph's JSON. */
export type ServiceEvent =
  | Of<"wake">
  | (Of<"request"> & { readonly request: Exclude<ServiceRequest, "redirect" | "record" | "playPrompt" | "start" | "getOperation"> })
  | (Of<"request"> & { readonly request: "redirect"; readonly targets?: number; readonly timeout?: number })
  | (Of<"request"> & Started & RecordMembers & { readonly request: "record" })
  | (Of<"request"> & Started & { readonly request: "playPrompt"; readonly prompts?: number })
  | (Of<"request"> & Started & { readonly request: "start"; readonly operation: OperationKind })
  | (Of<"request"> & { readonly request: "getOperation"; readonly id: string })
  | (Of<"peer"> & { readonly peer: PeerEvent })
  | (Of<"media"> & { readonly media: MediaEvent; readonly tone?: Tone })
  | (Of<"finished"> & { readonly slot: number; readonly success: boolean });

export interface RecordMembers {
  /** `recordResponse` unless said otherwise. */
  readonly profile?: Profile;
  readonly prompts?: number;
  readonly bargeInAllowed?: boolean;
  readonly playBeep?: boolean;
  readonly streamWhileRecording?: boolean;
  readonly initialSilenceTimeout?: number;
  readonly maxSilenceTimeout?: number;
  readonly maxRecordDuration?: number;
  /** Up to 8 texts of 1 to 8 symbols. */
  readonly stopTones?: readonly string[];
}

/** An entry of a notification, or an answer. */
export interface Notice {
  /**
   * | | |
   * |---|---|
   * | event | an event for the call that is named |
   * | other | nothing for a call's lifecycle: a roster and the like |
   * | badEntry | an entry that cannot be understood: `message` says why |
   * | badJson | a body that is no JSON from some place on: `message` says where |
   */
  readonly what: NoticeKind;
  /** The id of the call that it is about. */
  readonly call: string | null;
  /** The kind of operation, where the entry names it. */
  readonly operation: OperationKind | null;
  /** `recordingLocation` of a recording. */
  readonly location: string | null;
  /** `recordingAccessToken` of a recording. */
  readonly token: string | null;
  /** `error.code` of an answer that refuses. */
  readonly code: string | null;
  /** What is wrong with the entry or the body, or `error.message` of an answer that refuses. */
  readonly message: string | null;
  /** What a call did with the event, where one was handed it. */
  readonly step: Step | null;
}
/** A notice whose event is for you to hand to its call. */
export interface ReadNotice extends Notice {
  readonly event: Event | null;
}

/** An operation of a call. */
export interface Operation {
  readonly slot: number;
  readonly kind: OperationKind;
  /** The service's id, once it is known. */
  readonly id: string | null;
  /** Its clientContext, as `contextBytes` makes it of a text. */
  readonly context: Uint8Array | null;
  readonly status: OperationStatus;
  readonly reason: CompletionReason | null;
  /** Whether the service has accepted it. */
  readonly accepted: boolean;
  /** The phase of a media operation at the service's end. */
  readonly phase: RecordPhase | null;
  /** Which page a recording follows, at the service's end. */
  readonly profile: Profile | null;
}

export interface RequestOptions {
  /** The JSON that will be sent: whether there has to be one is checked. */
  readonly body?: Body;
  /** The participant, for a method of one. */
  readonly participant?: string;
  readonly version?: ApiVersion;
}
