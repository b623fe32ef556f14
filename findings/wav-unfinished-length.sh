#!/usr/bin/env bash
# One second of a streamed recording lasts 37 hours.
#
# Version: tinytag 2.3.2 and mutagen 1.48.1 (PyPI) and `wave` of Python 3.11.7; music-metadata
#   11.16.1 (npm), Node 20.20.2.
# Guess: a WAV file of a second whose header was never finished (its lengths are 0xFFFFFFFF, as
#   streaming writers leave them) is a second long, or refused: the size of the file is known.
# Seen: tinytag, mutagen and `wave` trust the header and say 134217.7 seconds; reading the frames
#   gives one second. music-metadata says 1. With a length of 0 the three say 0, and it says
#   nothing.
# For a user of this crate: the length of a recording's file is no proof of how long it was
#   recorded. The machine takes that from its events; compare with the bytes, not with the header.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check tinytag==2.3.2 mutagen==1.48.1
npm install --silent --no-audit --no-fund --ignore-scripts music-metadata@11.16.1
cat >try.py <<'EOF'
import struct
import wave
from mutagen.wave import WAVE
from tinytag import TinyTag

for name, length in [("finished", 32000), ("unfinished", 0xFFFFFFFF), ("empty", 0)]:
    path = name + ".wav"
    with open(path, "wb") as file:
        file.write(b"RIFF" + struct.pack("<I", min(length + 36, 0xFFFFFFFF)) + b"WAVEfmt ")
        file.write(struct.pack("<IHHIIHH", 16, 1, 1, 16000, 32000, 2, 16))
        file.write(b"data" + struct.pack("<I", length) + bytes(32000))
    with wave.open(path) as file:
        said = file.getnframes() / file.getframerate()
        read = len(file.readframes(16000)) / 32000
    print(f"{name}: tinytag {TinyTag.get(path).duration:.1f}, mutagen {WAVE(path).info.length:.1f}, "
          f"wave {said:.1f}, of which there are {read:.1f}")
EOF
cat >try.mjs <<'EOF'
import { readFileSync } from "node:fs";
import { parseBuffer } from "music-metadata";

for (const name of ["finished", "unfinished", "empty"]) {
  const { format } = await parseBuffer(readFileSync(`${name}.wav`), { mimeType: "audio/wav" });
  console.log(`${name}: music-metadata ${format.duration}`);
}
EOF
{ v/bin/python try.py; node try.mjs; } | tee seen.txt
diff - seen.txt <<'EOF' || { echo "wav-unfinished-length: not as it was seen"; exit 1; }
finished: tinytag 1.0, mutagen 1.0, wave 1.0, of which there are 1.0
unfinished: tinytag 134217.7, mutagen 134217.7, wave 134217.7, of which there are 1.0
empty: tinytag 0.0, mutagen 0.0, wave 0.0, of which there are 0.0
finished: music-metadata 1
unfinished: music-metadata 1
empty: music-metadata undefined
EOF
echo "wav-unfinished-length: as it was seen"
