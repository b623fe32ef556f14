//! The contract that a log is explained by: its times, and how they are written.

use core::time::Duration;
use std::fmt::Write;

use call_lifecycle::{KeepAlivePolicy, PolicyError, app, service};

use crate::clock::span;

/// The time to answer in policy-based recording (source `call-answer`).
const RECORDING: Duration = Duration::from_secs(5);

/// The times of the contract between an application and the service.
///
/// The default is Graph's: 15 s to answer, or 5 s where a call says that it comes for compliance
/// recording (source `call-answer`); a keepAlive every 15 min, and one that succeeds within 45 min
/// (source `call-keepalive`). There is no margin for how long a notification was under way, so that
/// 45 minutes are 45 minutes.
///
/// ```
/// use core::time::Duration;
/// use graph_call_replay::Contract;
///
/// let contract = Contract::GRAPH.with_answer_within(Duration::from_secs(5));
/// contract.check()?;
/// assert!(Contract::GRAPH.with_keep_alive_within(Duration::ZERO).check().is_err());
/// # Ok::<_, call_lifecycle::PolicyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct Contract {
    keep_alive: KeepAlivePolicy,
    /// `None` for what the call itself says.
    answer_within: Option<Duration>,
    recording: bool,
    session: Option<Duration>,
}

impl Default for Contract {
    fn default() -> Self {
        Self::GRAPH
    }
}

impl Contract {
    /// Graph's.
    pub const GRAPH: Self = Self {
        keep_alive: KeepAlivePolicy::GRAPH.with_start_margin(Duration::ZERO),
        answer_within: None,
        recording: false,
        session: None,
    };

    /// With this time to answer, reject or redirect every incoming call.
    pub const fn with_answer_within(self, answer_within: Duration) -> Self {
        Self { answer_within: Some(answer_within), ..self }
    }

    /// With the 5 s of policy-based recording for every incoming call.
    pub const fn with_policy_recording(self) -> Self {
        Self { answer_within: Some(RECORDING), recording: true, ..self }
    }

    /// With this time within which a keepAlive must succeed. If it is no more than the time from one
    /// keepAlive to the next, that becomes a third of it, as Graph's 15 min are of 45.
    pub const fn with_keep_alive_within(self, within: Duration) -> Self {
        let keep_alive = self.keep_alive.with_expiry(within);
        let is_short = within.as_millis() <= keep_alive.interval().as_millis();
        let third = Duration::from_millis(within.as_millis() as u64 / 3);
        Self { keep_alive: if is_short { keep_alive.with_interval(third) } else { keep_alive }, ..self }
    }

    /// With this time from one keepAlive to the next.
    pub const fn with_keep_alive_every(self, every: Duration) -> Self {
        Self { keep_alive: self.keep_alive.with_interval(every), ..self }
    }

    /// With a session timer as in RFC 4028 in place of keepAlives.
    ///
    /// # Errors
    ///
    /// [`PolicyError`] for a session shorter than 90 s, or far too long.
    pub const fn with_session_timer(self, expires: Duration) -> Result<Self, PolicyError> {
        match KeepAlivePolicy::session_timer(expires) {
            Ok(keep_alive) => Ok(Self { keep_alive, session: Some(expires), ..self }),
            Err(error) => Err(error),
        }
    }

    /// Checks that the machines accept it.
    ///
    /// # Errors
    ///
    /// [`PolicyError`] for the first time that is out of its range.
    pub fn check(self) -> Result<(), PolicyError> {
        self.policies().map(drop)
    }

    /// The policies of both ends.
    pub(crate) fn policies(self) -> Result<Policies, PolicyError> {
        let mut keep_alive = self.keep_alive;
        // A shorter interval leaves less room for the jitter.
        let room = keep_alive.interval().saturating_sub(Duration::from_millis(1));
        keep_alive = keep_alive.with_jitter(keep_alive.jitter().min(room));
        let app = app::Settings::DEFAULT.with_keep_alive(keep_alive);
        let service = service::Settings::DEFAULT.with_expiry(keep_alive.expiry());
        let plain = self.answer_within.unwrap_or(app.answer_deadline());
        let recording = self.answer_within.unwrap_or(RECORDING);
        let both = |within| {
            Ok::<_, PolicyError>((
                app::Policy::new(app.with_answer_deadline(within))?,
                service::Policy::new(service.with_answer_deadline(within))?,
            ))
        };
        let ((app, service), (app_recording, service_recording)) = (both(plain)?, both(recording)?);
        let terms = Terms {
            within: millis(keep_alive.expiry()),
            abandon: millis(keep_alive.abandon()),
            reply: millis(keep_alive.reply_timeout()),
            hang_up: millis(app.settings().hang_up_timeout()),
            answer: millis(plain),
            answer_recording: millis(recording),
        };
        Ok(Policies { app, app_recording, service, service_recording, terms })
    }

