//! URLs and resource paths.

use call_lifecycle::wire::{ApiVersion, Method, PathError, Target};
use call_lifecycle::{Id, OperationKind, ParseIdError};

use crate::{CALL, OPERATION, id};

fn parse(text: &str) -> Target {
    Target::parse(text).unwrap()
}

fn method(method: Method) -> Target {
    Target::Method { call: id(CALL), participant: None, method }
}

#[test]
fn the_urls_of_the_source_pages() {
    let call = id("2e1a0b00-2db4-4022-9570-243709c565ab");
    assert_eq!(
        parse("https://graph.microsoft.com/v1.0/communications/calls/2e1a0b00-2db4-4022-9570-243709c565ab/keepAlive"),
        Target::Method { call, participant: None, method: Method::KeepAlive }
    );
    assert_eq!(parse(&format!("https://graph.microsoft.com/beta/app/calls/{CALL}/record")), method(Method::Record));
    assert_eq!(
        parse(&format!("/applications/2e1a0b00-2db4-4022-9570-243709c565ab/calls/{CALL}/record")),
        method(Method::Record)
    );
    // `Location` of the 202, and `resource` of the notification.
    for text in [
        "https://graph.microsoft.com/beta/app/calls/57dab8b1-894c-409a-b240-bd8beae78896/operations/0fe0623f-d628-42ed-b4bd-8ac290072cc5",
        "/app/calls/57DAB8B1894C409AB240BD8BEAE78896/operations/0FE0623FD62842EDB4BD8AC290072CC5",
    ] {
        assert_eq!(parse(text), Target::Operation { call: id(CALL), operation: id(OPERATION) });
    }
}

#[test]
fn every_prefix_and_spelling() {
    for host in ["", "https://graph.microsoft.com", "http://localhost:9441", "HTTPS://x.example"] {
        for version in ["", "/v1.0", "/beta", "/V1.0"] {
            for root in ["", "/app", "/communications", "/Communications", "/applications/anything"] {
                for end in ["", "/", "?$select=id", "#x", "/?a=/calls/b"] {
                    for call in [CALL, "57DAB8B1894C409AB240BD8BEAE78896", "57DAB8B1-894C-409A-B240-BD8BEAE78896"] {
                        let text = format!("{host}{version}{root}/calls/{call}{end}");
                        assert_eq!(Target::parse(&text), Ok(Target::Call { call: id(CALL) }), "{text}");
                        if host.is_empty() {
                            assert_eq!(Target::parse(&text[1..]), Ok(Target::Call { call: id(CALL) }), "{text}");
                        }
                        let text = format!("{host}{version}{root}/Calls/{call}/KEEPALIVE{end}");
                        assert_eq!(Target::parse(&text), Ok(method(Method::KeepAlive)), "{text}");
                    }
                }
            }
        }
    }
    assert_eq!(parse("/communications/calls"), Target::Calls);
    assert_eq!(parse("https://graph.microsoft.com/v1.0/app/calls/"), Target::Calls);
    assert_eq!(parse(&format!("/calls/{CALL}/microsoft.graph.recordResponse")), method(Method::RecordResponse));
}

/// Blanks before and after what is asked for are those of a header, and no part of it.
#[test]
fn blanks_around_a_path_do_not_count() {
    for host in ["", "https://graph.microsoft.com/v1.0"] {
        for (before, after) in [("", ""), (" ", ""), ("", " "), (" \t", "\n")] {
            for (slash, query) in [("", ""), ("", "?"), ("", "?$select=id"), ("/", "#x"), ("/", "?a=/calls/b")] {
                let text = format!("{before}{host}/app/calls/{CALL}{slash}{after}{query}{after}");
                assert_eq!(Target::parse(&text), Ok(Target::Call { call: id(CALL) }), "{text:?}");
                let path = format!("{host}/app/calls/{CALL}/operations/{OPERATION}{slash}");
                let text = format!("{before}{path}{after}{query}{after}");
                assert_eq!(parse(&text), Target::Operation { call: id(CALL), operation: id(OPERATION) }, "{text:?}");
                assert_eq!(Target::located_operation(&text), Some(id(OPERATION)), "{text:?}");
            }
        }
    }
}

