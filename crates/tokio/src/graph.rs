//! Microsoft Graph by `reqwest`.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use reqwest::Method;
use reqwest::header::{CONTENT_LENGTH, CONTENT_TYPE};

use crate::{BoxError, HttpClient, Request, Response};

/// The longest answer that is read.
const MOST_ANSWER: usize = 256 * 1_024;

type Token = Pin<Box<dyn Future<Output = Result<String, BoxError>> + Send>>;

/// Microsoft Graph, or another service with its API, by `reqwest`.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use call_lifecycle_tokio::Graph;
///
/// let graph = Graph::new("https://graph.microsoft.com").with_token("eyJ0eXAiOi...");
/// // A token is valid for an hour or so: a bot that runs longer asks for one each time.
/// let graph = Graph::new("https://graph.microsoft.com").with_token_source(async || Ok(my_cache().await?));
/// # async fn my_cache() -> std::io::Result<String> { Ok(String::new()) }
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Graph {
    client: reqwest::Client,
    base: String,
    token: Option<Arc<dyn Fn() -> Token + Send + Sync>>,
}

impl fmt::Debug for Graph {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // No token is printed.
        f.debug_struct("Graph").field("base", &self.base).finish_non_exhaustive()
    }
}

impl Graph {
    /// The service at this address, without a token.
    #[must_use]
    pub fn new(base: impl Into<String>) -> Self {
        let base = base.into().trim_end_matches('/').to_owned();
        Self { client: reqwest::Client::new(), base, token: None }
    }

    /// With this client, for timeouts, proxies or certificates of your own.
    #[must_use]
    pub fn with_client(self, client: reqwest::Client) -> Self {
        Self { client, ..self }
    }

    /// With this bearer token.
    #[must_use]
    pub fn with_token(self, token: impl Into<String>) -> Self {
        let token = token.into();
        self.with_token_source(move || std::future::ready(Ok(token.clone())))
    }

    /// With a bearer token that is asked for before each request.
    #[must_use]
    pub fn with_token_source<F, A>(self, source: F) -> Self
    where
        F: Fn() -> A + Send + Sync + 'static,
        A: Future<Output = Result<String, BoxError>> + Send + 'static,
    {
        Self { token: Some(Arc::new(move || Box::pin(source()))), ..self }
    }
}

impl HttpClient for Graph {
    type Error = BoxError;

    async fn send(&self, request: Request) -> Result<Response, BoxError> {
        let method = Method::from_bytes(request.method().as_bytes())?;
        let mut builder = self.client.request(method.clone(), format!("{}{}", self.base, request.path()));
        if let Some(token) = &self.token {
            builder = builder.bearer_auth(token().await?);
        }
        if let Some(body) = request.into_body() {
            builder = builder.header(CONTENT_TYPE, "application/json").body(body);
        } else if method == Method::POST {
            // reqwest leaves it out, and some services answer 411 to a POST without a length.
            builder = builder.header(CONTENT_LENGTH, 0);
        }
        let mut answer = builder.send().await?;
        let mut response = Response::new(answer.status().as_u16());
        for (name, value) in answer.headers() {
            response = response.with_header(name.as_str(), value.as_bytes());
        }
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await? {
            if body.len() + chunk.len() > MOST_ANSWER {
                return Err(format!("the answer has more than {MOST_ANSWER} bytes").into());
            }
            body.extend_from_slice(&chunk);
        }
        Ok(response.with_body(body))
    }
}

#[cfg(test)]
mod tests {
    use call_lifecycle::Id;
    use call_lifecycle::app::{Request as Wish, Token};
    use call_lifecycle::wire::http;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    use crate::{Graph, HttpClient, Request};

    /// The head of the request that goes out for this wish, in lower case.
    async fn head(wish: Wish) -> Result<String, Box<dyn std::error::Error>> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let graph = Graph::new(format!("http://{}", listener.local_addr()?));
        let service = tokio::spawn(async move {
            let (mut connection, _) = listener.accept().await?;
            let mut head = String::new();
            while !head.ends_with("\r\n\r\n") {
                head.push(char::from(connection.read_u8().await?));
            }
            connection.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").await?;
            std::io::Result::Ok(head.to_lowercase())
        });
        let request = Request::new(&http::request(Id::from_u128(1), Token::new(wish, 1), ())?)?;
        assert_eq!(graph.send(request).await.map_err(|error| error.to_string())?.status(), 200);
        Ok(service.await??)
    }

    /// RFC 9110, section 8.6. Without it http.sys answers 411, and a keepAlive extends nothing.
    #[tokio::test]
    async fn a_post_without_a_body_says_that_its_length_is_0() -> Result<(), Box<dyn std::error::Error>> {
        assert!(head(Wish::KeepAlive).await?.contains("\r\ncontent-length: 0\r\n"));
        for wish in [Wish::GetCall, Wish::HangUp] {
            assert!(!head(wish).await?.contains("content-length"), "{wish:?}");
        }
        Ok(())
    }
}
