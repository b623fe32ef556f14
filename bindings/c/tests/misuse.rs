//! Misuse that a caller's language makes likely is a code, and changes nothing.
#![allow(clippy::unwrap_used, clippy::panic, clippy::std_instead_of_core, clippy::indexing_slicing, reason = "tests")]

use std::mem::zeroed;
use std::ptr::{null, null_mut};

use call_lifecycle_c::*;

const ID: [u8; 16] = [7; 16];

fn outgoing() -> cl_app {
    // SAFETY: all memory is there.
    unsafe {
        let mut call = zeroed();
        assert_eq!(cl_app_outgoing(&raw mut call, ID.as_ptr(), 0, null()), CL_OK);
        call
    }
}

fn event(kind: u8) -> cl_app_event {
    // SAFETY: all memory is there.
    unsafe {
        let mut event = zeroed();
        assert_eq!(cl_app_event_init(&raw mut event, 1, kind), CL_OK);
        event
    }
}

fn handle(call: &mut cl_app, event: &cl_app_event) -> (i32, cl_step) {
    // SAFETY: all memory is there, and zeros are a step.
    unsafe {
        let mut step = zeroed();
        (cl_app_handle(call, event, &raw mut step), step)
    }
}

#[test]
fn null_misaligned_foreign_and_overlapping_memory_are_codes() {
    let (mut call, wake) = (outgoing(), event(0));
    // SAFETY: what is not there is seen before it is used.
    unsafe {
        let mut step = zeroed::<cl_step>();
        let odd = |pointer: *mut cl_step| pointer.cast::<u8>().wrapping_add(4).cast::<cl_step>();
        assert_eq!(cl_app_handle(null_mut(), &raw const wake, &raw mut step), CL_NULL);
        assert_eq!(cl_app_handle(&raw mut call, null(), &raw mut step), CL_NULL);
        assert_eq!(cl_app_handle(&raw mut call, &raw const wake, null_mut()), CL_NULL);
        assert_eq!(cl_app_handle(&raw mut call, &raw const wake, odd(&raw mut step)), CL_MISALIGNED);
        assert_eq!(cl_app_handle(&raw mut call, &raw const wake, (&raw mut call).cast()), CL_OVERLAP);
        let mut foreign = zeroed::<cl_app>();
        assert_eq!(cl_app_handle(&raw mut foreign, &raw const wake, &raw mut step), CL_NO_CALL);
        let mut digest = 0;
        let mut large = [zeroed::<cl_service>(); 1];
        *large.as_mut_ptr().cast::<cl_app>() = call;
        assert_eq!(cl_service_digest(large.as_ptr(), &raw mut digest), CL_NO_CALL, "the other end");
        foreign = call;
        foreign.opaque[0] += 0x1_0000;
        assert_eq!(cl_app_digest(&raw const foreign, &raw mut digest), CL_OTHER_VERSION);
        assert_eq!(cl_app_outgoing(null_mut(), ID.as_ptr(), 0, null()), CL_NULL);
        assert_eq!(cl_app_outgoing(&raw mut foreign, null(), 0, null()), CL_NULL);
        assert_eq!(cl_app_snapshot(&raw const call, null_mut(), 9, null_mut()), CL_NULL);
        assert_eq!(cl_app_restore(&raw mut foreign, null(), 3, null()), CL_NULL);
        assert_eq!(cl_app_restore(&raw mut foreign, null(), 0, null()), CL_SNAPSHOT_TOO_SHORT);
    }
}

#[test]
fn a_number_that_no_list_has_is_a_code_that_names_the_member_and_changes_nothing() {
    let mut call = outgoing();
    let digest = |call: &cl_app| {
        let mut digest = 0;
        // SAFETY: all memory is there.
        assert_eq!(unsafe { cl_app_digest(call, &raw mut digest) }, CL_OK);
        digest
    };
    let before = digest(&call);
    let bad = |kind, change: fn(&mut cl_app_event)| {
        let mut event = event(kind);
        (event.request, event.operation) = (7, 0);
        change(&mut event);
        event
    };
    for (event, code) in [
        (bad(8, |_| ()), CL_BAD_KIND),
        (bad(255, |_| ()), CL_BAD_KIND),
        (bad(1, |event| event.request = 9), CL_BAD_REQUEST),
        (bad(1, |event| event.operation = 22), CL_BAD_OPERATION),
        (bad(1, |event| event.endless = 2), CL_BAD_FLAG),
        (bad(3, |event| event.body = 3), CL_BAD_BODY),
        (bad(5, |event| event.change = 3), CL_BAD_CHANGE),
        (bad(5, |event| event.state = 10), CL_BAD_STATE),
        (bad(5, |event| event.tone = 17), CL_BAD_TONE),
        (bad(5, |event| event.audio_active = 3), CL_BAD_FLAG),
        (bad(6, |event| event.operation_status = 4), CL_BAD_STATUS),
        (bad(6, |event| event.reason = 14), CL_BAD_REASON),
    ] {
        assert_eq!(handle(&mut call, &event).0, code, "{event:?}");
    }
    assert_eq!(digest(&call), before);
}

