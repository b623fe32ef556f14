// The story in a page and in a worker of a browser: browser.mjs CHROMIUM PACKAGE. Modules are fetched as they are, without a
// bundler; an import map says where the package is.

import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { browse, serve } from "../../../examples/web/browser.mjs";

const [chromium, packed] = process.argv.slice(2);
const site = mkdtempSync(join(tmpdir(), "call-lifecycle-js-"));
const expected = readFileSync(new URL("../../tests/drop.txt", import.meta.url), "utf8");

// The server has one folder, and knows files by their last names.
for (const name of readdirSync(join(packed, "src"))) cpSync(join(packed, "src", name), join(site, name));
cpSync(join(packed, "call_lifecycle.wasm"), join(site, "call_lifecycle.wasm"));
const story = readFileSync(new URL("drop.mjs", import.meta.url), "utf8");
writeFileSync(join(site, "drop.mjs"), story.replace('"call-lifecycle"', '"./src/index.mjs"'));
writeFileSync(join(site, "worker.mjs"), `import { drop } from "./drop.mjs";\npostMessage(drop());\n`);
writeFileSync(join(site, "index.html"), "<!doctype html><title>call-lifecycle</title><link rel=icon href=data:,>");

const server = await serve(site);
const browser = await browse(chromium);
try {
  await browser.page("Page.navigate", { url: server.address });
  for (const end = Date.now() + 30_000; !(await browser.evaluate("location.href.startsWith('http') && document.readyState === 'complete'")); ) assert.ok(Date.now() < end, "the page does not load");
  const inPage = await browser.evaluate(`import("/drop.mjs").then(({ drop }) => drop())`);
  assert.equal(inPage, expected);
  const inWorker = await browser.evaluate(`new Promise((done, failed) => {
    const worker = new Worker("/worker.mjs", { type: "module" });
    worker.onmessage = ({ data }) => done(data);
    worker.onerror = ({ message }) => failed(new Error(message));
  })`);
  assert.equal(inWorker, expected);
  // Given as bytes, and never fetched.
  const given = await browser.evaluate(`(async () => {
    const bytes = await (await fetch("/call_lifecycle.wasm")).arrayBuffer();
    const worker = new Worker(URL.createObjectURL(new Blob([\`onmessage = async ({ data }) => {
      const { use } = await import("\${origin}/src/use.mjs");
      use(new WebAssembly.Module(data));
      globalThis.fetch = () => { throw new Error("it was fetched"); };
      postMessage((await import("\${origin}/drop.mjs")).drop());
    };\`], { type: "text/javascript" })));
    return new Promise((done, failed) => {
      worker.onmessage = ({ data }) => done(data);
      worker.onerror = ({ message }) => failed(new Error(message));
      worker.postMessage(bytes);
    });
  })()`);
  assert.equal(given, expected);
  assert.deepEqual(browser.complaints, []);
  console.log("in a page, in a worker, and from given bytes: the lines of drop.txt");
} finally {
  await browser.close();
  server.close();
  rmSync(site, { recursive: true, force: true });
}
