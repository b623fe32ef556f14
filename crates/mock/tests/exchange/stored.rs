//! What is stored, line by line: what has come already, what was created, and what contradicts itself.

use call_lifecycle::Id;
use graph_call_mock::exchange::{Exchange, Restored, Seed, Setup};
use serde_json::Value;

use super::restore::Kept;
use super::stage::{CREATE, INCOMING, ParseId, Stage, json, member, setup};

/// All lines of an exchange as it is now.
fn lines(exchange: &Exchange) -> Vec<String> {
    let mut text = String::new();
    exchange.store_head(&mut text);
    let calls = exchange.store_calls(&exchange.calls(), &mut text);
    exchange.store_end(calls, &mut text);
    text.lines().map(str::to_owned).collect()
}

fn restored(lines: &[String]) -> Exchange {
    let (head, rest) = lines.split_first().unwrap();
    let mut restored = Restored::new(&setup(1), head).unwrap();
    rest.iter().for_each(|line| restored.stored(line).unwrap());
    restored.finish().unwrap()
}

/// How many calls were created, as it is stored.
fn made(exchange: &Exchange) -> u64 {
    serde_json::from_str::<Value>(&lines(exchange)[0]).unwrap()["exchange"]["made"].as_u64().unwrap()
}

/// It was begun, or it would not be written down: it does not wait for anything.
#[test]
fn an_operation_that_the_machine_has_no_longer_runs() {
    let mut stage = Stage::new();
    let call = stage.established();
    let before = lines(&stage.exchange);
    let begun = stage.of(call, "POST /playPrompt", r#"{"prompts": [{"mediaInfo": {"uri": "u"}}]}"#);
    let mut after = lines(&stage.exchange);
    let [mut old, mut new] = [&before[1], &after[1]].map(|line| serde_json::from_str::<Value>(line).unwrap());
    assert_ne!(old["call"]["machine"], new["call"]["machine"]);
    new["call"]["machine"] = old["call"]["machine"].take();
    after[1] = new.to_string();
    stage.exchange = restored(&after);
    let path = format!("GET /operations/{}", member(&begun, "id"));
    assert_eq!(member(&stage.of(call, &path, ""), "status"), "running");
    let all = json(&stage.of(call, "GET /operations", ""));
    assert_eq!((all["value"].as_array().map(Vec::len), &all["value"][0]["status"]), (Some(1), &Value::from("running")));
}

/// It is killed each time that something has come by itself, at that very moment: it does not come again.
#[test]
fn what_has_come_does_not_come_again() {
    let transfer = r#"{"transferTarget": {"identity": {"user": {"id": "1"}}}}"#;
    let record = r#"{"prompts": [{"mediaInfo": {"uri": "u"}}], "clientContext": "c", "playBeep": true}"#;
    let redirect = r#"{"targets": [{"identity": {"user": {"id": "1"}}}], "callbackUri": "http://127.0.0.1:9/bot"}"#;
    let mut came = 0;
    for (rings, request, body) in [
        (false, "POST /transfer", transfer),
        (false, "POST /recordResponse", record),
        (false, "POST /sendDtmfTones", r#"{"tones": ["tone1"], "clientContext": "c"}"#),
        (false, "DELETE ", ""),
        (true, "POST /answer", super::stage::ANSWER),
        (true, "POST /redirect", redirect),
    ] {
        let mut stage = Stage::new();
        let mut kept = Kept::new(&mut stage.exchange);
        let call = if rings { stage.ring() } else { stage.create() };
        let mut asked = false;
        loop {
            kept.append(&mut stage.exchange);
            let again = kept.restore(&setup(1)).unwrap();
            let (one, other) = (stage.exchange.next_deadline(), again.next_deadline());
            assert_eq!(one, other, "{request}, at {} ms", stage.now);
            let due = one.filter(|due| due.as_millis() < stage.now + 10_000);
            match due {
                Some(due) => came += usize::from(stage_to(&mut stage, due.as_millis())),
                None if !asked => {
                    asked = true;
                    let answer = stage.of(call, request, body);
                    assert!(answer.status < 300, "{request}: {answer:?}");
                }
                None => break,
            }
        }
    }
    assert!(came >= 17, "{came}");
}

/// Passes the time until then; whether there was any.
fn stage_to(stage: &mut Stage, then: u64) -> bool {
    let left = then - stage.now;
    stage.pass(left);
    left > 0
}

/// Wherever the journal ends, the next call has the id that it would have had, and no other has it.
#[test]
fn the_calls_that_were_created_are_counted_by_the_journal_too() {
    let setup = Setup { room: 16, ..setup(1) };
    let mut stage = Stage::with(&setup);
    let mut kept = Kept::new(&mut stage.exchange);
    stage.tell(r#"{"bot": {"callbackUri": "http://127.0.0.1:9/incoming"}}"#).unwrap();
    // Somebody who comes in has the id of the third: it is passed over.
    let third = Seed(1).created(3);
    let mut ids: Vec<Id> = Vec::new();
    for turn in 0..12 {
        match turn {
            2 => stage.peer(third, "calls"),
            3 => stage.peer(INCOMING.parse_id(), "calls"),
            // What is refused creates none.
            5 => assert_eq!(stage.ask("POST /v1.0/communications/calls", "{}").status, 400),
            7 => drop(stage.of(ids[0], "DELETE ", "")),
            // The calls are stored, and the journal begins anew.
            8 => kept = Kept::new(&mut stage.exchange),
            _ => ids.push(stage.create()),
        }
        kept.append(&mut stage.exchange);
        let again = kept.restore(&setup).unwrap();
        assert_eq!(made(&again), made(&stage.exchange), "turn {turn}");
        stage.pass(500);
        kept.append(&mut stage.exchange);
    }
    let expected: Vec<Id> = (1..=8).filter(|count| *count != 3).map(|count| Seed(1).created(count)).collect();
    assert_eq!((ids, made(&stage.exchange)), (expected, 8));
    // The next one, at either.
    let mut again = Stage::with(&setup);
    (again.exchange, again.now) = (kept.restore(&setup).unwrap(), stage.now);
    let next = [&mut stage, &mut again].map(|stage| stage.ask("POST /v1.0/communications/calls", CREATE));
    assert_eq!(next.each_ref().map(|answer| (answer.status, answer.body.is_some())), [(201, true); 2]);
    assert_eq!(next.map(|answer| member(&answer, "id").parse_id()), [Seed(1).created(9); 2]);
}
