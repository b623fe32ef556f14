//! Methods that nobody knows, and those that Graph's metadata has.

use graph_call_mock::exchange::Setup;
use serde_json::Value;

use super::stage::{INCOMING, ParseId, Stage, error, json, member, setup};

/// Methods that no page and no metadata has, or not there.
const DANCES: [&str; 3] =
    ["POST /microsoft.graph.StartDancing", "POST /StartDancing", "POST /participants/StartDancing"];

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

/// A lenient mock answers a method that nobody knows with an operation, and shows it under the name that was asked
/// for.
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
