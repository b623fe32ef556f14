//! An exchange on a stage: requests as the server reads them, commands, time, and posts in few
//! words.

use call_lifecycle::wire::{CommsNotifications, ErrorBody, Notice, Target};
use call_lifecycle::{CallReport, Id, OperationReport, ReportedState, Timestamp};
use graph_call_mock::exchange::{Answer, Asked, Below, Command, Exchange, Post, Seed, Setup, Shape};
use graph_call_replay::trace::{Verb, Word};
use serde_json::Value;

/// A group call, whose media the service hosts: every method can be asked for.
pub const CREATE: &str = r##"{"callbackUri": "http://127.0.0.1:9/bot", "targets": [{"identity": {"user": {"id": "1"}}}, {"identity": {"user": {"id": "2"}}}],
    "mediaConfig": {"@odata.type": "#microsoft.graph.serviceHostedMediaConfig"}, "requestedModalities": ["audio"]}"##;
pub const ANSWER: &str = r##"{"callbackUri": "http://127.0.0.1:9/bot", "acceptedModalities": ["audio"],
    "mediaConfig": {"@odata.type": "#microsoft.graph.serviceHostedMediaConfig"}}"##;
pub const INCOMING: &str = "57dab8b1-894c-409a-b240-bd8beae78896";

pub fn setup(seed: u64) -> Setup {
    Setup { room: 8, seed: Seed(seed), base: Box::from("http://127.0.0.1:8080"), ..Setup::default() }
}

pub fn at(millis: u64) -> Timestamp {
    Timestamp::from_millis(millis)
}

pub struct Stage {
    pub exchange: Exchange,
    pub now: u64,
}

impl Stage {
    pub fn new() -> Self {
        Self::with(&setup(1))
    }

    /// One that notifies as the pages show it.
    pub fn pages() -> Self {
        Self::with(&Setup { shape: Shape::V1, ..setup(1) })
    }

    pub fn by_hand() -> Self {
        Self::with(&Setup { by_hand: true, ..setup(1) })
    }

    pub fn with(setup: &Setup) -> Self {
        Self { exchange: Exchange::new(Timestamp::ZERO, setup).unwrap(), now: 0 }
    }

    pub fn ask(&mut self, request: &str, body: &str) -> Answer {
        ask(&mut self.exchange, self.now, request, body)
    }

    /// Creates a call; its id.
    pub fn create(&mut self) -> Id {
        let answer = self.ask("POST /v1.0/communications/calls", CREATE);
        assert_eq!(answer.status, 201, "{answer:?}");
        member(&answer, "id").parse_id()
    }

    /// A call that is established, and of which everything was taken.
    pub fn established(&mut self) -> Id {
        let call = self.create();
        self.pass(10_000);
        self.posts();
        call
    }

    /// Somebody else in a call that is established, as the end of a path.
    pub fn someone(&mut self, call: Id) -> String {
        let roster = json(&self.of(call, "GET /participants", ""));
        let last = roster["value"].as_array().unwrap().last().unwrap();
        format!("/participants/{}", last["id"].as_str().unwrap())
    }

    /// A path in which PARTICIPANT stands for somebody else in the call.
    pub fn filled(&mut self, call: Id, path: &str) -> String {
        if path.contains("PARTICIPANT") { path.replace("PARTICIPANT", &self.someone(call)) } else { path.to_owned() }
    }

    /// A request below a call of v1.0.
    pub fn of(&mut self, call: Id, rest: &str, body: &str) -> Answer {
        let (verb, path) = rest.split_once(' ').unwrap();
        self.ask(&format!("{verb} /v1.0/communications/calls/{call}{path}"), body)
    }

