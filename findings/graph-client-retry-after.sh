#!/usr/bin/env bash
# Microsoft's client for JavaScript cuts Retry-After at three minutes, and then asks again.
#
# Version: @microsoft/microsoft-graph-client 3.0.7 (npm), with Node 20.20.2.
# Guess: `Retry-After: 600` is waited for, or the 429 is handed to the caller.
# Seen: the client waits 180 seconds and a fraction, and sends the request again: seven minutes too
#   early. Up to three such tries are made before the caller hears of the 429. Nothing is logged.
#   (Timers are recorded here and fire at once, so that the script takes a second.)
# For a user of this crate: a keepAlive that is sent through this client may be on its way for nine
#   minutes, long after the machine has counted it as failed (`reply_timeout`). Turn the client's
#   retries off (`maxRetries: 0`) and let the machine retry: it obeys a Retry-After that fits
#   (choice 4).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --ignore-scripts @microsoft/microsoft-graph-client@3.0.7
cat >try.mjs <<'EOF'
import http from "node:http";
import { Client } from "@microsoft/microsoft-graph-client";

const waits = [];
const timeout = globalThis.setTimeout;
globalThis.setTimeout = (call, wait, ...rest) => {
  if (!new Error().stack.includes("RetryHandler")) return timeout(call, wait, ...rest);
  waits.push(`${Math.floor(wait / 1000)} s`);
  return timeout(call, 0, ...rest);
};

let requests = 0;
const server = http.createServer((request, response) => {
  requests += 1;
  response.writeHead(429, { "Retry-After": request.url.split("/").pop() }).end();
});
server.listen(0, "127.0.0.1", async () => {
  const client = Client.init({
    baseUrl: `http://127.0.0.1:${server.address().port}/`,
    authProvider: (done) => done(null, "token"),
    customHosts: new Set(["127.0.0.1"]),
  });
  for (const seconds of [1, 179, 600, 86400]) {
    waits.length = requests = 0;
    const answer = await client.api(`/${seconds}`).post({}).catch((error) => `error ${error.statusCode}`);
    console.log(`Retry-After: ${seconds}: ${requests} requests, waits ${waits.join(", ")}, then ${answer}`);
  }
  server.close();
});
EOF
node try.mjs | tee seen.txt
diff - seen.txt <<'EOF' || { echo "graph-client-retry-after: not as it was seen"; exit 1; }
Retry-After: 1: 4 requests, waits 1 s, 1 s, 1 s, then error 429
Retry-After: 179: 4 requests, waits 179 s, 179 s, 179 s, then error 429
Retry-After: 600: 4 requests, waits 180 s, 180 s, 180 s, then error 429
Retry-After: 86400: 4 requests, waits 180 s, 180 s, 180 s, then error 429
EOF
echo "graph-client-retry-after: as it was seen"
