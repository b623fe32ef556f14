// Runs the bot against the mock: a call is recorded, kept alive for two hours, and dropped as nothing gets through any more.
// run-bot.mjs BOT MOCK

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

const [bot, mock] = process.argv.slice(2);
/** Half a minute, which a request may take, is a tenth of a second. */
const SPEED = 300;
const TWO_HOURS = 120 * 60_000;
const PATIENCE = 300_000;

const children = [];
const start = (program, ...options) => {
  const child = spawn(program, options, { stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  return child;
};
const timer = setTimeout(() => children.forEach((child) => child.kill()), PATIENCE);
const lines = [];
const timeOf = (line) => Number(line.split(" ")[0]);
const kept = () => lines.filter((line) => line.split(" ")[1] === "keepAliveSucceeded").length;

try {
  const service = start(mock, "--listen", "127.0.0.1:0", "--seed", "7", "--speed", String(SPEED));
  const [said] = await once(createInterface(service.stdout), "line");
  const graph = said.match(/http:\/\/[^/]+/)[0];
  const running = start(process.execPath, bot, graph, String(SPEED));
  const exit = once(running, "exit");
  for await (const line of createInterface(running.stdout)) {
    lines.push(line.trim());
    if (line.split(" ")[1] !== "keepAliveSucceeded" || timeOf(line) - timeOf(lines[0]) < TWO_HOURS) continue;
    const command = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ villain: { cut: 1 } }) };
    assert.equal((await fetch(`${graph}/control`, command)).status, 200);
  }
  assert.deepEqual((await exit)[0], 0, lines.join("\n"));
  const times = lines.filter((line) => /^\d/.test(line)).map(timeOf);
  const has = (pattern) => lines.filter((line) => pattern.test(line)).length;
  assert.ok(kept() >= 8, lines.join("\n"));
  assert.ok(has(/operationEnded maxRecordDurationReached/) >= 1, lines.join("\n"));
  assert.equal(has(new RegExp(`^recorded: ${graph}/`)), 1, lines.join("\n"));
  assert.ok(has(/ presumedLost/) === 1 || lines.at(-1).includes("keepAliveExpired"), lines.join("\n"));
  assert.ok(lines.at(-1).startsWith("ended: ") && times.at(-1) - times[0] > TWO_HOURS + 40 * 60_000, lines.join("\n"));
  console.log(`recorded, kept alive ${kept()} times in two hours, and then ${lines.at(-1)}`);
} finally {
  clearTimeout(timer);
  children.forEach((child) => child.kill());
}
