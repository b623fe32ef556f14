//! One timer a connection. HTTP wants a new one with each request, and hardly any is ever due.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use hyper::rt::{Sleep, Timer};

type Shared = Arc<Mutex<Option<Pin<Box<tokio::time::Sleep>>>>>;

/// Timers that share one of tokio's, one of them at a time. It is set again only once it has fired
/// too early: a busy connection costs the runtime's wheel nothing.
#[derive(Debug, Default)]
pub struct OneTimer(Shared);

impl Timer for OneTimer {
    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Sleep>> {
        self.sleep_until(self.now() + duration)
    }

    fn sleep_until(&self, deadline: Instant) -> Pin<Box<dyn Sleep>> {
        Box::pin(Until { deadline: deadline.into(), timer: Arc::clone(&self.0) })
    }

    fn now(&self) -> Instant {
        tokio::time::Instant::now().into_std()
    }
}

struct Until {
    deadline: tokio::time::Instant,
    timer: Shared,
}

impl Sleep for Until {}

impl Future for Until {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let mut timer = self.timer.lock().unwrap_or_else(PoisonError::into_inner);
        let sleep = timer.get_or_insert_with(|| Box::pin(tokio::time::sleep_until(self.deadline)));
        if sleep.deadline() > self.deadline {
            sleep.as_mut().reset(self.deadline);
        }
        loop {
            ready!(sleep.as_mut().poll(context));
            if sleep.deadline() >= self.deadline {
                return Poll::Ready(());
            }
            sleep.as_mut().reset(self.deadline);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn each_fires_at_its_own_time_whatever_was_set_before() {
        let timer = OneTimer::default();
        let began = timer.now();
        for (last, expected) in [(30_u64, 30), (90, 90), (91, 91), (91, 91), (10, 91), (200, 200)] {
            // One that is dropped, as most are, and one that fires.
            let mut dropped = timer.sleep(Duration::from_secs(5));
            std::future::poll_fn(|context| {
                let _ = dropped.as_mut().poll(context);
                Poll::Ready(())
            })
            .await;
            drop(dropped);
            timer.sleep_until(began + Duration::from_secs(last)).await;
            assert_eq!((timer.now() - began).as_secs(), expected, "{last}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn an_earlier_one_does_not_wait_for_a_later_one() {
        let timer = OneTimer::default();
        let began = timer.now();
        let mut later = timer.sleep(Duration::from_secs(60));
        assert!(std::future::poll_fn(|context| Poll::Ready(later.as_mut().poll(context))).await.is_pending());
        timer.sleep(Duration::from_secs(1)).await;
        assert_eq!((timer.now() - began).as_secs(), 1);
    }
}
