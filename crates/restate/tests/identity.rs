//! A host that knows the engine's key answers nobody else. That it answers the engine itself is
//! shown by `crates/restate/test`, whose engine signs.

use axum::body::Body;
use axum::http::Request;
use call_lifecycle::app::Policy;
use call_lifecycle_restate::{Calls, KeepAlive, shared_clock};
use call_lifecycle_tokio::{BoxError, Response, Speed};
use restate_sdk::prelude::Endpoint;

static POLICY: Policy = Policy::DEFAULT;
const KEY: &str = "publickeyv1_ChjENKeMvCtRnqG2mrBK1HmPKufgFUc98K8B3ononQvp";
/// It has the form of a token, and the signature is nobody's.
const OF_NOBODY: &str = "eyJ0eXAiOiJKV1QiLCJhbGciOiJFZERTQSIsImtpZCI6InB1YmxpY2tleXYxX0NoakVOS2VNdkN0Um5xRzJtckJLMUhtUEt1ZmdGVWM5OEs4QjNvbm9uUXZwIn0.\
     eyJhdWQiOiIvaW52b2tlL0FwcENhbGwvcGVlayIsImV4cCI6NDEwMjQ0NDgwMCwiaWF0IjoxLCJuYmYiOjF9.\
     AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const EVERY_PATH: [&str; 4] = ["/discover", "/health", "/invoke/AppCall/begin", "/invoke/Graph/send"];

fn host(key: Option<&str>) -> Result<Endpoint, BoxError> {
    let client = async |_: call_lifecycle_tokio::Request| Ok::<_, std::io::Error>(Response::new(200));
    let endpoint = Calls::new(&POLICY, shared_clock(0, Speed::REAL), client, KeepAlive).endpoint();
    Ok(match key {
        Some(key) => endpoint.identity_key(key)?,
        None => endpoint,
    }
    .build())
}

/// The status that a host answers.
fn asked(host: &Endpoint, path: &str, headers: &[(&str, &str)]) -> Result<u16, BoxError> {
    let mut request = Request::post(path).header("accept", "application/vnd.restate.endpointmanifest.v4+json");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    Ok(host.handle(request.body(Body::empty())?).status().as_u16())
}

#[test]
fn a_host_without_a_key_answers_anyone() -> Result<(), BoxError> {
    assert_eq!(asked(&host(None)?, "/discover", &[])?, 200);
    Ok(())
}

#[test]
fn what_is_not_signed_is_refused() -> Result<(), BoxError> {
    let host = host(Some(KEY))?;
    for path in EVERY_PATH {
        assert_eq!(asked(&host, path, &[])?, 401, "{path}");
        assert_eq!(asked(&host, path, &[("x-restate-signature-scheme", "unsigned")])?, 401, "{path}");
    }
    Ok(())
}

#[test]
fn what_nobody_has_signed_is_refused() -> Result<(), BoxError> {
    let host = host(Some(KEY))?;
    let signed = [("x-restate-signature-scheme", "v1"), ("x-restate-jwt-v1", OF_NOBODY)];
    for path in EVERY_PATH {
        assert_eq!(asked(&host, path, &signed)?, 401, "{path}");
    }
    Ok(())
}

#[test]
fn what_is_no_key_is_refused_at_the_start() {
    assert!(host(Some("publickeyv1_nonsense0")).is_err());
}
