//! Graph's JSON through the ABI: what comes out is what `wire` says.
#![cfg(feature = "json")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::std_instead_of_core, clippy::indexing_slicing, reason = "tests")]

use std::mem::zeroed;
use std::ptr::null;

use call_lifecycle_c::*;

const ID: [u8; 16] = 0x57dab8b1_894c_409a_b240_bd8beae78896_u128.to_be_bytes();
const NOTIFICATION: &str = r##"{"value": [
  {"changeType": "updated", "resourceUrl": "/communications/calls/57DAB8B1894C409AB240BD8BEAE78896",
   "resourceData": {"@odata.type": "#microsoft.graph.call", "state": "established", "resultInfo": {"code": 0, "subcode": 7}}},
  {"changeType": "deleted", "resourceUrl": "/communications/calls/57DAB8B1894C409AB240BD8BEAE78896/operations/0FE0623FD62842EDB4BD8AC290072CC5",
   "resourceData": {"@odata.type": "#microsoft.graph.recordOperation", "status": "completed", "clientContext": "greeting",
     "recordingLocation": "https://file.location/\"x\"", "recordingAccessToken": "t\u00f6ken", "completionReason": "stopToneDetected"}},
  {"changeType": "updated", "resourceUrl": "/communications/calls/57DAB8B1894C409AB240BD8BEAE78896/participants", "resourceData": []},
  {"changeType": "renamed", "resourceUrl": "/communications/calls/57DAB8B1894C409AB240BD8BEAE78896", "resourceData": {"state": "established"}}
]}"##;

fn notices(json: &str, room: usize, text_room: usize) -> (i32, Vec<cl_notice>, Vec<u8>, usize, usize) {
    let (mut count, mut length) = (0, 0);
    let mut text = vec![0; text_room];
    // SAFETY: zeros are a notice.
    let mut notices = vec![unsafe { zeroed::<cl_notice>() }; room];
    // SAFETY: all memory is there.
    let code = unsafe {
        cl_notices(
            json.as_ptr(),
            json.len(),
            5_000,
            notices.as_mut_ptr(),
            room,
            &raw mut count,
            text.as_mut_ptr(),
            text_room,
            &raw mut length,
        )
    };
    notices.truncate(count);
    text.truncate(length);
    (code, notices, text, count, length)
}

fn text(text: &[u8], at: u32, length: u32) -> &str {
    std::str::from_utf8(&text[at as usize..][..length as usize]).unwrap()
}

#[test]
fn every_entry_of_a_notification_is_a_notice() {
    let (code, notices, texts, ..) = notices(NOTIFICATION, 8, 1024);
    assert_eq!((code, notices.len()), (CL_OK, 4));
    let [call, operation, other, bad] = notices.as_slice() else { panic!() };
    assert_eq!((call.what, call.call, call.event.now, call.event.kind, call.event.state), (0, ID, 5_000, 5, 3));
    assert_eq!((call.event.has, call.event.code, call.event.subcode), (CL_HAS_CODE | CL_HAS_SUBCODE, 0, 7));
    assert_eq!((operation.what, operation.call, operation.operation), (0, ID, 0));
    let event = &operation.event;
    assert_eq!((event.kind, event.deleted, event.operation_status, event.reason), (6, 1, 2, 1));
    assert_eq!(event.id, 0x0fe0623f_d628_42ed_b4bd_8ac290072cc5_u128.to_be_bytes());
    let mut context = [0; 16];
    // SAFETY: all memory is there.
    unsafe { cl_context("greeting".as_ptr(), 8, context.as_mut_ptr()) };
    assert_eq!((event.has, event.context), (CL_HAS_ID | CL_HAS_CONTEXT, context));
    assert_eq!(text(&texts, operation.location_at, operation.location_length), "https://file.location/\"x\"");
    assert_eq!(text(&texts, operation.token_at, operation.token_length), "töken");
    assert_eq!((other.what, other.call), (1, ID));
    assert_eq!(bad.what, 2);
    assert!(text(&texts, bad.message_at, bad.message_length).contains("changeType is \"renamed\""));
}

#[test]
fn too_little_room_says_how_much_is_needed() {
    let (code, _, _, count, length) = notices(NOTIFICATION, 8, 1024);
    assert_eq!(code, CL_OK);
    assert_eq!(notices(NOTIFICATION, 4, length).0, CL_OK);
    for (room, text_room) in [(3, length), (0, length), (4, length - 1), (4, 0), (0, 0)] {
        let (code, _, _, needed, text) = notices(NOTIFICATION, room, text_room);
        assert_eq!((code, needed, text), (CL_TOO_SHORT, count, length), "{room}, {text_room}");
    }
}

#[test]
fn what_is_no_json_is_the_last_notice_and_nothing_before_it_is_lost() {
    let (cut, _) = NOTIFICATION.split_at(NOTIFICATION.find("{\"changeType\": \"deleted\"").unwrap() + 20);
    let (code, notices, texts, ..) = notices(cut, 8, 1024);
    assert_eq!((code, notices.len()), (CL_OK, 2));
    assert_eq!((notices[0].what, notices[1].what), (0, 3));
    assert!(text(&texts, notices[1].message_at, notices[1].message_length).contains("at line"));
    let (code, notices, ..) = self::notices("", 8, 1024);
    assert_eq!((code, notices.len(), notices.first().map(|notice| notice.what)), (CL_OK, 1, Some(3)));
}

