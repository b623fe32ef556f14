//! Every method of a call in every form of its URL: the answer, and what is notified after it.

use call_lifecycle::Id;
use call_lifecycle::wire::{Resource, Target};
use graph_call_mock::exchange::Setup;
use serde_json::Value;

use super::rows::Begun::{Established, Incoming};
use super::rows::Body::{Call, Located, Operation};
use super::rows::{Begun, Body, NO_SPEECH, NO_SPEECH_2019, RECORD, ROWS, Row};
use super::stage::{CREATE, INCOMING, ParseId, Stage, error, json, member, said, setup};

/// Methods that no page and no metadata has, or not there.
const DANCES: [&str; 3] =
    ["POST /microsoft.graph.StartDancing", "POST /StartDancing", "POST /participants/StartDancing"];

/// How a request's URL may begin, and whether it is of the 2019 page.
pub const PREFIXES: [(&str, bool); 10] = [
    ("/v1.0/communications", false),
    ("/beta/communications", false),
    ("/communications", false),
    ("communications", false),
    ("https://graph.microsoft.com/v1.0/communications", false),
    ("/app", true),
    ("/v1.0/app", true),
    ("/beta/app", true),
    ("https://graph.microsoft.com/beta/app", true),
    ("/v1.0/applications/0FE0623FD62842EDB4BD8AC290072CC5", false),
];

fn below(app: bool) -> &'static str {
    if app { "/app/calls" } else { "/communications/calls" }
}

/// A call that is in a state, of which everything was taken, made in the URL's way.
pub fn begun(stage: &mut Stage, from: Begun, prefix: &str) -> Id {
    let call = match from {
        Incoming => stage.ring(),
        Established => {
            let answer = stage.ask(&format!("POST {prefix}/calls"), CREATE);
            assert_eq!(answer.status, 201, "{prefix}");
            stage.pass(10_000);
            member(&answer, "id").parse_id()
        }
    };
    stage.posts();
    call
}

fn check(row: &Row, prefix: &str, app: bool, spelled: &str) {
    let (from, request, body, status, shown, notified) = row;
    let mut stage = Stage::pages();
    let call = begun(&mut stage, *from, prefix);
    let (verb, rest) = request.split_once(' ').unwrap();
    let rest = stage.filled(call, rest);
    let spelled = if spelled == "dashed" { call.to_string() } else { call.compact().to_string() };
    let place = format!("{verb} {prefix}/calls/{spelled}{rest}");
    let answer = stage.ask(&place, body);
    assert_eq!(answer.status, *status, "{place}: {answer:?}");
    assert_eq!(answer.retry_after, None, "{place}");

    // The 2019 record has no body in any form of URL; what it is in others is the method's page.
    let mut operation = None;
    let mut located = |is_there: bool| {
        assert_eq!(answer.location.is_some(), is_there, "{place}: {answer:?}");
        if let Some(location) = &answer.location {
            let start = format!("{}/{call}/operations/", below(app));
            assert!(location.starts_with(&start), "{place}: {location}");
            operation = Target::parse(location).unwrap().operation();
        }
    };
    match *shown {
        Body::None => {
            located(false);
            assert_eq!(answer.body, None, "{place}");
        }
        Located => {
            located(true);
            assert_eq!(answer.body, None, "{place}");
        }
        Call(state) => {
            located(false);
            let resource: Resource<'_> = serde_json::from_str(answer.body.as_deref().unwrap()).unwrap();
            assert_eq!(resource.id(), Ok(Some(call)), "{place}");
            assert_eq!(json(&answer)["state"], state, "{place}");
            assert_eq!(json(&answer)["@odata.type"], "#microsoft.graph.call", "{place}");
        }
        Operation(kind, state) => {
            located(true);
            let body = json(&answer);
            assert_eq!(body["@odata.type"], format!("#microsoft.graph.{kind}Operation"), "{place}");
            assert_eq!(body["status"], state, "{place}");
            let id = body["id"].as_str().unwrap().parse_id();
            assert_eq!(operation, Some(id), "{place}: two ids");
        }
    }
    if let Some(operation) = operation {
        let answer = stage.ask(&format!("GET {prefix}/calls/{call}/operations/{operation}"), "");
        let status = if let Operation(_, status) = *shown { status } else { "running" };
        assert_eq!((answer.status, member(&answer, "status").as_str()), (200, status), "{place}");
        let id = json(&answer)["id"].as_str().unwrap().parse_id();
        assert_eq!(id, operation);
    }

    stage.pass(10_000);
    let posts = stage.posts();
    // An operation in the 2019 shape has no `resultInfo`.
    let found: Vec<String> = posts.iter().map(said).collect();
    let outgoing = matches!(from, Established);
    let expected: Vec<String> = notified
        .iter()
        .map(
            |text| {
                if app && outgoing && text.contains("completed") { without_result(text) } else { (*text).to_owned() }
            },
        )
        .map(|text| if app && text == NO_SPEECH[0] { NO_SPEECH_2019[0].to_owned() } else { text })
        .collect();
    assert_eq!(found, expected, "{place}");
    for post in &posts {
        let body: Value = serde_json::from_str(&post.body()).unwrap();
        let entry = &body["value"][0];
        let source = is_2019(from, request, app, entry["resourceData"]["@odata.type"] == "#microsoft.graph.call");
        let (key, other, start) = if source {
            ("resource", "resourceUrl", "/app/calls/")
        } else {
            ("resourceUrl", "resource", "/communications/calls/")
        };
        let path = entry[key].as_str().unwrap_or_else(|| panic!("{place}: no {key} in {}", post.body()));
        assert!(path.starts_with(&format!("{start}{}", call.compact())), "{place}: {path}");
        assert!(entry.get(other).is_none(), "{place}: {}", post.body());
        assert_eq!(entry["resourceData"]["@odata.id"], path, "{place}");
        assert_eq!(entry["resourceData"].get("id").is_some(), !source, "{place}: {}", post.body());
    }
}

