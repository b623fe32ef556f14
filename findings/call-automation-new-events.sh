#!/usr/bin/env bash
# The SDK of Azure's Call Automation throws at an event that is newer than itself.
#
# Version: @azure/communication-call-automation 1.6.0 (npm), Node 20.20.2.
# Guess: for a type it does not know `parseCallAutomationEvent` gives `undefined`, or the event as
#   it came.
# Seen: it throws a TypeError, also for "IncomingCall", which the same service sends through Event
#   Grid. What it knows it does not convert: `startDateTime` of a recording, declared as a Date, is
#   a text.
# For a user of this crate: one event of a batch that is unknown costs the batch, and a webhook that
#   answers 500 gets it again. Here a notification that is unknown is `Notice::Other`, and the
#   entries next to it are read.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --ignore-scripts @azure/communication-call-automation@1.6.0
cat >try.mjs <<'EOF'
import { parseCallAutomationEvent } from "@azure/communication-call-automation";

const data = { callConnectionId: "1", startDateTime: "2026-11-30T00:00:00Z" };
for (const name of ["CallConnected", "RecordingStateChanged", "IncomingCall", "CallKeptAlive"]) {
  try {
    const event = parseCallAutomationEvent({ id: "1", source: "/calls/1", type: `Microsoft.Communication.${name}`, data });
    console.log(`${name}: ${event.kind}, startDateTime is a ${typeof event.startDateTime}`);
  } catch (error) {
    console.log(`${name}: ${error.name}: ${error.message}`);
  }
}
EOF
node try.mjs | tee seen.txt
diff - seen.txt <<'EOF' || { echo "call-automation-new-events: not as it was seen"; exit 1; }
CallConnected: CallConnected, startDateTime is a string
RecordingStateChanged: RecordingStateChanged, startDateTime is a string
IncomingCall: TypeError: Unknown Call Automation Event type: Microsoft.Communication.IncomingCall
CallKeptAlive: TypeError: Unknown Call Automation Event type: Microsoft.Communication.CallKeptAlive
EOF
echo "call-automation-new-events: as it was seen"
