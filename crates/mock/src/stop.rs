//! How the program is told to stop.

use std::future::Future;

/// Handles SIGINT and, on Unix, SIGTERM from now on, and returns what waits for one of them.
pub fn stopped() -> impl Future<Output = ()> {
    #[cfg(unix)]
    let signals = {
        use tokio::signal::unix::{SignalKind, signal};
        [SignalKind::interrupt(), SignalKind::terminate()].map(signal)
    };
    async move {
        #[cfg(unix)]
        if let [Ok(mut interrupt), Ok(mut terminate)] = signals {
            tokio::select! { _ = interrupt.recv() => {}, _ = terminate.recv() => {} }
            return;
        }
        let _ = tokio::signal::ctrl_c().await;
    }
}
