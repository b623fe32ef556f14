//! Bytes that describe what no service's end could have been, field by field: the encoding is part of the promise.

use call_lifecycle::record::{RecordPhase, StopTones};
use call_lifecycle::{CallState, CompletionReason, SnapshotError};
use testkit::laws::Bytes;
use testkit::scripts::{APP, App, SERVICE, Service};
use testkit::states::{app_states, service_states};

// Where the fields stand: of the call, of its first operation, and how long an operation is.
const NOW: usize = 18;
const ANCHOR: usize = 26;
const SINCE: usize = 50;
const HEARD: usize = 62;
const REDIRECT: usize = 63;
const STATE: usize = 71;
const CAUSE: usize = 72;
const SECONDS: usize = 113;
const SYMBOLS: usize = 125;
const LENGTHS: usize = 157;
const PHASE: usize = 166;
const SUCCESS: usize = 167;
const REASON: usize = 168;
const OPERATION: usize = 95;

/// The bytes of a call in one of the states of `common::states`.
struct Kept(Vec<u8>);

impl Kept {
    fn of(name: &str) -> Self {
        Self(service_states().into_iter().find(|(found, _)| *found == name).unwrap().1.snapshot_bytes())
    }

    fn with(&self, changes: &[(usize, &[u8])]) -> Result<Service, SnapshotError> {
        let mut changed = self.0.clone();
        for (index, values) in changes {
            changed[*index..*index + values.len()].copy_from_slice(values);
        }
        Service::restore(&changed, &SERVICE)
    }

    #[track_caller]
    fn impossible(&self, changes: &[(usize, &[u8])], what: &str) {
        let restored = self.with(changes);
        assert!(matches!(restored, Err(SnapshotError::Impossible { .. })), "{what}: {restored:?}");
    }

    fn millis(&self, index: usize) -> u64 {
        u64::from_le_bytes(self.0[index..index + 8].try_into().unwrap())
    }
}

#[test]
fn calls() {
    let kept = Kept::of("service-listening");
    let ahead = (kept.millis(NOW) + 1).to_le_bytes();
    for (index, what) in (ANCHOR..=SINCE).step_by(8).zip(["anchor", "entered", "started", "since"]) {
        kept.impossible(&[(index, &ahead)], what);
    }
    let silent = kept.millis(SINCE) + 10_000;
    assert!(kept.with(&[(NOW, &(silent - 1).to_le_bytes())]).is_ok());
    kept.impossible(&[(NOW, &silent.to_le_bytes())], "a deadline that has passed");
    assert!(kept.with(&[(HEARD, &[8])]).is_ok());
    kept.impossible(&[(HEARD, &[9])], "more tones than are kept");
    kept.impossible(&[(REDIRECT, &u32::MAX.to_le_bytes())], "no span");
    kept.impossible(&[(CAUSE, &[1])], "live, with a cause");
    let state = |state: CallState| [state as u8];
    kept.impossible(&[(STATE, &state(CallState::Ringing))], "an operation before the call is connected");
    kept.impossible(&[(STATE, &state(CallState::Terminating)), (CAUSE, &[1])], "an operation that outlives its call");
    Kept::of("service-terminating").impossible(&[(CAUSE, &[0])], "an end without a cause");
}

#[test]
fn queues() {
    let kept = Kept::of("service-listening");
    let phase = |phase: RecordPhase| [phase as u8];
    kept.impossible(&[(PHASE, &phase(RecordPhase::Queued))], "one waits, and none runs");
    kept.impossible(&[(PHASE + OPERATION, &phase(RecordPhase::Prompting))], "two run");
    let prompt = Kept::of("service-prompting-while-speaking");
    for wrong in [RecordPhase::Beeping, RecordPhase::Listening, RecordPhase::Speaking, RecordPhase::Pausing] {
        prompt.impossible(&[(PHASE, &phase(wrong))], "a prompt does not record");
    }
    let invite = Kept::of("service-subscribed");
    for wrong in [RecordPhase::Prompting, RecordPhase::Listening] {
        invite.impossible(&[(PHASE, &phase(wrong))], "an invite plays nothing");
    }
}

#[test]
fn outcomes() {
    let open = Kept::of("service-listening");
    let reason = |reason: CompletionReason| [reason as u8 + 1];
    open.impossible(&[(SUCCESS, &[1])], "a success before the end");
    open.impossible(&[(REASON, &reason(CompletionReason::OperationCanceled))], "a reason before the end");
    let ended = Kept::of("service-stopped");
    assert_eq!(ended.0[PHASE..=REASON], [RecordPhase::Ended as u8, 1, CompletionReason::StopToneDetected as u8 + 1]);
    ended.impossible(&[(SUCCESS, &[0])], "a failure with the reason of a success");
    ended.impossible(&[(REASON, &reason(CompletionReason::OperationCanceled))], "a success with that of a failure");
    for success in [0, 1] {
        assert!(ended.with(&[(SUCCESS, &[success]), (REASON, &[0])]).is_ok(), "without a reason it may be either");
    }
}

#[test]
fn parameters() {
    let kept = Kept::of("service-listening");
    for each in 0..3 {
        kept.impossible(&[(SECONDS + 4 * each, &u32::MAX.to_le_bytes())], "longer than any number of seconds");
    }
    // One of one symbol, one of two, one of one: four bits each.
    assert_eq!(kept.0[LENGTHS..LENGTHS + 4], 0x121_u32.to_le_bytes());
    kept.impossible(&[(LENGTHS, &0x129_u32.to_le_bytes())], "nine symbols");
    kept.impossible(&[(SYMBOLS, &[0; 4]), (LENGTHS, &0x120_u32.to_le_bytes())], "a gap");
    kept.impossible(&[(SYMBOLS + 1, &[1])], "a symbol past the length");
    kept.impossible(&[(SYMBOLS + 4 * 3, &[1])], "a symbol of no sequence");
    let eight = [(SYMBOLS, u32::MAX), (LENGTHS, 0x128)].map(|(index, word)| (index, word.to_le_bytes()));
    assert_eq!(StopTones::MAX_SYMBOLS, 8);
    assert!(kept.with(&eight.each_ref().map(|(index, word)| (*index, word.as_slice()))).is_ok());
}

/// At either end, and after the end of a call as before it: an anchor lies at the latest time or before it.
#[test]
fn an_anchor_that_lies_ahead() {
    let ahead = |bytes: &[u8], by: u64| {
        let now = u64::from_le_bytes(bytes[NOW..ANCHOR].try_into().unwrap());
        let mut changed = bytes.to_vec();
        changed[ANCHOR..ANCHOR + 8].copy_from_slice(&(now + by).to_le_bytes());
        changed
    };
    let is_impossible = |error: Option<SnapshotError>| matches!(error, Some(SnapshotError::Impossible { .. }));
    let mut ended = 0;
    for (name, call) in app_states() {
        let bytes = call.snapshot_bytes();
        for by in [1, 2, 60_000, 1 << 40] {
            assert!(is_impossible(App::restore(&ahead(&bytes, by), &APP).err()), "{name}, {by} ms");
        }
        if call.cause().is_some() {
            ended += 1;
            assert!(App::restore(&ahead(&bytes, 0), &APP).is_ok(), "{name}");
        }
    }
    assert!(ended > 2, "{ended}");
    for (name, call) in service_states() {
        let bytes = call.snapshot_bytes();
        for by in [1, 2, 60_000, 1 << 40] {
            assert!(is_impossible(Service::restore(&ahead(&bytes, by), &SERVICE).err()), "{name}, {by} ms");
        }
    }
}
