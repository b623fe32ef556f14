//! `$batch` and `$select` over HTTP.

use serde_json::{Value, json};

use super::bench::{Bench, CALLS, INCOMING, Options, Reply, ask, creates};

const BATCH: &str = "POST /v1.0/$batch";

/// A batch's answers, in their order.
async fn batch(bench: &Bench, requests: Value) -> Vec<Value> {
    let reply = bench.ask(BATCH, &json!({ "requests": requests }).to_string()).await;
    assert_eq!(reply.status, 200, "{reply:?}");
    reply.json()["responses"].as_array().unwrap().clone()
}

fn statuses(responses: &[Value]) -> Vec<(&str, u64)> {
    responses.iter().map(|one| (one["id"].as_str().unwrap(), one["status"].as_u64().unwrap())).collect()
}

fn post(id: &str, url: &str, body: Value) -> Value {
    json!({ "id": id, "method": "POST", "url": url, "body": body, "headers": { "content-TYPE": "application/json" } })
}

#[tokio::test]
async fn each_request_of_a_batch_has_its_status_headers_and_body() {
    let bench = Bench::new(Options { lenient: false, ..Options::default() }).await;
    let call = bench.create("http://127.0.0.1:9/").await;
    let responses = batch(
        &bench,
        json!([
            { "id": "a", "method": "GET", "url": format!("/communications/calls/{call}?$select=state") },
            post("b", &format!("communications/calls/{call}/keepAlive"), json!({})),
            post("c", "/communications/calls", serde_json::from_str(&creates("http://127.0.0.1:9/")).unwrap()),
            { "id": "d", "method": "get", "url": format!("//communications/calls('{INCOMING}')"),
              "headers": { "client-request-id": "mine" } },
            { "id": "e", "method": "DELETE", "url": format!("/communications/calls/{call}") },
            { "id": "f", "method": "GET", "url": "/communications/calls/7" },
        ]),
    )
    .await;
    assert_eq!(statuses(&responses), [("a", 200), ("b", 200), ("c", 201), ("d", 404), ("e", 204), ("f", 400)]);
    assert!(responses[0]["body"]["state"].is_string() && responses[0]["body"].get("id").is_none());
    assert_eq!(responses[0]["headers"]["Content-Type"], "application/json");
    assert!(responses[1].get("body").is_none(), "{}", responses[1]);
    assert_eq!(responses[3]["body"]["error"]["innerError"]["client-request-id"], "mine");
    assert_eq!(responses[3]["headers"]["client-request-id"], "mine");
    let ids: std::collections::HashSet<_> =
        responses.iter().map(|one| one["headers"]["request-id"].to_string()).collect();
    assert_eq!(ids.len(), 6, "{responses:?}");
    bench.stop().await;
}

#[tokio::test]
async fn what_depends_on_a_failure_is_not_made() {
    let bench = Bench::new(Options::default()).await;
    let call = bench.create("http://127.0.0.1:9/").await;
    let (good, bad) = (format!("/communications/calls/{call}"), format!("/communications/calls/{INCOMING}"));
    let responses = batch(
        &bench,
        json!([
            { "id": "1", "method": "GET", "url": good },
            { "id": "2", "method": "GET", "url": bad },
            { "id": "3", "method": "GET", "url": good, "dependsOn": ["1"] },
            { "id": "4", "method": "DELETE", "url": good, "dependsOn": ["1", "2"] },
            { "id": "5", "method": "GET", "url": good, "dependsOn": ["4"] },
            { "id": "Six", "method": "GET", "url": good },
            { "id": "7", "method": "GET", "url": good, "dependsOn": ["SIX"] },
            { "id": "Eight", "method": "GET", "url": bad },
            { "id": "9", "method": "GET", "url": good, "dependsOn": ["EIGHT"] },
        ]),
    )
    .await;
    let found = statuses(&responses);
    let good = [("1", 200), ("2", 404), ("3", 200), ("4", 424), ("5", 424), ("Six", 200), ("7", 200)];
    assert_eq!(found, [&good[..], &[("Eight", 404), ("9", 424)]].concat());
    assert_eq!(responses[3]["body"]["error"]["code"], "FailedDependency");
    bench.stop().await;
}

