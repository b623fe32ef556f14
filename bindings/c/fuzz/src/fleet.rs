//! A fleet of the application's end through the ABI: each call goes on as it would alone.

use std::collections::BTreeMap;

use call_lifecycle::{DeadlineKind, Id, Timestamp, app};
use call_lifecycle_c::*;
use testkit::fuzz::bytes::Bytes;
use testkit::reference::draw::{Draw, Swarm, time};

use crate::app::Pair;
use crate::event::app_event;
use crate::memory::Lent;

const CALLS: u32 = 5;
/// How long an epoch of a fleet is, in milliseconds. The next deadline is exact from its beginning to the end of the
/// next one.
const EPOCH: u64 = 1 << 30;
/// Room for the fleet wherever its memory begins.
const ROOM: usize = 1 << 16;

struct Fleet {
    memory: Box<Lent<[u64; ROOM / 8]>>,
    calls: BTreeMap<u64, Pair>,
    swarm: Swarm,
    /// Calls that were removed, whose handles find nothing any more.
    gone: Vec<u64>,
    now: Timestamp,
    /// Where the epoch of the last wake begins.
    epoch: u64,
}

impl Fleet {
    fn at(&mut self) -> *mut u8 {
        self.memory.at().cast()
    }

    fn insert(&mut self, draw: &mut Bytes<'_>) {
        let id = Id::from_u128(u128::from(draw.below(8)) + 1);
        let mut pair = Pair::new(app::Call::outgoing(id, self.now, &testkit::reference::app_script::DEFAULT));
        let mut handle = 0;
        // SAFETY: all memory is there.
        let code = unsafe { cl_app_fleet_insert(self.at(), pair.value.at(), &raw mut handle) };
        let is_taken = self.calls.values().any(|pair| pair.direct.id() == id);
        let expected = if is_taken {
            CL_ID_TAKEN
        } else if self.calls.len() == CALLS as usize {
            CL_FLEET_FULL
        } else {
            CL_OK
        };
        assert!(code == expected || is_taken && code == CL_FLEET_FULL, "code {code}, expected {expected}");
        if code == CL_OK {
            assert!(self.calls.insert(handle, pair).is_none() && !self.gone.contains(&handle), "a handle comes again");
        }
    }

    /// The handle of a call, or of one that was removed.
    fn one(&self, draw: &mut Bytes<'_>) -> u64 {
        if draw.below(8) == 0 && !self.gone.is_empty() {
            return draw.one_of(&self.gone);
        }
        let handles: Vec<u64> = self.calls.keys().copied().collect();
        if handles.is_empty() { draw.below(4) } else { draw.one_of(&handles) }
    }

    /// Events for calls, one alone or some together.
    fn handle(&mut self, draw: &mut Bytes<'_>) {
        let count = usize::try_from(draw.below(4)).unwrap();
        let handles: Vec<u64> = (0..count.max(1)).map(|_| self.one(draw)).collect();
        let due = handles.iter().find_map(|handle| self.calls.get(handle)?.direct.next_deadline());
        let now = time(draw, self.now, due, DeadlineKind::GiveUp);
        self.now = self.now.max(now);
        let mut told = Vec::new();
        for handle in &handles {
            let event = match self.calls.get(handle) {
                // An event is drawn for a call as it is now: a second one of the same call is a wake.
                Some(pair) if !told.iter().any(|(known, _)| known == handle) => {
                    pair.host.event(draw, &pair.direct, now, self.swarm)
                }
                _ => app::Event::Wake,
            };
            told.push((*handle, event));
        }
        let flat: Vec<cl_app_event> = told.iter().map(|(_, event)| app_event(now.as_millis(), event)).collect();
        // SAFETY: any bits are one.
        let mut steps: Vec<cl_step> = vec![unsafe { std::mem::zeroed() }; told.len()];
        let mut codes = vec![-1; told.len()];
        // SAFETY: all memory is there.
        unsafe {
            if count == 0 {
                codes[0] = cl_app_fleet_handle(self.at(), handles[0], flat.as_ptr(), steps.as_mut_ptr());
            } else {
                let (handles, flat) = (handles.as_ptr(), flat.as_ptr());
                let all = cl_app_fleet_handle_all(
                    self.at(),
                    handles,
                    flat,
                    steps.as_mut_ptr(),
                    codes.as_mut_ptr(),
                    told.len(),
                );
                assert_eq!(all, CL_OK);
            }
        }
        for ((handle, event), (code, step)) in told.iter().zip(codes.iter().zip(&steps)) {
            match self.calls.get_mut(handle) {
                Some(pair) => {
                    assert_eq!(*code, CL_OK);
                    pair.compare(now, event, step);
                }
                None => assert_eq!(*code, CL_NO_SUCH_CALL),
            }
        }
    }

