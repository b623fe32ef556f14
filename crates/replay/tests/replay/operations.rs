//! Operations of every kind: each is followed from its answer to its end.

use serde_json::{Value, json};

use crate::told::lines;

const CALL: &str = "02000980-58ea-4bf2-bb77-8ba548da56f7";
const PARTICIPANT: &str = "fa1e9582-7145-4ca3-bcd8-577f561fcb6e";
pub const OPERATION: &str = "2d7ab59c-f8bd-4911-8302-6d58ab60e338";

/// A POST below the call.
pub fn post(id: &str, path: &str, body: &Value) -> String {
    let url = format!("https://graph.microsoft.com/beta/communications/calls/{CALL}/{path}");
    json!({"at": 0, "request": {"id": id, "method": "POST", "url": url, "body": body}}).to_string()
}

/// Its answer, of which `Location` and the body are given.
pub fn answer(to: &str, status: u16, location: Option<&str>, body: &Value) -> String {
    let headers = location.map_or_else(|| json!({}), |location| json!({"Location": location}));
    json!({"at": 1000, "response": {"to": to, "status": status, "headers": headers, "body": body}}).to_string()
}

pub fn place() -> String {
    format!("https://graph.microsoft.com/beta/communications/calls/{CALL}/operations/{OPERATION}")
}

/// The notification of the end of [`OPERATION`].
pub fn ended(change: &str, data: &Value) -> String {
    let path = format!("/communications/calls/{CALL}/operations/{OPERATION}");
    let entry = json!({"changeType": change, "resourceUrl": path, "resourceData": data});
    json!({"at": 2000, "notification": {"value": [entry]}}).to_string()
}

/// The operations of the summary: kind, method, status and reason.
pub fn operations(all: &[String]) -> Vec<String> {
    let told = lines(&[], all);
    let summary = told.summary();
    let operations = summary["operations"].as_array().unwrap().iter();
    let word = |value: &Value| value.as_str().map_or_else(String::new, |word| format!(" {word}"));
    let all = operations.map(|one| {
        format!("{}{}{}", one["kind"].as_str().unwrap(), word(&one["method"]), word(&one["status"]))
            + &word(&one["reason"])
    });
    all.collect()
}

pub fn failed() -> Value {
    json!({"@odata.type": "#microsoft.graph.commsOperation", "status": "failed", "resultInfo": {"code": 403, "subcode": 1}})
}

/// `startRecording` is answered without an `id`, and `admitFromLobby` with one: both failures are told.
#[test]
fn operations_of_2026_are_followed_to_their_end() {
    for segment in ["microsoft.graph.StartRecording", "startRecording", "MICROSOFT.GRAPH.STARTRECORDING"] {
        let body = json!({"@odata.type": "#microsoft.graph.startRecordingOperation", "clientContext": "c", "status": "running"});
        let all = [
            post("r1", segment, &json!({"clientContext": "c"})),
            answer("r1", 202, Some(&place()), &body),
            ended("deleted", &failed()),
        ];
        assert_eq!(operations(&all), ["startRecording failed"], "{segment}");
        lines(&[], &all).diagnosis(&["startRecording 1, asked for at 00:00:00, failed at 00:00:02 (403/1)"]);
    }
    for (path, kind) in [
        (format!("participants/{PARTICIPANT}/admitFromLobby"), "admitFromLobby"),
        (format!("participants/{PARTICIPANT}/microsoft.graph.removeFromLobby"), "removeFromLobby"),
        ("participants/admitAllFromLobby".to_owned(), "admitAllFromLobby"),
        ("microsoft.graph.startTranscription".to_owned(), "startTranscription"),
        ("participants/configureMixer".to_owned(), "configureMixer"),
    ] {
        let body = json!({"id": OPERATION, "status": "running"});
        let all = [post("r1", &path, &json!({})), answer("r1", 200, None, &body), ended("deleted", &failed())];
        assert_eq!(operations(&all), [format!("{kind} failed")]);
    }
}

