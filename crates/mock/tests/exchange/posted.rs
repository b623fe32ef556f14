//! Notifications as the service posts them: the same whatever was asked, by whichever URL. And those
//! of the pages, if they are asked for.

use call_lifecycle::Id;
use graph_call_mock::exchange::{Post, Setup, Shape};
use serde_json::Value;

use super::methods::{PREFIXES, begun};
use super::rows::{RECORD, ROWS};
use super::stage::{ANSWER, CREATE, ParseId, Stage, json, member, said, setup};

fn entry(post: &Post) -> Value {
    let mut body: Value = serde_json::from_str(&post.body()).unwrap();
    assert_eq!(body["value"].as_array().unwrap().len(), 1, "{}", post.body());
    body["value"][0].take()
}

/// Every object in it that the service gives a type has one.
fn has_types(of: &str, value: &Value) {
    if of == "resultInfo" || of == "toneInfo" || of == "mediaState" {
        let name = if of == "mediaState" { "callMediaState" } else { of };
        assert_eq!(value["@odata.type"], format!("#microsoft.graph.{name}"), "{of}: {value}");
    }
    for (name, value) in value.as_object().into_iter().flatten() {
        has_types(name, value);
    }
}

/// Whether a text has an id without dashes, or one with a letter in upper case.
fn has_odd_id(text: &str) -> bool {
    text.split(|letter: char| !letter.is_ascii_hexdigit() && letter != '-').any(|word| {
        let is_id = Id::parse(word).is_ok();
        is_id && (word.len() != 36 || word.contains(|letter: char| letter.is_ascii_uppercase()))
    })
}

fn check(post: &Post, place: &str) {
    let body: Value = serde_json::from_str(&post.body()).unwrap();
    assert_eq!(body["@odata.type"], "#microsoft.graph.commsNotifications", "{place}");
    let entry = entry(post);
    assert_eq!(entry["@odata.type"], "#microsoft.graph.commsNotification", "{place}");
    let data = &entry["resourceData"];
    let is_call = data["@odata.type"] == "#microsoft.graph.call";
    let below = if is_call { String::new() } else { format!("/operations/{}", data["id"].as_str().unwrap()) };
    assert_eq!(entry["resource"], format!("/app/calls/{}{below}", post.call), "{place}");
    assert_eq!(entry["resourceUrl"], format!("/communications/calls/{}{below}", post.call), "{place}");
    has_types("", &body);
    assert!(!has_odd_id(&post.body()), "{place}: {}", post.body());
    for page in ["@odata.id", "@odata.etag", "recordResource"] {
        assert!(!post.body().contains(page), "{place}: {}", post.body());
    }
    if let Some(result) = data.get("resultInfo") {
        let (code, subcode) = (result["code"].as_i64().unwrap(), result["subcode"].as_i64().unwrap());
        let message = result["message"].as_str().unwrap();
        let code = if (200..300).contains(&code) { 0 } else { code };
        if is_call {
            assert!(message.ends_with(&format!(". DiagCode: {code}#{subcode}.@")), "{place}: {message}");
        } else {
            assert!(message.starts_with("Action ") && message.ends_with('.'), "{place}: {message}");
        }
    }
    if is_call && data.get("toneInfo").is_none() {
        assert!(Id::parse(data["callChainId"].as_str().unwrap()).is_ok(), "{place}: {}", post.body());
    }
}

#[test]
fn every_method_is_told_of_as_the_service_does_it() {
    for (from, request, body, _, _, notified) in ROWS {
        for (prefix, _) in PREFIXES {
            let mut stage = Stage::new();
            let call = begun(&mut stage, *from, prefix);
            let (verb, rest) = request.split_once(' ').unwrap();
            let rest = stage.filled(call, rest);
            stage.ask(&format!("{verb} {prefix}/calls/{call}{rest}"), body);
            stage.pass(10_000);
            let posts = stage.posts();
            posts.iter().for_each(|post| check(post, &format!("{request} at {prefix}")));
            // The record of 2019 has the result of any other.
            let expected: Vec<String> = notified
                .iter()
                .map(|text| text.replace("initialSilenceTimeout record", "initialSilenceTimeout 400/8510 record"))
                .collect();
            let posted: Vec<String> = posts.iter().map(said).collect();
            assert_eq!(posted, expected, "{request} at {prefix}");
        }
    }
}

#[test]
fn every_end_of_a_call_has_a_message() {
    let ends = [
        ("hangsUp", "The conversation has ended. DiagCode: 0#4097.@"),
        ("busy", "Busy Here. DiagCode: 486#0.@"),
        ("declines", "Decline. DiagCode: 603#0.@"),
        ("noAnswer", "Request Timeout. DiagCode: 408#10057.@"),
        ("fails", "Server Internal Error. DiagCode: 500#0.@"),
    ];
    for (event, message) in ends {
        let mut stage = Stage::by_hand();
        let call = stage.create();
        if event == "hangsUp" {
            stage.peer(call, "connects");
        }
        stage.peer(call, event);
        if event == "hangsUp" {
            stage.peer(call, "tornDown");
        }
        let posts = stage.posts();
        let ended = posts.iter().map(entry).find(|entry| entry["changeType"] == "deleted").unwrap();
        assert_eq!(ended["resourceData"]["resultInfo"]["message"], message, "{event}");
        posts.iter().for_each(|post| check(post, event));
    }
    // Nobody kept it alive.
    let mut stage = Stage::new();
    stage.established();
    stage.pass(3_600_000);
    let last = stage.posts().pop().unwrap();
    assert_eq!(entry(&last)["resourceData"]["resultInfo"]["message"], "Request Timeout. DiagCode: 408#8537.@");
}

