//! The HTTP client that a driver sends by.

use std::error::Error;

use call_lifecycle::wire::http;
use call_lifecycle::wire::json::WriteError;

use crate::{Clock, Speed};

/// Any error of an HTTP client.
pub type BoxError = Box<dyn Error + Send + Sync>;

/// An HTTP client, which a driver sends its requests by.
///
/// The client adds what comes before the path, such as `https://graph.microsoft.com`, and the
/// `Authorization` header. A request with a body is JSON. A POST without one has to go out with
/// `Content-Length: 0`, which most clients of Rust leave out by themselves: services that require a
/// length answer 411, and a keepAlive that is answered so extends nothing. A function that returns
/// a future is a client:
///
/// ```
/// use call_lifecycle_tokio::{HttpClient, Request, Response};
///
/// fn is_client(_: impl HttpClient) {}
///
/// is_client(async |request: Request| {
///     println!("{} {}", request.method(), request.path());
///     Ok::<_, std::io::Error>(Response::new(200))
/// });
/// ```
pub trait HttpClient: Send + Sync + 'static {
    /// Why no answer came.
    type Error: Into<BoxError> + Send;

    /// Sends a request and reads the answer to its end. `Retry-After` in it is in real time, whatever
    /// the clock of the driver.
    fn send(&self, request: Request) -> impl Future<Output = Result<Response, Self::Error>> + Send;
}

impl<F, A, E> HttpClient for F
where
    F: Fn(Request) -> A + Send + Sync + 'static,
    A: Future<Output = Result<Response, E>> + Send,
    E: Into<BoxError> + Send,
{
    type Error = E;

    fn send(&self, request: Request) -> impl Future<Output = Result<Response, E>> + Send {
        self(request)
    }
}

/// A request to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    method: http::Verb,
    path: String,
    body: Option<String>,
}

impl Request {
    /// The request as text.
    ///
    /// # Errors
    /// If the body cannot be written.
    pub fn new(request: &http::Request<'_>) -> Result<Self, WriteError> {
        let mut body = None;
        if !request.body().is_empty() {
            request.body().write(body.insert(String::new()))?;
        }
        Ok(Self { method: request.method(), path: request.path().to_string(), body })
    }

    /// A request of which the host knows the parts. The path follows the host:
    /// `/v1.0/communications/calls`. A body is JSON.
    #[must_use]
    pub const fn from_parts(method: http::Verb, path: String, body: Option<String>) -> Self {
        Self { method, path, body }
    }

    /// The method: GET, POST or DELETE.
    #[must_use]
    pub const fn method(&self) -> &'static str {
        self.method.as_str()
    }

    /// What follows the host: `/v1.0/communications/calls`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The JSON of the body, if there is a body.
    #[must_use]
    pub fn body(&self) -> Option<&str> {
        self.body.as_deref()
    }

    /// Takes the body.
    #[must_use]
    pub fn into_body(self) -> Option<String> {
        self.body
    }
}

/// An answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    status: u16,
    headers: Vec<(String, Vec<u8>)>,
    body: Vec<u8>,
}

impl Response {
    /// An answer with this status, without headers and body.
    #[must_use]
    pub const fn new(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new() }
    }

    /// With this header too. `Location`, `Retry-After` and `Date` are read, all others are ignored.
    #[must_use]
    pub fn with_header(mut self, name: impl Into<String>, value: impl Into<Vec<u8>>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The same with `Retry-After` in the time of a clock that is turned up: machines count in it.
    #[must_use]
    pub fn in_the_time_of(mut self, clock: &Clock) -> Self {
        if clock.speed() == Speed::REAL {
            return self;
        }
        if let Some(seconds) = clock.retry_after(self.headers()) {
            self.headers.retain(|(name, _)| !name.eq_ignore_ascii_case("Retry-After"));
            self = self.with_header("Retry-After", seconds.to_string());
        }
        self
    }

    /// With this body.
    #[must_use]
    pub fn with_body(self, body: impl Into<Vec<u8>>) -> Self {
        Self { body: body.into(), ..self }
    }

    /// The status.
    #[must_use]
    pub const fn status(&self) -> u16 {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.headers.iter().map(|(name, value)| (name.as_str(), value.as_slice()))
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }
}
