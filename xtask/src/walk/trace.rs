//! Every instruction that a program executes, as valgrind sees it.

use std::error::Error;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

/// What valgrind saw.
pub struct Trace {
    /// The addresses of all instructions, in order.
    pub addresses: Vec<u64>,
    /// Where the function `traced_from_here` was loaded.
    pub marker: u64,
}

/// Runs the program with one argument. It prints where its marker is.
pub fn run(program: &Path, argument: &str) -> Result<Trace, Box<dyn Error>> {
    let mut valgrind = Command::new("valgrind")
        .args(["--tool=lackey", "--trace-mem=yes"])
        .arg(program)
        .arg(argument)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| {
            format!("valgrind does not start ({error}): install it, for example with apt-get install valgrind")
        })?;
    let log = valgrind.stderr.take().ok_or("valgrind has no log")?;
    let mut addresses = Vec::new();
    let mut rest = String::new();
    for line in BufReader::new(log).lines() {
        let line = line?;
        match line.strip_prefix("I  ").and_then(|line| line.split_once(',')) {
            Some((address, _)) => addresses.push(u64::from_str_radix(address, 16)?),
            None if line.starts_with(" S ") || line.starts_with(" L ") || line.starts_with(" M ") => {}
            None => rest = rest + &line + "\n",
        }
    }
    let output = valgrind.wait_with_output()?;
    if !output.status.success() {
        return Err(format!("`{} {argument}` failed under valgrind:\n{rest}", program.display()).into());
    }
    let printed = String::from_utf8(output.stdout)?;
    let marker =
        u64::from_str_radix(printed.trim(), 16).map_err(|_| format!("no address in the output {printed:?}"))?;
    Ok(Trace { addresses, marker })
}
