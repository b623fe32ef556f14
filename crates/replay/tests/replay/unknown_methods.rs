//! Methods that nobody knows: a POST that is answered with an operation is an operation, under the method's name.

use serde_json::json;

use super::operations::{OPERATION, answer, ended, failed, operations, place, post};
use crate::told::lines;

/// A POST that is answered with an operation is an operation, whatever its method.
#[test]
fn a_method_that_nobody_knows_keeps_its_name() {
    for (path, method) in [
        ("microsoft.graph.StartDancing", "StartDancing"),
        ("startDancing", "startDancing"),
        ("participants/wave", "wave"),
        ("participants/fa1e9582-7145-4ca3-bcd8-577f561fcb6e/microsoft.graph.wave()", "wave"),
        ("changeScreenSharingRole", "changeScreenSharingRole"),
        ("audioRoutingGroups", "audioRoutingGroups"),
        ("a/b/c", "c"),
        ("transfer", "transfer"),
    ] {
        let in_body = json!({"@odata.type": "#microsoft.graph.fooOperation", "id": OPERATION, "status": null});
        let answers = [
            (Some(place()), json!(null)),
            (Some(format!("operations/{OPERATION}")), json!({"status": "running"})),
            (None, in_body),
            (None, json!({"id": OPERATION, "clientContext": "c", "status": "notStarted"})),
        ];
        for (location, body) in answers {
            let all = [
                post("r1", path, &json!({"clientContext": "c"})),
                answer("r1", 202, location.as_deref(), &body),
                ended("deleted", &failed()),
            ];
            assert_eq!(operations(&all), [format!("other {method} failed")], "{location:?} {body}");
            lines(&[], &all).diagnosis(&[&format!(
                "{method} 1, asked for at {}, failed at 00:00:02 (403/1)",
                if method == "transfer" { "00:00:01" } else { "00:00:00" }
            )]);
        }
    }
}

#[test]
fn a_post_that_is_answered_with_no_operation_is_none() {
    for (status, body) in [
        (202, json!(null)),
        (200, json!({"@odata.type": "#microsoft.graph.audioRoutingGroup", "id": "oneToOne", "status": "running"})),
        (200, json!({"id": "oneToOne"})),
        (204, json!("")),
        (403, json!({"error": {"code": "Forbidden"}})),
    ] {
        let all = [
            post("r1", "startDancing", &json!({"clientContext": "c"})),
            answer("r1", status, Some("/communications/calls/x"), &body),
        ];
        let told = lines(&[], &all);
        assert_eq!(told.summary()["operations"], json!([]), "{status} {body}");
        assert!(!told.text.contains("startDancing 1"), "{}", told.text);
    }
    // Without an answer nobody knows.
    assert_eq!(operations(&[post("r1", "startDancing", &json!({"clientContext": "c"}))]), [""; 0]);
}

/// The same method twice is two operations, each with its number.
#[test]
fn each_of_a_method_has_its_number() {
    let other = "3d7ab59c-f8bd-4911-8302-6d58ab60e338";
    let all = [
        post("r1", "startDancing", &json!({})),
        post("r2", "wave", &json!({})),
        post("r3", "startDancing", &json!({})),
        answer("r3", 202, Some(&place()), &json!(null)),
        answer("r1", 202, Some(&format!("operations/{other}")), &json!(null)),
        answer("r2", 204, None, &json!(null)),
        ended("deleted", &failed()),
    ];
    assert_eq!(operations(&all), ["other startDancing notStarted", "other startDancing failed"]);
    assert!(lines(&[], &all).text.contains(": startDancing 2 failed\n"));
}

/// The service's end starts an operation for a method that it does not know, and for nothing else.
#[test]
fn the_service_answers_an_unknown_method_with_an_operation() {
    let told =
        lines(&["--end", "service"], &[post("r1", "microsoft.graph.StartDancing", &json!({"clientContext": "c"}))]);
    let answer =
        "answer 202, Location .../operations/00000000-0000-0000-0000-000000000001, body StartDancing 1 running";
    assert!(told.text.contains(answer), "{}", told.text);
    assert_eq!(told.summary()["operations"][0]["method"], json!("StartDancing"));
    for path in ["changeScreenSharingRole", "audioRoutingGroups", "participants"] {
        let told = lines(&["--end", "service"], &[post("r1", path, &json!({}))]);
        assert_eq!(told.summary()["operations"], json!([]), "{path}");
    }
}
