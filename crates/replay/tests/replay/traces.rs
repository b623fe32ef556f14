//! Traces with their expected outputs.

use std::fs;

use crate::{data, run};

/// Compares what a trace gives with the file next to it, or writes that file.
fn expect(trace: &str, end: &str) {
    let data = data();
    let input = data.join(format!("{trace}.jsonl"));
    let other_end = if end == "service" && !trace.starts_with("service-") { ".service" } else { "" };
    for (option, extension) in [(None, "txt"), (Some("--json"), "json")] {
        let mut arguments = vec!["--end", end];
        arguments.extend(option);
        arguments.push(input.to_str().unwrap());
        let ran = run(&arguments, b"");
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{trace}");
        let expected = data.join(format!("{trace}{other_end}.{extension}"));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&expected, &ran.out).unwrap();
        }
        let wanted = fs::read_to_string(&expected).unwrap_or_default();
        assert!(ran.out == wanted, "{} is not what the trace gives now, which is:\n{}", expected.display(), ran.out);
    }
}

macro_rules! traces {
    ($($name:ident: $trace:literal $($end:literal)+;)+) => {
        $(#[test]
        fn $name() {
            $(expect($trace, $end);)+
        })+

        /// No trace lies about without a test.
        #[test]
        fn every_trace_is_here() {
            let known = [$($trace),+];
            for entry in fs::read_dir(data()).unwrap() {
                let path = entry.unwrap().path();
                if path.extension().is_some_and(|extension| extension == "jsonl") {
                    let stem = path.file_stem().unwrap().to_str().unwrap();
                    assert!(known.contains(&stem), "{stem} has no test");
                }
            }
        }
    };
}

traces! {
    the_keep_alive_page: "source-keep-alive" "app" "service";
    the_record_page: "source-record" "app" "service";
    dropped_at_45_minutes: "drop-45-minutes" "app";
    duplicates_late_and_out_of_order: "duplicates" "app";
    overtaken_answers: "overtaken" "app";
    a_clock_that_runs_backwards: "clock-backwards" "app";
    transfers: "transfer" "app" "service";
    rejected: "rejected" "app" "service";
    redirected: "redirected" "app" "service";
    answered_late: "answered-late" "app";
    a_day: "day-long" "app";
    hung_up_and_never_confirmed: "hang-up-unconfirmed" "app";
    hung_up_and_no_end: "hang-up-without-end" "app";
    asked_for_ever_after_a_404: "404-for-ever" "app";
    a_record_that_never_completes: "record-never-completes" "app";
    many_calls: "many-calls" "app";
    the_service_records: "service-record" "service";
    the_service_drops: "service-drop" "service";
}
