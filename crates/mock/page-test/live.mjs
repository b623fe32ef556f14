// The mock and the bot as they are, and the page in a browser: within less than a minute one sees a call being kept alive, a recording that is ended by
// its stop tone, and a call that is dropped because its keepAlive was withheld; on the page, and in the bot's log.
//
//     node live.mjs MOCK BOT CHROMIUM [PICTURE]

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";

import { browse } from "../../../examples/web/browser.mjs";
import { freePort, watch } from "./helpers.mjs";

const [mockPath, botPath, chromium, picture] = process.argv.slice(2);
/**
 * How much faster than the clock on the wall; for a picture as the README has it. A machine on which a call is not answered within its 15 seconds, or nobody
 * speaks in time or comes to press a key, is too slow for so much.
 */
const SPEEDS = picture ? [60] : [150, 60, 20];

/** Starts a program; what it has said so far, and when it has said something. */
function start(path, ...options) {
  const child = spawn(path, options, { stdio: ["ignore", "pipe", "inherit"] });
  // Closed: all that it has said was read by then.
  const program = { child, log: "", ended: new Promise((done) => child.on("close", done)) };
  child.stdout.setEncoding("utf8").on("data", (text) => (program.log += text));
  program.says = async (what, seconds) => {
    for (const end = Date.now() + seconds * 1_000; !what.test(program.log); ) {
      assert.ok(Date.now() < end, `not within ${seconds} s: ${what}\n${program.log}`);
      await new Promise((done) => setTimeout(done, 50));
    }
    return program.log.match(what);
  };
  return program;
}

async function story(speed) {
  const programs = [];
  let browser;
  try {
    await told(speed, programs, (started) => (browser = started));
    return true;
  } catch (error) {
    const live = await fetch(`${programs.address}live`).then((answer) => answer.text()).catch(() => "");
    const late = /answerTimeout|initialSilenceTimeout|maxRecordDurationReached/.test(live) || programs.some(({ log }) => log.includes("demo: cut short"));
    console.error(late ? `too fast for this machine: ${speed}` : error);
    if (!late) throw error;
    return false;
  } finally {
    programs.forEach(({ child }) => child.kill("SIGKILL"));
    await browser?.close();
  }
}

async function told(speed, programs, opened) {
  const mock = start(mockPath, "--speed", `${speed}`, "--listen", "127.0.0.1:0");
  programs.push(mock);
  const [, address] = await mock.says(/its page at (http:\S+)/, 60);
  programs.address = address;
  const browser = await browse(chromium);
  opened(browser);
  const seen = watch(browser, address);
  await browser.page("Emulation.setDeviceMetricsOverride", { width: 1280, height: 1000, deviceScaleFactor: 1, mobile: false });
  await browser.page("Page.navigate", { url: address });
  const listen = `127.0.0.1:${await freePort()}`;
  const callback = `http://${listen}/api/calls`;
  const bot = start(botPath, "--demo", "--service", address.replace(/\/$/, ""), "--listen", listen);
  programs.push(bot);

  await bot.says(/record completed: stopToneDetected/, 60);
  await bot.says(/recording of \d+ bytes downloaded/, 60);
  await seen.until(`document.body.innerText.includes("stop tone detected")`);
  await bot.says(/kept alive until/, 60);
  await seen.until(`/keepAlive\\s+200/.test(document.body.innerText)`);
  await bot.says(/keepAlive is due, and withheld/, 60);
  await bot.says(/ended: keepAliveExpired/, 120);
  await seen.until(`document.body.innerText.includes("dropped: no keepAlive in time")`);
  await seen.until(`document.querySelectorAll('.call').length === 3 && document.querySelectorAll('.call[data-state="terminated"]').length === 2`);
  assert.deepEqual(await seen.texts('.call[data-state="terminated"] .due'), ["", ""]);
  if (picture) {
    await meeting(address, callback, seen);
    writeFileSync(picture, await browser.picture());
  }
  assert.deepEqual(browser.complaints, []);

  // A polite end: what is left is hung up, and the mock has no call any more.
  bot.child.kill("SIGINT");
  assert.equal(await bot.ended, 0, bot.log);
  assert.match(bot.log, /localHangUp/);
  mock.child.kill("SIGINT");
  assert.equal(await mock.ended, 0, mock.log);
  assert.match(mock.log, /stopped, 0 calls live/);
  console.log("ok: kept alive, ended by its stop tone, dropped at 45 minutes: on the page and in the log");
}

/** For the picture: a call of several people, and a villain. */
async function meeting(address, callbackUri, seen) {
  async function post(path, body) {
    const answer = await fetch(address + path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
    assert.ok(answer.ok, await answer.clone().text());
    return answer.json();
  }
  const person = (displayName) => ({ identity: { user: { id: displayName.toLowerCase(), displayName } } });
  const mediaConfig = { "@odata.type": "#microsoft.graph.serviceHostedMediaConfig" };
  const { id } = await post("v1.0/communications/calls", { callbackUri, targets: ["Ann", "Ben"].map(person), requestedModalities: ["audio"], mediaConfig });
  await seen.until(`document.querySelector('.call[data-id="${id}"]')?.dataset.state === "established"`);
  for (const [event, name] of [["joins", "Cem"], ["waits", "Dora"]]) await post("control", { participant: { call: id, event, name } });
  await post("control", { villain: { delay: 0.2, delayUpTo: 30_000, repeat: 0.1 } });
  await post("control", { villain: { method: "keepAlive", 429: 0.1, retryAfter: 60 } });
  await seen.until(`document.body.innerText.includes("Dora")`);
}

try {
  let done = false;
  for (const speed of SPEEDS) if (!done) done = await story(speed);
  assert.ok(done, "no speed was slow enough");
} catch {
  process.exitCode = 1;
}