#[tokio::test]
async fn a_batch_that_is_wrong_does_nothing() {
    let bench = Bench::new(Options { lenient: false, ..Options::default() }).await;
    let call = bench.create("http://127.0.0.1:9/").await;
    let delete = json!({ "id": "0", "method": "DELETE", "url": format!("/communications/calls/{call}") });
    let get = |id: &str| json!({ "id": id, "method": "GET", "url": format!("/communications/calls/{call}") });
    let many = |count: usize| (1..=count).map(|id| get(&id.to_string())).collect::<Vec<_>>();
    let alive = format!("/communications/calls/{call}/keepAlive");
    for (requests, why) in [
        (json!([delete, get("1"), get("1")]), "\"1\""),
        (json!([delete, get("a"), get("A")]), "case does not count"),
        (json!([delete, get("")]), "empty"),
        (
            json!([delete, { "id": "1", "method": "GET", "url": "/x", "dependsOn": ["2"] }, get("2")]),
            "Invalid dependency for request Id 1",
        ),
        (json!([delete, { "id": "1", "method": "GET", "url": "/x", "dependsOn": ["1"] }]), "Invalid dependency"),
        // The trap of keepAlive: a POST has a body and its type in a batch, or nothing is done.
        (json!([delete, { "id": "1", "method": "POST", "url": alive }]), "Write request id : 1"),
        (json!([delete, { "id": "1", "method": "POST", "url": alive, "body": {} }]), "Write request id : 1"),
        (json!([delete, post("1", "/$batch", json!({ "requests": [] }))]), "no batch"),
        (
            json!([delete, { "id": "1", "method": "GET", "url": "https://graph.microsoft.com/v1.0/communications/calls" }]),
            "no batch",
        ),
        (json!([delete, { "id": 1, "method": "GET", "url": "/x" }]), "Invalid batch payload"),
        (json!([delete, { "method": "GET", "url": "/x" }]), "missing field `id`"),
        (json!({ "0": delete }), "Invalid batch payload"),
        (json!(many(21)), "maximum value of 20"),
    ] {
        let reply: Reply = bench.ask(BATCH, &json!({ "requests": requests }).to_string()).await;
        assert_eq!(reply.status, 400, "{requests}");
        assert!(reply.message().contains(why), "{why}: {}", reply.message());
    }
    for body in ["", "{", "[]", "{}"] {
        assert_eq!(bench.ask(BATCH, body).await.status, 400, "{body}");
    }
    assert_eq!(bench.ask(&format!("GET {CALLS}/{call}"), "").await.status, 200);
    assert_eq!(batch(&bench, json!(many(20))).await.len(), 20);
    assert_eq!(batch(&bench, json!([])).await.len(), 0);
    let reply = bench.ask("GET /beta/$batch", "").await;
    assert_eq!((reply.status, reply.header("Allow")), (405, Some("POST")));
    assert_eq!(bench.ask("POST /$batch", r#"{"requests": []}"#).await.status, 400, "a batch has a version");
    bench.stop().await;
}

#[tokio::test]
async fn a_lenient_mock_takes_a_post_without_a_body_in_a_batch() {
    let bench = Bench::new(Options::default()).await;
    let call = bench.create("http://127.0.0.1:9/").await;
    let alive = json!([{ "id": "1", "method": "POST", "url": format!("/communications/calls/{call}/keepAlive") }]);
    assert_eq!(statuses(&batch(&bench, alive).await), [("1", 200)]);
    bench.stop().await;
}

/// Of a batch some may be refused on purpose; its connection is one.
#[tokio::test]
async fn a_batch_has_trouble_in_its_parts() {
    let bench = Bench::new(Options { speed: 60.0, ..Options::default() }).await;
    let call = bench.create("http://127.0.0.1:9/").await;
    bench.control(r#"{"villain": {"method": "keepAlive", "429": 1, "retryAfter": 600}}"#).await;
    let requests = json!([
        { "id": "1", "method": "GET", "url": format!("/communications/calls/{call}") },
        post("2", &format!("/communications/calls/{call}/keepAlive"), json!({})),
    ]);
    let responses = batch(&bench, requests).await;
    assert_eq!(statuses(&responses), [("1", 200), ("2", 429)]);
    assert_eq!(responses[1]["headers"]["Retry-After"], "10");
    bench.stop().await;
}

#[tokio::test]
async fn a_call_and_an_operation_have_what_is_selected() {
    let bench = Bench::new(Options::default()).await;
    let call = bench.create("http://127.0.0.1:9/").await;
    let path = format!("{CALLS}/{call}");
    let names = |reply: &Reply| {
        let body = reply.json();
        let mut names: Vec<String> =
            body.as_object().unwrap().keys().filter(|name| !name.starts_with('@')).cloned().collect();
        names.sort();
        names
    };
    let reply = bench.ask(&format!("GET {path}?$select=state,%20ID&$expand=x"), "").await;
    assert_eq!((reply.status, names(&reply)), (200, vec!["id".to_owned(), "state".to_owned()]));
    let reply = bench.ask(&format!("GET {path}?$select=status"), "").await;
    assert_eq!(reply.status, 400);
    assert!(reply.message().contains("'status' on type 'microsoft.graph.call'"), "{reply:?}");
    bench.until(&call, "established").await;
    let json = [("Content-Type", "application/json")];
    let prompt = r##"{"prompts": [{"@odata.type": "#microsoft.graph.mediaPrompt", "mediaInfo": {"uri": "u"}}], "clientContext": "x"}"##;
    let begun = ask(bench.address, &format!("POST {path}/playPrompt"), &json, prompt).await;
    let operation = format!("{path}/operations/{}", begun.member("id"));
    let reply = bench.ask(&format!("GET {operation}?%24select=status"), "").await;
    assert_eq!((reply.status, names(&reply)), (200, vec!["status".to_owned()]));
    // Only a GET selects.
    assert_eq!(bench.ask(&format!("POST {path}/keepAlive?$select=nonsense"), "").await.status, 200);
    bench.stop().await;
}

/// Every member of Graph's metadata can be selected, and no other.
#[tokio::test]
async fn what_graphs_metadata_has_can_be_selected() {
    let facts = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/graph-facts.txt");
    let facts = std::fs::read_to_string(facts).unwrap();
    let bench = Bench::new(Options::default()).await;
    let call = bench.create("http://127.0.0.1:9/").await;
    bench.until(&call, "established").await;
    for (kind, below, least) in [
        ("call", "", 30),
        ("commsOperation", "/operations", 3),
        ("participant", "/participants", 11),
        ("audioRoutingGroup", "/audioRoutingGroups", 3),
        ("contentSharingSession", "/contentSharingSessions", 2),
    ] {
        let prefix = format!("member | {kind}.");
        let names = facts.lines().filter_map(|line| line.strip_prefix(&*prefix)?.split(' ').next());
        let mut count = 0;
        for name in names.chain(["id"]) {
            let reply = bench.ask(&format!("GET {CALLS}/{call}{below}?$select={name}"), "").await;
            assert_eq!(reply.status, 200, "{kind} {name}: {reply:?}");
            count += 1;
        }
        assert!(count > least, "{kind}: {count}");
        let reply = bench.ask(&format!("GET {CALLS}/{call}{below}?$select=nonsense"), "").await;
        assert!(reply.status == 400 && reply.message().contains(kind), "{reply:?}");
    }
    bench.stop().await;
}
