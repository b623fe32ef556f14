//! The kinds of `told`, where else they occur: what is notified.

use serde_json::{Value, json};

use crate::small::{CALL, ONE, created, ended, part, pass, post, reply, seen, tone};

#[test]
fn several_late_tones_and_one_that_comes_twice() {
    seen("established", &[tone(1, 1), tone(2, 3), tone(3, 2), tone(4, 2), tone(5, 5), tone(6, 4)])
        .line("00:00:00.003  #1   <= updated established: tone 2 (sequenceId 2), late  [stale: tone 3 (sequenceId 3) came before]")
        .line("00:00:00.004  #1   <= updated established: tone 2 (sequenceId 2)  [stale: this is known]")
        .diagnosis(&[
            "tone 2 (sequenceId 2) came late, at 00:00:00.003, after tone 3 (sequenceId 3)",
            "tone 4 (sequenceId 4) came late, at 00:00:00.006, after tone 5 (sequenceId 5)",
            "in order of their numbers the tones are 1 (sequenceId 1), 2 (sequenceId 2), 3 (sequenceId 3), 4 (sequenceId 4) and 5 (sequenceId 5)",
            "1 message repeated what was known (tone 2 (sequenceId 2)): ignored",
        ]);
}

/// A recording that streams is notified with its location while it runs.
#[test]
fn an_update_of_a_running_operation_repeats_nothing() {
    let told_at = |at: u64, change: &str, data: &Value| part(at, change, &format!("{CALL}/operations/{ONE}"), data);
    let running = json!({"status": "running", "clientContext": "c"});
    let with_location =
        json!({"status": "running", "clientContext": "c", "recordingLocation": "https://file.location/1"});
    let done = json!({"status": "completed", "completionReason": "maxSilenceTimeout", "recordingLocation": "https://file.location/1"});
    let all = [
        post(10, "r", "recordResponse"),
        reply(20, "r", 200, &json!({"id": ONE, "status": "running", "clientContext": "c"})),
        told_at(30, "updated", &with_location),
        told_at(9_000, "deleted", &done),
        told_at(9_001, "deleted", &done),
    ];
    let why = "an update of recordingLocation, which is not followed";
    seen("established", &all)
        .line(&format!("00:00:00.030  #1   <= updated operation {ONE} running  [{why}]"))
        .step(4, &json!({"verdict": "noChange", "why": why}))
        .diagnosis(&["1 message repeated what was known (a report of an operation): ignored"]);
    // The same again does, and so does what says nothing new.
    for again in [&with_location, &running] {
        seen("established", &[all[0].clone(), all[1].clone(), all[2].clone(), told_at(40, "updated", again)])
            .line(&format!("00:00:00.040  #1   <= updated operation {ONE} running  [no change: this is known]"));
    }
}

#[test]
fn updates_of_parts_are_named_and_repeat_nothing() {
    let participants = json!([
        {"info": {"identity": {"user": {"id": "1"}, "application": null}}},
        {"info": {"identity": {"application": {"id": "2"}}}},
    ]);
    let chat = json!({"state": "established", "chatInfo": {"threadId": "x"}});
    let told = seen(
        "established",
        &[
            part(10, "updated", &format!("{CALL}/contentSharingSessions"), &json!([{"id": "x"}])),
            part(20, "updated", &format!("{CALL}/participants"), &participants),
            part(30, "updated", &format!("{CALL}/audioRoutingGroups/{ONE}"), &json!({})),
            part(40, "updated", CALL, &chat),
        ],
    );
    told.line("00:00:00.010  #1   <= updated contentSharingSessions")
        .line("00:00:00.020  #1   <= updated participants: 1 person, 1 application")
        .line("00:00:00.030  #1   <= updated audioRoutingGroups")
        .step(3, &json!({"part": "participants", "people": 1, "applications": 1}))
        .diagnosis(&["nothing unusual: the call lives on at the end of the trace"]);
    // The same body again does.
    seen("established", &[part(40, "updated", CALL, &chat), part(40, "updated", CALL, &chat)])
        .diagnosis(&["1 message repeated what was known (established): ignored"]);
}

#[test]
fn the_first_notification_of_a_state_says_what_is_known() {
    let source = json!({"state": "establishing", "source": {"identity": {}}, "chatInfo": {"threadId": "x"}});
    created(&[part(500, "updated", CALL, &source), part(600, "updated", CALL, &source)])
        .line("00:00:00.500  #1   <= updated establishing  [no change: this is known]")
        .line("00:00:00.600  #1   <= updated establishing  [no change: this is known]")
        .diagnosis(&["1 message repeated what was known (establishing): ignored"]);
}

#[test]
fn bodies_without_an_entry_and_others() {
    let body = |at: u64, body: &Value| json!({"at": at, "notification": body}).to_string();
    let told =
        seen("established", &[body(10, &json!({"value": []})), body(20, &json!("")), body(30, &Value::Null), pass(40)]);
    told.line("00:00:00.010       <= a notification without an entry")
        .line("?? line 3 cannot be read: `notification` is \"\", expected an object")
        .line("?? line 4 cannot be read: `notification` is null, expected an object")
        .line("2 lines of the trace could not be read")
        .step(2, &json!({"event": "notification", "entries": 0}))
        .step(3, &json!({"event": "unread"}));
}

#[test]
fn a_tone_that_comes_with_something_late_is_told() {
    seen("established", &[tone(100, 1), ended(900, 200, 4097), tone(950, 2)])
        .line(
            "00:00:00.950  #1   <= updated established: tone 2 (sequenceId 2)  [stale: the call is terminated already]",
        )
        .diagnosis(&["tone 2 (sequenceId 2) was notified at 00:00:00.950, after the end of the call"]);
}
