#!/usr/bin/env bash
# A line of a log is lost because one of its fields is called "level".
#
# Version: bunyan 2.0.5, pino 10.4.0, winston 3.19.0, roarr 7.21.7 (npm), Node 20.20.2.
# Guess: a field that has the name of one of the logger's own is renamed, or takes its place, or is
#   left out.
# Seen: bunyan writes no line at all: it compares the field's text with the level that it is to write.
#   pino writes the name twice, and readers of JSON take the second: the text of the field, or for
#   `msg` its own. winston leaves out the field `level`, and appends `message` to what was said. roarr
#   keeps fields apart.
# For a user of this crate: `resultInfo` has a `message`, so that what winston writes of it says one
#   thing for each text of the service. Log a body as one field, not as fields.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --ignore-scripts bunyan@2.0.5 pino@10.4.0 winston@3.19.0 roarr@7.21.7
cat >try.mjs <<'EOF'
import bunyan from "bunyan";
import pino from "pino";
import { Roarr } from "roarr";
import winston from "winston";
import { Writable } from "node:stream";

let lines = [];
const stream = new Writable({ write: (chunk, _, done) => (lines.push(String(chunk)), done()) });
globalThis.ROARR.write = (line) => lines.push(line);

const bunyanLogger = bunyan.createLogger({ name: "bot", streams: [{ stream }] });
const pinoLogger = pino({ base: undefined, timestamp: false }, stream);
const winstonLogger = winston.createLogger({ transports: [new winston.transports.Stream({ stream })] });
const loggers = {
  bunyan: (fields) => bunyanLogger.info(fields, "sent"),
  pino: (fields) => pinoLogger.info(fields, "sent"),
  winston: (fields) => winstonLogger.info("sent", fields),
  roarr: (fields) => Roarr.info(fields, "sent"),
};
for (const [name, log] of Object.entries(loggers)) {
  for (const fields of [{ callId: "1" }, { level: "high" }, { message: "again", msg: "more" }]) {
    lines = [];
    log(fields);
    await new Promise((done) => setTimeout(done, 50));
    const text = lines.join("").trim().replace(/"(hostname|name|pid|time|sequence|v|version)":("[^"]*"|\d+),?/g, "");
    console.log(`${name} ${JSON.stringify(fields)}: ${text.replace(/,}$/, "}") || "nothing"}`);
  }
}
EOF
ROARR_LOG=true node try.mjs | tee seen.txt
diff - seen.txt <<'EOF' || { echo "log-fields-named-level: not as it was seen"; exit 1; }
bunyan {"callId":"1"}: {"level":30,"callId":"1","msg":"sent"}
bunyan {"level":"high"}: nothing
bunyan {"message":"again","msg":"more"}: {"level":30,"message":"again","msg":"sent"}
pino {"callId":"1"}: {"level":30,"callId":"1","msg":"sent"}
pino {"level":"high"}: {"level":30,"level":"high","msg":"sent"}
pino {"message":"again","msg":"more"}: {"level":30,"message":"again","msg":"more","msg":"sent"}
winston {"callId":"1"}: {"callId":"1","level":"info","message":"sent"}
winston {"level":"high"}: {"level":"info","message":"sent"}
winston {"message":"again","msg":"more"}: {"level":"info","message":"sent again","msg":"more"}
roarr {"callId":"1"}: {"context":{"callId":"1","logLevel":30},"message":"sent"}
roarr {"level":"high"}: {"context":{"level":"high","logLevel":30},"message":"sent"}
roarr {"message":"again","msg":"more"}: {"context":{"message":"again","msg":"more","logLevel":30},"message":"sent"}
EOF
echo "log-fields-named-level: as it was seen"
