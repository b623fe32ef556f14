// A headless Chromium over the pipe of its DevTools protocol, and a server for one directory.

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { basename, extname, join } from "node:path";

const TYPES = { ".html": "text/html", ".css": "text/css", ".mjs": "text/javascript", ".svg": "image/svg+xml", ".wasm": "application/wasm" };
const ARGUMENTS =
  "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --remote-debugging-pipe";

/** Serves the files of a directory on this machine; its address. */
export async function serve(directory) {
  const server = createServer((request, response) => {
    const name = basename(new URL(request.url, "http://local").pathname) || "index.html";
    try {
      const bytes = readFileSync(join(directory, name));
      response.writeHead(200, { "content-type": TYPES[extname(name)] }).end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

/** Starts the browser with one page. `complaints` are errors that the page wrote or threw. */
export async function browse(path) {
  const profile = mkdtempSync(join(tmpdir(), "call-lifecycle-web-"));
  const browser = spawn(path, [...ARGUMENTS.split(" "), `--user-data-dir=${profile}`], { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
  const [asks, answers] = [browser.stdio[3], browser.stdio[4]];
  const waiting = new Map();
  const complaints = [];
  let count = 0;
  let rest = "";
  answers.setEncoding("utf8").on("data", (text) => {
    const parts = (rest + text).split("\0");
    rest = parts.pop();
    for (const part of parts) hear(JSON.parse(part));
  });
  const gone = new Promise((done) => browser.on("exit", done));
  gone.then(() => waiting.forEach(({ failed }) => failed(new Error("the browser is gone"))));

  function hear({ id, result, error, method, params }) {
    if (id !== undefined) {
      const { done, failed } = waiting.get(id);
      waiting.delete(id);
      return error ? failed(new Error(error.message)) : done(result);
    }
    if (method === "Runtime.exceptionThrown") complaints.push(params.exceptionDetails.exception?.description ?? params.exceptionDetails.text);
    if (method === "Runtime.consoleAPICalled" && ["error", "warning", "assert"].includes(params.type)) complaints.push(JSON.stringify(params.args));
    if (method === "Log.entryAdded" && params.entry.level === "error") complaints.push(`${params.entry.text} ${params.entry.url}`);
  }
  const ask = (method, params = {}, sessionId = undefined) =>
    new Promise((done, failed) => {
      const id = ++count;
      waiting.set(id, { done, failed });
      asks.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });

  const { targetId } = await ask("Target.createTarget", { url: "about:blank" });
  const { sessionId } = await ask("Target.attachToTarget", { targetId, flatten: true });
  const page = (method, params) => ask(method, params, sessionId);
  for (const domain of ["Page", "Runtime", "Log"]) await page(`${domain}.enable`);
  return {
    complaints,
    /** Asks the page itself over the protocol. */
    page,
    /** What an expression is in the page. */
    async evaluate(expression) {
      const { result, exceptionDetails } = await page("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      return result.value;
    },
    async picture() {
      return Buffer.from((await page("Page.captureScreenshot", { format: "png" })).data, "base64");
    },
    async close() {
      await ask("Browser.close").catch(() => {});
      await gone;
      // Processes of its own may still write there: on a busy machine for some seconds.
      rmSync(profile, { recursive: true, force: true, maxRetries: 30 });
    },
  };
}
