//! Files to which lines are appended.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

/// Adds the path to an error.
pub fn named(path: &Path) -> impl Fn(io::Error) -> io::Error {
    move |error| io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

/// An error in a line, counted from 1.
#[must_use]
pub fn wrong(path: &Path, line: usize, why: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("{}, line {line}: {why}", path.display()))
}

/// Gives each line of a file to a function. A last line that was cut off, as by a kill, is ignored
/// if that is allowed.
///
/// # Errors
/// If it cannot be read, or the function refuses a line: the path, the line and why.
pub fn lines(path: &Path, cut_off: bool, mut take: impl FnMut(&str) -> Result<(), String>) -> io::Result<()> {
    let mut reader = BufReader::new(File::open(path).map_err(named(path))?);
    let (mut line, mut number) = (Vec::new(), 0);
    while reader.read_until(b'\n', &mut line).map_err(named(path))? > 0 {
        number += 1;
        if !line.ends_with(b"\n") && cut_off {
            return Ok(());
        }
        let text = std::str::from_utf8(&line).map_err(|error| wrong(path, number, &error.to_string()))?;
        take(text.trim_end()).map_err(|why| wrong(path, number, &why))?;
        line.clear();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A last line without an end was cut off, or is one like the others: the file says which.
    #[test]
    fn a_last_line_without_an_end() {
        let path = std::env::temp_dir().join(format!("call-lifecycle-lines-{}", std::process::id()));
        for (text, whole, cut) in [
            ("", vec![], vec![]),
            ("a\n", vec!["a"], vec!["a"]),
            ("a", vec!["a"], vec![]),
            ("a\n\nb \n", vec!["a", "", "b"], vec!["a", "", "b"]),
            ("a\r\nb", vec!["a", "b"], vec!["a"]),
            ("\n", vec![""], vec![""]),
        ] {
            std::fs::write(&path, text).unwrap();
            for (cut_off, expected) in [(false, whole), (true, cut)] {
                let mut found = Vec::new();
                let keep = |line: &str| {
                    found.push(line.to_owned());
                    Ok(())
                };
                lines(&path, cut_off, keep).unwrap();
                assert_eq!(found, expected, "{text:?} {cut_off}");
            }
        }
        std::fs::write(&path, "a\nb\n").unwrap();
        let refused = lines(&path, true, |line| if line == "b" { Err("no".to_owned()) } else { Ok(()) });
        assert!(refused.unwrap_err().to_string().ends_with(", line 2: no"));
        std::fs::remove_file(path).unwrap();
    }
}
