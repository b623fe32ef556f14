//! The resource of a call or an operation, and what it reports.

use super::type_name;
use crate::wire::json::{Texts, filled, texts};
use crate::wire::path::{Excerpt, IdError, Target};
use crate::words::{self, words};
use crate::{
    CallReport, ChangeType, ClientContext, CompletionReason, Id, OperationKind, OperationReport, OperationStatus,
    ReportedState, ResultInfo, ToneInfo,
};

words! {
    /// `direction` of a call.
    ///
    /// ```
    /// use call_lifecycle::wire::{Direction, Resource};
    /// let call: Resource = serde_json::from_str(r#"{"direction": "Incoming"}"#)?;
    /// assert_eq!(call.direction, Some(Direction::Incoming));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    Direction {
        /// The application is called.
        Incoming = 0, "incoming",
        /// The application calls.
        Outgoing = 1, "outgoing",
    }
}

/// A call or an operation: `resourceData` of a notification, or the body of an answer.
///
/// One type serves both: which of the two it is may be known only at its end (`@odata.type` may
/// come anywhere), or elsewhere (from the path of the notification). It has the members on which a
/// host acts; all others are ignored. A member is `None` if it is absent or `null`, or if it is an
/// unknown word where words are listed. `code` and `subcode` (or `subCode`) may be numbers or texts
/// of digits. Words may be in any case.
///
/// ```
/// use call_lifecycle::{CallState, ChangeType, ReportedState, ResultInfo, wire::Resource};
/// let call: Resource = serde_json::from_str(r##"{"@odata.type": "#microsoft.graph.call", "state": "Terminated",
///     "resultInfo": {"code": "408", "subCode": 8537, "message": "\"gone\""}, "chatInfo": {"threadId": "19:1"}}"##)?;
/// let report = call.call_report(ChangeType::Deleted);
/// assert_eq!(report.state, ReportedState::Known(CallState::Terminated));
/// assert_eq!(report.result, Some(ResultInfo::new(408, Some(8537))));
/// assert_eq!(call.message(), Some("\"gone\""));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Resource<'a> {
    /// `state` of a call.
    pub state: ReportedState,
    /// `direction` of a call.
    pub direction: Option<Direction>,
    /// `resultInfo`; `None` without a `code`.
    pub result: Option<ResultInfo>,
    /// `mediaState.audio` of a call: whether it is `active`.
    pub audio_active: Option<bool>,
    /// `toneInfo` of a call; `None` without a known `tone`. Without a `sequenceId` the number is 0.
    pub tone: Option<ToneInfo>,
    /// `status` of an operation.
    pub status: Option<OperationStatus>,
    /// `completionReason` of an operation. A word that is not known, `unknownFutureValue` among them,
    /// is a reason newer than this crate: it is absent, and status and code decide (choice 66). The
    /// word `unknown` is [`CompletionReason::Unknown`], which is not a success.
    pub reason: Option<CompletionReason>,
    pub(in crate::wire) texts: Texts<'a, 15>,
}

// The three last belong to the notification around a resource, so that both have one buffer.
pub(in crate::wire) const CHANGE_TYPE: usize = 12;
pub(in crate::wire) const RESOURCE: usize = 13;
pub(in crate::wire) const RESOURCE_URL: usize = 14;

texts! { Resource {
    /// `@odata.type`, such as `#microsoft.graph.recordOperation`.
    odata_type, with_odata_type = 0;
    /// `@odata.id`: the path of the resource.
    odata_id, with_odata_id = 1;
    /// `@odata.etag`. It orders nothing (choice 17).
    odata_etag, with_odata_etag = 2;
    /// `id`, as it is spelled; see [`Resource::id`].
    id_text, with_id_text = 3;
    /// `clientContext` of an operation.
    client_context, with_client_context = 4;
    /// `recordResourceLocation`, the 2019 page's name of the location.
    record_resource_location, with_record_resource_location = 5;
    /// `recordResourceAccessToken`, the 2019 page's name of the token.
    record_resource_access_token, with_record_resource_access_token = 6;
    /// `recordingLocation`, v1.0's name of the location.
    recording_location, with_recording_location = 7;
    /// `recordingAccessToken`, v1.0's name of the token.
    recording_access_token, with_recording_access_token = 8;
    /// `callbackUri` of a call.
    callback_uri, with_callback_uri = 9;
    /// `terminationReason` of a call (beta). Only `AppTransferred` matters, next to `resultInfo`
    /// (choice 20).
    termination_reason, with_termination_reason = 10;
    /// `message` of `resultInfo`.
    message, with_message = 11;
} }

