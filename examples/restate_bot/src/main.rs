//! A calling bot whose calls survive the loss of any host: hosts of Restate objects, and what an operator
//! runs.

mod args;
mod bot;
mod callee;
mod host;
mod operate;

use std::process::ExitCode;

use call_lifecycle_tokio::BoxError;

use crate::args::{Args, Command, HELP};

#[tokio::main]
async fn main() -> ExitCode {
    let args = match Args::read(lexopt::Parser::from_env()) {
        Ok(args) => args,
        Err(error) => {
            eprintln!("restate_bot: {error}");
            return ExitCode::from(2);
        }
    };
    match run(&args).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("restate_bot: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(args: &Args) -> Result<(), BoxError> {
    match &args.command {
        Command::Help => {
            print!("{HELP}");
            Ok(())
        }
        Command::Host => host::host(args).await,
        Command::Service => host::service(args).await,
        Command::Call(count) => operate::call(args, *count).await,
        Command::List => operate::list(args).await,
        Command::Peek(call) => operate::peek(args, call).await,
    }
}
