//! A fleet through the ABI: each call goes on as it would alone.
#![allow(clippy::unwrap_used, clippy::panic, clippy::std_instead_of_core, clippy::indexing_slicing, reason = "tests")]

use std::mem::zeroed;
use std::ptr::{null, null_mut};

use call_lifecycle_c::*;

const SEED: [u8; 16] = *b"sixteen secrets!";

struct Fleet {
    memory: Vec<u64>,
}

impl Fleet {
    fn new(calls: u32) -> Self {
        // SAFETY: all memory is there.
        unsafe {
            let mut this = Self { memory: vec![0; cl_app_fleet_size(calls) / 8] };
            assert_eq!(cl_app_fleet_new(this.at(), this.memory.len() * 8, calls, 0, SEED.as_ptr(), null()), CL_OK);
            this
        }
    }

    fn at(&mut self) -> *mut u8 {
        self.memory.as_mut_ptr().cast()
    }

    fn insert(&mut self, call: &cl_app) -> (i32, u64) {
        let mut handle = 0;
        // SAFETY: all memory is there.
        (unsafe { cl_app_fleet_insert(self.at(), call, &raw mut handle) }, handle)
    }
}

fn call(number: u8, sent: u64, settings: *const cl_app_settings) -> cl_app {
    // SAFETY: all memory is there.
    unsafe {
        let mut call = zeroed();
        assert_eq!(cl_app_outgoing(&raw mut call, [number; 16].as_ptr(), sent, settings), CL_OK);
        call
    }
}

fn digest(call: &cl_app) -> u64 {
    let mut digest = 0;
    // SAFETY: all memory is there.
    assert_eq!(unsafe { cl_app_digest(call, &raw mut digest) }, CL_OK);
    digest
}

#[test]
fn calls_of_a_fleet_are_woken_in_order_and_go_on_as_they_would_alone() {
    let mut fleet = Fleet::new(5);
    let mut alone: Vec<cl_app> = (1..=5).map(|number| call(number, u64::from(number) * 100, null())).collect();
    let handles: Vec<u64> = alone
        .iter()
        .map(|call| fleet.insert(call))
        .inspect(|(code, _)| assert_eq!(*code, CL_OK))
        .map(|(_, handle)| handle)
        .collect();
    let (mut next, mut woken) = (0, 0);
    loop {
        // SAFETY: all memory is there.
        unsafe {
            assert_eq!(cl_app_fleet_next_deadline(fleet.at(), &raw mut next), CL_OK);
            if next == CL_NEVER {
                break;
            }
            let (mut handle, mut step, mut step_alone) = (0, zeroed::<cl_step>(), zeroed::<cl_step>());
            while cl_app_fleet_wake(fleet.at(), next, &raw mut handle, &raw mut step) == CL_OK {
                let call = &mut alone[handles.iter().position(|known| *known == handle).unwrap()];
                let mut wake = zeroed::<cl_app_event>();
                cl_app_event_init(&raw mut wake, next, 0);
                assert_eq!(cl_app_handle(call, &raw const wake, &raw mut step_alone), CL_OK);
                assert_eq!(
                    (step.next_deadline, step.count, step.state),
                    (step_alone.next_deadline, step_alone.count, step_alone.state)
                );
                let mut copy = zeroed();
                assert_eq!(cl_app_fleet_get(fleet.at(), handle, &raw mut copy), CL_OK);
                assert_eq!(digest(&copy), digest(call));
                woken += 1;
            }
        }
    }
    assert!(woken > 5 * 50, "{woken}: each was tried until it was given up");
}

#[test]
fn a_batch_says_of_each_event_whether_it_was_handled() {
    let mut fleet = Fleet::new(3);
    let (first, second) = (fleet.insert(&call(1, 0, null())).1, fleet.insert(&call(2, 0, null())).1);
    // SAFETY: all memory is there; zeros are steps.
    unsafe {
        let mut events = [zeroed::<cl_app_event>(); 4];
        for event in &mut events {
            cl_app_event_init(event, 1_000, 5);
            event.state = 3;
        }
        events[3].state = 77;
        let (mut steps, mut codes) = ([zeroed::<cl_step>(); 4], [-1; 4]);
        let handles = [first, 99, second, first];
        let code = cl_app_fleet_handle_all(
            fleet.at(),
            handles.as_ptr(),
            events.as_ptr(),
            steps.as_mut_ptr(),
            codes.as_mut_ptr(),
            4,
        );
        assert_eq!((code, codes), (CL_OK, [CL_OK, CL_NO_SUCH_CALL, CL_OK, CL_BAD_STATE]));
        assert_eq!((steps[0].state, steps[2].state, steps[2].count), (3, 3, 1));
    }
}

#[test]
fn what_a_fleet_refuses_has_a_code() {
    let mut fleet = Fleet::new(2);
    let one = call(1, 0, null());
    let (code, handle) = fleet.insert(&one);
    assert_eq!((code, fleet.insert(&one).0), (CL_OK, CL_ID_TAKEN));
    assert_eq!(fleet.insert(&call(2, 0, null())).0, CL_OK);
    assert_eq!(fleet.insert(&call(3, 0, null())).0, CL_FLEET_FULL);
    // SAFETY: all memory is there.
    unsafe {
        let mut settings = zeroed::<cl_app_settings>();
        cl_app_settings_default(&raw mut settings);
        settings.jitter = 0;
        assert_eq!(fleet.insert(&call(3, 0, &raw const settings)).0, CL_OTHER_SETTINGS);

        let (mut found, mut length) = (0, 0);
        assert_eq!(cl_app_fleet_find(fleet.at(), [1; 16].as_ptr(), &raw mut found), CL_OK);
        assert_eq!((found, cl_app_fleet_find(fleet.at(), [9; 16].as_ptr(), &raw mut found)), (handle, CL_NO_SUCH_CALL));
        let mut removed = zeroed();
        assert_eq!(cl_app_fleet_remove(fleet.at(), handle, &raw mut removed), CL_OK);
        assert_eq!(digest(&removed), digest(&one));
        assert_eq!(cl_app_fleet_remove(fleet.at(), handle, null_mut()), CL_NO_SUCH_CALL);
        assert_eq!((cl_app_fleet_length(fleet.at(), &raw mut length), length), (CL_OK, 1));

        let mut moved = fleet.memory.clone();
        moved.rotate_right(0);
        let at = moved.as_mut_ptr().cast::<u8>();
        let code = cl_app_fleet_length(at, &raw mut length);
        assert!(code == CL_FLEET_MOVED || code == CL_NO_FLEET, "{code}");
        let mut empty = [0_u64; 64];
        assert_eq!(cl_app_fleet_length(empty.as_mut_ptr().cast(), &raw mut length), CL_NO_FLEET);
        assert_eq!(cl_service_fleet_length(fleet.at(), &raw mut length), CL_NO_FLEET, "it is one of the other end");
        assert_eq!(cl_app_fleet_length(null_mut(), &raw mut length), CL_NULL);
        assert_eq!((cl_app_fleet_size(0), cl_app_fleet_size((1 << 24) + 1)), (0, 0));
        let short = cl_app_fleet_size(2) - 64 - 8;
        assert_eq!(cl_app_fleet_new(fleet.at(), short, 2, 0, SEED.as_ptr(), null()), CL_TOO_SHORT);
        assert_eq!(cl_app_fleet_new(fleet.at(), usize::MAX, 0, 0, SEED.as_ptr(), null()), CL_BAD_COUNT);
    }
}
