//! Notifications written from what the machines say, with paths from ids: what a service posts needs no text of its own.

use serde::ser::{Serialize, Serializer};

use super::details::{WriteMedia, WriteTone, state_word, written_result};
use super::read::write_members;
use super::{Path, Style, Target};
use crate::{CallReport, CompletionReason, Id, OperationKind, OperationReport, OperationStatus};

/// Which of the two documented shapes a notification is written in.
///
/// ```
/// use call_lifecycle::{CallReport, CallState, Id, wire::{Outgoing, Shape}};
/// let note = |shape| Outgoing::call(shape, Id::from_u128(0xAB), CallReport::state(CallState::Ringing));
/// let json = |shape| serde_json::to_string(&note(shape)).unwrap();
/// assert!(json(Shape::Source).contains(r#""resource":"/app/calls/000000000000000000000000000000AB""#));
/// assert!(json(Shape::V1).contains(r#""resourceUrl":"/communications/calls/000000000000000000000000000000AB""#));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Shape {
    /// The 2019 page's: `resource` with `/app/calls`, `recordResourceLocation` and `recordResourceAccessToken`, no `id` and no `resultInfo` of an
    /// operation.
    Source,
    /// v1.0's: `resourceUrl` with `/communications/calls`, `id`, `resultInfo`, `recordingLocation` and `recordingAccessToken`.
    V1,
}

impl Shape {
    const fn style(self) -> Style {
        match self {
            Self::Source => Style::AppNotification,
            Self::V1 => Style::Notification,
        }
    }
}

/// An entry to write, from a report of the machines and the texts that the host keeps.
///
/// `@odata.etag` is written with every resource, always the same, as the pages' examples have it.
///
/// ```
/// use call_lifecycle::{CompletionReason, Id, OperationKind, OperationReport, OperationStatus};
/// use call_lifecycle::wire::{Outgoing, OutgoingBody, Shape};
/// let report = OperationReport {
///     deleted: true,
///     status: Some(OperationStatus::Completed),
///     reason: Some(CompletionReason::StopToneDetected),
///     ..OperationReport::default()
/// };
/// let entry = Outgoing::operation(Shape::Source, Id::from_u128(0xAB), Id::from_u128(0xCD), OperationKind::Record, report)
///     .with_client_context("mine").with_location("https://file.location/1", "<access-token>");
/// assert_eq!(serde_json::to_string(&OutgoingBody(&[entry]))?, concat!(r##"{"value":[{"changeType":"deleted","##,
///     r##""resource":"/app/calls/000000000000000000000000000000AB/operations/000000000000000000000000000000CD","##,
///     r##""resourceData":{"@odata.type":"#microsoft.graph.recordOperation","##,
///     r##""@odata.id":"/app/calls/000000000000000000000000000000AB/operations/000000000000000000000000000000CD","##,
///     r##""@odata.etag":"W/\"54451\"","clientContext":"mine","status":"completed","##,
///     r##""recordResourceLocation":"https://file.location/1","recordResourceAccessToken":"<access-token>","##,
///     r##""completionReason":"stopToneDetected"}}]}"##));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Outgoing<'a> {
    shape: Shape,
    said: Said,
    context: Option<&'a str>,
    location: Option<(&'a str, &'a str)>,
    message: Option<&'a str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
enum Said {
    Call { call: Id, report: CallReport },
    Operation { call: Id, operation: Id, kind: OperationKind, report: OperationReport },
}

impl<'a> Outgoing<'a> {
    /// What is said of a call.
    #[must_use]
    pub const fn call(shape: Shape, call: Id, report: CallReport) -> Self {
        Self { shape, said: Said::Call { call, report }, context: None, location: None, message: None }
    }

    /// What is said of an operation. The path names it by `operation`, whatever the report's id.
    #[must_use]
    pub const fn operation(
        shape: Shape,
        call: Id,
        operation: Id,
        kind: OperationKind,
        report: OperationReport,
    ) -> Self {
        let said = Said::Operation { call, operation, kind, report };
        Self { shape, said, context: None, location: None, message: None }
    }

    /// The same with the operation's `clientContext`, of which the machines know a token only.
    #[must_use]
    pub const fn with_client_context(self, text: &'a str) -> Self {
        Self { context: Some(text), ..self }
    }

    /// The same with the recording's location, and the token that it needs.
    #[must_use]
    pub const fn with_location(self, location: &'a str, access_token: &'a str) -> Self {
        Self { location: Some((location, access_token)), ..self }
    }

