#!/usr/bin/env bash
# serde-json-core reads a text as it is escaped, and reads past what is no JSON.
#
# Version: serde-json-core 0.7.0 (crates.io), Rust 1.95.0.
# Guess: an escape in a borrowed `&str` is an error, since the text cannot be borrowed as it is, and
#   an owned `heapless::String` gets the character that is meant.
# Seen: both get the escape itself, letter for letter, and no error: "\u0026" stays six characters.
#   (`from_str_escaped` reads them, given a buffer.) What the crate writes it does not read again:
#   each round trip adds a backslash. A member that nobody wants may hold anything: `{"x":nonsense
#   here,"code":1}` is read.
# For a user of this crate: .NET writes `&` in addresses as \u0026, so a recordingLocation read this
#   way is another address. `call_lifecycle::wire` refuses this reader (AnyIsUnsupported) and names
#   others.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

mkdir src
cat >Cargo.toml <<'EOF'
[package]
name = "attempt"
version = "0.0.0"
edition = "2021"
[dependencies]
heapless = { version = "=0.9.4", features = ["serde"] }
serde = { version = "=1.0.228", features = ["derive"] }
serde-json-core = "=0.7.0"
EOF
cat >src/main.rs <<'EOF'
use serde::{Deserialize, Serialize};
use serde_json_core::{from_str, from_str_escaped, to_string};

#[derive(Deserialize)]
struct Borrowed<'a> {
    at: &'a str,
}

#[derive(Deserialize, Serialize)]
struct Owned {
    at: heapless::String<64>,
}

#[derive(Debug, Deserialize)]
struct Code {
    code: u16,
}

fn main() {
    let json = r#"{"at":"http:\/\/127.0.0.1\/?a=1\u0026b=2"}"#;
    println!("borrowed: {}", from_str::<Borrowed>(json).unwrap().0.at);
    println!("owned: {}", from_str::<Owned>(json).unwrap().0.at);

    println!("with a buffer: {}", from_str_escaped::<Owned>(json, &mut [0; 64]).unwrap().0.at);

    let mut text = Owned { at: "say \"hi\"".try_into().unwrap() };
    for _ in 0..3 {
        let written = to_string::<_, 64>(&text).unwrap();
        println!("written: {written}");
        text = from_str(&written).unwrap().0;
    }
    println!("{}", from_str::<Code>(r#"{"x":nonsense here,"code":1}"#).unwrap().0.code);
}
EOF
cargo run --quiet --target-dir target | tee seen.txt
diff - seen.txt <<'EOF' || { echo "serde-json-core-escapes: not as it was seen"; exit 1; }
borrowed: http:\/\/127.0.0.1\/?a=1\u0026b=2
owned: http:\/\/127.0.0.1\/?a=1\u0026b=2
with a buffer: http://127.0.0.1/?a=1&b=2
written: {"at":"say \"hi\""}
written: {"at":"say \\\"hi\\\""}
written: {"at":"say \\\\\\\"hi\\\\\\\""}
1
EOF
echo "serde-json-core-escapes: as it was seen"
