//! The exchange side by side with the slow reference in `world`, over random scripts with kills: what it answers, what it
//! notifies and when, which calls it lists, and what it has kept.

use std::collections::BTreeMap;

use call_lifecycle::Id;
use fastrand::Rng;
use graph_call_mock::exchange::{Command, Exchange, Post, Setup};
use serde_json::{Value, json};

use super::random::{caller, pick};
use super::restore::Kept;
use super::stage::{self, ANSWER, CREATE, ParseId, at, run_until, setup};
use super::world::{Given, World};

/// What the application asks for: as the model calls it, and as a request.
const ASKS: [(&str, &str); 20] = [
    ("getCall", "GET "),
    ("hangUp", "DELETE "),
    ("keepAlive", "POST /keepAlive"),
    ("keepAlive", "POST /keepAlive"),
    ("answer", "POST /answer"),
    ("answer", "POST /answer"),
    ("answer", "POST /answer"),
    ("reject", "POST /reject"),
    ("redirect", "POST /redirect"),
    ("transfer", "POST /transfer"),
    ("transfer", "POST /transfer"),
    ("playPrompt", "POST /playPrompt"),
    ("playPrompt", "POST /playPrompt"),
    ("playPrompt", "POST /playPrompt"),
    ("sendDtmfTones", "POST /sendDtmfTones"),
    ("mute", "POST /mute"),
    ("cancelMediaProcessing", "POST /cancelMediaProcessing"),
    ("subscribeToTone", "POST /subscribeToTone"),
    ("subscribeToTone", "POST /subscribeToTone"),
    ("getOperations", "GET /operations"),
];

const PEERS: [&str; 18] = [
    "calls",
    "calls",
    "calls",
    "rings",
    "connects",
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
    "redirectFailed",
    "mediaFailed",
];

struct Run {
    rng: Rng,
    setup: Setup,
    exchange: Exchange,
    kept: Kept,
    model: World,
    now: u64,
    told: Vec<String>,
}

impl Run {
    fn new(seed: u64) -> Self {
        let mut rng = Rng::with_seed(seed);
        let setup = Setup { room: 3, by_hand: rng.u8(..5) == 0, ..setup(seed) };
        let mut exchange = Exchange::new(at(0), &setup).unwrap();
        let kept = Kept::new(&mut exchange);
        let model = World { room: 3, by_hand: setup.by_hand, ..World::default() };
        Self { rng, setup, exchange, kept, model, now: 0, told: vec![format!("seed {seed}")] }
    }

    fn context(&self) -> String {
        self.told.join("\n")
    }

    /// One of the calls that live, or one that never did.
    fn some_call(&mut self) -> Id {
        let ids: Vec<Id> = self.model.calls.keys().copied().collect();
        self.rng.choice(&ids).copied().filter(|_| self.rng.u8(..20) > 0).unwrap_or_else(|| caller(self.rng.u64(..3)))
    }

    /// Some time later: often none, sometimes exactly when something is due, or a moment before it.
    fn later(&mut self) {
        let due = self.exchange.next_deadline().map_or(self.now, |due| due.as_millis());
        self.now = match self.rng.u8(..20) {
            0..=5 => self.now,
            6..=9 => due.max(self.now),
            10..=11 => due.saturating_sub(1).max(self.now),
            12..=17 => self.now + self.rng.u64(..2_500),
            18 => self.now + self.rng.u64(..20_000),
            _ => self.now + self.rng.u64(..2_699_000),
        };
    }

    fn command(&mut self, text: &str) {
        self.told.push(format!("{} {text}", self.now));
        let command = Command::read(text).unwrap();
        let _told = self.exchange.control(at(self.now), command);
    }

