//! Requests of the application, and their answers.

use call_lifecycle::{CallState, Timestamp};
use call_lifecycle_restate::Store;
use call_lifecycle_restate::service::{Came, Facts, Host, Machine, Message, Request, Update, step};
use graph_call_replay::trace::Line;

use crate::engine::{CALL, CALLBACK, CREATE, Engine, POLICY, create, minutes, peer, request};

#[test]
fn a_call_is_created_connects_is_kept_alive_and_ends() {
    let mut engine = Engine::default();
    let created = engine.asked(&create(Timestamp::ZERO, CREATE));
    let id = CALL.to_string();
    assert_eq!(created.status, 201);
    assert!(created.headers[0].0 == "Location" && created.headers[0].1.ends_with(&id), "{created:?}");
    assert!(created.body.contains(&id) && created.body.contains(r#""state":"establishing""#), "{created:?}");
    engine.line(&peer(Timestamp::from_millis(500), "rings"));
    engine.line(&peer(Timestamp::from_millis(1_000), "connects"));
    assert_eq!(engine.last()["resourceData"]["state"], "established");
    let kept_alive = engine.asked(&request(minutes(44), "POST", "/keepAlive", ""));
    assert_eq!((kept_alive.status, kept_alive.body.as_str()), (200, ""));
    assert_eq!(engine.kept().call.expires_at(), Some(minutes(44 + 45)));
    let read = engine.asked(&request(minutes(45), "GET", "", ""));
    assert!(read.status == 200 && read.body.contains("established"), "{read:?}");
    assert_eq!(engine.asked(&request(minutes(46), "DELETE", "", "")).status, 204);
    assert_eq!(engine.asked(&request(minutes(46), "POST", "/keepAlive", "")).status, 404);
    while engine.kept().call.state() != CallState::Terminated {
        engine.wake(&Facts, 0);
    }
    assert_eq!(
        (engine.last()["changeType"].as_str(), engine.kept().call.state()),
        (Some("deleted"), CallState::Terminated)
    );
    let numbers: Vec<u32> = engine.posts.iter().map(|post| post.number).collect();
    assert_eq!(numbers, [1, 2, 3, 4]);
    assert!(engine.posts.iter().all(|post| post.to == CALLBACK));
    assert_eq!(engine.posts[0].key(), format!("{CALL}/notification/1"));
    assert_eq!((engine.kept().requests, engine.kept().notified), (4, 4));
}

#[test]
fn what_is_no_call_makes_none_and_says_why() {
    let mut engine = Engine::default();
    for (body, why) in [("{}", "callbackUri"), ("7", "")] {
        let refused = engine.line(&create(Timestamp::ZERO, body));
        let answer = refused.answer.unwrap();
        assert_eq!((answer.status, refused.store), (400, Store::Nothing), "{body}");
        assert!(answer.body.contains(why), "{}", answer.body);
    }
    let unknown = engine.asked(&request(minutes(1), "POST", "/keepAlive", ""));
    assert!(unknown.status == 404 && unknown.body.contains("8522"), "{unknown:?}");
    assert_eq!(engine.line(&peer(minutes(1), "connects")).store, Store::Nothing);
}

#[test]
fn a_call_is_created_once() {
    let mut engine = Engine::established();
    let before = engine.kept();
    assert_eq!(engine.asked(&create(minutes(1), CREATE)).status, 409);
    assert_eq!(engine.kept().call, before.call);
}

#[test]
fn a_path_of_another_call_is_refused() {
    let mut engine = Engine::established();
    let other =
        request(minutes(1), "DELETE", "", "").replace(&CALL.to_string(), "00000000-0000-0000-0000-000000000001");
    assert_eq!(engine.asked(&other).status, 400);
    assert_eq!(engine.kept().call.state(), CallState::Established);
}

#[test]
fn a_body_that_cannot_be_read_is_answered_with_the_reason() {
    let mut engine = Engine::established();
    let answer = engine.asked(&request(minutes(1), "POST", "/playPrompt", r#"{"prompts":7}"#));
    assert!(answer.status == 400 && answer.body.contains("prompts"), "{answer:?}");
    let answer = engine.asked(&request(minutes(1), "POST", "/answer", "{}"));
    assert!(answer.status == 409 && answer.body.contains("established"), "{answer:?}");
}

#[test]
fn the_same_input_gives_the_same_output() {
    let engine = Engine::established();
    let text = request(minutes(3), "DELETE", "", "");
    let line = Line::read(&text).unwrap();
    let done = || step(&POLICY, &Facts, CALL, engine.stored.as_deref(), Message::Line(&line)).unwrap();
    assert_eq!(done(), done());
}

#[test]
fn a_clock_that_runs_backwards_loses_no_request() {
    let mut engine = Engine::established();
    engine.asked(&request(minutes(10), "POST", "/keepAlive", ""));
    // It came in at a host whose clock is behind.
    assert_eq!(engine.asked(&request(minutes(9), "POST", "/keepAlive", "")).status, 200);
    assert_eq!(engine.kept().call.expires_at(), Some(minutes(10 + 45)));
}

/// A host with an address for each call that comes in.
struct Bot;
impl Host for Bot {
    fn on(
        &self,
        _: Timestamp,
        _: &Machine<'_>,
        _: Update,
        _: &mut call_lifecycle_restate::Memory,
    ) -> Vec<call_lifecycle::service::Event> {
        Vec::new()
    }

    fn callback(&self, call: call_lifecycle::Id) -> String {
        format!("https://bot.example/{call}")
    }
}

#[test]
fn a_call_that_comes_in_is_told_to_the_host_s_address_until_an_answer_names_another() {
    let mut engine = Engine::default();
    engine.line_for(&Bot, &peer(Timestamp::ZERO, "calls"));
    assert_eq!(
        (engine.last()["changeType"].as_str(), engine.last()["resourceData"]["state"].as_str()),
        (Some("created"), Some("incoming"))
    );
    assert_eq!(engine.posts[0].to, format!("https://bot.example/{CALL}"));
    let answer = r##"{"callbackUri":"https://bot.example/mine","acceptedModalities":["audio"],"mediaConfig":{"@odata.type":"#microsoft.graph.serviceHostedMediaConfig"}}"##;
    assert_eq!(engine.asked(&request(Timestamp::from_millis(5_000), "POST", "/answer", answer)).status, 202);
    engine.line(&peer(Timestamp::from_millis(6_000), "connects"));
    assert_eq!(engine.posts.last().unwrap().to, "https://bot.example/mine");
    // The fact came twice.
    let before = engine.kept();
    engine.line_for(&Bot, &peer(Timestamp::from_millis(6_000), "calls"));
    assert_eq!(engine.kept(), before);
}

/// What names no other address leaves the one that there was.
#[test]
fn a_reaction_without_an_address_is_told_to_the_one_that_there_was() {
    let target = r#""targets":[{"identity":{"user":{"id":"1"}}}]"#;
    let media = r##""mediaConfig":{"@odata.type":"#microsoft.graph.serviceHostedMediaConfig"}"##;
    for (below, rest) in [("/answer", media), ("/reject", r#""reason":"busy""#), ("/redirect", target)] {
        for address in
            ["", r#","callbackUri":null"#, r#","callbackUri":"""#, r#","callbackUri":"https://bot.example/2""#]
        {
            let mut engine = Engine::default();
            engine.line_for(&Bot, &peer(Timestamp::ZERO, "calls"));
            let body = format!("{{{rest}{address}}}");
            assert_eq!(engine.asked(&request(Timestamp::from_millis(500), "POST", below, &body)).status, 202, "{body}");
            while engine.kept().call.state().is_live() {
                engine.wake(&Facts, 0);
            }
            let expected = match address.ends_with("/2\"") {
                true => "https://bot.example/2".to_owned(),
                false => format!("https://bot.example/{CALL}"),
            };
            assert_eq!(engine.posts.last().unwrap().to, expected, "{below} {body}");
        }
    }
}

#[test]
fn a_reaction_that_is_refused_names_no_address() {
    let mut engine = Engine::established();
    for below in ["/answer", "/reject", "/redirect"] {
        let body = r##"{"callbackUri":"https://bot.example/2","targets":[{"identity":{"user":{"id":"1"}}}],"mediaConfig":{"@odata.type":"#microsoft.graph.serviceHostedMediaConfig"}}"##;
        assert_eq!(engine.asked(&request(minutes(1), "POST", below, body)).status, 409);
        assert_eq!(engine.kept().callback, CALLBACK, "{below}");
    }
}

#[test]
fn the_line_that_a_front_writes_is_read() {
    let url = format!("/v1.0/communications/calls/{CALL}/keepAlive");
    let asked = Request { id: "r", method: "POST", url: &url, body: None };
    let text = serde_json::to_string(&Came { at: minutes(1), request: asked }).unwrap();
    assert_eq!(Engine::established().asked(&text).status, 200);
}
