//! `docs/graph-facts.txt` and `docs/graph.md` against the code: what is acted on or kept is read and written back,
//! what is ignored is not, and nothing is read that is in neither.

use std::collections::BTreeSet;

use call_lifecycle::record::Tone;
use call_lifecycle::wire::{
    CallDisposition, Direction, EndpointType, Method, Modality, RecordingStatus, RejectReason, Resource, RoutingType,
    ScreenSharingRole, Target, json,
};
use call_lifecycle::{CallState, ChangeType, CompletionReason, OperationKind, OperationStatus};
use serde_json::json;

use crate::documents::{documents, read};
use crate::graph_bodies::{again, body, place, survives};

/// A line of the list, by its columns.
struct Row {
    kind: String,
    name: String,
    of: String,
    is_known: bool,
}

impl Row {
    /// What it belongs to, and its last name.
    fn parts(&self) -> (&str, &str) {
        self.name.rsplit_once('.').unwrap_or(("", &self.name))
    }
}

fn rows() -> Vec<Row> {
    let text = read("docs/graph-facts.txt");
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let columns = lines.map(|line| line.split(" | ").map(str::to_owned).collect::<Vec<_>>());
    let rows = columns.filter(|cells| !["source", "outside"].contains(&&*cells[0]));
    rows.map(|cells| Row {
        is_known: cells[5] != "ignores" || cells[6] != "ignores",
        kind: cells[0].clone(),
        name: cells[1].clone(),
        of: cells[2].clone(),
    })
    .collect()
}

#[test]
fn every_action_is_a_method_or_ignored() {
    for row in rows().iter().filter(|row| row.kind == "action") {
        let (_, name) = row.parts();
        assert_eq!(name.parse::<Method>().is_ok(), row.is_known, "{}", row.name);
    }
    // Each method is in the list, but one that the metadata has lost.
    let names: BTreeSet<String> =
        rows().iter().filter(|row| row.kind == "action").map(|row| row.parts().1.to_owned()).collect();
    for method in Method::ALL {
        assert_eq!(names.contains(method.as_str()), *method != Method::ConfigureMixer, "{method}");
    }
}

#[test]
fn every_parameter_is_read_and_written_or_ignored() {
    for row in rows().iter().filter(|row| row.kind == "parameter") {
        let (action, name) = row.parts();
        let action = action.rsplit('.').next().unwrap();
        assert_eq!(survives(body(action), "", &json!({}), name, &row.of), row.is_known, "{}", row.name);
    }
}

#[test]
fn every_member_is_read_and_written_or_ignored() {
    let rows = rows();
    let is_ignored = |of: &str| rows.iter().any(|row| row.kind == "type" && row.name == of && !row.is_known);
    for row in rows.iter().filter(|row| row.kind == "member") {
        let (of, name) = row.parts();
        if is_ignored(of) {
            assert!(!row.is_known, "{} is of a type that is ignored", row.name);
            continue;
        }
        let (again, at, around) = place(of);
        // The state of a call is in one type, the rest of it in another.
        let is_read = survives(again, at, &around, name, &row.of)
            || of == "call" && survives(again!(Resource), at, &around, name, &row.of);
        // Operations are no member of a call that is read: each has a path.
        let has_path = row.name == "call.operations";
        assert_eq!(is_read || has_path, row.is_known, "{}", row.name);
    }
    let operation =
        "/communications/calls/57dab8b1-894c-409a-b240-bd8beae78896/operations/57dab8b1-894c-409a-b240-bd8beae78896";
    assert!(matches!(Target::parse(operation), Ok(Target::Operation { .. })));
}

#[test]
fn every_type_of_an_operation_has_a_kind() {
    let rows = rows();
    let types = rows.iter().filter(|row| row.kind == "type" && row.of == "commsOperation");
    let kinds: BTreeSet<OperationKind> = types
        .map(|row| {
            let name = row.name.strip_suffix("Operation").unwrap();
            OperationKind::from_type_name(name).unwrap_or_else(|| panic!("{} has no kind", row.name))
        })
        .collect();
    for kind in OperationKind::ALL {
        let is_outside = matches!(kind, OperationKind::ConfigureMixer | OperationKind::Other);
        assert_eq!(kinds.contains(kind), !is_outside, "{kind}");
    }
}

