//! Time that passes only when no task has anything to do: a driver of embassy-time for a computer.
//! On a board the HAL has another.

use core::cell::RefCell;
use core::task::Waker;

use embassy_sync::blocking_mutex::CriticalSectionMutex;
use embassy_time_driver::Driver;
use embassy_time_queue_utils::queue_generic::ConstGenericQueue;

/// How many tasks can wait for a time. One more would be woken too early, and wait again.
const WAITING: usize = 8;

/// A clock that stands still until it is told to [`Clock::advance`].
#[derive(Debug)]
pub struct Clock(CriticalSectionMutex<RefCell<Inner>>);

#[derive(Debug)]
struct Inner {
    ticks: u64,
    /// The next time that a task waits for, or `u64::MAX`.
    next: u64,
    queue: ConstGenericQueue<WAITING>,
}

embassy_time_driver::time_driver_impl!(static CLOCK: Clock = Clock::new());

impl Clock {
    const fn new() -> Self {
        let inner = Inner { ticks: 0, next: u64::MAX, queue: ConstGenericQueue::new() };
        Self(CriticalSectionMutex::new(RefCell::new(inner)))
    }

    /// The clock.
    pub fn get() -> &'static Self {
        &CLOCK
    }

    /// Goes to the next time that a task waits for, and wakes it. Returns whether there was one.
    pub fn advance(&self) -> bool {
        self.0.lock(|inner| {
            let inner = &mut *inner.borrow_mut();
            if inner.next == u64::MAX {
                return false;
            }
            inner.ticks = inner.ticks.max(inner.next);
            inner.next = inner.queue.next_expiration(inner.ticks);
            true
        })
    }
}

impl Driver for Clock {
    fn now(&self) -> u64 {
        self.0.lock(|inner| inner.borrow().ticks)
    }

    fn schedule_wake(&self, at: u64, waker: &Waker) {
        self.0.lock(|inner| {
            let inner = &mut *inner.borrow_mut();
            inner.queue.schedule_wake(at, waker);
            inner.next = inner.queue.next_expiration(inner.ticks);
        });
    }
}
