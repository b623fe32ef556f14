//! What wakes the exchange at its deadlines.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use call_lifecycle::Timestamp;

use super::lock::locked;
use super::shared::Shared;

/// Wakes the exchange at its deadlines, plays the script, and stores the calls once the journal is
/// long.
pub async fn drive(shared: Arc<Shared>) {
    let mut script = None;
    loop {
        let due = shared.with(|exchange, now| {
            if script.is_none() && exchange.has_bot() {
                script = locked(&shared.script).take().map(|script| script.begin(now));
            }
            // The script first: the times of its lines are before now.
            let played = script.as_mut().and_then(|script| script.play(exchange, now));
            exchange.wake(now);
            let due = exchange.next_deadline().into_iter().chain(played).min();
            // Within the lock, so that an earlier deadline is not missed.
            shared.asleep_until.store(due.map_or(u64::MAX, Timestamp::as_millis), Ordering::Relaxed);
            due
        });
        shared.shorten(1).await;
        match due {
            None => shared.sooner.notified().await,
            Some(due) => tokio::select! {
                () = shared.clock.sleep_until(due) => {}
                () = shared.sooner.notified() => {}
            },
        }
    }
}
