//! The program tells the same story every time, line by line the one in `story.txt`.

use std::io;
use std::process::Command;

fn told() -> io::Result<String> {
    let output = Command::new(env!("CARGO_BIN_EXE_embassy_bot")).output()?;
    assert!(output.status.success(), "{output:?}");
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn it_is_the_story() {
    assert_eq!(told().unwrap(), include_str!("story.txt"), "see above what it tells now");
}

#[test]
fn it_is_the_same_every_time() {
    let first = told().unwrap();
    assert_eq!(first.matches("digest ").count(), 2);
    assert_eq!(first, told().unwrap());
}

/// What is in the README is what is in the package.
#[test]
fn the_readme_shows_the_glue_and_the_story() {
    let readme = include_str!("../README.md");
    let glue = include_str!("../src/glue.rs");
    let listing = readme.split("```rust\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    assert!(glue.contains(listing), "the README's listing is not in src/glue.rs:\n{listing}");
    assert!(listing.contains("loop {") && listing.contains("fn instant"), "it is not the whole of it:\n{listing}");
    let lines = readme.split("```text\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    for line in lines.lines().filter(|line| *line != "...") {
        assert!(include_str!("story.txt").contains(line), "not in the story: {line}");
    }
}
