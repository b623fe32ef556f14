//! The call resource: what creates a call, and what the service says of one besides its state.

use super::chat::{CHAT, ChatInfo};
use super::incoming_context::{CONTEXT, ContextHead, IncomingContext};
use super::invitee::{INVITEE, Invitee};
use super::invitees::{Invitees, KEPT, LIST};
use super::media_config::{MEDIA, MediaConfig, MediaParts, media_config};
use super::meeting::{MEETING, MeetingHead, MeetingInfo};
use super::modality::Modalities;
use super::options::CallOptions;
use super::participant::{PARTICIPANT, ParticipantHead, ParticipantInfo};
use super::report::Direction;
use super::route::{CallRoute, ROUTES, Routes};
use crate::wire::json::{Texts, filled, texts};

// Where the texts of each part begin.
pub(super) const CHAT_AT: usize = 6;
pub(super) const MEETING_AT: usize = CHAT_AT + CHAT;
pub(super) const SOURCE_AT: usize = MEETING_AT + MEETING;
pub(super) const CONTEXT_AT: usize = SOURCE_AT + PARTICIPANT;
const ROUTES_AT: usize = CONTEXT_AT + CONTEXT;
const MEDIA_AT: usize = ROUTES_AT + ROUTES;
const TARGETS_AT: usize = MEDIA_AT + MEDIA;
/// The spare room for one identity stands after the targets.
pub(super) const SPARE: usize = TARGETS_AT + INVITEE * KEPT;
const TEXTS: usize = TARGETS_AT + LIST;

/// A call, as Graph's type `call` describes it: who calls whom, to which meeting, with which media.
///
/// It is the body that creates a call (then it goes by the name [`Create`]), the body of the
/// answer, and what a notification says of an incoming call besides its state
/// ([`CallNotification`](crate::wire::CallNotification)). The state, the result, tones and whether
/// there is media are in [`Resource`](crate::wire::Resource), which the machines are told: a host
/// that needs nothing else never pays for this type.
///
/// ```
/// use call_lifecycle::wire::{ChatInfo, Create, Identity, IdentityKind, Invitee, MediaConfig, MeetingInfo};
/// let target = Invitee::new(IdentityKind::User, "112f7296-5fa4-42ca-bae8-6a692b15d4b8");
/// let mut body = Create::default().with_callback_uri("https://bot.contoso.com/callback").with_target(target);
/// body.media = Some(MediaConfig::ServiceHosted);
/// let json = serde_json::to_string(&body)?;
/// assert_eq!(serde_json::from_str::<Create>(&json)?, body);
///
/// // To join a meeting:
/// let bob = Identity::new(IdentityKind::User, "5810cede-f3cc-42eb-b2c1-e9bd5d53ec96");
/// let mut body = Create::default()
///     .with_callback_uri("https://bot.contoso.com/callback")
///     .with_chat_info(ChatInfo::new("19:meeting_Win6Ydo4@thread.v2").with_message_id("0"))
///     .with_meeting_info(MeetingInfo::organizer(bob));
/// body.media = Some(MediaConfig::ServiceHosted);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CallResource<'a> {
    pub(super) texts: Texts<'a, TEXTS>,
    pub(super) targets: Invitees<TARGETS_AT>,
    pub(super) source: ParticipantHead,
    pub(super) meeting: MeetingHead,
    pub(super) context: ContextHead,
    pub(super) routes: Routes<ROUTES_AT>,
    pub(super) media_parts: MediaParts<MEDIA_AT>,
    /// `direction`
    pub direction: Option<Direction>,
    /// `requestedModalities`
    pub requested: Modalities,
    /// The type of `mediaConfig`.
    pub media: Option<MediaConfig>,
    /// `mediaConfig.removeFromDefaultAudioGroup`, which is in the metadata of beta and in examples
    /// of v1.0.
    pub remove_from_default_audio_group: Option<bool>,
    /// `callOptions`; `None` if it says nothing.
    pub options: Option<CallOptions>,
}

/// The body of a request that creates a call: a call resource, with its targets or its meeting.
pub type Create<'a> = CallResource<'a>;

texts! { CallResource {
    /// `callbackUri`: where notifications are posted.
    callback_uri, with_callback_uri = 0;
    /// `tenantId`
    tenant_id, with_tenant_id = 1;
    /// `subject`
    subject, with_subject = 2;
    /// `id`, as it is spelled: of the call, which the service chooses.
    id_text, with_id_text = 3;
    /// `callChainId`: the same for all calls that belong together.
    call_chain_id, with_call_chain_id = 4;
    /// `myParticipantId`: which participant the application is.
    my_participant_id, with_my_participant_id = 5;
} }

media_config!(CallResource);

