//! Any bytes as any of Graph's bodies, paths and headers: what is read is written back, and reads
//! as the same.
//!
//! An input whose first byte is 0 is no text but the script of a body: see `body.rs`.

use call_lifecycle::app::{self, Event, Request, Token};
use call_lifecycle::record::{PlayPromptParameters, Profile, Tone};
use call_lifecycle::wire::http::{self, RetryAfter};
use call_lifecycle::wire::json::{self, from_slice, from_str};
use call_lifecycle::wire::{
    Answer, ApiVersion, CancelMediaProcessing, CommsNotification, CommsNotifications, Create, Entries, ErrorBody,
    Invite, Method, Notice, OperationRequest, PlayPrompt, Record, Redirect, RedirectParameters, Reject, Resource,
    SendDtmfTones, ServiceNotification, Target, Transfer,
};
use call_lifecycle::{OperationKind, Timestamp};

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
    assert_eq!(
        matches!(RetryAfter::parse(text), Some(RetryAfter::Delay(_))),
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    );
    answers(text);
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
                    let mut same = String::new();
                    json::write(ours, &mut same).unwrap();
                    assert_eq!(same, written, "two writers");
                    assert_eq!(from_str::<$body<'_>>(&written).as_ref(), Ok(ours), "{text} written back: {written}");
                }
            }
            (Err(_), Err(error)) => assert!(!error.to_string().is_empty()),
            (Ok(_), Err(error)) if error.message().contains("deep") => {}
            // serde reads numbers as `f64`, so that one too near to zero counts as `-0`, a whole number.
            (Ok(_), Err(error)) if is_almost_zero(error.message()) => {}
            // Only our own reader lends a long text with its escapes.
            (Err(error), Ok(_)) if error.to_string().starts_with("mediaConfig.blob: ") => {}
            (theirs, ours) => panic!("serde_json says {theirs:?}, our own reader {ours:?}: {text}"),
        }
    })+};
}

/// Whether the number that a message quotes is so near to zero that an `f64` has it as `-0`.
fn is_almost_zero(message: &str) -> bool {
    let quoted = message.strip_prefix("invalid type: floating point `").and_then(|rest| rest.split('`').next());
    quoted.and_then(|number| number.parse::<f64>().ok()).is_some_and(|number| number.to_bits() == (-0.0_f64).to_bits())
}

/// A body says the same without the members that come again.
macro_rules! last {
    ($text:expr, $last:expr, $($body:ident),+) => {$(
        if let (Ok(all), Ok(last)) = (from_str::<$body<'_>>($text), from_str::<$body<'_>>($last)) {
            assert_eq!(all, last, "all members, and the last of each name: {} {}", $text, $last);
        }
    )+};
}

/// (The entries of notifications are handed on as they come, so a second `value` adds to the
/// first.)
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
    let mut readable = 0;
    let entries: Result<Vec<_>, _> =
        Entries::new(text.as_bytes()).inspect(|entry| readable += usize::from(entry.is_ok())).collect();
    match (from_str::<CommsNotifications<'_>>(text), entries) {
        (Ok(body), entries) => {
            body.as_slice().iter().for_each(notice);
            assert_eq!(entries.as_deref(), Ok(body.as_slice()), "one by one, and all at once: {text}");
        }
        (Err(all), _) if all.message().starts_with("value has more than 4") => {}
        // Of a fifth entry only the syntax is read all at once.
        (Err(_), one) if readable >= 4 => assert!(one.is_err(), "one by one, and all at once: {text}"),
        (Err(all), one) => assert_eq!(one, Err(all), "one by one, and all at once: {text}"),
    }
    callback(text);
}

/// A posted notification has the events that its entries have, and ends at the first error of its
/// text.
fn callback(text: &str) {
    let mut entries = Entries::new(text.as_bytes());
    for posted in http::callback(text.as_bytes()) {
        let entry = entries
            .by_ref()
            .find(|entry| !matches!(entry.as_ref().map(CommsNotification::notice), Ok(Ok(Notice::Other { .. }))));
        match (posted, entry.unwrap()) {
            (Ok(posted), Ok(entry)) => {
                assert_eq!(posted.entry, entry);
                match (posted.event, entry.notice()) {
                    (Event::Call(told), Ok(Notice::Call { call, report })) => {
                        assert_eq!((posted.call, told), (call, report));
                    }
                    (Event::Operation(told), Ok(Notice::Operation { call, report, .. })) => {
                        assert_eq!((posted.call, told), (call, report));
                    }
                    (event, notice) => panic!("{event:?} of {notice:?}: {text}"),
                }
            }
            (Err(http::CallbackError::Entry(error)), Ok(entry)) => assert_eq!(entry.notice(), Err(error)),
            (Err(http::CallbackError::Json(error)), Err(same)) => assert_eq!(error, same),
            (posted, entry) => panic!("{posted:?} of {entry:?}: {text}"),
        }
    }
}

/// Any text as the body and the headers of any answer: the event is always that of the status.
fn answers(text: &str) {
    let headers = ["Location", "Retry-After", "Date"].map(|name| (name, text));
    for request in [Request::GetCall, Request::KeepAlive, Request::Operation(OperationKind::Record)] {
        let attempt = http::Attempt::new(Token::new(request, 1), Timestamp::ZERO);
        for status in [200, 429] {
            let http::Reply { reply, content, .. } = http::reply(attempt, status, headers, text.as_bytes());
            assert_eq!(reply.status(), status);
            match content {
                http::Content::Resource(resource) => {
                    assert_eq!(from_str::<Resource<'_>>(text).as_ref(), Ok(&resource));
                    assert!(matches!(reply.body(), app::Body::Call(_) | app::Body::Operation(_)));
                }
                http::Content::Error(error) => assert_eq!(from_str::<ErrorBody<'_>>(text), Ok(error)),
                _ => {}
            }
        }
    }
    match http::created(201, headers, text.as_bytes()) {
        Ok(created) => {
            let body = from_str::<Resource<'_>>(text).ok().and_then(|body| body.id().ok().flatten());
            assert!(body == Some(created.call) || Target::parse(text).is_ok_and(|place| place.call().is_some()));
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// What an entry says is said again by an entry of our own making.
fn notice(entry: &CommsNotification<'_>) {
    let (told, context) = (entry.notice(), entry.data().client_context().filter(|text| !text.is_empty()));
    let again = match told {
        Ok(Notice::Call { call, report }) => ServiceNotification::call(ApiVersion::V1, call, report),
        Ok(Notice::Operation { call, kind: Some(kind), report, .. }) => {
            let Some(id) = report.id else { return };
            let operation = ServiceNotification::operation(ApiVersion::V1, call, id, kind, report);
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
            for version in [ApiVersion::V1, ApiVersion::Beta2019] {
                let Some(path) = target.path(version) else { continue };
                for path in [path, path.compact()] {
                    assert_eq!(Target::parse(&path.to_string()), Ok(target), "{text}: {path}");
                }
            }
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}
