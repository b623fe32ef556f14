//! Reads a notification as the service writes it: plain texts, each member once, types of Graph's own
//! namespace. Any other body is left to the reader of all spellings: `None` says nothing but that.
//! It says what that one says; the time that it saves is in `docs/performance.md`.

use call_lifecycle::ChangeType;
use call_lifecycle::wire::Target;

use super::details::EntryData;
use super::notification::Entry;
use super::quick_data::{Data, Kind, of};
use super::scan::{Scan, each, set};

/// The entries of a body, and what a report may need of them; no details at all if one of them has
/// something that is not plain.
pub struct Read<'a> {
    pub entries: Vec<Entry>,
    pub details: Vec<EntryData<'a>>,
}

/// Reads the body.
pub fn read<'a>(scan: &mut Scan<'a>) -> Option<Read<'a>> {
    let mut found = None;
    each(scan, |scan, name| match name {
        "value" => set(&mut found, list(scan)?),
        _ => scan.shallow_value().map(drop),
    })?;
    found
}

fn list<'a>(scan: &mut Scan<'a>) -> Option<Read<'a>> {
    scan.take(b'[')?;
    let mut read = Read { entries: Vec::with_capacity(1), details: Vec::with_capacity(1) };
    if scan.take(b']').is_some() {
        return Some(read);
    }
    let mut are_plain = true;
    loop {
        let (entry, details) = entry(scan)?;
        read.entries.push(entry);
        match details {
            Some(details) if are_plain => read.details.push(details),
            _ => {
                are_plain = false;
                read.details.clear();
            }
        }
        if scan.take(b',').is_none() {
            return scan.take(b']').map(|()| read);
        }
    }
}

