// Runs a WebAssembly program of this package, and prints what it says. It may import nothing.
import { readFileSync } from "node:fs";

const module = new WebAssembly.Module(readFileSync(process.argv[2]));
const imports = WebAssembly.Module.imports(module);
if (imports.length !== 0) throw new Error(`it imports ${JSON.stringify(imports)}`);
const { _start, said, length, memory } = new WebAssembly.Instance(module).exports;
try {
    _start();
} catch {
    process.exitCode = 1;
}
process.stdout.write(new TextDecoder().decode(new Uint8Array(memory.buffer, said(), length())));
