#!/usr/bin/env bash
# Microsoft's SDK for Python sends `false` for what was left unset.
#
# Version: msgraph-sdk 1.65.0 with microsoft-kiota-serialization-json 1.16.0 (PyPI), Python 3.11.7.
# Guess: a member of a request that nobody set is not sent, so that the service's default holds.
# Seen: booleans are: recordResponse goes out with "playBeep": false and "bargeInAllowed": false,
#   though the page gives playBeep the default `true`. Numbers and texts that are unset are left
#   out.
# For a user of this crate: a recording that is asked for through this SDK has no beep unless it is
#   asked for. Set `play_beep` always; a body of `wire::Record` leaves out what is `None`.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check msgraph-core==1.5.2 \
    microsoft-kiota-abstractions==1.16.0 microsoft-kiota-serialization-{form,json,multipart,text}==1.16.0
# The SDK has 33,000 files. It is imported from its wheel, where each package needs an __init__.py.
v/bin/pip download --quiet --disable-pip-version-check --no-deps msgraph-sdk==1.65.0
cat >wheel.py <<'EOF'
import sys
from pathlib import PurePosixPath
from zipfile import ZipFile

with ZipFile(sys.argv[1], "a") as wheel:
    files = set(wheel.namelist())
    packages = {str(folder) for file in files if file.startswith("msgraph/") for folder in PurePosixPath(file).parents}
    for package in packages - {"."}:
        if f"{package}/__init__.py" not in files:
            wheel.writestr(f"{package}/__init__.py", "")
EOF
v/bin/python wheel.py msgraph_sdk-*.whl
cat >try.py <<'EOF'
from kiota_serialization_json.json_serialization_writer_factory import JsonSerializationWriterFactory
from msgraph.generated.communications.calls.item.record_response.record_response_post_request_body import (
    RecordResponsePostRequestBody)

for given in [{}, {"play_beep": True, "max_silence_timeout_in_seconds": 2}]:
    body = RecordResponsePostRequestBody(client_context="1", **given)
    unset = [name for name, value in vars(body).items() if value is None]
    print(f"given {given}, {len(unset)} members are None, play_beep is {body.play_beep}")
    writer = JsonSerializationWriterFactory().get_serialization_writer("application/json")
    writer.write_object_value(None, body)
    print(writer.get_serialized_content().decode())
EOF
PYTHONPATH=$(echo msgraph_sdk-*.whl) v/bin/python try.py | tee seen.txt
diff - seen.txt <<'EOF' || { echo "msgraph-sdk-python-unset: not as it was seen"; exit 1; }
given {}, 5 members are None, play_beep is False
{"bargeInAllowed": false, "clientContext": "1", "playBeep": false}
given {'play_beep': True, 'max_silence_timeout_in_seconds': 2}, 4 members are None, play_beep is True
{"bargeInAllowed": false, "clientContext": "1", "maxSilenceTimeoutInSeconds": 2, "playBeep": true}
EOF
echo "msgraph-sdk-python-unset: as it was seen"
