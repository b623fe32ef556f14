#!/usr/bin/env bash
# The tones that the package dtmf makes are other keys, or none, also for itself.
#
# Version: dtmf 1.1.0 and pydtmf 1.0.0 (PyPI), Python 3.11.
# Guess: `detect(generate(parse("5")))` is 5, at 8,000 samples a second, which is its default.
# Seen: of twelve keys the 2 alone is read as it was made. The package itself reads 3, 5 and 6 as 2, 0
#   and # as 8, and the other six not at all; pydtmf reads none of these eleven. A period is rounded up
#   to whole samples, so that 697 Hz are 667 Hz. Sines of the right frequencies are read right by both.
#   And silence, which `generate` puts behind each key, raises ZeroDivisionError in `detect`.
# For a user of this crate: a test of a menu that is fed with such tones hears other keys, or none.
#   Make the sines from the frequencies. The machine hears of tones by notifications, not by sound.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check dtmf==1.1.0 pydtmf==1.0.0
cat >try.py <<'EOF'
from math import pi, sin

import dtmf
import PyDTMF
from dtmf._generator import GenerationParams

RATE, SECONDS = 8000, 0.2
LOW, HIGH, KEYS = [697, 770, 852, 941], [1209, 1336, 1477], "123456789*0#"


def read(samples):
    keys = {str(block.tone) for block in dtmf.detect(samples, RATE) if block.tone}
    other = PyDTMF.from_pcm([round(15000 * sample) for sample in samples], RATE)[0]
    return f"dtmf {''.join(sorted(keys)) or '-'}, pydtmf {other or '-'}"


for number, key in enumerate(KEYS):
    made = list(dtmf.generate(dtmf.parse(key), GenerationParams(mark_duration=SECONDS, space_duration=0), RATE))
    pair = LOW[number // 3], HIGH[number % 3]
    right = [sum(sin(2 * pi * frequency * at / RATE) for frequency in pair) for at in range(round(RATE * SECONDS))]
    print(f"{key}: made by dtmf: {read(made)}; by the sines: {read(right)}")
try:
    list(dtmf.detect(list(dtmf.generate(dtmf.parse("12"))), RATE))
except ZeroDivisionError as error:
    print(f"with silence between: {error}")
EOF
timeout 60 v/bin/python try.py | tee seen.txt
diff - seen.txt <<'EOF' || { echo "dtmf-made-and-read: not as it was seen"; exit 1; }
1: made by dtmf: dtmf -, pydtmf -; by the sines: dtmf 1, pydtmf 1
2: made by dtmf: dtmf 2, pydtmf 2; by the sines: dtmf 2, pydtmf 2
3: made by dtmf: dtmf 2, pydtmf 2; by the sines: dtmf 3, pydtmf 3
4: made by dtmf: dtmf -, pydtmf -; by the sines: dtmf 4, pydtmf 4
5: made by dtmf: dtmf 2, pydtmf -; by the sines: dtmf 5, pydtmf 5
6: made by dtmf: dtmf 2, pydtmf -; by the sines: dtmf 6, pydtmf 6
7: made by dtmf: dtmf -, pydtmf -; by the sines: dtmf 7, pydtmf 7
8: made by dtmf: dtmf -, pydtmf -; by the sines: dtmf 8, pydtmf 8
9: made by dtmf: dtmf -, pydtmf -; by the sines: dtmf 9, pydtmf 9
*: made by dtmf: dtmf -, pydtmf -; by the sines: dtmf *, pydtmf *
0: made by dtmf: dtmf 8, pydtmf -; by the sines: dtmf 0, pydtmf 0
#: made by dtmf: dtmf 8, pydtmf -; by the sines: dtmf #, pydtmf #
with silence between: float division by zero
EOF
echo "dtmf-made-and-read: as it was seen"