    fn create(&mut self) {
        let callback = format!("http://127.0.0.1:{}/mine", self.rng.u16(1..=3));
        let body = CREATE.replace("http://127.0.0.1:9/bot", &callback);
        let answer = stage::ask(&mut self.exchange, self.now, "POST /v1.0/communications/calls", &body);
        self.told.push(format!("{} create: {}", self.now, answer.status));
        let created = self.model.create(&callback);
        assert_eq!(answer.status, if created.is_some() { 201 } else { 429 }, "{}", self.context());
        if let Some(call) = created {
            self.model.calls.insert(stage::member(&answer, "id").parse_id(), call);
        }
    }

    fn ask(&mut self) {
        let (id, (method, request)) = (self.some_call(), pick(&mut self.rng, &ASKS));
        let callback = self.rng.bool().then(|| format!("http://127.0.0.1:{}/other", self.rng.u16(4..=6)));
        let prompts = self.rng.u64(1..=3);
        let rings = pick(&mut self.rng, &[15, 90]);
        let is_bad = self.rng.u8(..12) == 0;
        let body = match method {
            _ if is_bad => "{".to_owned(),
            // Graph requires an address there.
            "answer" => {
                ANSWER.replace("http://127.0.0.1:9/bot", callback.as_deref().unwrap_or("http://127.0.0.1:7/answer"))
            }
            "reject" => callback.as_ref().map_or("{}".to_owned(), |uri| json!({ "callbackUri": uri }).to_string()),
            "redirect" => {
                let mut body = json!({ "targets": [{ "identity": { "user": { "id": "1" } } }], "timeout": rings });
                callback.iter().for_each(|uri| body["callbackUri"] = json!(uri));
                body.to_string()
            }
            "transfer" => r#"{"transferTarget": {"identity": {"user": {"id": "1"}}}}"#.to_owned(),
            "playPrompt" => {
                json!({ "prompts": vec![json!({ "mediaInfo": { "uri": "u" } }); prompts as usize] }).to_string()
            }
            "sendDtmfTones" => r#"{"tones": ["tone1"]}"#.to_owned(),
            _ => "{}".to_owned(),
        };
        let callback =
            if method == "answer" { callback.or(Some("http://127.0.0.1:7/answer".to_owned())) } else { callback };
        let (verb, path) = request.split_once(' ').unwrap();
        let request = format!("{verb} /v1.0/communications/calls/{id}{path}");
        self.told.push(format!("{} {request} {body}", self.now));
        let answer = stage::ask(&mut self.exchange, self.now, &request, &body);
        let status = self.model.ask(id, method, &Given { is_bad, callback, rings_for: rings * 1_000, prompts });
        assert_eq!(answer.status, status, "{}", self.context());
        let Some(call) = self.model.calls.get_mut(&id) else { return };
        match method {
            "getCall" => assert_eq!(stage::member(&answer, "state"), call.state, "{}", self.told.join("\n")),
            "getOperations" => {
                let shown = stage::json(&answer);
                let shown: Vec<(Id, String)> = shown["value"].as_array().unwrap().iter().map(of_operation).collect();
                let expected: Vec<(Id, String)> =
                    call.operations.iter().map(|one| (one.id.unwrap(), one.status.to_owned())).collect();
                assert_eq!(shown, expected, "{}", self.told.join("\n"));
            }
            // Each is found where its location says.
            _ => {
                let located = answer.location.and_then(|location| Id::parse(location.rsplit('/').next()?).ok());
                let begun = call.operations.iter_mut().find(|one| one.id.is_none());
                assert_eq!(located.is_some(), begun.is_some());
                begun.into_iter().for_each(|one| one.id = located);
            }
        }
    }

