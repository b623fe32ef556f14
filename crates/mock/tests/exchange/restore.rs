//! An exchange that was killed, at any time, is again what it was: compared with one to which the
//! same happened, and which nobody killed.

use std::collections::BTreeMap;

use call_lifecycle::service::{Call, Event, Policy};
use call_lifecycle::{Id, Timestamp};
use fastrand::Rng;
use graph_call_mock::exchange::{Command, Exchange, Post, Restored, Setup};
use serde_json::Value;

use super::random::{Input, Step, step};
use super::stage::{self, at, run_until, said, setup};

/// What a directory has of an exchange, as `server::state` keeps it.
#[derive(Clone, Default)]
pub struct Kept {
    /// The lines that were stored last, once they were complete.
    calls: String,
    /// What happened since.
    journal: String,
}

/// Calls that are being stored, a few at a time.
struct Storing {
    text: String,
    ids: Vec<Id>,
    stored: u64,
    /// Where the journal began anew.
    from: usize,
}

impl Kept {
    pub fn new(exchange: &mut Exchange) -> Self {
        exchange.write_journal();
        let mut kept = Self::default();
        let mut storing = kept.begin(exchange);
        while !kept.go_on(exchange, &mut storing, 10) {}
        kept
    }

    fn begin(&mut self, exchange: &mut Exchange) -> Storing {
        self.append(exchange);
        let mut text = String::new();
        exchange.store_head(&mut text);
        Storing { text, ids: exchange.calls(), stored: 0, from: self.journal.len() }
    }

    /// Stores some more; `true` once it is complete.
    fn go_on(&mut self, exchange: &Exchange, storing: &mut Storing, count: usize) -> bool {
        let some: Vec<Id> = storing.ids.drain(..count.min(storing.ids.len())).collect();
        storing.stored += exchange.store_calls(&some, &mut storing.text);
        if !storing.ids.is_empty() {
            return false;
        }
        exchange.store_end(storing.stored, &mut storing.text);
        self.calls = std::mem::take(&mut storing.text);
        self.journal.drain(..storing.from);
        true
    }

    /// Adds what the journal has since then.
    pub fn append(&mut self, exchange: &mut Exchange) {
        self.journal.push_str(&exchange.take_journal());
    }

    pub fn restore(&self, setup: &Setup) -> Result<Exchange, String> {
        let mut lines = self.calls.lines();
        let mut restored = Restored::new(setup, lines.next().unwrap())?;
        lines.try_for_each(|line| restored.stored(line))?;
        for line in self.journal.split_inclusive('\n').filter(|line| line.ends_with('\n')) {
            restored.journal(line.trim_end()).map_err(|why| format!("{line}: {why}"))?;
        }
        restored.finish()
    }
}

/// An answer, but for the number by which the request is known to the service's support.
fn answered(answer: &graph_call_mock::exchange::Answer) -> (u16, Option<String>, Option<u32>, Value) {
    let mut body = stage::json(answer);
    if let Some(Value::Object(inner)) = body.pointer_mut("/error/innerError") {
        inner.remove("request-id");
    }
    (answer.status, answer.location.clone(), answer.retry_after, body)
}

/// Does something to an exchange as the server would; what it said to that.
fn play(exchange: &mut Exchange, step: &Step) -> String {
    run_until(exchange, step.at);
    match &step.input {
        Input::Request(request, body) => format!("{:?}", answered(&stage::ask(exchange, step.at, request, body))),
        Input::Command(text) => {
            let told = exchange.control(at(step.at), Command::read(text).unwrap());
            told.map_or_else(|refused| refused.to_string(), |told| told.to_string())
        }
        Input::Wake => String::new(),
    }
}

/// What was posted of each call: where to, when and what.
fn posted(posts: &[Post]) -> BTreeMap<String, Vec<String>> {
    let mut of: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for post in posts {
        said(post);
        let text = format!("{} {} {}", post.due.as_millis(), post.to, post.body());
        of.entry(post.call.to_string()).or_default().push(text);
    }
    of
}

