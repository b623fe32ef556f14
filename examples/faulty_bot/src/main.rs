//! `faulty_bot [FAULT]`: a small calling bot for the scenarios of the mock. It answers, records,
//! keeps alive and downloads, as a bot should, or has one of the faults in `fault.rs`.
//!
//! It is started by `graph-call-mock test`, whose variables it reads from its environment.

mod fault;
mod graph;

use std::collections::HashMap;
use std::env::{args, var};
use std::error::Error;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::http::Method;
use axum::routing::post;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::time::sleep;

use fault::Fault;
use graph::{Answer, Graph};

const CALLS: &str = "/v1.0/communications/calls";
const KEEP_ALIVE: f64 = 15.0 * 60.0;
/// The longest that its recordings take, and some more.
const RECORDING: f64 = 180.0;

#[derive(Default)]
struct Call {
    state: String,
    answered: bool,
    recorded: bool,
    kept: bool,
    over: bool,
    /// How many recordings are under way.
    recordings: u32,
}

struct Bot {
    graph: Graph,
    fault: Option<Fault>,
    speed: f64,
    callback: String,
    /// How many calls it takes at a time.
    room: usize,
    calls: Mutex<HashMap<String, Call>>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let fault = args().nth(1).map(|word| Fault::read(&word)).transpose()?;
    let bot = Arc::new(Bot {
        graph: Graph::new(var("GRAPH_CALL_MOCK_URL")?),
        fault,
        speed: var("GRAPH_CALL_MOCK_SPEED")?.parse()?,
        callback: var("GRAPH_CALL_MOCK_CALLBACK")?,
        room: var("BOT_CALLS").ok().map_or(Ok(100), |room| room.parse())?,
        calls: Mutex::default(),
    });
    let listener = TcpListener::bind(format!("127.0.0.1:{}", var("PORT")?)).await?;
    let told = Arc::clone(&bot);
    let endpoint = post(move |body: Bytes| async move { told.told(&body) });
    let server = tokio::spawn(axum::serve(listener, Router::new().route("/api/calls", endpoint)).into_future());
    let callback = json!({"bot": {"callbackUri": bot.callback}});
    bot.graph.ask(Method::POST, "/control", "", &callback).await;
    if var("GRAPH_CALL_MOCK_STARTS")? == "call" {
        bot.create().await;
    }
    server.await??;
    Ok(())
}

impl Bot {
    fn has(&self, fault: Fault) -> bool {
        self.fault == Some(fault)
    }

    fn calls(&self) -> MutexGuard<'_, HashMap<String, Call>> {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for so many seconds of the service's time.
    async fn wait(&self, seconds: f64) {
        sleep(Duration::from_secs_f64(seconds / self.speed)).await;
    }

    /// Asks until there is an answer that says what was done.
    async fn ask(&self, method: Method, path: &str, body: Value) -> Answer {
        loop {
            let answer = self.graph.ask(method.clone(), path, "", &body).await;
            let again = match answer.status {
                429 | 503 => !self.has(Fault::GivesUp),
                504 => self.has(Fault::Repeats504),
                _ => false,
            };
            if !again {
                return answer;
            }
            match answer.retry_after {
                Some(real) if !self.has(Fault::Hasty) => sleep(real).await,
                _ => self.wait(10.0).await,
            }
        }
    }

    async fn create(self: &Arc<Self>) {
        let body = json!({
            "callbackUri": self.callback,
            "targets": [{"identity": {"user": {"id": "112f7296-5fa4-42ca-bae8-6a692b15d4b8"}}}],
            "requestedModalities": ["audio"],
            "mediaConfig": {"@odata.type": "#microsoft.graph.serviceHostedMediaConfig"},
        });
        let answer = self.ask(Method::POST, CALLS, body).await;
        // Without an id it is known once it is notified.
        if let Some(id) = answer.body["id"].as_str() {
            self.live(id);
        }
    }

    /// A notification. Whatever takes time goes on after its answer.
    fn told(self: Arc<Self>, body: &[u8]) {
        let body: Value = serde_json::from_slice(body).unwrap_or_default();
        for entry in body["value"].as_array().into_iter().flatten() {
            let resource = entry["resourceUrl"].as_str().or_else(|| entry["resource"].as_str()).unwrap_or_default();
            let mut path = resource.split('/').skip_while(|word| *word != "calls").skip(1);
            let Some(id) = path.next().map(|id| id.to_ascii_lowercase()) else { continue };
            let data = &entry["resourceData"];
            if path.next() == Some("operations") {
                self.operation(&id, data);
            } else {
                let deleted = entry["changeType"].as_str().is_some_and(|change| change.eq_ignore_ascii_case("deleted"));
                let state = data["state"].as_str().unwrap_or_default();
                self.state(id, if deleted { "terminated" } else { state });
            }
        }
    }

