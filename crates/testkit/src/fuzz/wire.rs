//! Any bytes as any of Graph's bodies, paths and headers: what is read is written back, and reads as the same.
//!
//! An input whose first byte is 0 is no text but the script of a body: see `body.rs`.

use call_lifecycle::record::{PlayPromptParameters, Profile, Tone};
use call_lifecycle::wire::{
    Answer, CancelMediaProcessing, CommsNotification, CommsNotifications, Create, Each, ErrorBody, Invite, Method,
    Notice, OperationRequest, Outgoing, PlayPrompt, Record, Redirect, RedirectParameters, Reject, Resource,
    SendDtmfTones, Shape, Style, Target, Transfer, from_slice, from_str, retry_after, seed_from_str,
};

use super::body::Json;
use super::watch::Watch;

/// Reads the bytes as everything that there is to read.
pub fn run(data: &[u8], _watch: &mut impl Watch) {
    if let Some((0, script)) = data.split_first() {
        let body = Json::of(script);
        bodies(&body.text(false));
        return last_counts(&body.text(false), &body.text(true));
    }
    let Ok(text) = core::str::from_utf8(data) else {
        assert!(from_slice::<Resource<'_>>(data).is_err());
        return;
    };
    bodies(text);
    path(text.trim());
    let digits = text.trim();
    assert_eq!(retry_after(text).is_some(), !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()));
    if let Ok(method) = text.parse::<Method>() {
        assert_eq!(method.as_str().parse::<Method>(), Ok(method));
    }
    if let Ok(tone) = text.parse::<Tone>() {
        assert_eq!(tone.as_str().parse::<Tone>(), Ok(tone));
    }
}

/// Our own reader and `serde_json` agree on a body, and what it says is written back.
macro_rules! same {
    ($text:expr, $($body:ident),+) => {$({
        let (text, ours) = ($text, from_str::<$body<'_>>($text));
        match (serde_json::from_str::<$body<'_>>(text), &ours) {
            (Ok(theirs), Ok(ours)) => {
                assert_eq!(&theirs, ours, "two readers: {text}");
                // What may not be sent, such as stop tones out of range, is not written.
                if let Ok(written) = serde_json::to_string(ours) {
                    assert_eq!(from_str::<$body<'_>>(&written).as_ref(), Ok(ours), "{text} written back: {written}");
                }
            }
            (Err(_), Err(error)) => assert!(!error.to_string().is_empty()),
            (Ok(_), Err(error)) if error.message().contains("deep") => {}
            (theirs, ours) => panic!("serde_json says {theirs:?}, our own reader {ours:?}: {text}"),
        }
    })+};
}

/// A body says the same without the members that come again.
macro_rules! last {
    ($text:expr, $last:expr, $($body:ident),+) => {$(
        if let (Ok(all), Ok(last)) = (from_str::<$body<'_>>($text), from_str::<$body<'_>>($last)) {
            assert_eq!(all, last, "all members, and the last of each name: {} {}", $text, $last);
        }
    )+};
}

/// (The entries of notifications are handed on as they come, so a second `value` adds to the first.)
fn last_counts(text: &str, last: &str) {
    last!(text, last, Answer, CancelMediaProcessing, Create, ErrorBody, Invite, OperationRequest, PlayPrompt, Record);
    last!(text, last, CommsNotification, Redirect, Reject, Resource, SendDtmfTones, Transfer);
}

fn bodies(text: &str) {
    same!(text, Answer, CancelMediaProcessing, Create, ErrorBody, Invite, OperationRequest, PlayPrompt, Record);
    same!(text, CommsNotification, CommsNotifications, Redirect, Reject, Resource, SendDtmfTones, Transfer);
    if let Ok(body) = from_str::<Record<'_>>(text) {
        for &profile in Profile::ALL {
            assert_eq!(body.check(profile).is_ok(), body.request(profile).is_ok_and(|request| request.check().is_ok()));
        }
    }
    if let Ok(body) = from_str::<PlayPrompt<'_>>(text) {
        let _ = PlayPromptParameters::try_from(&body);
    }
    if let Ok(body) = from_str::<Redirect<'_>>(text) {
        let _ = RedirectParameters::try_from(&body);
    }
    if let Ok(entry) = from_str::<CommsNotification<'_>>(text) {
        notice(&entry);
    }
    let mut entries = Vec::new();
    if let Ok(count) = seed_from_str(Each(|entry: &CommsNotification<'_>| entries.push(format!("{entry:?}"))), text) {
        assert_eq!(count, entries.len());
        if let Ok(body) = from_str::<CommsNotifications<'_>>(text) {
            let all: Vec<String> = body.as_slice().iter().map(|entry| format!("{entry:?}")).collect();
            assert_eq!(all, entries, "one by one, and all at once: {text}");
            body.as_slice().iter().for_each(notice);
        }
    }
}

/// What an entry says is said again by an entry of our own making.
fn notice(entry: &CommsNotification<'_>) {
    let (told, context) = (entry.notice(), entry.data().client_context().filter(|text| !text.is_empty()));
    let again = match told {
        Ok(Notice::Call { call, report }) => Outgoing::call(Shape::V1, call, report),
        Ok(Notice::Operation { call, kind: Some(kind), report, .. }) => {
            let Some(id) = report.id else { return };
            let operation = Outgoing::operation(Shape::V1, call, id, kind, report);
            context.map_or(operation, |text| operation.with_client_context(text))
        }
        Ok(Notice::Operation { kind: None, .. } | Notice::Other { .. }) => return,
        Err(error) => return assert!(!error.to_string().is_empty()),
    };
    let written = serde_json::to_string(&again).unwrap();
    let read = from_str::<CommsNotification<'_>>(&written).unwrap();
    match (told, read.notice()) {
        (Ok(Notice::Operation { report, .. }), Ok(Notice::Operation { report: other, .. })) => {
            assert_eq!(report, other, "{written}");
        }
        (told, read) => assert_eq!(told, read, "{written}"),
    }
}

/// A path that names something is written in each of the ways, and names the same.
fn path(text: &str) {
    match Target::parse(text) {
        Ok(target) => {
            for style in [Style::Url, Style::AppUrl, Style::Notification, Style::AppNotification] {
                let Some(path) = target.path(style) else { continue };
                assert_eq!(Target::parse(&path.to_string()), Ok(target), "{text}: {path}");
            }
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}
