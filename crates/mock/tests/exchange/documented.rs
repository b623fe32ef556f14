//! Every request that Graph's pages document, as `documented.txt` lists them, gets the status of its page.

use call_lifecycle::Id;
use call_lifecycle::wire::Target;
use serde_json::Value;

use super::stage::{CREATE, ParseId, Stage, json, member};

const TABLE: &str = include_str!("documented.txt");
/// How many requests there are: one that is lost from the table is missed.
const COUNT: usize = 162;

struct Documented {
    page: &'static str,
    status: u16,
    shows: &'static str,
    on: &'static str,
    form: &'static str,
    request: &'static str,
    body: &'static str,
}

/// Each line of the table once for each form.
fn documented() -> Vec<Documented> {
    let lines = TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let rows = lines.flat_map(|line| {
        let columns: Vec<&str> = line.splitn(7, '|').map(str::trim).collect();
        let [page, status, shows, on, forms, request, body] = columns[..] else { panic!("no row: {line}") };
        let status = status.parse().unwrap();
        forms.split(' ').map(move |form| Documented { page, status, shows, on, form, request, body })
    });
    rows.collect()
}

fn prefix(form: &str) -> &'static str {
    match form {
        "V" => "/v1.0/communications",
        "A" => "/v1.0/app",
        "b" => "/beta/communications",
        "a" => "/beta/app",
        "o" => "/beta/applications/0fe0623f-d628-42ed-b4bd-8ac290072cc5",
        _ => panic!("no form: {form}"),
    }
}

/// The call that is asked.
fn call(stage: &mut Stage, on: &str) -> Option<Id> {
    let body = match on {
        "nothing" => return None,
        "incoming" => return Some(stage.ring()),
        "two" => CREATE.replace(r#", {"identity": {"user": {"id": "2"}}}"#, ""),
        "group" => CREATE.to_owned(),
        "apps" => CREATE.replace("serviceHosted", "appHosted"),
        _ => panic!("no such call: {on}"),
    };
    let answer = stage.ask("POST /v1.0/communications/calls", &body);
    stage.pass(10_000);
    Some(member(&answer, "id").parse_id())
}

/// A text in which what stands for something of the call is replaced by it.
fn filled(stage: &mut Stage, call: Id, text: &str) -> String {
    let mut text = stage.filled(call, text);
    if text.contains("GROUP") {
        stage.of(call, "POST /audioRoutingGroups", r#"{"id": "g", "routingMode": "multicast"}"#);
        text = text.replace("GROUP", "g");
    }
    if text.contains("SESSION") {
        let who = stage.someone(call);
        let who = who.rsplit('/').next().unwrap();
        stage.tell(&format!(r#"{{"participant": {{"call": "{call}", "event": "shares", "id": "{who}"}}}}"#)).unwrap();
        let sessions = json(&stage.of(call, "GET /contentSharingSessions", ""));
        text = text.replace("SESSION", sessions["value"][0]["id"].as_str().unwrap());
    }
    if text.contains("OPERATION") {
        let begun = stage.of(call, "POST /addLargeGalleryView", "{}");
        text = text.replace("OPERATION", &member(&begun, "id"));
    }
    text
}

/// What an answer shows instead, if it is not what the page shows.
fn differs(shows: &str, body: &Value, location: Option<&str>) -> Option<String> {
    let kind = body["@odata.type"].as_str().unwrap_or_default().trim_start_matches("#microsoft.graph.");
    let is_so = match shows.split_once(' ') {
        Some((_, status)) => {
            let named = location.is_none_or(|location| Target::parse(location).unwrap().operation().is_some());
            kind.ends_with("Operation") && body["status"] == status && named
        }
        None if shows == "nothing" => body.is_null(),
        None if shows == "list" => body["value"].is_array(),
        None => kind == shows,
    };
    (!is_so).then(|| format!("shows {body}, expected {shows}"))
}

#[test]
fn every_documented_request_gets_the_status_of_its_page() {
    let all = documented();
    let mut wrong = Vec::new();
    for Documented { page, status, shows, on, form, request, body } in &all {
        let mut stage = Stage::new();
        let call = call(&mut stage, on);
        let (verb, rest) = request.split_once(' ').unwrap_or((request, ""));
        let (path, body) = match call {
            Some(call) => {
                let rest = filled(&mut stage, call, rest);
                // The group is there already.
                (format!("/{call}{rest}"), body.replace("GROUP", "g"))
            }
            None => (rest.to_owned(), (*body).to_owned()),
        };
        let answer = stage.ask(&format!("{verb} {}/calls{path}", prefix(form)), &body);
        let differs = differs(shows, &json(&answer), answer.location.as_deref());
        if answer.status != *status {
            wrong.push(format!(
                "{page}: {verb} {}/calls{path}: {}, expected {status}: {answer:?}",
                prefix(form),
                answer.status
            ));
        } else if let Some(differs) = differs {
            wrong.push(format!("{page}: {verb} {}/calls{path}: {differs}", prefix(form)));
        }
    }
    assert!(wrong.is_empty(), "{} of {} are wrong:\n{}", wrong.len(), all.len(), wrong.join("\n"));
    assert_eq!(all.len(), COUNT, "requests of the pages");
}

/// A method that the table lacks has no page.
#[test]
fn every_method_of_a_call_is_documented_or_in_no_page() {
    use call_lifecycle::wire::Method;

    // No page has these yet (source `metadata`).
    let unpaged = [Method::AdmitFromLobby, Method::RemoveFromLobby, Method::AdmitAllFromLobby];
    let all = documented();
    for method in Method::ALL {
        let is_there = all.iter().any(|row| {
            let last = row.request.rsplit(['/', '.']).next().unwrap_or_default();
            last.eq_ignore_ascii_case(method.as_str())
        });
        assert_eq!(is_there, !unpaged.contains(method), "{method}");
    }
}