    fn state(self: &Arc<Self>, id: String, state: &str) {
        let mut calls = self.calls();
        let live = calls.values().filter(|call| call.answered && !call.over).count();
        let call = calls.entry(id.clone()).or_default();
        if call.over && !self.has(Fault::DeafToTheEnd) {
            return;
        }
        let before = std::mem::replace(&mut call.state, state.to_owned());
        let again = self.has(Fault::ActsTwice) || (self.has(Fault::BelievesTheOrder) && before != state);
        match state {
            "incoming" if !call.answered || self.has(Fault::ActsTwice) => {
                call.answered = true;
                let busy = live >= self.room && !self.has(Fault::NeverBusy);
                let bot = Arc::clone(self);
                tokio::spawn(async move { bot.answer(&id, busy).await });
            }
            "established" => {
                if !call.recorded || again {
                    call.recorded = true;
                    let (bot, id) = (Arc::clone(self), id.clone());
                    tokio::spawn(async move { bot.record(&id).await });
                }
                drop(calls);
                self.keep(&id, true);
            }
            "terminating" | "terminated" => call.over = !self.has(Fault::DeafToTheEnd),
            _ => {
                drop(calls);
                if state != "incoming" {
                    self.live(&id);
                }
            }
        }
    }

    async fn answer(self: Arc<Self>, id: &str, busy: bool) {
        if busy {
            self.calls().entry(id.to_owned()).or_default().over = true;
            self.ask(Method::POST, &format!("{CALLS}/{id}/reject"), json!({"reason": "busy"})).await;
            return;
        }
        if self.has(Fault::Slow) {
            self.wait(20.0).await;
        }
        let media = json!({"@odata.type": "#microsoft.graph.serviceHostedMediaConfig"});
        let body = json!({"callbackUri": self.callback, "acceptedModalities": ["audio"], "mediaConfig": media});
        if self.ask(Method::POST, &format!("{CALLS}/{id}/answer"), body).await.status == 202 {
            self.live(id);
        }
    }

    /// From now on the call lives.
    fn live(self: &Arc<Self>, id: &str) {
        self.calls().entry(id.to_owned()).or_default();
        self.keep(id, false);
        if self.has(Fault::Impatient) {
            let (bot, id) = (Arc::clone(self), id.to_owned());
            tokio::spawn(async move {
                bot.wait(10.0).await;
                if bot.calls().get(&id).is_some_and(|call| !call.recorded) {
                    bot.ask(Method::DELETE, &format!("{CALLS}/{id}"), Value::Null).await;
                }
            });
        }
    }

    /// Begins to keep a call alive.
    fn keep(self: &Arc<Self>, id: &str, told: bool) {
        if self.has(Fault::NoKeepAlive) || (self.has(Fault::WaitsToBeTold) && !told) {
            return;
        }
        if std::mem::replace(&mut self.calls().entry(id.to_owned()).or_default().kept, true) {
            return;
        }
        let (bot, id) = (Arc::clone(self), id.to_owned());
        tokio::spawn(async move {
            loop {
                bot.wait(KEEP_ALIVE).await;
                if bot.calls().get(&id).is_none_or(|call| call.over) {
                    return;
                }
                let status = bot.ask(Method::POST, &format!("{CALLS}/{id}/keepAlive"), Value::Null).await.status;
                let is_over = status == 404 && !bot.has(Fault::DeafTo404) && !bot.has(Fault::DeafToTheEnd);
                if is_over || (status >= 400 && bot.has(Fault::GivesUp)) {
                    bot.calls().entry(id).or_default().over = true;
                    return;
                }
            }
        });
    }

    async fn record(self: Arc<Self>, id: &str) {
        self.calls().entry(id.to_owned()).or_default().recordings += 1;
        let body = json!({
            "initialSilenceTimeoutInSeconds": 30, "maxSilenceTimeoutInSeconds": 5, "maxRecordDurationInSeconds": 120,
            "playBeep": true, "stopTones": ["#"], "clientContext": "a recording",
        });
        self.ask(Method::POST, &format!("{CALLS}/{id}/recordResponse"), body).await;
        if self.has(Fault::WaitsForever) {
            return;
        }
        self.wait(RECORDING).await;
        if self.calls().get(id).is_some_and(|call| call.recordings > 0 && !call.over) {
            // Nobody has said how it ended: does the call live?
            if self.ask(Method::GET, &format!("{CALLS}/{id}"), Value::Null).await.status == 404 {
                self.calls().entry(id.to_owned()).or_default().over = true;
            }
        }
    }

    fn operation(self: &Arc<Self>, id: &str, data: &Value) {
        let is_end = data["status"].as_str().is_some_and(|status| !status.eq_ignore_ascii_case("running"));
        let (Some(place), true) = (data["recordingLocation"].as_str(), is_end) else {
            // A recording that failed has nothing to download.
            if is_end {
                self.calls().entry(id.to_owned()).or_default().recordings = 0;
            }
            return;
        };
        self.calls().entry(id.to_owned()).or_default().recordings = 0;
        if self.has(Fault::NoDownload) {
            return;
        }
        let token = data["recordingAccessToken"].as_str().unwrap_or_default().to_owned();
        let (bot, place) = (Arc::clone(self), place.to_owned());
        tokio::spawn(async move { bot.graph.ask(Method::GET, &place, &token, &Value::Null).await.status });
    }
}
