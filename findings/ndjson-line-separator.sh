#!/usr/bin/env bash
# A reader of JSON Lines puts a comma into a text.
#
# Version: ndjson 0.3.1, jsonlines 4.0.0 (PyPI), Python 3.11.7; split2 4.2.0, ndjson 2.0.0 (npm), Node
#   20.20.2.
# Guess: U+2028, U+2029 and U+0085 are characters in a JSON text like any other, and JSON Lines ends a
#   line at \n alone; a reader that does not know that fails.
# Seen: ndjson (PyPI) joins what `splitlines` has split with commas, and reads the whole as one array:
#   "Re:\u2028call" comes back as "Re:,call", without an error. The others read what was written.
# For a user of this crate: a subject that was pasted from a web page differs from the one in Graph.
#   `graph-call-replay` ends a line at \n alone.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check ndjson==0.3.1 jsonlines==4.0.0
npm install --silent --no-audit --no-fund --ignore-scripts split2@4.2.0 ndjson@2.0.0
cat >try.py <<'EOF'
import io
import json

import jsonlines
import ndjson


def say(name, text, read):
    print(f"{json.dumps(text)}: {name} {json.dumps(read(text))}")


texts = [f'{{"subject":"Re:{mark}call"}}\n' for mark in "\u2028\u2029\u0085"]
open("texts.json", "w").write(json.dumps(texts))
for text in texts:
    say("ndjson (PyPI)", text, ndjson.loads)
    say("jsonlines", text, lambda text: list(jsonlines.Reader(io.StringIO(text, newline="\n"))))
EOF
cat >try.mjs <<'EOF'
import { readFileSync } from "node:fs";
import { Readable } from "node:stream";
import ndjson from "ndjson";
import split2 from "split2";

for (const text of JSON.parse(readFileSync("texts.json"))) {
  for (const [name, reader] of [["ndjson (npm)", ndjson.parse()], ["split2", split2(JSON.parse)]]) {
    const read = [];
    for await (const record of Readable.from([text]).pipe(reader)) read.push(record);
    const escaped = (value) => JSON.stringify(value).replace(/[\u0080-\uffff]/g, (mark) => `\\u${mark.charCodeAt().toString(16).padStart(4, "0")}`);
    console.log(`${escaped(text)}: ${name} ${escaped(read)}`);
  }
}
EOF
{ v/bin/python try.py; node try.mjs; } | tee seen.txt
diff - seen.txt <<'EOF' || { echo "ndjson-line-separator: not as it was seen"; exit 1; }
"{\"subject\":\"Re:\u2028call\"}\n": ndjson (PyPI) [{"subject": "Re:,call"}]
"{\"subject\":\"Re:\u2028call\"}\n": jsonlines [{"subject": "Re:\u2028call"}]
"{\"subject\":\"Re:\u2029call\"}\n": ndjson (PyPI) [{"subject": "Re:,call"}]
"{\"subject\":\"Re:\u2029call\"}\n": jsonlines [{"subject": "Re:\u2029call"}]
"{\"subject\":\"Re:\u0085call\"}\n": ndjson (PyPI) [{"subject": "Re:,call"}]
"{\"subject\":\"Re:\u0085call\"}\n": jsonlines [{"subject": "Re:\u0085call"}]
"{\"subject\":\"Re:\u2028call\"}\n": ndjson (npm) [{"subject":"Re:\u2028call"}]
"{\"subject\":\"Re:\u2028call\"}\n": split2 [{"subject":"Re:\u2028call"}]
"{\"subject\":\"Re:\u2029call\"}\n": ndjson (npm) [{"subject":"Re:\u2029call"}]
"{\"subject\":\"Re:\u2029call\"}\n": split2 [{"subject":"Re:\u2029call"}]
"{\"subject\":\"Re:\u0085call\"}\n": ndjson (npm) [{"subject":"Re:\u0085call"}]
"{\"subject\":\"Re:\u0085call\"}\n": split2 [{"subject":"Re:\u0085call"}]
EOF
echo "ndjson-line-separator: as it was seen"
