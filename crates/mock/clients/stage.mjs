// What a test needs, whatever its client is: a mock, a wire that is listened to, and somewhere to be notified.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, request as ask } from "node:http";
import { createInterface } from "node:readline";

const PATIENCE = 60_000;

/** Waits until it is so, and returns what it is; not forever. */
export async function until(what, so) {
  for (const end = Date.now() + PATIENCE; ; await new Promise((done) => setTimeout(done, 10))) {
    const found = await so();
    if (found) return found;
    assert.ok(Date.now() < end, `waited in vain: ${what()}`);
  }
}

/** Starts a mock; its address, and what plays the caller and the villain. */
export async function start(...options) {
  const child = spawn(process.env.GRAPH_CALL_MOCK, ["--listen", "127.0.0.1:0", "--seed", "7", ...options], { stdio: ["ignore", "pipe", "inherit"] });
  const [said] = await Promise.race([once(createInterface(child.stdout), "line"), once(child, "error").then(([error]) => Promise.reject(error))]);
  // Its page is at the address where it listens; a proxy tells Graph's as that of the calls.
  const address = said.match(/page at (http:\/\/[^/]+)/)[1];
  async function control(command) {
    const answer = await fetch(`${address}/control`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(command) });
    assert.equal(answer.status, 200, await answer.text());
  }
  const requests = async () => (await (await fetch(`${address}/control`)).json()).counts.requests;
  return { address, control, requests, stop: () => child.kill() };
}

/** The statuses of requests, one after the other. One comes again where this program was too slow to call the villain off. */
export const statuses = (requests) => [...new Set(requests.map(({ status }) => status))];

async function serve(handle) {
  const server = createServer(handle);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { address: `http://127.0.0.1:${server.address().port}`, stop };
}

async function text(message) {
  const parts = [];
  for await (const part of message) parts.push(part);
  return Buffer.concat(parts);
}

/** Stands between a client and a mock, and remembers the requests and the statuses of their answers. */
export async function wire(mock) {
  const seen = [];
  const server = await serve(async (request, response) => {
    const { method, url, headers } = request;
    const body = await text(request);
    const on = ask(mock.address + url, { method, headers });
    on.on("response", async (answer) => {
      const bytes = await text(answer);
      seen.push({ method, path: url, headers, body: body.toString(), status: answer.statusCode });
      response.writeHead(answer.statusCode, answer.headers).end(bytes);
    });
    on.on("error", () => response.destroy());
    on.end(body);
  });
  return { ...server, seen, asked: (end) => seen.filter(({ path }) => path.endsWith(end)) };
}

/** A server that answers everything so, with nothing in it. */
export const empty = (status, headers = {}) => serve((_, response) => response.writeHead(status, headers).end());

/** Whether a notification has these members, and in them what is asked for. */
const has = (one, part) => Object.entries(part).every(([name, value]) => (typeof value === "object" ? has(one?.[name], value) : one?.[name] === value));

/** A place to which notifications are posted, for many calls: each has its path. */
export async function listen() {
  const inboxes = new Map();
  const { address, stop } = await serve(async (request, response) => {
    const { value } = JSON.parse(await text(request));
    for (const { changeType, resourceData } of value) inboxes.get(request.url).push({ changeType, ...resourceData });
    response.end();
  });
  function inbox() {
    const [path, received] = [`/${randomUUID()}`, []];
    inboxes.set(path, received);
    /** The first notification that has all of this. */
    const next = (part) => until(() => `${JSON.stringify(part)} among ${JSON.stringify(received)}`, () => received.find((one) => has(one, part)));
    return { uri: address + path, received, next };
  }
  return { inbox, stop };
}
