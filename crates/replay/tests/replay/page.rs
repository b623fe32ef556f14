//! The page of `--html`: one file that loads nothing, and what is in it. `page-test` looks at it in a
//! browser.

use std::fs;
use std::path::PathBuf;

use graph_call_replay::{End, Format, Replay};
use serde_json::Value;

use crate::{data, run, trace};

fn file(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("graph-call-replay-{name}-{}.html", std::process::id()))
}

fn page(trace: &str) -> String {
    let mut page = Vec::new();
    let replayed = Replay::new(End::App).run_with_page(&mut trace.as_bytes(), &mut std::io::sink(), &mut page);
    drop(replayed);
    String::from_utf8(page).unwrap()
}

/// What is between the first of these and the next of those.
fn between<'a>(page: &'a str, from: &str, to: &str) -> &'a str {
    let page = page.split_once(from).unwrap_or_else(|| panic!("no {from}")).1;
    page.split_once(to).unwrap_or_else(|| panic!("no {to} after {from}")).0
}

fn lines(page: &str) -> Vec<(u64, String, String)> {
    let lines = between(page, "id=\"data-lines\">\n", "</script>").lines().map(|line| {
        let parts: Vec<_> = line.split('\t').collect();
        let [call, text, json] = parts[..] else { panic!("{line}") };
        (call.parse().unwrap(), serde_json::from_str::<String>(text).unwrap(), json.to_owned())
    });
    lines.collect()
}

fn calls(page: &str) -> Vec<Value> {
    between(page, "id=\"data-calls\">\n", "</script>").lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn the_page_has_every_line_of_both_reports_and_every_call() {
    let path = file("whole");
    for name in ["many-calls.jsonl", "service-record.jsonl", "duplicates.jsonl"] {
        let end = if name.starts_with("service") { "service" } else { "app" };
        let trace = trace(name);
        let ran = run(&["--end", end, "--html", path.to_str().unwrap(), &trace], b"");
        assert_eq!((ran.status, ran.err.as_str()), (0, ""));
        let page = fs::read_to_string(&path).unwrap();
        let story: String = lines(&page).into_iter().map(|(_, text, _)| text + "\n").collect();
        let plain = run(&["--end", end, &trace], b"").out;
        assert_eq!(ran.out, plain, "the report is the same with a page and without");
        assert!(plain.contains(story.trim_end()), "{story}\n{plain}");
        let json = run(&["--end", end, "--json", &trace], b"").out;
        let steps: Vec<_> = json.lines().filter(|line| !line.contains("\"verdicts\"")).collect();
        let found = lines(&page);
        let found: Vec<_> = found.iter().map(|(_, _, json)| json.replace("\\u003c", "<")).collect();
        assert_eq!(found.iter().filter(|json| !json.is_empty()).collect::<Vec<_>>(), steps);
        let summaries: Vec<Value> = json.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        let summaries: Vec<_> = summaries.into_iter().filter(|line| line.get("verdicts").is_some()).collect();
        let calls = calls(&page);
        assert_eq!(calls.iter().map(|call| call["json"].clone()).collect::<Vec<_>>(), summaries);
        for call in &calls {
            assert!(plain.contains(call["text"].as_str().unwrap()), "{call}");
            assert!(
                call["states"][0][0].as_u64() >= call["from"].as_u64() && call["to"].as_u64() >= call["from"].as_u64()
            );
        }
    }
    fs::remove_file(path).unwrap();
}

#[test]
fn the_page_is_one_file_with_a_policy_that_lets_nothing_else_run() {
    let page = page(&fs::read_to_string(data().join("many-calls.jsonl")).unwrap());
    let policy = between(&page, "Content-Security-Policy\" content=\"", "\">");
    assert!(policy.starts_with("default-src 'none'; script-src 'sha256-"), "{policy}");
    assert!(!policy.contains("unsafe"), "{policy}");
    for loads in
        ["src=", "href=", "url(", "@import", "import ", "fetch(", "http-equiv=\"refresh\"", " style=", " onclick="]
    {
        assert!(!page.contains(loads), "{loads}");
    }
    assert!(page.trim_end().ends_with("</html>"));
}

#[test]
fn what_a_log_says_is_no_html() {
    let harm = "</script><!--<script>alert(1)</script>\u{2028}\t\n<img src=x>";
    let quoted = Value::from(harm).to_string();
    let call = "/communications/calls/57dab8b1-894c-409a-b240-bd8beae78896";
    let trace = format!(
        "{{\"at\": 0, \"request\": {{\"id\": {quoted}, \"method\": \"POST\", \"url\": \"{call}/keepAlive\"}}}}\n\
         {{\"at\": 1, \"response\": {{\"to\": {quoted}, \"status\": 400, \"body\": {{\"error\": {{\"code\": {quoted}, \"message\": {quoted}}}}}}}}}\n\
         {{\"at\": 2, \"request\": {{\"id\": {quoted}, \"method\": {quoted}, \"url\": \"/\"}}}}\n"
    );
    let page = page(&trace);
    assert_eq!(page.matches("<script").count(), 4, "three blocks and the script");
    assert_eq!(page.matches("</script>").count(), 4);
    assert!(!page.contains("<img") && !page.contains("alert(1)<"));
    assert!(lines(&page).iter().any(|(_, text, _)| text.contains("</script><!--")), "it is shown");
    assert_eq!(calls(&page).len(), 1);
}

#[test]
fn a_page_that_cannot_be_written_is_said() {
    let trace = trace("many-calls.jsonl");
    let ran = run(&["--html", "/nowhere/page.html", &trace], b"");
    assert!(ran.status == 1 && ran.err.contains("/nowhere/page.html"), "{}", ran.err);
    let ran = run(&["--html", &trace, &trace], b"");
    assert!(ran.status == 2 && ran.err.contains("which is the trace"), "{}", ran.err);
    assert!(fs::metadata(data().join("many-calls.jsonl")).unwrap().len() > 0);
    let mut full: &mut [u8] = &mut [0; 1_000];
    let replay = Replay::new(End::App).with_format(Format::Json);
    let replayed = replay.run_with_page(&mut b"{\"at\": 0}".as_slice(), &mut std::io::sink(), &mut full);
    assert!(replayed.into_result().unwrap_err().to_string().contains("cannot be written"));
}
