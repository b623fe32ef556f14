// The mock and the bot as they are, and the page in a browser: within less than a minute one sees a call being kept alive, a recording that is ended by
// its stop tone, and a call that is dropped because its keepAlive was withheld; on the page, and in the bot's log.
//
//     node live.mjs MOCK BOT CHROMIUM [PICTURE]

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";

import { browse } from "../../web/browser.mjs";
import { watch } from "./helpers.mjs";

const [mockPath, botPath, chromium, picture] = process.argv.slice(2);
/** 45 minutes in as many seconds for a picture, and in a third of it for a test. */
const SPEED = picture ? 60 : 180;

/** Starts a program; what it has said so far, and when it has said something. */
function start(path, ...options) {
  const child = spawn(path, options, { stdio: ["ignore", "pipe", "inherit"] });
  const program = { child, log: "", ended: new Promise((done) => child.on("exit", done)) };
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

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

const programs = [];
let browser;
try {
  const mock = start(mockPath, "--speed", `${SPEED}`, "--listen", "127.0.0.1:0");
  programs.push(mock);
  const [, address] = await mock.says(/its page at (http:\S+)/, 20);
  browser = await browse(chromium);
  const seen = watch(browser, address);
  await browser.page("Emulation.setDeviceMetricsOverride", { width: 1280, height: 1000, deviceScaleFactor: 1, mobile: false });
  await browser.page("Page.navigate", { url: address });
  const bot = start(botPath, "--demo", "--service", address.replace(/\/$/, ""), "--listen", `127.0.0.1:${await freePort()}`);
  programs.push(bot);

  await bot.says(/record completed: stopToneDetected/, 60);
  await bot.says(/recording of \d+ bytes downloaded/, 20);
  await seen.until(`document.body.innerText.includes("stop tone detected")`);
  await bot.says(/kept alive until/, 60);
  await seen.until(`/keepAlive\\s+200/.test(document.body.innerText)`);
  await bot.says(/keepAlive is due, and withheld/, 60);
  await bot.says(/ended: keepAliveExpired/, 120);
  await seen.until(`document.body.innerText.includes("dropped: no keepAlive in time")`);
  await seen.until(`document.querySelectorAll('.call').length === 3`);
  assert.deepEqual(await seen.texts('.call[data-state="terminated"] .due'), ["", ""]);
  if (picture) writeFileSync(picture, await browser.picture());
  assert.deepEqual(browser.complaints, []);

  // A polite end: what is left is hung up, and the mock has no call any more.
  bot.child.kill("SIGINT");
  assert.equal(await bot.ended, 0, bot.log);
  assert.match(bot.log, /localHangUp/);
  mock.child.kill("SIGINT");
  assert.equal(await mock.ended, 0, mock.log);
  assert.match(mock.log, /stopped, 0 calls live/);
  console.log("ok: kept alive, ended by its stop tone, dropped at 45 minutes: on the page and in the log");
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  programs.forEach(({ child }) => child.kill("SIGKILL"));
  await browser?.close();
}
