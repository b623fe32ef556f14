//! What the mock answers, notifies and keeps of its calls, once more: slow and obvious, from its documentation and from
//! the pages. It looks at everything that may be due, one moment after the other, and stores nothing that follows from
//! something else. This is one call; `world` has all of them, and `reference` runs them side by side with the exchange.

use call_lifecycle::Id;

/// Something that will happen by itself.
#[derive(Clone, Debug, PartialEq)]
pub enum Plan {
    Peer(&'static str),
    Played(usize),
    Finished(usize),
}

#[derive(Clone, Debug)]
pub struct Operation {
    pub number: usize,
    pub id: Option<Id>,
    pub kind: &'static str,
    pub prompts: u64,
    pub status: &'static str,
}

impl Operation {
    fn is_open(&self) -> bool {
        matches!(self.status, "running" | "notStarted")
    }
}

#[derive(Clone, Debug)]
pub struct Call {
    pub state: &'static str,
    /// When it entered its state.
    pub since: u64,
    /// When it began, or was kept alive last.
    pub renewed: u64,
    /// What its end says.
    pub result: &'static str,
    pub callback: String,
    pub is_group: bool,
    pub rings_for: u64,
    /// Tones that were notified, once they are.
    pub tones: Option<u64>,
    pub operations: Vec<Operation>,
    begun: usize,
    pub plans: Vec<(u64, Plan)>,
    /// What was posted since it was last asked: when, where to and what.
    pub posts: Vec<String>,
}

/// The table of states: where a call goes, and what its end then says.
pub fn next(state: &str, trigger: &str) -> Option<(&'static str, &'static str)> {
    let is_live = !matches!(state, "terminating" | "terminated");
    Some(match (state, trigger) {
        ("incoming", "answer") => ("establishing", ""),
        ("incoming", "redirect") => ("redirecting", ""),
        ("incoming", "reject") => ("terminated", "-"),
        ("incoming", "unanswered") => ("terminated", "terminated 408/0"),
        ("establishing", "rings") => ("ringing", ""),
        ("establishing" | "ringing", "connects") => ("established", ""),
        ("establishing" | "ringing", "declines") => ("terminated", "terminated 603/0"),
        ("establishing" | "ringing", "busy") => ("terminated", "terminated 486/0"),
        ("establishing" | "ringing", "noAnswer") => ("terminated", "terminated 408/10057"),
        ("establishing" | "ringing", "fails") => ("terminated", "terminated 500/0"),
        ("established", "holds") => ("hold", ""),
        ("hold", "resumes") => ("established", ""),
        ("established", "transfer") => ("transferring", ""),
        ("transferring", "transferAccepted") => ("transferAccepted", ""),
        ("transferring" | "transferAccepted", "transferFailed") => ("established", ""),
        ("transferAccepted", "transferCompleted") => ("terminated", "terminated 0/7015"),
        ("redirecting", "redirected") => ("terminated", "terminated"),
        ("redirecting", "redirectFailed" | "rings in vain") => ("terminated", "terminated"),
        (_, "hangUp") if is_live => ("terminating", "terminated 200/7000"),
        (_, "hangsUp") if is_live => ("terminating", "terminated 200/4097"),
        (_, "expires") if is_live => ("terminating", "terminated 408/8537"),
        (_, "mediaFailed") if is_live => ("terminating", "terminated 410/301005"),
        ("terminating", "tornDown") => ("terminated", ""),
        _ => return None,
    })
}

impl Call {
    pub fn new(state: &'static str, now: u64, callback: &str) -> Self {
        let callback = callback.to_owned();
        let (result, is_group, rings_for, tones, begun) = ("", false, 0, None, 0);
        let (operations, plans, posts) = (Vec::new(), Vec::new(), Vec::new());
        Self {
            state,
            since: now,
            renewed: now,
            result,
            callback,
            is_group,
            rings_for,
            tones,
            operations,
            begun,
            plans,
            posts,
        }
    }

    pub fn is_connected(&self) -> bool {
        ["established", "hold", "transferring", "transferAccepted"].contains(&self.state)
    }

    pub fn is_live(&self) -> bool {
        !["terminating", "terminated"].contains(&self.state)
    }

    pub fn post(&mut self, at: u64, what: &str) {
        if !self.callback.is_empty() {
            self.posts.push(format!("{at} {} {what}", self.callback));
        }
    }

