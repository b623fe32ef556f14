//! What public bug reports asked for, written anew: the exact words of the text, and the JSON.

use serde_json::{Value, json};

use crate::run;

/// What a trace of this package's `tests/data` gives.
pub struct Reports {
    pub text: String,
    pub json: Vec<Value>,
}

fn told_with(options: &[&str], name: &str) -> Reports {
    let trace = format!("{}/tests/data/{name}.jsonl", env!("CARGO_MANIFEST_DIR"));
    let with = |option: Option<&str>| {
        let arguments: Vec<&str> = options.iter().copied().chain(option).chain([trace.as_str()]).collect();
        run(&arguments, b"").out
    };
    let json = with(Some("--json"));
    Reports { text: with(None), json: json.lines().map(|line| serde_json::from_str(line).unwrap()).collect() }
}

/// What these lines give.
pub fn lines(options: &[&str], lines: &[String]) -> Reports {
    let trace = lines.join("\n");
    let with = |option: Option<&str>| {
        let arguments: Vec<&str> = options.iter().copied().chain(option).chain(["-"]).collect();
        run(&arguments, trace.as_bytes()).out
    };
    let json = with(Some("--json"));
    Reports { text: with(None), json: json.lines().map(|line| serde_json::from_str(line).unwrap()).collect() }
}

fn told(name: &str) -> Reports {
    told_with(&[], name)
}

impl Reports {
    /// The sentences of the diagnosis, which the JSON has too, unless nothing is unusual.
    pub fn diagnosis(&self, sentences: &[&str]) -> &Self {
        let (_, said) = self.text.split_once("  diagnosis\n").unwrap();
        let said: Vec<&str> = said.lines().map_while(|line| line.strip_prefix("    - ")).collect();
        assert_eq!(said, sentences, "{}", self.text);
        if !said[0].starts_with("nothing unusual") {
            assert_eq!(self.summary()["diagnosis"], json!(sentences));
        }
        self
    }

    /// Some sentences of the diagnosis.
    pub fn says(&self, sentences: &[&str]) -> &Self {
        let said = self.summary()["diagnosis"].as_array().unwrap();
        for sentence in sentences {
            assert!(said.iter().any(|said| said == sentence), "{said:#?}\nshould have\n{sentence}");
            self.line(&format!("    - {sentence}"));
        }
        self
    }

    /// A line of the text.
    pub fn line(&self, line: &str) -> &Self {
        assert!(self.text.lines().any(|said| said == line), "{}\nshould have the line\n{line}", self.text);
        self
    }

    pub fn summary(&self) -> &Value {
        self.json.iter().find(|line| line.get("verdicts").is_some()).unwrap()
    }

    /// Members of the object of a line of the trace.
    pub fn step(&self, line: u64, members: &Value) -> &Self {
        let step = self.json.iter().find(|step| step["line"] == line).unwrap();
        for (name, value) in members.as_object().unwrap() {
            assert_eq!(&step[name], value, "{name} of {step}");
        }
        self
    }

    /// Members of the summary.
    pub fn ends(&self, members: &Value) -> &Self {
        for (name, value) in members.as_object().unwrap() {
            assert_eq!(&self.summary()[name], value, "{name} of {}", self.summary());
        }
        self
    }
}

