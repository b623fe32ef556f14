//! Snapshots: golden bytes of both ends, and the digest.
#![cfg(feature = "serde")]

use core::time::Duration;
use std::path::PathBuf;
use std::{env, fs};

use call_lifecycle::{Snapshot, app};
use testkit::laws::Bytes;
use testkit::scripts::{App, START};
use testkit::states::{app_states, service_states};

fn hex(bytes: &[u8]) -> String {
    bytes.chunks(32).map(|line| line.iter().map(|byte| format!("{byte:02x}")).collect::<String>() + "\n").collect()
}

fn unhex(text: &str) -> Vec<u8> {
    let digits: Vec<u32> = text.chars().filter_map(|digit| digit.to_digit(16)).collect();
    digits.chunks(2).map(|pair| u8::try_from(pair[0] * 16 + pair[1]).unwrap()).collect()
}

/// The golden bytes are those of postcard: a length and the snapshot's own. `UPDATE=1` writes them anew, which a new version alone may
/// need.
fn golden<E: Bytes + PartialEq + core::fmt::Debug>(states: Vec<(&'static str, E)>) {
    for (name, call) in states {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/snapshots").join(format!("{name}.hex"));
        let snapshot = Snapshot::<1024>::from_bytes(&call.snapshot_bytes()).unwrap();
        let bytes = postcard::to_allocvec(&snapshot).unwrap();
        if env::var_os("UPDATE").is_some_and(|value| value == "1") {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, hex(&bytes)).unwrap();
        }
        let kept = unhex(&fs::read_to_string(&path).unwrap_or_default());
        assert_eq!(hex(&kept), hex(&bytes), "{name} is another than {}", path.display());
        let read: Snapshot = postcard::from_bytes(&kept).unwrap();
        assert_eq!(call.restored(read.as_bytes()), call, "{name}");
    }
}

#[test]
fn golden_bytes() {
    golden(app_states());
    golden(service_states());
}

#[test]
fn a_snapshot_is_a_byte_string_in_any_format() {
    let (_, call) = app_states().pop().unwrap();
    let snapshot: Snapshot = call.snapshot().unwrap();
    let text = serde_json::to_string(&snapshot).unwrap();
    assert_eq!(serde_json::from_str::<Snapshot>(&text).unwrap(), snapshot);
    assert!(serde_json::from_str::<Snapshot<8>>(&text).is_err(), "too long for its buffer");
    let error = serde_json::from_str::<Snapshot<8>>("true").unwrap_err().to_string();
    assert!(error.contains("expected the bytes of a snapshot, at most 8"), "{error}");
    let bytes = postcard::to_allocvec(&snapshot).unwrap();
    assert!(postcard::from_bytes::<Snapshot<8>>(&bytes).is_err());
}

/// FNV-1a of 64 bits, from its definition.
fn fnv_1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

#[test]
fn the_digest_is_fnv_1a_of_the_bytes() {
    assert_eq!(fnv_1a(b"a"), 0xaf63_dc4c_8601_ec8c, "a known value");
    for (name, call) in app_states() {
        assert_eq!(call.digest(), fnv_1a(&call.snapshot_bytes()), "{name}");
    }
    for (name, call) in service_states() {
        assert_eq!(call.digest(), fnv_1a(&call.snapshot_bytes()), "{name}");
    }
}

/// The same on every target, for as long as the version is the same.
#[test]
fn digests_are_pinned() {
    let of = |name: &str| {
        let app = app_states().into_iter().find(|(found, _)| *found == name).map(|(_, call)| call.digest());
        app.or_else(|| service_states().into_iter().find(|(found, _)| *found == name).map(|(_, call)| call.digest()))
    };
    for (name, digest) in [
        ("app-operations", APP_OPERATIONS),
        ("app-presumed-lost", APP_LOST),
        ("service-listening", SERVICE_LISTENING),
        ("service-terminated", SERVICE_TERMINATED),
    ] {
        assert_eq!(of(name).map(|digest| format!("{digest:016x}")).as_deref(), Some(digest), "{name}");
    }
}

const APP_OPERATIONS: &str = "0f4ea235e145b93f";
const APP_LOST: &str = "fe52a90b9458b8fe";
const SERVICE_LISTENING: &str = "3027c80ce390a89f";
const SERVICE_TERMINATED: &str = "48a057cdc6c0ffaa";

#[test]
fn every_state_has_its_own_digest() {
    let mut digests: Vec<u64> = app_states().iter().map(|(_, call)| call.digest()).collect();
    digests.extend(service_states().iter().map(|(_, call)| call.digest()));
    let count = digests.len();
    digests.sort_unstable();
    digests.dedup();
    assert_eq!(digests.len(), count);
}

/// Restored with another policy, a call goes on under its rules.
#[test]
fn the_policy_is_not_part_of_it() {
    let (_, call) = app_states().into_iter().next().unwrap();
    let keep_alive = app::Settings::DEFAULT.keep_alive().with_expiry(Duration::from_secs(60 * 50));
    let settings = app::Settings::DEFAULT.with_keep_alive(keep_alive);
    let policy = testkit::bot::kept(settings);
    let restored = App::restore(&call.snapshot_bytes(), policy).unwrap();
    assert_eq!(restored.keep_alive().expires_at, Some(START.saturating_add(Duration::from_secs(60 * 50))));
}