    /// Moves it, if the table has a way.
    pub fn go(&mut self, at: u64, trigger: &str, by_hand: bool) -> bool {
        let Some((to, result)) = next(self.state, trigger) else { return false };
        let from = std::mem::replace(&mut self.state, to);
        self.since = at;
        if !result.is_empty() {
            self.result = result;
        }
        if !self.is_live() {
            // Nobody is told of operations that end with their call.
            self.operations.retain(|one| !one.is_open());
            self.plans.retain(|(_, plan)| matches!(plan, Plan::Peer(_)));
        }
        let was_moving = from.starts_with("transfer");
        if to == "terminated" {
            self.post(at, &format!("deleted {}", self.result));
            return true;
        }
        if to == "established" && was_moving {
            self.plans.retain(|(_, plan)| !matches!(plan, Plan::Peer("transferAccepted" | "transferCompleted")));
            self.post(at, "updated established 500/7000");
        } else {
            self.post(at, &format!("updated {to}"));
        }
        if to == "established" && from != "hold" {
            self.post(at, "updated established audio");
        }
        let plan = match to {
            "establishing" if from == "incoming" => Some((1_000, "connects")),
            "transferring" => Some((2_000, "transferAccepted")),
            "transferAccepted" => Some((2_000, "transferCompleted")),
            "redirecting" => Some((2_000, "redirected")),
            "terminating" => Some((1_000, "tornDown")),
            _ => None,
        };
        if let Some((after, peer)) = plan.filter(|_| !by_hand) {
            self.plans.push((at + after, Plan::Peer(peer)));
        }
        true
    }

    /// The deadline of its state or of its life, whichever is first.
    pub fn deadline(&self) -> Option<(u64, &'static str)> {
        let expires = self.is_live().then_some((self.renewed + 2_700_000, "expires"));
        let of_state = match self.state {
            "incoming" => Some((self.since + 15_000, "unanswered")),
            "redirecting" => Some((self.since + self.rings_for, "rings in vain")),
            "terminating" => Some((self.since + 10_000, "tornDown")),
            _ => None,
        };
        expires.into_iter().chain(of_state).min_by_key(|(at, _)| *at)
    }

    /// An operation has ended: sixteen that have ended can be read, and of more the oldest is forgotten.
    pub fn end(&mut self, number: usize, status: &'static str) {
        self.plans.retain(|(_, plan)| *plan != Plan::Played(number) && *plan != Plan::Finished(number));
        self.operations.iter_mut().filter(|one| one.number == number).for_each(|one| one.status = status);
        if self.operations.iter().filter(|one| !one.is_open()).count() > 16 {
            let oldest = self.operations.iter().position(|one| !one.is_open()).unwrap();
            self.operations.remove(oldest);
        }
    }

    /// The next prompt plays, if none does.
    fn play(&mut self, at: u64, by_hand: bool) {
        let is_prompt = |one: &&mut Operation| one.kind == "playPrompt" && one.is_open();
        let Some(first) = self.operations.iter_mut().find(is_prompt).filter(|one| one.status == "notStarted") else {
            return;
        };
        first.status = "running";
        let plan = (at + 2_000 * first.prompts, Plan::Played(first.number));
        if !by_hand {
            self.plans.push(plan);
        }
    }

    pub fn played(&mut self, at: u64, by_hand: bool) {
        let running = self.operations.iter().find(|one| one.kind == "playPrompt" && one.status == "running");
        if let Some(number) = running.map(|one| one.number) {
            self.end(number, "completed");
            self.post(at, "deleted completed completedSuccessfully 200/0 playPrompt");
            self.play(at, by_hand);
        }
    }

    fn open(&self, kind: &str) -> usize {
        self.operations.iter().filter(|one| one.is_open() && (kind.is_empty() || one.kind == kind)).count()
    }

    /// Answers a request that starts an operation.
    pub fn begin(&mut self, at: u64, kind: &'static str, prompts: u64, by_hand: bool) -> u16 {
        let is_at_once = !["playPrompt", "sendDtmfTones"].contains(&kind);
        if !self.is_connected() || kind == "mute" && !self.is_group {
            return 409;
        }
        if !is_at_once && (self.open("") == 32 || kind == "playPrompt" && self.open(kind) == 8) {
            return 429;
        }
        self.begun += 1;
        let number = self.begun;
        let status = if kind == "playPrompt" { "notStarted" } else { "running" };
        self.operations.push(Operation { number, id: None, kind, prompts, status });
        match kind {
            "cancelMediaProcessing" => {
                let prompts: Vec<usize> = self
                    .operations
                    .iter()
                    .filter(|one| one.kind == "playPrompt" && one.is_open())
                    .map(|one| one.number)
                    .collect();
                for number in prompts {
                    self.end(number, "failed");
                    self.post(at, "deleted failed mediaOperationCanceled 400/8508 playPrompt");
                }
            }
            "subscribeToTone" => self.tones = self.tones.or(Some(0)),
            "sendDtmfTones" if !by_hand => self.plans.push((at + 1_000, Plan::Finished(number))),
            "playPrompt" => self.play(at, by_hand),
            _ => {}
        }
        if is_at_once {
            self.end(number, "completed");
        }
        200
    }
}
