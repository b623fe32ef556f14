//! Bearer tokens: asked for where there is a key, of everybody but those who look at the page.

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
    // Who looks needs none.
    for path in ["/", "/live", "/page.mjs", "/style.css", "/control"] {
        assert_eq!(bench.ask(&format!("GET {path}"), "").await.status, 200, "{path}");
    }
    bench.stop().await;
}

#[test]
fn a_short_key_is_none() {
    assert!(Key::new(b"fifteen bytes..").unwrap_err().contains("15 bytes, expected 16"));
    // What an editor leaves at the end of a file is not of the key.
    let (one, other) = (Key::new(SECRET).unwrap(), Key::new(&[SECRET, b"\n"].concat()).unwrap());
    let token = one.token(Duration::from_secs(60)).unwrap();
    other.check(&token).unwrap();
}
