//! What a line says beyond what the machines follow.

use call_lifecycle::{
    CallState, CompletionReason, OperationReport, OperationStatus, ReportedState, ResultInfo, Verdict,
};

use crate::change::{Change, Extra, What};
use crate::keys::Missed;
use crate::occurrence::Occurrence;
use crate::operation::{Answered, Name};
use crate::phrases;
use crate::trace::EntryData;
use crate::track::Track;

impl Track {
    /// What a line says beyond what the machine follows, noted and for the report.
    pub(super) fn extra<'a>(
        &mut self,
        at: u64,
        told: &Occurrence<'a>,
        verdict: Verdict,
        details: Option<&'a EntryData<'a>>,
        changes: &[(u64, Change)],
    ) -> Extra<'a> {
        let mut extra = Extra {
            details,
            error: told.error,
            late_key: None,
            namesake: told.namesake,
            unknown_tone: None,
            same_number: false,
            update: false,
            media: false,
            contradicts: false,
            first: self.story.heard.is_first_of_its_state(&told.what),
            repeated: verdict == Verdict::NoChange,
        };
        let story = &mut self.story;
        match told.what {
            What::Call(_) | What::Operation(..) | What::Other | What::Unreadable => {
                let ends = matches!(told.what, What::Call(said) if said.reported() == ReportedState::Known(CallState::Terminated));
                let lost = (story.is_lost() || story.was_not_found()) && !ends;
                story.heard.all.add(at);
                if lost {
                    story.heard_since_lost(at);
                }
            }
            // The first answer to a request repeats nothing.
            What::Response { .. } | What::Failed { .. } => extra.repeated = false,
            _ => {}
        }
        match told.what {
            What::Call(said) => {
                extra.unknown_tone = details.filter(|_| said.tone.is_none()).and_then(EntryData::tone);
                let audio = details.and_then(EntryData::audio);
                extra.media =
                    audio.is_some() && (said.audio_active.is_none() || said.audio_active != story.heard.audio);
                story.heard.audio = said.audio_active.or(story.heard.audio);
                if let Some((notification, index)) = told.entry {
                    let again = story.heard.is_again(notification.body.get(), index);
                    let live = verdict == Verdict::NoChange && story.ended.is_none();
                    let failing = said.result.filter(|result| live && result.code >= 400);
                    if let (Some(result), false) = (failing, again) {
                        story.live_result = Some((at, self.state, result));
                    }
                    let is_new = extra.unknown_tone.is_some() || extra.unfollowed().is_some() || failing.is_some();
                    extra.repeated &= again || !is_new;
                    if let (Some((tone, number)), false) = (extra.unknown_tone, again) {
                        story.missed.unknown_tone(at, tone, number);
                    }
                }
                if let Some(word) = extra.unknown_state(said) {
                    story.odd.unknown_state(at, word);
                }
                if let Some(key) = said.tone {
                    let toned = changes.iter().any(|(_, change)| matches!(change, Change::Tone(..)));
                    // What comes after a call was given up without need is as good as before.
                    let counted = toned || story.was_given_up();
                    if story.heard.knows(&key) {
                        extra.repeated |= verdict == Verdict::Stale;
                    } else {
                        let after = story.heard.key(key);
                        if !counted {
                            story.missed.add(Missed { at, key, after });
                        }
                        extra.same_number = verdict == Verdict::NoChange;
                        extra.repeated &= !extra.same_number;
                        extra.late_key = after.map(|before| (key, before));
                    }
                }
                if let (true, Some((.., Some(known))), Some(result)) = (extra.repeated, story.ended, said.result) {
                    if known != result {
                        extra.repeated = false;
                        extra.contradicts = true;
                        story.odd.contradiction(at, || {
                            format!("the end of the call was notified with {known}, and again with {result}")
                        });
                    }
                }
                // An end with a code that was not announced has nothing to do with an earlier message.
                let ends =
                    verdict == Verdict::Applied && said.reported() == ReportedState::Known(CallState::Terminated);
                let is_new_code = ends && said.result.is_some() && said.result != story.announced;
                match extra.message() {
                    Some(_) if extra.contradicts => {}
                    Some(message) => self.message = Some(message.into()),
                    None if is_new_code => self.message = None,
                    None => {}
                }
            }
            What::Other => {
                extra.repeated = false;
                let one = details.and_then(EntryData::participant);
                match (extra.roster(), one) {
                    (Some(roster), _) => {
                        let ids = details.map(EntryData::people).unwrap_or_default();
                        story.heard.roster(at, roster.people, &ids);
                    }
                    (None, Some((id, true))) => story.heard.left(at, id),
                    (None, Some((id, false))) => story.heard.joined(id),
                    (None, None) => {
                        let gone = details.map(EntryData::gone).unwrap_or_default();
                        gone.iter().for_each(|id| story.heard.left(at, id));
                    }
                }
            }
            What::Operation(_, said) => {
                let changed = changes.iter().find_map(|(_, change)| match change {
                    Change::Operation(place, _) => Some(*place),
                    _ => None,
                });
                let named = || self.operations.iter().position(|known| known.is_meant(said));
                let operation = changed.or_else(named).and_then(|place| self.operations.get_mut(place));
                let Some(operation) = operation else {
                    self.after_its_answer(at, said, &mut extra);
                    return extra;
                };
                if let (Some((notification, index)), None, None) = (told.entry, changed, operation.ended) {
                    let again = story.heard.is_again(notification.body.get(), index);
                    let says = details.and_then(EntryData::unfollowed_of_operation).is_some();
                    extra.update = verdict == Verdict::NoChange && says && !again;
                    extra.repeated &= !extra.update;
                }
                let outcome = said.judge(operation.kind).status;
                if changed.is_none()
                    && operation.ended.is_some()
                    && said.is_end()
                    && outcome != operation.status
                    && operation.reason != Some(CompletionReason::CallEnded)
                {
                    extra.repeated = false;
                    extra.contradicts = true;
                    let with = |result| phrases::code(result);
                    let name = operation.name();
                    story.odd.contradiction(at, || {
                        if !operation.listed {
                            return completed_by_answer(name, outcome, said.result);
                        }
                        let (known, result) = (operation.status, with(operation.result));
                        format!("{name} was notified as {known}{result}, and again as {outcome}{}", with(said.result))
                    });
                    return extra;
                }
                if let Some(result) = said.result {
                    operation.result = Some(result);
                    operation.message = extra.message().map(Into::into);
                }
                if changed.is_none() && said.is_end() && operation.reason == Some(CompletionReason::CallEnded) {
                    extra.repeated = false;
                    operation.told_after.get_or_insert((at, said.judge(operation.kind).status));
                }
            }
            _ => {}
        }
        extra
    }

    /// An operation was notified that the answer to its request had completed.
    fn after_its_answer(&mut self, at: u64, said: &OperationReport, extra: &mut Extra<'_>) {
        let Some(Answered { name, .. }) = self.answered(said) else { return };
        let outcome = said.judge(name.0).status;
        if said.is_end() && outcome != OperationStatus::Completed {
            extra.repeated = false;
            extra.contradicts = true;
            self.story.odd.contradiction(at, || completed_by_answer(name, outcome, said.result));
        }
    }
}

/// That an operation was notified otherwise than the answer to its request had said.
fn completed_by_answer(name: Name, outcome: OperationStatus, result: Option<ResultInfo>) -> String {
    format!(
        "{name} was completed by the answer to its request, and then notified as {outcome}{}",
        phrases::code(result)
    )
}
