// What a test needs: a mock, a client for it, and somewhere to be notified.

import { Client, ResponseType } from "@microsoft/microsoft-graph-client";
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { createInterface } from "node:readline";

const PATIENCE = 20_000;

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
  const address = said.match(/http:\/\/[^/]+/)[0];
  async function control(command) {
    const answer = await fetch(`${address}/control`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(command) });
    assert.equal(answer.status, 200, await answer.text());
  }
  const requests = async () => (await (await fetch(`${address}/control`)).json()).counts.requests;
  return { address, control, requests, stop: () => child.kill() };
}

/** Microsoft's client with what it does by default. It sends its tokens to Graph over https only: none comes here. */
export const client = (mock, defaultVersion = "v1.0") =>
  Client.init({ baseUrl: `${mock.address}/`, defaultVersion, authProvider: (done) => done(null, "for Graph only") });

/** The status of the answer, where a body is of no interest or not there. */
export const status = async (request, body) => (await request.responseType(ResponseType.RAW).post(body)).status;

/** Whether a notification has these members, and in them what is asked for. */
const has = (one, part) => Object.entries(part).every(([name, value]) => (typeof value === "object" ? has(one?.[name], value) : one?.[name] === value));

/** A place to which notifications are posted, for many calls: each has its path. */
export async function listen() {
  const inboxes = new Map();
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) body += chunk;
    const { value } = JSON.parse(body);
    for (const { changeType, resourceData } of value) inboxes.get(request.url).push({ changeType, ...resourceData });
    response.end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  function inbox() {
    const [path, received] = [`/${randomUUID()}`, []];
    inboxes.set(path, received);
    /** The first notification that has all of this. */
    const next = (part) => until(() => `${JSON.stringify(part)} among ${JSON.stringify(received)}`, () => received.find((one) => has(one, part)));
    return { uri: `http://127.0.0.1:${server.address().port}${path}`, received, next };
  }
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { inbox, stop };
}
