//! Traces of any lines in any order: each is read to its end, and what is counted is what was
//! reported.

use serde_json::Value;

use crate::run;

/// A fixed sequence of numbers (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % bound as u64) as usize
    }

    fn of<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len())]
    }
}

const STATES: [&str; 11] = [
    "incoming",
    "establishing",
    "ringing",
    "established",
    "hold",
    "transferring",
    "transferAccepted",
    "redirecting",
    "terminating",
    "terminated",
    "unhold",
];
const METHODS: [&str; 14] = [
    "keepAlive",
    "keepAlive",
    "answer",
    "reject",
    "redirect",
    "transfer",
    "record",
    "recordResponse",
    "playPrompt",
    "cancelMediaProcessing",
    "subscribeToTone",
    "sendDtmfTones",
    "mute",
    "participants/invite",
];
const PEER: [&str; 17] = [
    "calls",
    "rings",
    "connects",
    "declines",
    "busy",
    "noAnswer",
    "fails",
    "hangsUp",
    "holds",
    "resumes",
    "transferAccepted",
    "transferFailed",
    "transferCompleted",
    "redirected",
    "redirectFailed",
    "mediaFailed",
    "tornDown",
];
const MEDIA: [&str; 8] = [
    "promptFinished",
    "promptFailed",
    "beepFinished",
    "beepFailed",
    "speechStarted",
    "speechStopped",
    "mediaLost",
    "recordFailed",
];

