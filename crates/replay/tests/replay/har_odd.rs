//! HAR files with bodies that are posted to an application and are no notification of Graph's.

use serde_json::{Value, json};

use crate::run;
use crate::small::CALL;

fn entry(url: &str, agent: &str, sent: &str) -> Value {
    json!({
        "startedDateTime": "2026-03-02T09:00:00Z",
        "time": 1,
        "request": {"method": "POST", "url": url, "headers": [{"name": "user-agent", "value": agent}], "postData": {"text": sent}},
        "response": {"status": 202},
    })
}

const BOT: &str = "https://bot.example.com/api/calls";

/// Before anything says where the application is notified.
#[test]
fn what_only_the_service_posts_is_reported_and_not_ignored() {
    let typed = |name: &str| json!({"@odata.type": format!("#microsoft.graph.{name}")}).to_string();
    for (agent, body, why) in [
        ("", json!({"Id": CALL, "CallState": "Incoming"}).to_string(), "this is the legacy form"),
        ("", json!({"callState": "terminated", "links": {}}).to_string(), "this is the legacy form"),
        ("", typed("participantJoiningNotification"), "has no member `value`"),
        ("", typed("commsNotifications"), "has no member `value`"),
        ("", typed("commsNotification"), "has no member `value`"),
        ("Microsoft-Skype/3.0 (Calling/1.0)", String::new(), "`notification` is \"\""),
        ("microsoft-skype/3.0,(Calling/1.0)", "{}".to_owned(), "has no member `value`"),
    ] {
        let file = json!({"log": {"entries": [entry(BOT, agent, &body), entry(BOT, "x", "[]")]}}).to_string();
        let ran = run(&["-"], file.as_bytes());
        assert_eq!(ran.status, 2, "{body}: {}", ran.out);
        assert!(ran.err.lines().next().unwrap().contains(why), "{body}: {}", ran.err);
        // From then on the address is known.
        assert!(ran.err.contains("entry 2: `notification` is an array"), "{}", ran.err);
    }
}

#[test]
fn what_anybody_may_post_is_ignored() {
    let other = json!({"@odata.type": "#microsoft.graph.call", "participants": [], "callState": 7}).to_string();
    for body in [&other, "", "[]", "{}", r#"{"@odata.type": 7}"#, "callState"] {
        let file = json!({"log": {"entries": [entry(BOT, "Microsoft-Skype", body)]}}).to_string();
        let ran = run(&["-"], file.as_bytes());
        assert_eq!(ran.status, 0, "{body}: {}", ran.err);
        assert!(ran.out.contains("and 1 about something else, ignored"), "{}", ran.out);
    }
}