#[test]
fn every_method_is_read_and_written() {
    let participant = id("7d501bf1-5ee4-4605-ba92-0ae4513c611f");
    for &each in Method::ALL {
        let of_participants =
            matches!(each, Method::Invite | Method::MuteAll | Method::ConfigureMixer | Method::AdmitAllFromLobby);
        let of_one = matches!(
            each,
            Method::StartHoldMusic | Method::StopHoldMusic | Method::AdmitFromLobby | Method::RemoveFromLobby
        );
        let of_participant = of_one || each == Method::Mute;
        if !of_one {
            let middle = if of_participants { "/participants" } else { "" };
            let text = format!("/communications/calls/{CALL}{middle}/{each}");
            assert_eq!(parse(&text), method(each), "{text}");
            assert_eq!(method(each).path(ApiVersion::V1).unwrap().to_string(), text);
        }
        if of_participant {
            let text = format!("/app/calls/{CALL}/participants/{participant}/{each}");
            let target = Target::Method { call: id(CALL), participant: Some(participant), method: each };
            assert_eq!(parse(&text), target);
            assert_eq!(target.path(ApiVersion::Beta2019).unwrap().to_string(), text);
        }
    }
    let kinds: Vec<_> = Method::ALL.iter().filter_map(|method| method.operation()).collect();
    for kind in OperationKind::ALL {
        let times = match kind {
            OperationKind::Record => 2,
            OperationKind::Other => 0,
            _ => 1,
        };
        assert_eq!(kinds.iter().filter(|found| *found == kind).count(), times, "{kind}");
    }
    let none: Vec<_> =
        Method::ALL.iter().filter(|method| method.operation().is_none()).map(|method| method.as_str()).collect();
    assert_eq!(none, ["answer", "reject", "redirect", "transfer", "keepAlive", "changeScreenSharingRole"]);
}