fn trace(numbers: &mut Numbers) -> String {
    let mut at = 0_u64;
    let mut lines = String::new();
    for _ in 0..60 {
        let step = [0, 1, 150, 4_000, 20_000, 300_000, 900_000, 2_700_000];
        at += step[numbers.below(step.len())];
        // Now and then the clock runs backwards.
        let now = if numbers.below(12) == 0 { at / 2 } else { at };
        let call = format!("0000000000000000000000000000000{}", numbers.below(3));
        let operation = format!("0000000000000000000000000000000{:x}", numbers.below(16));
        let request = format!("r{}", numbers.below(12));
        let code = numbers.of(&[
            "200, \"subcode\": 4521",
            "408, \"subcode\": 8537",
            "\"0\", \"subCode\": \"7015\"",
            "486",
            "500",
            "400, \"subcode\": 8508",
        ]);
        let fact = match numbers.below(10) {
            0 => {
                format!(r#""request": {{"id": "{request}", "method": "POST", "url": "/app/calls", "call": "{call}"}}"#)
            }
            1..=3 => {
                let body = numbers.of(&[
                    "null",
                    "{}",
                    r#"{"clientContext": "c"}"#,
                    r##"{"prompts": [{}], "bargeInAllowed": true, "maxRecordDurationInSeconds": 30, "stopTones": ["1", "#"], "targets": [{}]}"##,
                    r#"{"maxRecordDurationInSeconds": 9999999999, "loop": true, "timeout": 99, "prompts": [{}]}"#,
                    "[]",
                ]);
                let method = numbers.of(&METHODS);
                format!(
                    r#""request": {{"id": "{request}", "method": "POST", "url": "/app/calls/{call}/{method}", "body": {body}}}"#
                )
            }
            4 => {
                let verb = numbers.of(&["GET", "DELETE", "PATCH"]);
                let below =
                    numbers.of(&["", "", "/operations/OPERATION", "/participants"]).replace("OPERATION", &operation);
                format!(
                    r#""request": {{"id": "{request}", "method": "{verb}", "url": "/communications/calls/{call}{below}"}}"#
                )
            }
            5 | 6 => {
                let status = numbers.of(&["200", "200", "201", "202", "204", "400", "403", "404", "429", "503"]);
                let body = numbers
                    .of(&[
                        "null",
                        r#"{"id": "ID", "status": "running"}"#,
                        r#"{"status": "completed"}"#,
                        r#"{"id": "ID", "state": "established"}"#,
                    ])
                    .replace("ID", if numbers.below(2) == 0 { &call } else { &operation });
                format!(
                    r#""response": {{"to": "{request}", "status": {status}, "headers": {{"Retry-After": 7}}, "body": {body}}}"#
                )
            }
            7 => {
                let (change, state) = (numbers.of(&["created", "updated", "updated", "deleted"]), numbers.of(&STATES));
                let status = numbers.of(&["running", "completed", "failed"]);
                format!(
                    r#""notification": {{"value": [
                        {{"changeType": "{change}", "resource": "/app/calls/{call}", "resourceData": {{"state": "{state}", "resultInfo": {{"code": {code}}}}}}},
                        {{"changeType": "{change}", "resource": "/app/calls/{call}/operations/{operation}", "resourceData": {{"clientContext": "c", "status": "{status}", "resultInfo": {{"code": {code}}}}}}}]}}"#
                )
                .replace('\n', " ")
            }
            8 => format!(r#""peer": {{"call": "{call}", "event": "{}"}}"#, numbers.of(&PEER)),
            _ if numbers.below(4) == 0 => format!(r#""failed": {{"to": "{request}"}}"#),
            _ if numbers.below(3) == 0 => {
                format!(
                    r##""media": {{"call": "{call}", "event": "tone", "tone": "{}"}}"##,
                    numbers.of(&["#", "1", "2", "D"])
                )
            }
            _ => format!(r#""media": {{"call": "{call}", "event": "{}"}}"#, numbers.of(&MEDIA)),
        };
        lines += &format!("{{\"at\": {now}, {fact}}}\n");
    }
    lines
}

#[test]
fn any_trace_is_read_to_its_end() {
    let mut numbers = Numbers(1);
    for _ in 0..120 {
        let trace = trace(&mut numbers);
        for end in ["app", "service"] {
            let json = run(&["--end", end, "--json", "-"], trace.as_bytes());
            assert_eq!((json.status, json.err.as_str()), (0, ""), "{trace}");
            let lines: Vec<Value> = json.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
            let (summaries, steps): (Vec<&Value>, Vec<&Value>) =
                lines.iter().partition(|line| line.get("verdicts").is_some());
            for summary in &summaries {
                let of_call = |step: &&&Value| step["call"] == summary["call"];
                for (word, count) in summary["verdicts"].as_object().unwrap() {
                    let reported = steps.iter().filter(of_call).filter(|step| step["verdict"] == word.as_str()).count();
                    assert_eq!(count.as_u64(), Some(reported as u64), "{word} of {summary} in\n{trace}");
                }
                check(end, summary, &trace);
            }
            assert!(steps.iter().all(
                |step| step["verdict"].is_null() || summaries.iter().any(|summary| summary["call"] == step["call"])
            ));
            let text = run(&["--end", end, "--svg", "/dev/null", "-"], trace.as_bytes());
            assert_eq!((text.status, text.err.as_str()), (0, ""), "{trace}");
            // Both reports have the same sentences.
            for sentence in summaries.iter().filter_map(|summary| summary["diagnosis"].as_array()).flatten() {
                let line = format!("    - {}", sentence.as_str().unwrap());
                assert!(text.out.lines().any(|said| said == line), "{line} is not in\n{}", text.out);
            }
            // The same trace again: the same bytes.
            assert_eq!(run(&["--end", end, "--json", "-"], trace.as_bytes()).out, json.out);
        }
    }
}

/// What holds for every summary.
fn check(end: &str, summary: &Value, trace: &str) {
    let ended = summary["state"] == "terminated";
    let cause = !summary["cause"].is_null();
    let ending = summary["state"] == "terminating" && end == "service";
    assert_eq!(cause, ended || ending, "{summary} in\n{trace}");
    let members: Vec<&str> = summary.as_object().unwrap().keys().map(String::as_str).collect();
    let known = ["call", "cause", "keepAlive", "operations", "state", "verdicts"];
    let further = ["code", "diagnosis", "reason", "refusals", "subcode"];
    let known: Vec<&str> = known.into_iter().chain(further).collect();
    assert!(members.iter().all(|member| known.contains(member)), "{members:?}");
    assert!(!(ended && summary["keepAlive"]["presumedLost"] == true), "{summary} in\n{trace}");
    for operation in summary["operations"].as_array().unwrap() {
        let status = operation["status"].as_str().unwrap();
        assert!(
            !cause || matches!(status, "completed" | "failed"),
            "an operation that outlived its call: {summary} in\n{trace}"
        );
        assert!(!matches!(operation["kind"].as_str().unwrap(), "keepAlive" | "answer"));
        assert_eq!(status == "failed" && operation["reason"] == "callEnded", operation["reason"] == "callEnded");
    }
}
