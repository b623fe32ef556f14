//! `$batch`: up to twenty requests in the body of one.

use std::collections::HashMap;

use axum::http::{HeaderMap, Method};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::path::plain;
use super::request::Request;
use super::shared::Shared;
use crate::exchange::{Answer, Fate, Ids, Token};

/// How many requests a batch has at most, as Graph has it.
const MOST: usize = 20;

#[derive(Deserialize)]
struct Batch {
    requests: Vec<Part>,
}

/// One request of a batch. Other members are ignored, as Graph does.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Part {
    id: String,
    method: String,
    url: String,
    #[serde(default)]
    headers: Map<String, Value>,
    body: Option<Value>,
    #[serde(default)]
    depends_on: Vec<String>,
}

impl Part {
    /// A header. Microsoft's client for JavaScript writes their names in lower case.
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).and_then(|(_, value)| value.as_str())
    }
}

impl Shared {
    /// Answers a batch: each request in its order, unless one that it depends on has failed.
    ///
    /// # Errors
    /// An answer that says why none of its requests was looked at.
    pub(super) fn batch(&self, ids: &Ids, version: &str, body: &str) -> Result<Answer, Answer> {
        let parts = read(body, self.unwritten(|exchange, _| exchange.is_lenient()));
        let parts = parts.map_err(|why| self.error(ids, 400, &why))?;
        let mut statuses = HashMap::new();
        let mut responses = Vec::new();
        let mut fate = Fate::default();
        for part in &parts {
            let failed = part.depends_on.iter().find(|id| statuses.get(&id.to_lowercase()).is_none_or(|ok| !ok));
            let (status, response, own) = match failed {
                None => self.part(part, version, ids.token),
                Some(failed) => self.skipped(part, failed),
            };
            statuses.insert(part.id.to_lowercase(), status < 400);
            responses.push(response);
            // There is one connection, and one answer.
            fate = Fate { cut: fate.cut || own.cut, late: fate.late.max(own.late) };
        }
        Ok(Answer { fate, ..Answer::of(200, json!({ "responses": responses })) })
    }

    /// The answer to one request.
    fn part(&self, part: &Part, version: &str, token: Option<Token>) -> (u16, Value, Fate) {
        let ids = Ids { token, ..self.new_ids(part.header("client-request-id")) };
        let url = part.url.trim_start_matches('/');
        let (path, query) = url.split_once('?').map_or((url, None), |(path, query)| (path, Some(query)));
        let path = format!("{version}/{}", plain(path).trim_start_matches('/'));
        let method = Method::from_bytes(part.method.to_ascii_uppercase().as_bytes()).unwrap_or(Method::TRACE);
        let body = part.body.as_ref().map(Value::to_string).unwrap_or_default();
        let request = Request { method: &method, path: &path, query, body: &body };
        let answer = self.ask(&ids, &request).unwrap_or_else(|refused| refused);
        self.in_batch(part, &ids, answer)
    }

    /// The answer to one that depends on another which has failed.
    fn skipped(&self, part: &Part, failed: &str) -> (u16, Value, Fate) {
        let ids = self.new_ids(part.header("client-request-id"));
        let why = format!("request {:?} was not made, since request {failed:?} has failed", part.id);
        let answer = self.error(&ids, 424, &why);
        self.in_batch(part, &ids, answer)
    }

    /// An answer as it stands in that of a batch.
    fn in_batch(&self, part: &Part, ids: &Ids, answer: Answer) -> (u16, Value, Fate) {
        let (status, fate) = (answer.status, answer.fate);
        let body: Option<Value> = answer.body.as_deref().and_then(|body| serde_json::from_str(body).ok());
        let reply = self.reply(ids, answer);
        let mut response = json!({ "id": part.id, "status": status, "headers": headers(reply.headers()) });
        if let (Some(response), Some(body)) = (response.as_object_mut(), body) {
            response.insert("body".to_owned(), body);
        }
        (status, response, fate)
    }
}

/// Headers as members, with their names as Graph writes them.
fn headers(headers: &HeaderMap) -> Map<String, Value> {
    let name = |name: &str| match name {
        "request-id" | "client-request-id" => name.to_owned(),
        name => {
            let word = |word: &str| {
                word.get(..1).map(str::to_ascii_uppercase).unwrap_or_default() + word.get(1..).unwrap_or_default()
            };
            name.split('-').map(word).collect::<Vec<_>>().join("-")
        }
    };
    headers.iter().filter_map(|(key, value)| Some((name(key.as_str()), Value::from(value.to_str().ok()?)))).collect()
}

/// Reads a batch, and checks what Graph checks before it looks at any request.
fn read(body: &str, lenient: bool) -> Result<Vec<Part>, String> {
    let Batch { requests } =
        serde_json::from_str(body).map_err(|error| format!("Invalid batch payload format: {error}"))?;
    if requests.len() > MOST {
        return Err(format!(
            "Number of batch request steps exceeds the maximum value of {MOST}: there are {}",
            requests.len()
        ));
    }
    let mut before: Vec<String> = Vec::new();
    for part in &requests {
        let id = part.id.to_lowercase();
        if id.is_empty() || before.contains(&id) {
            return Err(format!(
                "request id {:?} is empty or was there before, expected another: case does not count",
                part.id
            ));
        }
        if let Some(other) = part.depends_on.iter().find(|other| !before.contains(&other.to_lowercase())) {
            return Err(format!("Invalid dependency for request Id {}: no earlier request is {other:?}", part.id));
        }
        let is_write = !["GET", "HEAD", "DELETE"].iter().any(|method| part.method.eq_ignore_ascii_case(method));
        if is_write && !lenient && (part.body.is_none() || part.header("Content-Type").is_none()) {
            return Err(format!("Write request id : {} does not contain Content-Type header or body.", part.id));
        }
        if plain(&part.url).to_ascii_lowercase().contains("$batch") || part.url.contains("://") {
            return Err(format!(
                "the url of request id {} is {:?}, expected a path below the version that is no batch",
                part.id, part.url
            ));
        }
        before.push(id);
    }
    Ok(requests)
}
