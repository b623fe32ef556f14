//! `defmt::Format` of what holds texts of others.
//!
//! Most texts are not logged, only that they are there: they are long, and among them are access
//! tokens, telephone numbers and URLs with secrets in them. What is logged is what the machines are
//! told: ids, words and numbers.

use defmt::{Format, Formatter, write};

use super::http::{Body, Callback, Content, CreateError, Parameters, Posted, Reply, Request};
use super::json::ReadError;
use super::notification::{CallEntries, CallNotification, CommsNotification, CommsNotifications, Entries, Notice};
use super::request::{
    Answer, CancelMediaProcessing, Invite, OperationRequest, PlayPrompt, Record, Redirect, Reject, SendDtmfTones,
    Transfer,
};
use super::resource::{
    Blob, CallResource, CallRoute, ChatInfo, ErrorBody, Identity, IncomingContext, Invitee, MediaInfo, MeetingInfo,
    MeetingKey, ParticipantInfo, Prompt, Resource,
};

macro_rules! format {
    ($($type:ty: $it:ident => $text:tt, $($value:expr),+;)+) => {$(
        impl Format for $type {
            fn format(&self, f: Formatter<'_>) {
                let $it = self;
                write!(f, $text, $($value),+);
            }
        }
    )+};
}

// What comes from the service.
format! {
    CommsNotification<'_>: it => "{}", it.notice();
    CallNotification<'_>: it => "{} {}", it.call_id(), it.call();
    Resource<'_>: it => "id={} direction={} state={} tone={} audio_active={} operation={} status={} reason={} \
            location={=bool} access_token={=bool} result={}",
        it.id(), it.direction, it.state, it.tone, it.audio_active, it.operation_kind(), it.status, it.reason,
        it.location().is_some(), it.access_token().is_some(), it.result;
    Request<'_>: it => "{} {} body={}", it.method(), it.path(), it.body();
    Reply<'_>: it => "{} {} {}", it.attempt, it.reply, it.content;
    Posted<'_>: it => "{} {}", it.call, it.event;
    // The texts that the service's support asks for.
    ErrorBody<'_>: it => "code={} inner_code={} request_id={}", it.code(), it.inner_code(), it.request_id();
    // Only where: serde's messages quote a value of another type than was asked for, which may be a token where none is looked for.
    ReadError: it => "at line {=usize} column {=usize}", it.line, it.column;
}

impl<const N: usize> Format for CommsNotifications<'_, N> {
    fn format(&self, f: Formatter<'_>) {
        write!(f, "{}", self.as_slice());
    }
}

impl Format for Callback<'_> {
    fn format(&self, f: Formatter<'_>) {
        write!(f, "Callback");
    }
}

impl Format for Content<'_> {
    fn format(&self, f: Formatter<'_>) {
        match self {
            Self::Empty => write!(f, "Empty"),
            Self::Resource(resource) => write!(f, "{}", resource),
            Self::Error(error) => write!(f, "{}", error),
            Self::Unreadable(error) => write!(f, "unreadable {}", error),
            Self::BadId(error) => write!(f, "{}", error),
        }
    }
}

impl Format for CreateError<'_> {
    fn format(&self, f: Formatter<'_>) {
        match self {
            Self::Refused { status, retry_after, error } => {
                let seconds = retry_after.map(|wait| wait.as_secs());
                write!(f, "status={=u16} retry_after={} {}", status, seconds, error);
            }
            Self::Unreadable(error) => write!(f, "unreadable {}", error),
            Self::Id(error) => write!(f, "{}", error),
            Self::NoId => write!(f, "NoId"),
        }
    }
}

/// Their name alone. A program that logs and writes one kind of body links nothing of the others.
impl Format for Parameters<'_> {
    fn format(&self, f: Formatter<'_>) {
        write!(f, "{=str}", self.name());
    }
}

impl Format for Body<'_> {
    fn format(&self, f: Formatter<'_>) {
        match self {
            Self::Empty => write!(f, "Empty"),
            Self::Json(_) => write!(f, "Json"),
            Self::Of(parameters) => write!(f, "{}", parameters),
        }
    }
}

