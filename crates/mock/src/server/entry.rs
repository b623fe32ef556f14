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

use super::graph::Answered;
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

/// The response that a request waits for.
pub enum Answering {
    AtOnce(AtOnce),
    Waits(Waits),
}

type Waits = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

/// The response to a request that was answered when it came.
pub struct AtOnce {
    shared: Arc<Shared>,
    asked: Option<Answered>,
    /// How much must be written before anybody is told; `None` until it has waited.
    added: Option<u64>,
}

impl Future for Answering {
    type Output = Result<Response, Infallible>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        if let Self::AtOnce(one) = this {
            match one.poll(context) {
                Ok(response) => return response.map(Ok),
                Err(late) => *this = Self::Waits(late),
            }
        }
        match this {
            Self::AtOnce(_) => Poll::Pending,
            Self::Waits(waits) => waits.as_mut().poll(context),
        }
    }
}

impl AtOnce {
    /// The response, or what waits for it if it is late on purpose.
    fn poll(&mut self, context: &Context<'_>) -> Result<Poll<Response>, Waits> {
        let journal = &self.shared.journal;
        if let Some(added) = self.added {
            journal.write_up_to(added);
        } else if let Some(added) = journal.waits() {
            // Those that are ready add what they have meanwhile: one write takes it all.
            self.added = Some(added);
            context.waker().wake_by_ref();
            return Ok(Poll::Pending);
        }
        let Some(asked) = self.asked.take() else { return Ok(Poll::Pending) };
        if asked.is_late() {
            let shared = Arc::clone(&self.shared);
            return Err(Box::pin(async move { Ok(shared.told(asked).await) }));
        }
        Ok(Poll::Ready(self.shared.told_at_once(asked)))
    }
}

impl Service<Request<Incoming>> for Entry {
    type Response = Response;
    type Error = Infallible;
    type Future = Answering;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Incoming>) -> Answering {
        let shared = Arc::clone(&self.shared);
        let (parts, body) = request.into_parts();
        if let Err((status, why)) = check(&shared.hosts, &parts) {
            let ids = shared.ids(&parts.headers);
            return Answering::Waits(Box::pin(ready(Ok(shared.reply(&ids, shared.error(&ids, status, &why))))));
        }
        if version(parts.uri.path()).0.is_empty() {
            return Answering::Waits(Box::pin(self.routes.call(Request::from_parts(parts, body))));
        }
        // Nothing has to be waited for: neither a body, nor room in the journal.
        if body.is_end_stream() && !shared.journal.is_long(2) {
            let asked = Some(shared.answer_at_once(parts));
            return Answering::AtOnce(AtOnce { shared, asked, added: None });
        }
        Answering::Waits(Box::pin(async move { Ok(shared.graph(parts, Body::new(body)).await) }))
    }
}
