//! The notifications that a service posts, written from the reports of its machines.

use serde::ser::{Serialize, Serializer};

use crate::wire::json::object::write_members;
use crate::wire::path::{ApiVersion, Path, Target};
use crate::wire::resource::{WriteMedia, WriteTone, state_word, written_result};
use crate::{CallReport, ChangeType, CompletionReason, Id, OperationKind, OperationReport, OperationStatus};

/// An entry of a notification that a service posts: a report of its machine, and the texts that the
/// host keeps.
///
/// The version of the API decides how it looks:
///
/// | | [`ApiVersion::V1`] | [`ApiVersion::Beta2019`] |
/// |---|---|---|
/// | path | `resourceUrl` with `/communications/calls` | `resource` with `/app/calls` |
/// | `id`, and `resultInfo` of an operation | written | not written |
/// | recording | `recordingLocation`, `recordingAccessToken` | `recordResourceLocation`, `recordResourceAccessToken` |
///
/// `@odata.etag` is always the same, as in the examples of the pages (choice 17).
///
/// This is how the pages show notifications. [`as_posted`](Self::as_posted) makes of it what the
/// service posts.
///
/// ```
/// use call_lifecycle::{CompletionReason, Id, OperationKind, OperationReport, OperationStatus};
/// use call_lifecycle::wire::{ApiVersion, ServiceNotification, ServiceNotifications};
/// let report = OperationReport::NONE
///     .with_deleted(true)
///     .with_status(OperationStatus::Completed)
///     .with_reason(CompletionReason::StopToneDetected);
/// let entry = ServiceNotification::operation(ApiVersion::Beta2019, Id::from_u128(0xAB), Id::from_u128(0xCD), OperationKind::Record, report)
///     .with_client_context("mine").with_location("https://file.location/1", "<access-token>");
/// assert_eq!(serde_json::to_string(&ServiceNotifications(&[entry]))?, concat!(r##"{"value":[{"changeType":"deleted","##,
///     r##""resource":"/app/calls/000000000000000000000000000000AB/operations/000000000000000000000000000000CD","##,
///     r##""resourceData":{"@odata.type":"#microsoft.graph.recordOperation","##,
///     r##""@odata.id":"/app/calls/000000000000000000000000000000AB/operations/000000000000000000000000000000CD","##,
///     r##""@odata.etag":"W/\"54451\"","clientContext":"mine","status":"completed","##,
///     r##""recordResourceLocation":"https://file.location/1","recordResourceAccessToken":"<access-token>","##,
///     r##""completionReason":"stopToneDetected"}}]}"##));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ServiceNotification<'a> {
    version: ApiVersion,
    said: Said,
    context: Option<&'a str>,
    location: Option<(&'a str, &'a str)>,
    message: Option<&'a str>,
    chain: Option<Id>,
    posted: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
enum Said {
    Call { call: Id, report: CallReport },
    Operation { call: Id, operation: Id, kind: OperationKind, report: OperationReport },
}

impl<'a> ServiceNotification<'a> {
    /// A report about a call.
    #[must_use]
    pub const fn call(version: ApiVersion, call: Id, report: CallReport) -> Self {
        Self::new(version, Said::Call { call, report })
    }

    /// A report about an operation. The path names it by `operation`, whatever the id in the
    /// report.
    #[must_use]
    pub const fn operation(
        version: ApiVersion,
        call: Id,
        operation: Id,
        kind: OperationKind,
        report: OperationReport,
    ) -> Self {
        Self::new(version, Said::Operation { call, operation, kind, report })
    }

    const fn new(version: ApiVersion, said: Said) -> Self {
        Self { version, said, context: None, location: None, message: None, chain: None, posted: false }
    }

    /// The same as the service posts it in 2026, whichever page of the API the request followed
    /// (source `recorded-notifications`):
    ///
    /// - the path is in `resource` with `/app/calls`, and in `resourceUrl` with
    ///   `/communications/calls`;
    /// - ids are dashed and in lower case everywhere;
    /// - `@odata.type` is in the body, the entry, the resource, `resultInfo`, `mediaState` and
    ///   `toneInfo`; `@odata.id` and `@odata.etag` are nowhere;
    /// - an operation has its `id`, a call only when it is created: the paths name it;
    /// - a recording has `recordingLocation` and `recordingAccessToken`.
    ///
    /// ```
    /// use call_lifecycle::wire::{ApiVersion, ServiceNotification, ServiceNotifications};
    /// use call_lifecycle::{CallReport, CallState, Id, ResultInfo};
    /// let report = CallReport::state(CallState::Terminated).with_result(ResultInfo::new(200, Some(5002)));
    /// let entry = ServiceNotification::call(ApiVersion::V1, Id::from_u128(0xAB), report)
    ///     .as_posted()
    ///     .with_message("The conversation has ended. DiagCode: 0#5002.@");
    /// assert_eq!(serde_json::to_string(&ServiceNotifications(&[entry]))?, concat!(
    ///     r##"{"@odata.type":"#microsoft.graph.commsNotifications","value":[{"##,
    ///     r##""@odata.type":"#microsoft.graph.commsNotification","changeType":"deleted","##,
    ///     r##""resource":"/app/calls/00000000-0000-0000-0000-0000000000ab","##,
    ///     r##""resourceUrl":"/communications/calls/00000000-0000-0000-0000-0000000000ab","##,
    ///     r##""resourceData":{"@odata.type":"#microsoft.graph.call","state":"terminated","##,
    ///     r##""resultInfo":{"@odata.type":"#microsoft.graph.resultInfo","code":200,"subcode":5002,"##,
    ///     r##""message":"The conversation has ended. DiagCode: 0#5002.@"}}}]}"##));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub const fn as_posted(self) -> Self {
        Self { posted: true, ..self }
    }

    /// The same with `callChainId` of the call, which links its legs.
    #[must_use]
    pub const fn with_call_chain_id(self, chain: Id) -> Self {
        Self { chain: Some(chain), ..self }
    }

    /// The same with the `clientContext` of the operation, of which the machine knows only a token.
    #[must_use]
    pub const fn with_client_context(self, text: &'a str) -> Self {
        Self { context: Some(text), ..self }
    }

    /// The same with the location of the recording, and the token for it.
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

    /// The path under this version, if the entry has the path of that version.
    const fn path(&self, version: ApiVersion) -> Option<Path> {
        match (self.target().path(version), self.posted) {
            (path, true) => path,
            (Some(path), false) if version as u8 == self.version as u8 => Some(path.compact()),
            (_, false) => None,
        }
    }

    /// The paths of the resource itself: only the pages show them.
    const fn odata_id(&self) -> Option<Path> {
        if self.posted { None } else { self.path(self.version) }
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
impl defmt::Format for ServiceNotification<'_> {
    fn format(&self, f: defmt::Formatter<'_>) {
        defmt::write!(f, "{} {} location={=bool}", self.version, self.said, self.location.is_some());
    }
}

