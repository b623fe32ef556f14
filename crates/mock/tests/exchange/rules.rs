//! What the service requires: members that the metadata has as not nullable, and the kind of call
//! that a method's page asks for.

use graph_call_mock::exchange::Setup;

use super::stage::{ANSWER, Stage, error, setup};

const ONE: &str = r#"{"identity": {"user": {"id": "1"}}}"#;

/// Each request of a group call whose media the service hosts, and the member that it lacks.
const LACKING: &[(&str, &str, &str)] = &[
    ("POST /transfer", "", "transferTarget is missing"),
    ("POST /transfer", "{}", "transferTarget is missing"),
    ("POST /transfer", r#"{"transferTarget": null}"#, "transferTarget is missing"),
    ("POST /transfer", r#"{"transferTarget": {"replacesCallId": "2"}}"#, "transferTarget.identity is missing"),
    (
        "POST /transfer",
        r#"{"transferTarget": {"identity": {"user": {"id": "1"}}}, "transferee": {"participantId": "2"}}"#,
        "transferee.identity is missing",
    ),
    ("POST /participants/invite", "{}", "participants is missing"),
    ("POST /participants/invite", r#"{"participants": []}"#, "participants is missing"),
    ("POST /participants/invite", r#"{"participants": [{}]}"#, "participants.identity is missing"),
    ("POST /participants/muteAll", "{}", "participants is missing"),
    ("POST /updateRecordingStatus", "{}", "status is missing"),
    ("POST /playPrompt", r#"{"prompts": [{}]}"#, "prompts.mediaInfo is missing"),
    ("POST /playPrompt", r#"{"prompts": [{"mediaInfo": {"resourceId": "1"}}]}"#, "prompts.mediaInfo.uri is missing"),
    ("POST /recordResponse", r#"{"prompts": [{"mediaInfo": {}}]}"#, "prompts.mediaInfo is missing"),
    ("POST /record", r#"{"prompts": [{}]}"#, "prompts.mediaInfo is missing"),
    ("POST /sendDtmfTones", "{}", "tones is empty"),
    ("POST /changeScreenSharingRole", "{}", "role is missing"),
    ("POST /changeScreenSharingRole", r#"{"role": "host"}"#, "role is missing"),
    ("POST /changeScreenSharingRole", r#"{"role": 5}"#, "a text in role"),
    (
        "POST /participants/0fe0623f-d628-42ed-b4bd-8ac290072cc5/startHoldMusic",
        r#"{"customPrompt": {"loop": 1}}"#,
        "customPrompt.mediaInfo is missing",
    ),
];

#[test]
fn a_member_that_is_not_nullable_is_required() {
    let mut stage = Stage::new();
    let call = stage.established();
    for (request, body, said) in LACKING {
        let message = error(&stage.of(call, request, body), 400, "BadRequest");
        assert!(message.contains(said), "{request} {body}: {message}");
    }
    assert_eq!(stage.state(call), "established");
    assert_eq!(stage.said(), [""; 0], "what is refused changes nothing");
    // Incoming.
    let call = stage.ring();
    for (request, body, said) in [
        ("POST /answer", "{}", "mediaConfig is missing"),
        (
            "POST /answer",
            r##"{"mediaConfig": {"@odata.type": "#microsoft.graph.mediaConfig"}}"##,
            "mediaConfig is missing",
        ),
        (
            "POST /answer",
            r##"{"mediaConfig": {"@odata.type": "#microsoft.graph.serviceHostedMediaConfig", "preFetchMedia": [{}]}}"##,
            "mediaConfig.preFetchMedia.uri is missing",
        ),
        ("POST /redirect", r#"{"targets": [{}]}"#, "targets.identity is missing"),
    ] {
        let message = error(&stage.of(call, request, body), 400, "BadRequest");
        assert!(message.contains(said), "{request} {body}: {message}");
    }
    // The page of `answer` says what is used in place of `callbackUri`, and the metadata does not require modalities.
    let answer = r##"{"mediaConfig": {"@odata.type": "#microsoft.graph.appHostedMediaConfig", "blob": "b"}}"##;
    assert_eq!(stage.of(call, "POST /answer", answer).status, 202);
}

#[test]
fn a_creation_needs_to_say_who_is_called_and_where_to_tell() {
    let mut stage = Stage::new();
    let uri = r#""callbackUri": "http://127.0.0.1:9/bot""#;
    for (body, said) in [
        ("{}".to_owned(), "callbackUri"),
        (format!(r#"{{{uri}, "targets": [{ONE}, {{}}]}}"#), "targets.identity is missing"),
        (format!(r#"{{{uri}, "targets": [{ONE}], "source": {{"region": "emea"}}}}"#), "source.identity is missing"),
        (
            format!(r#"{{{uri}, "mediaConfig": {{"preFetchMedia": [{{"resourceId": "1"}}]}}}}"#),
            "preFetchMedia.uri is missing",
        ),
    ] {
        let message = error(&stage.ask("POST /v1.0/communications/calls", &body), 400, "BadRequest");
        assert!(message.contains(said), "{body}: {message}");
    }
    // A blob that is longer than any buffer is the application's affair.
    let long = format!(
        r##"{{{uri}, "targets": [{ONE}], "mediaConfig": {{"@odata.type": "#microsoft.graph.appHostedMediaConfig", "blob": "{}"}}}}"##,
        r#"\""#.repeat(3_000)
    );
    assert_eq!(stage.ask("POST /v1.0/communications/calls", &long).status, 201);
}

/// A call of each kind, by whether the application hosts its media and whether it is a group call.
fn call_of(stage: &mut Stage, app_hosted: bool, group: bool) -> call_lifecycle::Id {
    let targets = if group { format!("{ONE}, {ONE}") } else { ONE.to_owned() };
    let hosted = if app_hosted { "app" } else { "service" };
    let body = format!(
        r##"{{"callbackUri": "http://127.0.0.1:9/bot", "targets": [{targets}],
        "mediaConfig": {{"@odata.type": "#microsoft.graph.{hosted}HostedMediaConfig"}}}}"##
    );
    let answer = stage.ask("POST /v1.0/communications/calls", &body);
    let call = call_lifecycle::Id::parse(&super::stage::member(&answer, "id")).unwrap();
    stage.pass(10_000);
    stage.posts();
    call
}

const PROMPT: &str = r#"{"prompts": [{"mediaInfo": {"uri": "u"}}]}"#;
/// A request, its body, whether its precondition is met by app-hosted media, and by a group call
/// (`None` if it does not matter), and what the answer says of it.
type Row = (&'static str, &'static str, Option<bool>, Option<bool>, &'static str);

const PRECONDITIONS: &[Row] = &[
    (
        "POST /playPrompt",
        PROMPT,
        Some(false),
        None,
        "playPrompt is supported only for a call with serviceHostedMediaConfig",
    ),
    ("POST /recordResponse", PROMPT, Some(false), None, "a call with serviceHostedMediaConfig"),
    ("POST /record", PROMPT, Some(false), None, "a call with serviceHostedMediaConfig"),
    ("POST /subscribeToTone", "{}", Some(false), None, "a call with serviceHostedMediaConfig"),
    ("POST /mute", "{}", None, Some(true), "mute is supported only for a group call"),
    ("POST /unmute", "{}", None, Some(true), "a group call"),
    ("POST PARTICIPANT/mute", "{}", None, Some(true), "a group call"),
    (
        "POST /participants/invite",
        r#"{"participants": [{"identity": {"user": {"id": "1"}}}]}"#,
        None,
        Some(true),
        "invite is supported only for a group call",
    ),
    (
        "POST /changeScreenSharingRole",
        r#"{"role": "sharer"}"#,
        Some(true),
        Some(true),
        "changeScreenSharingRole is supported only for a group call with appHostedMediaConfig",
    ),
];

#[test]
fn a_method_is_supported_only_for_the_calls_of_its_page() {
    for (request, body, hosted, group, said) in PRECONDITIONS {
        for (app_hosted, is_group) in [(false, false), (false, true), (true, false), (true, true)] {
            let mut stage = Stage::new();
            let call = call_of(&mut stage, app_hosted, is_group);
            let request = stage.filled(call, request);
            let answer = stage.of(call, &request, body);
            if hosted.is_none_or(|hosted| hosted == app_hosted) && group.is_none_or(|group| group == is_group) {
                assert!(answer.status < 300, "{request} {app_hosted} {is_group}: {answer:?}");
            } else {
                let message = error(&answer, 409, "Conflict");
                assert!(message.contains(said), "{message}");
                stage.pass(60_000);
                assert_eq!(stage.said(), [""; 0], "what is refused is not told of");
            }
        }
    }
}

#[test]
fn an_answer_says_who_hosts_the_media() {
    for (hosted, status) in [("serviceHosted", 200), ("appHosted", 409)] {
        let mut stage = Stage::new();
        let call = stage.ring();
        assert_eq!(stage.of(call, "POST /answer", &ANSWER.replace("serviceHosted", hosted)).status, 202);
        stage.pass(5_000);
        assert_eq!(stage.of(call, "POST /playPrompt", PROMPT).status, status, "{hosted}");
    }
}

#[test]
fn media_of_which_nothing_was_said_are_the_services() {
    let mut stage = Stage::new();
    let body = format!(r#"{{"callbackUri": "http://127.0.0.1:9/bot", "targets": [{ONE}]}}"#);
    let answer = stage.ask("POST /v1.0/communications/calls", &body);
    let call = call_lifecycle::Id::parse(&super::stage::member(&answer, "id")).unwrap();
    stage.pass(10_000);
    assert_eq!(stage.of(call, "POST /playPrompt", PROMPT).status, 200);
}

#[test]
fn a_lenient_mock_requires_nothing_of_this() {
    let mut stage = Stage::with(&Setup { lenient: true, ..setup(1) });
    let body = r#"{"callbackUri": "http://127.0.0.1:9/bot", "targets": [{}],
        "mediaConfig": {"@odata.type": "appHostedMediaConfig"}}"#;
    let answer = stage.ask("POST /v1.0/communications/calls", body);
    let call = call_lifecycle::Id::parse(&super::stage::member(&answer, "id")).unwrap();
    stage.pass(10_000);
    for (request, body, status) in [
        ("POST /playPrompt", r#"{"prompts": [{}]}"#, 200),
        ("POST /mute", "{}", 200),
        ("POST /participants/invite", r#"{"participants": [{}]}"#, 200),
        ("POST /updateRecordingStatus", "{}", 200),
        ("POST /changeScreenSharingRole", "{}", 202),
        ("POST /transfer", "{}", 202),
    ] {
        assert_eq!(stage.of(call, request, body).status, status, "{request}");
    }
    let incoming = stage.ring();
    assert_eq!(stage.of(incoming, "POST /answer", "{}").status, 202);
}

/// What is stored says who hosts the media, and whether it is a group call.
#[test]
fn a_restored_call_is_of_the_same_kind() {
    let mut stage = Stage::new();
    let calls = [call_of(&mut stage, true, false), call_of(&mut stage, false, true)];
    let mut text = String::new();
    stage.exchange.store_head(&mut text);
    let stored = stage.exchange.store_calls(&calls, &mut text);
    stage.exchange.store_end(stored, &mut text);
    let mut lines = text.lines();
    let mut restored = graph_call_mock::exchange::Restored::new(&setup(1), lines.next().unwrap()).unwrap();
    lines.for_each(|line| restored.stored(line).unwrap());
    stage.exchange = restored.finish().unwrap();
    let status = |stage: &mut Stage, call, request, body| stage.of(call, request, body).status;
    assert_eq!(status(&mut stage, calls[0], "POST /playPrompt", PROMPT), 409);
    assert_eq!(status(&mut stage, calls[0], "POST /mute", "{}"), 409);
    assert_eq!(status(&mut stage, calls[1], "POST /playPrompt", PROMPT), 200);
    assert_eq!(status(&mut stage, calls[1], "POST /mute", "{}"), 200);
    assert_eq!(status(&mut stage, calls[1], "POST /transfer", "{}"), 400, "it is as strict as before");
}
