//! The bot of a scenario: a command that is started, and stopped with all that it has started.

use std::collections::{BTreeMap, VecDeque};
use std::ffi::OsString;
use std::io;
use std::process::{ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader};
use tokio::process::{Child, Command};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

/// How many of its last lines are remembered, and how long each may be.
const LINES: usize = 20;
const LINE: usize = 300;
/// How often to look whether all that it has started is gone.
const LOOK: Duration = Duration::from_millis(5);
/// How long the ends of its streams are waited for. One that left the group can hold them open.
const STREAMS: Duration = Duration::from_secs(2);

#[derive(Debug)]
pub struct Bot {
    child: Child,
    said: Arc<Mutex<VecDeque<String>>>,
    listeners: JoinSet<()>,
    #[cfg(unix)]
    group: Option<rustix::process::Pid>,
}

impl Bot {
    /// Starts a command with further variables in its environment.
    pub fn start(command: &[OsString], env: &BTreeMap<String, String>) -> io::Result<Self> {
        let (program, arguments) = command.split_first().ok_or_else(|| io::Error::other("there is no command"))?;
        let mut command = Command::new(program);
        command
            .args(arguments)
            .envs(env)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        // A group, so that what `npm start` starts is stopped too.
        #[cfg(unix)]
        command.process_group(0);
        let mut child = command
            .spawn()
            .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", program.to_string_lossy())))?;
        let said = Arc::default();
        let mut listeners = JoinSet::new();
        if let Some(out) = child.stdout.take() {
            listeners.spawn(listen(out, Arc::clone(&said)));
        }
        if let Some(err) = child.stderr.take() {
            listeners.spawn(listen(err, Arc::clone(&said)));
        }
        Ok(Self {
            #[cfg(unix)]
            group: child.id().and_then(|id| rustix::process::Pid::from_raw(id.cast_signed())),
            child,
            said,
            listeners,
        })
    }

    /// How it ended, if it has ended by itself.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().ok().flatten()
    }

    /// The last lines that it wrote: all of them, once it was stopped.
    pub fn said(&self) -> Vec<String> {
        self.said.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    /// Asks it to end, and ends it if it does not in time. What it wrote is read to its end.
    pub async fn stop(&mut self, grace: Duration) {
        self.ask();
        // An error is that of a process which is gone.
        let _gone = timeout(grace, async {
            let _status = self.child.wait().await;
            while self.has_group() {
                sleep(LOOK).await;
            }
        })
        .await;
        self.kill();
        let _status = self.child.wait().await;
        let _late = timeout(STREAMS, async { while self.listeners.join_next().await.is_some() {} }).await;
    }

    #[cfg(unix)]
    fn ask(&self) {
        if let Some(group) = self.group {
            let _gone = rustix::process::kill_process_group(group, rustix::process::Signal::TERM);
        }
    }

    #[cfg(unix)]
    fn has_group(&self) -> bool {
        self.group.is_some_and(|group| rustix::process::test_kill_process_group(group).is_ok())
    }

    #[cfg(unix)]
    fn kill(&mut self) {
        if let Some(group) = self.group {
            let _gone = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        }
    }

    #[cfg(not(unix))]
    fn ask(&mut self) {
        self.kill();
    }

    #[cfg(not(unix))]
    fn has_group(&self) -> bool {
        false
    }

    #[cfg(not(unix))]
    fn kill(&mut self) {
        let _gone = self.child.start_kill();
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Remembers the last lines of a stream.
async fn listen(stream: impl AsyncRead + Unpin, said: Arc<Mutex<VecDeque<String>>>) {
    let mut reader = BufReader::new(stream);
    let mut bytes = Vec::new();
    while let Ok(1..) = reader.read_until(b'\n', &mut bytes).await {
        let line: String = String::from_utf8_lossy(&bytes).trim_end().chars().take(LINE).collect();
        bytes.clear();
        let mut said = said.lock().unwrap_or_else(PoisonError::into_inner);
        if said.len() == LINES {
            said.pop_front();
        }
        said.push_back(line);
    }
}
