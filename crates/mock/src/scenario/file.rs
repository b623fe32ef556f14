//! A scenario as a file.

use std::collections::BTreeMap;
use std::fmt;

use call_lifecycle_tokio::Speed;
use graph_call_replay::trace::At;
use serde::Deserialize;
use serde_json::Value;

use super::expect::Expect;
use super::members::{Members, Name};
use crate::exchange::{Command, Seed, in_words};

/// The speed of a scenario that names none.
const SPEED: f64 = 60.0;

/// When a scenario begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Starts {
    /// Once the bot has said where it is notified.
    #[default]
    Bot,
    /// Once the bot has created a call.
    Call,
}

impl fmt::Display for Starts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Bot => "bot",
            Self::Call => "call",
        })
    }
}

/// A script with expectations.
#[derive(Debug)]
pub struct Scenario {
    /// Where it was read from.
    pub file: String,
    /// What it shows.
    pub name: String,
    /// How much faster than real time it is played, unless told otherwise.
    pub speed: Speed,
    /// When it begins.
    pub starts: Starts,
    /// Further variables for the environment of the bot.
    pub env: BTreeMap<String, String>,
    /// The seed of ids and of trouble.
    pub(super) seed: Seed,
    pub(super) lines: Vec<Line>,
}

/// A line of a scenario.
#[derive(Debug)]
pub(super) struct Line {
    pub number: usize,
    /// When, in milliseconds since the scenario began.
    pub at: u64,
    pub what: What,
}

#[derive(Debug)]
pub(super) enum What {
    /// Something happens: the line says what.
    Play(Command, String),
    Expect(Expect),
}

/// The first line.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    scenario: About,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct About {
    name: Option<String>,
    speed: Option<f64>,
    #[serde(default)]
    starts: Starts,
    #[serde(default)]
    env: BTreeMap<String, String>,
    seed: Option<u64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    at: At,
    expect: Members,
    #[serde(default)]
    why: Option<String>,
}

impl Scenario {
    /// Reads a scenario. `file` is its name in reports.
    ///
    /// # Errors
    /// The number of the line, what was found in it and what is allowed.
    pub fn read(file: &str, text: &str) -> Result<Self, String> {
        let mut lines = text
            .lines()
            .enumerate()
            .map(|(index, line)| (index + 1, line))
            .filter(|(_, line)| !line.trim().is_empty())
            .peekable();
        let about = match lines.next_if(|(_, line)| has(line, "scenario")) {
            Some((number, line)) => {
                let head: Head =
                    serde_json::from_str(line).map_err(|error| format!("line {number}: {}", in_words(&error)))?;
                head.scenario
            }
            None => About::default(),
        };
        let speed = about.speed.unwrap_or(SPEED);
        let speed =
            Speed::new(speed).ok_or_else(|| format!("line 1: `speed` is {speed}, expected {}", Speed::EXPECTED))?;
        let mut scenario = Self {
            file: file.to_owned(),
            name: about.name.unwrap_or_else(|| file.to_owned()),
            speed,
            starts: about.starts,
            env: about.env,
            seed: Seed(about.seed.unwrap_or(1)),
            lines: Vec::new(),
        };
        let mut last = 0;
        for (number, line) in lines {
            let (at, what) = scenario.line(line).map_err(|wrong| format!("line {number}: {wrong}"))?;
            if at < last {
                return Err(format!(
                    "line {number}: `at` is {at}, expected {last} or more: lines are in order of time"
                ));
            }
            last = at;
            scenario.lines.push(Line { number, at, what });
        }
        let expects = scenario.lines.iter().any(|line| matches!(line.what, What::Expect(_)));
        if expects {
            Ok(scenario)
        } else {
            Err("nothing is expected: one line at least must have a member `expect`".to_owned())
        }
    }

    /// Takes what goes wrong with all calls from the beginning.
    pub(super) fn first_villains(&mut self) -> Vec<Command> {
        let is_first = |line: &mut Line| {
            line.at == 0 && matches!(&line.what, What::Play(Command::Villain(villain), _) if villain.call.is_none())
        };
        self.lines
            .extract_if(.., is_first)
            .filter_map(|line| match line.what {
                What::Play(command, _) => Some(command),
                What::Expect(_) => None,
            })
            .collect()
    }

    fn line(&self, line: &str) -> Result<(u64, What), String> {
        if has(line, "scenario") {
            return Err("there is a member `scenario`, expected it on the first line only".to_owned());
        }
        if !has(line, "expect") {
            let (at, command) = Command::read_line(&self.with_ids(line))?;
            return Ok((at, What::Play(command, line.trim().to_owned())));
        }
        let Expected { at, expect, why } = serde_json::from_str(line).map_err(|error| in_words(&error))?;
        if at.wall {
            return Err("`at` is a time of day, expected milliseconds since the scenario began".to_owned());
        }
        Expect::new(at.millis, expect, why, self.seed).map(|expect| (at.millis, What::Expect(expect)))
    }

    /// The line, with the id of a call in the place of `created`.
    fn with_ids(&self, line: &str) -> String {
        let value: Value = serde_json::from_str(line).unwrap_or_default();
        let mut named = value
            .as_object()
            .into_iter()
            .flat_map(|members| members.values())
            .filter_map(|member| member.get("call")?.as_str());
        let created = named.find_map(|name| Some((name, Name::created(name)?)));
        match created {
            Some((name, count)) => {
                line.replacen(&format!("\"{name}\""), &format!("\"{}\"", self.seed.created(count)), 1)
            }
            None => line.to_owned(),
        }
    }
}

/// Whether a line has a member.
fn has(line: &str, member: &str) -> bool {
    serde_json::from_str::<Value>(line).is_ok_and(|value| value.get(member).is_some())
}
