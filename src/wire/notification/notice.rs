//! What an entry of a notification says, as reports for the machines.

use core::fmt;

use super::entry::CommsNotification;
use crate::wire::json::filled;
use crate::wire::path::{Excerpt, IdError, PathError, Target};
use crate::wire::text::Quoted;
use crate::{CallReport, ChangeType, Id, OperationKind, OperationReport};

/// What an entry of a notification says, as a report for a machine.
///
/// There will be no other kinds: resources that no machine handles are [`Notice::Other`], also on the
/// path of a call (choice 67).
///
/// ```
/// use call_lifecycle::{CompletionReason, OperationKind, wire::{CommsNotification, Notice}};
/// let entry: CommsNotification = serde_json::from_str(r##"{"changeType": "deleted", "resource":
///     "/app/calls/57DAB8B1894C409AB240BD8BEAE78896/operations/0FE0623FD62842EDB4BD8AC290072CC5",
///     "resourceData": {"@odata.type": "#microsoft.graph.recordOperation", "status": "completed",
///         "recordResourceLocation": "https:\/\/file.location\/1", "completionReason": "stopToneDetected"}}"##)?;
/// let Notice::Operation { kind, report, location, .. } = entry.notice().unwrap() else { panic!() };
/// assert_eq!((kind, report.reason), (Some(OperationKind::Record), Some(CompletionReason::StopToneDetected)));
/// assert_eq!(location, Some("https://file.location/1"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Notice<'n> {
    /// A call changed.
    Call {
        /// The call.
        call: Id,
        /// What the service says of it.
        report: CallReport,
    },
    /// An operation changed; `deleted` is its end.
    Operation {
        /// The call.
        call: Id,
        /// The kind, where `@odata.type` names it.
        kind: Option<OperationKind>,
        /// What the service says of it.
        report: OperationReport,
        /// Where the recording is.
        location: Option<&'n str>,
        /// The token that the location needs.
        access_token: Option<&'n str>,
    },
    /// Another resource changed, such as the roster of a call. Or policy-based recording asks for a
    /// decision, which the host gives in its answer (choice 62).
    Other {
        /// The call, where the path names one.
        call: Option<Id>,
    },
}

impl CommsNotification<'_> {
    /// What the entry is about: the first of `resourceUrl`, `resource` and `@odata.id` of the data
    /// that names a call or an operation.
    ///
    /// # Errors
    /// [`NoticeError::NoPath`] if the entry has none of the three; [`NoticeError::Path`] if one of
    /// them has an invalid id.
    pub fn target(&self) -> Result<Target, NoticeError> {
        let paths = [
            ("resourceUrl", self.resource_url()),
            ("resource", self.resource()),
            ("@odata.id", self.data().odata_id()),
        ];
        let mut found = None;
        for (member, path) in paths {
            let Some(path) = filled(path) else { continue };
            match Target::parse(path) {
                Ok(target @ Target::Other { .. }) => found = found.or(Some(target)),
                Ok(target) => return Ok(target),
                Err(error) => return Err(NoticeError::Path { member, error }),
            }
        }
        found.ok_or(NoticeError::NoPath)
    }

    /// What the entry says.
    ///
    /// The type of `resourceData` counts where it has one: what is deleted on the path of a call may
    /// be a participant of it, or an operation.
    ///
    /// The id of an operation comes from the path, or from the data where the path has none
    /// (`operations/participants`). If that is `null` too, only `clientContext` names the operation
    /// (choice 43).
    ///
    /// # Errors
    /// [`NoticeError`] if the path or the id is missing or invalid, or if `changeType` is missing
    /// or not a known word.
    pub fn notice(&self) -> Result<Notice<'_>, NoticeError> {
        let (target, data) = (self.target()?, self.data());
        let other = Ok(Notice::Other { call: target.call() });
        match target {
            Target::Call { .. } | Target::Operation { .. } if data.is_of_another_type() => other,
            Target::Operation { .. } if data.is_call() => other,
            Target::Call { call } if !data.is_call() && data.is_operation() => {
                self.operation(call, data.id()?.filter(|id| *id != call))
            }
            Target::Call { call } => Ok(Notice::Call { call, report: data.call_report(self.change()?) }),
            Target::Calls if data.is_call() => match data.id()? {
                Some(call) => Ok(Notice::Call { call, report: data.call_report(self.change()?) }),
                None => Err(NoticeError::NoId),
            },
            Target::Operation { call, operation } => self.operation(call, Some(operation)),
            Target::Operations { call } if data.is_operation() => self.operation(call, data.id()?),
            Target::Calls | Target::Operations { .. } | Target::Method { .. } | Target::Other { .. } => other,
        }
    }

    fn operation(&self, call: Id, id: Option<Id>) -> Result<Notice<'_>, NoticeError> {
        let deleted = self.change()? == ChangeType::Deleted;
        Ok(Notice::Operation {
            call,
            kind: self.data().operation_kind(),
            report: self.data().report_of(deleted, id),
            location: self.data().location(),
            access_token: self.data().access_token(),
        })
    }

    fn change(&self) -> Result<ChangeType, NoticeError> {
        match filled(self.change_type()) {
            None => Err(NoticeError::NoChange),
            Some(word) => word.parse::<ChangeType>().map_err(|_| NoticeError::Change { word: Excerpt::new(word) }),
        }
    }
}

/// Why an entry of a notification cannot be understood.
///
/// ```
/// use call_lifecycle::wire::{CommsNotification, NoticeError};
/// let entry: CommsNotification = serde_json::from_str(r#"{"changeType": "updated"}"#).unwrap();
/// assert_eq!(entry.notice(), Err(NoticeError::NoPath));
/// assert_eq!(NoticeError::NoPath.to_string(), "the entry has neither resource nor resourceUrl: one must name the resource that changed");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum NoticeError {
    /// There is no path.
    NoPath,
    /// A path is invalid.
    Path {
        /// Where the path is.
        member: &'static str,
        /// What is wrong with it.
        error: PathError,
    },
    /// The path names the collection of calls, and `resourceData` has no `id`.
    NoId,
    /// The id of the resource is invalid.
    Id(IdError),
    /// There is no `changeType`.
    NoChange,
    /// The `changeType` is not a known word.
    Change {
        /// What it is.
        word: Excerpt,
    },
}

impl From<IdError> for NoticeError {
    fn from(error: IdError) -> Self {
        Self::Id(error)
    }
}

impl fmt::Display for NoticeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPath => {
                f.write_str("the entry has neither resource nor resourceUrl: one must name the resource that changed")
            }
            Self::Path { member, error } => write!(f, "in {member}, {error}"),
            Self::NoId => f.write_str("resourceData has no id, and the path names all calls: one must name the call"),
            Self::Id(error) => write!(f, "in resourceData, {error}"),
            Self::NoChange => f.write_str("the entry has no changeType: it must be created, updated or deleted"),
            Self::Change { word } => {
                write!(f, "changeType is {}, but must be created, updated or deleted", Quoted(word.as_str()))
            }
        }
    }
}

impl core::error::Error for NoticeError {}
