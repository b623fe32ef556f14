#!/usr/bin/env bash
# What Microsoft's client for JavaScript makes of an answer without a body.
#
# Version: @microsoft/microsoft-graph-client 3.0.7 (npm), with Node 20.20.2.
# Guess: `undefined` for 200, 202 and 204 alike.
# Seen: `undefined` for 204 alone. A 202 or 200 without a Content-Type becomes a ReadableStream,
#   which is true in an `if` and {} as JSON. A 200 with a Content-Type of JSON is thrown as a
#   GraphError whose statusCode is 200.
# For a user of this crate: answer and reject are answered 202 and keepAlive 200, both with nothing
#   in them. Whether a request went through is to be told from the status (`responseType: "raw"`),
#   never from the value; an error handler that does not look at the status reports a call that was
#   kept alive as failed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --ignore-scripts @microsoft/microsoft-graph-client@3.0.7
cat >try.mjs <<'EOF'
import http from "node:http";
import { Client } from "@microsoft/microsoft-graph-client";

const server = http.createServer((request, response) => {
  const [, status, type] = request.url.split("/");
  response.writeHead(Number(status), type ? { "Content-Type": `application/${type}` } : {}).end();
});
server.listen(0, "127.0.0.1", async () => {
  const client = Client.init({
    baseUrl: `http://127.0.0.1:${server.address().port}/`,
    defaultVersion: ".",
    authProvider: (done) => done(null, "token"),
    customHosts: new Set(["127.0.0.1"]),
  });
  for (const answer of ["204", "202", "200", "200/json"]) {
    const seen = await client.api(`/${answer}`).post({}).then(
      (value) => value?.constructor.name,
      (error) => `throws ${error.constructor.name}, statusCode ${error.statusCode}, code ${error.code}`,
    );
    console.log(`${answer}: ${seen}`);
  }
  const raw = await client.api("/202").responseType("raw").post({});
  console.log(`202, raw: status ${raw.status}`);
  server.close();
});
EOF
node try.mjs | tee seen.txt
diff - seen.txt <<'EOF' || { echo "graph-client-empty-answers: not as it was seen"; exit 1; }
204: undefined
202: ReadableStream
200: ReadableStream
200/json: throws GraphError, statusCode 200, code SyntaxError
202, raw: status 202
EOF
echo "graph-client-empty-answers: as it was seen"
