#!/usr/bin/env bash
# The CloudEvents SDK for JavaScript loses the data 0, false and "".
#
# Version: cloudevents 10.0.0 (npm), Node 20.20.2.
# Guess: `HTTP.toEvent` gives back the data that `HTTP.structured` was given.
# Seen: 0, false and "" are written as they should be, and read as undefined. 1, true, "x" and
#   objects are read as they were. No error.
# For a user of this crate: call events that come through a broker are such events. A `code`, a
#   `sequenceId` or a flag must not be the whole of an event's data; as a member of an object it is
#   safe.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --ignore-scripts cloudevents@10.0.0
cat >try.mjs <<'EOF'
import { CloudEvent, HTTP } from "cloudevents";

for (const data of [0, 1, false, true, "", "x", { code: 0 }]) {
  const event = new CloudEvent({ source: "/calls/1", type: "call", datacontenttype: "application/json", data });
  const message = HTTP.structured(event);
  console.log(message.body.match(/"data":.*(?=})/)[0], "is read as", HTTP.toEvent(message).data);
}
EOF
node try.mjs | tee seen.txt
diff - seen.txt <<'EOF' || { echo "cloudevents-falsy-data: not as it was seen"; exit 1; }
"data":0 is read as undefined
"data":1 is read as 1
"data":false is read as undefined
"data":true is read as true
"data":"" is read as undefined
"data":"x" is read as x
"data":{"code":0} is read as { code: 0 }
EOF
echo "cloudevents-falsy-data: as it was seen"
