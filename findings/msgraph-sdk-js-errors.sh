#!/usr/bin/env bash
# In Microsoft's SDK for TypeScript a 404 without a body of JSON is an error without a status.
#
# Version: @microsoft/msgraph-sdk 1.0.0-preview.90 and @microsoft/kiota-bundle 1.0.0-preview.109
#   (npm), Node 20.20.2; against microsoft-kiota-http 1.16.0 (PyPI), Python 3.11.
# Guess: whatever the body is, what is thrown is an Error, and its `responseStatusCode` is 404.
# Seen: so only if the body is a JSON object, and then it is no Error: `instanceof Error` is false.
#   Without a body, with HTML as of a gateway, or with an empty body of JSON, it is an Error that
#   tells of the body alone, and status and headers are lost. The library for Python keeps the
#   status each time.
# For a user of this crate: 404 to keepAlive says that the call is gone, and any other refusal does
#   not. Nothing is left to tell them apart. Look at the raw response: `wire::http::reply` takes
#   status, headers and body, and a body that cannot be read changes nothing.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --ignore-scripts @microsoft/msgraph-sdk@1.0.0-preview.90 \
    @microsoft/kiota-{abstractions,bundle}@1.0.0-preview.109
cat >try.mjs <<'EOF'
import { createServer } from "node:http";
import { AnonymousAuthenticationProvider, HttpMethod, RequestInformation } from "@microsoft/kiota-abstractions";
import { DefaultRequestAdapter } from "@microsoft/kiota-bundle";
import { createODataErrorFromDiscriminatorValue } from "@microsoft/msgraph-sdk/models/oDataErrors/index.js";

const error = { code: "8522", message: "Call not found." };
const answers = {
  object: [404, { "content-type": "application/json" }, JSON.stringify({ error })],
  nothing: [404, {}, ""],
  html: [404, { "content-type": "text/html" }, "<h1>Not Found</h1>"],
  empty: [404, { "content-type": "application/json" }, ""],
};
const server = createServer((request, response) => {
  const [status, headers, body] = answers[request.url.slice(1)];
  response.writeHead(status, headers).end(body);
}).listen(0, "127.0.0.1", async () => {
  const graph = new DefaultRequestAdapter(new AnonymousAuthenticationProvider());
  for (const name of Object.keys(answers)) {
    const request = new RequestInformation(HttpMethod.POST);
    request.URL = `http://127.0.0.1:${server.address().port}/${name}`;
    try {
      await graph.sendNoResponseContent(request, { XXX: createODataErrorFromDiscriminatorValue });
    } catch (thrown) {
      console.log(`${name}: status ${thrown.responseStatusCode}, an Error: ${thrown instanceof Error}, ${thrown.message}`);
    }
  }
  server.close();
});
EOF
node try.mjs | tee seen.txt
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check httpx==0.28.1 \
    microsoft-kiota-{abstractions,http,serialization-json}==1.16.0
cat >try.py <<'EOF'
import asyncio

import httpx
from kiota_abstractions.api_client_builder import register_default_deserializer
from kiota_abstractions.api_error import APIError
from kiota_abstractions.authentication import AnonymousAuthenticationProvider
from kiota_abstractions.method import Method
from kiota_abstractions.request_information import RequestInformation
from kiota_http.httpx_request_adapter import HttpxRequestAdapter
from kiota_serialization_json.json_parse_node_factory import JsonParseNodeFactory

ANSWERS = {"nothing": {}, "html": {"html": "<h1>Not Found</h1>"}, "empty": {"headers": {"content-type": "application/json"}}}


class Refused(APIError):
    @staticmethod
    def create_from_discriminator_value(_node):
        return Refused()

    def get_field_deserializers(self):
        return {}


async def main():
    answer = httpx.MockTransport(lambda request: httpx.Response(404, **ANSWERS[request.url.path[1:]]))
    graph = HttpxRequestAdapter(AnonymousAuthenticationProvider(), http_client=httpx.AsyncClient(transport=answer))
    for name in ANSWERS:
        request = RequestInformation()
        request.http_method = Method.POST
        request.url = f"http://graph.example/{name}"
        try:
            await graph.send_no_response_content_async(request, {"XXX": Refused})
        except APIError as error:
            print(f"Python, {name}: status {error.response_status_code}")


register_default_deserializer(JsonParseNodeFactory)
asyncio.run(main())
EOF
v/bin/python try.py | tee -a seen.txt
diff - seen.txt <<'EOF' || { echo "msgraph-sdk-js-errors: not as it was seen"; exit 1; }
object: status 404, an Error: false, Call not found.
nothing: status undefined, an Error: true, no response content type found for deserialization
html: status undefined, an Error: true, Content type text/html does not have a factory registered to be parsed
empty: status undefined, an Error: true, Unexpected end of JSON input
Python, nothing: status 404
Python, html: status 404
Python, empty: status 404
EOF
echo "msgraph-sdk-js-errors: as it was seen"
