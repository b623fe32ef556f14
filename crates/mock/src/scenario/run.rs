//! Plays a scenario to a bot.

use std::ffi::OsString;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use call_lifecycle::{Id, Timestamp};
use call_lifecycle_tokio::{Clock, Speed};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::time::{Instant, sleep};

use super::bot::Bot;
use super::facts::Facts;
use super::file::{Line, Scenario, Starts, What};
use super::port::Port;
use super::proxy::Proxy;
use super::report::{Check, Report};
use crate::exchange::{Callbacks, Command, Exchange, Setup, Shape};
use crate::server::connect::Outward;
use crate::server::{GRAPH, KEEPER, Mock, NAMES, Settings, Signer, SigningKey};

/// How often to look whether the bot is there.
const LOOK: Duration = Duration::from_millis(2);
/// How long a bot may take to end once it is asked to.
const GRACE: Duration = Duration::from_secs(5);

/// How scenarios are played.
#[derive(Clone, Debug)]
pub struct Options {
    /// The speed, instead of that of the scenario.
    pub speed: Option<Speed>,
    /// Where the bot is notified, for one that does not say so itself: a URI, or a path on the port
    /// that it was given.
    pub bot: Option<String>,
    /// How long a bot may take until it is there, in real time.
    pub wait: Duration,
    /// Whether the mock is lenient.
    pub lenient: bool,
    /// How notifications look.
    pub shape: Shape,
    /// Whether notifications are not signed.
    pub unsigned: bool,
    /// The id of the bot's application.
    pub app: Id,
    /// Whether the bot asks Graph's own address, which the mock is a proxy for.
    pub proxy: bool,
    /// What is posted elsewhere: `FROM=TO`, or `FROM` for the port that the bot was given.
    pub callbacks: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            speed: None,
            bot: None,
            wait: Duration::from_secs(30),
            lenient: false,
            shape: Shape::default(),
            unsigned: false,
            app: Setup::APP,
            proxy: false,
            callbacks: Vec::new(),
        }
    }
}

/// Starts a bot, plays a scenario to it, and stops it.
///
/// # Errors
/// If the command cannot be started, or if there is no port.
pub async fn run(mut scenario: Scenario, command: &[OsString], options: &Options) -> io::Result<Report> {
    let began = Instant::now();
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let base = format!("http://{}", listener.local_addr()?);
    let address = listener.local_addr()?;
    let mut callbacks = Callbacks::default();
    callbacks.listens_at(address);
    if let Some(bot) = &options.bot {
        callbacks.allow_host_of(bot);
    }
    let held = Port::free()?;
    let port = held.number();
    for from in &options.callbacks {
        let text = if from.contains('=') { from.clone() } else { format!("{from}=http://127.0.0.1:{port}") };
        callbacks.map(&text).map_err(|why| io::Error::other(format!("--callback {why}")))?;
    }
    let proxy = options.proxy.then(|| Proxy::new(address)).transpose()?;
    let setup = Setup {
        room: 1_000,
        callbacks,
        seed: scenario.seed,
        base: proxy.as_ref().map_or_else(|| Box::from(base.as_str()), |_| format!("https://{GRAPH}").into()),
        lenient: options.lenient,
        shape: options.shape,
        app: options.app,
        ..Setup::default()
    };
    let mut exchange = Exchange::new(Timestamp::ZERO, &setup).map_err(|error| io::Error::other(error.to_string()))?;
    exchange.watch();
    // It is in force before the bot asks for anything.
    for villain in scenario.first_villains() {
        exchange.control(Timestamp::ZERO, villain).map_err(|refused| io::Error::other(refused.to_string()))?;
    }
    exchange.set_date(jiff::Timestamp::now().as_millisecond());
    let speed = options.speed.unwrap_or(scenario.speed);
    let signer = match options.unsigned {
        true => None,
        false => {
            let keeper = proxy.as_ref().map(|_| format!("https://{KEEPER}"));
            let keys = keeper.as_deref().unwrap_or(exchange.base());
            Some(Signer::new(SigningKey::generate()?, exchange.audience(), keys))
        }
    };
    let mut settings = Settings { signer, ..Settings::new(speed) };
    if proxy.is_some() {
        NAMES.iter().for_each(|name| settings.hosts.allow(name));
    }
    let mock = Mock::new(exchange, Outward::new(address), settings);
    let (stop, stopped) = oneshot::channel::<()>();
    let service = mock.clone();
    let stopped = async { drop(stopped.await) };
    let service = match &proxy {
        Some(proxy) => {
            let front = proxy.front(listener);
            tokio::spawn(async move { service.run(front, stopped).await })
        }
        None => tokio::spawn(async move { service.run(listener, stopped).await }),
    };
    let callback = match &options.bot {
        Some(path) if path.starts_with('/') => format!("http://127.0.0.1:{port}{path}"),
        Some(uri) => uri.clone(),
        None => format!("http://127.0.0.1:{port}/api/calls"),
    };
    let mut env = scenario.env.clone();
    env.extend(proxy.iter().flat_map(|proxy| proxy.env()));
    env.extend([
        ("GRAPH_CALL_MOCK_URL".to_owned(), base),
        ("GRAPH_CALL_MOCK_SPEED".to_owned(), speed.to_string()),
        ("GRAPH_CALL_MOCK_CALLBACK".to_owned(), callback.clone()),
        ("GRAPH_CALL_MOCK_STARTS".to_owned(), scenario.starts.to_string()),
        ("GRAPH_CALL_MOCK_APP_ID".to_owned(), options.app.to_string()),
        ("PORT".to_owned(), port.to_string()),
    ]);
    let mut stage = Stage { mock, bot: Bot::start(command, &env)?, checks: Vec::new(), began: Timestamp::ZERO };
    if let Err(why) = stage.begin(scenario.starts, options, &callback).await {
        stage.checks.push(Check::new(0, "the bot is there".to_owned(), None, Err(why)));
    } else {
        stage.play(scenario.lines).await;
    }
    let deeds = stage.facts(|facts| facts.all());
    stage.bot.stop(GRACE).await;
    drop(stop);
    // It has no state that could not be stored.
    let _stopped = service.await;
    Ok(Report {
        file: scenario.file,
        name: scenario.name,
        checks: stage.checks,
        took: began.elapsed(),
        deeds,
        said: stage.bot.said(),
    })
}

