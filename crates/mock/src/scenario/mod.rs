//! Scenarios: scripts with expectations, for a bot that is started, watched and stopped.
//!
//! A scenario is a script, one JSON object a line, in order of time. Its first line may be about
//! the scenario itself; any other line plays somebody, or expects something of the bot.
//!
//! ```json
//! {"scenario": {"name": "A call lives past 45 minutes", "speed": 900, "starts": "call"}}
//! {"at": 2700000, "expect": {"request": "keepAlive", "atLeast": 1}, "why": "45 minutes without one end the call"}
//! {"at": 3000000, "expect": {"state": "established"}}
//! ```
//!
//! [`Scenario::read`] reads one, [`run`] plays it to a bot, and a [`Report`] says what came of each
//! line.

mod bot;
mod expect;
mod facts;
mod file;
mod junit;
mod members;
mod port;
mod proxy;
mod report;
mod run;
mod shipped;
mod span;

pub use expect::Expect;
pub use file::{Scenario, Starts};
pub use junit::junit;
pub use port::Port;
pub use report::{Check, Report};
pub use run::{Options, run};
pub use shipped::SHIPPED;
