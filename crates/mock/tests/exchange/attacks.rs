//! What a caller chooses: where it is notified, and the ids of calls that come in.

use graph_call_mock::exchange::{Exchange, Restored};

use super::stage::{ParseId, Stage, at, run_until, setup};

/// Addresses that nothing may be posted to, and why.
const FORBIDDEN: [(&str, &str); 6] = [
    ("https://bot.example/", "expected an http:// address"),
    ("http://user@127.0.0.1:9/", "without a user"),
    ("http://bot.example/", "--callback-host bot.example"),
    ("http://169.254.169.254/latest/meta-data", "not link-local"),
    ("http://127.0.0.1:8080/v1.0/communications/calls", "this is the mock itself"),
    ("http://localhost:8080/control", "this is the mock itself"),
];

fn stage() -> Stage {
    let mut setup = setup(1);
    setup.callbacks.listens_at("127.0.0.1:8080".parse().unwrap());
    Stage::with(&setup)
}

#[test]
fn nothing_is_posted_where_it_may_not_be_whoever_says_so() {
    let mut stage = stage();
    let call = stage.ring();
    stage.posts();
    for (uri, why) in FORBIDDEN {
        let body = format!(r#"{{"callbackUri": "{uri}"}}"#);
        let created = stage.ask("POST /v1.0/communications/calls", &body);
        let answered = stage.of(call, "POST /answer", &body);
        for answer in [created, answered] {
            assert!(answer.status == 400 && answer.body.unwrap().contains(why), "{uri}");
        }
        let told = stage.tell(&format!(r#"{{"bot": {body}}}"#)).unwrap_err();
        assert!(told.contains(why), "{uri}: {told}");
    }
    assert_eq!(stage.exchange.calls(), [call]);
    // The bot is where it was, and so is the call.
    let other = "0fe0623f-d628-42ed-b4bd-8ac290072cc5".parse_id();
    stage.peer(other, "calls");
    assert!(stage.posts().iter().all(|post| &*post.to == "http://127.0.0.1:9/incoming"));
}

/// The ids that the next calls would have are those of calls that come in.
#[test]
fn an_id_that_a_caller_has_chosen_makes_no_later_create_fail() {
    let mut stage = Stage::new();
    let next: Vec<_> = (0..3).map(|_| stage.create()).collect();
    let mut stage = Stage::new();
    stage.exchange.write_journal();
    let mut stored = String::new();
    stage.exchange.store_head(&mut stored);
    stage.exchange.store_end(0, &mut stored);
    stage.ring();
    next.iter().for_each(|id| stage.peer(*id, "calls"));
    let mut created: Vec<_> = (0..3).map(|_| stage.create()).collect();
    assert!(created.iter().all(|id| !next.contains(id)));

    // After a restart, too.
    let mut lines = stored.lines();
    let mut restored = Restored::new(&setup(1), lines.next().unwrap()).unwrap();
    restored.stored(lines.next().unwrap()).unwrap();
    stage.exchange.take_journal().lines().for_each(|line| restored.journal(line).unwrap());
    let mut again = Stage { exchange: restored.finish().unwrap(), now: stage.now };
    created.push(stage.create());
    assert_eq!(again.create(), created[3]);
    created.sort();
    created.dedup();
    assert_eq!(created.len(), 4);
}

/// It is killed right after it has told of the end, with nothing else done since.
#[test]
fn what_deadlines_caused_is_in_the_journal_before_it_is_told() {
    let mut stage = Stage::new();
    stage.exchange.write_journal();
    let mut stored = String::new();
    stage.exchange.store_head(&mut stored);
    stage.exchange.store_end(0, &mut stored);
    let call = stage.create();
    stage.pass(10_000);
    let mut journal = stage.exchange.take_journal();
    stage.pass(2_760_000);
    assert_eq!(stage.state(call), "gone");
    assert!(stage.said().iter().any(|said| said.contains("terminated")));
    journal.push_str(&stage.exchange.take_journal());

    let restore = |journal: &str| -> Exchange {
        let mut lines = stored.lines();
        let mut restored = Restored::new(&setup(1), lines.next().unwrap()).unwrap();
        restored.stored(lines.next().unwrap()).unwrap();
        journal.lines().for_each(|line| restored.journal(line).unwrap());
        restored.finish().unwrap()
    };
    let mut again = restore(&journal);
    let now = again.now().as_millis();
    run_until(&mut again, now);
    assert!(again.calls().is_empty(), "{journal}");
    // A wake at which nothing was due writes nothing.
    let mut quiet = restore(&journal);
    quiet.write_journal();
    quiet.wake(at(9_000_000));
    assert_eq!(quiet.take_journal(), "");
}