/// What one can see of the calls that live, all that is stored of them, and the digest of each machine.
fn seen(exchange: &mut Exchange, now: u64) -> BTreeMap<String, (Value, Value, u64)> {
    let live = serde_json::to_value(exchange.live(1.0)).unwrap();
    let mut text = String::new();
    exchange.store_calls(&exchange.calls(), &mut text);
    let mut stored: BTreeMap<String, (Value, u64)> = text
        .lines()
        .map(|line| {
            let mut call = serde_json::from_str::<Value>(line).unwrap()["call"].take();
            let members = call.as_object_mut().unwrap();
            // That of the journal before it, and what is to come in any order.
            members.remove("lines").unwrap();
            members["toCome"].as_array_mut().unwrap().sort_by_key(Value::to_string);
            // The journal has no line breaks.
            members["given"] = serde_json::from_str(members["given"].as_str().unwrap()).unwrap_or_default();
            let text = members.remove("machine").unwrap();
            let text = text.as_str().unwrap();
            let bytes: Vec<u8> =
                (0..text.len() / 2).map(|place| u8::from_str_radix(&text[2 * place..][..2], 16).unwrap()).collect();
            let mut machine = Call::<32>::restore(&bytes, &Policy::DEFAULT).unwrap();
            // When a machine was last asked something that changed nothing is no matter.
            let _step = machine.handle(at(now), Event::Wake);
            (machine.id().to_string(), (call, machine.digest()))
        })
        .collect();
    let calls = live["calls"].as_array().unwrap().iter().filter(|call| call.get("ended").is_none());
    let of = |call: &Value| {
        let mut call = call.clone();
        call.as_object_mut().unwrap().remove("timeline");
        let id = call["id"].as_str().unwrap().to_owned();
        let (stored, digest) = stored.remove(&id).unwrap();
        (id, (call, stored, digest))
    };
    calls.map(of).collect()
}

/// What is stored next to the calls: how many were created, and where incoming calls are notified.
fn about(exchange: &Exchange) -> [Value; 2] {
    let mut head = String::new();
    exchange.store_head(&mut head);
    let head: Value = serde_json::from_str(&head).unwrap();
    ["made", "bot"].map(|member| head["exchange"][member].clone())
}

/// The recordings that were announced: what one gets for each.
fn recordings(exchange: &Exchange, announced: &[(Id, String)]) -> Vec<Option<(u64, Timestamp)>> {
    let get = |(id, token): &(Id, String)| exchange.recording(*id, token).map(|kept| (kept.millis, kept.ended));
    announced.iter().map(get).collect()
}

fn announced(posts: &[Post], all: &mut Vec<(Id, String)>) {
    for post in posts {
        let body: Value = serde_json::from_str(&post.body()).unwrap();
        let data = &body["value"][0]["resourceData"];
        let either = |one: &str, other: &str| data[one].as_str().or(data[other].as_str()).map(str::to_owned);
        let location = either("recordingLocation", "recordResourceLocation");
        let token = either("recordingAccessToken", "recordResourceAccessToken");
        if let (Some(location), Some(token)) = (location, token) {
            all.push((Id::parse(location.rsplit('/').next().unwrap()).unwrap(), token));
        }
    }
}

/// The ids of operations in an answer.
fn operation(answer: &str, all: &mut Vec<Id>) {
    if let Some((_, rest)) = answer.split_once("/operations/") {
        all.extend(rest.get(..36).and_then(|id| Id::parse(id).ok()));
    }
}

/// What was done, in lines.
fn told(steps: &[Step]) -> String {
    steps.iter().map(|step| format!("{} {:?}\n", step.at, step.input)).collect()
}

