//! Where the service of a log did something else than the machine.

/// How many differences of a call are told one by one.
const TOLD: usize = 8;

/// Where the service of the log did something else than the machine.
#[derive(Clone, Debug, Default)]
pub struct Differences {
    pub told: Vec<String>,
    pub count: u64,
    /// What was posted when it was told, as hashes.
    pub(super) posted: Vec<u32>,
    /// When the last keepAlive was sent that renewed the call here and not in the log.
    pub(super) renewed_here: Option<u64>,
    /// Whether the log has answers of its service, and does not say what the other side did.
    pub(super) compared: bool,
    /// When the log's service notified something of the call last.
    pub(super) notified: Option<u64>,
}

impl Differences {
    /// Adds what is told of something posted, unless the same was posted and told before.
    pub(super) fn add_once(&mut self, posted: Option<u32>, told: String) {
        if posted.is_some_and(|posted| self.posted.contains(&posted)) {
            return;
        }
        self.posted.extend(posted.filter(|_| self.posted.len() < TOLD));
        self.add(told);
    }

    pub(super) fn add(&mut self, told: String) {
        self.count += 1;
        if self.told.len() < TOLD {
            self.told.push(told);
        }
    }
}
