use core::str::FromStr;

use call_lifecycle::record::{
    Member, ParameterError, PlayPromptParameters, Profile, RecordParameters, RecordPhase, RecordRequest, RecordTrigger,
    StopToneError, StopTones, Tone,
};
use call_lifecycle::service::PeerEvent;
use call_lifecycle::{
    CallReport, CallState, Cause, ChangeType, ClientContext, CompletionReason, Deadline, DeadlineKind, Id,
    KeepAlivePolicy, OperationKind, OperationReport, OperationStatus, Outcome, PolicyError, PolicyField, Rejection,
    ReportedState, ResultInfo, Slot, Slots, Snapshot, SnapshotError, Timestamp, ToneInfo, Trigger, UnknownWord,
    Verdict,
};

macro_rules! words {
    ($($name:ident),+) => { $(reach! { $name::from_str, (_); $name::from_number, (_); $name::as_str, (_); $name::number, (_); })+ };
}

pub fn reach() {
    words!(CallState, Cause, ChangeType, CompletionReason, DeadlineKind, Member, OperationKind, OperationStatus);
    words!(PeerEvent, PolicyField, Profile, RecordPhase, RecordTrigger, Tone, Trigger);
    calls();
    records();
    plain();
}

fn calls() {
    reach! {
        CallState::is_connected, (_);
        CallState::is_live, (_);
        CallState::next, (_, _);
        CallState::reaches, (_, _);
        Cause::result, (_);
        CompletionReason::result, (_);
        CompletionReason::status, (_);
        OperationKind::answer_has_id, (_);
        OperationKind::answer_status, (_);
        OperationKind::completes_at_once, (_);
        OperationKind::from_type_name, (_);
        OperationKind::is_media, (_);
        OperationKind::type_name, (_);
        OperationStatus::is_end, (_);
        <ReportedState as From<&str>>::from, (_);
        Verdict::is_applied, (_);
        Verdict::as_str, (_);
        Verdict::number, (_);
        Rejection::number, (_);
        ReportedState::number, (_);
        SnapshotError::number, (_);
        UnknownWord::expected, (_);
        CallReport::cause, (_, _);
        CallReport::new, (_);
        CallReport::reported, (_);
        CallReport::state, (_);
        CallReport::with_result, (_, _);
        CallReport::with_change, (_, _);
        CallReport::with_state, (_, _);
        CallReport::with_audio_active, (_, _);
        CallReport::with_tone, (_, _);
        CallReport::with_app_transferred, (_, _);
        OperationReport::with_deleted, (_, _);
        OperationReport::with_id, (_, _);
        OperationReport::with_context, (_, _);
        OperationReport::with_status, (_, _);
        OperationReport::with_reason, (_, _);
        OperationReport::with_result, (_, _);
        Outcome::new, (_);
        Outcome::with_reason, (_, _);
        ToneInfo::new, (_, _);
        Deadline::new, (_, _);
        OperationReport::is_end, (_);
        OperationReport::judge, (_, _);
        OperationReport::default, ();
        Outcome::is_success, (_);
        Outcome::of, (_);
        ResultInfo::cause, (_);
        ResultInfo::is_success, (_);
        ResultInfo::new, (_, _);
        KeepAlivePolicy::check, (_);
        KeepAlivePolicy::interval_of, (_, _);
        KeepAlivePolicy::session_timer, (_);
        KeepAlivePolicy::expiry, (_);
        KeepAlivePolicy::with_expiry, (_, _);
        KeepAlivePolicy::interval, (_);
        KeepAlivePolicy::with_interval, (_, _);
        KeepAlivePolicy::jitter, (_);
        KeepAlivePolicy::with_jitter, (_, _);
        KeepAlivePolicy::start_margin, (_);
        KeepAlivePolicy::with_start_margin, (_, _);
        KeepAlivePolicy::reply_timeout, (_);
        KeepAlivePolicy::with_reply_timeout, (_, _);
        KeepAlivePolicy::retry_initial, (_);
        KeepAlivePolicy::with_retry_initial, (_, _);
        KeepAlivePolicy::retry_max, (_);
        KeepAlivePolicy::with_retry_max, (_, _);
        KeepAlivePolicy::abandon, (_);
        KeepAlivePolicy::with_abandon, (_, _);
        PolicyError::field, (_);
        PolicyError::value, (_);
        PolicyError::min, (_);
        PolicyError::max, (_);
    }
}

fn records() {
    reach! {
        RecordPhase::is_recording, (_);
        RecordPhase::is_running, (_);
        RecordPhase::next, (_, _);
        RecordTrigger::reason, (_);
        <ParameterError as From<StopToneError>>::from, (_);
        Tone::from_symbol, (_);
        Tone::symbol, (_);
        PlayPromptParameters::check, (_, _);
        PlayPromptParameters::is_endless, (_);
        RecordParameters::initial_silence, (_);
        RecordParameters::max_duration, (_);
        RecordParameters::max_silence, (_);
        RecordParameters::profile, (_);
        RecordParameters::streams, (_);
        RecordRequest::check, (_);
        RecordRequest::new, (_);
        RecordRequest::with_profile, (_, _);
        RecordRequest::with_prompts, (_, _);
        RecordRequest::with_barge_in_allowed, (_, _);
        RecordRequest::with_initial_silence_timeout_in_seconds, (_, _);
        RecordRequest::with_max_silence_timeout_in_seconds, (_, _);
        RecordRequest::with_max_record_duration_in_seconds, (_, _);
        RecordRequest::with_play_beep, (_, _);
        RecordRequest::with_stream_while_recording, (_, _);
        RecordRequest::with_stop_tones, (_, _);
        StopTones::is_empty, (_);
        StopTones::len, (_);
        |texts: &[&str]| StopTones::parse(texts.iter().copied()).is_ok(), (_);
        StopTones::with, (_, _);
    }
}

fn plain() {
    reach! {
        ClientContext::from_id, (_);
        ClientContext::hash, (_);
        ClientContext::id, (_);
        ClientContext::new, (_);
        Id::as_u128, (_);
        Id::compact, (_);
        Id::from_u128, (_);
        Id::from_words, (_);
        Id::parse, (_);
        Id::words, (_);
        Id::from_str, (_);
        Slot::index, (_);
        Slot::new, (_);
        |slots: &[Slot]| Slots::from_iter(slots.iter().copied()), (_);
        Slots::contains, (_, _);
        Slots::is_empty, (_);
        |slots: Slots| slots.iter().count(), (_);
        Slots::len, (_);
        Slots::with, (_, _);
        Snapshot::<64>::as_bytes, (_);
        Snapshot::<64>::from_bytes, (_);
        Timestamp::as_millis, (_);
        Timestamp::checked_add, (_, _);
        Timestamp::from_millis, (_);
        Timestamp::later, (_, _);
        Timestamp::saturating_add, (_, _);
        Timestamp::duration_since, (_, _);
        Timestamp::saturating_sub, (_, _);
    }
}
