//! The drawing, and what a long replay says on a terminal.

use graph_call_replay::program;
use std::fs;

use crate::{data, run, trace};

fn draw(arguments: &[&str], name: &str) -> String {
    let file = std::env::temp_dir().join(format!("replay-{}-{name}.svg", std::process::id()));
    let mut all = vec!["--svg", file.to_str().unwrap()];
    all.extend(arguments);
    let ran = run(&all, b"");
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    let drawing = fs::read_to_string(&file).unwrap();
    fs::remove_file(&file).unwrap();
    drawing
}

#[test]
fn the_drawing_in_the_documentation_is_what_is_drawn() {
    let expected = data().join("../../docs/timeline.svg");
    let drawing = draw(&[&trace("drop-45-minutes.jsonl")], "drop");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&expected, &drawing).unwrap();
    }
    assert!(fs::read_to_string(&expected).unwrap() == drawing, "UPDATE=1 draws docs/timeline.svg anew");
    // With --json the drawing is the same.
    assert_eq!(draw(&["--json", &trace("drop-45-minutes.jsonl")], "json"), drawing);
}

#[test]
fn every_trace_can_be_drawn() {
    for entry in fs::read_dir(data()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "jsonl") {
            let end =
                if path.file_stem().unwrap().to_str().unwrap().starts_with("service-") { "service" } else { "app" };
            let drawing = draw(&["--end", end, path.to_str().unwrap()], path.file_stem().unwrap().to_str().unwrap());
            assert!(drawing.starts_with("<svg ") && drawing.ends_with("</svg>\n"));
            assert_eq!(
                drawing.matches("<rect").count(),
                drawing.matches("</rect>").count() + drawing.matches("rx=\"2\"/>").count() + 3
            );
            assert!(!drawing.contains("NaN") && !drawing.contains("inf"), "{drawing}");
        }
    }
    // Nothing, and a single moment.
    assert_eq!(run(&["--svg", "/dev/null", "-"], b"").status, 0);
    assert_eq!(run(&["--svg", "/dev/null", "-"], br#"{"at": 18446744073709551615}"#).status, 0);
    let keep_alive = r#"{"at": TIME, "request": {"id": "TIME", "method": "POST", "url": "/app/calls/57dab8b1-894c-409a-b240-bd8beae78896/keepAlive"}}"#;
    for times in [
        ["0", "18446744073709551615"],
        ["18446744073709551615", "0"],
        ["18446744073709551614", "18446744073709551615"],
        ["7", "7"],
    ] {
        let trace = times.map(|time| keep_alive.replace("TIME", time)).join("\n");
        for end in ["app", "service"] {
            let ran = run(&["--end", end, "--svg", "/dev/null", "-"], trace.as_bytes());
            assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{times:?}");
        }
    }
}

#[test]
fn a_drawing_that_cannot_be_written() {
    let ran = run(&["--svg", "/nowhere/at/all.svg", &trace("rejected.jsonl")], b"");
    assert_eq!(ran.status, 1);
    assert!(ran.err.contains("found no way to write /nowhere/at/all.svg"), "{}", ran.err);
    assert!(ran.out.contains("diagnosis"));
}

#[test]
fn a_long_replay_says_how_far_it_is_on_a_terminal_alone() {
    let trace = "{\"at\": 5}\n".repeat(150_000);
    for terminal in [true, false] {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let arguments = ["--json".to_owned(), "-".to_owned()];
        let status = program::run(&arguments, &mut trace.as_bytes(), &mut out, &mut err, terminal);
        let err = String::from_utf8(err).unwrap();
        assert_eq!((status, out.as_slice()), (0, &b""[..]));
        assert_eq!(err.contains("150000 lines, 0 calls"), terminal, "{err}");
        // The line is wiped in the end.
        assert!(!terminal || err.ends_with("\r\x1b[K"), "{err}");
    }
}