fn entry<'a>(scan: &mut Scan<'a>) -> Option<(Entry, Option<EntryData<'a>>)> {
    let (mut url, mut resource, mut change, mut data) = (None, None, None, None);
    each(scan, |scan, name| match name {
        "changeType" => set(&mut change, scan.text()?),
        "resource" => set(&mut resource, scan.text_or_null()?),
        "resourceUrl" => set(&mut url, scan.text_or_null()?),
        "resourceData" => set(&mut data, of(scan)?),
        _ => scan.shallow_value().map(drop),
    })?;
    let (word, data, url, resource) = (change?, data.unwrap_or(Data::NONE), url.flatten(), resource.flatten());
    let change: ChangeType = word.parse().ok()?;
    let target = data.target(url, resource)?;
    let other = Entry::Other(target.call());
    let entry = match (target, data.kind) {
        (Target::Call { .. } | Target::Operation { .. }, Kind::Another) => other,
        (Target::Operation { .. }, Kind::Call) => other,
        (Target::Call { call }, Kind::Operation(_)) => {
            data.operation(call, change, data.id()?.filter(|id| *id != call))
        }
        (Target::Call { call }, _) => Entry::Call(call, data.call(change)),
        (Target::Calls, Kind::Call) => Entry::Call(data.id()??, data.call(change)),
        (Target::Operation { call, operation }, _) => data.operation(call, change, Some(operation)),
        (Target::Operations { call }, Kind::Operation(_)) => data.operation(call, change, data.id()?),
        _ => other,
    };
    let details = data.plain.zip(url.or(resource)).map(|(plain, path)| EntryData::plain(path, word, plain));
    Some((entry, details))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::notification;
    use crate::trace::raw::Raw;

    /// The body with each member of its kind left out, changed or repeated.
    fn bodies() -> Vec<String> {
        const CALL: &str = "57dab8b1-894c-409a-b240-bd8beae78896";
        let path = format!("/communications/calls/{CALL}");
        let below = format!("{path}/operations/0fe0623f-d628-42ed-b4bd-8ac290072cc5");
        let paths = [
            path.as_str(),
            &below,
            &format!("{path}/operations"),
            &format!("{path}/operations/participants"),
            &format!("{path}/participants"),
            &format!("{path}/keepAlive"),
            "/app/calls/57DAB8B1894C409AB240BD8BEAE78896",
            "https://graph.microsoft.com/v1.0/communications/calls/57dab8b1-894c-409a-b240-bd8beae78896?x=1",
            "/communications/calls",
            "/communications/calls/x",
            &format!("/communications/calls('{CALL}')"),
            &format!("/communications/calls(%27{CALL}%27)/"),
            "/communications/calls/57dab8b1%2D894c-409a-b240-bd8beae78896",
            "/communications/onlineMeetings/1",
            "",
        ];
        let types = [
            "#microsoft.graph.call",
            "#microsoft.graph.Call",
            "#microsoft.graph.recordOperation",
            "#microsoft.graph.RecordOPERATION",
            "#microsoft.graph.commsOperation",
            "#microsoft.graph.participant",
            "#other.call",
            "microsoft.graph.call",
            "#microsoft.graph.v1.call",
            "",
        ];
        let data = [
            "",
            r#","state":"established""#,
            r#","state":"ESTABLISHED","direction":null"#,
            r#","state":null"#,
            r#","state":"new","direction":1"#,
            r#","state":"terminated","resultInfo":{"code":200,"subcode":7000,"message":"over"}"#,
            r#","state":"terminated","resultInfo":{"code":"200","subCode":""}"#,
            r#","resultInfo":{"code":5000000000}"#,
            r#","resultInfo":{"subcode":1}"#,
            r#","resultInfo":null,"mediaState":null,"toneInfo":null"#,
            r#","mediaState":{"audio":"Active","x":[1,{}]}"#,
            r#","mediaState":{"audio":"none"}"#,
            r#","mediaState":{"audio":1}"#,
            r#","toneInfo":{"sequenceId":1,"tone":"tone1"}"#,
            r#","toneInfo":{"sequenceId":"1","tone":"pound"}"#,
            r#","toneInfo":{"tone":"none"}"#,
            r#","toneInfo":{"sequenceId":18446744073709551615,"tone":"star"}"#,
            r#","terminationReason":"apptransferred""#,
            r#","status":"completed","completionReason":"stopToneDetected","clientContext":"mine""#,
            r#","status":"x","completionReason":null,"clientContext":"""#,
            r#","status":1"#,
            r#","clientContext":"a\"b""#,
            r#","state":"established","state":"hold""#,
            r#","id":"57dab8b1-894c-409a-b240-bd8beae78896""#,
            r#","id":"0fe0623f-d628-42ed-b4bd-8ac290072cc5","status":"running""#,
            r#","id":"x""#,
            r#","@odata.id":"/communications/calls/57dab8b1-894c-409a-b240-bd8beae78896""#,
            r#","@odata.etag":"W/","callbackUri":null,"recordingLocation":7"#,
            r#","subject":{"a":[1.5e3,true,null]}"#,
        ];
        let mut bodies = Vec::new();
        for kind in types {
            for data in data {
                for path in paths {
                    for change in ["updated", "Deleted", "x"] {
                        bodies.push(format!(
                            r#"{{"@odata.type":"x","value":[{{"changeType":"{change}","resourceUrl":"{path}","resourceData":{{"@odata.type":"{kind}"{data}}}}}]}}"#
                        ));
                    }
                }
            }
        }
        let deep = format!("{}{}", "[".repeat(62), "]".repeat(62));
        for odd in [
            r#"{"value":[]}"#.to_owned(),
            r#"{"value":null}"#.to_owned(),
            "{}".to_owned(),
            r#"{"value":[],"value":[]}"#.to_owned(),
            format!(r#"{{"value":[{{"changeType":"updated","resource":"{path}"}}]}}"#),
            format!(r#"{{"value":[{{"changeType":"updated","resource":"{path}","resourceData":null}}]}}"#),
            format!(r#"{{"value":[{{"changeType":"updated","resource":"{path}","resourceData":[{{"id":null}}]}}]}}"#),
            format!(r#"{{"value":[{{"changeType":"updated","resource":null,"resourceUrl":"{path}"}}]}}"#),
            format!(r#"{{"value":[{{"changeType":"updated","resource":"{below}","resourceUrl":"/x"}}]}}"#),
            format!(r#"{{"value":[{{"changeType":null,"resource":"{path}"}}]}}"#),
            format!(r#"{{"value":[{{"resource":"{path}"}},{{"resource":"{below}","changeType":"deleted"}}]}}"#),
            format!(r#"{{"value":[{{"resource":"{path}","changeType":"updated","x":{deep}}}]}}"#),
            format!(r#"{{"value":[{{"resource":"{path}","changeType":"updated","resourceData":{{"x":{deep}}}}}]}}"#),
            format!(r#"{{"value":[{{"resource":"{path}","changeType":"updated"}},]}}"#),
            format!(r#"{{"value":[{{"resource":"{path}","changeType":"updated"}}]"#),
        ] {
            bodies.push(odd);
        }
        bodies
    }

    #[test]
    fn what_is_read_quickly_is_what_the_reader_of_all_spellings_reads() {
        let mut quick = 0;
        for body in bodies() {
            let mut scan = Scan::new(&body);
            let Some(found) = read(&mut scan).filter(|_| scan.is_at_end()) else { continue };
            let full = notification::read_fully(Raw::of(&body)).map(|notification| notification.entries);
            assert_eq!(format!("{:?}", Ok::<_, ()>(found.entries)), format!("{full:?}"), "{body}");
            quick += 1;
        }
        assert!(quick > 2_000, "{quick}");
    }
}
