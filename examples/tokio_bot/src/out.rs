//! Sends requests: a future for each, a bounded number at a time. Results go back to the inbox.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use call_lifecycle::Id;
use call_lifecycle::app::Request;
use call_lifecycle_tokio::Clock;
use hyper_util::client::legacy::connect::Connect;
use tokio::sync::{Semaphore, mpsc};
use tokio::task::JoinSet;

use crate::client::{Answered, Client, Message};
use crate::input::{Input, Outgoing, Recording};
use crate::mail::Mail;
use crate::messages;
use crate::options::Options;
use crate::record::Seen;

/// How long an answer may take: after this span of the service's time the machine asks again
/// anyway, ...
const WITHIN: Duration = Duration::from_secs(30);
const LEAST: Duration = Duration::from_millis(500);
const MOST: Duration = Duration::from_secs(10);
/// ... and `answer` sooner, since there are only 15 s for it. The lower bound is for the network,
/// which a fast clock does not make faster.
const ANSWER_WITHIN: Duration = Duration::from_secs(4);
const ANSWER_LEAST: Duration = Duration::from_millis(250);

/// Sends what the bot asks for.
#[derive(Debug)]
pub(crate) struct Out<C> {
    client: Client<C>,
    clock: Clock,
    inbox: mpsc::Sender<Mail>,
    callback: Arc<str>,
    recordings: Option<PathBuf>,
    /// Whether what is sent and comes back is recorded.
    recorded: bool,
    /// How many requests there were.
    number: u64,
    requests: Arc<Semaphore>,
    tasks: JoinSet<()>,
}

impl<C: Connect + Clone + Send + Sync + 'static> Out<C> {
    pub(crate) fn new(client: Client<C>, clock: Clock, inbox: mpsc::Sender<Mail>, options: &Options) -> Self {
        Self {
            client,
            clock,
            inbox,
            callback: options.callback.as_str().into(),
            recordings: options.recordings.clone(),
            recorded: options.record.is_some(),
            number: 0,
            requests: Arc::new(Semaphore::new(options.requests)),
            tasks: JoinSet::new(),
        }
    }

    /// Runs a future until it ends, or the bot does.
    pub(crate) fn spawn(&mut self, future: impl Future<Output = ()> + Send + 'static) {
        // Those that have ended since then make room.
        while self.tasks.try_join_next().is_some() {}
        self.tasks.spawn(future);
    }

    pub(crate) fn send(&mut self, outgoing: Outgoing) {
        let Outgoing { call, token, .. } = outgoing;
        let Some(message) = messages::message(&outgoing, &self.callback) else { return };
        let (client, clock, inbox, requests) =
            (self.client.clone(), self.clock, self.inbox.clone(), self.requests.clone());
        let (number, leaves) = self.number(&message);
        self.spawn(async move {
            // The semaphore is never closed.
            let _permit = requests.acquire().await;
            let sent = clock.now();
            tell(&inbox, Mail::Input(Input::Sent { call, token }, leaves)).await;
            let answered = client.ask(message, within(&clock, token.request())).await;
            let answered = answered.map(|answered| answered.in_the_time_of(&clock));
            let seen = number.map(|number| back(number, &answered));
            let input = match answered {
                Ok(answered) => Input::Replied { call, token, sent, answer: messages::answer(token, sent, &answered) },
                Err(why) => Input::Failed { call, token, why },
            };
            tell(&inbox, Mail::Input(input, seen)).await;
        });
    }

    pub(crate) fn create(&mut self) {
        let message = messages::create(&self.callback);
        let (client, clock, inbox) = (self.client.clone(), self.clock, self.inbox.clone());
        let (number, leaves) = self.number(&message);
        self.spawn(async move {
            let sent = clock.now();
            if let Some(leaves) = leaves {
                tell(&inbox, Mail::Seen(leaves)).await;
            }
            let answered = client.ask(message, within(&clock, Request::Other)).await;
            let seen = number.map(|number| back(number, &answered));
            let call = answered.and_then(|answered| messages::created(&answered));
            tell(&inbox, Mail::Input(Input::Created { sent, call }, seen)).await;
        });
    }

    pub(crate) fn fetch(&mut self, call: Id, operation: Id, recording: Recording) {
        let (client, inbox) = (self.client.clone(), self.inbox.clone());
        // Ids are digits and dashes, whatever names the service uses.
        let to = self.recordings.as_ref().map(|directory| directory.join(format!("{call}_{operation}.wav")));
        self.spawn(async move {
            let bytes = client.fetch(recording.location, recording.access_token, to).await;
            tell(&inbox, Mail::Input(Input::Fetched { call, bytes }, None)).await;
        });
    }

    /// The number of a request that is recorded, and what is recorded as it leaves.
    fn number(&mut self, message: &Message) -> (Option<u64>, Option<Seen>) {
        self.number += 1;
        let number = Some(self.number).filter(|_| self.recorded);
        (number, number.map(|number| Seen::Request(number, message.clone())))
    }
}

