// Finds the module: the one that was given, or the file next to this folder.

import { given } from "./use.mjs";

const NAME = "call_lifecycle.wasm";

async function compile() {
  // Written out, so that bundlers see which file it is.
  const url = new URL("../call_lifecycle.wasm", import.meta.url);
  // Not imported: what has no files has no such module either.
  const files = url.protocol === "file:" ? globalThis.process?.getBuiltinModule?.("node:fs") : undefined;
  if (files) return new WebAssembly.Module(files.readFileSync(url));
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${NAME} cannot be fetched from ${url}: ${answer.status}. Serve it next to the package, or give it by call-lifecycle/use.`);
  // Servers that do not know the type of the file are no reason to fail.
  return answer.headers.get("content-type")?.startsWith("application/wasm") && WebAssembly.compileStreaming
    ? WebAssembly.compileStreaming(answer)
    : WebAssembly.compile(await answer.arrayBuffer());
}

export const module = given.module ?? (await compile());