#[test]
fn a_refused_answer_is_not_a_late_one() {
    told("answer-refused")
        .line(r#"00:00:01.500  #1   <- 400 to answer (r1) "BadRequest: The request is invalid.""#)
        .diagnosis(&[
            r#"the 15 s to answer were over at 00:00:15: the answer sent 00:00:01 was refused with 400, "BadRequest: The request is invalid.", and no other followed in time"#,
        ])
        .step(3, &json!({"status": 400, "error": {"code": "BadRequest", "message": "The request is invalid."}}))
        .ends(&json!({"refusals": [
            {"at": 1000, "request": "answer", "status": 400, "code": "BadRequest", "message": "The request is invalid."},
        ]}));
}

#[test]
fn what_is_notified_of_a_call_that_was_given_up_is_told() {
    told("notified-after-abandon")
        .line("01:01:40.000  #1   <= updated established: tone 2 (sequenceId 2)  [stale: the call had been given up, which this shows to be wrong]")
        .line("    01:01:40.000  tone 2 (sequenceId 2): notified after the call was given up")
        .line("    02:00:00.000  really ended (200/5010)")
        .diagnosis(&[
            "the call began 00:00:00, and no keepAlive succeeded within 45 min (none was sent): presumed lost at 00:45:00; given up at 01:00:00, though notifications came at 00:50:00, 01:01:40 and 01:15:00, and the call really ended at 02:00:00 with 200/5010 (only one participant was left)",
            "no people were in the roster from 01:15:00 on, 45 min before the end",
        ])
        .ends(&json!({"cause": "abandoned", "code": 200, "subcode": 5010}));
}

#[test]
fn callbacks_that_are_never_heard() {
    told("no-callbacks").diagnosis(&[
        "nothing has been notified since the call was created at 00:00:00, in 10 min: check that the service reaches the callbackUri",
    ]);
}

#[test]
fn a_late_tone_is_not_lost() {
    told("late-tone")
        .line("00:00:00.000  #1   <= updated established: tone 2")
        .line("00:00:00.010  #1   <= updated established: tone 1 (sequenceId 1), late  [stale: tone 2 (sequenceId 2) came before]")
        .diagnosis(&[
            "tone 1 (sequenceId 1) came late, at 00:00:00.010, after tone 2 (sequenceId 2)",
            "in order of their numbers the tones are 1 (sequenceId 1) and 2 (sequenceId 2)",
        ])
        .step(1, &json!({"tone": "tone2", "sequenceId": 2, "late": null}))
        .step(2, &json!({"tone": "tone1", "sequenceId": 1, "late": true}));
}

#[test]
fn a_call_that_ends_before_it_is_established_was_not_hung_up() {
    told("never-established")
        .line("  terminated, remoteHangUp (ended before it was established: nobody answered), code 200/5002")
        .diagnosis(&["ended before it was established: nobody answered; it ended at 00:01:00 with 200/5002"])
        .ends(&json!({"code": 200, "subcode": 5002, "reason": "ended before it was established: nobody answered"}));
}

#[test]
fn a_pair_of_code_and_subcode_has_its_words() {
    told("ended-by-bot")
        .line("  terminated, ended by the bot itself, code 200/7000")
        .line("    00:00:00.000  terminated: ended by the bot itself (200/7000)")
        .diagnosis(&["the call was ended by the bot itself (200/7000), whose DELETE is not in the trace"])
        .ends(&json!({"code": 200, "subcode": 7000, "reason": "ended by the bot itself"}));
}

#[test]
fn an_update_of_what_is_not_followed_repeats_nothing() {
    told("content-update")
        .line("00:00:00.010  #1   <= updated established  [an update of chatInfo, which is not followed]")
        .diagnosis(&["nothing unusual: the call lives on at the end of the trace"])
        .step(2, &json!({"verdict": "noChange", "why": "an update of chatInfo, which is not followed"}));
}

#[test]
fn a_first_answer_repeats_nothing() {
    told("first-answer-repeated")
        .line("00:00:01.200  #1   <- 200 to invite (r1)  [no change: the first answer, after a notification of what it says]")
        .diagnosis(&[
            "invite 1, asked for at 00:00:01, failed at 00:00:01.100 (603/10024)",
            "1 first answer came only after a notification of what it says (the 200 to invite), at 00:00:01.200",
        ])
        .step(4, &json!({"verdict": "noChange", "why": "the first answer, after a notification of what it says"}))
        .ends(&json!({"operations": [
            {"operation": "0b5e55ed-0000-4000-8000-000000000001", "kind": "invite", "status": "failed", "code": 603, "subcode": 10024},
        ]}));
}

#[test]
fn no_advice_without_its_ground() {
    let told = told("no-404-advice");
    told.diagnosis(&[
        "the call began 00:00:00, and no keepAlive succeeded within 45 min (2 keepAlives sent, none succeeded): presumed lost at 00:45:00; nothing was heard of it for 15 min more: given up at 01:00:00",
        "3 keepAlives failed between 00:43:20.010 and 00:45:00.010, the last one: no response came; no failure extends the 45 min",
        "1 request to a call that had been given up, at 01:01:40.100: the trace has no answer that says whether it still lived",
        "nothing has been notified since the call was created at 00:00:00, in 60 min: check that the service reaches the callbackUri",
    ]);
    assert!(!told.text.contains("404"), "{}", told.text);
}

#[test]
fn the_error_in_a_body_is_told() {
    told("error-body")
        .line(r#"00:00:00.020  #1   <- 400 to transfer (r1) "8523: This call cannot be transferred""#)
        .diagnosis(&[r#"the transfer sent 00:00:00.010 was refused with 400, "8523: This call cannot be transferred""#])
        .step(3, &json!({"error": {"code": "8523", "message": "This call cannot be transferred"}}))
        .ends(&json!({"refusals": [
            {"at": 10, "request": "transfer", "status": 400, "code": "8523", "message": "This call cannot be transferred"},
        ]}));
}

#[test]
fn a_404_for_a_part_of_a_call_names_it_and_asks_to_verify() {
    told("other-404")
        .line("00:00:00.010  #1   -> changeScreenSharingRole (r1)")
        .line(r#"00:00:00.020  #1   <- 404 to changeScreenSharingRole (r1) "9997: Call not found.": to be verified with a GET of the call"#)
        .diagnosis(&[
            r#"the changeScreenSharingRole sent 00:00:00.010 was refused with 404, "9997: Call not found."; this may be about a part of the call only, so verify the call with a GET: a 404 to that says that it has ended"#,
        ])
        .step(2, &json!({"request": "other", "name": "changeScreenSharingRole"}))
        .step(3, &json!({"outputs": [{"at": 20, "output": "send", "request": "getCall"}]}));
}

#[test]
fn a_body_of_the_legacy_form_is_named_and_the_rest_is_read() {
    let told = told("legacy-body");
    let why = "`notification` has `callState` and no `value`: this is the legacy form, expected Graph's form, which the service posts once the legacy one is answered 204";
    told.line(&format!("?? line 1 cannot be read: {why}"))
        .line("1 line of the trace could not be read")
        .diagnosis(&["nothing unusual: the call lives on at the end of the trace"])
        .step(1, &json!({"event": "unread", "why": why}))
        .ends(&json!({"state": "established"}));
    let trace = format!("{}/tests/data/legacy-body.jsonl", env!("CARGO_MANIFEST_DIR"));
    let ran = run(&[&trace], b"");
    assert_eq!((ran.status, ran.err), (2, format!("{trace}: line 1: {why}\n")));
}

#[test]
fn a_trace_that_is_newest_first_is_said_to_be_and_put_in_order() {
    let wrong = told("newest-first");
    wrong
        .line("the times fall from line to line: the trace is newest first, and --sort puts it in order")
        .diagnosis(&["nothing can be told of the call, since the trace is newest first: --sort puts it in order"]);
    assert_eq!(wrong.json.last().unwrap()["warning"], "newestFirst");
    told_with(&["--sort"], "newest-first")
        .line("00:00:00.000       -> create a call (r1)")
        .line(r#"  message "The conversation has ended. DiagCode: 0#5002.@", DiagCode 0#5002"#)
        .diagnosis(&["ended before it was established: nobody answered; it ended at 00:01:01 with 200/5002"])
        .step(1, &json!({"code": 200, "subcode": 5002, "diagCode": "0#5002"}))
        .ends(&json!({"message": "The conversation has ended. DiagCode: 0#5002.@", "diagCode": "0#5002"}));
}

/// Lines of the same time are turned round too, and a line without a time stays where it is.
#[test]
fn sorting_keeps_what_belongs_together() {
    let seen = |at: u64, state: &str| {
        let path = "/communications/calls/c0ffee00-0000-4000-8000-000000000001";
        let entry = json!({"changeType": "updated", "resourceUrl": path, "resourceData": {"state": state}});
        json!({"at": at, "notification": {"value": [entry]}}).to_string()
    };
    let trace = [
        seen(30, "terminating"),
        "no time".to_owned(),
        seen(20, "established"),
        seen(20, "ringing"),
        seen(10, "establishing"),
    ];
    let told = lines(&["--sort"], &trace);
    let states: Vec<&Value> = told.json.iter().filter_map(|step| step.get("state")).collect();
    assert_eq!(states, ["establishing", "ringing", "established", "terminating", "terminating"]);
    assert_eq!(told.text.matches("?? line 2 cannot be read").count(), 1, "{}", told.text);
    assert!(!told.text.contains("ran backwards"), "{}", told.text);
}
