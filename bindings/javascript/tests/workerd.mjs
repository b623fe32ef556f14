// The story in Cloudflare's runtime, whose WebAssembly is imported: workerd.mjs WORKERD PACKAGE. Modules are named one by one.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [workerd, packed] = process.argv.slice(2);
const site = mkdtempSync(join(tmpdir(), "call-lifecycle-workerd-"));
const here = (name) => new URL(name, import.meta.url);

const { workerd: entry } = JSON.parse(readFileSync(join(packed, "package.json"), "utf8")).exports["."];
const sources = readdirSync(join(packed, "src")).filter((name) => name.endsWith(".mjs") && !name.endsWith(".d.mts"));
const modules = [
  ["worker.mjs", "esModule"],
  ["drop.mjs", "esModule"],
  ["drop.txt", "text"],
  ["call_lifecycle.wasm", "wasm"],
  ...sources.map((name) => [`src/${name}`, "esModule"]),
];
cpSync(join(packed, "src"), join(site, "src"), { recursive: true });
cpSync(join(packed, "call_lifecycle.wasm"), join(site, "call_lifecycle.wasm"));
cpSync(here("../../tests/drop.txt"), join(site, "drop.txt"));
writeFileSync(join(site, "drop.mjs"), readFileSync(here("drop.mjs"), "utf8").replace('"call-lifecycle"', JSON.stringify(entry)));
writeFileSync(
  join(site, "worker.mjs"),
  `import expected from "./drop.txt";
import { drop } from "./drop.mjs";

export default {
  test() {
    if (drop() !== expected) throw new Error("these are not the lines of drop.txt");
  },
};
`,
);
writeFileSync(
  join(site, "config.capnp"),
  `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [(name = "main", worker = .main)]);
const main :Workerd.Worker = (
  compatibilityDate = "2026-06-01",
  modules = [${modules.map(([name, kind]) => `(name = "${name}", ${kind} = embed "${name}")`).join(", ")}],
);
`,
);
try {
  const { status, stdout, stderr } = spawnSync(workerd, ["test", join(site, "config.capnp")], { encoding: "utf8", timeout: 300_000 });
  assert.equal(status, 0, stdout + stderr);
  assert.match(stdout + stderr, /\[ PASS \] main/);
  console.log("workerd: the lines of drop.txt");
} finally {
  rmSync(site, { recursive: true, force: true });
}
