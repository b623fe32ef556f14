//! The task that drives the bot: on any network that tokio's traits describe, real or simulated.

use std::pin::pin;
use std::time::Duration;

use axum::serve::Listener;
use call_lifecycle::{CallState, Id, Timestamp};
use call_lifecycle_tokio::{Clock, serve};
use hyper_util::client::legacy::connect::Connect;
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, sleep_until};

use crate::begin::{begin, start};
use crate::book::{Book, Moment};
use crate::client::Client;
use crate::control::Control;
use crate::input::{Effect, Input};
use crate::mail::Mail;
use crate::news::{Line, News};
use crate::options::{Error, Options};
use crate::out::Out;
use crate::record::{Record, Seen};
use crate::verify::Verifier;
use crate::{Bot, demo, notify};

/// How many messages may wait for the task. More are answered 503, and the service retries them.
const INBOX: usize = 1_024;
/// How long calls may take to end when the bot stops. The service takes some time for it too.
const GRACE: Duration = Duration::from_secs(20);
/// How many connections are open at a time: a service needs a few.
const CONNECTIONS: usize = 256;

/// Runs the bot until `stop`, and then until its calls are hung up or 20 s are over. Returns the
/// calls that it still holds.
///
/// With [`Options::state`] a bot that was killed, or dropped, goes on with its calls when it is run
/// again.
///
/// # Errors
/// [`Error`] if it cannot begin.
pub async fn run<L, C>(
    options: Options,
    listener: L,
    connector: C,
    stop: impl Future<Output = ()>,
    mut log: impl FnMut(&Line),
) -> Result<Vec<(Id, CallState)>, Error>
where
    L: Listener,
    C: Connect + Clone + Send + Sync + 'static,
{
    let (book, then, kept) = match &options.state {
        Some(directory) => {
            let (book, then, kept) = Book::open(directory).map_err(Error::State)?;
            (Some(book), then, kept)
        }
        None => (None, None, Vec::new()),
    };
    let record = options.record.as_deref().map(Record::open).transpose().map_err(Error::Record)?;
    // The clock is not known yet. That of the calls goes on from when each of them was stored.
    let bot = Bot::restore(Timestamp::ZERO, options.seed, options.plan.clone(), kept)
        .map_err(|error| Error::Restore(options.state.clone(), error))?;
    let is_new = bot.is_idle();
    let verifier = options.check.as_ref().map(|check| Verifier::new(connector.clone(), check));
    let client = Client::new(connector, &options.service, options.token.clone());
    let control = Control(client.clone());
    let mut stop = pin!(stop);
    let (inbox, mail) = mpsc::channel(INBOX);
    let (close, closed) = oneshot::channel::<()>();
    let closed = async { drop(closed.await) };
    let server = tokio::spawn(serve(listener, notify::router(inbox.clone(), verifier), CONNECTIONS, closed));

    let from = |speed, now| start(&bot, then, (options.wall)(), speed, now);
    let began = tokio::select! {
        biased;
        () = &mut stop => return Ok(bot.calls().collect()),
        began = begin(&options, from, &control, &mut log) => began,
    };
    let clock = began?;
    let out = Out::new(client, clock, inbox.clone(), &options);
    let mut task = Task { bot, clock, out, mail, watcher: None, book, unkept: false, record, wall: options.wall };
    if options.demo {
        let (watcher, lines) = mpsc::channel(INBOX);
        task.watcher = Some(watcher);
        task.out.spawn(demo::play(control, clock, lines, inbox.clone()));
    }
    task.take_in(clock.now(), Input::Resume, &mut log);
    if options.place && is_new {
        task.take_in(clock.now(), Input::Place, &mut log);
    }
    task.drive(&mut stop, &mut log).await;
    if let Some(record) = &mut task.record {
        record.end(clock.now());
    }
    drop(close);
    // Nobody waits for what is no longer handled.
    drop(task.mail);
    // It ends by itself: with the last request, or soon.
    let _ended = server.await;
    Ok(task.bot.calls().collect())
}

