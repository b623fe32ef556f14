#!/usr/bin/env bash
# In a diagram of state-machine-cat a state called "finalising" is the end, and has no name.
#
# Version: state-machine-cat 14.0.8 (npm), Node 20.20.2.
# Guess: `initial` and `final` by themselves are the pseudo-states, as in its examples. A state
#   whose name begins with such letters is a state like any other.
# Seen: "initialising" is where the machine starts, and "finalising" is a final state: each is drawn
#   as a dot without a name. "call history" is a history state. In SCXML "finalising" is a <final>
#   that has a transition, which SCXML does not allow, and "initialising" is no state at all. Names
#   in which such a word begins with a capital letter, as "recordingFinalised", are states. (Its
#   page says so further down.)
# For a user of this crate: a recording that is finalising is drawn as if it were done. Give each
#   state its type ("finalising [type=regular]"), or take the drawings that are made from the table.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --ignore-scripts state-machine-cat@14.0.8
cat >try.mjs <<'EOF'
import { render } from "state-machine-cat";

const call = `
initialising => recording;
recording => finalising: stop;
finalising => ended: stored;`;
for (const { name, type } of (await render(call, { outputType: "json" })).states) console.log(`${name}: ${type}`);
const svg = await render(call, { outputType: "svg" });
const drawn = [...svg.matchAll(/<text[^>]*>([a-z]+)/g)].map((match) => match[1]);
console.log(`written in the drawing: ${drawn.join(" ")}`);
console.log((await render(call, { outputType: "scxml" })).split("\n").slice(1).join("\n"));

for (const name of ["finalized recording", "recordingFinalised", "call history", "parallel ringing", "initialDtmf"])
  console.log(`${name}: ${(await render(`"${name}";`, { outputType: "json" })).states[0].type}`);
const typed = await render("finalising [type=regular];", { outputType: "json" });
console.log(`finalising [type=regular]: ${typed.states[0].type}`);
EOF
node try.mjs | tee seen.txt
diff - seen.txt <<'EOF' || { echo "smcat-names-that-are-kinds: not as it was seen"; exit 1; }
initialising: initial
recording: regular
finalising: final
ended: regular
written in the drawing: recording stop ended stored
<scxml xmlns="http://www.w3.org/2005/07/scxml" initial="recording" version="1.0">
    <state id="recording">
        <transition event="stop" target="finalising"/>
    </state>
    <final id="finalising">
        <transition event="stored" target="ended"/>
    </final>
    <state id="ended">
    </state>
</scxml>

finalized recording: final
recordingFinalised: regular
call history: history
parallel ringing: parallel
initialDtmf: initial
finalising [type=regular]: regular
EOF
echo "smcat-names-that-are-kinds: as it was seen"
