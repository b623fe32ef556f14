//! Our own reader and writer: what they take, refuse and write, against `serde_json`.

use call_lifecycle::Id;
use call_lifecycle::wire::{
    self, CommsNotification, CommsNotifications, IdentityKind, Invite, Invitee, OperationRequest, Record, Reject,
    RejectReason,
    json::{self, MAX_DEPTH, ReadError, TEXT_BYTES},
};
use serde::de::IgnoredAny;

use crate::{notifications, requests};

/// Takes or refuses a body.
type Agree = fn(&str) -> bool;

/// Both readers take it or refuse it; what they take, written back, is the same value.
macro_rules! agree {
    ($body:ident) => {
        |json| match (serde_json::from_str::<$body<'_>>(json), wire::json::from_str::<$body<'_>>(json)) {
            (Ok(theirs), Ok(ours)) => {
                assert_eq!(ours, theirs, "{json}");
                if let Ok(written) = serde_json::to_string(&ours) {
                    assert_eq!(wire::json::from_str::<$body<'_>>(&written).unwrap(), ours, "{json} {written}");
                }
                true
            }
            (Err(_), Err(_)) => false,
            (theirs, ours) => panic!("theirs {theirs:?}, ours {ours:?}: {json}"),
        }
    };
}

const RECORD: Agree = agree!(Record);
const ENTRY: Agree = agree!(CommsNotification);
const BODY: Agree = agree!(CommsNotifications);

/// Every byte of both source pages left out, doubled and replaced by each byte that means something to JSON.
#[test]
fn it_takes_what_serde_json_takes() {
    let mut taken = [0_u32; 2];
    for (page, agree) in [(requests::SOURCE, RECORD), (notifications::SOURCE, BODY)] {
        for at in 0..page.len() {
            for other in b"{}[]\":,\\u0-.n \x01" {
                let mut changed = page.as_bytes().to_vec();
                changed[at] = *other;
                let mut doubled = page.as_bytes().to_vec();
                doubled.insert(at, *other);
                for bytes in [changed, doubled] {
                    let json = String::from_utf8(bytes).unwrap();
                    taken[usize::from(agree(&json))] += 1;
                    let ignored = serde_json::from_str::<IgnoredAny>(&json).is_ok();
                    assert_eq!(json::from_str::<IgnoredAny>(&json).is_ok(), ignored, "{json}");
                    // It may take more or less, but must not panic.
                    let _ = serde_json_core::from_str::<Record<'_>>(&json);
                }
            }
            let without: String =
                page.char_indices().filter(|(index, _)| *index != at).map(|(_, symbol)| symbol).collect();
            RECORD(&without);
            RECORD(&page[..at]);
        }
    }
    // Both sides are well covered.
    assert!(taken.iter().all(|count| *count > 5_000), "{taken:?}");
}

/// `serde-json-core` cannot tell what comes next, and would leave texts as they are escaped: it is refused at once, with a buffer and without, rather than read
/// with values that are wrong.
#[test]
fn a_reader_that_cannot_tell_what_comes_next_is_refused() {
    use serde_json_core::de::Error::AnyIsUnsupported;

    for json in ["{}", "null", r#"{"state": "establish\u0065d"}"#, r#"{"stat\u0065": "established"}"#] {
        assert_eq!(serde_json_core::from_str::<CommsNotification<'_>>(json), Err(AnyIsUnsupported), "{json}");
        let buffer = &mut [0; 64];
        assert_eq!(serde_json_core::from_str_escaped::<Record<'_>>(json, buffer), Err(AnyIsUnsupported), "{json}");
    }
}

#[test]
fn numbers_and_texts_as_json_has_them() {
    for value in [
        "0",
        "-0",
        "-0.0",
        "1",
        "-1",
        "10",
        "01",
        "-",
        "+1",
        "1.",
        ".5",
        "1.5",
        "1e5",
        "1E+5",
        "1e-5",
        "1e",
        "1e+",
        "1.e5",
        "--1",
        "0x1",
        "1_0",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "-9223372036854775809",
        "18446744073709551615",
        "18446744073709551616",
        "nul",
        "null",
        "nulll",
        "true",
        "tru",
        "True",
        "false",
        "fals",
        "\"\\u00\"",
        "\"\\u00e9\"",
        "\"\\ud83d\\ude00\"",
        "\"\\ud83d\"",
        "\"\\ude00\"",
        "\"\\ud83d\\u0041\"",
        "\"\\q\"",
        "\"\t\"",
        "\"a",
        "'a'",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[]",
        "{}",
        "{,}",
        "{\"a\":1,}",
        "{\"a\" 1}",
        "{a:1}",
        "{\"a\":}",
        "[1]]",
        "",
        " ",
    ] {
        for member in ["maxRecordDurationInSeconds", "clientContext", "playBeep", "prompts", "stopTones"] {
            RECORD(&format!("{{\"{member}\": {value}}}"));
            RECORD(&format!("{{\"{member}\": {value} , \"playBeep\": true}}"));
            ENTRY(&format!("{{\"resourceData\": {{\"resultInfo\": {{\"code\": {value}}}}}}}"));
            ENTRY(&format!("{{\"resourceData\": {value}}}"));
        }
        RECORD(value);
        RECORD(&format!("{{}}{value}"));
    }
}

#[test]
fn numbers_that_are_not_whole_are_quoted_as_they_were_written_and_ignored_where_nobody_asks_for_them() {
    let read = |number: &str| {
        let text = format!(r#"{{"maxSilenceTimeoutInSeconds": {number}}}"#);
        json::from_str::<Record<'_>>(&text).map(|record| record.max_silence_timeout_in_seconds)
    };
    for zero in ["-0", "-0.0", "-0e5", "-0.00E-7"] {
        assert_eq!(read(zero), Ok(Some(0)), "{zero}");
    }
    for number in ["2.5", "0.0", "1e2", "-1E-400", "1e400", "-0.01", "36893488147419103232", "-9223372036854775809"] {
        assert_eq!(
            read(number).unwrap_err().message(),
            format!("invalid type: floating point `{number}`, expected a whole number in maxSilenceTimeoutInSeconds")
        );
    }
    for number in ["2.", ".5", "1e", "01", "-", "1.e2", "+1"] {
        assert!(read(number).is_err(), "{number}");
    }
    let record: Record<'_> = json::from_str(r#"{"x": 1e400, "y": {"z": [2.5, -1E-400]}, "playBeep": true}"#).unwrap();
    assert_eq!(record.play_beep, Some(true));
}

#[test]
fn errors_say_what_and_where() {
    let error = |json: &str| json::from_str::<Record<'_>>(json).unwrap_err();
    assert_eq!(
        error("{\n \"maxRecordDurationInSeconds\": \"10\"}").to_string(),
        "invalid type: string \"10\", expected a whole number in maxRecordDurationInSeconds, at line 2 column 35"
    );
    let long = format!("{{\"clientContext\": \"\\n{}\"}}", "x".repeat(TEXT_BYTES));
    assert!(
        error(&long)
            .message()
            .starts_with("clientContext: the texts with escapes of one object may have at most 1024 bytes together")
    );
    let long = format!("{{\"playBeep\": \"{}\"}}", "é".repeat(300));
    let cut = error(&long);
    assert_eq!((cut.message().len(), ReadError::MESSAGE_BYTES), (192, 192));
    assert!(cut.message().starts_with("invalid type: string \"éé"));
    assert_eq!(
        error("{\"playBeep\": true").to_string(),
        "expected a comma or the end of the object, at line 1 column 17"
    );
    assert_eq!(error("{} x").to_string(), "expected nothing after the value, at line 1 column 3");
    let error = json::from_slice::<Record<'_>>(b"{\n\xff}").unwrap_err();
    assert_eq!(error.to_string(), "the bytes are not UTF-8, at line 2 column 0");
    // What is read over need not fit anywhere.
    let ignored = format!("{{\"other\": \"\\n{}\"}}", "x".repeat(10 * TEXT_BYTES));
    assert_eq!(json::from_str::<Record<'_>>(&ignored), Ok(Record::default()));
}

#[test]
fn depth_is_bounded() {
    let nested = |depth: usize| format!("{{\"x\": {}{}}}", "{\"a\":[".repeat(depth / 2), "]}".repeat(depth / 2));
    assert!(json::from_str::<OperationRequest<'_>>(&nested(MAX_DEPTH - 2)).is_ok());
    let error = json::from_str::<OperationRequest<'_>>(&nested(100_000)).unwrap_err();
    assert!(error.to_string().starts_with("objects and arrays are more than 64 deep"), "{error}");
}

/// Our own writer writes what `serde_json` writes.
#[test]
fn it_writes_what_serde_json_writes() {
    let text = "quote \" back \\ slash / control \u{1}\u{1f}\u{8}\u{c}\n\r\t del \u{7f} \u{e9}\u{1F600}";
    let mut reject = Reject::default().with_callback_uri(text);
    reject.reason = Some(RejectReason::Busy);
    let user = Invitee::new(IdentityKind::User, text);
    let invite = Invite::default().with_participant(user).with_participant(user);
    let mut ours = String::new();
    json::write(&reject, &mut ours).unwrap();
    assert_eq!(ours, serde_json::to_string(&reject).unwrap());
    assert_eq!(json::from_str::<Reject<'_>>(&ours).unwrap(), reject);
    let mut ours = String::new();
    json::write(&invite, &mut ours).unwrap();
    assert_eq!(json::from_str::<Invite<'_>>(&ours).unwrap(), invite);
    assert_eq!(json::to_slice(&Id::from_u128(1).to_string(), &mut [0; 40]).unwrap().len(), 38);
}

/// Every shape that serde has.
#[test]
fn other_values_are_written_as_serde_json_writes_them() {
    use std::collections::BTreeMap;

    #[derive(serde::Serialize)]
    struct Unit;
    #[derive(serde::Serialize)]
    struct New(i8);
    #[derive(serde::Serialize)]
    struct Pair(u8, Option<bool>);
    #[derive(serde::Serialize)]
    enum Any {
        Unit,
        New(u16),
        Pair(i16, char),
        Named { a: f32, b: () },
    }
    type All = (
        (Unit, New, Pair, [Any; 4]),
        (i64, u64, i128, u128, f64, f64),
        BTreeMap<i32, Vec<u8>>,
        BTreeMap<&'static str, Option<Unit>>,
        (BTreeMap<char, ()>, BTreeMap<bool, &'static str>),
    );
    let all: All = (
        (Unit, New(-1), Pair(2, None), [Any::Unit, Any::New(3), Any::Pair(-4, '"'), Any::Named { a: 1.5, b: () }]),
        (i64::MIN, u64::MAX, i128::MIN, u128::MAX, -0.25, f64::NAN),
        [(-1, vec![]), (2, vec![1, 2])].into(),
        [("a\n", None), ("b", Some(Unit))].into(),
        ([('x', ())].into(), [(true, "")].into()),
    );
    let mut ours = String::new();
    json::write(&all, &mut ours).unwrap();
    assert_eq!(ours, serde_json::to_string(&all).unwrap());
    let keys: BTreeMap<Vec<u8>, ()> = [(vec![], ())].into();
    assert_eq!(json::to_slice(&keys, &mut [0; 64]).unwrap_err().to_string(), "the name of a member has to be a text");
    let keys: BTreeMap<Option<u8>, ()> = [(None, ())].into();
    assert!(json::to_slice(&keys, &mut [0; 64]).is_err());
}
