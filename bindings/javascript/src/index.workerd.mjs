// The package where WebAssembly is a module like others.

import "./workerd.mjs";

export * from "./index.mjs";
