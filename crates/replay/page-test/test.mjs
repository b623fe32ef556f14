// Looks at the page of `--html` as one would: node test.mjs PROGRAM CHROMIUM [PICTURES]

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { browse } from "../../../examples/web/browser.mjs";

const [program, chromium, pictures] = process.argv.slice(2);
const directory = mkdtempSync(join(tmpdir(), "graph-call-replay-page-"));
const tests = [];
const test = (name, does) => tests.push({ name, does });

/** What would be run if any of a log were taken for HTML. */
const HOSTILE = `</script><script>document.title="harmed"</script><img src="http://127.0.0.1:9/x" onerror="document.title='harmed'"><!--`;
const id = (number) => `${String(number).padStart(8, "0")}-0000-4000-8000-000000000007`;

/** Calls that are created, kept alive and hung up; every tenth is lost. */
function trace(count) {
  const lines = [];
  const at = (seconds) => new Date(Date.UTC(2026, 2, 2, 9) + seconds * 1000).toISOString();
  const add = (seconds, member) => lines.push([seconds, JSON.stringify({ at: at(seconds), ...member })]);
  for (let number = 1; number <= count; number++) {
    const url = `/communications/calls/${id(number)}`, start = number % 1000;
    const ask = (seconds, name, method, url, status, body) => {
      add(seconds, { request: { id: `${name}${number}${HOSTILE}`, method, url } });
      add(seconds + 0.2, { response: { to: `${name}${number}${HOSTILE}`, status, ...(body && { body }) } });
    };
    const notified = (seconds, data) => add(seconds, { notification: { value: [{ changeType: "updated", resourceUrl: url, resourceData: data }] } });
    ask(start, "create", "POST", "/communications/calls", 201, { id: id(number), state: "establishing" });
    notified(start + 2, { state: "established" });
    if (number % 10) {
      for (let minutes = 15; minutes <= 75; minutes += 15) ask(start + minutes * 60, `alive${minutes}-`, "POST", `${url}/keepAlive`, 200);
      ask(start + 5000, "end", "DELETE", url, 204);
      notified(start + 5002, { state: "terminated", resultInfo: { code: 200, subcode: 7000, message: HOSTILE } });
    }
  }
  add(9000, {});
  return lines.sort(([one], [other]) => one - other).map(([, line]) => `${line}\n`).join("");
}

function page(name, text) {
  const [log, html] = [join(directory, `${name}.jsonl`), join(directory, `${name}.html`)];
  writeFileSync(log, text);
  const { status, stderr } = spawnSync(program, ["--html", html, log], { stdio: ["ignore", "ignore", "pipe"] });
  assert.equal(`${status} ${stderr}`, "0 ");
  return html;
}

