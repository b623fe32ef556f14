//! Recordings: who has the token has the sound, as long as it was recorded.

use super::bench::{Bench, CALLS, Options, ask};
use super::sink::Sink;

#[tokio::test]
async fn a_recording_is_for_whoever_has_its_token() {
    let bench = Bench::new(Options { speed: 100.0, ..Options::default() }).await;
    let mut sink = Sink::new().await;
    let call = bench.create(&format!("{}/bot", sink.base)).await;
    bench.until(&call, "established").await;
    let record = r#"{"playBeep": false, "initialSilenceTimeoutInSeconds": 120, "maxRecordDurationInSeconds": 3}"#;
    let speaks = format!(r#"{{"media": {{"call": "{call}", "event": "speechStarted"}}}}"#);
    assert_eq!(bench.control(&speaks).await.status, 200);
    let begun = bench.ask(&format!("POST {CALLS}/{call}/recordResponse"), record).await;
    assert_eq!(begun.status, 200);
    let data = loop {
        let came = sink.next().await;
        let body: serde_json::Value = serde_json::from_str(&came.body).unwrap();
        let data = &body["value"][0]["resourceData"];
        if data["@odata.type"] == "#microsoft.graph.recordOperation" {
            break data.clone();
        }
    };
    assert_eq!(data["completionReason"], "maxRecordDurationReached");
    let path = data["recordingLocation"].as_str().unwrap().strip_prefix("http://mock").unwrap().to_owned();
    assert_eq!(path, format!("/recordings/{}", begun.member("id")));
    let bearer = format!("Bearer {}", data["recordingAccessToken"].as_str().unwrap());

    let get = |authorization: &str| {
        let (path, authorization) = (format!("GET {path}"), authorization.to_owned());
        async move { ask(bench.address, &path, &[("Authorization", &authorization)], "").await }
    };
    let reply = get(&bearer).await;
    assert_eq!((reply.status, reply.header("Content-Type")), (200, Some("application/octet-stream")));
    // WAV, mono, 16 kHz, 16 bits, and three seconds of it.
    let number = |place: usize, size: usize| {
        reply.body[place..][..size].iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte))
    };
    assert_eq!(
        (&reply.body[..4], &reply.body[8..16], &reply.body[36..40]),
        (&b"RIFF"[..], &b"WAVEfmt "[..], &b"data"[..])
    );
    assert_eq!(
        [number(20, 2), number(22, 2), number(24, 4), number(28, 4), number(32, 2), number(34, 2)],
        [1, 1, 16_000, 32_000, 2, 16]
    );
    assert_eq!((number(40, 4), number(4, 4), reply.body.len()), (96_000, 96_036, 96_044));

    for wrong in ["Bearer ", "Bearer 00000000000000000000000000000000", "Basic dXNlcjpwYXNz", ""] {
        let reply = get(wrong).await;
        assert!([401, 404].contains(&reply.status), "{wrong}: {reply:?}");
    }
    assert_eq!(ask(bench.address, &format!("GET {path}"), &[], "").await.status, 401);
    let other = format!("GET /recordings/{call}");
    assert_eq!(ask(bench.address, &other, &[("Authorization", &bearer)], "").await.status, 404);
    // It outlives its call.
    bench.ask(&format!("DELETE {CALLS}/{call}"), "").await;
    assert_eq!(get(&bearer).await.status, 200);
}
