//! The callers of `--demo`, played through the mock's control API: one who leaves a message, one
//! who hangs up, and one whose call is not kept alive.

use core::time::Duration;
use std::hash::{BuildHasher, RandomState};

use call_lifecycle::{CallState, Id, OperationKind};
use call_lifecycle_tokio::Clock;
use hyper_util::client::legacy::connect::Connect;
use tokio::sync::mpsc;
use tokio::time::sleep;

use crate::control::{Control, Refusal};
use crate::news::{Line, News};
use crate::run::Mail;

/// The number of the call that gets no keepAlive.
pub const WITHHELD: u32 = 3;

/// Plays the callers. It reads what the bot does from the lines of its log.
pub(crate) async fn play<C>(control: Control<C>, clock: Clock, lines: mpsc::Receiver<Line>, inbox: mpsc::Sender<Mail>)
where
    C: Connect + Clone + Send + Sync + 'static,
{
    let mut stage = Stage { control, clock, lines, inbox };
    if let Err(refusal) = stage.play().await {
        stage.note(format!("demo: the control API refused: {refusal:?}")).await;
    }
    // The log goes on, but is no longer read here.
}

struct Stage<C> {
    control: Control<C>,
    clock: Clock,
    lines: mpsc::Receiver<Line>,
    inbox: mpsc::Sender<Mail>,
}

impl<C: Connect + Clone + Send + Sync + 'static> Stage<C> {
    async fn play(&mut self) -> Result<(), Refusal> {
        self.note("demo: a caller leaves a message, and ends it with 1 1".to_owned()).await;
        let message = self.call().await?;
        self.control.media(message, "speechStarted").await?;
        self.wait(Duration::from_secs(20)).await;
        self.control.press(message, 1).await?;
        self.control.press(message, 1).await?;
        self.until(message, |news| matches!(news, News::OperationEnded(OperationKind::Record, _))).await;

        self.note("demo: a caller hangs up".to_owned()).await;
        let brief = self.call().await?;
        self.wait(Duration::from_secs(20)).await;
        self.control.peer(brief, "hangsUp").await?;
        self.until(brief, |news| matches!(news, News::Ended(..))).await;

        self.note(
            "demo: a caller whose call is not kept alive, so that the service ends it after 45 minutes".to_owned(),
        )
        .await;
        let dropped = self.call().await?;
        self.until(dropped, |news| matches!(news, News::Ended(..))).await;
        self.note("demo: it is over; the first call lives on until it is hung up (stop with Ctrl-C)".to_owned()).await;
        Ok(())
    }

    /// Makes somebody call, and waits until the bot records.
    async fn call(&mut self) -> Result<Id, Refusal> {
        let seed = RandomState::new();
        let call = Id::from_words([seed.hash_one(1), seed.hash_one(2)]);
        self.control.peer(call, "calls").await?;
        self.until(call, |news| matches!(news, News::State(_, CallState::Establishing | CallState::Established))).await;
        // A mock that plays this by itself has done so already and refuses it, which is fine.
        let _connected = self.control.peer(call, "connects").await;
        self.until(call, |news| matches!(news, News::Accepted(_) | News::Runs(_))).await;
        let _beeped = self.control.media(call, "beepFinished").await;
        Ok(call)
    }

    /// Reads the log until it has such a line about a call.
    async fn until(&mut self, call: Id, is_meant: impl Fn(&News) -> bool) {
        while let Some(line) = self.lines.recv().await {
            if line.call == Some(call) && is_meant(&line.news) {
                return;
            }
        }
    }

    /// Lets a span of the service's time pass.
    async fn wait(&self, span: Duration) {
        sleep(self.clock.real(span)).await;
    }

    async fn note(&self, text: String) {
        // Without the bot nobody listens.
        let _told = self.inbox.send(Mail::Note(text)).await;
    }
}