/// A 202 can say `completed`: nothing follows, and nothing is missed.
#[test]
fn what_its_answer_completes_is_not_open() {
    for kind in ["stopRecording", "stopTranscription"] {
        let body = json!({"@odata.type": format!("#microsoft.graph.{kind}Operation"), "status": "Completed"});
        let all = [post("r1", kind, &json!({})), answer("r1", 202, Some(&place()), &body)];
        assert_eq!(operations(&all), [""; 0], "{kind}");
        lines(&[], &all).diagnosis(&["nothing unusual: the call lives on at the end of the trace"]);
    }
}

/// "A status of null, absent or unknown is pending, for every kind."
#[test]
fn only_completed_and_failed_end_an_operation_in_its_answer() {
    for path in
        ["mute", "unmute", "subscribeToTone", "cancelMediaProcessing", "updateRecordingStatus", "participants/muteAll"]
    {
        let kind = path.rsplit('/').next().unwrap();
        for status in
            [json!(null), json!("idle"), json!("unknownFutureValue"), json!(""), json!("notStarted"), json!(7)]
        {
            let body = json!({"id": OPERATION, "status": status, "resultInfo": null});
            let all = [post("r1", path, &json!({})), answer("r1", 200, None, &body), ended("deleted", &failed())];
            assert_eq!(operations(&all), [format!("{kind} failed")], "{status}");
        }
        // No status, and no body: `Location` or the context names it.
        let absent = [
            (Some(place()), json!({"clientContext": "c"})),
            (Some(place()), json!(null)),
            (None, json!({"id": OPERATION})),
        ];
        for (location, body) in absent {
            let all = [
                post("r1", path, &json!({"clientContext": "c"})),
                answer("r1", 202, location.as_deref(), &body),
                ended("deleted", &failed()),
            ];
            assert_eq!(operations(&all), [format!("{kind} failed")], "{body}");
        }
    }
}

/// A notification may overtake the answer, and both may come twice.
#[test]
fn in_any_order_and_twice() {
    for path in ["microsoft.graph.StartRecording", "startDancing", "mute", "participants/configureMixer"] {
        let request = post("r1", path, &json!({"clientContext": "c"}));
        let reply = answer("r1", 202, Some(&place()), &json!({"clientContext": "c", "status": "running"}));
        let mut data = failed();
        data["clientContext"] = json!("c");
        let end = ended("deleted", &data);
        let expected = operations(&[request.clone(), reply.clone(), end.clone()]);
        assert!(expected.len() == 1 && expected[0].ends_with(" failed"), "{expected:?}");
        for order in [
            vec![&request, &end, &reply],
            vec![&request, &end, &end, &reply],
            vec![&request, &reply, &reply, &end, &end],
            vec![&request, &end, &reply, &reply, &end],
        ] {
            let all: Vec<String> = order.into_iter().cloned().collect();
            assert_eq!(operations(&all), expected, "{all:#?}");
        }
        // It ends with its call, if it is not heard of before.
        let gone = json!({"at": 3000, "notification": {"value": [{"changeType": "deleted",
            "resourceUrl": format!("/communications/calls/{CALL}"), "resourceData": {"state": "terminated"}}]}});
        let with_call = operations(&[request, reply, gone.to_string()]);
        assert!(with_call.len() == 1 && with_call[0].ends_with(" failed callEnded"), "{with_call:?}");
    }
}

/// `unknownFutureValue` is a reason newer than we are: status and code decide.
#[test]
fn a_reason_that_is_not_known_leaves_it_to_status_and_code() {
    for reason in ["unknownFutureValue", "UnknownFutureValue", "finishedEarly"] {
        for (status, code, end) in
            [("completed", 200, "completed"), ("failed", 200, "failed"), ("completed", 500, "failed")]
        {
            let data =
                json!({"status": status, "completionReason": reason, "resultInfo": {"code": code, "subcode": 0}});
            let running = json!({"id": OPERATION, "status": "running"});
            let all = [
                post("r1", "sendDtmfTones", &json!({"tones": ["tone1"]})),
                answer("r1", 200, None, &running),
                ended("deleted", &data),
            ];
            assert_eq!(operations(&all), [format!("sendDtmfTones {end}")], "{reason} {status} {code}");
        }
    }
}

