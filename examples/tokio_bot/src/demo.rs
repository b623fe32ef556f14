//! The callers of `--demo`, played through the mock's control API: one who leaves a message, one
//! who hangs up, and one whose call is not kept alive.

use core::time::Duration;
use std::hash::{BuildHasher, RandomState};

use call_lifecycle::{CallState, Cause, Id, OperationKind};
use call_lifecycle_tokio::Clock;
use hyper_util::client::legacy::connect::Connect;
use tokio::sync::mpsc;
use tokio::time::sleep;

use crate::control::{Control, Refusal};
use crate::mail::Mail;
use crate::news::{Line, News};

/// The number of the call that gets no keepAlive.
pub const WITHHELD: u32 = 3;
/// How the log says that a call ended before its caller had done all.
pub const CUT_SHORT: &str = "demo: cut short";

/// Why the play ends before its end.
enum Halt {
    Refused(Refusal),
    /// A call was over before what was waited for.
    Over(Id, Cause),
    /// The bot reads no more.
    Alone,
}

impl From<Refusal> for Halt {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// Plays the callers. It reads what the bot does from the lines of its log.
pub(crate) async fn play<C>(control: Control<C>, clock: Clock, lines: mpsc::Receiver<Line>, inbox: mpsc::Sender<Mail>)
where
    C: Connect + Clone + Send + Sync + 'static,
{
    let mut stage = Stage { control, clock, lines, inbox };
    match stage.play().await {
        Ok(()) | Err(Halt::Alone) => {}
        Err(Halt::Refused(refusal)) => stage.note(format!("demo: the control API refused: {refusal:?}")).await,
        // At a high speed an answer that takes milliseconds comes late.
        Err(Halt::Over(call, cause)) => {
            let text =
                format!("{CUT_SHORT}: call {call} ended too early ({cause}); a lower speed of the service helps");
            stage.note(text).await;
        }
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
    async fn play(&mut self) -> Result<(), Halt> {
        self.note("demo: a caller leaves a message, and ends it with 1 1".to_owned()).await;
        let message = self.call().await?;
        self.control.media(message, "speechStarted").await?;
        self.wait(Duration::from_secs(20)).await;
        self.control.press(message, 1).await?;
        self.control.press(message, 1).await?;
        self.until(message, |news| matches!(news, News::OperationEnded(OperationKind::Record, _))).await?;

        self.note("demo: a caller hangs up".to_owned()).await;
        let brief = self.call().await?;
        self.wait(Duration::from_secs(20)).await;
        self.control.peer(brief, "hangsUp").await?;
        self.until(brief, |news| matches!(news, News::Ended(..))).await?;

        self.note(
            "demo: a caller whose call is not kept alive, so that the service ends it after 45 minutes".to_owned(),
        )
        .await;
        let dropped = self.call().await?;
        self.until(dropped, |news| matches!(news, News::Ended(..))).await?;
        self.note("demo: it is over; the first call lives on until it is hung up (stop with Ctrl-C)".to_owned()).await;
        Ok(())
    }

    /// Makes somebody call, and waits until the bot records.
    async fn call(&mut self) -> Result<Id, Halt> {
        let seed = RandomState::new();
        let call = Id::from_words([seed.hash_one(1), seed.hash_one(2)]);
        self.control.peer(call, "calls").await?;
        self.until(call, |news| matches!(news, News::State(_, CallState::Establishing | CallState::Established)))
            .await?;
        // A mock that plays this by itself has done so already and refuses it, which is fine.
        let _connected = self.control.peer(call, "connects").await;
        self.until(call, |news| matches!(news, News::Accepted(_) | News::Runs(_))).await?;
        let _beeped = self.control.media(call, "beepFinished").await;
        Ok(call)
    }

    /// Reads the log until it has such a line about a call.
    async fn until(&mut self, call: Id, is_meant: impl Fn(&News) -> bool) -> Result<(), Halt> {
        while let Some(line) = self.lines.recv().await {
            match line.news {
                _ if line.call != Some(call) => {}
                news if is_meant(&news) => return Ok(()),
                News::Ended(cause, _) => return Err(Halt::Over(call, cause)),
                _ => {}
            }
        }
        Err(Halt::Alone)
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
