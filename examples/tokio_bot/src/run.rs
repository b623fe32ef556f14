//! The task that drives the bot: on any network that tokio's traits describe, real or simulated.

use std::fmt;
use std::path::PathBuf;
use std::pin::pin;
use std::time::Duration;

use axum::serve::Listener;
use call_lifecycle::fleet::StorageError;
use call_lifecycle::{CallState, Id, Timestamp};
use hyper_util::client::legacy::connect::Connect;
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, sleep, sleep_until};
use tokio_host::{Clock, Speed, serve};

use crate::client::Client;
use crate::control::{Control, Refusal};
use crate::input::{Effect, Input};
use crate::news::{Line, News};
use crate::out::Out;
use crate::{Bot, Plan, demo, notify};

/// How many messages wait for the task at most: more are answered 503, and wait with the service.
const INBOX: usize = 1_024;
/// How long the service may take to be there.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long until it is asked again.
const ASK_AGAIN: Duration = Duration::from_millis(500);
/// How long calls may take to end when the bot stops: the service takes some time of its own.
const GRACE: Duration = Duration::from_secs(20);
/// How many connections are open at a time: a service needs a few.
const CONNECTIONS: usize = 256;

/// How the bot is to be run.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where the service is: `http://127.0.0.1:8080`.
    pub service: String,
    /// Where the bot is notified.
    pub callback: String,
    /// The bearer token of every request.
    pub token: Option<String>,
    /// How fast the service's clock goes; none to ask the service.
    pub speed: Option<Speed>,
    /// What the bot means to do.
    pub plan: Plan,
    /// How many requests are out at a time.
    pub requests: usize,
    /// Where recordings are saved; none to keep nothing.
    pub recordings: Option<PathBuf>,
    /// Whether to place a call.
    pub place: bool,
    /// Whether to play the callers too, through the control API.
    pub demo: bool,
    /// Two random words that nobody else knows.
    pub seed: [u64; 2],
}

impl Options {
    /// The options of a service and a callback URI, with everything else as it is by default.
    #[must_use]
    pub fn new(service: &str, callback: &str, seed: [u64; 2]) -> Self {
        Self {
            service: service.to_owned(),
            callback: callback.to_owned(),
            token: None,
            speed: None,
            plan: Plan::DEFAULT,
            requests: 64,
            recordings: None,
            place: false,
            demo: false,
            seed,
        }
    }
}

/// Why the bot did not run.
#[derive(Debug)]
pub enum Error {
    /// There is no room for calls.
    Storage(StorageError),
    /// The service was not there in time.
    NoService(String),
    /// The service has no clock to be asked for.
    NoClock,
    /// The control API refused.
    Control(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Storage(error) => write!(f, "{error}"),
            Self::NoService(why) => {
                write!(f, "the service was not there within {} s ({why}): start it first", PATIENCE.as_secs())
            }
            Self::NoClock => f.write_str("the service has no control API to ask for its clock: give --speed"),
            Self::Control(why) => write!(f, "the control API refused: {why}"),
        }
    }
}

impl std::error::Error for Error {}

/// What comes to the task.
#[derive(Debug)]
pub(crate) enum Mail {
    /// Something for the bot.
    Input(Input),
    /// Something for the log.
    Note(String),
}

/// Runs the bot until `stop`, and then until its calls are hung up or 20 s are over. Returns the calls that it still holds.
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
    let client = Client::new(connector, &options.service, options.token.clone());
    let control = Control(client.clone());
    let mut stop = pin!(stop);
    let (inbox, mail) = mpsc::channel(INBOX);
    let (close, closed) = oneshot::channel::<()>();
    let closed = async { drop(closed.await) };
    let server = tokio::spawn(serve(listener, notify::router(inbox.clone()), CONNECTIONS, closed));

    let began = tokio::select! {
        biased;
        () = &mut stop => return Ok(Vec::new()),
        began = begin(&options, &control, &mut log) => began,
    };
    let clock = began?;
    let bot = Bot::new(clock.now(), options.seed, options.plan.clone()).map_err(Error::Storage)?;
    let out = Out::new(client, clock, inbox.clone(), &options);
    let mut task = Task { bot, clock, out, mail, watcher: None };
    if options.demo {
        let (watcher, lines) = mpsc::channel(INBOX);
        task.watcher = Some(watcher);
        task.out.spawn(demo::play(control, clock, lines, inbox.clone()));
    }
    if options.place {
        task.take_in(Input::Place, &mut log);
    }
    task.drive(&mut stop, &mut log).await;
    drop(close);
    // It ends by itself: with the last request, or soon.
    let _ended = server.await;
    Ok(task.bot.calls().collect())
}

