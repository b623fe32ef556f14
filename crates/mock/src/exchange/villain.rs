//! What goes wrong on purpose.

use call_lifecycle::wire::{Method, Target};
use call_lifecycle::{ClientContext, Id};
use fastrand::Rng;
use graph_call_replay::trace::{Guid, Verb};
use serde::Deserialize;

/// How often what goes wrong. Each chance is from 0 to 1; an absent one is 0.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
pub struct Villain {
    /// The call that it is about, or `None` for all.
    pub call: Option<Guid>,
    /// The requests that it is about, or `None` for all.
    pub method: Option<Which>,
    /// A notification is never posted.
    pub drop: f64,
    /// A notification is posted twice.
    pub repeat: f64,
    /// A notification, and with it those after it, is held back.
    pub delay: f64,
    /// For how long at most, in milliseconds of the service's time.
    pub delay_up_to: u32,
    /// A notification is overtaken by the next ones.
    pub reorder: f64,
    /// A request is answered 401, as if its token had expired.
    #[serde(rename = "401")]
    pub expired: f64,
    /// A token is refused from this long after its first request on, in milliseconds of the service's time; 0 means never.
    pub token_lives: u32,
    /// A request is answered 429.
    #[serde(rename = "429")]
    pub too_many: f64,
    /// A request is answered 500.
    #[serde(rename = "500")]
    pub failed: f64,
    /// A request is answered 502.
    #[serde(rename = "502")]
    pub bad_gateway: f64,
    /// A request is answered 503.
    #[serde(rename = "503")]
    pub unavailable: f64,
    /// A request is answered 504, and has no effect.
    #[serde(rename = "504")]
    pub timed_out: f64,
    /// A request has its effect, and is answered 504 all the same.
    #[serde(rename = "504After")]
    pub timed_out_after: f64,
    /// The connection is closed instead of an answer, and the request has no effect.
    pub cut: f64,
    /// The connection is closed instead of an answer, and the request has had its effect.
    pub cut_after: f64,
    /// An answer comes late.
    pub late: f64,
    /// How late at most, in milliseconds of the service's time.
    pub late_up_to: u32,
    /// `Retry-After` of 429 and 503, in seconds of the service's time; 0 leaves it out.
    pub retry_after: u32,
    /// `Retry-After` is a date.
    pub retry_date: f64,
    /// `RateLimit-Limit` of 429; 0 leaves all three of these headers out.
    pub rate_limit: u32,
}

/// Nothing is held back for longer.
const HOUR: u32 = 3_600_000;

impl Villain {
    const fn of_notifications(&self) -> [(&'static str, f64); 4] {
        [("drop", self.drop), ("repeat", self.repeat), ("delay", self.delay), ("reorder", self.reorder)]
    }

    const fn of_requests(&self) -> [(&'static str, f64); 11] {
        [
            ("401", self.expired),
            ("429", self.too_many),
            ("500", self.failed),
            ("502", self.bad_gateway),
            ("503", self.unavailable),
            ("504", self.timed_out),
            ("504After", self.timed_out_after),
            ("cut", self.cut),
            ("cutAfter", self.cut_after),
            ("late", self.late),
            ("retryDate", self.retry_date),
        ]
    }

    /// Every chance by its name.
    pub fn chances(&self) -> impl Iterator<Item = (&'static str, f64)> {
        self.of_notifications().into_iter().chain(self.of_requests())
    }

    /// Checks every chance and span.
    pub fn check(&self) -> Result<(), String> {
        for (name, span) in [("delayUpTo", self.delay_up_to), ("lateUpTo", self.late_up_to)] {
            if span > HOUR {
                return Err(format!("`{name}` is {span}, expected {HOUR} milliseconds at most in it"));
            }
        }
        if self.token_lives > 0 && (self.method.is_some() || self.call.is_some()) {
            return Err(
                "`tokenLives` is about all requests with a token: expected neither `call` nor `method`".to_owned()
            );
        }
        let of_notifications = self.of_notifications();
        if let Some((name, _)) = of_notifications.iter().find(|(_, chance)| self.method.is_some() && *chance != 0.0) {
            return Err(format!("`{name}` is about notifications, which have no `method`: expected one of the two"));
        }
        match self.chances().find(|(_, chance)| !(0.0..=1.0).contains(chance)) {
            Some((name, chance)) => Err(format!("`{name}` is {chance}, expected a chance from 0 to 1 in it")),
            None => Ok(()),
        }
    }
}

/// Requests of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Which {
    /// POST of the collection of calls.
    Create,
    /// GET of a call.
    GetCall,
    /// DELETE of a call.
    HangUp,
    /// GET of an operation, or of all of them.
    GetOperation,
    /// A method of a call.
    Method(Method),
}

impl Which {
    /// The kind of a request, if it is one of these.
    pub fn of(verb: Verb, target: Target) -> Option<Self> {
        match (verb, target) {
            (Verb::Post, Target::Calls) => Some(Self::Create),
            (Verb::Get, Target::Call { .. }) => Some(Self::GetCall),
            (Verb::Delete, Target::Call { .. }) => Some(Self::HangUp),
            (Verb::Get, Target::Operation { .. } | Target::Operations { .. }) => Some(Self::GetOperation),
            (Verb::Post, Target::Method { method, .. }) => Some(Self::Method(method)),
            _ => None,
        }
    }
}

impl Which {
    /// Its word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::GetCall => "getCall",
            Self::HangUp => "hangUp",
            Self::GetOperation => "getOperation",
            Self::Method(method) => method.as_str(),
        }
    }
}

