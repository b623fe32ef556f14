//! The command line.

use std::net::SocketAddr;
use std::path::PathBuf;

use call_lifecycle::Id;
use call_lifecycle_tokio::Speed;
use graph_call_mock::exchange::{MOST_OPERATIONS, Setup, Shape};
use lexopt::prelude::{Long, Short, ValueExt};

pub const HELP: &str = "\
A mock of Microsoft Graph's calling service, with its clock turned up.

    graph-call-mock [OPTIONS]
    graph-call-mock test ...       plays scenarios to a bot, as a step of your tests: see test --help

    --speed N          how much faster than real time: 0.01 to 10000 (1)
    --listen ADDRESS   where to listen (127.0.0.1:8080)
    --public URL       the address of the service, for the locations of recordings (http:// and the address)
    --host NAME        a name by which clients call it, besides loopback addresses and that of --public; may be repeated
    --callback-host NAME  a host that notifications may be posted to, besides loopback addresses; may be repeated
    --callback FROM=TO post elsewhere what is for a bot: https://bot.example.org=http://127.0.0.1:8081; may be repeated
    --trust FILE       post to https addresses of bots whose certificates, or their authority's, are in it (PEM)
    --certificate FILE speak TLS too, on the same port, with a certificate of an authority that is written there (PEM)
    --proxy            be a proxy for https://graph.microsoft.com, and for https://api.aps.skype.com, where the keys of
                       notifications are, so that a bot with these addresses needs HTTPS_PROXY alone; it connects
                       nowhere, and refuses other hosts. It needs --certificate
    --script FILE      plays the caller: one JSON object a line, from when a bot has given its address
    --bot URI          where incoming calls are notified, as if a bot had given this address
    --by-hand          nothing happens by itself: the script and the control API play everybody
    --lenient          accept bodies without members that Graph requires, methods on calls of another kind, and
                       methods that no page of Graph has
    --notifications V  how they look: 2026, as the service posts them; v1.0 or 2019, as those pages show them, where
                       v1.0 follows the URL of the last request (2026)
    --unsigned         do not sign notifications. They are, for the bot's application, with an RSA key that is new
                       or in the --state directory: bots read /v1/.well-known/OpenIdConfiguration to check them
    --app-id GUID      the id of the bot's application (11111111-2222-3333-4444-555555555555)
    --calls N          the most calls that live at a time (10000)
    --operations N     the most operations of a call that are open at a time (32)
    --connections N    the most connections at a time (1024)
    --key-file FILE    check bearer tokens (JWT, HS256) with the key in it
    --token            print a token for that key that is valid for a day, and exit
    --state DIRECTORY  store what happens there, and continue from it (a script starts again, the villain is gone)
    --seed N           the seed of ids, recordings' tokens and trouble (random)
    --help             this

A page at / shows the calls. POST /control with one JSON object, as application/json, plays everybody:

    {\"bot\": {\"callbackUri\": \"http://127.0.0.1:8081/api/calls\"}}
    {\"peer\": {\"call\": \"57dab8b1-894c-409a-b240-bd8beae78896\", \"event\": \"calls\"}}       or rings, connects, hangsUp, ...
    {\"media\": {\"call\": \"57dab8b1-...\", \"event\": \"tone\", \"tone\": \"1\"}}             or speechStarted, speechStopped, ...
    {\"villain\": {\"drop\": 0.1, \"repeat\": 0.1, \"delay\": 0.2, \"delayUpTo\": 30000, \"reorder\": 0.1, \"429\": 0.1, \"503\": 0.1,
                 \"retryAfter\": 10}}               for one call with \"call\", for some requests with \"method\"; and
                 401, 500, 502, 504, 504After, cut, cutAfter, late with lateUpTo, retryDate, rateLimit,
                 tokenLives (a token is answered 401 once it has been in use for so many ms)
    {\"forget\": {\"call\": \"57dab8b1-...\"}}

A script has the same on each line, and \"at\" in milliseconds of the service's time since it began.
";

/// The most calls that have been tested.
const CALLS: std::ops::RangeInclusive<usize> = 1..=1_000_000;
const OPERATIONS: std::ops::RangeInclusive<usize> = 1..=MOST_OPERATIONS;
const CONNECTIONS: std::ops::RangeInclusive<usize> = 1..=65_535;

#[derive(Debug)]
pub struct Args {
    pub speed: Speed,
    pub listen: SocketAddr,
    pub public: Option<String>,
    pub script: Option<PathBuf>,
    pub hosts: Vec<String>,
    pub callback_hosts: Vec<String>,
    pub callbacks: Vec<String>,
    pub trust: Option<PathBuf>,
    pub certificate: Option<PathBuf>,
    pub proxy: bool,
    pub bot: Option<String>,
    pub by_hand: bool,
    pub lenient: bool,
    pub notifications: Shape,
    pub unsigned: bool,
    pub app_id: Id,
    pub calls: usize,
    pub operations: usize,
    pub connections: usize,
    pub key_file: Option<PathBuf>,
    pub token: bool,
    pub state: Option<PathBuf>,
    pub seed: Option<u64>,
    pub help: bool,
}

impl Args {
    pub fn read(mut parser: lexopt::Parser) -> Result<Self, lexopt::Error> {
        let mut args = Self {
            speed: Speed::REAL,
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            public: None,
            script: None,
            hosts: Vec::new(),
            callback_hosts: Vec::new(),
            callbacks: Vec::new(),
            trust: None,
            certificate: None,
            proxy: false,
            bot: None,
            by_hand: false,
            lenient: false,
            notifications: Shape::default(),
            unsigned: false,
            app_id: Setup::APP,
            calls: 10_000,
            operations: MOST_OPERATIONS,
            connections: 1_024,
            key_file: None,
            token: false,
            state: None,
            seed: None,
            help: false,
        };
        while let Some(argument) = parser.next()? {
            match argument {
                Long("speed") => args.speed = parser.value()?.parse()?,
                Long("listen") => args.listen = parser.value()?.parse()?,
                Long("public") => args.public = Some(parser.value()?.string()?),
                Long("script") => args.script = Some(parser.value()?.into()),
                Long("host") => args.hosts.push(parser.value()?.string()?),
                Long("callback") => args.callbacks.push(parser.value()?.string()?),
                Long("trust") => args.trust = Some(parser.value()?.into()),
                Long("certificate") => args.certificate = Some(parser.value()?.into()),
                Long("proxy") => args.proxy = true,
                Long("callback-host") => args.callback_hosts.push(parser.value()?.string()?),
                Long("bot") => args.bot = Some(parser.value()?.string()?),
                Long("by-hand") => args.by_hand = true,
                Long("lenient") => args.lenient = true,
                Long("notifications") => args.notifications = parser.value()?.parse()?,
                Long("unsigned") => args.unsigned = true,
                Long("app-id") => args.app_id = app_id(&parser.value()?.string()?)?,
                Long("calls") => args.calls = parser.value()?.parse()?,
                Long("operations") => args.operations = parser.value()?.parse()?,
                Long("connections") => args.connections = parser.value()?.parse()?,
                Long("key-file") => args.key_file = Some(parser.value()?.into()),
                Long("token") => args.token = true,
                Long("state") => args.state = Some(parser.value()?.into()),
                Long("seed") => args.seed = Some(parser.value()?.parse()?),
                Long("help") | Short('h') => args.help = true,
                other => return Err(other.unexpected()),
            }
        }
        if !CALLS.contains(&args.calls) {
            return Err(format!("--calls is {}, expected 1 to {}", args.calls, CALLS.end()).into());
        }
        if args.proxy && args.certificate.is_none() {
            return Err("--proxy needs --certificate FILE: clients must trust what is written there".into());
        }
        if !OPERATIONS.contains(&args.operations) {
            return Err(format!("--operations is {}, expected 1 to {}", args.operations, OPERATIONS.end()).into());
        }
        if !CONNECTIONS.contains(&args.connections) {
            return Err(format!("--connections is {}, expected 1 to {}", args.connections, CONNECTIONS.end()).into());
        }
        if let Some(base) = &mut args.public {
            if !base.starts_with("http://") && !base.starts_with("https://") {
                return Err(format!("--public is {base:?}, expected http:// or https:// and a name").into());
            }
            base.truncate(base.trim_end_matches('/').len());
        }
        Ok(args)
    }
}

/// The id of an application.
pub fn app_id(text: &str) -> Result<Id, String> {
    Id::parse(text).map_err(|error| format!("--app-id is {text:?}: {error}"))
}