fn within(clock: &Clock, request: Request) -> Duration {
    match request {
        Request::Answer => clock.real(ANSWER_WITHIN).max(ANSWER_LEAST),
        _ => clock.real(WITHIN).clamp(LEAST, MOST),
    }
}

/// What is recorded of what came back.
fn back(number: u64, answered: &Result<Answered, String>) -> Seen {
    match answered {
        Ok(answered) => Seen::Response(number, answered.clone()),
        Err(_) => Seen::Failed(number),
    }
}

async fn tell(inbox: &mpsc::Sender<Mail>, mail: Mail) {
    // Without the task nobody listens.
    let _told = inbox.send(mail).await;
}

#[cfg(test)]
mod tests {
    use call_lifecycle::app::Token;
    use call_lifecycle::{OperationKind, Timestamp};
    use call_lifecycle_tokio::Speed;

    use super::*;
    use crate::pipes::{Answer, Pipes};

    const CALL: Id = Id::from_u128(1);

    #[tokio::test]
    async fn an_answer_may_take_less_time_than_other_requests_and_a_fast_clock_shortens_both() {
        for (speed, answer, other) in
            [(1.0, 4_000, 10_000), (3.0, 1_333, 10_000), (10.0, 400, 3_000), (100.0, 250, 500)]
        {
            let clock = Clock::start(Timestamp::ZERO, Speed::new(speed).unwrap());
            assert_eq!(within(&clock, Request::Answer).as_millis(), answer, "{speed}");
            for request in [Request::KeepAlive, Request::HangUp, Request::Operation(OperationKind::Record)] {
                assert_eq!(within(&clock, request).as_millis(), other, "{speed}");
            }
        }
    }

    fn out(service: &Pipes, requests: usize) -> (Out<Pipes>, mpsc::Receiver<Mail>) {
        let mut options = Options::new("http://graph", "http://bot/api/calls", [1, 2]);
        options.requests = requests;
        let (inbox, mail) = mpsc::channel(64);
        let clock = Clock::start(Timestamp::ZERO, Speed::REAL);
        (Out::new(Client::new(service.clone(), "http://graph", None), clock, inbox, &options), mail)
    }

    /// What one waits for is no time in which it was out.
    #[tokio::test(start_paused = true)]
    async fn so_many_requests_are_out_and_the_next_is_sent_when_one_is_back() {
        let service = Pipes::new(|_| Answer::new(200, "").after(Duration::from_secs(3)));
        let (mut out, mut mail) = out(&service, 2);
        for number in 1..=5 {
            out.send(Outgoing { call: CALL, token: Token::new(Request::KeepAlive, number), context: None });
        }
        let (mut sent, mut replied) = (Vec::new(), Vec::new());
        while replied.len() < 5 {
            match mail.recv().await.unwrap() {
                Mail::Input(Input::Sent { .. }, None) => sent.push(out.clock.now().as_millis()),
                Mail::Input(Input::Replied { sent, answer, .. }, None) => {
                    assert_eq!(answer.reply.status(), 200);
                    replied.push((sent.as_millis(), out.clock.now().as_millis()));
                }
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(sent, [0, 0, 3_000, 3_000, 6_000]);
        assert_eq!(replied, [(0, 3_000), (0, 3_000), (3_000, 6_000), (3_000, 6_000), (6_000, 9_000)]);
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_not_answered_in_its_time_has_failed() {
        let service = Pipes::new(|_| Answer::new(200, "").after(Duration::from_secs(60)));
        let (mut out, mut mail) = out(&service, 64);
        out.send(Outgoing { call: CALL, token: Token::new(Request::KeepAlive, 1), context: None });
        out.send(Outgoing { call: CALL, token: Token::new(Request::Answer, 2), context: None });
        out.create();
        let mut failed = Vec::new();
        while failed.len() < 3 {
            match mail.recv().await.unwrap() {
                Mail::Input(Input::Failed { why, .. }, None) => {
                    failed.push((out.clock.now().as_millis(), why));
                }
                Mail::Input(Input::Created { sent, call: Err(why) }, None) => {
                    assert_eq!(sent, Timestamp::ZERO);
                    failed.push((out.clock.now().as_millis(), why));
                }
                _ => {}
            }
        }
        let expected = [4_000, 10_000, 10_000].map(|millis| (millis, format!("none within {millis} ms")));
        assert_eq!(failed, expected);
    }
}