impl<'a> CallResource<'a> {
    /// The first 25 `targets`.
    pub fn targets(&self) -> impl Iterator<Item = Invitee<'_>> {
        self.targets.iter(&self.texts)
    }

    /// How many `targets` there are.
    #[must_use]
    pub const fn target_count(&self) -> u32 {
        self.targets.count
    }

    /// The same with one more target.
    #[must_use]
    pub fn with_target(mut self, target: Invitee<'a>) -> Self {
        self.targets.push(&mut self.texts, target);
        self
    }

    /// `source`: who calls.
    #[must_use]
    pub fn source(&self) -> Option<ParticipantInfo<'_>> {
        self.source.get(&self.texts, SOURCE_AT)
    }

    /// The same with this `source`.
    #[must_use]
    pub fn with_source(mut self, source: ParticipantInfo<'a>) -> Self {
        self.source.put(&mut self.texts, SOURCE_AT, source);
        self
    }

    /// `chatInfo`: the chat of the meeting. The page of the call resource advises to keep it, to
    /// join again after a crash (source `call-resource`): [`CallResource::rejoin`].
    #[must_use]
    pub fn chat_info(&self) -> Option<ChatInfo<'_>> {
        ChatInfo::get(&self.texts, CHAT_AT)
    }

    /// The same with this `chatInfo`.
    #[must_use]
    pub fn with_chat_info(mut self, chat: ChatInfo<'a>) -> Self {
        chat.put(&mut self.texts, CHAT_AT);
        self
    }

    /// `meetingInfo`: the meeting. `None` if nothing in it names one.
    #[must_use]
    pub fn meeting_info(&self) -> Option<MeetingInfo<'_>> {
        self.meeting.get(&self.texts, MEETING_AT)
    }

    /// The same with this `meetingInfo`.
    #[must_use]
    pub fn with_meeting_info(mut self, meeting: MeetingInfo<'a>) -> Self {
        self.meeting.put(&mut self.texts, MEETING_AT, meeting);
        self
    }

    /// `incomingContext`: how an incoming call came.
    #[must_use]
    pub fn incoming_context(&self) -> Option<IncomingContext<'_>> {
        self.context.get(&self.texts, CONTEXT_AT)
    }

    /// The same with this `incomingContext`.
    #[must_use]
    pub fn with_incoming_context(mut self, context: IncomingContext<'a>) -> Self {
        self.context.put(&mut self.texts, CONTEXT_AT, context);
        self
    }

    /// The first 4 `callRoutes`: by which ways the call came.
    pub fn call_routes(&self) -> impl Iterator<Item = CallRoute<'_>> {
        self.routes.iter(&self.texts)
    }

    /// The same with one more way.
    #[must_use]
    pub fn with_call_route(mut self, route: CallRoute<'a>) -> Self {
        self.routes.push(&mut self.texts, route);
        self
    }

    /// Whether it is a group call: it has a meeting, a chat or several targets (choice 64).
    #[must_use]
    pub fn is_group_call(&self) -> bool {
        let chat = self.chat_info();
        let chat = chat.map(|chat| [chat.thread_id, chat.message_id, chat.reply_chain_message_id]);
        let is_in_chat = chat.is_some_and(|texts| texts.into_iter().any(|text| filled(text).is_some()));
        self.target_count() > 1 || self.meeting_info().is_some() || is_in_chat
    }

    /// The body that joins the meeting of this call again, at the same address and with the same
    /// media: `None` without a `meetingInfo`.
    ///
    /// The page of the call resource advises to keep `chatInfo` and `meetingInfo` for this (source
    /// `call-resource`). The blob of a media session is not kept: it names the old session.
    ///
    /// ```
    /// use call_lifecycle::wire::{CallResource, json};
    /// let answer: CallResource = json::from_str(r##"{"id": "57dab8b1-894c-409a-b240-bd8beae78896", "tenantId": "t",
    ///     "chatInfo": {"threadId": "19:1@thread.v2"}, "meetingInfo": {"organizer": {"user": {"id": "1"}}}}"##)?;
    /// let again = answer.rejoin().unwrap();
    /// assert_eq!((again.id_text(), again.tenant_id(), again.chat_info()), (None, Some("t"), answer.chat_info()));
    /// # Ok::<(), json::ReadError>(())
    /// ```
    #[must_use]
    pub fn rejoin(&self) -> Option<Create<'_>> {
        let mut body = Create::default().with_meeting_info(self.meeting_info()?);
        if let Some(chat) = self.chat_info() {
            body = body.with_chat_info(chat);
        }
        body.texts.put(0, self.callback_uri());
        body.texts.put(1, self.tenant_id());
        body.texts.put(2, self.subject());
        for file in self.pre_fetch() {
            body = body.with_pre_fetch(file);
        }
        (body.requested, body.media, body.options) = (self.requested, self.media, self.options);
        body.remove_from_default_audio_group = self.remove_from_default_audio_group;
        Some(body)
    }
}
