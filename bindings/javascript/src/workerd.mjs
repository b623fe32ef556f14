// Workers that compile nothing while they run: the module is imported.

import module from "../call_lifecycle.wasm";
import { use } from "./use.mjs";

use(module);
