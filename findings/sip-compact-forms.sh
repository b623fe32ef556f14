#!/usr/bin/env bash
# Of four SIP libraries none knows both compact forms that a session timer is sent with.
#
# Version: jssip 3.13.8, sip.js 0.21.2 and sip 0.0.6 (npm), Node 20.20.2; rsip 0.4.0 (crates.io),
#   Rust 1.95.0.
# Guess: one that knows `x` for Session-Expires knows `k` for Supported, and all know `v` for Via: a
#   compact form means the same as the long one (RFC 3261 section 7.3.3, RFC 4028 section 4).
# Seen: JsSIP knows `x` and not `k`, `sip` knows `k` and not `x`, sip.js knows neither. rsip knows
#   no compact form at all: a message in compact forms parses, and has neither a Via nor a Call-ID.
# For a user of this crate: "the peer asked for no session timer" may be a header that was not
#   recognised. Look for `x` too before `KeepAlivePolicy::session_timer` is left out.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --ignore-scripts jssip@3.13.8 sip.js@0.21.2 sip@0.0.6
cat >invite.txt <<'EOF'
INVITE sip:a@127.0.0.1 SIP/2.0
v: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK1
f: <sip:b@127.0.0.1>;tag=1
t: <sip:a@127.0.0.1>
i: 1@127.0.0.1
CSeq: 1 INVITE
m: <sip:b@127.0.0.1>
k: timer
x: 1800;refresher=uac
l: 0

EOF
sed -i 's/$/\r/' invite.txt
cat >try.mjs <<'EOF'
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const text = readFileSync("invite.txt", "utf8");
const quiet = { debug() {}, log() {}, warn() {}, error() {} };
const libraries = {
  jssip: () => require("jssip/lib/Parser").parseMessage(text, {}).headers,
  "sip.js": () => require("sip.js/lib/core").Parser.parseMessage(text, quiet).headers,
  sip: () => require("sip").parse(text).headers,
};
for (const [name, headers] of Object.entries(libraries)) {
  const known = Object.keys(headers()).map((header) => header.toLowerCase());
  const knows = (header) => `${header} ${known.includes(header) ? "yes" : "no"}`;
  console.log(`${name}:`, ["via", "call-id", "supported", "session-expires"].map(knows).join(", "));
}
EOF
mkdir src
cat >Cargo.toml <<'EOF'
[package]
name = "attempt"
version = "0.0.0"
edition = "2021"
[dependencies]
rsip = "=0.4.0"
EOF
cat >src/main.rs <<'EOF'
use rsip::{SipMessage, message::HeadersExt, prelude::HasHeaders};

fn main() {
    let message = SipMessage::try_from(std::fs::read_to_string("invite.txt").unwrap()).unwrap();
    let yes = |found: bool| if found { "yes" } else { "no" };
    let has = |name: &str| yes(message.headers().iter().any(|header| header.to_string().starts_with(name)));
    println!(
        "rsip: via {}, call-id {}, supported {}, session-expires {}",
        yes(message.via_header().is_ok()),
        yes(message.call_id_header().is_ok()),
        has("Supported:"),
        has("Session-Expires:"),
    );
}
EOF
{ node try.mjs; cargo run --quiet --target-dir target; } | tee seen.txt
diff - seen.txt <<'EOF' || { echo "sip-compact-forms: not as it was seen"; exit 1; }
jssip: via yes, call-id yes, supported no, session-expires yes
sip.js: via yes, call-id yes, supported no, session-expires no
sip: via yes, call-id yes, supported yes, session-expires no
rsip: via no, call-id no, supported no, session-expires no
EOF
echo "sip-compact-forms: as it was seen"
