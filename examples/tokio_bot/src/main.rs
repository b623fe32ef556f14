//! `tokio_bot`: see `--help`.

mod args;

use std::hash::{BuildHasher, RandomState};
use std::io::{self, Write};
use std::process::ExitCode;

use hyper_util::client::legacy::connect::HttpConnector;
use tokio::net::TcpListener;
use tokio::signal::ctrl_c;
use tokio_bot::{Line, run};

use args::Args;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    // The standard library has no other source of random words.
    let random = RandomState::new();
    let seed = [random.hash_one(1), random.hash_one(2)];
    let (options, listen) = match args::parse(lexopt::Parser::from_env(), seed) {
        Ok(Args::Run { options, listen }) => (options, listen),
        Ok(Args::Help) => {
            print!("{}", args::USAGE);
            return ExitCode::SUCCESS;
        }
        Err(error) => return failed(&format!("{error}\n\n{}", args::USAGE)),
    };
    if let Some(Err(error)) = options.recordings.as_ref().map(std::fs::create_dir_all) {
        return failed(&format!("cannot make the directory of recordings ({error}): give another --recordings\n"));
    }
    let listener = match TcpListener::bind(listen).await {
        Ok(listener) => listener,
        Err(error) => return failed(&format!("cannot listen at {listen} ({error}): give another --listen\n")),
    };
    let stop = async {
        if ctrl_c().await.is_err() {
            // Without the signal it runs until it is killed.
            std::future::pending().await
        }
    };
    match run(*options, listener, HttpConnector::new(), stop, print).await {
        Ok(left) if left.is_empty() => ExitCode::SUCCESS,
        Ok(left) => {
            for (call, state) in left {
                eprintln!("tokio_bot: call {call} is still {state}");
            }
            ExitCode::FAILURE
        }
        Err(error) => failed(&format!("{error}\n")),
    }
}

/// Writes a line. The bot goes on even if nobody reads its log any more.
fn print(line: &Line) {
    let _written = writeln!(io::stdout(), "{line}");
}

fn failed(why: &str) -> ExitCode {
    eprint!("tokio_bot: {why}");
    ExitCode::from(2)
}
