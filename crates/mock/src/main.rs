//! `graph-call-mock`: a mock of Microsoft Graph's calling service. See `--help`.

mod args;
mod test;
mod test_args;

use std::collections::hash_map::RandomState;
use std::error::Error;
use std::fs;
use std::hash::BuildHasher;
use std::process::ExitCode;
use std::time::Duration;

use call_lifecycle::Timestamp;
use graph_call_mock::exchange::{Command, Exchange, Seed, Setup};
use graph_call_mock::server::state::State;
use graph_call_mock::server::{Key, Mock, Script, Settings, Signer, SigningKey};
use hyper_util::client::legacy::connect::HttpConnector;
use tokio::net::TcpListener;

use args::{Args, HELP};

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
    let listener = TcpListener::bind(args.listen).await.map_err(|error| format!("{}: {error}", args.listen))?;
    let address = listener.local_addr()?;
    let base = args.public.unwrap_or_else(|| format!("http://{address}"));
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
    };
    let new = || Exchange::new(Timestamp::ZERO, &setup).map_err(|error| std::io::Error::other(error.to_string()));
    let (state, mut exchange) = match &args.state {
        Some(directory) => State::open(directory, &setup, new).map(|(state, exchange)| (Some(state), exchange))?,
        None => (None, new()?),
    };
    if let Some(uri) = args.bot {
        let bot = Command::bot(&uri).map_err(|error| format!("--bot: {error}"))?;
        let now = exchange.now();
        exchange.control(now, bot).map_err(|error| error.to_string())?;
    }
    let signer = match (&args.state, args.unsigned) {
        (_, true) => None,
        (Some(directory), false) => Some(SigningKey::stored(directory)?),
        (None, false) => Some(SigningKey::generate()?),
    };
    let signer = signer.map(|key| Signer::new(key, exchange.audience(), exchange.base()));
    exchange.set_date(jiff::Timestamp::now().as_millisecond());
    let calls = exchange.calls().len();
    println!(
        "mock Graph at {base}/v1.0/communications/calls, its page at {base}/ , {} times as fast, {calls} calls",
        args.speed
    );
    let settings = Settings { speed: args.speed, script, key, connections: args.connections, state, signer };
    let mock = Mock::new(exchange, HttpConnector::new(), settings);
    mock.run(listener, stopped()).await?;
    println!("stopped, {} calls live", mock.with(|exchange, _| exchange.calls().len()));
    Ok(())
}

/// Waits for SIGINT or, on Unix, SIGTERM.
async fn stopped() {
    #[cfg(unix)]
    if let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        tokio::select! {
            _ = terminate.recv() => {}
            // Without a handler there is nothing to wait for.
            _ = tokio::signal::ctrl_c() => {}
        }
        return;
    }
    let _ = tokio::signal::ctrl_c().await;
}
