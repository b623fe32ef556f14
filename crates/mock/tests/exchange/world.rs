//! All calls of the slow reference in `model`: time, requests, and what the other side does.

use std::collections::BTreeMap;

use call_lifecycle::Id;

use super::model::{Call, Plan, next};

#[derive(Clone, Debug, Default)]
pub struct World {
    pub now: u64,
    pub by_hand: bool,
    pub room: usize,
    pub bot: String,
    pub calls: BTreeMap<Id, Call>,
    /// What was posted of calls that have ended.
    pub last_posts: BTreeMap<Id, Vec<String>>,
}

impl World {
    /// Lets time pass: at each moment the deadlines come first.
    pub fn pass(&mut self, now: u64) {
        self.now = self.now.max(now);
        let (now, by_hand) = (self.now, self.by_hand);
        for call in self.calls.values_mut() {
            while call.state != "terminated" {
                let due = call.deadline();
                let planned = call.plans.iter().map(|(at, _)| *at).min().unwrap_or(u64::MAX);
                match due {
                    Some((at, trigger)) if at <= planned && at <= now => {
                        call.go(at, trigger, by_hand);
                    }
                    _ if planned <= now => {
                        let first = call.plans.iter().position(|(at, _)| *at == planned).unwrap();
                        match call.plans.remove(first).1 {
                            Plan::Peer(peer) => drop(call.go(planned, peer, by_hand)),
                            Plan::Played(_) => call.played(planned, by_hand),
                            Plan::Finished(number) => {
                                call.end(number, "completed");
                                call.post(planned, "deleted completed completedSuccessfully 200/0 sendDtmfTones");
                            }
                        }
                    }
                    _ => break,
                }
            }
        }
        self.bury();
    }

    /// Calls that have ended are gone.
    fn bury(&mut self) {
        let gone: Vec<Id> =
            self.calls.iter().filter(|(_, call)| call.state == "terminated").map(|(id, _)| *id).collect();
        for id in gone {
            let call = self.calls.remove(&id).unwrap();
            self.last_posts.entry(id).or_default().extend(call.posts);
        }
    }

    pub fn create(&mut self, callback: &str) -> Option<Call> {
        let mut call = Call::new("establishing", self.now, callback);
        call.is_group = true;
        call.post(self.now, "updated establishing");
        if !self.by_hand {
            call.plans = [(1_000, "rings"), (3_000, "connects")]
                .map(|(after, peer)| (self.now + after, Plan::Peer(peer)))
                .into();
        }
        (self.calls.len() < self.room).then_some(call)
    }

    /// What the other side does.
    pub fn peer(&mut self, id: Id, event: &str) {
        let (now, by_hand, bot) = (self.now, self.by_hand, self.bot.clone());
        if event == "calls" && !self.calls.contains_key(&id) && self.calls.len() < self.room {
            let mut call = Call::new("incoming", now, &bot);
            call.post(now, "created incoming");
            self.calls.insert(id, call);
        } else if let Some(call) = self.calls.get_mut(&id) {
            call.go(now, event, by_hand);
        }
        self.bury();
    }

    pub fn heard(&mut self, id: Id, tone: Option<char>) {
        let (now, by_hand) = (self.now, self.by_hand);
        let Some(call) = self.calls.get_mut(&id).filter(|call| call.is_live()) else { return };
        match (tone, &mut call.tones) {
            (None, _) => call.played(now, by_hand),
            (Some(tone), Some(count)) => {
                *count += 1;
                let said = format!("updated {} tone {count} {tone}", call.state);
                call.post(now, &said);
            }
            (Some(_), None) => {}
        }
    }

    /// The status of the answer to a request about a call.
    pub fn ask(&mut self, id: Id, method: &'static str, given: &Given) -> u16 {
        let (now, by_hand) = (self.now, self.by_hand);
        let Some(call) = self.calls.get_mut(&id) else { return 404 };
        let status = match method {
            "getCall" | "getOperations" => 200,
            "hangUp" => {
                call.go(now, "hangUp", by_hand);
                204
            }
            _ if !call.is_live() => 404,
            "keepAlive" => {
                call.renewed = now;
                200
            }
            _ if given.is_bad => 400,
            "answer" | "reject" | "redirect" | "transfer" => {
                if next(call.state, method).is_none() {
                    return 409;
                }
                if method != "transfer" {
                    call.callback = given.callback.clone().unwrap_or_else(|| call.callback.clone());
                    call.rings_for = given.rings_for;
                }
                call.go(now, method, by_hand);
                202
            }
            _ => call.begin(now, method, given.prompts, by_hand),
        };
        self.bury();
        status
    }
}

/// What a request brings.
#[derive(Clone, Debug, Default)]
pub struct Given {
    pub is_bad: bool,
    pub callback: Option<String>,
    pub rings_for: u64,
    pub prompts: u64,
}