#[test]
fn a_tone_is_posted_alone() {
    let mut stage = Stage::new();
    let call = stage.established();
    stage.of(call, "POST /subscribeToTone", "{}");
    stage.press(call, '1');
    let posts = stage.posts();
    let [post] = &posts[..] else { panic!("{posts:?}") };
    check(post, "a tone");
    let expected = serde_json::json!({
        "@odata.type": "#microsoft.graph.call", "state": "established",
        "toneInfo": {"@odata.type": "#microsoft.graph.toneInfo", "sequenceId": 1, "tone": "tone1"},
    });
    assert_eq!(entry(post)["resourceData"], expected);
}

#[test]
fn a_call_that_comes_in_says_whom_it_is_for() {
    let app = Id::from_u128(0xA0_B1);
    let mut stage = Stage::with(&Setup { app, ..setup(1) });
    let call = stage.ring();
    let posts = stage.posts();
    check(&posts[0], "an incoming call");
    let data = entry(&posts[0])["resourceData"].take();
    assert_eq!(
        (&data["id"], &data["state"], &data["direction"]),
        (&Value::from(call.to_string()), &Value::from("incoming"), &Value::from("incoming"))
    );
    assert_eq!(data["targets"][0]["identity"]["application"]["id"], app.to_string());
    assert_eq!(data["source"]["identity"]["user"]["tenantId"], data["tenantId"]);
    for member in ["myParticipantId", "callChainId"] {
        assert!(Id::parse(data[member].as_str().unwrap()).is_ok(), "{member}: {data}");
    }
    assert_eq!(data["requestedModalities"], serde_json::json!(["audio"]));
    assert_eq!(data["callbackUri"], "http://127.0.0.1:9/incoming");
    // All notifications of a call have its chain, and so has a GET.
    stage.of(call, "POST /answer", ANSWER);
    stage.pass(10_000);
    let posts = stage.posts();
    assert!(
        posts.len() > 2 && posts.iter().all(|post| entry(post)["resourceData"]["callChainId"] == data["callChainId"])
    );
    assert_eq!(json(&stage.of(call, "GET ", ""))["callChainId"], data["callChainId"]);
}

/// The shape of 2019 for anyone who reads no other, whatever was asked.
#[test]
fn the_shape_of_2019_can_be_asked_for() {
    for prefix in ["/v1.0/communications", "/app"] {
        let mut stage = Stage::with(&Setup { shape: Shape::Of2019, ..setup(1) });
        let call = member(&stage.ask(&format!("POST {prefix}/calls"), CREATE), "id").parse_id();
        stage.pass(10_000);
        stage.ask(&format!("POST {prefix}/calls/{call}/recordResponse"), RECORD);
        stage.media(call, "speechStarted");
        stage.pass(2_000);
        stage.media(call, "speechStopped");
        stage.pass(10_000);
        let posts = stage.posts();
        assert!(posts.len() > 4, "{posts:?}");
        for post in &posts {
            let entry = entry(post);
            let path = entry["resource"].as_str().unwrap();
            assert!(path.starts_with(&format!("/app/calls/{}", call.compact())), "{path}");
            assert!(entry.get("resourceUrl").is_none() && entry["resourceData"].get("id").is_none(), "{entry}");
        }
        let recorded = entry(posts.last().unwrap())["resourceData"].take();
        assert!(recorded["recordResourceLocation"].is_string() && recorded.get("resultInfo").is_none(), "{recorded}");
    }
}

/// What is refused changes nothing of how a call is told of: neither where to, nor in which version.
#[test]
fn a_reaction_that_is_refused_leaves_the_version_and_the_address() {
    let elsewhere = r#""callbackUri": "http://127.0.0.1:9/elsewhere""#;
    let reactions = [
        ("answer", ANSWER.replace(r#""callbackUri": "http://127.0.0.1:9/bot""#, elsewhere)),
        ("reject", format!(r#"{{"reason": "busy", {elsewhere}}}"#)),
        ("redirect", format!(r#"{{"targets": [{{"identity": {{"user": {{"id": "1"}}}}}}], {elsewhere}}}"#)),
    ];
    let [v1, of_2019] = ["/v1.0/communications", "/app"];
    for (answered, other) in [(v1, of_2019), (of_2019, v1), (v1, v1)] {
        for (reaction, body) in &reactions {
            let mut stage = Stage::pages();
            let call = stage.ring();
            assert_eq!(stage.ask(&format!("POST {answered}/calls/{call}/answer"), ANSWER).status, 202);
            stage.pass(10_000);
            stage.posts();
            let refused = stage.ask(&format!("POST {other}/calls/{call}/{reaction}"), body);
            assert_eq!(refused.status, 409, "{reaction}: {refused:?}");
            stage.peer(call, "holds");
            let [post] = &stage.posts()[..] else { panic!("not one post") };
            let is_2019 = entry(post).get("resource").is_some();
            assert_eq!((&*post.to, is_2019), ("http://127.0.0.1:9/bot", answered == of_2019), "{reaction}, {other}");
        }
    }
}

#[test]
fn a_shape_is_named_by_its_year() {
    assert_eq!("2026".parse(), Ok(Shape::default()));
    assert_eq!(["v1.0", "2019"].map(str::parse), [Ok(Shape::V1), Ok(Shape::Of2019)]);
    for bad in ["", "v1", "beta", "2026 ", "V1.0"] {
        let why = bad.parse::<Shape>().unwrap_err();
        assert!(why.contains("expected 2026, v1.0 or 2019"), "{why}");
    }
}