    /// A call comes in.
    pub fn ring(&mut self) -> Id {
        self.tell(r#"{"bot": {"callbackUri": "http://127.0.0.1:9/incoming"}}"#).unwrap();
        self.peer(INCOMING.parse_id(), "calls");
        INCOMING.parse_id()
    }

    pub fn tell(&mut self, command: &str) -> Result<String, String> {
        let command = Command::read(command)?;
        self.exchange.control(at(self.now), command).map(|told| told.to_string()).map_err(|refused| refused.to_string())
    }

    pub fn peer(&mut self, call: Id, event: &str) {
        self.tell(&format!(r#"{{"peer": {{"call": "{call}", "event": "{event}"}}}}"#)).unwrap();
    }

    pub fn media(&mut self, call: Id, event: &str) {
        self.tell(&format!(r#"{{"media": {{"call": "{call}", "event": "{event}"}}}}"#)).unwrap();
    }

    pub fn press(&mut self, call: Id, tone: char) {
        self.tell(&format!(r#"{{"media": {{"call": "{call}", "event": "tone", "tone": "{tone}"}}}}"#)).unwrap();
    }

    /// Lets time pass as a driver would: it wakes the exchange when that asks for it.
    pub fn pass(&mut self, millis: u64) {
        self.now += millis;
        run_until(&mut self.exchange, self.now);
    }

    /// What was posted about calls and operations.
    pub fn posts(&mut self) -> Vec<Post> {
        let mut posts = self.all_posts();
        posts.retain(|post| !is_below(post));
        posts
    }

    /// The same with rosters and the like.
    pub fn all_posts(&mut self) -> Vec<Post> {
        self.exchange.take_posts()
    }

    /// What was posted, in few words.
    pub fn said(&mut self) -> Vec<String> {
        self.posts().iter().map(said).collect()
    }

    /// The same, each behind its time.
    pub fn timed(&mut self) -> Vec<String> {
        self.posts().iter().map(|post| format!("{} {}", post.due.as_millis(), said(post))).collect()
    }

    /// The state of a call, as a GET tells it.
    pub fn state(&mut self, call: Id) -> String {
        let answer = self.of(call, "GET ", "");
        if answer.status == 404 { "gone".to_owned() } else { member(&answer, "state") }
    }
}

pub trait ParseId {
    fn parse_id(&self) -> Id;
}

impl ParseId for str {
    fn parse_id(&self) -> Id {
        Id::parse(self).unwrap()
    }
}

/// `POST /path`, read as the server does.
pub fn ask(exchange: &mut Exchange, now: u64, request: &str, body: &str) -> Answer {
    let (verb, path) = request.split_once(' ').unwrap();
    let verb = match verb {
        "GET" => Verb::Get,
        "POST" => Verb::Post,
        "DELETE" => Verb::Delete,
        "PATCH" => Verb::Patch,
        _ => Verb::Other,
    };
    let target = Target::parse(path).unwrap();
    let (word, below) = (Word::of(path), Below::of(path));
    exchange.request(at(now), &Asked { verb, target, word, app: path.contains("/app/calls"), below, body })
}

/// Wakes an exchange each time that it wants to be woken.
pub fn run_until(exchange: &mut Exchange, now: u64) {
    let mut last = exchange.now();
    while let Some(due) = exchange.next_deadline().filter(|due| due.as_millis() <= now) {
        exchange.wake(due);
        let next = exchange.next_deadline();
        assert!(next.is_none_or(|next| next > due), "woken at {due:?}, it wants to be woken at {next:?}");
        assert!(due >= last, "{due:?} after {last:?}");
        last = due;
    }
    exchange.wake(at(now));
}

pub fn json(answer: &Answer) -> Value {
    serde_json::from_str(answer.body.as_deref().unwrap_or("null")).unwrap()
}

/// A member of an answer's body, as a text.
pub fn member(answer: &Answer, name: &str) -> String {
    json(answer)[name].as_str().unwrap_or_else(|| panic!("no {name}: {answer:?}")).to_owned()
}

/// The message of an answer that must be Graph's error of this status.
pub fn error(answer: &Answer, status: u16, code: &str) -> String {
    assert_eq!(answer.status, status, "{answer:?}");
    let body: ErrorBody<'_> = serde_json::from_str(answer.body.as_deref().unwrap()).unwrap();
    assert_eq!(body.code(), Some(code));
    assert!(Id::parse(body.request_id().unwrap()).is_ok());
    let message = body.message().unwrap();
    // 8522 is for calls.
    assert_eq!(body.inner_code(), (message == "Call not found.").then_some("8522"));
    assert_eq!(answer.location, None);
    message.to_owned()
}

/// A post as `wire` reads it, in few words.
pub fn said(post: &Post) -> String {
    let text = post.body();
    let body: CommsNotifications<'_> = serde_json::from_str(&text).unwrap();
    let [entry] = body.as_slice() else { panic!("not one entry: {text}") };
    match entry.notice().unwrap() {
        Notice::Call { call, report } => {
            assert_eq!(call, post.call);
            of_call(&report)
        }
        Notice::Operation { call, kind, report, location, .. } => {
            assert_eq!(call, post.call);
            let kind = kind.map_or("?", |kind| kind.as_str());
            format!("{} {kind}{}", of_operation(&report), if location.is_some() { " recording" } else { "" })
        }
        Notice::Other { .. } => of_other(&json_of(post)["value"][0]),
    }
}

/// A roster, or something else below a call.
fn of_other(entry: &Value) -> String {
    let path = entry["resourceUrl"].as_str().or(entry["resource"].as_str()).unwrap();
    let change = entry["changeType"].as_str().unwrap();
    if !path.ends_with("/participants") {
        assert_eq!(entry.get("resourceData"), None, "{entry}");
        let place = path.rsplit('/').nth(1).unwrap();
        return format!("{change} {place}");
    }
    let people: Vec<String> = entry["resourceData"].as_array().unwrap().iter().map(of_participant).collect();
    format!("{change} roster: {}", people.join(", "))
}

/// A participant in few words.
pub fn of_participant(participant: &Value) -> String {
    assert_eq!(participant["@odata.type"], "#microsoft.graph.participant");
    let (_, identity) =
        participant["info"]["identity"].as_object().unwrap().iter().find(|(_, value)| value.is_object()).unwrap();
    let name = identity["displayName"].as_str().or(identity["id"].as_str()).unwrap_or("?");
    let streams = participant["mediaStreams"].as_array().unwrap();
    let has = |word: &str| streams.iter().any(|stream| stream["mediaType"] == word || stream["direction"] == word);
    let marks = [
        (participant["isInLobby"] == true, "waits"),
        (participant["isMuted"] == true, "muted"),
        (has("receiveOnly"), "held"),
        (has("videoBasedScreenSharing"), "shares"),
    ];
    let marks = marks.iter().filter(|(is_so, _)| *is_so).map(|(_, mark)| format!(" {mark}"));
    format!("{name}{}", marks.collect::<String>())
}

pub fn json_of(post: &Post) -> Value {
    serde_json::from_str(&post.body()).unwrap()
}

/// Whether a post is about something below a call that is no operation.
fn is_below(post: &Post) -> bool {
    let body = json_of(post);
    let path = body["value"][0]["resourceUrl"].as_str().or(body["value"][0]["resource"].as_str()).unwrap_or_default();
    path.ends_with("/participants") || path.contains("/contentsharingsessions/")
}

fn of_call(report: &CallReport) -> String {
    let mut text = report.change.as_str().to_owned();
    match report.state {
        ReportedState::Known(state) => text += &format!(" {state}"),
        ReportedState::Absent => text += " -",
        ReportedState::Unknown => text += " ?",
    }
    if let Some(result) = report.result {
        text += &format!(" {result}");
    }
    if report.audio_active == Some(true) {
        text += " audio";
    }
    if let Some(tone) = report.tone {
        text += &format!(" tone {} {}", tone.sequence_id, tone.tone.symbol().unwrap());
    }
    text
}

fn of_operation(report: &OperationReport) -> String {
    let mut text = if report.deleted { "deleted" } else { "updated" }.to_owned();
    text += &format!(" {}", report.status.unwrap());
    if let Some(reason) = report.reason {
        text += &format!(" {}", reason.as_str());
    }
    if let Some(result) = report.result {
        text += &format!(" {result}");
    }
    text
}