/// A scenario that is being played.
struct Stage {
    mock: Mock,
    bot: Bot,
    checks: Vec<Check>,
    began: Timestamp,
}

impl Stage {
    fn clock(&self) -> Clock {
        self.mock.clock()
    }

    /// Calls a function with what is known now.
    fn facts<T>(&self, f: impl FnOnce(Facts<'_>) -> T) -> T {
        self.mock.with(|exchange, now| {
            exchange.wake(now);
            let live = exchange.states();
            let none = crate::exchange::Seen::default();
            let seen = exchange.seen().unwrap_or(&none);
            f(Facts { began: self.began, seen, live: &live })
        })
    }

    /// Waits until the bot is there: until it has given its address, or created a call.
    async fn begin(&mut self, starts: Starts, options: &Options, callback: &str) -> Result<(), String> {
        let give_up = Instant::now() + options.wait;
        let mut given = false;
        loop {
            if options.bot.is_some() && !given && answers(callback).await {
                given = true;
                self.mock
                    .with(|exchange, now| exchange.control(now, Command::Bot(callback.into())))
                    .map_err(|refused| format!("--bot: {refused}"))?;
            }
            let began = self.mock.with(|exchange, now| match starts {
                Starts::Bot => exchange.has_bot().then_some(now),
                Starts::Call => exchange
                    .seen()
                    .and_then(|seen| seen.deeds.iter().find(|deed| deed.word == "create").map(|deed| deed.at)),
            });
            if let Some(began) = began {
                self.began = began;
                return Ok(());
            }
            let missing = match (starts, &options.bot) {
                (Starts::Bot, Some(_)) => format!("nothing took a connection at {callback}"),
                (Starts::Bot, None) => {
                    "it posted no {\"bot\": {\"callbackUri\": ...}} to /control (or name its address by --bot)"
                        .to_owned()
                }
                (Starts::Call, _) => "it created no call".to_owned(),
            };
            if let Some(status) = self.bot.ended() {
                return Err(format!("it ended by itself, {status}, and {missing}"));
            }
            if Instant::now() >= give_up {
                return Err(format!("{missing} within {} s", options.wait.as_secs()));
            }
            sleep(LOOK).await;
        }
    }

    /// Plays each line at its time.
    async fn play(&mut self, lines: Vec<Line>) {
        for Line { number, at, what } in lines {
            let due = Timestamp::from_millis(self.began.as_millis().saturating_add(at));
            self.clock().sleep_until(due).await;
            match what {
                What::Play(command, text) => {
                    let told = self.mock.with(|exchange, _| exchange.control(due, command));
                    if let Err(refused) = told {
                        self.checks.push(Check::new(
                            number,
                            format!("this can happen: {text}"),
                            None,
                            Err(refused.to_string()),
                        ));
                    }
                }
                What::Expect(expect) => {
                    let result = self.facts(|facts| facts.check(&expect));
                    self.checks.push(Check::new(number, expect.to_string(), expect.why, result));
                }
            }
        }
        let missed = self.facts(|facts| facts.seen.missed);
        if missed > 0 {
            self.checks.push(Check::new(
                0,
                "the bot asks for no more than can be remembered".to_owned(),
                None,
                Err(format!("{missed} requests more")),
            ));
        }
        if let Some(status) = self.bot.ended().filter(|status| !status.success()) {
            self.checks.push(Check::new(
                0,
                "the bot runs until it is stopped, or ends well".to_owned(),
                None,
                Err(format!("it ended by itself, {status}")),
            ));
        }
    }
}

/// Whether something listens there.
async fn answers(uri: &str) -> bool {
    let Ok(uri) = uri.parse::<hyper::Uri>() else { return true };
    let (host, port) = (uri.host().unwrap_or_default(), uri.port_u16().unwrap_or(80));
    match host.parse() {
        Ok(address) => TcpStream::connect(SocketAddr::new(address, port)).await.is_ok(),
        Err(_) => TcpStream::connect((host, port)).await.is_ok(),
    }
}
