#!/usr/bin/env bash
# Microsoft's SDK for TypeScript does not read "status": "completed", as Graph's pages write it.
#
# Version: @microsoft/msgraph-sdk 1.0.0-preview.90 (npm), Node 20.20.2.
# Guess: words of enumerations are read in either case, as the SDK for Python reads them.
# Seen: they are read only as the metadata writes them, and any other word is absent without an
#   error. The metadata has operationStatus as "Completed" and callState as "established", while
#   examples on Graph's pages have "completed". A code that is a JSON text is absent as well.
# For a user of this crate: the status of an operation may be absent though it was sent. Read the
#   body with `call_lifecycle::wire`, which takes either case; the mock writes what the pages show.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --ignore-scripts @microsoft/msgraph-sdk@1.0.0-preview.90 \
    @microsoft/kiota-serialization-json@1.0.0-preview.109
cat >try.mjs <<'EOF'
import { JsonParseNodeFactory } from "@microsoft/kiota-serialization-json";
import * as models from "@microsoft/msgraph-sdk/models/index.js";

const read = (value, create) =>
  new JsonParseNodeFactory()
    .getRootParseNode("application/json", new TextEncoder().encode(JSON.stringify(value)).buffer)
    .getObjectValue(create);
for (const status of ["completed", "Completed", "COMPLETED"])
  console.log(`status ${status}:`, read({ status }, models.createRecordOperationFromDiscriminatorValue).status);
for (const state of ["established", "Established", "ringing"])
  console.log(`state ${state}:`, read({ state }, models.createCallFromDiscriminatorValue).state);
for (const code of [200, "200"])
  console.log(`code ${JSON.stringify(code)}:`, read({ code }, models.createResultInfoFromDiscriminatorValue).code);
EOF
node try.mjs | tee seen.txt
diff - seen.txt <<'EOF' || { echo "msgraph-sdk-js-words: not as it was seen"; exit 1; }
status completed: undefined
status Completed: Completed
status COMPLETED: undefined
state established: established
state Established: undefined
state ringing: undefined
code 200: 200
code "200": undefined
EOF
echo "msgraph-sdk-js-words: as it was seen"