    fn step(&mut self) {
        self.later();
        run_until(&mut self.exchange, self.now);
        self.model.pass(self.now);
        match self.rng.u8(..32) {
            0..=2 => self.create(),
            3..=17 => self.ask(),
            18..=23 => {
                let event = pick(&mut self.rng, &PEERS);
                let id = if event == "calls" { caller(self.rng.u64(..3)) } else { self.some_call() };
                self.command(&json!({ "peer": { "call": id.to_string(), "event": event } }).to_string());
                self.model.peer(id, event);
            }
            24..=27 => {
                let (id, tone) = (self.some_call(), pick(&mut self.rng, &[None, Some('1'), Some('#')]));
                let mut media = json!({ "call": id.to_string(), "event": "promptFinished" });
                if let Some(tone) = tone {
                    media = json!({ "call": id.to_string(), "event": "tone", "tone": tone });
                }
                self.command(&json!({ "media": media }).to_string());
                self.model.heard(id, tone);
            }
            28 => {
                self.model.bot = format!("http://127.0.0.1:{}/incoming", self.rng.u16(7..=9));
                let told = json!({ "bot": { "callbackUri": self.model.bot } }).to_string();
                self.command(&told);
            }
            29..=30 => self.kill(),
            _ => {}
        }
        self.compare();
    }

    /// It is killed, and another one goes on from what was written.
    fn kill(&mut self) {
        self.compare();
        self.told.push(format!("{} killed", self.now));
        self.exchange = self.kept.restore(&self.setup).unwrap();
        self.exchange.write_journal();
        run_until(&mut self.exchange, self.now);
        assert_eq!(words(self.exchange.take_posts()), BTreeMap::new(), "{}", self.context());
        self.kept = Kept::new(&mut self.exchange);
    }

    /// What was posted, and what there is of each call that lives.
    fn compare(&mut self) {
        self.kept.append(&mut self.exchange);
        let mut expected = std::mem::take(&mut self.model.last_posts);
        for (id, call) in &mut self.model.calls {
            expected.entry(*id).or_default().append(&mut call.posts);
        }
        expected.retain(|_, posts| !posts.is_empty());
        assert_eq!(words(self.exchange.take_posts()), expected, "{}", self.context());
        let live = serde_json::to_value(self.exchange.live(1.0)).unwrap();
        let calls = live["calls"].as_array().unwrap().iter().filter(|call| call.get("ended").is_none());
        let found: BTreeMap<Id, _> = calls
            .map(|call| {
                let expires = call.get("expiry").map(|expiry| expiry["from"].as_u64().unwrap());
                let open = call["operations"].as_array().unwrap().iter().filter(|one| one.get("reason").is_none());
                let open = open.filter(|one| one["status"] != "completed" && one["status"] != "failed").count();
                (
                    call["id"].as_str().unwrap().parse_id(),
                    (call["state"].as_str().unwrap(), expires, call["deadline"]["at"].as_u64(), open),
                )
            })
            .collect();
        let expected: BTreeMap<Id, _> = self
            .model
            .calls
            .iter()
            .map(|(id, call)| {
                let open = call.operations.iter().filter(|one| matches!(one.status, "running" | "notStarted")).count();
                let renewed = (call.state != "terminating").then_some(call.renewed);
                (*id, (call.state, renewed, call.deadline().map(|(at, _)| at), open))
            })
            .collect();
        assert_eq!(found, expected, "{}", self.context());
    }
}

fn of_operation(one: &Value) -> (Id, String) {
    (one["id"].as_str().unwrap().parse_id(), one["status"].as_str().unwrap().to_owned())
}

/// What was posted about calls and operations: when, where to and what, for each call.
fn words(posts: Vec<Post>) -> BTreeMap<Id, Vec<String>> {
    let mut of: BTreeMap<Id, Vec<String>> = BTreeMap::new();
    for post in posts {
        let said = stage::said(&post);
        if !said.contains("roster") {
            of.entry(post.call).or_default().push(format!("{} {} {said}", post.due.as_millis(), post.to));
        }
    }
    of
}

#[test]
fn the_exchange_does_what_its_slow_reference_does() {
    for seed in 0..60 {
        let mut run = Run::new(seed);
        (0..80).for_each(|_| run.step());
        run.now += 10_000_000;
        run_until(&mut run.exchange, run.now);
        run.model.pass(run.now);
        run.compare();
        assert!(run.model.calls.is_empty());
    }
}
