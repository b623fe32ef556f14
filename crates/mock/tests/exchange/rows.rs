//! The rows of the tables: every method of a call as its page shows it.

use super::stage::ANSWER;

/// The body of an answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Body {
    None,
    /// The call, in this state.
    Call(&'static str),
    /// An operation, which `Location` names: its type and its status.
    Operation(&'static str, &'static str),
    /// No body, but a `Location` of an operation.
    Located,
}
use Body::{Call, Located, Operation};

/// In which state a call is asked.
#[derive(Clone, Copy, Debug)]
pub enum Begun {
    Incoming,
    Established,
}
use Begun::{Established, Incoming};

/// A state, a request below the call, its body, the status and the body of the answer, and what is
/// notified of in the 10 s after it.
pub type Row = (Begun, &'static str, &'static str, u16, Body, &'static [&'static str]);

pub const RECORD: &str = r#"{"clientContext": "mine", "initialSilenceTimeoutInSeconds": 2, "maxSilenceTimeoutInSeconds": 5,
    "maxRecordDurationInSeconds": 60, "playBeep": false}"#;
pub const NO_SPEECH: [&str; 1] = ["deleted failed initialSilenceTimeout 400/8510 record"];
pub const NO_SPEECH_2019: [&str; 1] = ["deleted failed initialSilenceTimeout record"];

pub const ROWS: &[Row] = &[
    (
        Incoming,
        "POST /answer",
        ANSWER,
        202,
        Body::None,
        &["updated establishing", "updated established", "updated established audio"],
    ),
    (Incoming, "POST /reject", r#"{"reason": "busy"}"#, 202, Body::None, &["deleted -"]),
    (
        Incoming,
        "POST /redirect",
        r#"{"targets": [{"identity": {"user": {"id": "1"}}}]}"#,
        202,
        Body::None,
        &["updated redirecting", "deleted terminated"],
    ),
    (Incoming, "GET ", "", 200, Call("incoming"), &[]),
    (Incoming, "POST /keepAlive", "", 200, Body::None, &[]),
    (Incoming, "DELETE ", "", 204, Body::None, &["updated terminating", "deleted terminated 200/7000"]),
    (Established, "GET ", "", 200, Call("established"), &[]),
    (Established, "POST /keepAlive", "", 200, Body::None, &[]),
    (Established, "POST /keepAlive", "not even JSON", 200, Body::None, &[]),
    (Established, "DELETE ", "", 204, Body::None, &["updated terminating", "deleted terminated 200/7000"]),
    (
        Established,
        "POST /transfer",
        r#"{"transferTarget": {"identity": {"user": {"id": "1"}}}}"#,
        202,
        Body::None,
        &["updated transferring", "updated transferAccepted", "deleted terminated 0/7015"],
    ),
    (Established, "POST /record", RECORD, 202, Located, &NO_SPEECH_2019),
    (Established, "POST /recordResponse", RECORD, 200, Operation("record", "running"), &NO_SPEECH),
    (
        Established,
        "POST /playPrompt",
        r#"{"prompts": [{"mediaInfo": {"uri": "u"}}]}"#,
        200,
        Operation("playPrompt", "running"),
        &["deleted completed completedSuccessfully 200/0 playPrompt"],
    ),
    (Established, "POST /cancelMediaProcessing", "{}", 200, Operation("cancelMediaProcessing", "completed"), &[]),
    (Established, "POST /subscribeToTone", "", 200, Operation("subscribeToTone", "completed"), &[]),
    (
        Established,
        "POST /sendDtmfTones",
        r#"{"tones": ["tone1"]}"#,
        200,
        Operation("sendDtmfTones", "running"),
        &["deleted completed completedSuccessfully 200/0 sendDtmfTones"],
    ),
    (Established, "POST /mute", "{}", 200, Operation("muteParticipant", "completed"), &[]),
    (Established, "POST /unmute", "{}", 200, Operation("unmuteParticipant", "completed"), &[]),
    (Established, "POST PARTICIPANT/mute", "{}", 200, Operation("muteParticipant", "completed"), &[]),
    (
        Established,
        "POST /participants/invite",
        r#"{"participants": [{"identity": {"user": {"id": "1"}}}]}"#,
        200,
        Operation("inviteParticipants", "running"),
        &["deleted completed invite"],
    ),
    (
        Established,
        "POST PARTICIPANT/startHoldMusic",
        "{}",
        202,
        Operation("startHoldMusic", "running"),
        &["deleted completed startHoldMusic"],
    ),
    (
        Established,
        "POST PARTICIPANT/stopHoldMusic",
        "{}",
        202,
        Operation("stopHoldMusic", "running"),
        &["deleted completed stopHoldMusic"],
    ),
    (
        Established,
        "POST /addLargeGalleryView",
        "{}",
        202,
        Operation("addLargeGalleryView", "running"),
        &["deleted completed addLargeGalleryView"],
    ),
    (
        Established,
        "POST /updateRecordingStatus",
        r#"{"status": "recording"}"#,
        200,
        Operation("updateRecordingStatus", "completed"),
        &[],
    ),
    (
        Established,
        "POST /participants/configureMixer",
        "{}",
        200,
        Operation("comms", "running"),
        &["deleted completed ?"],
    ),
    (
        Established,
        "POST PARTICIPANT/admitFromLobby",
        "{}",
        200,
        Operation("admitFromLobby", "running"),
        &["deleted completed admitFromLobby"],
    ),
    (
        Established,
        "POST PARTICIPANT/removeFromLobby",
        "",
        200,
        Operation("removeFromLobby", "running"),
        &["deleted completed removeFromLobby"],
    ),
    (
        Established,
        "POST /participants/admitAllFromLobby",
        "{}",
        200,
        Operation("admitAllFromLobby", "running"),
        &["deleted completed admitAllFromLobby"],
    ),
];
