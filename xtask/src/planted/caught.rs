//! Who failed, from what `cargo test` printed.

/// The names of the laws, from the headings of the page about them.
pub(super) fn laws(page: &str) -> Vec<String> {
    page.lines().filter_map(|line| line.strip_prefix("### ")).map(str::to_owned).collect()
}

/// The laws whose tests failed, in bold; else two of the tests, and how many more.
///
/// A failed check prints "law NAME broken". Failing that, a test or a module that is named after a
/// law stands for it.
pub(super) fn by(log: &str, laws: &[String]) -> String {
    let (mut file, mut tests, mut broken) = (String::new(), Vec::new(), vec![false; laws.len()]);
    let mut said = false;
    for line in log.lines() {
        if let Some(running) = line.trim_start().strip_prefix("Running ") {
            file = name_of(running);
        } else if let Some(test) = line.strip_prefix("---- ").and_then(|rest| rest.strip_suffix(" stdout ----")) {
            named_after(&mut broken, laws, &tests, said);
            tests.push(format!("{file}::{test}"));
            said = false;
        } else if let Some(law) = law_in(line).filter(|_| !tests.is_empty()) {
            if let Some(index) = laws.iter().position(|name| name == law) {
                broken[index] = true;
                said = true;
            }
        }
    }
    named_after(&mut broken, laws, &tests, said);
    let bold: Vec<String> =
        laws.iter().zip(&broken).filter(|(_, broken)| **broken).map(|(law, _)| format!("**{law}**")).collect();
    if !bold.is_empty() {
        return bold.join(", ");
    }
    // A test that is named after the rule says more than a walk or the reference.
    tests.sort_by_key(|test| ["::reference", "::walk", "::random", "explore::"].iter().any(|long| test.contains(long)));
    let named: Vec<String> = tests.iter().take(2).map(|test| format!("`{test}`")).collect();
    let more = tests.len().saturating_sub(named.len());
    named.join(", ") + &if more > 0 { format!(", and {more} more") } else { String::new() }
}

/// If the last test said no law, the one that it is named after is broken.
fn named_after(broken: &mut [bool], laws: &[String], tests: &[String], said: bool) {
    let Some(test) = tests.last().filter(|_| !said) else { return };
    for (law, broken) in laws.iter().zip(broken) {
        let key = law.replace(' ', "_") + "_";
        *broken |= test.split("::").any(|part| format!("{part}_").starts_with(&key));
    }
}

/// `tests/laws/main.rs (target/…)` is `laws`; `unittests src/lib.rs (…)` is `src`.
fn name_of(running: &str) -> String {
    let path = running.split(" (").next().unwrap_or_default();
    let path = path.strip_prefix("unittests ").unwrap_or(path);
    let path = path.trim_end_matches("/main.rs").trim_end_matches("/lib.rs").trim_end_matches(".rs");
    path.rsplit('/').next().unwrap_or_default().to_owned()
}

fn law_in(line: &str) -> Option<&str> {
    let (_, rest) = line.split_once("law ")?;
    Some(rest.split_once(" broken")?.0)
}
