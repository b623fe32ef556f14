//! Bodies of requests, and their checked parameters.

use core::time::Duration;

use call_lifecycle::ClientContext;
use call_lifecycle::record::{
    ParameterError, PlayPromptParameters, Profile, RecordParameters, StopToneError, StopTones,
};
use call_lifecycle::wire::{OperationRequest, PlayPrompt, Prompt, Record, json};

use crate::read;

/// The request of the source page (call: record), verbatim.
pub(crate) const SOURCE: &str = r##"{
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

#[test]
fn the_source_page() {
    let body: Record<'_> = read(SOURCE);
    assert_eq!(body.context(), Ok(Some(ClientContext::new("D45324C1FCB5430A902CF20AF696537C").unwrap())));
    assert_eq!(body.recording_format(), Some("wav"));
    let prompt = Prompt::new("https://cdn.contoso.com/beep.wav")
        .with_resource_id("1D6DE2D4-CD51-4309-8DAA-70768651088E")
        .with_repeat(5);
    assert_eq!(body.prompts().collect::<Vec<_>>(), [prompt]);
    assert_eq!(body.stop_tones, StopTones::parse(["#", "11", "*"]));
    let parameters = RecordParameters::try_from((&body, Profile::Record)).unwrap();
    assert_eq!(parameters.profile(), Profile::Record);
    assert!(parameters.streams());
    assert_eq!(parameters.initial_silence(), Some(Duration::from_secs(10)));
    assert_eq!(parameters.max_silence(), Some(Duration::from_secs(2)));
    assert_eq!(parameters.max_duration(), Some(Duration::from_secs(1_800)));
    let request = body.request(Profile::Record).unwrap();
    assert_eq!((request.prompts, request.barge_in_allowed, request.play_beep), (1, Some(true), Some(true)));
    // Written back, it is the page's JSON again, member for member and in its order.
    let page: String = SOURCE.lines().map(|line| line.trim_start().replace("\": ", "\":")).collect();
    assert_eq!(serde_json::to_string(&body).unwrap(), page.replace("[ ", "[").replace(" ]", "]").replace(", ", ","));
}