const browser = await browse(chromium);
const { evaluate, page: ask } = browser;
const key = async (name) => {
  const code = { ArrowDown: 40, ArrowUp: 38, End: 35, Home: 36, Enter: 13, Escape: 27, PageDown: 34, Tab: 9 }[name];
  for (const type of ["keyDown", "keyUp"]) await ask("Input.dispatchKeyEvent", { type, key: name, code: name, windowsVirtualKeyCode: code });
};
const text = (selector) => evaluate(`document.querySelector(${JSON.stringify(selector)}).innerText.replaceAll(/\\s+/g, " ").trim()`);
async function until(expression) {
  for (const end = Date.now() + 60_000; !(await evaluate(expression)); ) {
    if (browser.complaints.length || Date.now() > end) throw new Error(`not so: ${expression}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}
async function open(html, width = 1280, scheme = "light", height = 900) {
  await ask("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: width < 600 });
  await ask("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: scheme }] });
  const began = Date.now();
  await ask("Page.navigate", { url: pathToFileURL(html).href });
  await until(`document.documentElement?.dataset.ready === "yes"`);
  return Date.now() - began;
}
const enter = (selector, value) =>
  evaluate(`(() => { const element = document.querySelector(${JSON.stringify(selector)}); element.value = ${JSON.stringify(value)}; element.dispatchEvent(new Event(element.tagName === "SELECT" ? "change" : "input")); })()`);
const says = (selector, said) => until(`document.querySelector(${JSON.stringify(selector)}).innerText.replaceAll(/\\s+/g, " ").trim() === ${JSON.stringify(said)}`);
const rows = () => evaluate(`document.querySelectorAll(".row").length`);

const small = page("small", trace(20));
const large = page("large", trace(10_000));

test("ten thousand calls are there at once, and few of them are drawn", async () => {
  const took = await open(large);
  console.log(`  ${statSync(large).size >> 20} MiB with 10,000 calls: there after ${took} ms`);
  assert.equal(await text("#count"), "10,000 calls");
  assert.ok((await rows()) < 60, `${await rows()} rows`);
  const began = Date.now();
  await evaluate(`document.querySelector("#list").scrollTop = 400000`);
  await until(`[...document.querySelectorAll(".row .tick")].some((tick) => tick.innerText === "#7700")`);
  assert.ok(Date.now() - began < 30_000 && (await rows()) < 60);
});

test("filters find calls by id, by end and by what is unusual", async () => {
  await enter("#search", id(4321));
  await says("#count", "1 of 10,000 calls");
  assert.ok((await text("#detail")).includes(id(4321)));
  await enter("#search", "");
  await enter("#which", "=localHangUp");
  await says("#count", "9,000 of 10,000 calls");
  await enter("#which", "odd");
  await says("#count", "1,000 of 10,000 calls");
  await enter("#search", "no such call");
  await says("#detail", "No call is like that.");
});

test("a click on a line shows its JSON, and the story stands above", async () => {
  await open(small);
  await evaluate(`document.querySelector("[data-place='1']").click()`);
  assert.ok((await text("#detail pre")).includes("timeline"));
  const line = `[...document.querySelectorAll("#detail > details")].find((line) => line.innerText.includes("<- 204 to DELETE"))`;
  await evaluate(`${line}.querySelector("summary").click()`);
  await until(`${line}.querySelector("pre") !== null`);
  const json = JSON.parse(await evaluate(`${line}.querySelector("pre").innerText`));
  assert.equal(json.call, id(2));
  assert.equal(json.status, 204);
});

test("what a log says is shown as text, whatever it says", async () => {
  assert.equal(await evaluate(`document.title`), "Calls of a trace");
  assert.ok((await evaluate(`document.querySelector("#detail").textContent`)).includes(HOSTILE.slice(0, 60)));
  assert.equal(await evaluate(`document.querySelectorAll("img, iframe, object, script:not([type]):not(:last-of-type)").length`), 0);
  assert.deepEqual(await evaluate(`performance.getEntriesByType("resource").map(({ name }) => name)`), [], "nothing is loaded");
  // Even if something got in, the page's policy would not run it.
  await evaluate(`document.body.append(Object.assign(document.createElement("script"), { textContent: "document.title = 'harmed'" }))`);
  assert.equal(await evaluate(`document.title`), "Calls of a trace");
  assert.match(browser.complaints.splice(0).join(), /Content Security Policy/);
});

test("the keyboard goes everywhere", async () => {
  await open(small);
  await evaluate(`document.querySelector("#list").focus()`);
  await key("ArrowDown");
  await key("ArrowDown");
  assert.equal(await text(".row[aria-selected=true] .tick"), "#3");
  assert.equal(await evaluate(`document.getElementById(document.querySelector("#list").getAttribute("aria-activedescendant")).dataset.place`), "2");
  await key("End");
  assert.equal(await text(".row[aria-selected=true] .what"), "lines that are about no known call");
  await key("Home");
  await key("Enter");
  assert.equal(await evaluate(`document.activeElement.id`), "detail");
  await key("Escape");
  assert.equal(await evaluate(`document.activeElement.id`), "list");
  await key("Tab");
  assert.equal(await evaluate(`document.activeElement.tagName`), "SUMMARY");
});

test("it fits any width, in light and in dark", async () => {
  for (const width of [360, 760, 1920]) {
    const pages = new Set();
    for (const scheme of ["light", "dark"]) {
      await open(small, width, scheme, width < 600 ? 740 : 1080);
      const fits = async (what) => {
        const [needs, has] = await evaluate(`[Math.max(document.documentElement.scrollWidth, ...[...document.querySelectorAll("#list, #detail")].filter((e) => e.clientWidth).map((e) => innerWidth + e.scrollWidth - e.clientWidth)), innerWidth]`);
        assert.ok(needs <= has, `${what} at ${width}: ${needs}`);
        if (pictures) {
          mkdirSync(pictures, { recursive: true });
          writeFileSync(join(pictures, `page-${width}-${scheme}-${what}.png`), await browser.picture());
        }
      };
      await fits("calls");
      await evaluate(`document.querySelector("[data-place='9']").click()`);
      await evaluate(`document.querySelectorAll("#detail details").forEach((line) => (line.open = true))`);
      await until(`document.querySelectorAll("#detail details pre").length > 2`);
      await fits("call");
      pages.add(await evaluate(`getComputedStyle(document.body).backgroundColor`));
      const [odd, page] = await evaluate(`["color", "backgroundColor"].map((name, place) => getComputedStyle(document.querySelector([".odd", "body"][place]) ?? document.body)[name])`);
      assert.ok(contrast(odd, page) >= 4.5, `${odd} on ${page}`);
    }
    assert.equal(pages.size, 2);
  }
});

/** How well two colours are told apart, as WCAG has it. */
function contrast(one, other) {
  const light = (colour) => {
    const [r, g, b] = colour.match(/\d+/g).map(Number).map((part) => ((part /= 255), part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  const [more, less] = [light(one), light(other)].sort((one, other) => other - one);
  return more / less;
}

test("an empty trace is said to be one", async () => {
  await open(page("empty", "\n"));
  assert.equal(await text("#detail"), "There is no call in this trace.");
});

let failed = 0;
for (const { name, does } of tests) {
  try {
    await does();
    assert.deepEqual(browser.complaints, []);
    console.log(`ok: ${name}`);
  } catch (error) {
    failed++;
    console.log(`NOT ok: ${name}\n${error.stack}`);
    browser.complaints.length = 0;
  }
}
await browser.close();
rmSync(directory, { recursive: true, force: true });
process.exit(failed ? 1 : 0);
