//! Bearer tokens: asked for where there is a key, of everybody.

use std::time::Duration;

use graph_call_mock::server::Key;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode, get_current_timestamp};
use serde_json::json;

use super::bench::{Bench, CALLS, INCOMING, Options, ask, creates};

const SECRET: &[u8] = b"not much of a secret";
const AUDIENCE: &str = "https://graph.microsoft.com";

fn signed(secret: &[u8], audience: &str, ends_in: i64, algorithm: Algorithm) -> String {
    let claims = json!({ "aud": audience, "exp": get_current_timestamp() as i64 + ends_in });
    encode(&Header::new(algorithm), &claims, &EncodingKey::from_secret(secret).unwrap()).unwrap()
}

fn claims(key: &[u8], header: &Header, claims: &serde_json::Value) -> String {
    encode(header, claims, &EncodingKey::from_secret(key).unwrap()).unwrap()
}

/// A token that is valid from so many seconds on.
fn not_yet(seconds: u64) -> String {
    let now = get_current_timestamp();
    claims(SECRET, &Header::default(), &json!({ "aud": AUDIENCE, "exp": now + 7_200, "nbf": now + seconds }))
}

/// A token whose reader must understand a header.
fn critical(name: &str) -> String {
    let header = Header { crit: Some(vec![name.to_owned()]), ..Header::default() };
    claims(SECRET, &header, &json!({ "aud": AUDIENCE, "exp": get_current_timestamp() + 3_600 }))
}

