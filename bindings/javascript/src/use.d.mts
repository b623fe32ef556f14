/**
 * Gives the module, where it can neither be read nor fetched from next to the package: a `WebAssembly.Module`, or the bytes of
 * `call_lifecycle.wasm`. Import `call-lifecycle` afterwards, by `await import("call-lifecycle")`.
 */
export function use(module: WebAssembly.Module | ArrayBuffer | ArrayBufferView): void;
