//! Any lines through the `graph-call-replay`: a report or a clear error, the same each time, and
//! JSON where it was asked for.

use graph_call_replay::program::run as replay;

use super::watch::Watch;

/// A byte for what is asked for, and the trace.
pub fn run(data: &[u8], _watch: &mut impl Watch) {
    let Some((asked, trace)) = data.split_first() else { return };
    let end = if asked & 1 == 0 { "app" } else { "service" };
    let json = asked & 2 == 0;
    let mut arguments = vec!["--end", end];
    if json {
        arguments.push("--json");
    }
    arguments.push("-");
    let (status, out, err) = ran(&arguments, trace);
    assert_eq!(ran(&arguments, trace), (status, out.clone(), err.clone()), "not twice the same");
    match status {
        0 => assert_eq!(err, "", "an error, and all was well"),
        2 => assert!(err.starts_with("-: line "), "no line number: {err}"),
        status => panic!("status {status}: {err}"),
    }
    if json {
        for line in out.lines() {
            let value: serde_json::Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
            assert!(value.is_object(), "{line}");
        }
    }
}

fn ran(arguments: &[&str], mut trace: &[u8]) -> (u8, String, String) {
    let arguments: Vec<String> = arguments.iter().map(|argument| (*argument).to_owned()).collect();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let status = replay(&arguments, &mut trace, &mut out, &mut err, false);
    (status, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}