/// What is deleted on the path of a call may be something else.
#[test]
fn the_end_of_something_else_is_no_end_of_the_call() {
    let on_call = |data: Value| {
        let entry = json!({"changeType": "deleted", "resourceUrl": format!("/communications/calls/{CALL}"), "resourceData": data});
        json!({"at": 2000, "notification": {"value": [entry]}}).to_string()
    };
    let open = [
        post("r1", "playPrompt", &json!({"prompts": []})),
        answer("r1", 200, None, &json!({"id": OPERATION, "status": "running"})),
    ];
    let summary = |last: String| {
        let told = lines(&[], &[open[0].clone(), open[1].clone(), last]);
        let summary = told.summary();
        (summary["state"].clone(), summary["operations"][0]["status"].clone())
    };
    let participant = on_call(json!({"@odata.type": "#microsoft.graph.participant", "id": PARTICIPANT}));
    assert_eq!(summary(participant), (json!("established"), json!("running")));
    let operation =
        on_call(json!({"@odata.type": "#microsoft.graph.playPromptOperation", "id": OPERATION, "status": "completed"}));
    assert_eq!(summary(operation), (json!("established"), json!("completed")));
    let call = on_call(json!({"@odata.type": "#microsoft.graph.call"}));
    assert_eq!(summary(call), (json!("terminated"), json!("failed")));
}

/// Beta's `recordResponse` streams: the location is announced when recording starts.
#[test]
fn a_response_that_streams_is_announced() {
    let body = json!({"streamWhileRecording": true, "playBeep": false});
    let media = json!({"at": 4000, "media": {"call": CALL, "event": "speechStarted"}}).to_string();
    let told = lines(&["--end", "service"], &[post("r1", "recordResponse", &body), media]);
    assert!(told.text.contains("; record 1 listening (announce the recording's location)\n"), "{}", told.text);
    assert!(told.text.contains(": record 1 speaking\n"), "{}", told.text);
    let body = json!({"playBeep": false});
    let quiet = lines(&["--end", "service"], &[post("r1", "recordResponse", &body)]);
    assert!(!quiet.text.contains("announce"), "{}", quiet.text);
}

/// The smallest trace of each kind, from Graph's pages and metadata: the operations of its summary.
#[test]
fn the_smallest_of_each_kind() {
    let summary = |end: &str, name: &str| {
        let trace = format!("{}/tests/data/{name}.jsonl", env!("CARGO_MANIFEST_DIR"));
        let ran = crate::run(&["--end", end, &trace], b"");
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{name}");
        (operations_of(&std::fs::read_to_string(trace).unwrap(), end), ran.out)
    };
    for (name, expected) in [
        ("configure-mixer-fails", vec!["configureMixer failed"]),
        ("mute-status-null-then-fails", vec!["mute failed"]),
        ("start-recording-fails", vec!["startRecording failed", "admitFromLobby failed"]),
        ("unknown-future-value", vec!["sendDtmfTones completed"]),
    ] {
        assert_eq!(summary("app", name).0, expected, "{name}");
    }
    let (operations, text) = summary("service", "record-response-streams");
    // Nobody speaks within the default of 5 s.
    assert_eq!(operations, ["record failed initialSilenceTimeout"]);
    assert!(text.contains("; record 1 listening (announce the recording's location)\n"), "{text}");
}

fn operations_of(trace: &str, end: &str) -> Vec<String> {
    let summaries = crate::summaries(end, trace);
    let operations = summaries[0]["operations"].as_array().unwrap().iter();
    let word = |value: &Value| value.as_str().map_or_else(String::new, |word| format!(" {word}"));
    operations
        .map(|one| format!("{}{}{}", one["kind"].as_str().unwrap(), word(&one["status"]), word(&one["reason"])))
        .collect()
}