/// The bot with what drives it.
struct Task<C> {
    bot: Bot,
    clock: Clock,
    out: Out<C>,
    mail: mpsc::Receiver<Mail>,
    /// Another reader of the log.
    watcher: Option<mpsc::Sender<Line>>,
    /// Where the bot stores what it continues from.
    book: Option<Book>,
    /// Whether storing failed, and that was logged.
    unkept: bool,
    /// Where what is sent and comes back is recorded.
    record: Option<Record>,
    wall: fn() -> Duration,
}

impl<C: Connect + Clone + Send + Sync + 'static> Task<C> {
    /// Handles messages and wakes the bot at its deadlines, until it is told to stop and has no
    /// calls, or time is up.
    async fn drive(&mut self, stop: &mut (impl Future<Output = ()> + Unpin), log: &mut impl FnMut(&Line)) {
        let mut leave_at = None;
        loop {
            let due = self.bot.next_deadline().and_then(|at| self.clock.instant(at));
            let stopping = leave_at.is_some();
            let (mut heard, mut seen) = (None, None);
            // In this order, so that many messages do not delay a keepAlive. After a wake the deadline lies ahead again.
            let input = tokio::select! {
                biased;
                () = &mut *stop, if !stopping => {
                    leave_at = Some(Instant::now() + GRACE);
                    Input::Stop
                }
                () = until(leave_at) => return,
                () = until(due) => Input::Wake,
                Some(mail) = self.mail.recv() => match mail {
                    Mail::Input(input, what) => {
                        seen = what;
                        input
                    }
                    Mail::Seen(what) => {
                        self.record(self.clock.now(), &what, log);
                        continue;
                    }
                    Mail::Told(input, body, waits) => {
                        heard = Some(waits);
                        seen = Some(Seen::Notification(body));
                        input
                    }
                    Mail::Note(text) => {
                        let at = Some(self.clock.now());
                        log(&Line { at, call: None, news: News::Note(text) });
                        continue;
                    }
                },
            };
            let now = self.clock.now();
            if let Some(seen) = seen {
                self.record(now, &seen, log);
            }
            self.take_in(now, input, log);
            if let Some(waits) = heard {
                // A sender that has gone away tries again. A repeated notification does no harm.
                let _told = waits.send(());
            }
            if leave_at.is_some() && self.bot.is_idle() {
                return;
            }
        }
    }

    /// Records something. If that fails the bot goes on too.
    fn record(&mut self, now: Timestamp, what: &Seen, log: &mut impl FnMut(&Line)) {
        let Some(record) = &mut self.record else { return };
        record.seen(now, what);
        if let Some(error) = record.failure() {
            let text = format!("nothing is recorded any more: {error}");
            log(&Line { at: Some(now), call: None, news: News::Note(text) });
        }
    }

    /// Stores what has changed. If that fails the bot goes on: a full disk ends no calls.
    fn keep(&mut self, log: &mut impl FnMut(&Line)) {
        let Some(book) = &mut self.book else { return };
        let (clock, wall) = (self.clock, self.wall);
        let written = book.write(&self.bot, || Moment { shown: clock.now(), wall: wall(), speed: clock.speed() });
        if written.is_err() != self.unkept {
            self.unkept = written.is_err();
            let text = match written {
                Ok(()) => "what happens is stored again".to_owned(),
                Err(error) => format!("what happens cannot be stored, and is lost if the bot ends now: {error}"),
            };
            log(&Line { at: Some(self.clock.now()), call: None, news: News::Note(text) });
        }
    }

    fn take_in(&mut self, now: Timestamp, input: Input, log: &mut impl FnMut(&Line)) {
        let effects = self.bot.handle(now, input);
        // Before anything is done, so that nothing is done that would be forgotten.
        self.keep(log);
        for effect in effects {
            match effect {
                Effect::Send(outgoing) => self.out.send(outgoing),
                Effect::Create => self.out.create(),
                Effect::Fetch { call, operation, recording } => self.out.fetch(call, operation, recording),
                Effect::Log(line) => {
                    log(&line);
                    if let Some(watcher) = &self.watcher {
                        // A reader that is too slow misses it.
                        let _told = watcher.try_send(line);
                    }
                }
            }
        }
    }
}

/// Waits until then, or forever.
async fn until(at: Option<Instant>) {
    match at {
        Some(at) => sleep_until(at).await,
        None => std::future::pending().await,
    }
}
