//! `--end service` on the log of an application: how the log's operations end.

use call_lifecycle::service::{Event, MediaEvent};
use call_lifecycle::{ClientContext, Id, OperationKind, OperationReport};

use crate::Stop;
use crate::call::Call;
use crate::change::What;
use crate::occurrence::{Count, Occurrence};
use crate::phrases::{self, outcome_in_words};
use crate::report::Report;
use crate::service_end::ServiceEnd;
use crate::side::Side;

impl ServiceEnd<'_> {
    /// The end of an operation stands for what the players report, or for what ends it.
    pub(super) fn notified_operation(
        &mut self,
        at: u64,
        line: u64,
        place: usize,
        kind: Option<OperationKind>,
        said: &OperationReport,
        report: &mut Report<'_>,
    ) -> Result<bool, Stop> {
        let event = match kind {
            _ if !said.is_end() => return Ok(false),
            _ if self.facts.contains(&place) => None,
            Some(kind @ OperationKind::PlayPrompt) if said.judge(kind).is_success() => {
                Some(Event::Media(MediaEvent::PromptFinished))
            }
            Some(OperationKind::PlayPrompt) => Some(Event::Media(MediaEvent::PromptFailed)),
            _ => self.finished(place, said),
        };
        let Some(event) = event else {
            if matches!(self.posted, Some((_, true))) {
                return Ok(false);
            }
            self.ended_otherwise(at, place, (kind, said), report);
            return Ok(false);
        };
        let told = Occurrence { count: Count::No, ..Occurrence::new(at, line, What::Operation(kind, said)) };
        self.calls.handle(place, event, told, report)?;
        Ok(true)
    }

    /// That an operation ends which is open here and is not of media.
    fn finished(&mut self, place: usize, said: &OperationReport) -> Option<Event> {
        let own = self.own_id(place, said)?;
        let Call { machine, track, .. } = self.calls.get(place);
        let operation = track.operations.iter().find(|known| known.id == Some(own))?;
        if operation.ended.is_some() || operation.kind.is_media() {
            return None;
        }
        let slot = machine.views().find(|view| view.id == Some(own))?.slot;
        Some(Event::Finished { slot, success: said.judge(operation.kind).is_success() })
    }

    /// The id that an operation of the log has here: by its own, or by its context while the answer that
    /// names it is still to come.
    fn own_id(&mut self, place: usize, said: &OperationReport) -> Option<Id> {
        let theirs = said.id?;
        if let Some(own) = self.aliases.get(&theirs) {
            return Some(*own);
        }
        let context = said.context?;
        let own = self.calls.get(place).track.operations.iter().rev().find_map(|open| {
            let is_meant =
                open.ended.is_none() && open.written.context.as_deref().map(ClientContext::hash) == Some(context);
            open.id.filter(|own| is_meant && !self.aliases.values().any(|known| known == own))
        })?;
        self.aliases.insert(theirs, own);
        Some(own)
    }

    /// Tells that an operation which the log's service ended had ended here, with another outcome, or
    /// that it failed and was not open here.
    fn ended_otherwise(
        &mut self,
        at: u64,
        place: usize,
        (kind, said): (Option<OperationKind>, &OperationReport),
        report: &Report<'_>,
    ) {
        let Some(own) = self.own_id(place, said) else {
            let theirs = said.judge(kind.unwrap_or(OperationKind::Other));
            if !theirs.is_success() {
                let (at, with) = (report.clock().brief(at), phrases::code(said.result));
                let what = kind.map_or("an operation", OperationKind::as_str);
                let told = format!(
                    "the log's service notified {what} as {}{with} at {at}, where none of this id is open",
                    outcome_in_words(theirs)
                );
                self.calls.track(place).story.differences.add(told);
            }
            // Once is enough.
            if let Some(theirs) = said.id {
                self.aliases.insert(theirs, theirs);
            }
            return;
        };
        let heard = self.facts.contains(&place);
        let track = self.calls.track(place);
        let Some(operation) = track.operations.iter().find(|known| known.id == Some(own)) else { return };
        let theirs = said.judge(operation.kind);
        let is_media = operation.kind.is_media();
        let same = (theirs.status, theirs.reason) == (operation.status, operation.reason);
        if same {
            return;
        }
        let at = report.clock().brief(at);
        let here = match (operation.ended, operation.reason) {
            (None, _) => "it has not ended".to_owned(),
            (Some(ended), Some(reason)) => format!("it had ended at {} with {reason}", report.clock().brief(ended)),
            (Some(ended), None) => format!("it had {} at {}", operation.status, report.clock().brief(ended)),
        };
        let why = if is_media && !heard { ": a log without media does not say what was heard" } else { "" };
        let told = format!(
            "the log's service notified {} as {} at {at}, where {here}{why}",
            operation.name(),
            outcome_in_words(theirs)
        );
        track.story.differences.add(told);
    }
}