impl Serialize for ServiceNotification<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer, "CommsNotification", {
            "@odata.type": self.posted.then_some("#microsoft.graph.commsNotification"),
            "changeType": Some(self.change()),
            "resource": self.path(ApiVersion::Beta2019),
            "resourceUrl": self.path(ApiVersion::V1),
            "resourceData": Some(Data { entry: self, is_answer: false }),
        })
    }
}

/// The `resourceData` of an entry, or the body of an answer.
struct Data<'t, 'a> {
    entry: &'t ServiceNotification<'a>,
    is_answer: bool,
}

/// The etag of the 2019 page's example.
const ETAG: &str = "W/\"54451\"";

impl Serialize for Data<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let ServiceNotification { version, said, context, location, message, chain, posted } = *self.entry;
        let is_beta = version == ApiVersion::Beta2019 && !posted;
        // Who creates or reads a call is told its id; other entries name it by their paths.
        let has_id = |change| !is_beta && (!posted || self.is_answer || change == ChangeType::Created);
        let (id, etag) = (self.entry.odata_id(), (!posted).then_some(ETAG));
        match said {
            Said::Call { call, report } => write_members!(serializer, "Call", {
                "@odata.type": Some("#microsoft.graph.call"),
                "@odata.id": id,
                "@odata.etag": etag,
                "id": has_id(report.change).then_some(Spelled(call)),
                "state": state_word(report.state),
                "resultInfo": written_result(report.result, message, posted),
                "terminationReason": report.app_transferred.then_some("AppTransferred"),
                "mediaState": report.audio_active.map(|active| WriteMedia { active, typed: posted }),
                "toneInfo": report.tone.map(|info| WriteTone { info, typed: posted }),
                "callChainId": chain.map(Spelled),
            }),
            Said::Operation { operation, kind, report, .. } => write_members!(serializer, "Operation", {
                "@odata.type": Some(TypeName(kind)),
                "@odata.id": id,
                "@odata.etag": etag,
                "id": (!is_beta).then_some(Spelled(operation)),
                "clientContext": context,
                "status": report.status.map(OperationStatus::as_str),
                "resultInfo": written_result(report.result, message, posted).filter(|_| !is_beta),
                "recordResourceLocation": location.filter(|_| is_beta).map(|(location, _)| location),
                "recordResourceAccessToken": location.filter(|_| is_beta).map(|(_, token)| token),
                "recordingLocation": location.filter(|_| !is_beta).map(|(location, _)| location),
                "recordingAccessToken": location.filter(|_| !is_beta).map(|(_, token)| token),
                "completionReason": report.reason.map(CompletionReason::as_str),
            }),
        }
    }
}

/// The resource of a [`ServiceNotification`] alone: the body of the answer to a request that made
/// or reads it.
///
/// ```
/// use call_lifecycle::{CallReport, CallState, ChangeType, Id, wire::{ApiVersion, Resource, ServiceNotification, ServiceResource}};
/// let report = CallReport::state(CallState::Establishing);
/// let json = serde_json::to_string(&ServiceResource(&ServiceNotification::call(ApiVersion::V1, Id::from_u128(0xAB), report)))?;
/// let body: Resource = serde_json::from_str(&json)?;
/// assert_eq!(body.id(), Ok(Some(Id::from_u128(0xAB))));
/// assert_eq!(body.call_report(ChangeType::Updated), report);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct ServiceResource<'t, 'a>(pub &'t ServiceNotification<'a>);

impl Serialize for ServiceResource<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Data { entry: self.0, is_answer: true }.serialize(serializer)
    }
}

/// The body that a service posts: `{"value": [...]}`.
///
/// ```
/// use call_lifecycle::wire::ServiceNotifications;
/// assert_eq!(serde_json::to_string(&ServiceNotifications(&[]))?, r#"{"value":[]}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct ServiceNotifications<'t, 'a>(pub &'t [ServiceNotification<'a>]);

impl Serialize for ServiceNotifications<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let posted = self.0.iter().any(|entry| entry.posted);
        write_members!(serializer, "CommsNotifications", {
            "@odata.type": posted.then_some("#microsoft.graph.commsNotifications"),
            "value": Some(self.0),
        })
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
