// The module that is given by hand, where it cannot be read or fetched from next to this file.

/** @internal */
export const given = { module: undefined };

/** Gives the module: a `WebAssembly.Module`, or the bytes of `call_lifecycle.wasm`. Afterwards import `call-lifecycle`. */
export function use(module) {
  const isBytes = module instanceof ArrayBuffer || ArrayBuffer.isView(module);
  if (!isBytes && !(module instanceof WebAssembly.Module)) {
    throw new TypeError("module is neither a WebAssembly.Module nor the bytes of one: give call_lifecycle.wasm");
  }
  given.module = isBytes ? new WebAssembly.Module(module) : module;
}
