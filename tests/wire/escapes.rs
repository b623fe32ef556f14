//! Texts with escapes in notifications.

use call_lifecycle::record::{StopToneError, StopTones};
use call_lifecycle::wire::{self, CommsNotification, Notice, Record, json::TEXT_BYTES};
use call_lifecycle::{ClientContext, CompletionReason, OperationStatus};

use crate::notifications::entry;
use crate::{CALL, OPERATION, id};

#[test]
fn escaped_texts_are_not_lost() {
    let entry = entry(
        r##"{"changeType": "dele\u0074ed", "resource": "\/app\/calls\/57DAB8B1894C409AB240BD8BEAE78896\/operations\/0FE0623FD62842EDB4BD8AC290072CC5",
        "resourceData": {"status": "complet\u0065d", "completionR\u0065ason": "stopTone\u0044etected",
            "clientContext": "tab\tquote\"slash\/back\\smile\uD83D\uDE00\u00e9",
            "recordResourceLocation": "https:\/\/file.location\/1?sig=a\u0026b\u002Bc",
            "recordResourceAccessToken": "\u003Caccess-token\u003E",
            "resultInfo": {"code": 200, "message": "a \"b\"\n"}}}"##,
    );
    let Notice::Operation { call, report, location, access_token, .. } = entry.notice().unwrap() else { panic!() };
    assert_eq!((call, report.id), (id(CALL), Some(id(OPERATION))));
    assert_eq!((report.deleted, report.status), (true, Some(OperationStatus::Completed)));
    assert_eq!(report.reason, Some(CompletionReason::StopToneDetected));
    assert_eq!(entry.data().client_context(), Some("tab\tquote\"slash/back\\smile\u{1F600}é"));
    assert_eq!(report.context, Some(ClientContext::hash("tab\tquote\"slash/back\\smile\u{1F600}é")));
    assert_eq!(location, Some("https://file.location/1?sig=a&b+c"));
    assert_eq!(access_token, Some("<access-token>"));
    assert_eq!(entry.data().message(), Some("a \"b\"\n"));
}

#[test]
fn a_backslash_is_no_escape_where_there_is_none() {
    // `a\u0041` as a text of seven characters: a reader that has unescaped it already must not be second-guessed.
    assert_eq!(entry(r#"{"resourceData": {"clientContext": "a\\u0041"}}"#).data().client_context(), Some(r"a\u0041"));
    assert_eq!(entry(r#"{"resourceData": {"clientContext": "\\"}}"#).data().client_context(), Some(r"\"));
}

#[test]
fn bad_escapes_and_overlong_texts_are_errors() {
    let ours = |json: &str| wire::json::from_str::<CommsNotification<'_>>(json).map(drop).unwrap_err().to_string();
    for escape in [r"\uD83D", r"\uDE00\uD83D", r"\uD83Dx", r"\x41", r"\u00", r"\u+041", r"\uD83D\u0041"] {
        let json = format!(r#"{{"resourceData": {{"clientContext": "{escape}"}}}}"#);
        assert!(serde_json::from_str::<CommsNotification<'_>>(&json).is_err(), "{escape}");
        assert!(ours(&json).starts_with("the escapes are "), "{escape}");
        // Of a word it is an error too, even of one that is too long to be known.
        for plain in ["", &"x".repeat(200)] {
            let json = format!(r#"{{"resourceData": {{"state": "{plain}{escape}"}}}}"#);
            assert!(serde_json::from_str::<CommsNotification<'_>>(&json).is_err(), "{plain}{escape}");
            assert!(wire::json::from_str::<CommsNotification<'_>>(&json).is_err(), "{plain}{escape}");
        }
    }
    let text = |escaped: usize, plain: usize| {
        let escaped = "\\u00e9".repeat(escaped / 2);
        format!(
            r#"{{"resourceData": {{"recordingLocation": "{escaped}", "recordingAccessToken": "{}"}}}}"#,
            "x".repeat(plain)
        )
    };
    // Exactly as many bytes as there is room for, next to a plain text of any length.
    let fits = text(TEXT_BYTES, 5_000);
    let data = entry(&fits);
    assert_eq!(data.data().location().map(str::len), Some(TEXT_BYTES));
    assert_eq!(data.data().access_token().map(str::len), Some(5_000));
    let over = text(TEXT_BYTES + 2, 0);
    assert!(ours(&over).starts_with("recordingLocation: the texts with escapes of one object"));
    let error = serde_json::from_str::<CommsNotification<'_>>(&over).unwrap_err().to_string();
    assert!(
        error.starts_with(
            "recordingLocation: the texts with escapes of one object may have at most 1024 bytes together"
        ),
        "{error}"
    );
}

#[test]
fn a_stop_tone_sequence_is_as_long_with_escapes() {
    let tones = |sequence: &str| {
        let json = format!(r#"{{"stopTones": ["{sequence}"]}}"#);
        let body: Record<'static> = wire::json::from_str(Box::leak(json.into_boxed_str())).unwrap();
        body.stop_tones
    };
    let theirs = |sequence: &str| {
        let json = format!(r#"{{"stopTones": ["{sequence}"]}}"#);
        serde_json::from_str::<Record<'_>>(&json).unwrap().stop_tones
    };
    for symbols in [17, 64, 65, 200] {
        for sequence in ["1".repeat(symbols), format!("\\u0031{}", "1".repeat(symbols - 1)), "\\u0031".repeat(symbols)]
        {
            assert_eq!(tones(&sequence), Err(StopToneError::TooLong { symbols }), "{sequence}");
            assert_eq!(theirs(&sequence), Err(StopToneError::TooLong { symbols }), "{sequence}");
        }
    }
    let other = format!("\\u0078{}", "1".repeat(100));
    assert_eq!((tones(&other), theirs(&other)), (Err(StopToneError::Symbol { symbol: 'x' }), tones(&other)));
    assert_eq!(tones("\\u0031\\u0032"), StopTones::parse(["12"]));
}
