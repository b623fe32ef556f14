//! Reads the bodies of two messages as programs write them: of a request to record, and of the answer
//! that creates a call. Any other body is left to the reader of all spellings: `None` says nothing but
//! that. What is read here is what that reader reads.

use call_lifecycle::record::{Profile, RecordRequest, StopTones};
use call_lifecycle::{CallReport, ChangeType, ClientContext, Id};

use super::quick_data::{self, Kind};
use super::scan::{Scan, each, set};

/// The id of a call that was created, if the body has one, and what the body says of the call.
pub fn created(text: &str) -> Option<(Option<Id>, CallReport)> {
    let scan = &mut Scan::new(text);
    let data = quick_data::of(scan)?;
    let is_plain = scan.is_at_end() && matches!(data.kind, Kind::Call | Kind::Unsaid);
    Some((data.id()?, data.call(ChangeType::Updated))).filter(|_| is_plain)
}

/// A request to record without prompts, and its `clientContext`.
pub fn recording(profile: Profile, text: &str) -> Option<(Option<ClientContext>, RecordRequest)> {
    let scan = &mut Scan::new(text);
    let (mut context, mut tones) = (None, None);
    let mut request = RecordRequest::new(profile);
    each(scan, |scan, name| match name {
        "clientContext" => set(&mut context, ClientContext::new(scan.text().filter(|text| !text.is_empty())?).ok()?),
        "maxRecordDurationInSeconds" => set(&mut request.max_record_duration_in_seconds, seconds(scan)?),
        "initialSilenceTimeoutInSeconds" => set(&mut request.initial_silence_timeout_in_seconds, seconds(scan)?),
        "maxSilenceTimeoutInSeconds" => set(&mut request.max_silence_timeout_in_seconds, seconds(scan)?),
        "playBeep" => set(&mut request.play_beep, flag(scan)?),
        "stopTones" => set(&mut tones, stop_tones(scan)?),
        _ => None,
    })?;
    request.stop_tones = tones.unwrap_or(StopTones::NONE);
    scan.is_at_end().then_some((context, request))
}

fn seconds(scan: &mut Scan<'_>) -> Option<i32> {
    i32::try_from(scan.number()?).ok()
}

fn flag(scan: &mut Scan<'_>) -> Option<bool> {
    if scan.peek()? == b't' { scan.word("true").map(|()| true) } else { scan.word("false").map(|()| false) }
}

fn stop_tones(scan: &mut Scan<'_>) -> Option<StopTones> {
    scan.take(b'[')?;
    let mut tones = StopTones::NONE;
    loop {
        tones = tones.with(scan.text()?).ok()?;
        if scan.take(b',').is_none() {
            return scan.take(b']').map(|()| tones);
        }
    }
}

#[cfg(test)]
mod tests {
    use call_lifecycle::wire::{Record, Resource};

    use super::*;

    #[test]
    fn a_recording_that_is_read_quickly_is_what_the_reader_of_all_spellings_reads() {
        let mut quick = 0;
        for member in ["", "clientContext", "maxRecordDurationInSeconds", "playBeep", "stopTones", "prompts", "x"] {
            let long = format!("\"{}\"", "x".repeat(257));
            let values = [
                "1",
                "-1",
                "1.0",
                "01",
                "5000000000",
                "\"1\"",
                "\"#\"",
                "\"\"",
                "null",
                "true",
                "fals",
                "[]",
                "{}",
                r##"["#"]"##,
                r##"["#" , "12*"]"##,
                r##"["#",]"##,
                r#"["x"]"#,
                r#"["123456789"]"#,
                r#"[""]"#,
                "[1]",
                &long,
            ];
            for value in values {
                let body = match member {
                    "" => format!("{{ \"playBeep\" : false, \"playBeep\":{value}}}"),
                    _ => format!(
                        r#"{{"{member}":{value},"initialSilenceTimeoutInSeconds":5,"maxSilenceTimeoutInSeconds":2}}"#
                    ),
                };
                let Some((context, request)) = recording(Profile::RecordResponse, &body) else { continue };
                let full: Record<'_> = serde_json::from_str(&body).unwrap();
                assert_eq!(full.context(), Ok(context), "{body}");
                assert_eq!(full.request(Profile::RecordResponse), Ok(request), "{body}");
                quick += 1;
            }
        }
        assert!(quick > 5, "{quick}");
    }

    #[test]
    fn a_created_call_that_is_read_quickly_is_what_the_reader_of_all_spellings_reads() {
        const ID: &str = "57dab8b1-894c-409a-b240-bd8beae78896";
        let mut quick = 0;
        for kind in ["", r##""@odata.type":"#microsoft.graph.call","##, r##""@odata.type":"#microsoft.graph.x","##] {
            for id in [&format!("\"{ID}\""), "\"\"", "null", "1", "\"x\""] {
                for rest in [
                    "",
                    r#","state":"establishing""#,
                    r#","state":null,"direction":"outgoing""#,
                    r#","state":"x","resultInfo":{"code":200,"subcode":0}"#,
                    r#","state":"established","state":"hold""#,
                    r#","@odata.id":"/communications/calls/57dab8b1-894c-409a-b240-bd8beae78896""#,
                    r#","@odata.id":"/communications/calls('57dab8b1-894c-409a-b240-bd8beae78896')""#,
                    r#","@odata.id":"/communications/calls(%2757dab8b1-894c-409a-b240-bd8beae78896%27)?x""#,
                    r#","callbackUri":1"#,
                    r#","targets":[{"x":null}]"#,
                ] {
                    let body = format!("{{{kind}\"id\":{id}{rest}}}");
                    let Some((found, said)) = created(&body) else { continue };
                    let full: Resource<'_> = serde_json::from_str(&body).unwrap();
                    assert_eq!(full.id().ok(), Some(found), "{body}");
                    assert_eq!(full.call_report(ChangeType::Updated), said, "{body}");
                    quick += 1;
                }
            }
        }
        assert!(quick > 20, "{quick}");
    }
}
