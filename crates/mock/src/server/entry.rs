//! Where requests come in: those of Graph go straight to the exchange, everything else to its route.

use std::convert::Infallible;
use std::future::{Future, ready};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::Router;
use axum::body::Body;
use axum::response::Response;
use hyper::Request;
use hyper::body::{Body as _, Incoming};
use tower_service::Service;

use super::guard::check;
use super::http::router;
use super::path::version;
use super::shared::Shared;

/// The service of all connections.
#[derive(Clone, Debug)]
pub struct Entry {
    shared: Arc<Shared>,
    routes: Router,
}

impl Entry {
    pub fn new(shared: Arc<Shared>) -> Self {
        Self { routes: router(Arc::clone(&shared)), shared }
    }
}

impl Service<Request<Incoming>> for Entry {
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Incoming>) -> Self::Future {
        let shared = Arc::clone(&self.shared);
        let (parts, body) = request.into_parts();
        if let Err((status, why)) = check(&shared.hosts, &parts) {
            let ids = shared.ids(&parts.headers);
            return Box::pin(ready(Ok(shared.reply(&ids, shared.error(&ids, status, &why)))));
        }
        if version(parts.uri.path()).0.is_empty() {
            return Box::pin(self.routes.call(Request::from_parts(parts, body)));
        }
        // Nothing has to be waited for: neither a body, nor room in the journal.
        if body.is_end_stream() && !shared.journal.is_long(2) {
            let asked = shared.answer_at_once(&parts);
            return Box::pin(async move { Ok(shared.told(asked).await) });
        }
        Box::pin(async move { Ok(shared.graph(parts, Body::new(body)).await) })
    }
}
