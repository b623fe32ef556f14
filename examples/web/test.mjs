// Clicks through the page as one would: node test.mjs SITE CHROMIUM [PICTURES]

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { browse, serve } from "./browser.mjs";

const [site, chromium, pictures] = process.argv.slice(2);
const tests = [];
const test = (name, does) => tests.push({ name, does });

const server = await serve(site);
const browser = await browse(chromium);
const { evaluate, page } = browser;

/** Until it is so: the page takes as long as it takes, but not forever. */
async function until(expression) {
  for (const end = Date.now() + 60_000; !(await evaluate(expression)); ) {
    if (browser.complaints.length || Date.now() > end) throw new Error(`not so: ${expression}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}
async function open(width = 1280, scheme = "light", height = 1080) {
  await page("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: width < 600 });
  await page("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: scheme }, { name: "prefers-reduced-motion", value: "reduce" }] });
  await page("Page.navigate", { url: server.address });
  await until(`document.documentElement?.dataset.ready === "yes"`);
  // Time passes where a test says so.
  await choose("speed", 0);
  await click("[data-begin=outgoing]");
}
/** A click of the mouse on whatever is in the middle of it. */
async function click(selector) {
  const [x, y] = await evaluate(`(() => {
    const element = document.querySelector(${JSON.stringify(selector)});
    if (!element) throw new Error("nothing is " + ${JSON.stringify(selector)});
    element.scrollIntoView({ block: "center" });
    const { left, top, width, height } = element.getBoundingClientRect();
    return [left + width / 2, top + height / 2];
  })()`);
  for (const type of ["mousePressed", "mouseReleased"]) await page("Input.dispatchMouseEvent", { type, x, y, button: "left", clickCount: 1 });
}
const does = (line) => click(`[data-line="${line}"]`);
const choose = (name, value) => click(`input[name=${name}][value="${value}"] + span`);
const pass = (ms) => click(`[data-pass="${ms}"]`);
const SECOND = 1000, MINUTE = 60_000, EXPIRY = 2_700_000;
const text = (selector) => evaluate(`document.querySelector(${JSON.stringify(selector)}).innerText.replaceAll(/\\s+/g, " ").trim()`);
const said = () => text("#said");
async function bothAre(app, service) {
  assert.equal(await text("#app .state"), app);
  assert.equal(await text("#service .state"), service);
}
const count = (what) => evaluate(`[...document.querySelectorAll("#log p")].filter((p) => p.innerText === ${JSON.stringify(what)}).length`);
const lit = (drawing, end) => evaluate(`document.querySelector("#${drawing} g.at-${end} text")?.textContent`);
const arrow = (drawing, end) => evaluate(`document.querySelector("#${drawing} path.at-${end} title")?.textContent`);

test("the module imports nothing, and exports its memory and three functions", async () => {
  const module = new WebAssembly.Module(readFileSync(join(site, "web.wasm")));
  assert.deepEqual(WebAssembly.Module.imports(module), []);
  const functions = WebAssembly.Module.exports(module).filter(({ kind }) => kind !== "global");
  assert.deepEqual(functions.map(({ name }) => name).sort(), ["line", "memory", "room", "take"]);
});

test("a call: keepAlive is sent in time, and the hang-up ends it at both ends", async () => {
  await open();
  await does("service peer rings");
  await pass(SECOND);
  await bothAre("ringing", "ringing");
  await does("service peer connects");
  assert.match(await said(), /the peer: connects applied/);
  assert.equal(await lit("call", "service"), "established");
  assert.equal(await lit("call", "app"), "ringing");
  await pass(SECOND);
  await bothAre("established", "established");
  assert.equal(await arrow("call", "app"), "ringing → established: peer connects");
  await pass(EXPIRY);
  await pass(EXPIRY);
  await bothAre("established", "established");
  assert.equal(await count("keepAlive succeeded"), 6);
  assert.match(await text("#app dl"), /^deadline 00:\d\d:\d\d · keepAlive expires in 00:\d\d:\d\d$/);
  await does("app ask DELETE");
  await pass(SECOND);
  await bothAre("terminating", "terminating localHangUp");
  await click("#next");
  await pass(SECOND);
  await bothAre("terminated localHangUp", "terminated localHangUp");
  assert.match(await text("#service dl"), /deadline none/);
});

test("nothing gets through: at 45 minutes the service ends the call and the application presumes it lost", async () => {
  await open();
  await does("service peer connects");
  await pass(SECOND);
  await choose("network", "loses");
  await pass(EXPIRY);
  await bothAre("established presumed lost", "terminating keepAliveExpired");
  await pass(MINUTE);
  await bothAre("established presumed lost", "terminated keepAliveExpired");
  assert.equal(await arrow("call", "service"), "terminating → terminated: torn down, teardown deadline");
  // The network is back: a keepAlive gets 404.
  await choose("network", "works");
  await pass(MINUTE);
  await bothAre("terminated keepAliveExpired", "terminated keepAliveExpired");
  assert.equal(await count("keepAlive succeeded"), 0);
});

test("nothing ever gets through again: the application gives up a quarter of an hour later", async () => {
  await open();
  await click("[data-story=drop]");
  await until(`document.querySelector("input[name=speed]:checked").value === "0"`);
  await bothAre("terminated abandoned", "terminated keepAliveExpired");
  assert.equal(await text("#clock"), "01:00:00");
  assert.match(await evaluate(`document.querySelector("#overview").textContent`), /presumed lost/);
});

test("a recording ends by a stop tone of two symbols", async () => {
  await open();
  await does("service peer connects");
  await pass(SECOND);
  await does("app ask record");
  await pass(SECOND);
  assert.match(await text("#service dl"), /record beeping$/);
  await pass(SECOND);
  assert.match(await text("#service dl"), /deadline 00:00:\d\d · initial silence .* record listening$/);
  assert.equal(await lit("record", "service"), "listening");
  assert.equal(await evaluate(`document.querySelector("#call").hidden && !document.querySelector("#record").hidden`), true);
  await does("service media speechStarted");
  await does("service media 1");
  assert.match(await text("#service dl"), /record speaking$/);
  await does("service media 1");
  assert.match(await said(), /record ended: stopToneDetected/);
  assert.equal(await lit("record", "service"), "ended");
  await pass(SECOND);
  assert.match(await text("#app dl"), /record completed: stopToneDetected$/);
});

test("a notification that comes twice changes nothing, and one that comes late is stale", async () => {
  await open();
  await does("service peer rings");
  await pass(SECOND);
  await does("service peer connects");
  await pass(SECOND);
  await click("#log li:last-child .again, #log li:nth-last-child(2) .again");
  assert.equal(await said(), "established noChange");
  await click("#log .again");
  assert.equal(await said(), "ringing stale");
  await bothAre("established", "established");
  await does("app ask answer");
  assert.match(await said(), /^asks to send answer rejected · not possible while the call is established/);
});

test("messages by hand: the second before the first, and one that is lost", async () => {
  await open();
  await choose("network", "held");
  await does("service peer rings");
  await does("service peer connects");
  await bothAre("establishing", "established");
  await click("#held li:nth-child(2) button");
  await bothAre("established", "established");
  await click("#held li:nth-child(1) button");
  assert.equal(await said(), "ringing stale");
  await does("service peer holds");
  await click("#held li button:last-child");
  await pass(MINUTE);
  await bothAre("established", "hold");
  assert.equal(await evaluate(`document.querySelectorAll("#held li").length`), 0);
});

test("a keepAlive that is refused is tried again; one that gets 404 ends the call", async () => {
  await open();
  await choose("alive", "503");
  await does("app ask keepAlive");
  await pass(SECOND);
  assert.equal(await count("keepAlive failed: it is tried again"), 1);
  assert.match(await text("#app dl"), /keepAlive 1 failed in a row$/);
  await choose("alive", "answered");
  await pass(MINUTE);
  assert.equal(await count("keepAlive succeeded"), 1);
  await choose("alive", "404");
  await does("app ask keepAlive");
  await pass(SECOND);
  await bothAre("terminated notFound", "establishing");
});

test("nobody answers an incoming call", async () => {
  await open();
  await click("[data-begin=incoming]");
  await bothAre("incoming", "incoming");
  await pass(MINUTE);
  await bothAre("terminated noAnswer", "terminated answerTimeout");
});

test("by keyboard: the first button is reached and pressed, and so is a speed", async () => {
  await open();
  const press = async (key, text) => {
    for (const type of ["keyDown", "keyUp"]) await page("Input.dispatchKeyEvent", { type, key, code: key, text: type === "keyDown" ? text : undefined, windowsVirtualKeyCode: { Tab: 9, Enter: 13, ArrowRight: 39 }[key] });
  };
  await evaluate(`scrollTo(0, 0), document.activeElement.blur()`);
  await evaluate(`document.querySelector("header").prepend(Object.assign(document.createElement("a"), { tabIndex: 0, id: "before" })), document.querySelector("#before").focus()`);
  await press("Tab");
  assert.equal(await evaluate(`document.activeElement.dataset.story`), "drop");
  for (let tab = 0; tab < 4; tab++) await press("Tab");
  assert.equal(await evaluate(`document.activeElement.dataset.begin`), "incoming");
  await press("Enter", "\r");
  await bothAre("incoming", "incoming");
  await press("Tab");
  await press("ArrowRight");
  assert.equal(await evaluate(`document.querySelector("input[name=speed]:checked").value`), "1");
});

test("every button has a verdict, and the module knows every line", async () => {
  await open();
  const verdicts = await evaluate(`[...document.querySelectorAll("[data-line]")].map((button) => button.dataset.verdict)`);
  assert.ok(verdicts.length > 25);
  for (const verdict of verdicts) assert.match(verdict, /^(applied|noChange|stale|rejected)$/);
  assert.equal(await evaluate(`document.querySelector("[data-line='app ask answer']").classList.contains("vain")`), true);
  assert.match(await evaluate(`document.querySelector("[data-line='app ask answer']").title`), /^not possible while the call is establishing/);
  assert.equal(await evaluate(`document.querySelector("[data-line='service peer rings']").classList.contains("vain")`), false);
});

test("nothing is wider than the window, in light and dark", async () => {
  const papers = new Set();
  for (const scheme of ["light", "dark"]) {
    for (const width of [360, 760, 1280, 1920]) {
      await open(width, scheme, width < 1180 ? 800 : 1290);
      await does("service peer connects");
      await pass(SECOND);
      await does("app ask record");
      await pass(SECOND);
      await pass(SECOND);
      await does("service media #");
      await choose("network", "loses");
      await pass(EXPIRY);
      const [wide, window] = await evaluate(`[document.documentElement.scrollWidth, document.documentElement.clientWidth]`);
      assert.ok(wide <= window, `${wide} in ${window}`);
      papers.add(await evaluate(`getComputedStyle(document.body).backgroundColor`));
      await evaluate(`scrollTo(0, 0)`);
      if (pictures) writeFileSync(join(pictures, `${width}-${scheme}.png`), await browser.picture());
    }
  }
  assert.equal(papers.size, 2);
});

let failed = 0;
if (pictures) mkdirSync(pictures, { recursive: true });
for (const { name, does } of tests) {
  try {
    await does();
    assert.deepEqual(browser.complaints, []);
    console.log(`ok: ${name}`);
  } catch (error) {
    failed++;
    console.log(`FAILED: ${name}\n${error.stack}\n${browser.complaints.splice(0).join("\n")}`);
  }
}
await browser.close();
server.close();
process.exitCode = failed ? 1 : 0;
