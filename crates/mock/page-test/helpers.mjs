// What a test asks of the page, and a page of calls that a test can begin with.

import assert from "node:assert/strict";
import { createServer } from "node:net";

export const SECOND = 1_000, MINUTE = 60_000, EXPIRY = 45 * MINUTE;

/** Makes the page wait a tenth as long: tests are to be quick. */
const HURRY = `{
  const [later, timeout] = [setTimeout, AbortSignal.timeout];
  globalThis.setTimeout = (what, ms) => later(what, ms / 10);
  AbortSignal.timeout = (ms) => timeout.call(AbortSignal, ms / 10);
}`;

/** What one asks a browser whose page this is. */
export function watch({ evaluate, page, complaints }, address) {
  let script;

  /** Until it is so: the page takes as long as it takes, but not forever. */
  async function until(expression) {
    for (const end = Date.now() + 60_000; !(await evaluate(expression)); ) {
      if (Date.now() > end) throw new Error(`not so: ${expression}\n${complaints.join("\n")}`);
      await new Promise((done) => setTimeout(done, 20));
    }
  }
  /** Opens the page. With `time` the page's own clock says that, and moves where `pass` says so. */
  async function open({ width = 1280, height = 1000, scheme = "light", motion = "no-preference", time } = {}) {
    const features = Object.entries({ "prefers-color-scheme": scheme, "prefers-reduced-motion": motion }).map(([name, value]) => ({ name, value }));
    await page("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: width < 600 });
    await page("Emulation.setEmulatedMedia", { features });
    if (script) await page("Page.removeScriptToEvaluateOnNewDocument", { identifier: script });
    const held = time === undefined ? "" : `globalThis.passed = ${time}; performance.now = () => globalThis.passed;`;
    script = (await page("Page.addScriptToEvaluateOnNewDocument", { source: HURRY + held })).identifier;
    await evaluate(`globalThis.old = true`);
    await page("Page.navigate", { url: address });
    await until(`globalThis.old === undefined && document.readyState === "complete" && document.querySelector("#clock")?.textContent !== "--:--:--"`);
  }
  const pass = (time) => evaluate(`void (globalThis.passed = ${time})`);
  const find = (selector) => `document.querySelector(${JSON.stringify(selector)})`;
  /** A text as one sees it. */
  const text = (selector) => evaluate(`${find(selector)}.innerText.replaceAll(/\\s+/g, " ").trim()`);
  const texts = (selector) => evaluate(`[...document.querySelectorAll(${JSON.stringify(selector)})].map((one) => one.textContent.replaceAll(/\\s+/g, " ").trim())`);
  const says = (selector, said) => until(`${find(selector)}?.textContent.replaceAll(/\\s+/g, " ").trim() === ${JSON.stringify(said)}`);
  async function press(key) {
    const known = { Tab: 9, Enter: 13 }[key];
    for (const type of ["keyDown", "keyUp"]) {
      await page("Input.dispatchKeyEvent", { type, key, code: key, text: type === "keyDown" && key === "Enter" ? "\r" : undefined, windowsVirtualKeyCode: known });
    }
  }
  return { evaluate, until, open, pass, text, texts, says, press };
}

/** A port that is free now, and stays so while nobody listens there: it is none of those that systems give to connections. */
export async function freePort() {
  for (;;) {
    const [server, port] = [createServer(), 20_000 + Math.floor(12_000 * Math.random())];
    const free = await new Promise((done) => server.once("error", () => done(false)).listen(port, "127.0.0.1", () => done(true)));
    await new Promise((done) => server.close(done));
    if (free) return port;
  }
}

/** The card of a call. */
export const card = (id, rest = "") => `.call[data-id="${id}"] ${rest}`.trim();

/** A test that takes longer than this has hung. */
const HUNG = 5 * MINUTE;

/** Runs them, and says of each how it went; whether all went well. `complaints` must be none at the end of each. */
export async function run(tests, complaints) {
  let failed = 0;
  let timer;
  for (const [name, does] of Object.entries(tests)) {
    try {
      const hung = new Promise((_, failed) => (timer = setTimeout(() => failed(new Error("it has hung")), HUNG)));
      await Promise.race([does(), hung]);
      assert.deepEqual(complaints, []);
      console.log(`ok: ${name}`);
    } catch (error) {
      failed += 1;
      console.log(`FAILED: ${name}\n${error.stack}\n${complaints.splice(0).join("\n")}`);
    } finally {
      clearTimeout(timer);
    }
  }
  return failed === 0;
}