impl Format for Notice<'_> {
    fn format(&self, f: Formatter<'_>) {
        match self {
            Self::Call { call, report } => write!(f, "{} {}", call, report),
            Self::Operation { call, kind, report, location, access_token } => write!(
                f,
                "{} {} {} location={=bool} access_token={=bool}",
                call,
                kind,
                report,
                location.is_some(),
                access_token.is_some()
            ),
            Self::Other { call } => write!(f, "{} other", call),
        }
    }
}

impl Format for Entries<'_> {
    fn format(&self, f: Formatter<'_>) {
        write!(f, "Entries");
    }
}

impl Format for CallEntries<'_> {
    fn format(&self, f: Formatter<'_>) {
        write!(f, "CallEntries");
    }
}

// What an application sends. `context` is the token of `clientContext` that the machines are told.
format! {
    CallResource<'_>: it => "targets={=u32} requested={} media={} direction={} options={} source={} meeting={}",
        it.target_count(), it.requested, it.media, it.direction, it.options, it.source(), it.meeting_info();
    Identity<'_>: it => "kind={} id={=bool}", it.kind, it.id.is_some();
    ParticipantInfo<'_>: it => "{}", it.identity;
    IncomingContext<'_>: it => "on_behalf_of={} transferor={}", it.on_behalf_of, it.transferor;
    CallRoute<'_>: it => "{} original={} last={}", it.routing_type, it.original, it.last;
    ChatInfo<'_>: it => "ChatInfo thread={=bool}", it.thread_id.is_some();
    MeetingInfo<'_>: it => "{}", it.key;
    MediaInfo<'_>: it => "uri={=bool} resource_id={=bool}", it.uri.is_some(), it.resource_id.is_some();
    Answer<'_>: it => "accepted={} media={} participant_capacity={}", it.accepted, it.media, it.participant_capacity;
    Reject<'_>: it => "reason={}", it.reason;
    Redirect<'_>: it => "targets={=u32} timeout={}", it.target_count(), it.timeout;
    Transfer<'_>: it => "target={} transferee={}", it.target(), it.transferee();
    Invite<'_>: it => "participants={=u32} context={}", it.participant_count(), it.context();
    Invitee<'_>: it => "{} replaces_call_id={}", it.identity, it.replaces_call_id;
    Prompt<'_>: it => "uri={=bool} resource_id={=bool} repeat={}",
        it.uri.is_some(), it.resource_id.is_some(), it.repeat;
    PlayPrompt<'_>: it => "prompts={=u32} endless={} context={}", it.prompt_count(), it.endless, it.context();
    Record<'_>: it => "prompts={=u32} barge_in_allowed={} initial_silence={} max_silence={} max_duration={} \
            play_beep={} stream={} stop_tones={} context={}",
        it.prompt_count(), it.barge_in_allowed, it.initial_silence_timeout_in_seconds,
        it.max_silence_timeout_in_seconds, it.max_record_duration_in_seconds, it.play_beep,
        it.stream_while_recording, it.stop_tones, it.context();
    SendDtmfTones<'_>: it => "tones={=usize} delay_between_tones_ms={} context={}",
        it.tones().len(), it.delay_between_tones_ms, it.context();
    CancelMediaProcessing<'_>: it => "all={} context={}", it.all, it.context();
    OperationRequest<'_>: it => "context={} status={} role={} participants={=u32}",
        it.context(), it.status, it.role, it.participant_count();
}

impl Format for Blob<'_> {
    fn format(&self, f: Formatter<'_>) {
        write!(f, "Blob");
    }
}

impl Format for MeetingKey<'_> {
    fn format(&self, f: Formatter<'_>) {
        match self {
            Self::Organizer(organizer) => write!(f, "organizer {}", organizer),
            Self::Token(_) => write!(f, "token"),
            Self::JoinMeetingId { .. } => write!(f, "joinMeetingId"),
        }
    }
}