#[test]
fn an_answer_is_the_reply_that_the_machine_is_handed() {
    // SAFETY: zeros are an event and a notice.
    let (mut asked, mut notice) = unsafe { (zeroed::<cl_app_event>(), zeroed::<cl_notice>()) };
    // SAFETY: all memory is there.
    unsafe { cl_app_event_init(&raw mut asked, 1_100, 3) };
    (asked.request, asked.number, asked.sent, asked.status) = (0, 4, 1_000, 429);
    let headers = "HTTP/2 429\r\nRetry-After: 7\r\nx: y: z\r\n";
    let body = r#"{"error": {"code": "TooManyRequests", "message": "Wait."}}"#;
    let (mut texts, mut length) = ([0; 64], 0);
    // SAFETY: all memory is there.
    let code = unsafe {
        cl_reply(
            &raw const asked,
            headers.as_ptr(),
            headers.len(),
            body.as_ptr(),
            body.len(),
            &raw mut notice,
            texts.as_mut_ptr(),
            64,
            &raw mut length,
        )
    };
    let event = &notice.event;
    assert_eq!((code, notice.what, event.kind, event.request, event.number, event.sent), (CL_OK, 0, 3, 0, 4, 1_000));
    assert_eq!((event.now, event.status, event.has, event.retry_after), (1_100, 429, CL_HAS_RETRY_AFTER, 7_000));
    assert_eq!(text(&texts, notice.code_at, notice.code_length), "TooManyRequests");
    assert_eq!(text(&texts, notice.message_at, notice.message_length), "Wait.");
}

#[test]
fn a_created_call_has_an_id_and_a_refused_one_a_reason() {
    // SAFETY: zeros are a notice.
    let mut notice = unsafe { zeroed::<cl_notice>() };
    let (mut texts, mut length) = ([0; 256], 0);
    let mut created = |status, headers: &str, body: &str| {
        // SAFETY: all memory is there.
        let code = unsafe {
            cl_created(
                7,
                status,
                headers.as_ptr(),
                headers.len(),
                body.as_ptr(),
                body.len(),
                &raw mut notice,
                texts.as_mut_ptr(),
                256,
                &raw mut length,
            )
        };
        assert_eq!(code, CL_OK);
        (notice, text(&texts, notice.message_at, notice.message_length).to_owned())
    };
    let (notice, _) = created(201, "", r#"{"id": "57dab8b1-894c-409a-b240-bd8beae78896", "state": "establishing"}"#);
    assert_eq!((notice.what, notice.call, notice.event.kind, notice.event.state), (0, ID, 5, 1));
    let (notice, why) = created(429, "retry-after: 2", r#"{"error": {"code": "a", "message": "b"}}"#);
    assert_eq!((notice.what, notice.event.status, notice.event.retry_after, why.as_str()), (4, 429, 2_000, "b"));
    let (notice, why) = created(201, "", "{}");
    assert_eq!((notice.what, why.contains("names no call")), (2, true));
}

#[test]
fn a_request_has_a_method_and_a_path() {
    let write = |participant: *const u8, request, operation, version, body: &str| {
        let (mut verb, mut path, mut length) = (9, [0; 160], 0);
        // SAFETY: all memory is there.
        let code = unsafe {
            cl_request(
                ID.as_ptr(),
                participant,
                request,
                operation,
                version,
                body.as_ptr(),
                body.len(),
                &raw mut verb,
                path.as_mut_ptr(),
                160,
                &raw mut length,
            )
        };
        (code, verb, String::from_utf8_lossy(&path[..length]).into_owned())
    };
    let call = "/communications/calls/57dab8b1-894c-409a-b240-bd8beae78896";
    assert_eq!(write(null(), 0, CL_NONE, 0, ""), (CL_OK, 1, format!("/v1.0{call}/keepAlive")));
    assert_eq!(write(null(), 2, CL_NONE, 0, ""), (CL_OK, 2, format!("/v1.0{call}")));
    assert_eq!(write(null(), 7, 0, 0, "{}"), (CL_OK, 1, format!("/v1.0{call}/recordResponse")));
    assert_eq!(write(null(), 7, 0, 0, "").0, CL_BODY_MISSING);
    assert_eq!(write(null(), 0, 0, 0, "{}").0, CL_WRONG_BODY);
    assert_eq!(write(null(), 8, 0, 0, "").0, CL_UNKNOWN_REQUEST);
    assert_eq!(write(null(), 7, 9, 0, "{}").0, CL_PARTICIPANT_MISSING);
    assert_eq!(write(null(), 0, 0, 2, "").0, CL_BAD_API_VERSION);
    let hold = write(ID.as_ptr(), 7, 9, 0, "{}");
    assert!(hold.2.ends_with("/participants/57dab8b1-894c-409a-b240-bd8beae78896/startHoldMusic"), "{hold:?}");
}
