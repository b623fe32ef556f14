// Calls as the service tells of them.

import { EXPIRY, MINUTE, SECOND } from "./helpers.mjs";

export const COUNTS = { live: 0, created: 0, ended: 0, requests: 0, delivered: 0, failed: 0, dropped: 0, waiting: 0 };
/** The time at which the calls of `scene` are shown. */
export const NOW = 52 * MINUTE + 34 * SECOND;

const request = (at, text, result = "200") => ({ at, kind: "request", text, result, good: Number(result) < 400 });
const notice = (at, text, result, good) => ({ at, kind: "notification", text, result, good });
const fact = (at, kind, text, result) => ({ at, kind, text, result });

/** What the service says with these calls. */
export function live(calls, { now = NOW, speed = 60, more = 0, villain = [], deeds = {}, ...counts } = {}) {
  const ended = calls.filter((call) => call.ended !== undefined).length;
  return { now, speed, room: 10_000, more, villain, deeds, calls, counts: { ...COUNTS, live: calls.length - ended + more, created: calls.length + more, ended, ...counts } };
}

/** A call that was answered and is kept alive. */
export function kept(id = "57dab8b1-894c-409a-b240-bd8beae78896", { from = 45 * MINUTE, at = from + EXPIRY } = {}) {
  const renewals = [15, 30, 45].map((minutes) => minutes * MINUTE).filter((time) => time <= from);
  return {
    id, direction: "incoming", state: "established", began: 0, expiry: { from, at }, deadline: { kind: "keepAlive expiry", at },
    operations: [{ id: "0fe0623f-d628-42ed-b4bd-8ac290072cc5", kind: "record", status: "completed", reason: "stopToneDetected" }, { id: "1", kind: "subscribeToTone", status: "completed" }],
    timeline: [
      fact(0, "peer", "calls"), notice(0, "created", "200", true), request(4 * SECOND, "answer", "202"), fact(6 * SECOND, "peer", "connects"), notice(7 * SECOND, "established", "200", true),
      request(2 * MINUTE, "subscribeToTone"), request(10 * MINUTE, "recordResponse"), fact(10 * MINUTE + 20 * SECOND, "media", "speechStarted"), fact(12 * MINUTE, "media", "tone", "1"),
      fact(12 * MINUTE + SECOND, "media", "tone", "1"), notice(12 * MINUTE + 2 * SECOND, "record", "200", true), ...renewals.map((time) => request(time, "keepAlive")),
    ],
  };
}

/** A call with a recording in this phase, whose keepAlives are refused. */
export function recording(phase = "listening") {
  const at = 30 * SECOND + EXPIRY + 15 * MINUTE;
  return {
    id: "2e1a0b00-2db4-4022-9570-243709c565ab", direction: "outgoing", state: "established", began: 30 * SECOND, expiry: { from: at - EXPIRY, at }, deadline: { kind: "initial silence", at: NOW + 9 * SECOND },
    operations: [{ id: "3c", kind: "record", status: "running", phase }, { id: "3d", kind: "playPrompt", status: "notStarted" }],
    timeline: [
      request(30 * SECOND, "create", "201"), notice(31 * SECOND, "establishing", "200", true), fact(40 * SECOND, "peer", "rings"), notice(40 * SECOND, "ringing", "503", false), fact(55 * SECOND, "peer", "connects"),
      notice(55 * SECOND, "established", "200", true), request(15 * MINUTE + 30 * SECOND, "keepAlive"), request(30 * MINUTE, "keepAlive", "503"), request(31 * MINUTE, "keepAlive", "429"), request(46 * MINUTE, "keepAlive", "503"),
      request(NOW - 25 * SECOND, "recordResponse"), request(NOW - 20 * SECOND, "playPrompt"), fact(NOW - SECOND, "clock", "record", phase),
    ],
  };
}

export function ringing() {
  return {
    id: "9f2c4d10-77aa-4c1e-8a55-0c7be1f0a001", direction: "incoming", state: "incoming", began: NOW - 6 * SECOND, expiry: { from: NOW - 6 * SECOND, at: NOW - 6 * SECOND + EXPIRY },
    deadline: { kind: "answer", at: NOW + 9 * SECOND }, operations: [], timeline: [fact(NOW - 6 * SECOND, "peer", "calls"), notice(NOW - 5 * SECOND, "created", "200", true)],
  };
}

