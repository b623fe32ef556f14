//! Anything that can be asked, told or done, at any time: from a seed.

use call_lifecycle::Id;
use fastrand::Rng;

use super::stage::ParseId;

/// Something that is done to an exchange.
#[derive(Clone, Debug)]
pub enum Input {
    Request(String, String),
    Command(String),
    Wake,
}

/// An input and its time.
#[derive(Clone, Debug)]
pub struct Step {
    pub at: u64,
    pub input: Input,
}

/// Ids of calls that come in; those of calls that are created are the exchange's.
pub fn caller(number: u64) -> Id {
    Id::from_u128(0xCA11_0000 + u128::from(number))
}

pub fn pick<T: Copy>(rng: &mut Rng, all: &[T]) -> T {
    *rng.choice(all).unwrap()
}

const METHODS: [&str; 26] = [
    "answer",
    "reject",
    "redirect",
    "transfer",
    "keepAlive",
    "keepAlive",
    "keepAlive",
    "record",
    "recordResponse",
    "recordResponse",
    "playPrompt",
    "playPrompt",
    "cancelMediaProcessing",
    "subscribeToTone",
    "subscribeToTone",
    "sendDtmfTones",
    "mute",
    "unmute",
    "updateRecordingStatus",
    "changeScreenSharingRole",
    "participants/invite",
    "participants/muteAll",
    "participants/admitAllFromLobby",
    "startTranscription",
    "stopTranscription",
    "microsoft.graph.startRecording",
];

/// What is asked of one participant.
const OF_ONE: [&str; 6] =
    ["mute", "startHoldMusic", "stopHoldMusic", "admitFromLobby", "removeFromLobby", "startHoldMusic"];

const DEEDS: [&str; 9] = ["joins", "joins", "joins", "waits", "leaves", "mutes", "unmutes", "shares", "stopsSharing"];

/// Somebody who may be in a call.
fn guest(rng: &mut Rng) -> Id {
    Id::from_u128(0x6E57_0000 + u128::from(rng.u8(..4)))
}

const PEERS: [&str; 17] = [
    "calls",
    "rings",
    "connects",
    "connects",
    "declines",
    "busy",
    "noAnswer",
    "fails",
    "hangsUp",
    "holds",
    "resumes",
    "transferAccepted",
    "transferFailed",
    "transferCompleted",
    "redirected",
    "redirectFailed",
    "tornDown",
];

const MEDIA: [&str; 12] = [
    "promptFinished",
    "promptFailed",
    "beepFinished",
    "beepFailed",
    "speechStarted",
    "speechStopped",
    "mediaLost",
    "recordFailed",
    "tone",
    "tone",
    "tone",
    "speechStarted",
];

