#!/usr/bin/env bash
# A batch of Microsoft's library for Python: what should wait does not, and a 404 has no body.
#
# Version: msgraph-core 1.5.2 with microsoft-kiota-abstractions 1.16.0, microsoft-kiota-http 1.16.0
#   and microsoft-kiota-serialization-json 1.16.0 (PyPI), Python 3.11.
# Guess: each request of a batch is written as Graph's page on JSON batching has it: a relative
#   `url`, and `dependsOn` for what waits. Each answer of the batch has its body.
# Seen: `url` is absolute, with host and version, and the member is `depends_on`, which Graph's page
#   does not have (its pull request 996, open since August 2025). The body of an answer is None, also
#   that of an error. And the module is not imported as it is installed: it needs `deprecated`,
#   which the package does not ask for.
# For a user of this crate: an answer and a recording in one batch are two requests without an
#   order, and of a refusal only the status is left. Send each request by itself, as
#   `call-lifecycle-tokio` does; `wire::http::reply` reads the code of the error too.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check msgraph-core==1.5.2 httpx==0.28.1 \
    microsoft-kiota-{abstractions,http,serialization-json}==1.16.0
{ v/bin/python -c "import msgraph_core.requests.batch_request_builder" 2>&1 || true; } | tail -n 1 | tee seen.txt
v/bin/pip install --quiet --disable-pip-version-check deprecated==1.3.1
cat >try.py <<'EOF'
import asyncio
import json

import httpx
from kiota_abstractions.api_client_builder import register_default_deserializer, register_default_serializer
from kiota_abstractions.authentication import AnonymousAuthenticationProvider
from kiota_abstractions.method import Method
from kiota_abstractions.request_information import RequestInformation
from kiota_http.httpx_request_adapter import HttpxRequestAdapter
from kiota_serialization_json.json_parse_node_factory import JsonParseNodeFactory
from kiota_serialization_json.json_serialization_writer_factory import JsonSerializationWriterFactory
from msgraph_core.requests.batch_request_builder import BatchRequestBuilder
from msgraph_core.requests.batch_request_content import BatchRequestContent
from msgraph_core.requests.batch_request_item import BatchRequestItem

GRAPH = "https://graph.microsoft.com/v1.0"
ERROR = {"error": {"code": "8522", "message": "Call not found."}}
ANSWERS = [
    {"id": "1", "status": 404, "headers": {"Content-Type": "application/json"}, "body": ERROR},
    {"id": "2", "status": 424, "headers": {"Content-Type": "application/json"}, "body": ERROR},
]


def answer(request):
    for entry in json.loads(request.content)["requests"]:
        print(json.dumps(entry))
    return httpx.Response(200, json={"responses": ANSWERS})


def post(name, verb, body, waits_for):
    request = RequestInformation()
    request.http_method = Method.POST
    request.url = f"{GRAPH}/communications/calls/1/{verb}"
    request.headers.try_add("Content-Type", "application/json")
    request.content = json.dumps(body).encode()
    return BatchRequestItem(request, name, waits_for)


async def main():
    client = httpx.AsyncClient(transport=httpx.MockTransport(answer))
    adapter = HttpxRequestAdapter(AnonymousAuthenticationProvider(), http_client=client)
    adapter.base_url = GRAPH
    batch = BatchRequestContent()
    batch.add_request("1", post("1", "answer", {"callbackUri": "https://bot.example/"}, None))
    batch.add_request("2", post("2", "recordResponse", {"clientContext": "2"}, ["1"]))
    answers = await BatchRequestBuilder(adapter).post(batch)
    for name in ["1", "2"]:
        answer_to = answers.get_response_by_id(name)
        print(f"answer {name}: {answer_to.status}, body {answer_to.body}")


register_default_serializer(JsonSerializationWriterFactory)
register_default_deserializer(JsonParseNodeFactory)
asyncio.run(main())
EOF
v/bin/python try.py | tee -a seen.txt
diff - seen.txt <<'EOF' || { echo "msgraph-core-batch: not as it was seen"; exit 1; }
ModuleNotFoundError: No module named 'deprecated'
{"id": "1", "method": "POST", "url": "https://graph.microsoft.com/v1.0/communications/calls/1/answer", "depends_on": [], "headers": {"content-type": "application/json"}, "body": {"callbackUri": "https://bot.example/"}}
{"id": "2", "method": "POST", "url": "https://graph.microsoft.com/v1.0/communications/calls/1/recordResponse", "depends_on": ["1"], "headers": {"content-type": "application/json"}, "body": {"clientContext": "2"}}
answer 1: 404, body None
answer 2: 424, body None
EOF
echo "msgraph-core-batch: as it was seen"