    /// The same with `message` of `resultInfo`.
    #[must_use]
    pub const fn with_message(self, text: &'a str) -> Self {
        Self { message: Some(text), ..self }
    }

    /// The resource that it is about.
    #[must_use]
    pub const fn target(&self) -> Target {
        match self.said {
            Said::Call { call, .. } => Target::Call { call },
            Said::Operation { call, operation, .. } => Target::Operation { call, operation },
        }
    }

    const fn path(&self) -> Option<Path> {
        self.target().path(self.shape.style())
    }

    const fn change(&self) -> &'static str {
        match self.said {
            Said::Call { report, .. } => report.change.as_str(),
            Said::Operation { report, .. } if report.deleted => "deleted",
            Said::Operation { .. } => "updated",
        }
    }
}

#[cfg(feature = "defmt")]
impl defmt::Format for Outgoing<'_> {
    fn format(&self, f: defmt::Formatter<'_>) {
        defmt::write!(f, "{} {} location={=bool}", self.shape, self.said, self.location.is_some());
    }
}

impl Serialize for Outgoing<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let source = self.shape == Shape::Source;
        write_members!(serializer, "CommsNotification", {
            "changeType": Some(self.change()),
            "resource": self.path().filter(|_| source),
            "resourceUrl": self.path().filter(|_| !source),
            "resourceData": Some(Data(self)),
        })
    }
}

/// The `resourceData` of an entry, and the body of an answer.
struct Data<'t, 'a>(&'t Outgoing<'a>);

/// The etag of the source page's example.
const ETAG: &str = "W/\"54451\"";

impl Serialize for Data<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Outgoing { shape, said, context, location, message } = *self.0;
        let source = shape == Shape::Source;
        match said {
            Said::Call { call, report } => write_members!(serializer, "Call", {
                "@odata.type": Some("#microsoft.graph.call"),
                "@odata.id": self.0.path(),
                "@odata.etag": Some(ETAG),
                "id": (!source).then_some(Spelled(call)),
                "state": state_word(report.state),
                "resultInfo": written_result(report.result, message),
                "terminationReason": report.app_transferred.then_some("AppTransferred"),
                "mediaState": report.audio_active.map(WriteMedia),
                "toneInfo": report.tone.map(WriteTone),
            }),
            Said::Operation { operation, kind, report, .. } => write_members!(serializer, "Operation", {
                "@odata.type": Some(TypeName(kind)),
                "@odata.id": self.0.path(),
                "@odata.etag": Some(ETAG),
                "id": (!source).then_some(Spelled(operation)),
                "clientContext": context,
                "status": report.status.map(OperationStatus::as_str),
                "resultInfo": written_result(report.result, message).filter(|_| !source),
                "recordResourceLocation": location.filter(|_| source).map(|(location, _)| location),
                "recordResourceAccessToken": location.filter(|_| source).map(|(_, token)| token),
                "recordingLocation": location.filter(|_| !source).map(|(location, _)| location),
                "recordingAccessToken": location.filter(|_| !source).map(|(_, token)| token),
                "completionReason": report.reason.map(CompletionReason::as_str),
            }),
        }
    }
}

/// The resource alone, without the entry around it: the body of an answer to the request that made it, or that asks for it.
///
/// ```
/// use call_lifecycle::{CallReport, CallState, ChangeType, Id, wire::{Outgoing, OutgoingResource, Resource, Shape}};
/// let report = CallReport::state(CallState::Establishing);
/// let json = serde_json::to_string(&OutgoingResource(&Outgoing::call(Shape::V1, Id::from_u128(0xAB), report)))?;
/// let body: Resource = serde_json::from_str(&json)?;
/// assert_eq!(body.id(), Ok(Some(Id::from_u128(0xAB))));
/// assert_eq!(body.call_report(ChangeType::Updated), report);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct OutgoingResource<'t, 'a>(pub &'t Outgoing<'a>);

impl Serialize for OutgoingResource<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Data(self.0).serialize(serializer)
    }
}

/// The body to post: `{"value": [...]}`.
///
/// ```
/// use call_lifecycle::wire::OutgoingBody;
/// assert_eq!(serde_json::to_string(&OutgoingBody(&[]))?, r#"{"value":[]}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct OutgoingBody<'t, 'a>(pub &'t [Outgoing<'a>]);

impl Serialize for OutgoingBody<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer, "CommsNotifications", { "value": Some(self.0), })
    }
}

struct Spelled(Id);

impl Serialize for Spelled {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

struct TypeName(OperationKind);

impl Serialize for TypeName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("#microsoft.graph.{}Operation", self.0.type_name()))
    }
}
