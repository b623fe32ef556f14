//! Every method of a call in every form of its URL: the answer, and what is notified after it.

use call_lifecycle::Id;
use call_lifecycle::wire::{Resource, Target};
use serde_json::Value;

use super::rows::Begun::{Established, Incoming};
use super::rows::Body::{Call, Located, Operation};
use super::rows::{Begun, Body, NO_SPEECH, NO_SPEECH_2019, ROWS, Row};
use super::stage::{CREATE, ParseId, Stage, json, member, said};

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
