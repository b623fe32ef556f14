//! What few calls have in their story: failures, refusals, ends that are doubted, what came late.

use std::sync::LazyLock;

use call_lifecycle::{CallState, ResultInfo};

use crate::backwards::Backwards;
use crate::deeds::Deed;
use crate::keys::MissedKeys;
use crate::log_differences::Differences;
use crate::odd::Oddities;
use crate::operation::Name;
use crate::times::Times;
use crate::trace::{Act, GraphError};

/// The part of a story that is there only once something of it happened.
#[derive(Clone, Debug, Default)]
pub struct Rare {
    pub failures: Times,
    /// How many of them had no answer in time, those of them that were answered 200 later, and the longest
    /// time that this took.
    pub overdue_failures: u64,
    pub answered_late: Times,
    pub slowest: u64,
    /// Those that were said to have no response, and were answered 200 then.
    pub answered_all_the_same: Times,
    /// The error in the body of the last keepAlive that was refused.
    pub last_failure_error: Option<GraphError>,
    pub lost: Option<u64>,
    pub revived: Option<u64>,
    /// The request that was answered 404, when it was sent, and when the answer came.
    pub not_found: Option<(Act, u64, u64)>,
    /// Requests after the end.
    pub after_end: Times,
    /// Those of them that were answered 404, and those that were sent after such an answer.
    pub after_end_not_found: u64,
    pub after_not_found: u64,
    /// The first of them that was answered with a success, and its status.
    pub after_end_accepted: Option<(Act, u64, u16)>,
    /// The first request that was answered 200 after the call had been given up, or after a 404.
    pub alive_after: Option<(Act, u64)>,
    /// What the bot did that may have ended the call.
    pub deed: Option<(u64, Deed)>,
    /// A request for a part of the call that was answered 404, and when the call was verified since.
    pub part_not_found: Option<(Act, u64)>,
    pub verified: Option<u64>,
    /// When the call was first notified after that.
    pub heard_since: Option<u64>,
    /// Requests to which no response came, but keepAlives and DELETEs, and the first of them.
    pub no_response: Times,
    pub no_response_to: Option<Act>,
    pub odd: Oddities,
    /// The first two operations that were open at once with the same `clientContext`.
    pub shared_context: Option<(Name, Name)>,
    /// The last notification that was taken for the first of these and was about the second, and
    /// when an id showed it.
    pub corrected: Option<(u64, Name, Name)>,
    /// At the service's end: what the log's service did otherwise.
    pub differences: Differences,
    pub overdue: Option<u64>,
    /// When a redirect had rung for too long.
    pub redirect_over: Option<u64>,
    /// When the create request had been sent whose answer came after notifications.
    pub created_late: Option<u64>,
    /// When a keepAlive succeeded that was sent too long ago to revive the call.
    pub too_late: Option<u64>,
    pub transfer_failed: Option<(u64, Option<ResultInfo>)>,
    pub backwards: Backwards,
    /// The code that came with the state `terminating`.
    pub announced: Option<ResultInfo>,
    /// The last failing code that was notified of a call without changing it, and in which state.
    pub live_result: Option<(u64, CallState, ResultInfo)>,
    /// The `terminationReason` of the end.
    pub given_reason: Option<Box<str>>,
    /// The notifications since the call was presumed lost or a 404 ended it, and the first few one
    /// by one.
    pub since_lost: Times,
    pub since_lost_first: Vec<u64>,
    /// Keys that did not count.
    pub missed: MissedKeys,
}

/// How many times are remembered one by one.
const NAMED: usize = 4;

impl Rare {
    /// That nothing of it happened.
    pub fn nothing() -> &'static Self {
        static NOTHING: LazyLock<Rare> = LazyLock::new(Rare::default);
        &NOTHING
    }

    /// A notification came since the call was presumed lost or given up.
    pub fn heard_since_lost(&mut self, at: u64) {
        self.since_lost.add(at);
        if self.since_lost_first.len() < NAMED {
            self.since_lost_first.push(at);
        }
    }

    /// What came since the call was presumed lost says nothing any more.
    pub fn forget_lost(&mut self) {
        self.since_lost = Times::default();
        self.since_lost_first.clear();
    }
}
