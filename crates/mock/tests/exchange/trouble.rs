//! Requests that go wrong on purpose: refused, before or after their effect, or late.

use super::stage::{CREATE, Stage, error};
use super::villain::share;

#[test]
fn requests_are_refused_on_purpose() {
    for (status, code) in [(429, "TooManyRequests"), (503, "ServiceUnavailable")] {
        let mut stage = Stage::new();
        let call = stage.established();
        stage.tell(&format!(r#"{{"villain": {{"{status}": 1, "retryAfter": 7}}}}"#)).unwrap();
        let answer = stage.of(call, "POST /keepAlive", "");
        error(&answer, status, code);
        assert_eq!(answer.retry_after, Some(7));
        error(&stage.of(call, "DELETE ", ""), status, code);
        error(&stage.ask("POST /app/calls", CREATE), status, code);
        assert_eq!(stage.exchange.calls(), [call]);
        stage.tell(&format!(r#"{{"villain": {{"{status}": 0.3}}}}"#)).unwrap();
        let refused = (0..2_000).filter(|_| stage.of(call, "POST /keepAlive", "").status == status).count();
        share(refused, 2_000);
        let answer = (0..100).map(|_| stage.of(call, "GET ", "")).find(|answer| answer.status == status).unwrap();
        assert_eq!(answer.retry_after, None, "0 leaves it out");
    }
}

/// A keepAlive that was answered 429 has not kept the call.
#[test]
fn what_was_refused_has_not_happened() {
    let mut stage = Stage::new();
    let call = stage.established();
    stage.pass(2_600_000);
    stage.tell(r#"{"villain": {"429": 1}}"#).unwrap();
    error(&stage.of(call, "POST /keepAlive", ""), 429, "TooManyRequests");
    stage.tell(r#"{"villain": {}}"#).unwrap();
    stage.pass(100_000);
    assert_eq!(stage.state(call), "gone");
}

#[test]
fn a_request_fails_before_its_effect() {
    for (name, status, code) in [
        ("401", 401, "InvalidAuthenticationToken"),
        ("500", 500, "InternalServerError"),
        ("502", 502, "BadGateway"),
        ("504", 504, "GatewayTimeout"),
    ] {
        let mut stage = Stage::new();
        let call = stage.established();
        stage.tell(&format!(r#"{{"villain": {{"{name}": 1, "retryAfter": 7}}}}"#)).unwrap();
        let answer = stage.of(call, "DELETE ", "");
        error(&answer, status, code);
        assert_eq!(answer.retry_after, None, "Graph says it with 429 and 503");
        error(&stage.ask("POST /app/calls", CREATE), status, code);
        stage.tell(r#"{"villain": {}}"#).unwrap();
        assert_eq!((stage.state(call).as_str(), stage.exchange.calls().len()), ("established", 1));
    }
    let mut stage = Stage::new();
    let call = stage.established();
    stage.tell(r#"{"villain": {"cut": 1}}"#).unwrap();
    assert!(stage.of(call, "DELETE ", "").fate.cut);
    stage.tell(r#"{"villain": {}}"#).unwrap();
    assert_eq!(stage.state(call), "established");
}

/// SDKs repeat a POST that was answered 504: the second one finds that the first was done.
#[test]
fn a_request_fails_after_its_effect() {
    for (name, is_cut) in [("504After", false), ("cutAfter", true)] {
        let mut stage = Stage::new();
        let call = stage.established();
        stage.tell(&format!(r#"{{"villain": {{"{name}": 1}}}}"#)).unwrap();
        for _ in 0..2 {
            let answer = stage.ask("POST /v1.0/communications/calls", CREATE);
            assert_eq!((answer.status == 504, answer.fate.cut, answer.location), (!is_cut, is_cut, None));
        }
        assert_eq!(stage.exchange.calls().len(), 3, "{name}: each is a call that nobody knows of");
        stage.pass(2_000_000);
        stage.of(call, "POST /keepAlive", "");
        stage.tell(r#"{"villain": {}}"#).unwrap();
        stage.pass(1_000_000);
        assert_eq!(stage.state(call), "established", "{name}: it was kept alive");
    }
}

#[test]
fn an_answer_comes_late() {
    let mut stage = Stage::new();
    let call = stage.established();
    stage.tell(r#"{"villain": {"late": 1, "lateUpTo": 30000}}"#).unwrap();
    let late: Vec<u128> = (0..200).map(|_| stage.of(call, "POST /keepAlive", "").fate.late.as_millis()).collect();
    assert!(late.iter().all(|late| *late < 30_000) && late.iter().any(|late| *late > 15_000), "{late:?}");
    stage.tell(r#"{"villain": {"late": 1}}"#).unwrap();
    assert!(stage.of(call, "GET ", "").fate.late.is_zero(), "by 0 ms at most");
}

#[test]
fn the_same_seed_fails_the_same_requests() {
    let run = || {
        let mut stage = Stage::new();
        let call = stage.established();
        stage.tell(r#"{"villain": {"500": 0.3, "cutAfter": 0.2, "late": 0.5, "lateUpTo": 900}}"#).unwrap();
        (0..200).map(|_| stage.of(call, "GET ", "")).map(|answer| (answer.status, answer.fate)).collect::<Vec<_>>()
    };
    assert_eq!(run(), run());
}
