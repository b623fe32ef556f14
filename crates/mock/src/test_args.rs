//! The command line of `graph-call-mock test`.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use crate::args::app_id;
use graph_call_mock::scenario::Options;
use lexopt::prelude::{Long, Short, Value, ValueExt};

pub const HELP: &str = "\
Plays scenarios to a bot, and says whether it did what they expect.

    graph-call-mock test [OPTIONS] SCENARIO... -- COMMAND...

COMMAND starts the bot, once for each scenario, and each time with a new mock. SCENARIO is a file, the name of a
scenario that comes with the mock, or `all` for these.

    --junit FILE       also write the result as JUnit XML
    --speed N          how much faster than real time: 0.01 to 10000 (each scenario says it)
    --bot URI          where the bot is notified, if it does not post that to /control itself. It is notified as soon
                       as it takes connections there. A path, such as /api/calls, stands for that on $PORT
    --wait SECONDS     how long the bot may take to start (30)
    --proxy            the bot sends requests to https://graph.microsoft.com, and the mock is a proxy for it. The bot
                       finds HTTPS_PROXY, SSL_CERT_FILE, NODE_EXTRA_CA_CERTS and the like in its environment
    --callback FROM    what is for https://bot.example.org is posted to $PORT, or with FROM=TO elsewhere; may be repeated
    --notifications V, --unsigned, --app-id GUID, --lenient
                       as without `test`
    --list             print the scenarios that come with the mock, and exit
    --print NAME       print one of them, to be changed, and exit
    --help             this

The bot has in its environment:

    GRAPH_CALL_MOCK_URL        the address of the mock: requests go to $GRAPH_CALL_MOCK_URL/v1.0/communications/calls
    GRAPH_CALL_MOCK_SPEED      how much faster its clock runs: the bot divides its waits by it
    PORT                       a free port, for its endpoint
    GRAPH_CALL_MOCK_CALLBACK   where it is notified, to be posted to /control: http://127.0.0.1:$PORT/api/calls, or --bot
    GRAPH_CALL_MOCK_APP_ID     the id of its application, for which notifications are signed
    GRAPH_CALL_MOCK_STARTS     bot, or call for a scenario in which the bot creates a call by itself

A line of a scenario is that of a script, or expects something by `at`, in milliseconds since it began:

    {\"scenario\": {\"name\": \"...\", \"speed\": 60, \"starts\": \"call\", \"env\": {}, \"seed\": 1}}       the first line, if there is one
    {\"at\": 2700000, \"expect\": {\"request\": \"keepAlive\", \"atLeast\": 1}, \"why\": \"...\"}
    {\"at\": 60000, \"expect\": {\"request\": \"recordResponse\", \"with\": {\"stopTones\": [\"#\"]}, \"call\": \"57dab8b1-...\"}}
    {\"at\": 60000, \"expect\": {\"request\": [\"getCall\", \"hangUp\"], \"exactly\": 1, \"since\": 30000, \"status\": 200}}
    {\"at\": 60000, \"expect\": {\"request\": \"any\", \"after\": 404, \"atMost\": 0}}
    {\"at\": 60000, \"expect\": {\"request\": \"keepAlive\", \"after\": 429, \"for\": 10000, \"atMost\": 0}}
    {\"at\": 60000, \"expect\": {\"ended\": \"remoteHangUp\", \"call\": \"created\"}}                  or any
    {\"at\": 60000, \"expect\": {\"state\": \"established\"}}

It exits with 0 if everything was as expected, with 1 if not, and with 2 if a scenario or the command line is wrong.
";

#[derive(Debug, Default)]
pub struct TestArgs {
    pub scenarios: Vec<String>,
    pub command: Vec<OsString>,
    pub junit: Option<PathBuf>,
    pub options: Options,
    pub list: bool,
    pub print: Option<String>,
    pub help: bool,
}

impl TestArgs {
    /// Reads what stands after `test`.
    pub fn read(mut given: Vec<OsString>) -> Result<Self, lexopt::Error> {
        let mut args = Self::default();
        if let Some(place) = given.iter().position(|argument| argument == "--") {
            args.command = given.split_off(place).into_iter().skip(1).collect();
        }
        let mut parser = lexopt::Parser::from_args(given);
        while let Some(argument) = parser.next()? {
            match argument {
                Value(scenario) => args.scenarios.push(scenario.string()?),
                Long("junit") => args.junit = Some(parser.value()?.into()),
                Long("speed") => args.options.speed = Some(parser.value()?.parse()?),
                Long("bot") => args.options.bot = Some(parser.value()?.string()?),
                Long("proxy") => args.options.proxy = true,
                Long("callback") => args.options.callbacks.push(parser.value()?.string()?),
                Long("wait") => args.options.wait = Duration::from_secs(parser.value()?.parse()?),
                Long("lenient") => args.options.lenient = true,
                Long("notifications") => args.options.shape = parser.value()?.parse()?,
                Long("unsigned") => args.options.unsigned = true,
                Long("app-id") => args.options.app = app_id(&parser.value()?.string()?)?,
                Long("list") => args.list = true,
                Long("print") => args.print = Some(parser.value()?.string()?),
                Long("help") | Short('h') => args.help = true,
                other => return Err(other.unexpected()),
            }
        }
        let does_nothing = args.help || args.list || args.print.is_some();
        if !does_nothing && args.scenarios.is_empty() {
            return Err(
                "there is no scenario, expected a file, the name of one that comes with the mock, or all".into()
            );
        }
        if !does_nothing && args.command.is_empty() {
            return Err("there is no command, expected what starts the bot after --: -- npm start".into());
        }
        Ok(args)
    }
}
