//! The HTTP client: bounded in time and in bytes, over any connector.

use std::error::Error;
use std::path::PathBuf;
use std::time::Duration;

use axum::body::Bytes;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderValue, Method, Request, StatusCode};
use call_lifecycle_tokio::Clock;
use http_body_util::{BodyExt, Full, Limited};
use hyper_util::client::legacy::Client as Http;
use hyper_util::client::legacy::connect::Connect;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use tokio::io::AsyncWriteExt;
use tokio::time::timeout;

/// The longest answer that is read.
const MOST_ANSWER: usize = 256 * 1024;
/// The longest recording that is read.
const MOST_RECORDING: u64 = 256 * 1024 * 1024;
/// How long a download may take.
const DOWNLOAD: Duration = Duration::from_secs(60);

/// A request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Message {
    pub(crate) method: Method,
    /// The path, from the slash after the host on.
    pub(crate) path: String,
    pub(crate) json: Option<String>,
}

/// An answer with its body.
#[derive(Clone, Debug)]
pub(crate) struct Answered {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answered {
    /// The same with `Retry-After` in the time of the clock: it comes in real time.
    pub(crate) fn in_the_time_of(mut self, clock: &Clock) -> Self {
        if let Some(seconds) = clock.retry_after(&self.headers) {
            self.headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        self
    }
}

/// A client of one service.
#[derive(Clone, Debug)]
pub(crate) struct Client<C> {
    http: Http<C, Full<Bytes>>,
    /// Without a trailing slash.
    base: String,
    token: Option<String>,
}

impl<C: Connect + Clone + Send + Sync + 'static> Client<C> {
    pub(crate) fn new(connector: C, base: &str, token: Option<String>) -> Self {
        let http = Http::builder(TokioExecutor::new()).pool_timer(TokioTimer::new()).build(connector);
        Self { http, base: base.trim_end_matches('/').to_owned(), token }
    }

    pub(crate) fn base(&self) -> &str {
        &self.base
    }

    /// Sends a request, and reads the answer.
    pub(crate) async fn ask(&self, message: Message, within: Duration) -> Result<Answered, String> {
        let Message { method, path, json } = message;
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.base));
        if let Some(token) = &self.token {
            request = request.header(AUTHORIZATION, format!("Bearer {token}"));
        }
        if json.is_some() {
            request = request.header(CONTENT_TYPE, "application/json");
        }
        let body = Full::new(json.map_or_else(Bytes::new, Bytes::from));
        let request = request.body(body).map_err(|error| chain(&error))?;
        let answer = async {
            let (head, body) = self.http.request(request).await.map_err(|error| chain(&error))?.into_parts();
            let body = Limited::new(body, MOST_ANSWER).collect().await;
            let body = body.map_err(|error| format!("its body cannot be read: {}", chain(&*error)))?.to_bytes();
            Ok(Answered { status: head.status, headers: head.headers, body })
        };
        timeout(within, answer).await.unwrap_or_else(|_| Err(format!("none within {} ms", within.as_millis())))
    }

    /// Downloads a recording and returns its length. It is saved if there is a path.
    pub(crate) async fn fetch(&self, url: String, token: Option<String>, to: Option<PathBuf>) -> Result<u64, String> {
        let mut request = Request::get(url);
        if let Some(token) = token {
            request = request.header(AUTHORIZATION, format!("Bearer {token}"));
        }
        let request = request.body(Full::default()).map_err(|error| chain(&error))?;
        let download = async {
            let answer = self.http.request(request).await.map_err(|error| chain(&error))?;
            if answer.status() != StatusCode::OK {
                return Err(format!("answered {}", answer.status()));
            }
            let unsaved = |error| format!("it cannot be saved: {error}");
            // Under another name until it is complete.
            let part = to.as_ref().map(|path| path.with_extension("part"));
            let mut file = match &part {
                Some(path) => Some(tokio::fs::File::create(path).await.map_err(unsaved)?),
                None => None,
            };
            let (mut bytes, mut body) = (0_u64, answer.into_body());
            while let Some(frame) = body.frame().await {
                let frame = frame.map_err(|error| chain(&error))?;
                let Ok(data) = frame.into_data() else { continue };
                bytes += data.len() as u64;
                if bytes > MOST_RECORDING {
                    return Err(format!("it has more than {MOST_RECORDING} bytes"));
                }
                if let Some(file) = &mut file {
                    file.write_all(&data).await.map_err(unsaved)?;
                }
            }
            if let (Some(mut file), Some(part), Some(to)) = (file, part, to) {
                file.flush().await.map_err(unsaved)?;
                tokio::fs::rename(part, to).await.map_err(unsaved)?;
            }
            Ok(bytes)
        };
        timeout(DOWNLOAD, download).await.unwrap_or_else(|_| Err(format!("it took more than {} s", DOWNLOAD.as_secs())))
    }
}

