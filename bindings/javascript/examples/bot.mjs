// A bot: creates a call, records what is said when it is answered, and keeps the call alive until it ends.
//
// `bot.mjs http://127.0.0.1:8080 60` talks to a mock that was started with `graph-call-mock --speed 60`.

import { Client, ResponseType } from "@microsoft/microsoft-graph-client";
import { Call, created } from "call-lifecycle";
import { Clock, Driver } from "call-lifecycle/driver";
import { once } from "node:events";
import { createServer } from "node:http";

const [graph, speed] = process.argv.slice(2);
const TARGET = { identity: { user: { id: "0fe0623f-d628-42ed-b4bd-8ac290072cc5" } } };
const CALL = { targets: [TARGET], requestedModalities: ["audio"], mediaConfig: { "@odata.type": "#microsoft.graph.serviceHostedMediaConfig" } };
const RECORD = { maxRecordDurationInSeconds: 10, initialSilenceTimeoutInSeconds: 60, playBeep: true, stopTones: ["#"], clientContext: "greeting" };

const clock = new Clock(Number(speed));
const client = Client.init({ baseUrl: `${graph}/`, authProvider: (done) => done(null, "a token") });

/** Sends a request with Microsoft's client: status, headers and body of the answer. */
async function request(method, path, body) {
  // The client puts the version before the path.
  const [, version, rest] = path.match(/^\/([^/]+)(\/.*)$/);
  const answer = await client.api(rest).version(version).responseType(ResponseType.RAW)[method.toLowerCase()](body);
  return { status: answer.status, headers: answer.headers, body: await answer.text() };
}

async function send(output) {
  const body = output.request === "operation" ? JSON.stringify(RECORD) : undefined;
  const { method, path } = call.request(output, { body });
  return request(method, path, body);
}

function note({ outputs }, notice) {
  for (const output of outputs) {
    const { kind, at, request = "", to = "", reason = "", cause = "" } = output;
    console.log(at, kind, request || to || reason || cause || "");
    if (kind === "state" && to === "established") driver.ask("operation", "record", { context: "greeting", takesAtMost: 60_000 });
  }
  if (notice?.location) console.log("recorded:", notice.location);
}

let isReady;
const ready = new Promise((done) => (isReady = done));
const server = createServer(async (incoming, response) => {
  const chunks = [];
  for await (const chunk of incoming) chunks.push(chunk);
  await ready;
  driver.notified(Buffer.concat(chunks));
  response.writeHead(202).end();
}).listen(0, "127.0.0.1");
await once(server, "listening");

const sent = clock.now();
const callbackUri = `http://127.0.0.1:${server.address().port}/calls`;
const answer = await request("POST", "/v1.0/communications/calls", { ...CALL, callbackUri });
const call = Call.outgoing(created(clock.now(), answer.status, answer.headers, answer.body).call, sent);
const driver = new Driver(call, send, { clock, onStep: note });
isReady();
console.log("ended:", await driver.run());
server.close();
server.closeAllConnections();
