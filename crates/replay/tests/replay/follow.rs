//! `--follow`: a trace that grows.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use graph_call_replay::program;

use crate::run;

const CALL: &str = "/communications/calls/57dab8b1-894c-409a-b240-bd8beae78896";
/// How long nothing is to come, in seconds: longer than a busy machine keeps a test from writing on.
const IDLE: &str = "3";

fn file(name: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("graph-call-replay-{name}-{}.jsonl", std::process::id()));
    let _ = fs::remove_file(&path);
    path
}

fn append(path: &Path, text: &str) {
    OpenOptions::new().create(true).append(true).open(path).unwrap().write_all(text.as_bytes()).unwrap();
}

fn notified(at: u64, state: &str) -> String {
    format!(
        "{{\"at\": {at}, \"notification\": {{\"value\": [{{\"changeType\": \"updated\", \"resourceUrl\": \"{CALL}\", \
         \"resourceData\": {{\"state\": \"{state}\"}}}}]}}}}\n"
    )
}

/// What a program writes, as it does.
struct Out(Sender<String>);

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.send(String::from_utf8(bytes.to_vec()).unwrap()).map_err(std::io::Error::other)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// A program that follows a file, with what it has written.
struct Following {
    out: Receiver<String>,
    so_far: String,
    task: JoinHandle<(u8, String)>,
}

impl Following {
    fn new(path: &Path, idle: &str) -> Self {
        let arguments = ["--follow", "--idle", idle, path.to_str().unwrap()].map(str::to_owned);
        let (sender, out) = mpsc::channel();
        let task = thread::spawn(move || {
            let mut err = Vec::new();
            let status = program::run(&arguments, &mut b"".as_slice(), &mut Out(sender), &mut err, false);
            (status, String::from_utf8(err).unwrap())
        });
        Self { out, so_far: String::new(), task }
    }

    /// Waits until it has written this.
    fn told(&mut self, said: &str) {
        while !self.so_far.contains(said) {
            match self.out.recv_timeout(Duration::from_secs(60)) {
                Ok(text) => self.so_far += &text,
                Err(_) => panic!("no {said} in:\n{}", self.so_far),
            }
        }
    }

    fn end(mut self) -> (u8, String, String) {
        let (status, err) = self.task.join().unwrap();
        self.so_far.extend(self.out.try_iter());
        (status, self.so_far, err)
    }
}

#[test]
fn what_is_new_is_told_at_once_and_a_line_that_is_not_whole_is_waited_for() {
    let path = file("grows");
    append(&path, &notified(0, "establishing"));
    let mut following = Following::new(&path, IDLE);
    following.told("taken as establishing");
    let line = notified(1_000, "established");
    let (half, rest) = line.split_at(40);
    append(&path, half);
    thread::sleep(Duration::from_millis(400));
    append(&path, rest);
    following.told("now established");
    append(&path, &notified(3_600_000, "terminated"));
    following.told("- ");
    let (status, out, err) = following.end();
    assert_eq!((status, err.as_str()), (0, ""));
    let (steps, summary) = out.split_once("\ncall #1").unwrap();
    assert!(steps.contains("01:00:00.000  #1   - ") && summary.contains("diagnosis"), "{out}");
    // It is the report of the whole file, with the news in between.
    let whole = run(&[path.to_str().unwrap()], b"").out;
    let told: String = out.lines().filter(|line| !line.contains("  #1   - ")).map(|line| format!("{line}\n")).collect();
    assert_eq!(told, whole);
    fs::remove_file(path).unwrap();
}

#[test]
fn a_file_that_is_cut_off_or_replaced_is_said() {
    let path = file("rotated");
    append(&path, &notified(0, "establishing").repeat(2));
    let mut following = Following::new(&path, IDLE);
    following.told("taken as establishing");
    // Whenever it is looked at, it is shorter than it was.
    File::create(&path).unwrap();
    append(&path, &notified(1_000, "established"));
    following.told("now established");
    // What is written to the old file before it goes is read.
    append(&path, &notified(2_000, "hold"));
    let old = path.with_extension("old");
    fs::rename(&path, &old).unwrap();
    append(&old, &notified(3_000, "established"));
    append(&path, &notified(4_000, "terminating"));
    following.told("now terminating");
    let (status, out, err) = following.end();
    assert_eq!(status, 0, "{err}");
    assert!(out.contains("now hold") && out.matches("now established").count() == 2, "{out}");
    let said: Vec<_> = err.lines().map(|line| line.rsplit_once(".jsonl: ").unwrap().1).collect();
    assert_eq!(said.len(), 2, "{err}");
    assert!(said[0].starts_with("the file was cut off") && said[1].starts_with("another file has taken"), "{err}");
    fs::remove_file(path).unwrap();
    fs::remove_file(old).unwrap();
}

#[test]
fn what_cannot_be_followed_is_said() {
    for (arguments, said) in [
        (&["--follow", "-"][..], "expected a file"),
        (&["--follow", "--sort", "x"], "--sort and --follow"),
        (&["--idle", "1", "x"], "--idle without --follow"),
        (&["--follow", "--idle", "soon", "x"], "a number of seconds"),
        (&["--follow", "--idle", "-1", "x"], "a number of seconds"),
        (&["--follow", "/nowhere"], "/nowhere"),
        (&["--follow", "/tmp"], "a directory"),
    ] {
        let ran = run(arguments, b"");
        assert!(ran.status == 2 && ran.err.contains(said), "{arguments:?}: {}", ran.err);
    }
}

/// The first Ctrl-C ends the wait, not the program.
#[cfg(unix)]
#[test]
fn an_interrupt_ends_it_with_the_summary() {
    use std::io::Read;
    use std::process::{Command, Stdio};

    let path = file("interrupted");
    append(&path, &notified(0, "established"));
    let mut program = Command::new(env!("CARGO_BIN_EXE_graph-call-replay"))
        .arg("--follow")
        .arg(&path)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = program.stdout.take().unwrap();
    let (mut told, mut buffer) = (String::new(), [0; 4_096]);
    while !told.contains("<= updated established") {
        let count = out.read(&mut buffer).unwrap();
        assert!(count > 0, "{told}");
        told += std::str::from_utf8(&buffer[..count]).unwrap();
    }
    let id = program.id().to_string();
    assert!(Command::new("kill").args(["-INT", id.as_str()]).status().unwrap().success());
    out.read_to_string(&mut told).unwrap();
    assert!(program.wait().unwrap().success());
    assert!(told.contains("diagnosis"), "{told}");
    fs::remove_file(path).unwrap();
}