    /// In words, if it is not Graph's.
    pub(crate) fn describe(self) -> Option<String> {
        if self == Self::GRAPH {
            return None;
        }
        let mut said = "contract: ".to_owned();
        let within = self.answer_within.map(millis);
        let _ = match (within, self.recording) {
            (Some(within), true) => write!(said, "{} to answer, as in policy recording", span(within)),
            (Some(within), false) => write!(said, "{} to answer", span(within)),
            (None, _) => write!(said, "15 s to answer, 5 s where a call comes for compliance recording"),
        };
        let (every, within) = (span(millis(self.keep_alive.interval())), span(millis(self.keep_alive.expiry())));
        let _ = match self.session {
            Some(expires) => write!(
                said,
                "; a session timer of {}: refreshed every {every}, lost after {within}",
                span(millis(expires))
            ),
            None => write!(said, "; a keepAlive every {every}, and one that succeeds within {within}"),
        };
        Some(said)
    }

    /// The same as JSON, if it is not Graph's.
    pub(crate) fn json(self) -> Option<String> {
        let said = self.describe()?;
        let mut out = "{\"contract\":{".to_owned();
        if let Some(within) = self.answer_within {
            let _ = write!(out, "\"answerWithin\":{},", millis(within));
        }
        if let Some(expires) = self.session {
            let _ = write!(out, "\"sessionTimer\":{},", millis(expires));
        }
        let _ = write!(
            out,
            "\"keepAliveEvery\":{},\"keepAliveWithin\":{},\"text\":",
            millis(self.keep_alive.interval()),
            millis(self.keep_alive.expiry())
        );
        crate::escape::json(&mut out, &said);
        out.push_str("}}\n");
        Some(out)
    }
}

fn millis(span: Duration) -> u64 {
    u64::try_from(span.as_millis()).unwrap_or(u64::MAX)
}

/// The policies of a contract: of a plain call, and of one for compliance recording.
#[derive(Debug)]
pub struct Policies {
    pub app: app::Policy,
    pub app_recording: app::Policy,
    pub service: service::Policy,
    pub service_recording: service::Policy,
    pub terms: Terms,
}

/// The times of a contract in milliseconds, as sentences need them.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    /// Within which a keepAlive must succeed.
    pub within: u64,
    /// From the loss of a call until it is given up.
    pub abandon: u64,
    /// For a reply.
    pub reply: u64,
    /// For the end after a DELETE.
    pub hang_up: u64,
    pub answer: u64,
    pub answer_recording: u64,
}

impl Default for Policies {
    fn default() -> Self {
        let span = |span: Duration| millis(span);
        let (app, service) = (app::Settings::DEFAULT, service::Policy::DEFAULT);
        let keep_alive = app.keep_alive();
        Self {
            app: app::Policy::DEFAULT,
            app_recording: app::Policy::POLICY_RECORDING,
            service,
            service_recording: service::Policy::POLICY_RECORDING,
            terms: Terms {
                within: span(keep_alive.expiry()),
                abandon: span(keep_alive.abandon()),
                reply: span(keep_alive.reply_timeout()),
                hang_up: span(app.hang_up_timeout()),
                answer: span(app.answer_deadline()),
                answer_recording: span(RECORDING),
            },
        }
    }
}

impl Terms {
    /// The time to answer a call, for compliance recording or not.
    pub fn answer_within(&self, recording: bool) -> u64 {
        if recording { self.answer_recording } else { self.answer }
    }
}

/// A span as people write it: `45min`, `15 s`, `1500ms`, `1h`.
pub fn read_span(text: &str) -> Option<Duration> {
    let text = text.trim();
    let digits = text.find(|character: char| !character.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let number: u64 = number.parse().ok()?;
    let millis = match unit.trim() {
        "ms" => 1,
        "s" | "sec" => 1_000,
        "m" | "min" => 60_000,
        "h" => 3_600_000,
        _ => return None,
    };
    Some(Duration::from_millis(number.checked_mul(millis)?))
}
