#!/usr/bin/env bash
# MSAL for Python answers from memory for up to an hour after one failed request for a token.
#
# Version: msal 1.39.0 (PyPI), Python 3.11.7.
# Guess: when a request for a token fails, the next `acquire_token_for_client` asks again.
# Seen: it does not ask. A 429 or 5xx is answered again from memory for 5 s, or for as long as its
#   `Retry-After` says up to an hour, and a 400 for a minute, although the service has recovered.
#   The error does not say that nothing was sent. Only a 401 is asked anew.
# For a user of this crate: a retry of a keepAlive or of the DELETE after a second or two fails for
#   want of a token, unsent. Take the token before the deadline, and let retries go on for more than a
#   minute.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check msal==1.39.0
cat >try.py <<'EOF'
import json
import time

import msal

HOST = "https://login.microsoftonline.com/t"
SCOPES = ["https://graph.microsoft.com/.default"]


class Answer:
    def __init__(self, status, body, headers=None):
        self.status_code, self.text, self.headers = status, json.dumps(body), headers or {}

    def raise_for_status(self):
        if self.status_code >= 400:
            raise RuntimeError(self.status_code)


class Service:
    """Stands for the network: the first request for a token fails, all later ones succeed."""

    def __init__(self, failure):
        self.failure, self.posts = failure, 0

    def get(self, url, **_):
        return Answer(200, {
            "authorization_endpoint": HOST + "/oauth2/v2.0/authorize",
            "token_endpoint": HOST + "/oauth2/v2.0/token",
            "issuer": HOST + "/v2.0",
            "tenant_discovery_endpoint": HOST + "/v2.0/.well-known/openid-configuration",
            "metadata": [],
        })

    def post(self, url, **_):
        self.posts += 1
        if self.posts == 1:
            return self.failure
        return Answer(200, {"access_token": "x", "expires_in": 3600, "token_type": "Bearer"})

    def close(self):
        pass


def attempt(app):
    try:
        return app.acquire_token_for_client(SCOPES).get("error", "a token")
    except Exception as error:
        return str(error)


now = time.time
for failure in [
    Answer(503, {"error": "temporarily_unavailable"}),
    Answer(429, {"error": "throttled"}),
    Answer(429, {"error": "throttled"}, {"Retry-After": "7200"}),
    Answer(400, {"error": "invalid_client"}),
    Answer(401, {"error": "invalid_client"}),
]:
    service = Service(failure)
    app = msal.ConfidentialClientApplication(
        "id", client_credential="secret", authority=HOST, http_client=service)
    said = []
    for after in [0, 4, 6, 59, 61, 3599, 3601]:
        time.time = lambda: now() + after
        said.append(f"{after} s {attempt(app)} ({service.posts})")
    time.time = now
    print(failure.status_code, failure.headers, "; ".join(said))
EOF
v/bin/python try.py | tee seen.txt
diff - seen.txt <<'EOF' || { echo "msal-remembers-errors: not as it was seen"; exit 1; }
503 {} 0 s HTTP Error: 503 (1); 4 s HTTP Error: 503 (1); 6 s a token (2); 59 s a token (2); 61 s a token (2); 3599 s a token (3); 3601 s a token (3)
429 {} 0 s throttled (1); 4 s throttled (1); 6 s a token (2); 59 s a token (2); 61 s a token (2); 3599 s a token (3); 3601 s a token (3)
429 {'Retry-After': '7200'} 0 s throttled (1); 4 s throttled (1); 6 s throttled (1); 59 s throttled (1); 61 s throttled (1); 3599 s throttled (1); 3601 s a token (2)
400 {} 0 s invalid_client (1); 4 s invalid_client (1); 6 s invalid_client (1); 59 s invalid_client (1); 61 s a token (2); 3599 s a token (3); 3601 s a token (3)
401 {} 0 s invalid_client (1); 4 s a token (2); 6 s a token (2); 59 s a token (2); 61 s a token (2); 3599 s a token (3); 3601 s a token (3)
EOF
echo "msal-remembers-errors: as it was seen"
