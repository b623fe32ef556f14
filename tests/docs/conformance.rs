//! The two pages this crate starts from, sentence by sentence: `docs/conformance.md` names the test of each. This file has those
//! that fit nowhere else.

use crate::documents::{names, read, test_exists};
use call_lifecycle::service::Request;
use call_lifecycle::{CallState, Cause, OperationKind, Timestamp, app};
use testkit::service::{CALL, START, Service, at};

#[test]
fn every_row_names_a_test_that_exists_or_says_why_not() {
    let text = read("docs/conformance.md");
    let rows: Vec<&str> =
        text.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| sentence")).collect();
    assert!(rows.len() >= 55, "{} rows only", rows.len());
    for row in rows {
        let named = names(row);
        assert!(!named.is_empty() || row.contains("Outside"), "this is open: {row}");
        for (file, name) in named {
            assert!(test_exists(file, name), "{file}.rs::{name} is not there");
        }
    }
}

/// "Make a request to this API every 15 to 45 minutes to ensure that an ongoing call remains active."
#[test]
fn a_request_every_15_to_45_minutes_keeps_a_call_active() {
    for interval in [at(15, 0, 0), at(30, 0, 0), at(44, 59, 999)].map(Timestamp::as_millis) {
        let mut call = Service::<4>::connected();
        for count in 1..=100 {
            assert_eq!(call.keep_alive(Timestamp::from_millis(count * interval)), 200);
        }
        assert_eq!(call.state(), CallState::Established);
    }
    let mut call = Service::<4>::connected();
    assert_eq!(call.keep_alive(at(45, 0, 0)), 404);
}

/// "The resources related to the call should be cleaned up on the application side."
#[test]
fn a_404_makes_the_application_clean_up() {
    let mut call = app::Call::<4>::outgoing(CALL, START, &app::Policy::DEFAULT);
    let record = app::Token::new(app::Request::Operation(OperationKind::Record), 0);
    let _step = call.handle(START, app::Event::Sent { token: record, hints: app::OperationHints::NONE });
    let token = app::Token::new(app::Request::KeepAlive, 1);
    let _step = call.handle(at(15, 0, 0), app::Event::Sent { token, hints: app::OperationHints::NONE });
    let reply = app::Reply::new(404);
    let step = call.handle(at(15, 0, 1), app::Event::Reply { token, sent: at(15, 0, 0), reply });
    let [ended] = step.outputs() else { panic!("{step:?}") };
    let app::Output::Ended { cause: Cause::NotFound, operations } = ended.output else { panic!("{ended:?}") };
    assert_eq!(operations.len(), 1, "its operations are freed with it");
    assert_eq!((call.state(), call.next_deadline()), (CallState::Terminated, None), "no heartbeat runs on");
}

/// What the service answers to a call that has ended is what makes the application clean up.
#[test]
fn the_404_of_one_end_is_the_404_of_the_other() {
    let mut service = Service::<4>::in_state(CallState::Terminated);
    let status = service.request(at(15, 0, 0), Request::KeepAlive).status;
    let mut call = app::Call::<4>::outgoing(CALL, START, &app::Policy::DEFAULT);
    let token = app::Token::new(app::Request::KeepAlive, 1);
    let _step = call.handle(at(15, 0, 0), app::Event::Sent { token, hints: app::OperationHints::NONE });
    let _step =
        call.handle(at(15, 0, 0), app::Event::Reply { token, sent: at(15, 0, 0), reply: app::Reply::new(status) });
    assert_eq!(call.state(), CallState::Terminated);
}

/// The pages' own texts through `wire` and both machines.
#[cfg(feature = "wire")]
mod on_the_wire {
    use call_lifecycle::app::{Body, Event as AppEvent, OperationHints, Output as AppOutput, Reply, Token};
    use call_lifecycle::record::{Profile, RecordPhase};
    use call_lifecycle::service::{MediaEvent, Request};
    use call_lifecycle::wire::{
        ApiVersion, CommsNotifications, Method, Notice, Record, ServiceNotification, ServiceNotifications, Target,
    };
    use call_lifecycle::{
        ClientContext, CompletionReason, Id, OperationKind, OperationReport, OperationStatus, Slot, app,
    };