fn one_run(seed: u64, cut: bool) {
    let mut rng = Rng::with_seed(seed);
    let setup = Setup { room: 5, by_hand: rng.u8(..6) == 0, ..setup(rng.u64(..)) };
    let new = || Exchange::new(Timestamp::ZERO, &setup).unwrap();
    let (mut one, mut other) = (new(), new());
    let mut kept = Kept::new(&mut other);
    let (mut storing, mut now): (Option<Storing>, u64) = (None, 0);
    let (mut locations, mut operations, mut history) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..rng.usize(10..120) {
        let next = step(&mut rng, now, &one.calls(), &operations);
        now = next.at;
        // What is written last may be cut off by the kill: then nobody was answered, and it has not happened.
        let dies = rng.u8(..12) == 0;
        let before = kept.clone();
        history.push(next.clone());
        let said = play(&mut other, &next);
        let lines = other.take_journal();
        kept.journal.push_str(&lines);
        // (Two lines tell of one that was forgotten, and half of that is nothing that could be compared.)
        let last = lines.lines().last().filter(|_| cut && dies && storing.is_none() && rng.bool());
        let lost = last.filter(|_| !matches!(&next.input, Input::Command(text) if text.contains("forget")));
        let context = |what: &str| format!("seed {seed}, {what}, after\n{}", told(&history));
        if let Some(lost) = lost {
            kept = before;
            kept.journal.push_str(&lines[..lines.len() - 1 - rng.usize(..=lost.len())]);
            if is_of(lost, &next) {
                run_until(&mut one, now);
            } else {
                // Not the input was lost, but what came of itself before it: that comes again, in time.
                play(&mut one, &next);
            }
        } else {
            assert_eq!(play(&mut one, &next), said, "{}", context("an answer"));
        }
        operation(&said, &mut operations);
        let (posts, others) = (one.take_posts(), other.take_posts());
        if lost.is_none() {
            assert_eq!(posted(&posts), posted(&others), "{}", context("posts"));
        }
        announced(&posts, &mut locations);
        storing = match storing {
            None if rng.u8(..10) == 0 => Some(kept.begin(&mut other)),
            Some(mut some) => {
                let done = kept.go_on(&other, &mut some, rng.usize(..3));
                Some(some).filter(|_| !done)
            }
            none => none,
        };
        if dies {
            storing = None;
            other = kept.restore(&setup).unwrap_or_else(|why| panic!("{}", context(&why)));
            other.write_journal();
            assert!(other.now() <= at(now));
            run_until(&mut other, now);
            // What was due in the meantime is posted again: better twice than never.
            other.take_posts();
            kept = Kept::new(&mut other);
        }
        assert_eq!(seen(&mut one, now), seen(&mut other, now), "{}", context("calls"));
        assert_eq!(about(&one), about(&other), "{}", context("the exchange"));
        assert_eq!(recordings(&one, &locations), recordings(&other, &locations), "{}", context("recordings"));
    }
    // What is to come of itself comes to both.
    let end = Step { at: now + 4_000_000, input: Input::Wake };
    play(&mut one, &end);
    play(&mut other, &end);
    assert_eq!(posted(&one.take_posts()), posted(&other.take_posts()), "seed {seed}, to the end of {}", told(&history));
}

/// Whether a line tells of the step itself.
fn is_of(line: &str, step: &Step) -> bool {
    match step.input {
        Input::Request(..) => line.contains(r#""request":"#),
        Input::Command(_) => line.starts_with(&format!("{{\"at\":{},", step.at)),
        Input::Wake => false,
    }
}

#[test]
fn an_exchange_that_was_killed_goes_on_as_if_it_had_not_been() {
    (0..300).for_each(|seed| one_run(seed, false));
}

#[test]
fn a_last_line_that_was_cut_off_has_not_happened() {
    (1_000..1_300).for_each(|seed| one_run(seed, true));
}

/// The villain has to be told again, and then goes on with the numbers that it has not used.
#[test]
fn the_trouble_of_a_call_goes_on_where_it_was() {
    let setup = setup(7);
    let mut one = Exchange::new(Timestamp::ZERO, &setup).unwrap();
    let tell = |exchange: &mut Exchange, at, text: &str| {
        play(exchange, &Step { at, input: Input::Command(text.to_owned()) });
    };
    let holds = |exchange: &mut Exchange, from| {
        for turn in 0..20 {
            let event = ["holds", "resumes"][turn % 2];
            let text = format!(r#"{{"peer": {{"call": "{}", "event": "{event}"}}}}"#, stage::INCOMING);
            tell(exchange, from + 100 * turn as u64, &text);
        }
        posted(&exchange.take_posts())
    };
    tell(&mut one, 0, r#"{"bot": {"callbackUri": "http://127.0.0.1/bot"}}"#);
    tell(&mut one, 0, &format!(r#"{{"peer": {{"call": "{}", "event": "calls"}}}}"#, stage::INCOMING));
    let answer = format!("POST /communications/calls/{}/answer", stage::INCOMING);
    play(&mut one, &Step { at: 10, input: Input::Request(answer, stage::ANSWER.to_owned()) });
    run_until(&mut one, 5_000);
    tell(&mut one, 5_000, r#"{"villain": {"drop": 0.5}}"#);
    let before = holds(&mut one, 5_000);
    let mut other = Kept::new(&mut one).restore(&setup).unwrap();
    tell(&mut other, 7_000, r#"{"villain": {"drop": 0.5}}"#);
    let after = holds(&mut one, 10_000);
    assert!(before.values().chain(after.values()).all(|posts| posts.len() > 2 && posts.len() < 20), "some are dropped");
    assert_eq!(holds(&mut other, 10_000), after);
}