#[test]
fn every_word_of_an_enumeration_is_known_or_ignored() {
    for row in rows().iter().filter(|row| row.kind == "word") {
        let (of, word) = row.parts();
        let is_known = match of {
            "callState" => word.parse::<CallState>().is_ok(),
            "callDirection" => word.parse::<Direction>().is_ok(),
            "operationStatus" => word.parse::<OperationStatus>().is_ok(),
            "recordCompletionReason" | "playPromptCompletionReason" | "sendDtmfCompletionReason" => {
                word.parse::<CompletionReason>().is_ok()
            }
            "tone" => word.parse::<Tone>().is_ok(),
            "rejectReason" => word.parse::<RejectReason>().is_ok(),
            "mediaState" => {
                let body = json!({"mediaState": {"audio": word}}).to_string();
                json::from_str::<Resource<'_>>(&body).unwrap().audio_active.is_some()
            }
            "modality" => word.parse::<Modality>().is_ok(),
            "recordingStatus" => word.parse::<RecordingStatus>().is_ok(),
            "screenSharingRole" => word.parse::<ScreenSharingRole>().is_ok(),
            "endpointType" => word.parse::<EndpointType>().is_ok(),
            "routingType" => word.parse::<RoutingType>().is_ok(),
            "callDisposition" => word.parse::<CallDisposition>().is_ok(),
            "changeType" => word.parse::<ChangeType>().is_ok(),
            "routingPolicy" | "callTranscriptionState" | "mediaDirection" | "routingMode" => false,
            other => panic!("nobody knows the enumeration {other}"),
        };
        assert_eq!(is_known, row.is_known, "{}", row.name);
    }
}

/// What `wire` reads besides: OData's own, names of older pages, and bodies of errors.
const BESIDES: &[&str] = &[
    "@odata.type",
    "@odata.id",
    "@odata.etag",
    "id",
    "resource",
    "resourceData",
    "subCode",
    "recordResourceLocation",
    "recordResourceAccessToken",
    "recordingFormat",
    "all",
    "error",
    "message",
    "innerError",
    "innererror",
    "request-id",
    "requestId",
];

#[test]
fn nothing_is_read_that_the_metadata_does_not_have() {
    let rows = rows();
    let listed: BTreeSet<&str> = rows.iter().filter(|row| row.is_known).map(|row| row.parts().1).collect();
    let wings = ["src/wire/notification/", "src/wire/request/", "src/wire/resource/"];
    for file in documents(|path| wings.iter().any(|wing| path.starts_with(wing))) {
        for names in file.text.split("\nmembers! {").skip(1).map(|rest| rest.split_once("} }").unwrap().0) {
            for name in names.split('"').skip(1).step_by(2) {
                assert!(listed.contains(name) || BESIDES.contains(&name), "{} reads {name}", file.path);
            }
        }
    }
}

#[test]
fn the_page_has_every_row() {
    let page = read("docs/graph.md");
    let rows = rows();
    for row in &rows {
        let cells = format!("| {} |", row.kind);
        let names = [format!("| {} |", row.name), format!("| **{}** |", row.name)];
        let line = page.lines().find(|line| line.contains(&cells) && names.iter().any(|name| line.starts_with(name)));
        let line = line.unwrap_or_else(|| panic!("{} is not there: run `cargo xtask graph`", row.name));
        assert!(line.contains("| ignores |") || row.is_known, "{line}");
        assert!(!line.contains("not known"), "{line}");
    }
    let within = ["| both |", "| v1.0 |", "| beta |"];
    let lines = page.lines().filter(|line| within.iter().any(|version| line.contains(version)));
    assert_eq!(lines.count(), rows.len(), "and no other: run `cargo xtask graph`");
}