/// Learns the service's clock, and says where incoming calls are to be notified.
async fn begin<C>(options: &Options, control: &Control<C>, log: &mut impl FnMut(&Line)) -> Result<Clock, Error>
where
    C: Connect + Clone + Send + Sync + 'static,
{
    let mut say = |at, text| log(&Line { at, call: None, news: News::Note(text) });
    let give_up = Instant::now() + PATIENCE;
    let mut said = false;
    let mut clock = options.speed.map(|speed| Clock::start(Timestamp::ZERO, speed));
    loop {
        let result = match clock {
            Some(_) => control.register(&options.callback).await,
            None => match control.clock().await {
                Ok((speed, now)) => {
                    clock = Some(Clock::start(now, speed));
                    continue;
                }
                Err(Refusal::Absent) => return Err(Error::NoClock),
                Err(refusal) => Err(refusal),
            },
        };
        match (result, clock) {
            (Ok(()), Some(clock)) => {
                say(Some(clock.now()), format!("incoming calls are notified to {}", options.callback));
                return Ok(clock);
            }
            (Err(Refusal::Absent), Some(clock)) => {
                let service = control.0.base();
                say(Some(clock.now()), format!("{service} has no control API: it has to know {}", options.callback));
                return Ok(clock);
            }
            (Err(Refusal::Other(why)), _) => return Err(Error::Control(why)),
            (Err(Refusal::Silent(why)), _) if Instant::now() >= give_up => return Err(Error::NoService(why)),
            (Err(Refusal::Silent(why)), _) if !said => {
                said = true;
                say(None, format!("waiting for the service at {}: {why}", control.0.base()));
            }
            _ => {}
        }
        sleep(ASK_AGAIN).await;
    }
}

/// The bot, and what it is driven with.
struct Task<C> {
    bot: Bot,
    clock: Clock,
    out: Out<C>,
    mail: mpsc::Receiver<Mail>,
    /// Who reads the log along.
    watcher: Option<mpsc::Sender<Line>>,
}

impl<C: Connect + Clone + Send + Sync + 'static> Task<C> {
    /// Takes in what comes and wakes the bot when it is due, until it is told to stop and has no call left, or time is up.
    async fn drive(&mut self, stop: &mut (impl Future<Output = ()> + Unpin), log: &mut impl FnMut(&Line)) {
        let mut leave_at = None;
        loop {
            let due = self.bot.next_deadline().and_then(|at| self.clock.instant(at));
            let stopping = leave_at.is_some();
            // In this order, so that no flood of messages keeps a keepAlive back; a deadline that was woken for lies ahead again.
            let input = tokio::select! {
                biased;
                () = &mut *stop, if !stopping => {
                    leave_at = Some(Instant::now() + GRACE);
                    Input::Stop
                }
                () = until(leave_at) => return,
                () = until(due) => Input::Wake,
                Some(mail) = self.mail.recv() => match mail {
                    Mail::Input(input) => input,
                    Mail::Note(text) => {
                        let at = Some(self.clock.now());
                        log(&Line { at, call: None, news: News::Note(text) });
                        continue;
                    }
                },
            };
            self.take_in(input, log);
            if leave_at.is_some() && self.bot.is_idle() {
                return;
            }
        }
    }

    fn take_in(&mut self, input: Input, log: &mut impl FnMut(&Line)) {
        for effect in self.bot.handle(self.clock.now(), input) {
            match effect {
                Effect::Send(outgoing) => self.out.send(outgoing),
                Effect::Create => self.out.create(),
                Effect::Fetch { call, operation, recording } => self.out.fetch(call, operation, recording),
                Effect::Log(line) => {
                    log(&line);
                    if let Some(watcher) = &self.watcher {
                        // Whoever does not read along misses it.
                        let _told = watcher.try_send(line);
                    }
                }
            }
        }
    }
}

/// Waits until then, or for ever.
async fn until(at: Option<Instant>) {
    match at {
        Some(at) => sleep_until(at).await,
        None => std::future::pending().await,
    }
}
