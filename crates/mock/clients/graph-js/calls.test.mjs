// What a bot asks of its calls, in v1.0 and in beta.

import { ResponseType } from "@microsoft/microsoft-graph-client";
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, test } from "node:test";
import { client, listen, start, status } from "./stage.mjs";

// A call that comes in is to be answered within three seconds.
const [mock, place] = [await start("--speed", "5"), await listen()];
after(() => {
  mock.stop();
  place.stop();
});

const CALLS = "/communications/calls";
const media = { "@odata.type": "#microsoft.graph.serviceHostedMediaConfig" };
const person = (id) => ({ identity: { user: { id } } });
const prompts = [{ "@odata.type": "#microsoft.graph.mediaPrompt", mediaInfo: { uri: "https://example.org/hello.wav", resourceId: randomUUID() } }];

for (const version of ["v1.0", "beta"]) {
  const graph = client(mock, version);
  const of = (id, rest) => graph.api(`${CALLS}/${id}/${rest}`);
  /** What was told of the call itself, one word each. */
  const told = (inbox) => inbox.received.filter((one) => one["@odata.type"] === "#microsoft.graph.call").map((one) => one.toneInfo?.tone ?? one.mediaState?.audio ?? one.state);

  async function rung() {
    const [id, inbox] = [randomUUID(), place.inbox()];
    await mock.control({ bot: { callbackUri: inbox.uri } });
    await mock.control({ peer: { call: id, event: "calls" } });
    await inbox.next({ id, changeType: "created", state: "incoming", direction: "incoming" });
    return { id, inbox };
  }
  async function established() {
    const call = await rung();
    assert.equal(await status(of(call.id, "answer"), { callbackUri: call.inbox.uri, acceptedModalities: ["audio"], mediaConfig: media }), 202);
    await call.inbox.next({ mediaState: { audio: "active" } });
    return call;
  }

  test(`${version}: a call is created, and shown`, async () => {
    const inbox = place.inbox();
    const body = { "@odata.type": "#microsoft.graph.call", callbackUri: inbox.uri, targets: [person("somebody")], requestedModalities: ["audio"], mediaConfig: media };
    const answer = await graph.api(CALLS).responseType(ResponseType.RAW).post(body);
    assert.equal(answer.status, 201);
    const call = await answer.json();
    assert.equal(answer.headers.get("location"), `${mock.address}/${version}${CALLS}/${call.id}`);
    assert.equal(call["@odata.type"], "#microsoft.graph.call");
    assert.deepEqual([call.state, call.direction, call.targets, call.callbackUri], ["establishing", "outgoing", body.targets, inbox.uri]);
    await inbox.next({ mediaState: { audio: "active" } });
    assert.deepEqual(told(inbox), ["establishing", "ringing", "established", "active"]);
    const shown = await graph.api(`${CALLS}/${call.id}`).get();
    assert.deepEqual([shown.id, shown.state], [call.id, "established"]);
  });

  test(`${version}: a call that comes in is answered, kept alive and hung up`, async () => {
    const { id, inbox } = await established();
    assert.deepEqual(told(inbox), ["incoming", "establishing", "established", "active"]);
    assert.equal(await status(of(id, "keepAlive")), 200);
    assert.equal((await graph.api(`${CALLS}/${id}`).responseType(ResponseType.RAW).delete()).status, 204);
    await inbox.next({ changeType: "updated", state: "terminating" });
    await inbox.next({ changeType: "deleted", state: "terminated" });
  });

  test(`${version}: a record ends by its stop tone, and is downloaded with its token`, async () => {
    const { id, inbox } = await established();
    const asked = { clientContext: "a record", initialSilenceTimeoutInSeconds: 60, maxSilenceTimeoutInSeconds: 60, maxRecordDurationInSeconds: 120, playBeep: false, stopTones: ["#"] };
    const begun = await of(id, "recordResponse").post({ ...asked, prompts: [] });
    assert.deepEqual([begun["@odata.type"], begun.status, begun.clientContext], ["#microsoft.graph.recordOperation", "running", "a record"]);
    assert.equal((await of(id, `operations/${begun.id}`).get()).status, "running");
    await mock.control({ media: { call: id, event: "speechStarted" } });
    await mock.control({ media: { call: id, event: "tone", tone: "#" } });
    const ended = await inbox.next({ id: begun.id, changeType: "deleted" });
    assert.deepEqual([ended.status, ended.completionReason, ended.clientContext], ["completed", "stopToneDetected", "a record"]);
    const download = (token) => fetch(ended.recordingLocation, { headers: { authorization: `Bearer ${token}` } });
    assert.equal((await download("another")).status, 404);
    const recording = Buffer.from(await (await download(ended.recordingAccessToken)).arrayBuffer());
    assert.deepEqual([recording.toString("latin1", 0, 4), recording.toString("latin1", 8, 12)], ["RIFF", "WAVE"]);
  });

  test(`${version}: a prompt is played to its end`, async () => {
    const { id, inbox } = await established();
    const begun = await of(id, "playPrompt").post({ clientContext: "a prompt", prompts });
    assert.deepEqual([begun["@odata.type"], begun.status], ["#microsoft.graph.playPromptOperation", "running"]);
    const ended = await inbox.next({ id: begun.id });
    assert.deepEqual([ended.status, ended.completionReason], ["completed", "completedSuccessfully"]);
  });

  test(`${version}: what is played and recorded is cancelled`, async () => {
    const { id, inbox } = await established();
    const begun = await of(id, "recordResponse").post({ clientContext: "a record", initialSilenceTimeoutInSeconds: 60, playBeep: false, prompts: [] });
    const cancelled = await of(id, "cancelMediaProcessing").post({ clientContext: "no more" });
    assert.deepEqual([cancelled.status, cancelled.clientContext], ["completed", "no more"]);
    assert.equal((await inbox.next({ id: begun.id })).completionReason, "operationCanceled");
  });

  test(`${version}: the bot is muted and heard again`, async () => {
    // Only the participants of a group call can be muted.
    const inbox = place.inbox();
    const targets = [person("somebody"), person("somebody else")];
    const { id } = await graph.api(CALLS).post({ callbackUri: inbox.uri, targets, requestedModalities: ["audio"], mediaConfig: media });
    await inbox.next({ mediaState: { audio: "active" } });
    for (const [method, type] of [["mute", "muteParticipantOperation"], ["unmute", "unmuteParticipantOperation"]]) {
      const done = await of(id, method).post({ clientContext: method });
      assert.deepEqual([done["@odata.type"], done.status, done.clientContext], [`#microsoft.graph.${type}`, "completed", method]);
    }
  });

  test(`${version}: tones are told in their order`, async () => {
    const { id, inbox } = await established();
    await mock.control({ media: { call: id, event: "tone", tone: "9" } });
    assert.equal((await of(id, "subscribeToTone").post({ clientContext: "tones" })).status, "completed");
    for (const tone of ["1", "1", "*", "#"]) await mock.control({ media: { call: id, event: "tone", tone } });
    await inbox.next({ toneInfo: { tone: "pound" } });
    const tones = inbox.received.filter((one) => one.toneInfo);
    assert.deepEqual(tones.map((one) => one.toneInfo.tone), ["tone1", "tone1", "star", "pound"]);
    assert.ok(tones.every((one, at) => at === 0 || one.toneInfo.sequenceId > tones[at - 1].toneInfo.sequenceId));
  });

  test(`${version}: a call is transferred`, async () => {
    const { id, inbox } = await established();
    assert.equal(await status(of(id, "transfer"), { transferTarget: person("another") }), 202);
    const ended = await inbox.next({ changeType: "deleted" });
    const { code, subcode, message } = ended.resultInfo;
    assert.deepEqual([code, subcode, message], [0, 7015, "The conversation has ended. DiagCode: 0#7015.@"]);
    assert.deepEqual(told(inbox).slice(-3), ["transferring", "transferAccepted", "terminated"]);
  });

  test(`${version}: a call is rejected`, async () => {
    const { id, inbox } = await rung();
    assert.equal(await status(of(id, "reject"), { reason: "busy" }), 202);
    assert.equal((await inbox.next({ changeType: "deleted" })).state, undefined);
  });

  test(`${version}: a call is redirected`, async () => {
    const { id, inbox } = await rung();
    assert.equal(await status(of(id, "redirect"), { targets: [person("another")], callbackUri: inbox.uri }), 202);
    await inbox.next({ changeType: "deleted", state: "terminated" });
  });
}
