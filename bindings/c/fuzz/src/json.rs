//! Any bytes as a posted notification and as the body of an answer: the ABI says what the crate says.

use call_lifecycle::app::{Event, Request, Token};
use call_lifecycle::wire::{Entries, Notice, http};
use call_lifecycle::{OperationKind, Timestamp};
use call_lifecycle_c::*;
use testkit::fuzz::bytes::Bytes;
use testkit::reference::draw::Draw;

use crate::event::app_event;
use crate::memory::{Lent, bytes_of};

const TEXT: usize = 4096;
const NOTICES: usize = 8;

/// A text of a notice.
fn text(texts: &[u8], at: u32, length: u32) -> Option<&str> {
    let (at, length) = (at as usize, length as usize);
    (length > 0).then(|| std::str::from_utf8(&texts[at..at + length]).unwrap())
}

/// What a notice is, its event, its location and its message.
type Said = (u8, Option<Event>, Option<String>, Option<String>);

/// What the crate says of the entries of a body.
fn expected(body: &[u8]) -> Vec<Said> {
    let mut all = Vec::new();
    for entry in Entries::new(body) {
        all.push(match entry.as_ref().map(|entry| entry.notice()) {
            Ok(Ok(Notice::Call { report, .. })) => (0, Some(Event::Call(report)), None, None),
            Ok(Ok(Notice::Operation { report, location, .. })) => {
                let location = location.filter(|location| !location.is_empty()).map(str::to_owned);
                (0, Some(Event::Operation(report)), location, None)
            }
            Ok(Ok(Notice::Other { .. })) => (1, None, None, None),
            Ok(Err(error)) => (2, None, None, Some(error.to_string())),
            Err(error) => (3, None, None, Some(error.to_string())),
        });
    }
    all
}

/// Runs the script.
pub fn script(mut draw: Bytes<'_>) {
    let (now, capacity) = (draw.below(1 << 20), usize::try_from(draw.below(NOTICES as u64 + 1)).unwrap());
    let room = if draw.below(4) == 0 { usize::try_from(draw.below(64)).unwrap() } else { TEXT };
    let body = draw.rest();
    notices(body, now, capacity, room);
    answer(body, now);
}

fn notices(body: &[u8], now: u64, capacity: usize, room: usize) {
    let (mut notices, mut texts) = (Lent::<[cl_notice; NOTICES]>::new(0xa5), Lent::<[u8; TEXT]>::new(0xa5));
    let (mut count, mut length) = (usize::MAX, usize::MAX);
    // SAFETY: all memory is there.
    let code = unsafe {
        let (places, text) = (notices.at().cast(), texts.at().cast());
        cl_notices(body.as_ptr(), body.len(), now, places, capacity, &raw mut count, text, room, &raw mut length)
    };
    let expected = expected(body);
    assert_eq!(count, expected.len(), "the number of notices");
    assert_eq!(code, if count > capacity || length > room { CL_TOO_SHORT } else { CL_OK });
    assert!(texts.bytes()[room..].iter().all(|byte| *byte == 0xa5), "written past the room for texts");
    assert!(notices.bytes()[capacity * size_of::<cl_notice>()..].iter().all(|byte| *byte == 0xa5), "or for notices");
    if code != CL_OK {
        return;
    }
    for (said, (what, event, location, message)) in notices.get().iter().zip(expected) {
        assert_eq!(said.what, what, "{message:?}");
        if let Some(event) = event {
            assert_eq!(bytes_of(&said.event), bytes_of(&app_event(now, &event)), "{event:?}");
        }
        let texts = texts.bytes();
        assert_eq!(text(texts, said.location_at, said.location_length), location.as_deref());
        assert_eq!(text(texts, said.message_at, said.message_length), message.as_deref());
    }
}

fn answer(body: &[u8], now: u64) {
    let requests = [Request::GetCall, Request::KeepAlive, Request::Operation(OperationKind::Record)];
    for (request, status) in requests.into_iter().zip([200, 429, 202]) {
        let token = Token::new(request, 7);
        let mut asked = app_event(now, &Event::Failed { token });
        (asked.sent, asked.status) = (3, status);
        let (mut asked, mut notice, mut texts) =
            (Lent::of(&asked), Lent::<cl_notice>::new(0xa5), Lent::<[u8; TEXT]>::new(0xa5));
        let (headers, mut length) = (b"Retry-After: 30\nLocation: operations/0", 0);
        // SAFETY: all memory is there.
        let code = unsafe {
            let (body, texts) = ((body.as_ptr(), body.len()), texts.at().cast());
            let (lines, lines_length) = (headers.as_ptr(), headers.len());
            cl_reply(asked.at(), lines, lines_length, body.0, body.1, notice.at(), texts, TEXT, &raw mut length)
        };
        let attempt = http::Attempt::new(token, Timestamp::from_millis(3));
        let direct = http::reply(attempt, status, [("retry-after", "30"), ("location", "operations/0")], body);
        if code == CL_OK {
            assert_eq!(bytes_of(&notice.get().event), bytes_of(&app_event(now, &direct.event())), "{direct:?}");
        } else {
            assert!(code == CL_TOO_SHORT && length > TEXT, "code {code}");
        }
    }
}
