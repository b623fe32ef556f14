#!/usr/bin/env bash
# Kiota for Python reads ISO 8601 durations and writes something else.
#
# Version: microsoft-kiota-serialization-json 1.16.0 (PyPI), Python 3.11.7.
# Guess: fifteen minutes are written as "PT15M", and what the library writes it reads again.
# Seen: what is written is Python's own text: "0:15:00", "1 day, 2:00:00". The library reads the
#   first kind again, but from a day on, and below zero, it reads None. So it does the valid
#   "-PT15M". No error is raised: the value is simply absent.
# For a user of this crate: durations of Graph (Edm.Duration) that go through a Python host may come
#   out as absent. Graph's calling API has its times as whole seconds, which is what `wire` reads.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check \
    microsoft-kiota-abstractions==1.16.0 microsoft-kiota-serialization-json==1.16.0
cat >try.py <<'EOF'
import json
from datetime import timedelta
from kiota_serialization_json.json_parse_node_factory import JsonParseNodeFactory
from kiota_serialization_json.json_serialization_writer_factory import JsonSerializationWriterFactory


def written(value):
    writer = JsonSerializationWriterFactory().get_serialization_writer("application/json")
    writer.write_timedelta_value("it", value)
    return json.loads(writer.get_serialized_content())["it"]


def read(text):
    node = JsonParseNodeFactory().get_root_parse_node("application/json", json.dumps({"it": text}).encode())
    value = node.get_child_node("it").get_timedelta_value()
    return value if value is None else value.total_seconds()


for value in [timedelta(minutes=15), timedelta(hours=26), timedelta(minutes=-15)]:
    text = written(value)
    print(f"{value.total_seconds()} is written {text!r}, which is read as {read(text)}")
for text in ["PT15M", "-PT15M"]:
    print(f"{text!r} is read as {read(text)}")
EOF
v/bin/python try.py | tee seen.txt
diff - seen.txt <<'EOF' || { echo "kiota-python-durations: not as it was seen"; exit 1; }
900.0 is written '0:15:00', which is read as 900.0
93600.0 is written '1 day, 2:00:00', which is read as None
-900.0 is written '-1 day, 23:45:00', which is read as None
'PT15M' is read as 900.0
'-PT15M' is read as None
EOF
echo "kiota-python-durations: as it was seen"