fn body(rng: &mut Rng, method: &str) -> String {
    let context = format!(r#""clientContext": "c{}\n\"""#, rng.u8(..));
    let callback = format!("http://127.0.0.1:{}/bot", rng.u8(1..=9));
    match method {
        _ if rng.u8(..20) == 0 => pick(rng, &["", "{", "[]", "7", "null", r#"{"prompts": 7}"#]).to_owned(),
        "answer" => format!(r#"{{"callbackUri": "{callback}", "acceptedModalities": ["audio"]}}"#),
        "reject" => format!(r#"{{"callbackUri": "{callback}"}}"#),
        "redirect" => format!(r#"{{"callbackUri": "{callback}", "targets": [{{}}, {{"identity": {{"user": {{"id": "1"}}}}}}], "timeout": {}}}"#, pick(rng, &[15, 90, 99])),
        "record" | "recordResponse" => format!(
            "{{{context},\n \"prompts\": [{}], \"bargeInAllowed\": {}, \"playBeep\": {}, \"stopTones\": [\"1\", \"#\"],
              \"initialSilenceTimeoutInSeconds\": {}, \"maxRecordDurationInSeconds\": {}, \"streamWhileRecording\": {}}}",
            pick(rng, &["", "{}"]),
            rng.u8(..4) == 0,
            rng.bool(),
            pick(rng, &[1, 5, 120]),
            pick(rng, &[1, 20, 120]),
            method == "record" && rng.bool(),
        ),
        "playPrompt" => format!("{{{context}, \"prompts\": [{}]}}", pick(rng, &["{}", "{}, {}, {}"])),
        "sendDtmfTones" => format!(r#"{{{context}, "tones": ["tone1", "pound"]}}"#),
        "keepAlive" => String::new(),
        "participants/invite" => format!(
            r#"{{{context}, "participants": [{{"identity": {{"user": {{"id": "{}"}}}}}}]}}"#,
            rng.u8(..)
        ),
        "changeScreenSharingRole" => format!(r#"{{"role": "{}"}}"#, pick(rng, &["sharer", "viewer"])),
        _ => format!("{{{context}}}"),
    }
}

/// Some time later: often none, sometimes an hour.
fn later(rng: &mut Rng) -> u64 {
    match rng.u8(..20) {
        0..=4 => 0,
        5..=9 => rng.u64(1..900),
        10..=12 => 1_000,
        13..=15 => pick(rng, &[500, 2_000, 3_000, 4_000]),
        16..=17 => rng.u64(1_000..60_000),
        18 => rng.u64(1_000..1_800_000),
        _ => rng.u64(1_000..3_600_000),
    }
}

/// The next thing to do, to one of these calls or with a new one.
pub fn step(rng: &mut Rng, last: u64, calls: &[Id], operations: &[Id]) -> Step {
    let call = rng.choice(calls).copied().unwrap_or_else(|| caller(rng.u64(..6)));
    let prefix = pick(rng, &["/v1.0/communications", "/beta/communications", "/app", "/v1.0/app"]);
    let input = match rng.u8(..30) {
        24..=25 => {
            let event = pick(rng, &DEEDS);
            let name = if matches!(event, "joins" | "waits") { r#", "name": "\u00e9\"" "# } else { "" };
            let id = guest(rng);
            Input::Command(format!(
                r#"{{"participant": {{"call": "{call}", "event": "{event}", "id": "{id}"{name}}}}}"#
            ))
        }
        26 => {
            let (id, method) = (guest(rng), pick(rng, &OF_ONE));
            Input::Request(format!("POST {prefix}/calls/{call}/participants/{id}/{method}"), body(rng, method))
        }
        27 => {
            let verb = pick(rng, &["GET", "DELETE"]);
            Input::Request(format!("{verb} {prefix}/calls/{call}/participants/{}", guest(rng)), String::new())
        }
        28 => {
            let verb = pick(rng, &["GET", "DELETE", "PATCH", "PATCH"]);
            let body = format!(r#"{{"receivers": ["{}"]}}"#, guest(rng));
            Input::Request(format!("{verb} {prefix}/calls/{call}/audioRoutingGroups/g{}", rng.u8(..2)), body)
        }
        29 => {
            let body = format!(r#"{{"id": "g{}", "routingMode": "multicast", "sources": ["x"]}}"#, rng.u8(..2));
            Input::Request(format!("POST {prefix}/calls/{call}/audioRoutingGroups"), body)
        }
        0..=1 if rng.bool() => Input::Request(
            format!("POST {prefix}/calls"),
            format!(
                r#"{{"callbackUri": "http://127.0.0.1:{}/bot", "targets": [{{"identity": {{"user": {{"id": "1"}}}}}},
                  {{"identity": {{"user": {{"id": "2", "displayName": "B"}}}}}}],
                  "callOptions": {{"isContentSharingNotificationEnabled": {}}}}}"#,
                rng.u8(1..=9),
                rng.bool()
            ),
        ),
        0..=1 => Input::Request(
            format!("POST {prefix}/calls"),
            format!(r#"{{"callbackUri": "http://127.0.0.1:{}/bot", "subject": "\u00e9\\\""}}"#, rng.u8(1..=9)),
        ),
        2..=10 => {
            let method = pick(rng, &METHODS);
            Input::Request(format!("POST {prefix}/calls/{call}/{method}"), body(rng, method))
        }
        11 => Input::Request(format!("{} {prefix}/calls/{call}", pick(rng, &["GET", "DELETE", "GET"])), String::new()),
        12 => {
            let operation =
                rng.choice(operations).copied().unwrap_or_else(|| "0fe0623fd62842ed8b4bd8ac290072cc".parse_id());
            Input::Request(format!("GET {prefix}/calls/{call}/operations/{operation}"), String::new())
        }
        13..=16 => {
            let event = pick(rng, &PEERS);
            let call = if event == "calls" { caller(rng.u64(..6)) } else { call };
            Input::Command(format!(r#"{{"peer": {{"call": "{call}", "event": "{event}"}}}}"#))
        }
        17..=20 => {
            let event = pick(rng, &MEDIA);
            let tone = pick(rng, &["1", "#", "5"]);
            let tone = if event == "tone" { format!(r#", "tone": "{tone}""#) } else { String::new() };
            Input::Command(format!(r#"{{"media": {{"call": "{call}", "event": "{event}"{tone}}}}}"#))
        }
        21 if rng.bool() => {
            Input::Command(format!(r#"{{"bot": {{"callbackUri": "http://127.0.0.1:{}/incoming"}}}}"#, rng.u8(1..=9)))
        }
        22 if rng.u8(..4) == 0 => Input::Command(format!(r#"{{"forget": {{"call": "{call}"}}}}"#)),
        _ => Input::Wake,
    };
    Step { at: last + later(rng), input }
}