fn without_result(text: &str) -> String {
    text.replace(" 200/0", "")
}

/// Whether a notification has the 2019 shape: that of the page after which the call, or the
/// operation, was asked for last.
fn is_2019(from: &Begun, request: &str, app: bool, of_call: bool) -> bool {
    match (from, of_call) {
        (_, false) => app || request == "POST /record",
        (Established, true) => app,
        (Incoming, true) => app && ["POST /answer", "POST /reject", "POST /redirect"].contains(&request),
    }
}

#[test]
fn every_method_is_answered_and_told_of_as_on_its_page() {
    for row in ROWS {
        for (prefix, app) in PREFIXES {
            for spelled in ["dashed", "compact"] {
                check(row, prefix, app, spelled);
            }
        }
    }
}

#[test]
fn a_call_is_created_in_every_form_of_the_url() {
    for (prefix, app) in PREFIXES {
        let mut stage = Stage::pages();
        let answer = stage.ask(&format!("POST {prefix}/calls"), CREATE);
        assert_eq!((answer.status, answer.retry_after), (201, None), "{prefix}");
        let body = json(&answer);
        let id = body["id"].as_str().unwrap();
        assert_eq!(answer.location.unwrap(), format!("{}/{id}", below(app)), "{prefix}");
        assert_eq!(id.len(), 36, "dashed: {id}");
        assert_eq!(body["state"], "establishing");
        assert_eq!(body["direction"], "outgoing");
        assert_eq!(body["@odata.type"], "#microsoft.graph.call");
        // What was given is given back.
        assert_eq!(body["callbackUri"], "http://127.0.0.1:9/bot");
        assert_eq!(body["requestedModalities"][0], "audio");
        assert_eq!(body["targets"][1]["identity"]["user"]["id"], "2");
        stage.pass(10_000);
        let posts = stage.posts();
        let key = if app { "resource" } else { "resourceUrl" };
        for post in &posts {
            assert_eq!(&*post.to, "http://127.0.0.1:9/bot");
            let body: Value = serde_json::from_str(&post.body()).unwrap();
            assert!(body["value"][0][key].is_string(), "{prefix}: {}", post.body());
        }
        let expected = ["updated establishing", "updated ringing", "updated established", "updated established audio"];
        assert_eq!(posts.iter().map(said).collect::<Vec<_>>(), expected, "{prefix}");
        assert!(posts.iter().all(|post| post.call == id.parse_id()));
    }
}

/// A member that a caller sets is not what the service says.
#[test]
fn what_was_given_is_not_what_is_so() {
    let mut stage = Stage::new();
    let given =
        r#"{"callbackUri": "http://127.0.0.1:9/", "id": "mine", "state": "terminated", "direction": "incoming"}"#;
    let answer = stage.ask("POST /communications/calls", given);
    let body = json(&answer);
    assert!(Id::parse(body["id"].as_str().unwrap()).is_ok());
    assert_eq!((&body["state"], &body["direction"]), (&Value::from("establishing"), &Value::from("outgoing")));
}

