//! What came of a scenario, as text.

use std::fmt;
use std::time::Duration;

/// How many of the bot's requests are listed.
const LISTED: usize = 30;

/// One thing that was expected, and what was seen.
#[derive(Clone, Debug)]
pub struct Check {
    /// The number of its line; 0 for what is expected of every bot.
    pub line: usize,
    /// What was expected.
    pub what: String,
    /// The reason that the author of the scenario gave.
    pub why: Option<String>,
    /// What was seen; an error if it is not what was expected.
    pub result: Result<String, String>,
}

impl Check {
    pub(super) fn new(line: usize, what: String, why: Option<String>, result: Result<String, String>) -> Self {
        Self { line, what, why, result }
    }
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => f.write_str(&self.what),
            line => write!(f, "line {line}: {}", self.what),
        }
    }
}

/// What came of a scenario.
#[derive(Clone, Debug)]
pub struct Report {
    /// The file of the scenario.
    pub file: String,
    /// Its name.
    pub name: String,
    /// What was expected, in order.
    pub checks: Vec<Check>,
    /// How long it took, in real time.
    pub took: Duration,
    /// All that the bot asked for.
    pub deeds: Vec<String>,
    /// The last lines that the bot wrote.
    pub said: Vec<String>,
}

impl Report {
    /// Whether everything was as expected.
    #[must_use]
    pub fn is_green(&self) -> bool {
        self.checks.iter().all(|check| check.result.is_ok())
    }

    /// What was not as expected, one sentence each: what was expected, by when, and what was seen.
    pub fn failures(&self) -> impl Iterator<Item = String> {
        self.checks
            .iter()
            .filter_map(|check| Some(format!("expected {}; seen: {}", check.what, check.result.as_ref().err()?)))
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let colour = if self.is_green() { "green" } else { "RED  " };
        writeln!(f, "{colour}  {}: {} ({:.1} s)", self.file, self.name, self.took.as_secs_f64())?;
        for check in &self.checks {
            match &check.result {
                Ok(seen) => writeln!(f, "  ok     {check}; seen: {seen}")?,
                Err(seen) => {
                    writeln!(f, "  RED    {check}")?;
                    if let Some(why) = &check.why {
                        writeln!(f, "         because: {why}")?;
                    }
                    writeln!(f, "         seen: {seen}")?;
                }
            }
        }
        if self.is_green() {
            return Ok(());
        }
        if !self.deeds.is_empty() {
            writeln!(f, "  what happened:")?;
            for deed in self.deeds.iter().take(LISTED) {
                writeln!(f, "         {deed}")?;
            }
            match self.deeds.len().saturating_sub(LISTED) {
                0 => {}
                more => writeln!(f, "         and {more} more")?,
            }
        }
        if !self.said.is_empty() {
            writeln!(f, "  the bot's last lines:")?;
            for line in &self.said {
                writeln!(f, "         {}", line.escape_debug())?;
            }
        }
        Ok(())
    }
}
