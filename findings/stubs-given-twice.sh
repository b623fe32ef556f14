#!/usr/bin/env bash
# What a stub answers that is told 200 and then 404.
#
# Version: responses 0.26.3, requests-mock 1.12.1, respx 0.23.1, requests 2.34.2, httpx 0.28.1
#   (PyPI), Python 3.11; nock 14.0.17, msw 2.15.0 (npm), Node 20.20.2.
# Guess: the same for all: 200 to the first keepAlive, 404 to each after it.
# Seen: so for responses alone. With requests-mock and respx the second replaces the first: 404 at
#   once. With msw the first stays: 200 forever. With nock each is used up: the third fails.
# For a user of this crate: a test of "a keepAlive that answers 404" may never have seen the 200, or
#   never the 404. The mock's scripts say which attempt is answered with what.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check responses==0.26.3 requests-mock==1.12.1 respx==0.23.1 requests==2.34.2 httpx==0.28.1
npm install --silent --no-audit --no-fund --ignore-scripts nock@14.0.17 msw@2.15.0
cat >try.py <<'EOF'
import httpx
import requests
import requests_mock
import responses
import respx

URL = "http://graph.test/communications/calls/1/keepAlive"


def say(name, send):
    print(name, [send(URL).status_code for _ in range(3)])


with responses.RequestsMock() as stub:
    stub.post(URL, status=200)
    stub.post(URL, status=404)
    say("responses", requests.post)
with requests_mock.Mocker() as stub:
    stub.post(URL, status_code=200)
    stub.post(URL, status_code=404)
    say("requests-mock", requests.post)
with respx.mock(assert_all_called=False) as stub:
    stub.post(URL).respond(200)
    stub.post(URL).respond(404)
    say("respx", httpx.post)
EOF
cat >try.mjs <<'EOF'
import { http, HttpResponse } from "msw";
import { setupServer } from "msw/node";
import nock from "nock";

const path = "/communications/calls/1/keepAlive";

async function say(name) {
  const seen = [];
  for (let i = 0; i < 3; i++) {
    seen.push(await fetch("http://graph.test" + path, { method: "POST" }).then((answer) => answer.status, () => "an error"));
  }
  console.log(name, JSON.stringify(seen));
}

const answers = (status) => http.post("http://graph.test" + path, () => new HttpResponse(null, { status }));
const server = setupServer(answers(200), answers(404));
server.listen({ onUnhandledRequest: "error" });
await say("msw");
server.close();

nock.disableNetConnect();
nock("http://graph.test").post(path).reply(200);
nock("http://graph.test").post(path).reply(404);
await say("nock");
EOF
{ v/bin/python try.py && node try.mjs; } | tee seen.txt
diff - seen.txt <<'EOF' || { echo "stubs-given-twice: not as it was seen"; exit 1; }
responses [200, 404, 404]
requests-mock [404, 404, 404]
respx [404, 404, 404]
msw [200,200,200]
nock [200,404,"an error"]
EOF
echo "stubs-given-twice: as it was seen"