/// The two shapes of a recording's end, member for member.
#[test]
fn a_recording_ends_in_the_shape_of_its_page() {
    for (app, method) in [(false, "recordResponse"), (true, "record"), (true, "recordResponse"), (false, "record")] {
        let mut stage = Stage::pages();
        let call = stage.established();
        let prefix = if app { "/app" } else { "/v1.0/communications" };
        let answer = stage.ask(&format!("POST {prefix}/calls/{call}/{method}"), RECORD);
        let operation = Target::parse(&answer.location.unwrap()).unwrap().operation().unwrap();
        stage.media(call, "speechStarted");
        stage.pass(1_500);
        stage.media(call, "speechStopped");
        stage.pass(10_000);
        let posts = stage.posts();
        let [post] = &posts[..] else { panic!("{posts:?}") };
        let entry = &serde_json::from_str::<Value>(&post.body()).unwrap()["value"][0];
        let data = &entry["resourceData"];
        let source = app || method == "record";
        let (location, token, other) = if source {
            ("recordResourceLocation", "recordResourceAccessToken", "recordingLocation")
        } else {
            ("recordingLocation", "recordingAccessToken", "recordResourceLocation")
        };
        assert_eq!(entry["changeType"], "deleted");
        assert_eq!(data[location], format!("http://127.0.0.1:8080/recordings/{operation}"), "{}", post.body());
        assert!(data.get(other).is_none(), "{}", post.body());
        assert_eq!(data["completionReason"], "maxSilenceTimeout");
        assert_eq!(data["clientContext"], "mine");
        assert_eq!(data["status"], "completed");
        assert_eq!(data["@odata.type"], "#microsoft.graph.recordOperation");
        assert_eq!(data.get("resultInfo").is_some(), !source, "{}", post.body());
        let token = data[token].as_str().unwrap();
        // From when it began: 1.5 s of speech and 5 s of silence.
        assert_eq!(stage.exchange.recording(operation, token).map(|kept| kept.millis), Some(6_500));
        assert_eq!(stage.exchange.recording(operation, "other"), None);
        assert_eq!(stage.exchange.recording(call, token), None);
    }
}

#[test]
fn a_recording_that_streams_is_announced_when_it_starts() {
    let mut stage = Stage::new();
    let call = stage.established();
    let body = r#"{"streamWhileRecording": true, "stopTones": ["11"], "playBeep": true, "maxRecordDurationInSeconds": 1800,
        "initialSilenceTimeoutInSeconds": 10, "maxSilenceTimeoutInSeconds": 2}"#;
    assert_eq!(stage.ask(&format!("POST /app/calls/{call}/record"), body).status, 202);
    assert_eq!(stage.said(), [""; 0], "the beep comes first");
    stage.pass(500);
    assert_eq!(stage.said(), ["updated running record recording"]);
    stage.press(call, '1');
    assert_eq!(stage.said(), [""; 0]);
    stage.press(call, '1');
    assert_eq!(stage.said(), ["deleted completed stopToneDetected 200/8514 record recording"]);
}

