#!/usr/bin/env bash
# Microsoft's SDKs have no type for what Graph posts to a bot.
#
# Version: msgraph-sdk 1.65.0 (PyPI), Python 3.11.7; @microsoft/msgraph-sdk 1.0.0-preview.90 and
#   @microsoft/microsoft-graph-types 2.43.1 (npm), Node 20.20.2.
# Guess: `CommsNotifications`, which is in Graph's metadata, is among the models of each SDK, and
#   has the `resourceData` that every notification of a call carries.
# Seen: neither SDK has it, though both have `Call`. Models are generated for what a request can
#   reach, and no request returns a notification. The package of types has it, without
#   `resourceData`.
# For a user of this crate: there is no reader of notifications in a stock SDK, only for the `Call`
#   inside of one. `call_lifecycle::wire::CommsNotifications` reads the whole body.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m pip download --quiet --disable-pip-version-check --no-deps msgraph-sdk==1.65.0
npm install --silent --no-audit --no-fund --ignore-scripts @microsoft/msgraph-sdk@1.0.0-preview.90 \
    @microsoft/microsoft-graph-types@2.43.1
cat >try.py <<'EOF'
import sys
from zipfile import ZipFile

files = ZipFile(sys.argv[1]).namelist()
for model in ["call", "comms_operation", "comms_notification", "comms_notifications"]:
    print(f"Python, {model}:", "there" if f"msgraph/generated/models/{model}.py" in files else "absent")
EOF
cat >try.mjs <<'EOF'
import { readFileSync } from "node:fs";
import * as models from "@microsoft/msgraph-sdk/models/index.js";

for (const model of ["Call", "CommsOperation", "CommsNotification", "CommsNotifications"])
  console.log(`TypeScript, ${model}:`, models[`create${model}FromDiscriminatorValue`] ? "there" : "absent");
const types = readFileSync("node_modules/@microsoft/microsoft-graph-types/microsoft-graph.d.ts", "utf8");
const [, members] = types.match(/interface CommsNotification {([^}]*)}/);
console.log("types, members of CommsNotification:", [...members.matchAll(/^ +(\w+)\?:/gm)].map(([, name]) => name).join(", "));
EOF
{ python3 try.py msgraph_sdk-*.whl; node try.mjs; } | tee seen.txt
diff - seen.txt <<'EOF' || { echo "msgraph-sdks-no-notifications: not as it was seen"; exit 1; }
Python, call: there
Python, comms_operation: there
Python, comms_notification: absent
Python, comms_notifications: absent
TypeScript, Call: there
TypeScript, CommsOperation: there
TypeScript, CommsNotification: absent
TypeScript, CommsNotifications: absent
types, members of CommsNotification: changeType, resourceUrl
EOF
echo "msgraph-sdks-no-notifications: as it was seen"