#[tokio::test]
async fn a_service_with_a_key_asks_for_a_token() {
    let key = || Key::new(SECRET).unwrap();
    let bench = Bench::new(Options { key: Some(key()), ..Options::default() }).await;
    let good = key().token(Duration::from_secs(3_600)).unwrap();
    let other = signed(b"another secret, as long", AUDIENCE, 3_600, Algorithm::HS256);
    // Not signed at all: a header that says so, the same claims, and no signature.
    let claims = good.split('.').nth(1).unwrap();
    let unsigned = format!("eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.{claims}.");
    let bad = [
        ("none", None),
        ("empty", Some(String::new())),
        ("no scheme", Some(good.clone())),
        ("another scheme", Some(format!("Basic {good}"))),
        ("no token", Some("Bearer ".to_owned())),
        ("nonsense", Some("Bearer nonsense".to_owned())),
        ("changed", Some(format!("Bearer {good}x"))),
        ("unsigned", Some(format!("Bearer {unsigned}"))),
        ("another key", Some(format!("Bearer {other}"))),
        ("expired", Some(format!("Bearer {}", signed(SECRET, AUDIENCE, -3_600, Algorithm::HS256)))),
        (
            "another audience",
            Some(format!("Bearer {}", signed(SECRET, "https://graph.example", 3_600, Algorithm::HS256))),
        ),
        ("not valid yet", Some(format!("Bearer {}", not_yet(3_600)))),
        ("a critical header", Some(format!("Bearer {}", critical("tenant-bound")))),
        ("another algorithm", Some(format!("Bearer {}", signed(SECRET, AUDIENCE, 3_600, Algorithm::HS512)))),
    ];
    let ring = format!(r#"{{"peer": {{"call": "{INCOMING}", "event": "calls"}}}}"#);
    for (what, authorization) in bad {
        let mut headers = vec![("Content-Type", "application/json")];
        headers.extend(authorization.as_deref().map(|value| ("Authorization", value)));
        for (request, body) in [
            (format!("POST {CALLS}"), creates("http://127.0.0.1:9/")),
            (format!("GET {CALLS}/{INCOMING}"), String::new()),
            ("POST /control".to_owned(), ring.clone()),
        ] {
            let reply = ask(bench.address, &request, &headers, &body).await;
            assert_eq!(reply.status, 401, "{what}, {request}: {reply:?}");
            assert_eq!(reply.json()["error"]["code"], "InvalidAuthenticationToken", "{what}");
        }
    }
    assert_eq!(bench.mock.with(|exchange, _| exchange.calls().len()), 0);

    for scheme in ["Bearer", "bearer"] {
        let authorization = format!("{scheme} {good}");
        let headers = [("Content-Type", "application/json"), ("Authorization", authorization.as_str())];
        let reply = ask(bench.address, &format!("POST {CALLS}"), &headers, &creates("http://127.0.0.1:9/")).await;
        assert_eq!(reply.status, 201, "{reply:?}");
        assert_eq!(ask(bench.address, "POST /control", &headers, &ring).await.status, 200);
    }
    // The page needs none, but what it shows does.
    for path in ["/", "/page.mjs", "/style.css"] {
        assert_eq!(bench.ask(&format!("GET {path}"), "").await.status, 200, "{path}");
    }
    let authorization = format!("Bearer {good}");
    for path in ["/live", "/control", "/control/calls"] {
        assert_eq!(bench.ask(&format!("GET {path}"), "").await.status, 401, "{path}");
        let headers = [("Authorization", authorization.as_str())];
        assert_eq!(ask(bench.address, &format!("GET {path}"), &headers, "").await.status, 200, "{path}");
    }
    bench.stop().await;
}

#[test]
fn a_short_key_is_none() {
    assert!(Key::new(b"fifteen bytes..").unwrap_err().contains("15 bytes, expected 16"));
    assert!(Key::new(b"sixteen bytes...").is_ok());
    // What an editor leaves at the end of a file is not of the key.
    let (one, other) = (Key::new(SECRET).unwrap(), Key::new(&[SECRET, b"\n"].concat()).unwrap());
    let token = one.token(Duration::from_secs(60)).unwrap();
    other.check(&token).unwrap();
}

/// The villain lets tokens expire, by the service's time: a new one is taken.
#[tokio::test]
async fn a_token_that_has_been_in_use_for_too_long_is_refused_and_a_new_one_is_not() {
    let bench = Bench::new(Options { speed: 100.0, by_hand: true, ..Options::default() }).await;
    let call = bench.create("http://127.0.0.1:9/").await;
    assert_eq!(bench.control(r#"{"villain": {"tokenLives": 60000}}"#).await.status, 200);
    let keep_alive = format!("POST {CALLS}/{call}/keepAlive");
    let with = async |token: &str| ask(bench.address, &keep_alive, &[("Authorization", token)], "").await;
    let began = tokio::time::Instant::now();
    assert_eq!(with("Bearer first").await.status, 200);
    // The sixty seconds are 0.6 s here.
    let refused = loop {
        assert!(began.elapsed() < super::bench::PATIENCE, "it never expires");
        match with("Bearer first").await {
            reply if reply.status == 200 => tokio::time::sleep(Duration::from_millis(20)).await,
            reply => break reply,
        }
    };
    assert!(began.elapsed() >= Duration::from_millis(599), "too soon");
    assert_eq!((refused.status, refused.json()["error"]["code"].as_str()), (401, Some("InvalidAuthenticationToken")));
    assert!(refused.message().contains("has expired") && refused.header("WWW-Authenticate").is_some(), "{refused:?}");
    assert_eq!(with("bearer second").await.status, 200);
    assert_eq!(bench.ask(&keep_alive, "").await.status, 200, "without a token nothing expires");
    // The requests of a batch come with its token.
    let batch = format!(r#"{{"requests": [{{"id": "1", "method": "GET", "url": "/communications/calls/{call}"}}]}}"#);
    let reply = ask(bench.address, "POST /v1.0/$batch", &[("Authorization", "Bearer first")], &batch).await;
    assert_eq!((reply.status, &reply.json()["responses"][0]["status"]), (200, &json!(401)));
    bench.control(r#"{"villain": {}}"#).await;
    assert_eq!(with("Bearer first").await.status, 200);
    bench.stop().await;
}
