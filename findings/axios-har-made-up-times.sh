#!/usr/bin/env bash
# A HAR file in which every request waited 10 ms, and what failed has the status "".
#
# Version: axios-har-tracker 0.8.0, axios 1.21.1, har-validator 5.1.5 (npm), Node 20.20.2.
# Guess: in a HAR file `timings.wait` is measured, or -1 where it is not known; the parts add up to
#   `time`; the status of a request without an answer is 0. So say its specification and its schema.
# Seen: `send`, `wait` and `receive` are 10 each, always, whatever the request took. A request whose
#   connection was closed, or that ran into its timeout, has the status "", which the schema refuses;
#   readers of numbers refuse the entry or the file. Methods are in lower case.
# For a user of this crate: do not take the service's time from such a file. `graph-call-replay` reads
#   `time` first, takes "" for no answer, and a method in either case.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --ignore-scripts axios-har-tracker@0.8.0 axios@1.21.1 har-validator@5.1.5
cat >try.mjs <<'EOF'
import http from "node:http";
import axios from "axios";
import { AxiosHarTracker } from "axios-har-tracker";
import { har } from "har-validator";

const server = http.createServer((request, response) => {
  if (request.url === "/closed") return request.socket.destroy();
  setTimeout(() => response.writeHead(200).end(), request.url === "/slow" ? 600 : 0);
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const client = axios.create({ baseURL: `http://127.0.0.1:${server.address().port}`, proxy: false });
await client.post("/quick");
const tracker = new AxiosHarTracker(client);
await client.post("/quick");
await client.post("/slow");
await client.post("/closed").catch(() => {});
await client.post("/slow", {}, { timeout: 200 }).catch(() => {});

const written = JSON.parse(JSON.stringify(tracker.getGeneratedHar()));
for (const { request, response, time, timings } of written.log.entries) {
  const { send, wait, receive } = timings;
  const took = time < 590 ? "less than" : "at least";
  console.log(request.method, new URL(request.url).pathname, JSON.stringify(response.status), `took ${took} 590 ms:`, JSON.stringify({ send, wait, receive }));
}
await har(written).then(() => console.log("valid"), ({ errors }) => {
  for (const { dataPath, message } of errors) console.log(dataPath, message);
});
process.exit();
EOF
node try.mjs | tee seen.txt
diff - seen.txt <<'EOF' || { echo "axios-har-made-up-times: not as it was seen"; exit 1; }
post /quick 200 took less than 590 ms: {"send":10,"wait":10,"receive":10}
post /slow 200 took at least 590 ms: {"send":10,"wait":10,"receive":10}
post /closed "" took less than 590 ms: {"send":10,"wait":10,"receive":10}
post /slow "" took less than 590 ms: {"send":10,"wait":10,"receive":10}
.log.entries[2].response.status should be integer
.log.entries[3].response.status should be integer
EOF
echo "axios-har-made-up-times: as it was seen"
