//! Signed notifications, as a bot checks them: by the documents that the service has.

use graph_call_mock::exchange::Setup;
use graph_call_mock::server::SigningKey;
use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header, get_current_timestamp};
use serde_json::Value;

use super::bench::{Bench, Options, ask, directory};
use super::sink::Sink;

/// Where bots look, in both spellings.
const METADATA: [&str; 2] = ["/v1/.well-known/OpenIdConfiguration", "/v1/.well-known/openidconfiguration"];
const ISSUER: &str = "https://api.botframework.com";

fn signing() -> Options {
    Options { signing: Some(SigningKey::generate().unwrap()), by_hand: true, ..Options::default() }
}

/// The keys of a service, found as a bot finds them.
async fn keys(bench: &Bench) -> JwkSet {
    let mut found = Vec::new();
    for path in METADATA {
        let reply = bench.ask(&format!("GET {path}"), "").await;
        assert_eq!((reply.status, reply.header("content-type")), (200, Some("application/json")));
        assert_eq!(reply.member("issuer"), ISSUER);
        assert_eq!(reply.json()["id_token_signing_alg_values_supported"][0], "RS256");
        // The address that the service was given, not the one that it listens at.
        found.push(reply.member("jwks_uri"));
    }
    assert_eq!(found, ["http://mock/v1/keys"; 2]);
    let reply = ask(bench.address, "GET /v1/keys", &[], "").await;
    assert_eq!(reply.status, 200);
    let key = &reply.json()["keys"][0];
    assert_eq!(
        (&key["kty"], &key["use"], &key["alg"]),
        (&Value::from("RSA"), &Value::from("sig"), &Value::from("RS256"))
    );
    assert!(key.get("d").is_none(), "the private part is nobody's business");
    // Base64 of DER, which begins with a sequence: .NET reads the key from here.
    let certificate = key["x5c"][0].as_str().unwrap();
    assert!(certificate.starts_with("MII") && certificate.len() > 700 && !certificate.contains('\n'), "{certificate}");
    serde_json::from_slice(&reply.body).unwrap()
}

/// The claims of a header, if a bot with this id accepts it.
fn claims(keys: &JwkSet, authorization: &str, app: &str) -> Result<Value, String> {
    let token = authorization.strip_prefix("Bearer ").ok_or("no Bearer")?;
    let kid = decode_header(token).map_err(|error| error.to_string())?.kid.ok_or("no kid")?;
    let key = DecodingKey::from_jwk(keys.find(&kid).ok_or("an unknown key")?).unwrap();
    let mut validation = Validation::new(Algorithm::RS256);
    validation.set_audience(&[app]);
    validation.set_issuer(&[ISSUER]);
    validation.set_required_spec_claims(&["exp", "nbf", "aud", "iss"]);
    (validation.validate_nbf, validation.leeway) = (true, 0);
    decode::<Value>(token, &key, &validation).map(|token| token.claims).map_err(|error| error.to_string())
}

#[tokio::test]
async fn a_bot_that_checks_signatures_accepts_every_notification() {
    let bench = Bench::new(signing()).await;
    let mut sink = Sink::new().await;
    let before = get_current_timestamp();
    bench.create(&format!("{}/bot", sink.base)).await;
    let call = bench.create(&format!("{}/bot", sink.base)).await;
    bench.control(&format!(r#"{{"peer": {{"call": "{call}", "event": "connects"}}}}"#)).await;
    let (keys, app) = (keys(&bench).await, Setup::APP.to_string());
    let mut tokens = Vec::new();
    for _ in 0..4 {
        let authorization = sink.next().await.authorization.unwrap();
        let claims = claims(&keys, &authorization, &app).unwrap();
        let [nbf, iat, exp] = ["nbf", "iat", "exp"].map(|name| claims[name].as_u64().unwrap());
        assert!(nbf >= before && nbf == iat && exp == nbf + 3_900, "{claims}");
        assert!(call_lifecycle::Id::parse(claims["tid"].as_str().unwrap()).is_ok(), "{claims}");
        tokens.push(authorization);
    }
    tokens.dedup();
    assert!(tokens.len() <= 2, "one token does for some minutes: {}", tokens.len());
    // Another bot, and a token that somebody touched.
    assert!(claims(&keys, &tokens[0], "another").unwrap_err().contains("InvalidAudience"));
    let touched = tokens[0].replacen("ey", "ez", 1);
    claims(&keys, &touched, &app).unwrap_err();
    let (head, signature) = tokens[0].rsplit_once('.').unwrap();
    let signature: String = signature.chars().rev().collect();
    claims(&keys, &format!("{head}.{signature}"), &app).unwrap_err();
    claims(&keys, &format!("{head}."), &app).unwrap_err();
}

#[tokio::test]
async fn without_a_key_nothing_is_signed_and_no_document_is_there() {
    let bench = Bench::new(Options::default()).await;
    let mut sink = Sink::new().await;
    bench.create(&format!("{}/bot", sink.base)).await;
    assert_eq!(sink.next().await.authorization, None);
    for path in METADATA.into_iter().chain(["/v1/keys"]) {
        assert_eq!(bench.ask(&format!("GET {path}"), "").await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn the_key_of_a_directory_stays() {
    let directory = directory("signing-key");
    std::fs::create_dir_all(&directory).unwrap();
    let file = directory.join("signing-key.pem");
    let mut found = Vec::new();
    for _ in 0..2 {
        let signing = Some(SigningKey::stored(&directory).unwrap());
        let bench = Bench::new(Options { signing, ..Options::default() }).await;
        found.push(serde_json::to_value(keys(&bench).await).unwrap());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }
    assert_eq!(found[0], found[1]);
    // What is no key is never overwritten.
    for bad in ["", "no key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"] {
        std::fs::write(&file, bad).unwrap();
        let why = SigningKey::stored(&directory).unwrap_err().to_string();
        assert!(why.contains("signing-key.pem") && why.contains("expected an RSA key"), "{why}");
        assert_eq!(std::fs::read_to_string(&file).unwrap(), bad);
    }
}
