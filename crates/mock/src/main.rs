//! `graph-call-mock`: a mock of Microsoft Graph's calling service. See `--help`.

mod args;
mod stop;
mod test;
mod test_args;

use std::collections::BTreeSet;
use std::collections::hash_map::RandomState;
use std::error::Error;
use std::fs;
use std::hash::BuildHasher;
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::process::ExitCode;
use std::time::Duration;

use call_lifecycle::Timestamp;
use graph_call_mock::exchange::{Callbacks, Command, Exchange, Seed, Setup};
use graph_call_mock::server::connect::Outward;
use graph_call_mock::server::state::State;
use graph_call_mock::server::{
    Certificate, Front, GRAPH, Hosts, KEEPER, Key, Mock, NAMES, Script, Settings, Signer, SigningKey, trust,
    trust_nobody,
};
use hyper::Uri;
use hyper_rustls::HttpsConnector;
use tokio::net::{TcpListener, TcpSocket};

use args::{Args, HELP};
use stop::stopped;

const LOCALHOST: Ipv4Addr = Ipv4Addr::LOCALHOST;
const LOCALHOST_6: Ipv6Addr = Ipv6Addr::LOCALHOST;
const DAY: Duration = Duration::from_secs(86_400);

#[tokio::main]
async fn main() -> ExitCode {
    let mut given = std::env::args_os().skip(1);
    if given.next().is_some_and(|first| first == "test") {
        return test::main(given.collect()).await;
    }
    let args = match Args::read(lexopt::Parser::from_env()) {
        Ok(args) => args,
        Err(error) => {
            eprintln!("graph-call-mock: {error}; --help says what it takes");
            return ExitCode::from(2);
        }
    };
    match run(args).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("graph-call-mock: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(args: Args) -> Result<(), Box<dyn Error>> {
    if args.help {
        print!("{HELP}");
        return Ok(());
    }
    let named = |path: &std::path::Path, error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let key = match &args.key_file {
        Some(path) => {
            let secret = fs::read(path).map_err(|error| named(path, &error))?;
            Some(Key::new(&secret).map_err(|error| named(path, &error))?)
        }
        None => None,
    };
    if args.token {
        println!("{}", key.ok_or("--token needs --key-file")?.token(DAY)?);
        return Ok(());
    }
    let script = match &args.script {
        Some(path) => {
            let text = fs::read_to_string(path).map_err(|error| named(path, &error))?;
            Some(Script::read(&text).map_err(|error| named(path, &error))?)
        }
        None => None,
    };
    let mut callbacks = Callbacks::default();
    for host in &args.callback_hosts {
        callbacks.allow(host).map_err(|error| format!("--callback-host: {error}"))?;
    }
    let bots = match &args.trust {
        Some(path) => {
            callbacks.trusts_bots();
            let pem = fs::read(path).map_err(|error| named(path, &error))?;
            trust(&pem).map_err(|error| named(path, &error))?
        }
        None => trust_nobody()?,
    };
    if let Some(bot) = &args.bot {
        callbacks.allow_host_of(bot);
    }
    // Before anybody knows its address, so that anyone who reads that can stop it.
    let stopped = stopped();
    let listener = listen(args.listen).map_err(|error| format!("{}: {error}", args.listen))?;
    let address = listener.local_addr()?;
    let mut hosts = Hosts::default();
    args.hosts.iter().for_each(|name| hosts.allow(name));
    if !address.ip().is_unspecified() {
        hosts.allow(&address.to_string());
    }
    callbacks.listens_at(address);
    if let Some(public) = &args.public {
        callbacks.is_called(public);
        hosts.allow(public.split("//").nth(1).unwrap_or_default());
    }
    for callback in &args.callbacks {
        callbacks.map(callback).map_err(|error| format!("--callback {error}"))?;
    }
    if args.proxy {
        NAMES.iter().for_each(|name| hosts.allow(name));
    }
    let certificate = match &args.certificate {
        Some(path) => {
            let certificate = Certificate::new(names(&args, address))?;
            fs::write(path, &certificate.root).map_err(|error| named(path, &error))?;
            Some(certificate)
        }
        None => None,
    };
    // What a client is told must be an address that it can reach.
    let own = if args.proxy { format!("https://{GRAPH}") } else { format!("http://{address}") };
    let base = args.public.unwrap_or(own);
    // From the standard library's random hasher, so that the tokens of recordings cannot be guessed.
    let seed = Seed(args.seed.unwrap_or_else(|| RandomState::new().hash_one(address)));
    let setup = Setup {
        room: args.calls,
        seed,
        base: Box::from(base.as_str()),
        by_hand: args.by_hand,
        lenient: args.lenient,
        shape: args.notifications,
        app: args.app_id,
        callbacks,
    };
    let new = || Exchange::new(Timestamp::ZERO, &setup).map_err(|error| io::Error::other(error.to_string()));
    let (state, mut exchange) = match &args.state {
        Some(directory) => State::open(directory, &setup, new).map(|(state, exchange)| (Some(state), exchange))?,
        None => (None, new()?),
    };
    if let Some(uri) = args.bot {
        let now = exchange.now();
        exchange.control(now, Command::Bot(uri.into())).map_err(|error| format!("--bot: {error}"))?;
    }
    exchange.set_operations(args.operations);
    let signer = match (&args.state, args.unsigned) {
        (_, true) => None,
        (Some(directory), false) => Some(SigningKey::stored(directory)?),
        (None, false) => Some(SigningKey::generate()?),
    };
    let keeper = args.proxy.then(|| format!("https://{KEEPER}"));
    let keys = keeper.as_deref().unwrap_or(exchange.base());
    let signer = signer.map(|key| Signer::new(key, exchange.audience(), keys));
    exchange.set_date(jiff::Timestamp::now().as_millisecond());
    let calls = exchange.calls().len();
    println!(
        "mock Graph at {base}/v1.0/communications/calls, its page at http://{address}/ , {} times as fast, {calls} calls",
        args.speed
    );
    let settings = Settings { speed: args.speed, script, key, hosts, connections: args.connections, state, signer };
    let mock = Mock::new(exchange, HttpsConnector::from((Outward::new(address), bots)), settings);
    match certificate {
        Some(certificate) if args.proxy => mock.run(Front::new(listener, &certificate).with_proxy(), stopped).await?,
        Some(certificate) => mock.run(Front::new(listener, &certificate), stopped).await?,
        None => mock.run(listener, stopped).await?,
    }
    println!("stopped, {} calls live", mock.with(|exchange, _| exchange.calls().len()));
    Ok(())
}

/// The names and addresses by which clients call the mock over TLS.
fn names(args: &Args, address: SocketAddr) -> BTreeSet<String> {
    let public = args.public.as_deref().and_then(|public| Some(public.parse::<Uri>().ok()?.host()?.to_owned()));
    let own = [LOCALHOST.to_string(), LOCALHOST_6.to_string(), address.ip().to_string(), "localhost".to_owned()];
    let served = NAMES.into_iter().filter(|_| args.proxy).map(str::to_owned);
    own.into_iter().chain(public).chain(served).chain(args.hosts.iter().cloned()).collect()
}

/// How many connections may wait to be accepted. The kernel has its own limit: 4096 on Linux.
const BACKLOG: u32 = 4_096;

/// Listens, with room for many clients that come at once.
fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    // A mock that starts again gets its port at once.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}
