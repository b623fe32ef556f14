//! The command line.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use call_lifecycle_tokio::Speed;
use lexopt::prelude::{Long, Short, Value, ValueExt};

pub const HELP: &str = "\
A calling bot whose calls survive the loss of any host.

    restate_bot host [OPTIONS]     a host: run as many as you like, at the same address
    restate_bot service [OPTIONS]  a host of the service's end: the same, for applications that ask over HTTP
    restate_bot call [N]           creates N calls (1), through the engine
    restate_bot list               the calls: state, expiry, what comes next, operations, bytes
    restate_bot peek CALL          one call, as JSON

    --listen ADDRESS     host, service: where the engine reaches it (127.0.0.1:9080)
    --front ADDRESS      service: where applications ask (127.0.0.1:9091)
    --callbacks ADDRESS  host: where the service posts notifications (127.0.0.1:9081)
    --callback URI       the same as the service sees it (http:// and --callbacks)
    --service URL        host: Graph, or a mock of it (http://127.0.0.1:8080)
    --ingress URL,...    the ingress of each node of the engine (http://127.0.0.1:18080)
    --end END            list, peek: app, or service for calls of the service's end (app)
    --admin URL          list: the admin port of a node (http://127.0.0.1:19070)
    --identity KEY       host, service: answer only an engine that signs with this key (publickeyv1_...)
    --speed N            how much faster than real time the service's clock runs (1)
    --origin MILLIS      when that clock showed 0, in milliseconds since 1970; for all hosts the same (0)
    --skew MILLIS        host, service: its clock is so much ahead, as clocks of other machines are (0)
    --stay SECONDS       host: how long it stays in a call, in the service's time (6000)
    --trace FILE         host: append what is sent and what comes, for graph-call-replay
    --at-once N          call: how many are being created at a time (8)
    --json               list: a line of JSON for each call
    --help               this
";

/// What to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    Help,
    Host,
    Service,
    Call(usize),
    List,
    Peek(String),
}

/// Whose calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    App,
    Service,
}

#[derive(Clone, Debug)]
pub struct Args {
    pub command: Command,
    pub listen: SocketAddr,
    pub callbacks: SocketAddr,
    pub front: SocketAddr,
    pub end: End,
    pub callback: Option<String>,
    pub service: String,
    pub ingress: Vec<String>,
    pub admin: String,
    pub identity: Option<String>,
    pub speed: Speed,
    pub origin: u64,
    pub skew: i64,
    pub stay: Duration,
    pub trace: Option<PathBuf>,
    pub at_once: usize,
    pub json: bool,
}

impl Args {
    pub fn read(mut parser: lexopt::Parser) -> Result<Self, lexopt::Error> {
        let mut args = Self {
            command: Command::Help,
            listen: SocketAddr::from(([127, 0, 0, 1], 9080)),
            callbacks: SocketAddr::from(([127, 0, 0, 1], 9081)),
            front: SocketAddr::from(([127, 0, 0, 1], 9091)),
            end: End::App,
            callback: None,
            service: "http://127.0.0.1:8080".to_owned(),
            ingress: vec!["http://127.0.0.1:18080".to_owned()],
            admin: "http://127.0.0.1:19070".to_owned(),
            identity: None,
            speed: Speed::REAL,
            origin: 0,
            skew: 0,
            stay: Duration::from_secs(6_000),
            trace: None,
            at_once: 8,
            json: false,
        };
        let mut words = Vec::new();
        while let Some(argument) = parser.next()? {
            match argument {
                Long("listen") => args.listen = parser.value()?.parse()?,
                Long("callbacks") => args.callbacks = parser.value()?.parse()?,
                Long("callback") => args.callback = Some(parser.value()?.string()?),
                Long("front") => args.front = parser.value()?.parse()?,
                Long("end") => args.end = end(&parser.value()?.string()?)?,
                Long("service") => args.service = parser.value()?.string()?,
                Long("ingress") => args.ingress = parser.value()?.string()?.split(',').map(str::to_owned).collect(),
                Long("admin") => args.admin = parser.value()?.string()?,
                Long("identity") => args.identity = Some(parser.value()?.string()?),
                Long("speed") => args.speed = parser.value()?.parse()?,
                Long("origin") => args.origin = parser.value()?.parse()?,
                Long("skew") => args.skew = parser.value()?.parse()?,
                Long("stay") => args.stay = Duration::from_secs(parser.value()?.parse()?),
                Long("trace") => args.trace = Some(parser.value()?.into()),
                Long("at-once") => args.at_once = parser.value()?.parse()?,
                Long("json") => args.json = true,
                Long("help") | Short('h') => return Ok(args),
                Value(word) => words.push(word.string()?),
                other => return Err(other.unexpected()),
            }
        }
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        args.command = match words[..] {
            ["host"] => Command::Host,
            ["service"] => Command::Service,
            ["call"] => Command::Call(1),
            ["call", count] => Command::Call(count.parse().map_err(|_| format!("{count:?} is not a number of calls"))?),
            ["list"] => Command::List,
            ["peek", call] => Command::Peek(call.to_owned()),
            [] => return Err("there is no command, expected host, service, call, list or peek: see --help".into()),
            [word, ..] => return Err(format!("{word:?} is no command that is known so: see --help").into()),
        };
        Ok(args)
    }

    /// Where the service posts notifications.
    pub fn callback(&self) -> String {
        self.callback.clone().unwrap_or_else(|| format!("http://{}/api/calls", self.callbacks))
    }
}

fn end(word: &str) -> Result<End, lexopt::Error> {
    match word {
        "app" => Ok(End::App),
        "service" => Ok(End::Service),
        other => Err(format!("--end is {other:?}, expected app or service").into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Args, lexopt::Error> {
        Args::read(lexopt::Parser::from_args(line.split_whitespace()))
    }

    #[test]
    fn commands_are_read_and_wrong_ones_are_named() {
        assert_eq!(read("call 7 --at-once 2").unwrap().command, Command::Call(7));
        assert_eq!(read("host --ingress a,b --skew -5").unwrap().skew, -5);
        assert_eq!(read("service --front 127.0.0.1:1").unwrap().command, Command::Service);
        assert_eq!(read("list --end service").unwrap().end, End::Service);
        assert!(read("list --end both").unwrap_err().to_string().contains("both"));
        assert_eq!(read("host --help").unwrap().command, Command::Help);
        assert!(read("").unwrap_err().to_string().contains("expected host"));
        assert!(read("call many").unwrap_err().to_string().contains("many"));
        assert!(read("hots").is_err());
    }
}