#[test]
fn paths_are_written_as_the_pages_do() {
    let operation = Target::Operation { call: id(CALL), operation: id(OPERATION) };
    let write = |target: Target, version| target.path(version).unwrap().to_string();
    let compact = |target: Target, version| target.path(version).unwrap().compact().to_string();
    assert_eq!(
        compact(operation, ApiVersion::Beta2019),
        "/app/calls/57DAB8B1894C409AB240BD8BEAE78896/operations/0FE0623FD62842EDB4BD8AC290072CC5"
    );
    assert_eq!(
        compact(operation, ApiVersion::V1),
        "/communications/calls/57DAB8B1894C409AB240BD8BEAE78896/operations/0FE0623FD62842EDB4BD8AC290072CC5"
    );
    assert_eq!(
        write(operation, ApiVersion::Beta2019),
        "/app/calls/57dab8b1-894c-409a-b240-bd8beae78896/operations/0fe0623f-d628-42ed-b4bd-8ac290072cc5"
    );
    assert_eq!(write(Target::Calls, ApiVersion::V1), "/communications/calls");
    assert_eq!(
        write(Target::Operations { call: id(CALL) }, ApiVersion::V1),
        format!("/communications/calls/{CALL}/operations")
    );
    assert_eq!(Target::Other { call: Some(id(CALL)) }.path(ApiVersion::V1), None);
    assert_eq!(serde_json::to_string(&Target::Calls.path(ApiVersion::Beta2019)).unwrap(), r#""/app/calls""#);
}

#[test]
fn other_resources_keep_their_call() {
    let other = |call: Option<&str>| Target::Other { call: call.map(id) };
    for rest in [
        "participants",
        "participants/7d501bf1-5ee4-4605-ba92-0ae4513c611f",
        "contentsharingsessions",
        "audioRoutingGroups/x",
        "startHoldMusic",
        "invite",
        "keepAlive/now",
    ] {
        if rest == "startHoldMusic" {
            // Documented under a participant only; without one it names a method all the same.
            assert_eq!(parse(&format!("/app/calls/{CALL}/{rest}")), method(Method::StartHoldMusic));
            continue;
        }
        assert_eq!(parse(&format!("/app/calls/{CALL}/{rest}")), other(Some(CALL)), "{rest}");
    }
    assert_eq!(parse("/communications/calls/logTeleconferenceDeviceQuality"), other(None));
    assert_eq!(parse("/communications/onlineMeetings/1"), other(None));
    assert_eq!(parse("https://graph.microsoft.com/v1.0/users/1/calls/2"), other(None));
    assert_eq!(parse(&format!("/app/calls/{CALL}/operations/participants")), Target::Operations { call: id(CALL) });
    assert_eq!(parse(&format!("/app/calls/{CALL}/operations")), Target::Operations { call: id(CALL) });
}

/// As OData writes a key: in brackets and quotation marks, or as a segment.
#[test]
fn a_key_in_brackets_is_a_segment() {
    for (text, target) in [
        (format!("/communications/calls('{CALL}')"), Target::Call { call: id(CALL) }),
        (format!("https://graph.microsoft.com/beta/app/calls('{CALL}')/?$select=id"), Target::Call { call: id(CALL) }),
        (format!("/applications('an app')/Calls('{CALL}')/keepAlive"), method(Method::KeepAlive)),
        (
            format!("/app/calls('{CALL}')/operations('{OPERATION}')"),
            Target::Operation { call: id(CALL), operation: id(OPERATION) },
        ),
        (
            format!("/app/calls/{CALL}/participants('{OPERATION}')/mute"),
            Target::Method { call: id(CALL), participant: Some(id(OPERATION)), method: Method::Mute },
        ),
        (format!("/app/calls/{CALL}/audioRoutingGroups('x')"), Target::Other { call: Some(id(CALL)) }),
    ] {
        assert_eq!(parse(&text), target, "{text}");
    }
    for text in ["calls('')", "calls()", "calls(7)", "calls('')/keepAlive", "calls('7", "calls/'7')", "calls('a')('b')"]
    {
        let text = format!("/communications/{text}");
        assert!(
            !matches!(Target::parse(&text), Ok(Target::Calls | Target::Call { .. } | Target::Method { .. })),
            "{text}"
        );
    }
    assert_eq!(Target::located_operation(&format!("operations('{OPERATION}')")), Some(id(OPERATION)));
    assert_eq!(
        Target::located_operation(&format!("/x/calls('{CALL}')/operations('{OPERATION}')?y")),
        Some(id(OPERATION))
    );
    for text in ["operations('')", "operations()", "operation('7')"] {
        assert_eq!(Target::located_operation(text), None, "{text}");
    }
    assert_eq!(Target::located_operation(&format!("calls('{OPERATION}')")), None);
}

#[test]
fn errors_name_the_segment() {
    for text in ["", "/", "  ", "https://graph.microsoft.com", "https://graph.microsoft.com/", "?a=b"] {
        assert_eq!(Target::parse(text), Err(PathError::Empty), "{text:?}");
    }
    let error = |text: &str| match Target::parse(text) {
        Err(PathError::Id { collection, text, error }) => (collection, text.as_str().to_string(), error),
        other => panic!("{other:?}"),
    };
    assert_eq!(error("/app/calls/{id}/record"), ("calls", "{id}".into(), ParseIdError::Length { found: 4 }));
    assert_eq!(
        error("/app/calls/57dab8b1-894c-409a-b240-bd8beae7889g"),
        ("calls", "57dab8b1-894c-409a-b240-bd8beae7889g".into(), ParseIdError::Digit { index: 35 })
    );
    assert_eq!(error(&format!("/app/calls/{CALL}/operations/1")).0, "operations");
    assert_eq!(
        error(&format!("/app/calls/{CALL}/participants/é/mute")),
        ("participants", "é".into(), ParseIdError::Length { found: 2 })
    );
    // No more than 40 bytes are kept, and no half characters.
    let long = "é".repeat(30);
    assert_eq!(error(&format!("/app/calls/{long}")).1, "é".repeat(20));
    let odd = format!("x{long}");
    assert_eq!(error(&format!("/app/calls/{odd}")).1, format!("x{}", "é".repeat(19)));
    assert_eq!(
        Target::parse("/app/calls/7").unwrap_err().to_string(),
        "the segment after calls is \"7\": an id has 32 hexadecimal digits, or those with 4 dashes (36 bytes), but the text has 1 bytes"
    );
    assert_eq!(
        Target::parse("/calls/57DAB8B1894C409AB240BD8BEAE78896").unwrap().call(),
        Some(Id::from_u128(0x57DA_B8B1_894C_409A_B240_BD8B_EAE7_8896))
    );
}
