//! The HTTP client that a host supplies, of any type.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use call_lifecycle_tokio::{BoxError, HttpClient, Request, Response};
use tokio::time::timeout;

/// An HTTP client of any type.
trait AnyClient: Send + Sync {
    fn send(&self, request: Request) -> Pin<Box<dyn Future<Output = Result<Response, BoxError>> + Send + '_>>;
}

impl<H: HttpClient> AnyClient for H {
    fn send(&self, request: Request) -> Pin<Box<dyn Future<Output = Result<Response, BoxError>> + Send + '_>> {
        Box::pin(async { HttpClient::send(self, request).await.map_err(Into::into) })
    }
}

/// The HTTP client of a host.
#[derive(Clone)]
pub(crate) struct Client(Arc<dyn AnyClient>);

impl Client {
    pub(crate) fn new(client: impl HttpClient) -> Self {
        Self(Arc::new(client))
    }

    /// Sends a request, and waits for the answer for so long at most; or says why nobody answered.
    pub(crate) async fn send(&self, request: Request, within: Duration) -> Result<Response, String> {
        match timeout(within, self.0.send(request)).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(error)) => Err(error.to_string()),
            Err(_) => Err(format!("no answer within {} ms", within.as_millis())),
        }
    }
}