impl Resource<'_> {
    /// The location of a recording, under either name. An empty one, as failed operations have it,
    /// is absent (choice 59).
    #[must_use]
    pub fn location(&self) -> Option<&str> {
        filled(self.recording_location()).or_else(|| filled(self.record_resource_location()))
    }

    /// The token that the location needs, under either name. An empty one is absent.
    #[must_use]
    pub fn access_token(&self) -> Option<&str> {
        filled(self.recording_access_token()).or_else(|| filled(self.record_resource_access_token()))
    }

    /// The id of the resource: from `id` or, where that is absent or `null`, from the path in
    /// `@odata.id`.
    ///
    /// # Errors
    /// [`IdError`] if the text is not an id.
    pub fn id(&self) -> Result<Option<Id>, IdError> {
        if let Some(text) = filled(self.id_text()) {
            return match Id::parse(text) {
                Ok(id) => Ok(Some(id)),
                Err(error) => Err(IdError::Id { text: Excerpt::new(text), error }),
            };
        }
        match filled(self.odata_id()) {
            None => Ok(None),
            Some(path) => match Target::parse(path) {
                Ok(Target::Call { call }) => Ok(Some(call)),
                Ok(target) => Ok(target.operation()),
                Err(error) => Err(IdError::Path(error)),
            },
        }
    }

    /// The kind of operation that `@odata.type` names: `#microsoft.graph.recordOperation` is a
    /// record.
    #[must_use]
    pub fn operation_kind(&self) -> Option<OperationKind> {
        OperationKind::from_type_name(type_name::of_operation(type_name::of_graph(self.odata_type()?)?)?)
    }

    /// Whether `@odata.type` names an operation, of a known kind or not.
    #[must_use]
    pub fn is_operation(&self) -> bool {
        self.odata_type().and_then(type_name::of_graph).and_then(type_name::of_operation).is_some()
    }

    /// Whether a body is an operation: by `@odata.type` or, where there is none, by a member that
    /// only operations have.
    #[must_use]
    pub fn may_be_operation(&self) -> bool {
        match filled(self.odata_type()) {
            Some(_) => self.is_operation(),
            None => self.status.is_some() || self.reason.is_some() || filled(self.client_context()).is_some(),
        }
    }

    /// Whether `@odata.type` names a call, in whatever namespace: the end of a call must not be
    /// missed.
    #[must_use]
    pub fn is_call(&self) -> bool {
        self.odata_type().is_some_and(|name| words::same(type_name::of_any(name), "call"))
    }

    /// Whether `@odata.type` names something that is neither a call nor an operation, such as a
    /// participant. Without a type it may be either.
    #[must_use]
    pub fn is_of_another_type(&self) -> bool {
        filled(self.odata_type()).is_some() && !self.is_call() && !self.is_operation()
    }

    /// What it says of a call.
    #[must_use]
    pub fn call_report(&self, change: ChangeType) -> CallReport {
        CallReport {
            state: self.state,
            result: self.result,
            audio_active: self.audio_active,
            tone: self.tone,
            app_transferred: self.termination_reason().is_some_and(|reason| words::same(reason, "AppTransferred")),
            ..CallReport::new(change)
        }
    }

    /// What it says of an operation; `deleted` is the notification's change, false for an answer.
    ///
    /// # Errors
    /// [`IdError`] as [`Resource::id`].
    pub fn operation_report(&self, deleted: bool) -> Result<OperationReport, IdError> {
        Ok(self.report_of(deleted, self.id()?))
    }

    /// Leaves nothing but the texts of the notification around it.
    pub(in crate::wire) fn forget(&mut self) {
        let Self { state, direction, result, audio_active, tone, status, reason, texts } = self;
        *state = ReportedState::default();
        (*direction, *result, *audio_active) = (None, None, None);
        (*tone, *status, *reason) = (None, None, None);
        (0..CHANGE_TYPE).for_each(|index| texts.clear(index));
    }

    pub(in crate::wire) fn report_of(&self, deleted: bool, id: Option<Id>) -> OperationReport {
        OperationReport {
            deleted,
            id,
            context: filled(self.client_context()).map(ClientContext::hash),
            status: self.status,
            reason: self.reason,
            result: self.result,
        }
    }
}

impl PartialEq for Resource<'_> {
    fn eq(&self, other: &Self) -> bool {
        let Self { state, direction, result, audio_active, tone, status, reason, texts } = self;
        *state == other.state
            && (*direction, *result, *audio_active) == (other.direction, other.result, other.audio_active)
            && (*tone, *status, *reason) == (other.tone, other.status, other.reason)
            && (0..CHANGE_TYPE).all(|index| texts.get(index) == other.texts.get(index))
    }
}

impl Eq for Resource<'_> {}