/// `startRecording` and its like: a 202 whose body has no `id`, so that `Location` names the operation. To stop is
/// completed in the answer, and nothing follows.
#[test]
fn the_recording_of_a_call_is_answered_as_on_its_page() {
    for (kind, status) in [
        ("startRecording", "running"),
        ("stopRecording", "completed"),
        ("startTranscription", "running"),
        ("stopTranscription", "completed"),
    ] {
        let mut stage = Stage::new();
        let call = stage.established();
        let answer = stage.of(call, &format!("POST /microsoft.graph.{kind}"), r#"{"clientContext": "c"}"#);
        let (body, location) = (json(&answer), Target::parse(answer.location.as_deref().unwrap()).unwrap());
        assert_eq!((answer.status, &body["status"]), (202, &Value::from(status)), "{kind}");
        assert_eq!(body["@odata.type"], format!("#microsoft.graph.{kind}Operation"));
        assert_eq!(
            (&body["id"], &body["@odata.id"], &body["clientContext"]),
            (&Value::Null, &Value::Null, &Value::from("c"))
        );
        stage.pass(10_000);
        let posts = stage.posts();
        let expected = if status == "running" { vec![format!("deleted completed {kind}")] } else { vec![] };
        assert_eq!(posts.iter().map(said).collect::<Vec<_>>(), expected, "{kind}");
        for post in posts {
            let id = location.operation().unwrap().to_string();
            assert!(post.body().contains(&id) && post.body().contains(r#""clientContext":"c""#), "{}", post.body());
        }
    }
}

/// A misspelled method is refused as Graph does it, whether there is the call or not.
#[test]
fn a_method_that_nobody_knows_is_refused() {
    let mut stage = Stage::new();
    let call = stage.established();
    let misplaced = ["POST /invite", "POST /participants/recordResponse", "POST /keepalve", "POST /recordRespons"];
    for request in DANCES.into_iter().chain(misplaced) {
        let name = request.rsplit(['/', '.']).next().unwrap();
        for of in [call, INCOMING.parse_id()] {
            let message = error(&stage.of(of, request, "{}"), 400, "BadRequest");
            assert!(message.starts_with(&format!("Resource not found for the segment '{name}'.")), "{message}");
        }
    }
    stage.pass(10_000);
    assert_eq!(stage.said(), [""; 0]);
    assert_eq!(json(&stage.of(call, "GET /operations", ""))["value"], Value::Array(vec![]));
}

/// Nothing that Graph's metadata has is taken for a misspelled method.
#[test]
fn every_action_of_the_metadata_is_known() {
    let facts = include_str!("../../../../docs/graph-facts.txt");
    let actions: Vec<&str> =
        facts.lines().filter_map(|line| line.strip_prefix("action | ")?.split(" | ").next()).collect();
    assert!(actions.len() > 20, "{actions:?}");
    let mut stage = Stage::new();
    let call = stage.established();
    for action in actions {
        let request = match action.split_once('.').unwrap() {
            ("call", name) => format!("POST /{name}"),
            ("participants", name) => format!("POST /participants/{name}"),
            ("participant", name) => format!("POST {}/{name}", stage.someone(call)),
            // Not about a call.
            (of, _) => {
                assert_eq!(of, "calls", "{action}");
                continue;
            }
        };
        let answer = stage.of(call, &request, "{}");
        let unknown = answer.body.is_some_and(|body| body.contains("Resource not found for the segment"));
        assert!(!unknown, "{request}");
    }
}

/// A lenient mock answers a method that nobody knows with an operation, which goes by its own name, also after a
/// restart.
#[test]
fn a_method_that_nobody_knows_keeps_its_name() {
    for request in DANCES {
        let mut stage = Stage::with(&Setup { lenient: true, ..setup(1) });
        let call = stage.established();
        let answer = stage.of(call, request, r#"{"clientContext": "c"}"#);
        assert_eq!((answer.status, member(&answer, "status").as_str()), (202, "running"), "{request}");
        let live = || serde_json::to_value(stage.exchange.live(1.0)).unwrap();
        let shown = &live()["calls"][0];
        assert_eq!(shown["operations"][0]["kind"], "StartDancing", "{request}");
        let has = |said: &str| shown["timeline"].as_array().unwrap().iter().any(|mark| mark["text"] == said);
        assert!(has("StartDancing"), "{shown}");
        stage.pass(10_000);
        assert_eq!(stage.said(), ["deleted completed ?"]);
        // What does not live cannot dance.
        stage.of(call, "DELETE ", "");
        assert_eq!(stage.of(call, request, "").status, 404, "{request}");
    }
    let mut stage = Stage::with(&Setup { lenient: true, ..setup(1) });
    let incoming = stage.ring();
    assert_eq!(stage.of(incoming, "POST /StartDancing", "").status, 409);
    assert_eq!(stage.of(incoming, "POST /StartDancing", "no JSON").status, 400);
}

#[test]
fn an_incoming_call_says_who_calls() {
    use call_lifecycle::wire::{CallEntries, IdentityKind};

    let mut stage = Stage::new();
    let call = stage.ring();
    let posts = stage.posts();
    let body = posts[0].body();
    let entries: Vec<_> = CallEntries::new(body.as_bytes()).map(Result::unwrap).collect();
    assert_eq!((entries.len(), entries[0].call_id(), entries[0].change_type()), (1, Some(call), Some("created")));
    let told = entries[0].call();
    let caller = told.source().unwrap().identity.unwrap();
    assert_eq!((caller.kind, caller.tenant_id), (IdentityKind::User, told.tenant_id()));
    assert_eq!(told.targets().next().unwrap().kind(), Some(IdentityKind::Application));
    assert!(told.call_chain_id().is_some() && told.my_participant_id().is_some() && !told.is_group_call());
    // A GET shows the same, and the next notification does not say it again.
    let shown = json(&stage.of(call, "GET ", ""));
    assert_eq!(shown["source"]["identity"]["user"]["id"], caller.id.unwrap());
    assert_eq!(shown["state"], "incoming");
    stage.of(call, "POST /answer", super::stage::ANSWER);
    let posts = stage.posts();
    assert!(CallEntries::new(posts[0].body().as_bytes()).all(|entry| entry.unwrap().call().source().is_none()));
}
