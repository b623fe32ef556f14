//! The answer to a request: what the machine says of it, an error, or what goes wrong on purpose.

use call_lifecycle::fleet::Fleet;
use call_lifecycle::record::Profile;
use call_lifecycle::wire::{ApiVersion, Target};
use call_lifecycle::{Id, OperationKind, OperationReport, OperationStatus};
use graph_call_replay::trace::Act;

use super::answer::{self, Answer};
use super::file::Written;
use super::{Call, Exchange};

/// The result of a request to the machine.
pub(super) struct Answered {
    pub(super) status: u16,
    pub(super) applied: bool,
    /// The operation that is pending, or was requested.
    pub(super) operation: Option<OperationReport>,
}

impl Exchange {
    /// An answer that is an error.
    pub fn error(&mut self, status: u16, message: &str) -> Answer {
        Answer::error(status, None, message, &self.ids, self.date())
    }

    /// The answer where there is no such call. Users' reports have this inner code.
    pub(super) fn not_found(&mut self) -> Answer {
        Answer::error(404, Some("8522"), "Call not found.", &self.ids, self.date())
    }

    /// The answer to a request that succeeded. `begun` are the texts of the operation that it
    /// started.
    pub(super) fn shown(
        &mut self,
        id: Id,
        act: Act,
        answered: &Answered,
        begun: Option<&Written>,
        version: ApiVersion,
    ) -> Answer {
        let status = answered.status;
        let located = |operation| answer::path(Target::Operation { call: id, operation }, version);
        match (act, answered.operation, begun) {
            (Act::GetCall, ..) => match (self.fleet.get(id), self.desk.files.get(&id)) {
                (Some(call), Some(file)) => {
                    let mut resource = answer::call(call, file, self.desk.seed);
                    if let Some(now) = file.roster.as_deref().and_then(|roster| roster.transcription) {
                        resource["transcription"] = now.resource(self.epoch);
                    }
                    Answer::of(status, resource)
                }
                _ => self.not_found(),
            },
            // The 2019 page answers a record without a body.
            (Act::Operation(OperationKind::Record, Profile::Record), Some(_), Some(begun)) => {
                Answer { location: located(begun.id), ..Answer::status(status) }
            }
            (_, Some(report), Some(begun)) => {
                Answer { location: located(begun.id), ..Answer::of(status, answer::begun(id, begun, report)) }
            }
            (_, None, Some(begun)) => {
                let done = OperationReport::NONE.with_status(OperationStatus::Completed);
                Answer { location: located(begun.id), ..Answer::of(status, answer::begun(id, begun, done)) }
            }
            _ => Answer::status(status),
        }
    }
}

/// Why the machine refused a request whose body was valid.
pub(super) fn reason(status: u16, id: Id, fleet: &Fleet<'_, Call>) -> String {
    let state = fleet.get(id).map_or("terminated", |call| call.state().as_str());
    match status {
        409 => format!("the call is {state}: this cannot be asked of it now"),
        429 => "no more operations can wait: let some of them end, or cancel them".to_owned(),
        _ => format!("the request was refused while the call is {state}"),
    }
}
