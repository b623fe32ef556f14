//! Ends that were taken from something else than their notification, and what came after.

use serde_json::{Value, json};

use crate::small::{CALL, ask, created, ended, part, pass, post, refusal, reply, seen, state, tone};

const LATE: u64 = 3_700_000;

fn keep_alive(at: u64, id: &str) -> String {
    post(at, id, "keepAlive")
}

fn gone(at: u64, to: &str) -> String {
    reply(at, to, 404, &refusal("8522", "Call not found."))
}

fn delete(at: u64, id: &str) -> String {
    ask(at, id, "DELETE", CALL, &Value::Null)
}

#[test]
fn the_end_that_is_notified_after_a_404() {
    seen("established", &[keep_alive(900_000, "k"), gone(900_100, "k"), ended(5_400_000, 200, 5300)])
        .line("  terminated, notFound (the service answered 404, and notified the end later: the participant was removed from the call), code 200/5300")
        .line("    01:30:00.000  the end is notified (200/5300)")
        .diagnosis(&[
            "the keepAlive sent 00:15:00 got 404 at 00:15:00.100: the call had ended; its end was only notified at 01:30:00, 74 min 59.9 s later, with 200/5300: the participant was removed from the call",
        ])
        .ends(&json!({"cause": "notFound", "code": 200, "subcode": 5300, "reason": "the service answered 404, and notified the end later: the participant was removed from the call"}));
    // The race of every day.
    seen("established", &[delete(1_000, "d"), gone(1_100, "d"), ended(5_100, 200, 5002)]).diagnosis(&[
        "the DELETE sent 00:00:01 got 404 at 00:00:01.100: the call had ended; its end was only notified at 00:00:05.100, 4 s later, with 200/5002: everybody else had left the call",
    ]);
}

#[test]
fn a_404_that_is_contradicted() {
    let not_found = [keep_alive(900_000, "k"), gone(900_100, "k"), state(1_000_000, "established")];
    seen("established", &not_found).line("    00:16:40.000  established: notified after the 404").diagnosis(&[
        "the keepAlive sent 00:15:00 got 404 at 00:15:00.100: the call had ended, though a notification came at 00:16:40, and no notification of the end",
    ]);
    let alive = [keep_alive(1_100_000, "l"), reply(1_100_100, "l", 200, &Value::Null)];
    seen("established", &[&not_found[..], &alive[..]].concat())
        .line("  terminated, notFound (the service answered 404, though it still lived)")
        .line("    00:18:20.000  a request after the 404")
        .line("    00:18:20.100  the 200 to keepAlive: it came after the 404")
        .diagnosis(&[
            "the keepAlive sent 00:15:00 got 404 at 00:15:00.100, though a notification came at 00:16:40 and the keepAlive sent 00:18:20 was answered 200: the call still lived then, and why there was a 404 is not known",
        ]);
    // One that was sent before the 404 came says nothing against it.
    let before =
        [keep_alive(1_000, "k"), keep_alive(1_010, "l"), gone(1_100, "l"), reply(1_200, "k", 200, &Value::Null)];
    let told = seen("established", &before);
    assert!(!told.text.contains("still lived"), "{}", told.text);
}

#[test]
fn a_call_that_was_given_up_and_still_lives() {
    for (method, path, name) in [("POST", "/keepAlive", "keepAlive"), ("GET", "", "GET of the call")] {
        let alive = ask(LATE, "k", method, &format!("{CALL}{path}"), &Value::Null);
        let told = created(&[state(1_000, "established"), alive, reply(LATE + 100, "k", 200, &Value::Null)]);
        told.line("  terminated, abandoned (given up, though it still lived)")
            .line("    01:01:40.000  a request after the call was given up")
            .line(&format!("    01:01:40.100  the 200 to {name}: it came after the call was given up"))
            .diagnosis(&[
                "the call began 00:00:00, and no keepAlive succeeded within 45 min (none was sent): presumed lost at 00:45:00; nothing was heard of it for 15 min more: given up at 01:00:00",
                &format!("the {name} sent 01:01:40 was answered 200 after the call had been given up: it was still alive then"),
            ]);
        let succeeded = u64::from(method == "POST");
        assert_eq!(told.summary()["keepAlive"]["succeeded"], succeeded);
    }
    created(&[state(1_000, "established"), tone(2_820_000, 1), pass(LATE)])
        .line("  terminated, abandoned (given up, though notifications came)");
}

#[test]
fn a_lost_call_of_which_something_is_notified_lives() {
    for heard in [tone(2_820_000, 1), state(2_820_000, "established")] {
        created(&[state(1_000, "established"), heard, pass(2_880_000)]).says(&[
            "the call began 00:00:00, and no keepAlive succeeded within 45 min (none was sent): presumed lost at 00:45:00; a notification came at 00:47:00, so it lived then",
        ]);
    }
}

#[test]
fn a_delete_that_lost_the_race() {
    seen("established", &[delete(1_000, "d"), ended(1_050, 200, 5000), gone(1_300, "d")])
        .line("  terminated, another participant removed the bot from the call, code 200/5000")
        .diagnosis(&[
            "the call ended at 00:00:01.050 with 200/5000: another participant removed the bot from the call",
            "the DELETE sent 00:00:01 was under way when the call ended, and got 404 at 00:00:01.300: it did not end the call",
        ])
        .ends(&json!({"reason": "another participant removed the bot from the call"}));
    // A refused one has no part in an end that comes later.
    let refused = [delete(1_000, "d"), reply(1_100, "d", 500, &Value::Null), ended(51_000, 200, 5002)];
    seen("established", &refused).diagnosis(&["the DELETE sent 00:00:01 was refused with 500"]);
}

#[test]
fn no_advice_to_a_request_that_was_on_its_way() {
    seen("established", &[ended(900, 200, 5002), delete(1_000, "d"), gone(1_100, "d")])
        .diagnosis(&["1 request to a call that had ended, at 00:00:01, 100 ms after its end was known"]);
    let ignored = [keep_alive(1_000, "k"), gone(1_100, "k"), keep_alive(2_000, "l"), gone(2_100, "l")];
    seen("established", &ignored).says(&[
        "1 request to a call that had ended, at 00:00:02: stop at the first 404 and free what belongs to the call",
    ]);
}

#[test]
fn a_response_that_nothing_waits_for() {
    let late = json!({"at": 31_000, "failed": {"to": "d"}}).to_string();
    seen("established", &[delete(800, "d"), late])
        .line("00:00:31.000  #1   <- no response to DELETE (d)  [no change: nothing waits for it any more, 30.2 s after the request]");
}

#[test]
fn the_first_notification_of_an_end_repeats_nothing() {
    let gone = part(5_000_000, "deleted", CALL, &json!({}));
    let again = part(5_000_001, "deleted", CALL, &json!({}));
    let why = "the call had been taken as ended without it";
    seen("established", &[pass(3_700_000), gone.clone(), again])
        .line(&format!("01:23:20.000  #1   <= deleted without a state  [no change: {why}]"))
        .line("01:23:20.001  #1   <= deleted without a state  [no change: this is known]")
        .step(3, &json!({"verdict": "noChange", "why": why}))
        .step(4, &json!({"verdict": "noChange", "why": null}));
    let answered = [keep_alive(10, "k"), self::gone(20, "k"), gone];
    seen("established", &answered).line(&format!("01:23:20.000  #1   <= deleted without a state  [no change: {why}]"));
}
