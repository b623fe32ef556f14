//! Requests that were sent together, as one POST to `$batch`: each counts as a separate request.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::kind::address;
use crate::trace::write::AnswerHeaders;

/// The body of the POST.
#[derive(Deserialize)]
struct Sent<'a> {
    #[serde(borrow)]
    requests: Vec<&'a RawValue>,
}

/// One of the requests.
#[derive(Deserialize)]
pub struct Request<'a> {
    #[serde(borrow)]
    id: &'a RawValue,
    #[serde(borrow)]
    pub method: Cow<'a, str>,
    #[serde(borrow)]
    pub url: Cow<'a, str>,
    #[serde(borrow, default)]
    body: Option<&'a RawValue>,
}

impl Request<'_> {
    pub fn body(&self) -> &[u8] {
        bytes(self.body)
    }
}

/// The body of its answer.
#[derive(Deserialize)]
struct Answered<'a> {
    #[serde(borrow)]
    responses: Vec<&'a RawValue>,
}

/// The answer to one of the requests.
#[derive(Deserialize)]
pub struct Response<'a> {
    #[serde(borrow)]
    id: &'a RawValue,
    pub status: u16,
    #[serde(borrow, default)]
    headers: Option<BTreeMap<Cow<'a, str>, &'a RawValue>>,
    #[serde(borrow, default)]
    body: Option<&'a RawValue>,
}

impl Response<'_> {
    pub fn told(&self) -> AnswerHeaders {
        let mut told = AnswerHeaders::default();
        for (name, value) in self.headers.iter().flatten() {
            let text = serde_json::from_str::<String>(value.get()).unwrap_or_else(|_| value.get().to_owned());
            told.header(name, text.as_bytes());
        }
        told
    }

    pub fn body(&self) -> &[u8] {
        bytes(self.body)
    }
}

fn bytes(body: Option<&RawValue>) -> &[u8] {
    body.map_or(b"", |body| body.get().as_bytes())
}

/// Whether a URL is that of batches.
pub fn is_of_batches(method: &str, url: &str) -> bool {
    let last = address(url).rsplit('/').next().unwrap_or_default();
    method.eq_ignore_ascii_case("POST")
        && (last.eq_ignore_ascii_case("$batch") || last.eq_ignore_ascii_case("%24batch"))
}

/// The requests of a batch that can be read.
pub fn requests(body: &[u8]) -> Vec<Request<'_>> {
    serde_json::from_slice::<Sent<'_>>(body).map_or_else(|_| Vec::new(), |sent| each(&sent.requests))
}

fn each<'a, T: Deserialize<'a>>(all: &[&'a RawValue]) -> Vec<T> {
    all.iter().filter_map(|one| serde_json::from_str(one.get()).ok()).collect()
}

/// The answers to its requests, by their ids.
#[derive(Default)]
pub struct Responses<'a>(Vec<Response<'a>>);

impl<'a> Responses<'a> {
    pub fn of(body: &'a [u8]) -> Self {
        Self(
            serde_json::from_slice::<Answered<'_>>(body)
                .map_or_else(|_| Vec::new(), |answered| each(&answered.responses)),
        )
    }

    pub fn to(&self, request: &Request<'_>) -> Option<&Response<'a>> {
        let is_meant = |response: &&Response<'_>| response.id.get() == request.id.get();
        self.0.iter().find(is_meant).filter(|response| (100..=599).contains(&response.status))
    }
}
