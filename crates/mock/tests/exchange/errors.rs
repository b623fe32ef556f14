//! What is refused, with which status, and in words that a client can read.

use graph_call_mock::exchange::Setup;

use super::stage::{ANSWER, CREATE, INCOMING, ParseId, Stage, error, json, setup};

/// A request to an established call, its body, and what the message must say.
const BAD: [(&str, &str, &[&str]); 29] = [
    ("POST /recordResponse", "{", &["no valid JSON"]),
    ("POST /recordResponse", "[]", &["no object", "expected"]),
    ("POST /recordResponse", "7", &["no object", "expected"]),
    ("POST /recordResponse", r#"{"prompts": 7}"#, &["prompts", "7", "expected"]),
    (
        "POST /recordResponse",
        r#"{"prompts": [{"mediaInfo": {"uri": "u"}}, {"mediaInfo": {"uri": "u"}}]}"#,
        &["prompts", "2"],
    ),
    (
        "POST /recordResponse",
        r#"{"initialSilenceTimeoutInSeconds": 0}"#,
        &["initialSilenceTimeoutInSeconds is 0", "1 to 120"],
    ),
    (
        "POST /recordResponse",
        r#"{"initialSilenceTimeoutInSeconds": 121}"#,
        &["initialSilenceTimeoutInSeconds is 121", "1 to 120"],
    ),
    (
        "POST /recordResponse",
        r#"{"maxSilenceTimeoutInSeconds": 121}"#,
        &["maxSilenceTimeoutInSeconds is 121", "1 to 120"],
    ),
    (
        "POST /recordResponse",
        r#"{"maxRecordDurationInSeconds": -1}"#,
        &["maxRecordDurationInSeconds is -1", "1 to 120"],
    ),
    (
        "POST /recordResponse",
        r#"{"maxRecordDurationInSeconds": 4294967297}"#,
        &["maxRecordDurationInSeconds is 4294967297", "1 to 120"],
    ),
    ("POST /recordResponse", r#"{"maxRecordDurationInSeconds": "5"}"#, &["maxRecordDurationInSeconds"]),
    ("POST /recordResponse", r#"{"stopTones": ["x"]}"#, &["stopTones"]),
    ("POST /recordResponse", r#"{"playBeep": "yes"}"#, &["playBeep"]),
    ("POST /record", r#"{"stopTones": [1]}"#, &["stopTones"]),
    ("POST /playPrompt", "{}", &["prompts", "0", "1 to 20"]),
    ("POST /playPrompt", r#"{"prompts": []}"#, &["prompts", "0", "1 to 20"]),
    (
        "POST /playPrompt",
        r#"{"prompts": [{"mediaInfo": {"uri": "u"}},{"mediaInfo": {"uri": "u"}},{"mediaInfo": {"uri": "u"}},{"mediaInfo": {"uri": "u"}},{"mediaInfo": {"uri": "u"}},{"mediaInfo": {"uri": "u"}},{"mediaInfo": {"uri": "u"}},{"mediaInfo": {"uri": "u"}},{"mediaInfo": {"uri": "u"}},{"mediaInfo": {"uri": "u"}},{"mediaInfo": {"uri": "u"}},{"mediaInfo": {"uri": "u"}},{"mediaInfo": {"uri": "u"}},{"mediaInfo": {"uri": "u"}},{"mediaInfo": {"uri": "u"}},{"mediaInfo": {"uri": "u"}},{"mediaInfo": {"uri": "u"}},{"mediaInfo": {"uri": "u"}},{"mediaInfo": {"uri": "u"}},{"mediaInfo": {"uri": "u"}},{"mediaInfo": {"uri": "u"}}]}"#,
        &["prompts", "21", "1 to 20"],
    ),
    ("POST /playPrompt", r#"{"prompts": {}}"#, &["prompts"]),
    ("POST /sendDtmfTones", r#"{"tones": []}"#, &["tones", "one tone"]),
    ("POST /sendDtmfTones", r#"{"tones": 1}"#, &["tones"]),
    ("POST /subscribeToTone", r#"{"clientContext": 7}"#, &["clientContext"]),
    ("POST /mute", "mute!", &["no valid JSON"]),
    ("POST /participants/invite", r#"{"participants": [{},{},{},{},{},{}]}"#, &["participants has 6", "at most 5"]),
    ("POST /updateRecordingStatus", r#"{"status": "paused"}"#, &["paused", "notRecording, recording or failed"]),
    ("POST /cancelMediaProcessing", r#"{"clientContext": []}"#, &["clientContext"]),
    ("POST /transfer", r#"{"transferTarget": 1}"#, &["1, expected", "invitationParticipantInfo"]),
    ("POST /transfer", "null", &["no object"]),
    ("POST /answer", r#"{"callbackUri": "https://bot.example/"}"#, &["https://bot.example/", "http://"]),
    ("POST /answer", r#"{"callbackUri": "/bot"}"#, &["/bot", "http://"]),
];

#[test]
fn a_bad_parameter_is_named_and_changes_nothing() {
    for (request, body, words) in BAD {
        let mut stage = Stage::new();
        let call = stage.established();
        let answer = stage.of(call, request, body);
        assert_eq!(answer.status, 400, "{request} {body}");
        let message = error(&answer, 400, "BadRequest");
        for word in words {
            assert!(message.contains(word), "{request} {body}: {message:?} says nothing of {word:?}");
        }
        stage.pass(60_000);
        assert_eq!(stage.said(), [""; 0], "{request} {body}");
        assert_eq!(stage.state(call), "established");
    }
}

#[test]
fn a_redirect_out_of_range_is_a_bad_request() {
    let someone = r#"{"identity": {"user": {"id": "1"}}}"#;
    let targets = |count: usize| format!(r#"{{"targets": [{}]}}"#, vec![someone; count].join(","));
    let bad = [
        (targets(0), "targets"),
        (targets(26), "targets"),
        ("{}".to_owned(), "targets"),
        (r#"{"targets": [{"identity": {"user": {"id": "1"}}}], "timeout": 14}"#.to_owned(), "timeout is 14"),
        (r#"{"targets": [{"identity": {"user": {"id": "1"}}}], "timeout": 91}"#.to_owned(), "timeout is 91"),
    ];
    let mut stage = Stage::new();
    let call = stage.ring();
    stage.posts();
    for (body, word) in bad {
        let message = error(&stage.of(call, "POST /redirect", &body), 400, "BadRequest");
        assert!(message.contains(word), "{message}");
    }
    assert_eq!(stage.said(), [""; 0]);
    assert_eq!(stage.of(call, "POST /redirect", &targets(25)).status, 202);
}

#[test]
fn a_call_is_not_created_from_nonsense() {
    let long = format!(r#"{{"callbackUri": "http://bot/{}"}}"#, "x".repeat(2_048));
    let bad = [
        (&*long, "expected 2048 at most"),
        ("", "no valid JSON"),
        ("[]", "there is an array"),
        ("{}", "`callbackUri`"),
        (r#"{"callbackUri": 1}"#, "callbackUri"),
        (r#"{"callbackUri": null}"#, "`callbackUri`"),
        (r#"{"callbackUri": ""}"#, "http://"),
        (r#"{"callbackUri": "https://bot.example/"}"#, "http://"),
        (r#"{"callbackUri": "http://"}"#, "http://"),
        (r#"{"callbackUri": "http://a b/"}"#, "http://"),
        (r#"{"callbackUri": "ftp://bot.example/"}"#, "http://"),
    ];
    let mut stage = Stage::new();
    for (body, word) in bad {
        let answer = stage.ask("POST /v1.0/communications/calls", body);
        let message = error(&answer, 400, "BadRequest");
        assert!(message.contains(word), "{body}: {message}");
    }
    assert!(stage.exchange.calls().is_empty());
    assert_eq!(stage.said(), [""; 0]);
}

#[test]
fn what_is_not_there_is_not_found() {
    let mut stage = Stage::new();
    let unknown = INCOMING.parse_id();
    let requests = [
        "GET ",
        "DELETE ",
        "POST /keepAlive",
        "POST /answer",
        "POST /recordResponse",
        "POST /mute",
        "GET /operations/0fe0623fd62842ed8b4bd8ac290072cc",
    ];
    for request in requests {
        assert_eq!(error(&stage.of(unknown, request, "{}"), 404, "NotFound"), "Call not found.");
    }
    // It rejects a bad body of a call that is not there as what it is: not there.
    error(&stage.of(unknown, "POST /recordResponse", "{"), 404, "NotFound");
    let call = stage.established();
    let message = error(&stage.of(call, "GET /operations/0fe0623fd62842ed8b4bd8ac290072cc", ""), 404, "NotFound");
    assert!(message.starts_with("Operation not found."), "{message}");
    stage.of(call, "DELETE ", "");
    // On its way down only GET and DELETE are answered otherwise.
    for request in ["POST /keepAlive", "POST /recordResponse", "POST /transfer"] {
        assert_eq!(error(&stage.of(call, request, "{}"), 404, "NotFound"), "Call not found.");
    }
    assert_eq!(stage.of(call, "GET ", "").status, 200);
    stage.pass(10_000);
    for request in requests {
        error(&stage.of(call, request, "{}"), 404, "NotFound");
    }
    assert!(stage.tell(&format!(r#"{{"forget": {{"call": "{call}"}}}}"#)).unwrap_err().contains(&call.to_string()));
}

#[test]
fn what_is_no_resource_of_this_mock_is_said_so() {
    let mut stage = Stage::new();
    error(&stage.ask("GET /v1.0/communications/calls", ""), 405, "MethodNotAllowed");
    error(&stage.ask("PATCH /v1.0/communications/calls", ""), 405, "MethodNotAllowed");
    error(&stage.ask("GET /v1.0/users", ""), 400, "BadRequest");
    let call = stage.established();
    for request in [
        "POST /participants",
        "DELETE /participants",
        "POST /contentSharingSessions",
        "PATCH /participants/0fe0623fd62842ed8b4bd8ac290072cc",
        "DELETE /operations",
        "PATCH ",
        "GET /recordResponse",
        "POST /nonsense/7",
    ] {
        error(&stage.of(call, request, ""), 405, "MethodNotAllowed");
    }
    assert_eq!(stage.state(call), "established");
}

#[test]
fn what_does_not_fit_the_state_is_a_conflict() {
    let mut stage = Stage::new();
    let incoming = stage.ring();
    for request in ["POST /transfer", "POST /recordResponse", "POST /mute", "POST /subscribeToTone"] {
        let body = r#"{"transferTarget": {"identity": {"user": {"id": "1"}}}}"#;
        let message = error(&stage.of(incoming, request, body), 409, "Conflict");
        assert!(message.contains("incoming"), "{message}");
    }
    let call = stage.create();
    stage.posts();
    for (request, body) in [
        ("POST /answer", ANSWER),
        ("POST /reject", "{}"),
        ("POST /redirect", r#"{"targets": [{"identity": {"user": {"id": "1"}}}]}"#),
    ] {
        error(&stage.of(call, request, body), 409, "Conflict");
    }
    assert_eq!(stage.said(), [""; 0]);
    // What was refused says nothing of where to tell.
    let other = ANSWER.replace("127.0.0.1:9/bot", "127.0.0.1:7/other");
    error(&stage.of(call, "POST /answer", &other), 409, "Conflict");
    stage.pass(5_000);
    assert!(stage.posts().iter().all(|post| &*post.to != "http://127.0.0.1:7/other"));
}

#[test]
fn there_is_room_for_so_many_calls_and_operations() {
    let mut stage = Stage::with(&Setup { room: 2, ..setup(3) });
    let first = stage.create();
    stage.create();
    let full = stage.ask("POST /app/calls", CREATE);
    assert!(error(&full, 429, "TooManyRequests").contains("2 calls live already"));
    assert!(full.retry_after.is_some_and(|seconds| seconds > 0));
    let why = stage.tell(&format!(r#"{{"peer": {{"call": "{INCOMING}", "event": "calls"}}}}"#)).unwrap_err();
    assert!(why.contains("2 calls live already") && why.contains("--calls"), "{why}");
    stage.pass(5_000);

    // Eight prompts wait their turn, and 32 operations in all.
    let prompt =
        |stage: &mut Stage| stage.of(first, "POST /playPrompt", r#"{"prompts": [{"mediaInfo": {"uri": "u"}}]}"#);
    let tones =
        |stage: &mut Stage| stage.of(first, "POST /sendDtmfTones", r#"{"tones": ["tone1"], "clientContext": "t"}"#);
    for _ in 0..8 {
        assert_eq!(prompt(&mut stage).status, 200);
    }
    error(&prompt(&mut stage), 429, "TooManyRequests");
    for _ in 8..32 {
        assert_eq!(tones(&mut stage).status, 200);
    }
    let refused = tones(&mut stage);
    error(&refused, 429, "TooManyRequests");
    assert!(refused.retry_after.is_some_and(|seconds| seconds > 0));
    stage.posts();
    stage.pass(20_000);
    assert_eq!(stage.said().iter().filter(|said| said.starts_with("deleted completed")).count(), 32);

    // A call that has ended makes room.
    stage.of(first, "DELETE ", "");
    stage.pass(5_000);
    stage.create();
}

#[test]
fn how_many_operations_are_open_can_be_fewer() {
    let mut stage = Stage::new();
    stage.exchange.set_operations(1);
    let call = stage.established();
    let prompt = r#"{"prompts": [{"mediaInfo": {"uri": "u"}}]}"#;
    assert_eq!(stage.of(call, "POST /playPrompt", prompt).status, 200);
    assert!(error(&stage.of(call, "POST /playPrompt", prompt), 429, "TooManyRequests").contains("--operations"));
    // What is complete at once needs no room.
    assert_eq!(stage.of(call, "POST /mute", "{}").status, 200);
    assert_eq!(stage.of(call, "POST /cancelMediaProcessing", "{}").status, 200);
    assert_eq!(stage.of(call, "POST /playPrompt", prompt).status, 200);
}

/// A text that is 256 units long, and one that is longer.
#[test]
fn a_client_context_has_256_units() {
    let mut stage = Stage::new();
    let call = stage.established();
    let body = |count: usize| format!(r#"{{"clientContext": "{}"}}"#, "\u{1F4DE}".repeat(count / 2));
    assert_eq!(json(&stage.of(call, "POST /mute", &body(256)))["status"], "completed");
    let message = error(&stage.of(call, "POST /mute", &body(258)), 400, "BadRequest");
    assert!(message.contains("256"), "{message}");
}