    use testkit::service::recordings::example;
    use testkit::service::{CALL, START, Service, at};

    const OPERATION: &str = "0fe0623f-d628-42ed-b4bd-8ac290072cc5";
    const CONTEXT: &str = "d45324c1-fcb5-430a-902c-f20af696537c";

    /// The request of the record page's example.
    const REQUEST: &str = r##"{
      "bargeInAllowed": true,
      "clientContext": "d45324c1-fcb5-430a-902c-f20af696537c",
      "prompts": [
        {
          "@odata.type": "#microsoft.graph.mediaPrompt",
          "mediaInfo": {
            "uri": "https://cdn.contoso.com/beep.wav",
            "resourceId": "1D6DE2D4-CD51-4309-8DAA-70768651088E"
          },
          "loop": 5
        }
      ],
      "maxRecordDurationInSeconds": 1800,
      "initialSilenceTimeoutInSeconds": 10,
      "maxSilenceTimeoutInSeconds": 2,
      "recordingFormat": "wav",
      "playBeep": true,
      "streamWhileRecording": true,
      "stopTones": [ "#", "11", "*" ]
    }"##;

    /// The notification of the record page's example.
    const NOTIFICATION: &str = r##"{
      "value": [
        {
          "changeType": "deleted",
          "resource": "/app/calls/57DAB8B1894C409AB240BD8BEAE78896/operations/0FE0623FD62842EDB4BD8AC290072CC5",
          "resourceData": {
            "@odata.type": "#microsoft.graph.recordOperation",
            "@odata.id": "/app/calls/57DAB8B1894C409AB240BD8BEAE78896/operations/0FE0623FD62842EDB4BD8AC290072CC5",
            "@odata.etag": "W/\"54451\"",
            "clientContext": "d45324c1-fcb5-430a-902c-f20af696537c",
            "status": "completed",
            "recordResourceLocation": "https://file.location/17e3b46c-f61d-4f4d-9635-c626ef18e6ad",
            "recordResourceAccessToken": "<access-token>",
            "completionReason": "stopToneDetected"
          }
        }
      ]
    }"##;

    fn operation() -> Id {
        Id::parse(OPERATION).unwrap()
    }

    #[test]
    fn the_keep_alive_url_is_all_that_a_request_needs() {
        let example =
            "https://graph.microsoft.com/v1.0/communications/calls/2e1a0b00-2db4-4022-9570-243709c565ab/keepAlive";
        let short = "/communications/calls/2e1a0b00-2db4-4022-9570-243709c565ab/keepAlive";
        let call = Id::parse("2e1a0b00-2db4-4022-9570-243709c565ab").unwrap();
        let target = Target::Method { call, participant: None, method: Method::KeepAlive };
        for url in [example, short] {
            assert_eq!(Target::parse(url), Ok(target), "{url}");
        }
        assert_eq!(target.path(ApiVersion::V1).unwrap().to_string(), short);
        assert_eq!(Method::KeepAlive.operation(), None, "it starts no operation");
        let said = Service::<4>::connected().request(at(15, 0, 0), Request::KeepAlive);
        assert_eq!((said.status, said.slot, said.told.len()), (200, None, 0), "no body comes back either");
    }

    #[test]
    fn both_urls_of_record_and_record_response_beside_them() {
        let call = CALL;
        for (url, method) in [
            (format!("/app/calls/{call}/record"), Method::Record),
            (format!("/applications/{OPERATION}/calls/{call}/record"), Method::Record),
            (format!("https://graph.microsoft.com/beta/app/calls/{call}/record"), Method::Record),
            (
                format!("https://graph.microsoft.com/v1.0/communications/calls/{call}/recordResponse"),
                Method::RecordResponse,
            ),
        ] {
            assert_eq!(Target::parse(&url), Ok(Target::Method { call, participant: None, method }), "{url}");
            assert_eq!(method.operation(), Some(OperationKind::Record));
        }
    }

    #[test]
    fn the_examples_request_is_read_member_by_member() {
        let body: Record<'_> = serde_json::from_str(REQUEST).unwrap();
        assert_eq!(body.request(Profile::Record), Ok(example()));
        assert_eq!(body.context(), Ok(Some(ClientContext::new(CONTEXT).unwrap())));
        assert_eq!(body.recording_format(), Some("wav"));
        let prompts: Vec<_> = body.prompts().collect();
        assert_eq!(prompts.len(), 1);
        assert_eq!(prompts[0].uri, Some("https://cdn.contoso.com/beep.wav"));
        assert_eq!(prompts[0].resource_id, Some("1D6DE2D4-CD51-4309-8DAA-70768651088E"));
        assert_eq!(prompts[0].repeat, Some(5));
    }

    #[test]
    fn every_parameter_may_be_left_out() {
        let body: Record<'_> = serde_json::from_str("{}").unwrap();
        for (profile, status) in [(Profile::Record, 202), (Profile::RecordResponse, 200)] {
            let request = body.request(profile).unwrap();
            assert_eq!(Service::<4>::connected().record(START, 1, request).status, status);
        }
    }

    /// The example of the page from its request to its notification, through both ends.
    #[test]
    fn the_example_of_the_record_page_from_request_to_notification() {
        let context = ClientContext::new(CONTEXT).unwrap();
        // The application asks.
        let mut app =
            app::Call::<4>::adopted(CALL, START, call_lifecycle::CallState::Established, &app::Policy::DEFAULT);
        let hints = OperationHints::NONE.with_context(context);
        let ask = AppEvent::Ask { request: app::Request::Operation(OperationKind::Record), hints };
        let step = app.handle(START, ask);
        let AppOutput::Send(token) = step.outputs()[0].output else { panic!("{step:?}") };
        let _step = app.handle(START, AppEvent::Sent { token, hints });
        // The service answers 202, with a Location that names the operation.
        let body: Record<'_> = serde_json::from_str(REQUEST).unwrap();
        let mut service = Service::<4>::connected();
        let request = body.request(Profile::Record).unwrap();
        let said = service.request(START, Request::Record { id: operation(), context: Some(context), request });
        assert_eq!(said.status, 202);
        let started = service.operation(said.slot());
        let target = Target::Operation { call: service.id(), operation: started.id };
        let location = format!("https://graph.microsoft.com/beta{}", target.path(ApiVersion::Beta2019).unwrap());
        let page = "https://graph.microsoft.com/beta/app/calls/57dab8b1-894c-409a-b240-bd8beae78896/operations/0fe0623f-d628-42ed-b4bd-8ac290072cc5";
        assert_eq!(location, page);
        learn_location(&mut app, token, &location);
        // Its prompts, its beep, speech, and a stop tone.
        service.media(at(0, 10, 0), MediaEvent::PromptFinished);
        let said = service.media(at(0, 11, 0), MediaEvent::BeepFinished);
        assert_eq!(said.told, ["0 listening, announced"], "the location, as soon as recording starts");
        service.media(at(0, 12, 0), MediaEvent::SpeechStarted);
        assert_eq!(service.tones(at(0, 20, 0), "#").told, ["0 completed, stopToneDetected"]);
        // The notification is the page's, and ends the operation at the other end.
        let json = notification_of(&service);
        let page: String = NOTIFICATION.lines().map(|line| line.trim_start().replace("\": ", "\":")).collect();
        assert_eq!(json, page);
        let notifications: CommsNotifications<'_> = serde_json::from_str(&json).unwrap();
        let Ok(Notice::Operation { report, location, access_token, .. }) = notifications.as_slice()[0].notice() else {
            panic!("{json}")
        };
        assert_eq!(location, Some("https://file.location/17e3b46c-f61d-4f4d-9635-c626ef18e6ad"));
        assert_eq!(access_token, Some("<access-token>"));
        let step = app.handle(at(0, 21, 0), AppEvent::Operation(report));
        let outcome = call_lifecycle::Outcome::of(CompletionReason::StopToneDetected);
        assert_eq!(step.outputs()[0].output, AppOutput::OperationEnded { slot: Slot::new(0), outcome });
        assert!(outcome.is_success());
    }

    /// The application reads the operation's id out of `Location`.
    fn learn_location(app: &mut app::Call<'_, 4>, token: Token, location: &str) {
        let id = Target::parse(location).unwrap().operation();
        assert_eq!(id, Some(operation()));
        let body = Body::Operation(OperationReport::NONE.with_id(operation()));
        let reply = Reply::new(202).with_body(body);
        let step = app.handle(at(0, 0, 100), AppEvent::Reply { token, sent: START, reply });
        assert_eq!(step.outputs()[0].output, AppOutput::OperationAccepted(Slot::new(0)));
        assert_eq!(app.operations().next().unwrap().id, id);
    }

    /// What the service posts of its ended first operation, in the shape of the page.
    fn notification_of(service: &Service<4>) -> String {
        let ended = service.operation(0);
        assert_eq!(ended.phase, Some(RecordPhase::Ended));
        let mut report = OperationReport::NONE.with_deleted(true).with_id(ended.id).with_status(ended.status);
        (report.context, report.reason, report.result) =
            (ended.context, ended.reason, ended.reason.and_then(CompletionReason::result));
        let entry = ServiceNotification::operation(ApiVersion::Beta2019, service.id(), ended.id, ended.kind, report)
            .with_client_context(CONTEXT)
            .with_location("https://file.location/17e3b46c-f61d-4f4d-9635-c626ef18e6ad", "<access-token>");
        serde_json::to_string(&ServiceNotifications(&[entry])).unwrap()
    }

    #[test]
    fn ids_of_notifications_are_undashed_and_upper_case() {
        let target = Target::Operation { call: CALL, operation: operation() };
        let page = "/app/calls/57DAB8B1894C409AB240BD8BEAE78896/operations/0FE0623FD62842EDB4BD8AC290072CC5";
        assert_eq!(target.path(ApiVersion::Beta2019).unwrap().compact().to_string(), page);
        assert_eq!(Target::parse(page), Ok(target), "and the same by value as the dashed ones of the URLs");
    }

    /// v1.0's method next to the page's: 200, and the operation runs.
    #[test]
    fn record_response_answers_200_with_a_running_operation() {
        let body: Record<'_> = serde_json::from_str(
            r##"{"prompts": [{}], "maxRecordDurationInSeconds": 10, "stopTones": ["#", "1", "*"]}"##,
        )
        .unwrap();
        let mut service = Service::<4>::connected();
        let said = service.record(START, 1, body.request(Profile::RecordResponse).unwrap());
        assert_eq!((said.status, service.operation(said.slot()).status), (200, OperationStatus::Running));
    }

    /// The roster, and the notices of policy recording, which are about participants.
    #[test]
    fn what_is_not_about_a_call_or_an_operation_is_read_over() {
        let json = format!(
            r##"{{"value": [{{"changeType": "created", "resourceUrl": "/communications/calls/{CALL}/participants/{OPERATION}",
            "resourceData": {{"@odata.type": "#microsoft.graph.participantJoiningNotification", "call": {{"state": "incoming"}}}}}}]}}"##
        );
        let body: CommsNotifications<'_> = serde_json::from_str(&json).unwrap();
        assert_eq!(body.as_slice()[0].notice(), Ok(Notice::Other { call: Some(CALL) }));
    }
}
