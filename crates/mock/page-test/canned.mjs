// A server of the page's files whose answers to `/live` are what a test says.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { freePort } from "./helpers.mjs";

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const TYPES = { ".html": "text/html; charset=utf-8", ".mjs": "text/javascript", ".css": "text/css" };

export class Canned {
  /** What `/live` answers. */
  live = {};
  /** How it answers: `well`, `not at all`, with `500`, or with `nonsense`. */
  manner = "well";
  /** How often it was asked. */
  asked = 0;
  /** How many questions were out at a time, at most. */
  together = 0;
  #out = 0;
  #directory;
  #server;
  #port;

  constructor(directory) {
    this.#directory = directory;
  }

  get address() {
    return `http://127.0.0.1:${this.#port}/`;
  }

  /** Begins, or begins again where it was before. */
  async start() {
    this.#port ??= await freePort();
    this.#server = createServer((request, response) => this.#answer(request, response));
    await new Promise((done, failed) => this.#server.once("error", failed).listen(this.#port, "127.0.0.1", done));
  }

  stop() {
    this.#server.closeAllConnections();
    return new Promise((done) => this.#server.close(done));
  }

  #answer({ url, method }, response) {
    if (method !== "GET") return response.writeHead(405).end();
    if (url === "/live") {
      this.asked += 1;
      this.#out += 1;
      this.together = Math.max(this.together, this.#out);
      response.on("close", () => (this.#out -= 1));
      if (this.manner === "not at all") return undefined;
      if (this.manner === "500") return response.writeHead(500, { "content-type": "application/json" }).end(`{"error":{}}`);
      const text = this.manner === "nonsense" ? "{" : JSON.stringify(this.live);
      return response.writeHead(200, { "content-type": "application/json" }).end(text);
    }
    const name = url === "/" ? "index.html" : url.slice(1);
    if (!/^[a-z]+\.[a-z]+$/.test(name)) return response.writeHead(404).end();
    try {
      const bytes = readFileSync(join(this.#directory, name));
      return response.writeHead(200, { "content-type": TYPES[extname(name)], "content-security-policy": POLICY, "x-content-type-options": "nosniff" }).end(bytes);
    } catch {
      return response.writeHead(404).end();
    }
  }
}
