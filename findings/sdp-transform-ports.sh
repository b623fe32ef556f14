#!/usr/bin/env bash
# sdp-transform writes a valid media line as "m=undefined NaN undefined".
#
# Version: sdp-transform 3.0.0 (npm), Node 20.20.2.
# Guess: `write(parse(sdp))` gives a valid session description back, line for line.
# Seen: a media line that has a number of ports ("m=audio 49170/2 ...", RFC 8866 section 5.14) is
#   written as "m=undefined NaN undefined". Of two "t=" lines the first is lost, and "k=" is lost.
#   No error.
# For a user of this crate: SDP stays with the host here. A host that edits SDP with this package
#   should compare what it parsed with what it would write before it changes anything.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --ignore-scripts sdp-transform@3.0.0
cat >try.mjs <<'EOF'
import { parse, write } from "sdp-transform";

const sdp = `v=0
o=- 1 2 IN IP4 127.0.0.1
s=call
c=IN IP4 127.0.0.1
t=3724394400 3724398000
t=3724480800 3724484400
k=prompt
m=audio 49170/2 RTP/AVP 0 101
a=rtpmap:101 telephone-event/8000
m=audio 49180 RTP/AVP 0
`.replaceAll("\n", "\r\n");
const lines = (text) => text.trim().split("\r\n");
const written = lines(write(parse(sdp)));
for (const line of lines(sdp)) if (!written.includes(line)) console.log("lost:", line);
for (const line of written) if (!lines(sdp).includes(line)) console.log("new:", line.trim());
EOF
node try.mjs | tee seen.txt
diff - seen.txt <<'EOF' || { echo "sdp-transform-ports: not as it was seen"; exit 1; }
lost: t=3724394400 3724398000
lost: k=prompt
lost: m=audio 49170/2 RTP/AVP 0 101
new: m=undefined NaN undefined
EOF
echo "sdp-transform-ports: as it was seen"
