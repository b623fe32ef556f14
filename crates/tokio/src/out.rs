//! The requests that are out, and what comes back of each.

use std::sync::Arc;
use std::time::Duration;

use call_lifecycle::app::Token;
use call_lifecycle::wire::http::{self, Attempt, Body};
use call_lifecycle::{Id, Timestamp};
use tokio::sync::oneshot;
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::create::CreateError;
use crate::{Ask, BoxError, Clock, HttpClient, Request, Response};

/// How long an answer may take, in real time. The machines have their own idea of it and go on
/// before; this is for what hangs.
const ANSWERED: Duration = Duration::from_secs(120);

pub(crate) type Answer = Result<Response, BoxError>;

/// What comes back, with the number of its request.
#[derive(Debug)]
pub(crate) enum Back {
    Reply(Id, Attempt, u64, Answer),
    Created(Timestamp, oneshot::Sender<Result<Id, CreateError>>, u64, Answer),
    /// Of a call that found no room: nobody waits for it.
    Rejected(u64, Answer),
    /// The task has failed.
    Nothing,
}

/// The requests that are out, each a task.
#[derive(Debug)]
pub(crate) struct Out<H> {
    client: Arc<H>,
    clock: Clock,
    tasks: JoinSet<Back>,
}

impl<H: HttpClient> Out<H> {
    pub(crate) fn new(client: Arc<H>, clock: Clock) -> Self {
        Self { client, clock, tasks: JoinSet::new() }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.tasks.is_empty()
    }

    /// What comes back next. `None` if nothing is out.
    pub(crate) async fn next(&mut self) -> Option<Back> {
        self.tasks.join_next().await.map(|back| back.unwrap_or(Back::Nothing))
    }

    /// Sends a request. `back` says what its answer is the answer to.
    pub(crate) fn send(&mut self, request: Request, back: impl FnOnce(Answer) -> Back + Send + 'static) {
        let (client, clock) = (Arc::clone(&self.client), self.clock);
        self.tasks.spawn(async move {
            let answer = match timeout(ANSWERED, client.send(request)).await {
                Ok(answer) => answer.map(|answer| answer.in_the_time_of(&clock)).map_err(Into::into),
                Err(_) => Err(format!("no answer within {} s", ANSWERED.as_secs()).into()),
            };
            back(answer)
        });
    }
}

/// What a machine wants sent, with what the host has given for it.
pub(crate) fn request(call: Id, token: Token, ask: Option<Ask>) -> Result<Request, BoxError> {
    let (participant, body) = ask.map_or((None, None), |ask| (ask.participant, ask.body));
    let body = body.as_deref().map_or(Body::Empty, Body::Json);
    let request = match participant {
        Some(participant) => http::participant_request(call, participant, token, body)?,
        None => http::request(call, token, body)?,
    };
    Ok(Request::new(&request)?)
}