/** A call that was dropped, for no keepAlive came. */
export function dropped(state = "terminated") {
  const end = 60 * SECOND + EXPIRY;
  const timeline = [
    request(60 * SECOND, "create", "201"), notice(61 * SECOND, "establishing", "200", true), fact(65 * SECOND, "peer", "connects"), notice(65 * SECOND, "established", "200", true),
    fact(end, "clock", "keepAlive expiry"), notice(end, "terminating", "200", true),
  ];
  const call = { id: "c0ffee00-0000-4000-8000-000000000008", direction: "outgoing", state, cause: "keepAliveExpired", began: 60 * SECOND, operations: [{ id: "7", kind: "record", status: "failed", reason: "callEnded" }], timeline };
  if (state === "terminating") return { ...call, deadline: { kind: "teardown", at: end + 10 * SECOND } };
  timeline.push(fact(end + SECOND, "clock", "terminated", "keepAliveExpired"), notice(end + SECOND, "deleted", "200", true), request(end + 5 * MINUTE, "keepAlive", "404"));
  return { ...call, ended: end + SECOND };
}

export function hungUp() {
  const end = 20 * MINUTE;
  return {
    id: "0b5e55ed-1234-4567-89ab-00000000beef", direction: "outgoing", state: "terminated", cause: "remoteHangUp", began: 90 * SECOND, ended: end, operations: [],
    timeline: [request(90 * SECOND, "create", "201"), fact(100 * SECOND, "peer", "connects"), request(16 * MINUTE, "keepAlive"), fact(end - SECOND, "peer", "hangsUp"), notice(end, "deleted", "given up", false)],
  };
}

/** Who is in a meeting. */
export const ROSTER = [
  { id: "66c0ea64-bed5-cda2-6569-0667203443d4", name: "Minutes of the meeting", marks: ["the application"] },
  { id: "7a38a9b9-ffe8-3fb5-fc1b-2ca9a416ba4b", name: "Olga" },
  { id: "1af7e66b-2dfd-56e4-c4eb-c19ff2005a43", name: "Ann", marks: ["muted", "sharing"] },
  { id: "0d7664b6-6432-43ed-8d27-d9e7adec188c", name: "+12345678901", marks: ["on hold"] },
  { id: "05491616-385f-44a8-9974-18cc5f9933c1", name: "Ben", marks: ["in the lobby"] },
];

/** A meeting in which something goes wrong on purpose. */
export function meeting(roster = ROSTER) {
  const id = "2f1a1100-b174-40a0-aba7-0b405e01ed92";
  const timeline = [request(45 * MINUTE, "keepAlive"), request(46 * MINUTE, "invite"), notice(46 * MINUTE + SECOND, "roster, twice"), fact(47 * MINUTE, "peer", "waits"), notice(47 * MINUTE, "roster", "never posted", false)];
  return { ...kept(id), direction: "outgoing", operations: [{ id: "8", kind: "invite", status: "completed" }], villain: [{ what: "drop", chance: 0.3 }], roster, timeline };
}

export const scene = () => live([ringing(), recording(), kept(), dropped(), hungUp()], { requests: 41, delivered: 17, failed: 1, waiting: 2 });

/** As many calls as the service ever tells of, each with as long a timeline. */
export function many(count = 50, { shift = 0 } = {}) {
  const calls = Array.from({ length: count }, (_, index) => {
    const timeline = Array.from({ length: 40 }, (_, line) => request((line + shift) * MINUTE, `keepAlive ${line + shift}`));
    const id = `${String(index).padStart(8, "0")}-0000-4000-8000-000000000000`;
    return { ...kept(id), began: 0, expiry: { from: (39 + shift) * MINUTE, at: (39 + shift) * MINUTE + EXPIRY }, timeline };
  });
  return live(calls, { more: 123, now: (40 + shift) * MINUTE });
}