#[test]
fn a_value_that_was_moved_goes_on_under_its_own_settings() {
    // SAFETY: all memory is there.
    unsafe {
        let mut settings = zeroed::<cl_app_settings>();
        cl_app_settings_default(&raw mut settings);
        (settings.jitter, settings.interval) = (0, 60_000);
        let mut call = Box::new(zeroed::<cl_app>());
        assert_eq!(cl_app_outgoing(&raw mut *call, ID.as_ptr(), 0, &raw const settings), CL_OK);
        settings.interval = 5; // The caller's memory is used for something else.
        std::hint::black_box(&mut settings);
        for minute in 1..=3 {
            // Where it was is overwritten.
            let mut moved = Box::new(*call);
            call.opaque = [u64::MAX; 43];
            let mut step = zeroed();
            assert_eq!(cl_app_view(&raw const *moved, &raw mut step), CL_OK);
            assert_eq!(step.next_deadline, minute * 60_000);
            let mut wake = event(0);
            wake.now = step.next_deadline;
            let (code, step) = handle(&mut moved, &wake);
            assert_eq!((code, step.count), (CL_OK, 1));
            let mut reply = event(3);
            (reply.now, reply.sent, reply.request, reply.number, reply.status) =
                (wake.now, wake.now, 0, step.outputs[0].number, 200);
            let mut sent = reply;
            sent.kind = 2;
            assert_eq!((handle(&mut moved, &sent).0, handle(&mut moved, &reply).0), (CL_OK, CL_OK));
            call = moved;
        }
    }
}

#[test]
fn a_setting_out_of_range_is_named_with_what_is_allowed() {
    // SAFETY: all memory is there.
    unsafe {
        let (mut settings, mut error) = (zeroed::<cl_app_settings>(), zeroed::<cl_setting_error>());
        cl_app_settings_default(&raw mut settings);
        assert_eq!(cl_app_settings_check(&raw const settings, &raw mut error), CL_OK);
        settings.hang_up_timeout = 0;
        assert_eq!(cl_app_settings_check(&raw const settings, &raw mut error), CL_BAD_SETTING);
        assert_eq!((error.field, error.value, error.min, error.max), (10, 0, 1, 86_400_000));
        let mut call = zeroed();
        assert_eq!(cl_app_outgoing(&raw mut call, ID.as_ptr(), 0, &raw const settings), CL_BAD_SETTING);
        let mut service = zeroed::<cl_service_settings>();
        assert_eq!(cl_service_settings_check(&raw const service, &raw mut error), CL_BAD_SETTING);
        cl_service_settings_default(&raw mut service);
        assert_eq!((service.expiry, service.answer_deadline, service.teardown), (2_700_000, 15_000, 10_000));
    }
}

#[test]
fn no_snapshot_is_longer_than_the_header_says() {
    let mut call = outgoing();
    for number in 0..5 {
        let mut sent = event(2);
        (sent.request, sent.operation, sent.number) = (7, 0, number);
        let (code, step) = handle(&mut call, &sent);
        assert_eq!((code, step.verdict == 0), (CL_OK, number < 4), "four slots");
    }
    // SAFETY: all memory is there.
    unsafe {
        let (mut bytes, mut length) = ([0; CL_SNAPSHOT_MAX], 0);
        assert_eq!(cl_app_snapshot(&raw const call, bytes.as_mut_ptr(), CL_SNAPSHOT_MAX, &raw mut length), CL_OK);
        let needed = length;
        assert_eq!(cl_app_snapshot(&raw const call, bytes.as_mut_ptr(), needed - 1, &raw mut length), CL_TOO_SHORT);
        assert_eq!(length, needed);

        let mut service = zeroed();
        assert_eq!(cl_service_adopted(&raw mut service, ID.as_ptr(), 0, 3, null()), CL_OK);
        let mut request = zeroed::<cl_service_event>();
        cl_service_event_init(&raw mut request, 0, 1);
        let mut step = zeroed();
        for number in 0..5 {
            (request.request, request.id) = (7, [number; 16]);
            assert_eq!(cl_service_handle(&raw mut service, &raw const request, &raw mut step), CL_OK);
        }
        assert_eq!(step.outputs[0].status, 429);
        assert_eq!(
            cl_service_snapshot(&raw const service, bytes.as_mut_ptr(), CL_SNAPSHOT_MAX, &raw mut length),
            CL_OK
        );
        assert!(length > needed && length <= CL_SNAPSHOT_MAX, "{length}");
        assert!(length > CL_SNAPSHOT_MAX - 50, "{length}: the bound is close");
    }
}
