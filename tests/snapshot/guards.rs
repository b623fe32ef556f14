//! What libraries next to this crate do otherwise: `docs/surprises.md` names each.

use core::hash::{Hash, Hasher};
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::path::Path;

use call_lifecycle::{Machine, Rejection, Timestamp, Verdict, app, service};
use testkit::laws::Bytes;
use testkit::scripts::{APP, App, SERVICE, START, Service, app_events, service_events};
use testkit::sources::sources;
use testkit::states::{app_states, service_states};

/// A machine that was restored is where it was: nothing is entered again, so that it says nothing and its deadline is the same.
fn goes_on<M: Machine + Bytes>(name: &str, saved: &M, restored: M, now: Timestamp) {
    assert_eq!(&restored, saved, "{name}");
    assert_eq!((restored.next_deadline(), restored.digest()), (saved.next_deadline(), saved.digest()), "{name}");
    let mut woken = restored.clone();
    let step = woken.handle(now, M::WAKE);
    assert_eq!(
        (step.verdict(), step.outputs().len(), step.deadline_changed()),
        (Verdict::NoChange, 0, false),
        "{name}"
    );
    assert_eq!(woken, restored, "{name}");
}

#[test]
fn a_restored_machine_says_nothing_and_arms_nothing() {
    for (name, saved) in app_states() {
        goes_on(name, &saved, App::restore(&saved.snapshot_bytes(), &APP).unwrap(), saved.now());
    }
    for (name, saved) in service_states() {
        goes_on(name, &saved, Service::restore(&saved.snapshot_bytes(), &SERVICE).unwrap(), saved.now());
    }
}

/// What was done before an event turned out to be refused is not half done: the machine is what a wake would have left.
fn refuses_whole<M: Machine>(name: &str, before: &M, events: &[M::Event], now: Timestamp) -> u32 {
    let mut refused = 0;
    let mut woken = before.clone();
    let _step = woken.handle(now, M::WAKE);
    for event in events {
        let mut after = before.clone();
        if let Verdict::Rejected(_) = after.handle(now, event.clone()).verdict() {
            refused += 1;
            assert_eq!((&after, after.digest()), (&woken, woken.digest()), "{name}: {event:?}");
        }
    }
    refused
}

#[test]
fn a_refused_event_leaves_nothing_half_done() {
    let events = app_events(&[START]);
    let refused: u32 = app_states().iter().map(|(name, call)| refuses_whole(name, call, &events, call.now())).sum();
    assert!(refused > 100, "{refused}");
    let events = service_events();
    let refused: u32 = service_states().iter().map(|(name, call)| refuses_whole(name, call, &events, call.now())).sum();
    assert!(refused > 100, "{refused}");
    assert_ne!(Verdict::Rejected(Rejection::Ended), Verdict::NoChange);
}

fn hashed(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Two machines are equal if their data are, wherever the policy stands; and every bit of the data counts.
#[test]
fn equality_compares_data() {
    let (app_policy, service_policy): (&app::Policy, &service::Policy) =
        (Box::leak(Box::new(APP)), Box::leak(Box::new(SERVICE)));
    for (name, call) in app_states() {
        let elsewhere = App::restore(&call.snapshot_bytes(), app_policy).unwrap();
        assert!(!core::ptr::eq(call.policy(), elsewhere.policy()));
        assert_eq!((&elsewhere, hashed(&elsewhere)), (&call, hashed(&call)), "{name}");
        differs(&call.snapshot_bytes(), |bytes| App::restore(bytes, &APP).ok().map(|other| other == call));
    }
    for (name, call) in service_states() {
        let elsewhere = Service::restore(&call.snapshot_bytes(), service_policy).unwrap();
        assert_eq!((&elsewhere, hashed(&elsewhere)), (&call, hashed(&call)), "{name}");
        differs(&call.snapshot_bytes(), |bytes| Service::restore(bytes, &SERVICE).ok().map(|other| other == call));
    }
}

/// No changed bit makes an equal machine.
fn differs(bytes: &[u8], equal: impl Fn(&[u8]) -> Option<bool>) {
    for index in 0..bytes.len() {
        for bit in 0..8 {
            let mut changed = bytes.to_vec();
            changed[index] ^= 1 << bit;
            assert_ne!(equal(&changed), Some(true), "byte {index}, bit {bit}");
        }
    }
}

/// What is written has a width that is the same on every target: nothing that writes a field takes a `usize`.
#[test]
fn no_width_of_the_target_is_kept() {
    let owners = [("write.rs", "pub(crate) trait Sink {"), ("read.rs", "impl<'a> Source<'a> {")];
    for (file, owner) in owners {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/snapshot").join(file);
        let text = fs::read_to_string(path).unwrap();
        let body = text.split_once(owner).unwrap_or_else(|| panic!("{owner}")).1;
        let body = body.split_once("\n}\n").unwrap().0;
        let public =
            body.lines().filter(|line| line.trim_start().starts_with("fn ") || line.contains("pub(crate) fn "));
        for line in public {
            // A number of bytes that the code itself knows is no field.
            assert!(!line.replace("const K: usize", "").contains("usize"), "{owner} {line}");
        }
    }
    for (path, text) in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        for line in text.lines().filter(|line| line.contains("sink.")) {
            assert!(!line.contains("usize") && !line.contains(".len()"), "{}: {line}", path.display());
        }
    }
}

/// Keys of JSON are names: no list of members is a map whose keys could be numbers.
#[test]
fn no_map_is_written() {
    // (The writer itself can write the maps of others.)
    for (path, text) in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
        .into_iter()
        .filter(|(path, _)| !path.ends_with("json/serializer.rs"))
    {
        for word in ["serialize_map", "BTreeMap", "HashMap"] {
            assert!(!text.contains(word), "{}: {word}", path.display());
        }
    }
}
