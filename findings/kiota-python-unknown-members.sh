#!/usr/bin/env bash
# Microsoft's SDK for Python changes the type of members that it does not know.
#
# Version: msgraph-sdk 1.65.0 with microsoft-kiota-serialization-json 1.16.0 (PyPI), Python 3.11.7.
# Guess: a text under a name that the model lacks is a `str` in `additional_data`, as it came.
# Seen: a text that looks like a GUID becomes a `UUID` and one that looks like a date a `datetime`,
#   whatever the member means; other texts stay. `json.dumps(additional_data)` then raises, a
#   fraction of a second of seven digits loses its last, and an id no longer equals its own text.
# For a user of this crate: members of Graph's beta, and those newer than the SDK, are such members.
#   Log the bytes that came, not the model written out again: a trace made of models differs from
#   what Graph sent.
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
import json
from kiota_serialization_json.json_parse_node_factory import JsonParseNodeFactory
from msgraph.generated.models.call import Call

sent = {
    "a": "4f1e9d3c-0000-4000-8000-2b6a51c7d8e9",
    "b": "2026-11-30",
    "c": "2026-11-30T00:00:00.1234567Z",
    "d": "PT15M",
    "e": "12:00:00",
    "f": "1",
}
node = JsonParseNodeFactory().get_root_parse_node("application/json", json.dumps(sent).encode())
read = node.get_object_value(Call).additional_data
for name, text in sent.items():
    print(f"{text!r}: {read[name]!r}")
print("equals its text:", read["a"] == sent["a"])
try:
    json.dumps(read)
except TypeError as error:
    print("json.dumps:", error)
EOF
PYTHONPATH=$(echo msgraph_sdk-*.whl) v/bin/python try.py | tee seen.txt
diff - seen.txt <<'EOF' || { echo "kiota-python-unknown-members: not as it was seen"; exit 1; }
'4f1e9d3c-0000-4000-8000-2b6a51c7d8e9': UUID('4f1e9d3c-0000-4000-8000-2b6a51c7d8e9')
'2026-11-30': datetime.datetime(2026, 11, 30, 0, 0)
'2026-11-30T00:00:00.1234567Z': datetime.datetime(2026, 11, 30, 0, 0, 0, 123456, tzinfo=datetime.timezone.utc)
'PT15M': 'PT15M'
'12:00:00': '12:00:00'
'1': '1'
equals its text: False
json.dumps: Object of type UUID is not JSON serializable
EOF
echo "kiota-python-unknown-members: as it was seen"