    fn wake(&mut self) {
        let (mut handle, mut step) = (0, Lent::<cl_step>::new(0xa5));
        let now = self.now;
        self.epoch = now.as_millis() / EPOCH * EPOCH;
        // SAFETY: all memory is there.
        let code = unsafe { cl_app_fleet_wake(self.at(), now.as_millis(), &raw mut handle, step.at()) };
        let is_due = self.calls.values().any(|pair| pair.direct.next_deadline().is_some_and(|due| due.at <= now));
        assert_eq!(code, if is_due { CL_OK } else { CL_NOTHING });
        if is_due {
            self.calls.get_mut(&handle).unwrap().compare(now, &app::Event::Wake, step.get());
        }
    }

    fn remove(&mut self, handle: u64) {
        let mut value = Lent::<cl_app>::new(0xa5);
        // SAFETY: all memory is there.
        let code = unsafe { cl_app_fleet_remove(self.at(), handle, value.at()) };
        match self.calls.remove(&handle) {
            Some(pair) => {
                assert_eq!(code, CL_OK);
                assert_eq!(crate::app::digest(&mut value), pair.direct.digest(), "what was removed");
                self.gone.push(handle);
            }
            None => assert_eq!(code, CL_NO_SUCH_CALL),
        }
    }

    /// Everything that one may ask.
    fn look(&mut self) {
        let (mut next, mut length) = (0, 0);
        // SAFETY: all memory is there.
        unsafe {
            assert_eq!(cl_app_fleet_next_deadline(self.at(), &raw mut next), CL_OK);
            assert_eq!(cl_app_fleet_length(self.at(), &raw mut length), CL_OK);
        }
        let due =
            self.calls.values().filter_map(|pair| pair.direct.next_deadline()).map(|due| due.at.as_millis()).min();
        assert_eq!(length, self.calls.len());
        // A deadline that is days away from the last wake may be told as an earlier one.
        let due = due.unwrap_or(CL_NEVER);
        let is_far = due != CL_NEVER && !(self.epoch..self.epoch.saturating_add(2 * EPOCH)).contains(&due);
        assert!(
            if is_far { next <= due } else { next == due },
            "the next deadline is {due}, and the fleet says {next}"
        );
        let memory = self.at();
        for (handle, pair) in &self.calls {
            let (mut value, mut found) = (Lent::<cl_app>::new(0xa5), 0);
            let id = pair.direct.id().as_u128().to_be_bytes();
            // SAFETY: all memory is there.
            unsafe {
                assert_eq!(cl_app_fleet_get(memory, *handle, value.at()), CL_OK);
                assert_eq!(cl_app_fleet_find(memory, id.as_ptr(), &raw mut found), CL_OK);
            }
            assert_eq!((found, crate::app::digest(&mut value)), (*handle, pair.direct.digest()));
        }
        self.memory.bytes();
    }
}

/// Runs the script, of so many steps at most.
pub fn script(mut draw: Bytes<'_>, steps: usize) {
    let swarm = Swarm::draw(&mut draw);
    let mut fleet =
        Fleet { memory: Lent::new(0), calls: BTreeMap::new(), swarm, gone: Vec::new(), now: Timestamp::ZERO, epoch: 0 };
    // SAFETY: all memory is there.
    unsafe {
        assert!(cl_app_fleet_size(CALLS) <= ROOM);
        let seed = [u8::try_from(draw.below(256)).unwrap(); 16];
        assert_eq!(cl_app_fleet_new(fleet.at(), ROOM, CALLS, 0, seed.as_ptr(), std::ptr::null()), CL_OK);
    }
    for _ in 0..steps {
        if draw.is_over() {
            break;
        }
        match draw.below(16) {
            0..=2 => fleet.insert(&mut draw),
            3 => {
                let handle = fleet.one(&mut draw);
                fleet.remove(handle);
            }
            4..=6 => fleet.wake(),
            7 => fleet.look(),
            8 => fleet.now = fleet.now.saturating_add(std::time::Duration::from_millis(draw.below(1 << 22))),
            _ => fleet.handle(&mut draw),
        }
    }
    fleet.look();
}
