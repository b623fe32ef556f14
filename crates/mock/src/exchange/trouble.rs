//! What goes wrong on purpose with a request: before its effect, after it, or on the way back.

use core::time::Duration;

use call_lifecycle::Id;
use graph_call_replay::trace::Act;

use super::asked::word;
use super::timeline::{Kind, Result as Said};
use super::villain::{Villain, Which};
use super::{Answer, Exchange, Fate};

/// What comes instead of an answer: the name of the setting, and a status, or `None` for a connection that is closed.
type Instead = (&'static str, Option<u16>);

/// What goes wrong with one request.
#[derive(Clone, Copy, Debug, Default)]
struct Trouble {
    /// Instead of having its effect.
    before: Option<Instead>,
    /// The same, once it has had its effect.
    after: Option<Instead>,
    late: Duration,
    retry_date: bool,
}

impl Exchange {
    /// Answers a request, unless it goes wrong.
    pub(super) fn troubled(
        &mut self,
        (call, act, which): (Option<Id>, Act, Option<Which>),
        answer: impl FnOnce(&mut Self) -> Answer,
    ) -> Answer {
        let Some(villain) = self.villain_of(call, which) else { return answer(self) };
        let mut trouble = self.trouble(call, &villain);
        if self.tokens.expired(self.now, self.ids.token, self.desk.villains.token_lives()) {
            trouble.before = Some(("401", Some(401)));
        }
        let mut answer = match (trouble.before, trouble.after) {
            (Some(instead), _) => self.instead(call, act, instead, &villain),
            (None, None) => answer(self),
            (None, Some(instead)) => {
                // It has its effect, and nobody learns of it.
                answer(self);
                self.instead(call, act, instead, &villain)
            }
        };
        if !trouble.late.is_zero() {
            self.desk.deeds.note("late");
        }
        answer.fate.late = trouble.late;
        answer.retry_date = trouble.retry_date;
        answer
    }

    /// What was said for a call counts more than what was said for all.
    fn villain_of(&self, call: Option<Id>, which: Option<Which>) -> Option<Villain> {
        let file = call.and_then(|id| self.desk.files.get(&id));
        let own = file.and_then(|file| file.villains.as_ref()?.of(which));
        own.or_else(|| self.desk.villains.of(which))
    }

    fn trouble(&mut self, call: Option<Id>, villain: &Villain) -> Trouble {
        let seed = self.desk.seed;
        let rolls = match call.and_then(|id| self.desk.files.get_mut(&id)) {
            Some(file) => &mut file.rolls,
            None => &mut self.rolls,
        };
        let of = call.unwrap_or(Id::from_u128(0));
        let mut first = |chances: &[(f64, &'static str, Option<u16>)]| {
            // Each is drawn, so that one does not change when the others come.
            let drawn =
                chances.iter().map(|(chance, name, instead)| (seed.happens(*chance, of, rolls), (*name, *instead)));
            drawn.fold(None, |found, (happens, instead)| found.or_else(|| happens.then_some(instead)))
        };
        let before = first(&[
            (villain.too_many, "429", Some(429)),
            (villain.unavailable, "503", Some(503)),
            (villain.expired, "401", Some(401)),
            (villain.failed, "500", Some(500)),
            (villain.bad_gateway, "502", Some(502)),
            (villain.timed_out, "504", Some(504)),
            (villain.cut, "cut", None),
        ]);
        let after = first(&[(villain.timed_out_after, "504After", Some(504)), (villain.cut_after, "cutAfter", None)]);
        let retry_date = seed.happens(villain.retry_date, of, rolls);
        let late = match seed.happens(villain.late, of, rolls) {
            // Less than `late_up_to`, which fits.
            true => Duration::from_millis(((seed.roll(of, rolls) * f64::from(villain.late_up_to)) as u32).into()),
            false => Duration::ZERO,
        };
        Trouble { before, after, late, retry_date }
    }

    /// What comes instead of an answer.
    fn instead(&mut self, call: Option<Id>, act: Act, (name, status): Instead, villain: &Villain) -> Answer {
        self.desk.deeds.note(name);
        if let Some(file) = call.and_then(|id| self.desk.files.get_mut(&id)) {
            let said = status.map_or(Said::Word("cut off"), Said::Status);
            file.timeline.push(self.now, Kind::Request, word(act), said, Some(false));
        }
        let Some(status) = status else {
            return Answer { fate: Fate { cut: true, ..Fate::default() }, ..Answer::status(503) };
        };
        let message = match status {
            401 => "Access token has expired or is not yet valid. (On purpose: see the villain's settings.)",
            _ => "on purpose: see the villain's settings",
        };
        let waits = matches!(status, 429 | 503).then_some(villain.retry_after).filter(|seconds| *seconds > 0);
        let rate_limit = Some(villain.rate_limit).filter(|limit| status == 429 && *limit > 0);
        Answer { retry_after: waits, rate_limit, ..self.error(status, message) }
    }
}
