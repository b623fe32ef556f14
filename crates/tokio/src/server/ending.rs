//! How others tell a connection to end.

use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Waker};

/// Whether a connection has to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    GoesOn = 0,
    /// Once the request that is under way is answered.
    Politely = 1,
    AtOnce = 2,
}

/// What a connection was told, and whom to wake for it. It is looked at each time that the
/// connection is polled, so that it must cost nearly nothing.
#[derive(Debug, Default)]
pub struct Ending {
    told: AtomicU8,
    listener: Mutex<Option<Waker>>,
}

impl Ending {
    fn listener(&self) -> MutexGuard<'_, Option<Waker>> {
        self.listener.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells the connection to end. What was told before stays if it is stronger.
    pub fn tell(&self, how: How) {
        self.told.fetch_max(how as u8, Ordering::AcqRel);
        if let Some(waker) = &*self.listener() {
            waker.wake_by_ref();
        }
    }

    /// What was told. `heard` is the listener's: the task that is woken when more is told.
    pub fn poll(&self, heard: &mut Option<Waker>, context: &Context<'_>) -> How {
        if !heard.as_ref().is_some_and(|waker| waker.will_wake(context.waker())) {
            *heard = Some(context.waker().clone());
            self.listener().clone_from(heard);
        }
        // After the listener is known, so that nothing is told in between.
        match self.told.load(Ordering::Acquire) {
            0 => How::GoesOn,
            1 => How::Politely,
            _ => How::AtOnce,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::AtomicUsize;
    use std::task::Wake;

    use super::*;

    #[derive(Default)]
    struct Count(AtomicUsize);

    impl Wake for Count {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    #[test]
    fn the_task_that_looked_last_is_woken_and_the_stronger_word_stays() {
        let ending = Ending::default();
        ending.tell(How::GoesOn);
        let (first, second) = (Arc::<Count>::default(), Arc::<Count>::default());
        let (one, other) = (Waker::from(Arc::clone(&first)), Waker::from(Arc::clone(&second)));
        let mut heard = None;
        assert_eq!(ending.poll(&mut heard, &Context::from_waker(&one)), How::GoesOn);
        assert_eq!(ending.poll(&mut heard, &Context::from_waker(&other)), How::GoesOn);
        ending.tell(How::Politely);
        assert_eq!(ending.poll(&mut heard, &Context::from_waker(&other)), How::Politely);
        ending.tell(How::AtOnce);
        ending.tell(How::Politely);
        assert_eq!(ending.poll(&mut heard, &Context::from_waker(&other)), How::AtOnce);
        assert_eq!((first.0.load(Ordering::Relaxed), second.0.load(Ordering::Relaxed)), (0, 3));
    }
}
