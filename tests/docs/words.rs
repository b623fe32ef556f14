//! Every word of every list is read back as what wrote it, in any case.

use call_lifecycle::record::{Member, Profile, RecordPhase, RecordTrigger, Tone};
use call_lifecycle::{
    CallState, Cause, ChangeType, CompletionReason, DeadlineKind, OperationKind, OperationStatus, PolicyField, Trigger,
};

/// `aLtErNaTeLy` in upper and lower case.
fn mixed(word: &str) -> String {
    let change =
        |(index, c): (usize, char)| if index % 2 == 0 { c.to_ascii_lowercase() } else { c.to_ascii_uppercase() };
    word.chars().enumerate().map(change).collect()
}

macro_rules! words {
    ($($test:ident: $name:ty;)+) => {$(
        #[test]
        fn $test() {
            for &value in <$name>::ALL {
                let word = value.as_str();
                for spelt in [word.to_owned(), word.to_ascii_lowercase(), word.to_ascii_uppercase(), mixed(word)] {
                    assert_eq!(spelt.parse::<$name>(), Ok(value), "{spelt}");
                }
                for other in [format!("{word} "), format!(" {word}"), format!("{word}s"), word[1..].to_owned()] {
                    assert_ne!(other.parse::<$name>(), Ok(value), "{other}");
                }
                assert_eq!(value.to_string(), word);
            }
            for unknown in ["", "unknownFutureValue"] {
                let error = unknown.parse::<$name>().unwrap_err();
                assert!(error.expected().iter().copied().eq(<$name>::ALL.iter().map(|value| value.as_str())));
            }
        }
    )+};
}

words! {
    call_state: CallState;
    trigger: Trigger;
    cause: Cause;
    change_type: ChangeType;
    completion_reason: CompletionReason;
    deadline_kind: DeadlineKind;
    operation_kind: OperationKind;
    operation_status: OperationStatus;
    policy_field: PolicyField;
    record_member: Member;
    record_phase: RecordPhase;
    record_profile: Profile;
    record_tone: Tone;
    record_trigger: RecordTrigger;
}

/// The words that the page of the resource `call` has, spelt out once more by hand.
#[test]
fn call_states_are_the_fields_own() {
    let words: Vec<&str> = CallState::ALL.iter().map(|state| state.as_str()).collect();
    let field = "incoming establishing ringing established hold transferring transferAccepted redirecting terminating terminated";
    assert_eq!(words.join(" "), field);
    for unknown in ["unhold", "idle", "notifying", "disconnected"] {
        assert_eq!(unknown.parse::<CallState>().ok(), None);
    }
}