#[test]
fn one_too_many_for_the_later_profile() {
    let error = |json: &str, profile| {
        read::<Record<'_>>(Box::leak(json.to_string().into_boxed_str())).check(profile).unwrap_err().to_string()
    };
    let new = |json: &str| error(json, Profile::RecordResponse);
    assert_eq!(error(SOURCE, Profile::RecordResponse), "maxRecordDurationInSeconds is 1800, but must be 1 to 120");
    assert_eq!(new(r#"{"prompts": [{}, {}]}"#), "prompts is 2, but must be 0 to 1");
    assert_eq!(
        new(r#"{"initialSilenceTimeoutInSeconds": 0}"#),
        "initialSilenceTimeoutInSeconds is 0, but must be 1 to 120"
    );
    assert_eq!(
        new(r#"{"maxSilenceTimeoutInSeconds": 121}"#),
        "maxSilenceTimeoutInSeconds is 121, but must be 1 to 120"
    );
    let old = |json: &str| error(json, Profile::Record);
    assert_eq!(
        old(r#"{"maxSilenceTimeoutInSeconds": -1}"#),
        "maxSilenceTimeoutInSeconds is -1, but must be 1 to 2147483647"
    );
    // Past 32 bits, at either edge and past it.
    for (given, text) in
        [("2147483648", "2147483648"), ("-2147483649", "-2147483649"), ("9223372036854775807", "9223372036854775807")]
    {
        let json = format!(r#"{{"maxRecordDurationInSeconds": {given}}}"#);
        assert_eq!(old(&json), format!("maxRecordDurationInSeconds is {text}, but must be 1 to 2147483647"));
        assert_eq!(new(&json), format!("maxRecordDurationInSeconds is {text}, but must be 1 to 120"));
    }
    let most: Record<'_> = read(r#"{"maxRecordDurationInSeconds": 2147483647}"#);
    assert_eq!(most.check(Profile::Record).unwrap().max_duration(), Some(Duration::from_secs(2_147_483_647)));
}

#[test]
fn absent_and_null_are_one() {
    let absent: Record<'_> = read("{}");
    let null: Record<'_> = read(
        r#"{"prompts": null, "stopTones": null, "clientContext": null, "playBeep": null, "maxRecordDurationInSeconds": null,
        "recordingFormat": null, "unknown": {"deep": [{"stopTones": 5}, "\"", -1.5e3, true, null]}, "bargeInAllowed": null}"#,
    );
    assert_eq!(absent, null);
    assert_eq!(absent, Record::default());
    let twice: Record<'_> = read(
        r#"{"clientContext": "a\u0062", "clientContext": null, "playBeep": true, "playBeep": null, "stopTones": ["1"], "stopTones": null}"#,
    );
    assert_eq!(twice, absent, "of a member that comes twice, the last one counts");
    let parameters = absent.check(Profile::RecordResponse).unwrap();
    assert_eq!(parameters.max_duration(), Some(Duration::from_secs(5)));
    assert_eq!(absent.check(Profile::Record).unwrap().max_duration(), None);
    assert_eq!(absent.context(), Ok(None));
}

#[test]
fn stop_tones_are_checked_by_the_machine() {
    let tones = |json: &str| {
        let json = format!(r#"{{"stopTones": {json}}}"#);
        let body: Record<'_> = serde_json::from_str(&json).unwrap();
        assert_eq!(json::from_str::<Record<'_>>(&json).unwrap(), body);
        (body.stop_tones, serde_json::to_string(&body).ok())
    };
    let (known, written) = tones(r##"["\u0023", "1\u0031", "abcd0987"]"##);
    assert_eq!(known, StopTones::parse(["#", "11", "ABCD0987"]));
    assert_eq!(written.unwrap(), r##"{"stopTones":["#","11","ABCD0987"]}"##);
    let eight = r##"["1","22","333","4444","55555","666666","7777777","88888888"]"##;
    assert_eq!(tones(eight).1.unwrap(), format!(r#"{{"stopTones":{eight}}}"#));
    for (json, error) in [
        (r#"["1", "x"]"#, StopToneError::Symbol { symbol: 'x' }),
        (r#"[""]"#, StopToneError::Empty),
        (r#"["123456789"]"#, StopToneError::TooLong { symbols: 9 }),
        (r#"["1","1","1","1","1","1","1","1","1"]"#, StopToneError::TooMany),
    ] {
        let (found, written) = tones(json);
        assert_eq!(found, Err(error));
        assert_eq!(written, None, "what is not allowed is not written");
        let json = format!(r#"{{"stopTones": {json}}}"#);
        let body: Record<'_> = serde_json::from_str(&json).unwrap();
        assert_eq!(body.check(Profile::Record), Err(ParameterError::StopTones(error)));
    }
}

#[test]
fn members_of_another_type_are_named() {
    for (json, said) in [
        (
            r#"{"maxRecordDurationInSeconds": "10"}"#,
            "invalid type: string \"10\", expected a whole number in maxRecordDurationInSeconds",
        ),
        (
            r#"{"maxSilenceTimeoutInSeconds": 2.5}"#,
            "invalid type: floating point `2.5`, expected a whole number in maxSilenceTimeoutInSeconds",
        ),
        (
            r#"{"initialSilenceTimeoutInSeconds": 18446744073709551615}"#,
            "invalid value: integer `18446744073709551615`, expected a whole number in initialSilenceTimeoutInSeconds",
        ),
        (r#"{"initialSilenceTimeoutInSeconds": 1e400}"#, "number out of range"),
        (r#"{"playBeep": "true"}"#, "invalid type: string \"true\", expected true or false in playBeep"),
        (r#"{"prompts": {}}"#, "invalid type: map, expected an array in prompts"),
        (r#"{"prompts": ["x"]}"#, "invalid type: string \"x\", expected an element of prompts as an object"),
        (
            r#"{"prompts": [{"mediaInfo": {"uri": 5}}]}"#,
            "invalid type: integer `5`, expected a text in prompts.mediaInfo.uri",
        ),
        (r#"{"prompts": [{"loop": true}]}"#, "invalid type: boolean `true`, expected a whole number in prompts.loop"),
        (r#"{"stopTones": "1"}"#, "invalid type: string \"1\", expected an array in stopTones"),
        (r#"{"stopTones": [1]}"#, "invalid type: integer `1`, expected a text in stopTones"),
        (r#"{"clientContext": 5}"#, "invalid type: integer `5`, expected a text in clientContext"),
        ("[]", "invalid type: sequence, expected the body of record as an object"),
        ("null", "invalid type: null, expected the body of record as an object"),
    ] {
        let error = serde_json::from_str::<Record<'_>>(json).unwrap_err().to_string();
        assert!(error.starts_with(said), "{error}");
        assert!(serde_json_core::from_str::<Record<'_>>(json).is_err(), "{json}");
    }
}

#[test]
fn the_client_context_is_limited() {
    let context = |text: &str| {
        let json = format!(r#"{{"clientContext": "{text}"}}"#);
        serde_json::from_str::<OperationRequest<'_>>(&json).unwrap().context().map_err(|error| error.to_string())
    };
    assert!(context(&"x".repeat(256)).is_ok());
    assert_eq!(
        context(&"x".repeat(257)).unwrap_err(),
        "clientContext has 257 UTF-16 units, but at most 256 are allowed: shorten it"
    );
    // Escaped, 256 units are 768 bytes; surrogates count twice.
    assert!(context(&"\\u20ac".repeat(256)).is_ok());
    assert_eq!(
        context(&"\\uD83D\\uDE00".repeat(129)).unwrap_err(),
        "clientContext has 258 UTF-16 units, but at most 256 are allowed: shorten it"
    );
    assert_eq!(context(""), Ok(None));
}

#[test]
fn prompts_are_counted_and_kept() {
    let of = |count: usize| {
        let prompts: Vec<String> =
            (0..count).map(|each| format!(r#"{{"mediaInfo": {{"uri": "https:\/\/cdn\/{each}"}}}}"#)).collect();
        format!(r#"{{"prompts": [{}], "clientContext": "c\t", "loop": true}}"#, prompts.join(","))
    };
    let json = of(20);
    let body: PlayPrompt<'_> = read(&json);
    assert_eq!(body.prompts().last().unwrap().uri, Some("https://cdn/19"));
    assert_eq!((body.client_context(), body.endless), (Some("c\t"), Some(true)));
    assert!(PlayPromptParameters::try_from(&body).unwrap().is_endless());
    let json = of(21);
    let body: PlayPrompt<'_> = serde_json::from_str(&json).unwrap();
    assert_eq!((body.prompt_count(), body.prompts().count()), (21, 20));
    assert_eq!(PlayPromptParameters::try_from(&body).unwrap_err().to_string(), "prompts is 21, but must be 1 to 20");
    assert_eq!(serde_json::to_string(&body).unwrap_err().to_string(), "prompts has 21 elements, of which 20 were kept");
    // Of a member that comes twice, nothing of the first is left.
    let twice: PlayPrompt<'_> =
        read(r#"{"prompts": [{"mediaInfo": {"uri": "a"}, "loop": 1}, {"loop": 2}], "prompts": [{}]}"#);
    assert_eq!(twice, PlayPrompt::default().with_prompt(Prompt::default()));
    assert!(!PlayPromptParameters::try_from(&twice).unwrap().is_endless());
}
