//! The command line.

use core::time::Duration;
use lexopt::Arg::{Long, Short};
use lexopt::ValueExt;
use std::net::SocketAddr;
use std::path::PathBuf;
use tokio_bot::{Check, Options, PATH, WITHHELD};

pub(crate) const USAGE: &str = "\
tokio_bot [OPTIONS]: answers calls, keeps them alive, records, hangs up

  --service URL      the address of the calling service (http://127.0.0.1:8080)
  --listen ADDRESS   where notifications come in (127.0.0.1:8081)
  --callback URL     the same as the service sees it (http://ADDRESS/api/calls)
  --token TOKEN      the bearer token of every request
  --app-id GUID      take only notifications with a token that the service has signed for this application
  --metadata URL     where the keys for that are (SERVICE/v1/.well-known/OpenIdConfiguration)
  --speed N          the speed of the service's clock (asked from the service)
  --stay MINUTES     how long to stay in a call, in the service's time (100)
  --calls N          how many calls fit (1000)
  --requests N       how many requests are out at a time (64)
  --state DIR        continue the calls of an earlier run, however it ended
  --record FILE      append all that is sent and comes back to FILE: graph-call-replay explains it
  --recordings DIR   save the recordings (by default they are downloaded and discarded)
  --withhold N       send no keepAlive for the Nth call
  --call             create a call, if there is no earlier one to continue
  --demo             play the callers too: three calls, the third one not kept alive
  --help             this text
";

/// The result of the command line.
#[derive(Debug)]
pub(crate) enum Args {
    Help,
    Run { options: Box<Options>, listen: SocketAddr },
}

pub(crate) fn parse(mut parser: lexopt::Parser, seed: [u64; 2]) -> Result<Args, lexopt::Error> {
    let mut options = Options::new("http://127.0.0.1:8080", "", seed);
    let mut listen = SocketAddr::from(([127, 0, 0, 1], 8081));
    let (mut app, mut metadata) = (None, None);
    while let Some(arg) = parser.next()? {
        match arg {
            Long("service") => options.service = url(&parser.value()?.string()?)?,
            Long("listen") => listen = parser.value()?.parse()?,
            Long("callback") => options.callback = url(&parser.value()?.string()?)?,
            Long("token") => options.token = Some(parser.value()?.string()?),
            Long("app-id") => app = Some(parser.value()?.string()?),
            Long("metadata") => metadata = Some(url(&parser.value()?.string()?)?),
            Long("speed") => options.speed = Some(parser.value()?.parse()?),
            Long("stay") => options.plan.stay = Duration::from_secs(60 * u64::from(parser.value()?.parse::<u32>()?)),
            Long("calls") => options.plan.capacity = parser.value()?.parse()?,
            Long("requests") => options.requests = usize::from(parser.value()?.parse::<std::num::NonZeroU16>()?.get()),
            Long("state") => options.state = Some(PathBuf::from(parser.value()?)),
            Long("record") => options.record = Some(PathBuf::from(parser.value()?)),
            Long("recordings") => options.recordings = Some(PathBuf::from(parser.value()?)),
            Long("withhold") => options.plan.withhold = Some(parser.value()?.parse()?),
            Long("call") => options.place = true,
            Long("demo") => {
                options.demo = true;
                options.plan.withhold = Some(WITHHELD);
            }
            Long("help") | Short('h') => return Ok(Args::Help),
            _ => return Err(arg.unexpected()),
        }
    }
    if options.callback.is_empty() {
        options.callback = format!("http://{listen}{PATH}");
    }
    if app.is_none() && metadata.is_some() {
        return Err("--metadata is for --app-id: give both".into());
    }
    let of_service = || format!("{}/v1/.well-known/OpenIdConfiguration", options.service.trim_end_matches('/'));
    let check = app.map(|app| Check { app, metadata: metadata.unwrap_or_else(of_service) });
    options.check = check;
    Ok(Args::Run { options: Box::new(options), listen })
}

/// A URL that this bot can use. It has no TLS: put a proxy in front of it.
fn url(text: &str) -> Result<String, String> {
    match text.strip_prefix("http://") {
        Some(rest) if !rest.is_empty() && !rest.contains(char::is_whitespace) => Ok(text.to_owned()),
        _ => Err(format!("{text:?} is no URL that begins with http://")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(words: &[&str]) -> Result<Args, String> {
        parse(lexopt::Parser::from_args(words), [1, 2]).map_err(|error| error.to_string())
    }

    #[test]
    fn the_callback_follows_the_address() {
        let Ok(Args::Run { options, .. }) = parsed(&["--listen", "127.0.0.1:9", "--stay=5", "--demo"]) else {
            panic!()
        };
        assert_eq!(options.callback, "http://127.0.0.1:9/api/calls");
        assert_eq!((options.plan.stay, options.plan.withhold), (Duration::from_secs(60 * 5), Some(3)));
    }

    #[test]
    fn the_keys_are_those_of_the_service() {
        let check = |words: &[&str]| match parsed(words) {
            Ok(Args::Run { options, .. }) => options.check,
            other => panic!("{other:?}"),
        };
        assert_eq!(check(&[]), None);
        let metadata = "http://127.0.0.1:9/v1/.well-known/OpenIdConfiguration".to_owned();
        let found = check(&["--app-id", "mine", "--service", "http://127.0.0.1:9/"]);
        assert_eq!(found, Some(Check { app: "mine".to_owned(), metadata }));
        let found = check(&["--metadata", "http://keys/", "--app-id", "mine"]);
        assert_eq!(found, Some(Check { app: "mine".to_owned(), metadata: "http://keys/".to_owned() }));
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (words, said) in [
            (&["--speed", "0"][..], "0.01 to 10000"),
            (&["--service", "https://graph.microsoft.com"], "http://"),
            (&["--requests", "many"], "many"),
            (&["--loud"], "--loud"),
            (&["--metadata", "http://127.0.0.1:8080/"], "--app-id"),
            (&["--metadata", "https://api.aps.skype.com/", "--app-id", "1"], "http://"),
            (&["here"], "here"),
        ] {
            let error = parsed(words).unwrap_err();
            assert!(error.contains(said), "{words:?}: {error}");
        }
    }
}
