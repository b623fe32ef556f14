#!/usr/bin/env bash
# "Retry at once" makes Kiota for Python wait for more than three seconds.
#
# Version: microsoft-kiota-http 1.16.0 (PyPI), Python 3.11.7.
# Guess: `Retry-After: 0`, or a date that has passed, is retried at once, as Kiota for TypeScript
#   does.
# Seen: 0 counts as "no Retry-After", so the client backs off by itself: 3 to 5 seconds before the
#   first retry. So does a date that has passed. 1 is obeyed and thus faster than 0. (asyncio.sleep
#   is recorded here and returns at once.)
# For a user of this crate: a service that wants an immediate retry should say 1, not 0. Between the
#   request that the machine counts and the one that arrives there may be seconds: more than 5 of
#   them are normal, `reply_timeout` has to allow for them.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check microsoft-kiota-abstractions==1.16.0 microsoft-kiota-http==1.16.0
cat >try.py <<'EOF'
import asyncio
import httpx
from email.utils import formatdate
from time import time
from kiota_http.kiota_client_factory import KiotaClientFactory
from kiota_http.middleware import AsyncKiotaTransport

waits = []


async def sleep(seconds):
    waits.append(seconds)


class Service(httpx.AsyncBaseTransport):
    def __init__(self, headers):
        self.answers = [httpx.Response(429, headers=headers), httpx.Response(200)]

    async def handle_async_request(self, request):
        return self.answers.pop(0)


async def main():
    asyncio.sleep = sleep
    cases = {"1": "1", "0": "0", "absent": None, "a minute ago": formatdate(time() - 60, usegmt=True)}
    for name, value in cases.items():
        waits.clear()
        transport = Service({} if value is None else {"Retry-After": value})
        pipeline = KiotaClientFactory.create_middleware_pipeline(
            KiotaClientFactory.get_default_middleware(None), transport)
        client = httpx.AsyncClient(transport=AsyncKiotaTransport(transport, pipeline))
        answer = await client.post("http://127.0.0.1/")
        said = "1 s" if waits == [1] else "3 to 5 s" if len(waits) == 1 and 3 <= waits[0] <= 5 else f"{waits} s"
        print(f"Retry-After {name}: waits {said}, then {answer.status_code}")


asyncio.run(main())
EOF
v/bin/python try.py | tee seen.txt
diff - seen.txt <<'EOF' || { echo "kiota-python-retry-after-zero: not as it was seen"; exit 1; }
Retry-After 1: waits 1 s, then 200
Retry-After 0: waits 3 to 5 s, then 200
Retry-After absent: waits 3 to 5 s, then 200
Retry-After a minute ago: waits 3 to 5 s, then 200
EOF
echo "kiota-python-retry-after-zero: as it was seen"
