//! What the command line says.

use std::time::Duration;

use call_lifecycle_sim::Faults;

pub const HELP: &str = "\
simulate: both ends of many calls in a world that goes wrong, with every law checked

    cargo run --release -p call-lifecycle-sim --example simulate -- [OPTION ...]

    --seed N          everything follows from it (1)
    --calls N         how many calls (1000)
    --hours N         the calls begin and are watched within this many hours (24; at most 500)
    --faults WHICH    none; bad: the network, crashes, partitions; clocks: these, and clocks that are wrong;
                      engine: the application's end outlives its hosts, which come and go (bad)
    --slack MS        by how much the clocks may differ where a law speaks of equal clocks
                      (otherwise this follows from the faults of the clocks)
    --trial-every N   checks the laws that need a trial at every N-th event, and the others at every event (64)
    --jobs N          how many threads, 1 to 256 (as many as the computer has cores); what is reported is the same
    --line N          runs one call only, and shows each step
    --shrink          finds the shortest script that still breaks the law that was broken first
    --help            shows this text

The exit status is 0 if every law held, 1 if one was broken, 2 if the command line is wrong.
";

/// The options.
#[derive(Debug)]
pub struct Args {
    pub seed: u64,
    pub calls: u64,
    pub hours: u64,
    pub faults: Faults,
    pub faults_name: String,
    pub slack: Option<Duration>,
    pub trial_every: u32,
    pub jobs: Option<usize>,
    pub line: Option<u64>,
    pub shrink: bool,
}

/// The most hours and milliseconds: the simulation counts up to 24 days.
const MOST_HOURS: u64 = 500;
const MOST_SLACK: u64 = i32::MAX as u64;
const MOST_JOBS: usize = 256;

impl Args {
    /// Reads the options; `None` if only help is asked for.
    pub fn parse(arguments: &[String]) -> Result<Option<Self>, String> {
        let mut args = Self {
            seed: 1,
            calls: 1_000,
            hours: 24,
            faults: Faults::BAD,
            faults_name: "bad".to_owned(),
            slack: None,
            trial_every: 64,
            jobs: None,
            line: None,
            shrink: false,
        };
        let mut rest = arguments.iter();
        while let Some(option) = rest.next() {
            let mut value = || rest.next().ok_or_else(|| format!("{option}: a value is missing"));
            match option.as_str() {
                "--seed" => args.seed = number(option, value()?, 0, u64::MAX)?,
                "--calls" => args.calls = number(option, value()?, 1, u64::MAX)?,
                "--hours" => args.hours = number(option, value()?, 1, MOST_HOURS)?,
                "--slack" => args.slack = Some(Duration::from_millis(number(option, value()?, 0, MOST_SLACK)?)),
                "--trial-every" => args.trial_every = number(option, value()?, 1, u32::MAX)?,
                "--jobs" => args.jobs = Some(number(option, value()?, 1, MOST_JOBS)?),
                "--line" => args.line = Some(number(option, value()?, 0, u64::MAX)?),
                "--faults" => args.faults_name.clone_from(value()?),
                "--shrink" => args.shrink = true,
                "--help" | "-h" => return Ok(None),
                other => return Err(format!("{other}: no such option")),
            }
        }
        args.faults = match args.faults_name.as_str() {
            "none" => Faults::NONE,
            "bad" => Faults::BAD,
            "clocks" => Faults::BAD_CLOCKS,
            "engine" => Faults::ENGINE,
            other => return Err(format!("--faults {other}: expected none, bad, clocks or engine")),
        };
        if args.line.is_some() && args.shrink {
            return Err("--line and --shrink do not go together".to_owned());
        }
        Ok(Some(args))
    }

    /// The options with which every line runs again in the same way.
    pub fn again(&self) -> String {
        let slack = self.slack.map_or_else(String::new, |slack| format!(" --slack {}", slack.as_millis()));
        let trials = self.trial_every;
        format!(
            "--seed {} --hours {} --faults {}{slack} --trial-every {trials}",
            self.seed, self.hours, self.faults_name
        )
    }
}

fn number<T: std::str::FromStr + PartialOrd + std::fmt::Display + Copy>(
    option: &str,
    text: &str,
    min: T,
    max: T,
) -> Result<T, String> {
    let number = text.parse().ok().filter(|number| (min..=max).contains(number));
    number.ok_or_else(|| format!("{option} {text}: expected a number from {min} to {max}"))
}