impl TryFrom<String> for Which {
    type Error = String;

    fn try_from(word: String) -> Result<Self, String> {
        let others = [Self::Create, Self::GetCall, Self::HangUp, Self::GetOperation];
        let other = others.into_iter().find(|which| which.as_str().eq_ignore_ascii_case(&word));
        other.or_else(|| word.parse().ok().map(Self::Method)).ok_or_else(|| {
            format!(
                "{word:?} is no request, expected create, getCall, hangUp, getOperation, or a method such as keepAlive"
            )
        })
    }
}

/// The villains of one call, or of all.
#[derive(Clone, Debug, Default)]
pub struct Villains {
    every: Option<Villain>,
    /// Those of requests of one kind: one for each at most.
    some: Vec<Villain>,
}

impl Villains {
    /// Sets one. One without a method replaces all.
    pub fn set(&mut self, villain: Villain) {
        match villain.method {
            None => *self = Self { every: Some(villain), some: Vec::new() },
            Some(_) => {
                self.some.retain(|other| other.method != villain.method);
                self.some.push(villain);
            }
        }
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &Villain> {
        self.every.iter().chain(&self.some)
    }

    /// How long a token lives, in milliseconds; 0 means forever.
    pub fn token_lives(&self) -> u32 {
        self.every.map_or(0, |villain| villain.token_lives)
    }

    /// The one of these requests, or else that of everything.
    pub fn of(&self, which: Option<Which>) -> Option<Villain> {
        self.some.iter().find(|villain| which.is_some() && villain.method == which).copied().or(self.every)
    }
}

/// The source of random numbers: the same seed gives the same ids and the same trouble.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seed(pub u64);

impl Seed {
    /// Random numbers for one purpose.
    fn numbers(self, purpose: &str, of: Id, count: u64) -> Rng {
        let [high, low] = ClientContext::hash(&format!("{:016x}/{purpose}/{of}/{count}", self.0)).id().words();
        Rng::with_seed(high ^ low)
    }

    /// The `count`th id of its kind.
    pub fn id(self, kind: &str, of: Id, count: u64) -> Id {
        Id::from_u128(self.numbers(kind, of, count).u128(..))
    }

    /// `callChainId` of a call: it has one leg.
    pub fn chain(self, call: Id) -> Id {
        self.id("chain", call, 0)
    }

    /// The tenant of everybody.
    pub fn tenant(self) -> Id {
        self.id("tenant", Id::from_u128(0), 0)
    }

    /// The id of the `count`th call that applications create.
    pub fn created(self, count: u64) -> Id {
        self.id("call", Id::from_u128(0), count)
    }

    /// Whether something of that chance happens.
    pub fn happens(self, chance: f64, of: Id, count: &mut u64) -> bool {
        chance > 0.0 && self.roll(of, count) < chance
    }

    /// A number from 0 to 1, without 1.
    pub fn roll(self, of: Id, count: &mut u64) -> f64 {
        *count += 1;
        self.numbers("roll", of, *count).f64()
    }
}