/// An error with its causes, since the outermost one seldom says enough.
pub(crate) fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use tokio::time::Instant;

    use super::*;
    use crate::pipes::{Answer, Pipes};

    fn client(service: &Pipes) -> Client<Pipes> {
        Client::new(service.clone(), "http://graph//", Some("ours".to_owned()))
    }

    fn get() -> Message {
        Message { method: Method::GET, path: "/a".to_owned(), json: None }
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_asked_has_the_token_and_says_that_it_is_json() {
        let service = Pipes::new(|_| Answer::new(202, "yes"));
        let post = Message { method: Method::POST, path: "/b".to_owned(), json: Some("{}".to_owned()) };
        for message in [get(), post] {
            let answered = client(&service).ask(message, DOWNLOAD).await.unwrap();
            assert_eq!((answered.status.as_u16(), &answered.body[..]), (202, &b"yes"[..]));
        }
        let asked = service.asked.lock().unwrap();
        assert!(asked[0].starts_with("GET /a HTTP/1.1\r\n") && !asked[0].contains("content-type"), "{asked:?}");
        assert!(asked[1].starts_with("POST /b HTTP/1.1\r\n") && asked[1].ends_with("\r\n\r\n{}"), "{asked:?}");
        assert!(asked[1].contains("content-type: application/json\r\n"), "{asked:?}");
        assert!(asked.iter().all(|asked| asked.contains("authorization: Bearer ours\r\n")), "{asked:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn an_answer_has_a_longest_length_and_a_longest_time() {
        for (length, is_read) in [(MOST_ANSWER, true), (MOST_ANSWER + 1, false)] {
            let service = Pipes::new(move |_| Answer::zeros(length, length));
            let answered = client(&service).ask(get(), DOWNLOAD).await;
            assert_eq!(answered.as_ref().is_ok_and(|answered| answered.body.len() == length), is_read, "{length}");
            assert!(is_read || answered.unwrap_err().starts_with("its body cannot be read: "));
        }
        let millis = Duration::from_millis;
        // Its head, or the rest of its body, comes too late.
        let late = [(Answer::new(200, "").after(millis(701)), false), (Answer::zeros(2, 1).stays(), false)];
        for (answer, is_read) in late.into_iter().chain([(Answer::new(200, "").after(millis(699)), true)]) {
            let (service, began) = (Pipes::new(move |_| answer.clone()), Instant::now());
            let answered = client(&service).ask(get(), millis(700)).await;
            assert_eq!(answered.is_ok(), is_read);
            assert!(is_read || answered.unwrap_err() == "none within 700 ms" && began.elapsed() == millis(700));
        }
    }

    /// Whether it is saved or not. The one that is too long is not saved here: a disk takes long for it.
    #[tokio::test(start_paused = true)]
    async fn a_recording_has_a_longest_length_and_a_longest_time() {
        for (length, is_read) in [(MOST_RECORDING, true), (MOST_RECORDING + 1, false)] {
            let service = Pipes::new(move |_| Answer::zeros(length as usize, length as usize));
            let fetched = client(&service).fetch("http://files/1".to_owned(), None, None).await;
            let expected = if is_read { Ok(length) } else { Err("it has more than 268435456 bytes".to_owned()) };
            assert_eq!(fetched, expected);
        }
        let (service, began) = (Pipes::new(|_| Answer::zeros(2, 1).stays()), Instant::now());
        let fetched = client(&service).fetch("http://files/1".to_owned(), None, None).await;
        assert_eq!((fetched, began.elapsed()), (Err("it took more than 60 s".to_owned()), DOWNLOAD));
    }

    #[tokio::test(start_paused = true)]
    async fn a_recording_is_saved_once_it_is_whole_and_gets_no_token_but_its_own() {
        let path = std::env::temp_dir().join(format!("tokio-bot-fetch-{}.wav", std::process::id()));
        let service = Pipes::new(|asked| match asked.starts_with("GET /cut ") {
            true => Answer::zeros(9, 5),
            false => Answer::zeros(9, 9),
        });
        let client = client(&service);
        let fetch = |name: &str, token: Option<&str>| {
            client.fetch(format!("http://files/{name}"), token.map(str::to_owned), Some(path.clone()))
        };
        assert!(fetch("cut", None).await.is_err() && !path.exists(), "it breaks off");
        assert_eq!(fetch("whole", Some("its")).await, Ok(9));
        assert_eq!(std::fs::read(&path).unwrap(), [0; 9]);
        std::fs::remove_file(&path).unwrap();
        let asked = service.asked.lock().unwrap();
        assert!(!asked[0].contains("authorization") && asked[1].contains("authorization: Bearer its\r\n"), "{asked:?}");
    }
}
