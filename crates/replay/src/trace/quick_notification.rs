//! Reads a notification as the service writes it: plain texts, each member once, types of Graph's own
//! namespace. Any other body is left to the reader of all spellings: `None` says nothing but that.

use call_lifecycle::wire::Target;
use call_lifecycle::{
    CallReport, ChangeType, ClientContext, Id, OperationKind, OperationReport, OperationStatus, ReportedState,
    ResultInfo, ToneInfo,
};

use super::details::{Details, Plain, is_followed};
use super::notification::Entry;
use super::scan::{Scan, each, set};
use super::url::target;

/// The entries of a body, and what a report may need of them; no details at all if one of them has
/// something that is not plain.
pub struct Read<'a> {
    pub entries: Vec<Entry>,
    pub details: Vec<Details<'a>>,
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

fn entry<'a>(scan: &mut Scan<'a>) -> Option<(Entry, Option<Details<'a>>)> {
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
    let details = data.plain.zip(url.or(resource)).map(|(plain, path)| Details::plain(path, word, plain));
    Some((entry, details))
}

/// What `@odata.type` names.
#[derive(Clone, Copy)]
enum Kind {
    Unsaid,
    Call,
    Operation(Option<OperationKind>),
    Another,
}

impl Kind {
    fn of(name: &str) -> Option<Self> {
        let name = name.strip_prefix("#microsoft.graph.").filter(|name| !name.contains(['#', '.']))?;
        if name == "call" {
            return Some(Self::Call);
        }
        let suffix = name.len().checked_sub("Operation".len());
        Some(match suffix.and_then(|place| name.split_at_checked(place)) {
            _ if name.eq_ignore_ascii_case("call") => Self::Call,
            Some((kind, suffix)) if suffix.eq_ignore_ascii_case("Operation") => {
                Self::Operation(OperationKind::from_type_name(kind))
            }
            _ => Self::Another,
        })
    }
}

/// `resourceData`.
struct Data<'a> {
    kind: Kind,
    path: Option<&'a str>,
    id: Option<&'a str>,
    context: Option<&'a str>,
    call: CallReport,
    operation: OperationReport,
    /// What a report may need; `None` if that is not plain.
    plain: Option<Plain<'a>>,
}

impl Data<'_> {
    /// That which has no members.
    const NONE: Self = Self {
        kind: Kind::Unsaid,
        path: None,
        id: None,
        context: None,
        call: CallReport::new(ChangeType::Updated),
        operation: OperationReport::NONE,
        plain: None,
    };

    /// The first of the paths that names a call or an operation, or the first of all.
    fn target(&self, url: Option<&str>, resource: Option<&str>) -> Option<Target> {
        let mut found = None;
        for path in [url, resource, self.path].into_iter().flatten().filter(|path| !path.is_empty()) {
            match target(path).ok()? {
                other @ Target::Other { .. } => found = found.or(Some(other)),
                target => return Some(target),
            }
        }
        found
    }

    /// Its id, if it has one.
    fn id(&self) -> Option<Option<Id>> {
        match (self.id.filter(|id| !id.is_empty()), self.path.filter(|path| !path.is_empty())) {
            (Some(id), _) => Id::parse(id).ok().map(Some),
            (None, None) => Some(None),
            (None, Some(path)) => match target(path).ok()? {
                Target::Call { call } => Some(Some(call)),
                target => Some(target.operation()),
            },
        }
    }

    fn call(&self, change: ChangeType) -> CallReport {
        self.call.with_change(change)
    }

    fn operation(&self, call: Id, change: ChangeType, id: Option<Id>) -> Entry {
        let mut report = self.operation.with_deleted(change == ChangeType::Deleted);
        report.id = id;
        report.context = self.context.filter(|text| !text.is_empty()).map(ClientContext::hash);
        let kind = match self.kind {
            Kind::Operation(kind) => kind,
            _ => None,
        };
        Entry::Operation(call, kind, report)
    }
}

fn of<'a>(scan: &mut Scan<'a>) -> Option<Data<'a>> {
    let mut data = Data::NONE;
    if scan.peek()? == b'n' {
        scan.null()?;
        return Some(data);
    }
    let mut plain = Some(Plain::default());
    // Of a member that comes twice, the full reader says which counts.
    let mut seen = 0_u32;
    each(scan, |scan, name| {
        let member = match name {
            "@odata.type" => 0,
            "@odata.id" => 1,
            "id" => 2,
            "state" => 3,
            "resultInfo" => 4,
            "clientContext" => 5,
            "status" => 6,
            "completionReason" => 7,
            "mediaState" => 8,
            "toneInfo" => 9,
            "terminationReason" => 10,
            "@odata.etag" => 11,
            "direction" => 12,
            "callbackUri" => 13,
            "recordResourceLocation" => 14,
            "recordResourceAccessToken" => 15,
            "recordingLocation" => 16,
            "recordingAccessToken" => 17,
            _ => {
                let value = scan.shallow_value()?.get();
                unfollowed(&mut plain, name, value == "null");
                return Some(());
            }
        };
        if seen & 1 << member != 0 {
            return None;
        }
        seen |= 1 << member;
        if matches!(member, 5..=7 | 14..) {
            let is_null = scan.peek()? == b'n';
            unfollowed(&mut plain, name, is_null);
        }
        match member {
            0 => data.kind = scan.text_or_null()?.map_or(Some(Kind::Unsaid), Kind::of)?,
            1 => data.path = scan.text_or_null()?,
            2 => data.id = scan.text_or_null()?,
            3 => {
                let state = scan.text_or_null()?;
                data.call.state = state.map_or(ReportedState::Absent, ReportedState::from);
                plain.iter_mut().for_each(|plain| plain.state = state);
            }
            4 => {
                let (result, message) = result(scan)?;
                (data.call.result, data.operation.result) = (result, result);
                plain.iter_mut().for_each(|plain| plain.message = message);
            }
            5 => data.context = scan.text_or_null()?,
            6 => data.operation.status = scan.text_or_null()?.and_then(|word| word.parse::<OperationStatus>().ok()),
            7 => data.operation.reason = scan.text_or_null()?.and_then(|word| word.parse().ok()),
            8 => {
                let audio = audio(scan)?;
                let is = |word: &str| audio.is_some_and(|audio| audio.eq_ignore_ascii_case(word));
                data.call.audio_active = if is("active") { Some(true) } else { is("inactive").then_some(false) };
                plain.iter_mut().for_each(|plain| plain.audio = audio);
            }
            9 => {
                let tone = tone(scan)?;
                let known = tone.and_then(|(word, number)| Some((word.parse().ok()?, number)));
                data.call.tone = known.map(|(tone, number)| ToneInfo::new(number.unwrap_or_default(), tone));
                plain.iter_mut().for_each(|plain| plain.tone = tone);
            }
            10 => {
                let reason = scan.text_or_null()?;
                data.call.app_transferred = reason.is_some_and(|reason| reason.eq_ignore_ascii_case("AppTransferred"));
                plain.iter_mut().for_each(|plain| plain.termination_reason = reason);
            }
            _ => scan.text_or_null().map(drop)?,
        }
        Some(())
    })?;
    data.plain = plain.map(|mut plain| {
        plain.unfollowed.sort_unstable();
        plain
    });
    Some(data)
}

/// How many members that are not followed are told apart here.
const MOST: usize = 64;

/// A member that is looked at for its name alone. Others are left to the full reader: who takes
/// part, and which counts of one that comes twice.
fn unfollowed<'a>(plain: &mut Option<Plain<'a>>, name: &'a str, is_null: bool) {
    if is_followed(name) {
        return;
    }
    match plain {
        Some(Plain { unfollowed, .. }) if name != "info" && unfollowed.len() < MOST && !unfollowed.contains(&name) => {
            if !is_null {
                unfollowed.push(name);
            }
        }
        _ => *plain = None,
    }
}

fn result<'a>(scan: &mut Scan<'a>) -> Option<(Option<ResultInfo>, Option<&'a str>)> {
    if scan.peek()? == b'n' {
        return scan.null().map(|()| (None, None));
    }
    let (mut code, mut subcode, mut message) = (None, None, None);
    each(scan, |scan, name| match name {
        "code" => set(&mut code, i32::try_from(scan.number()?).ok()?),
        "subcode" | "subCode" => set(&mut subcode, i32::try_from(scan.number()?).ok()?),
        "message" => set(&mut message, scan.text_or_null()?),
        _ => scan.shallow_value().map(drop),
    })?;
    Some((code.map(|code| ResultInfo::new(code, subcode)), message.flatten()))
}

fn audio<'a>(scan: &mut Scan<'a>) -> Option<Option<&'a str>> {
    if scan.peek()? == b'n' {
        return scan.null().map(|()| None);
    }
    let mut audio = None;
    each(scan, |scan, name| match name {
        "audio" => set(&mut audio, scan.text_or_null()?),
        _ => scan.shallow_value().map(drop),
    })?;
    Some(audio.flatten())
}

/// The word for a tone, and its number.
fn tone<'a>(scan: &mut Scan<'a>) -> Option<Option<(&'a str, Option<i64>)>> {
    if scan.peek()? == b'n' {
        return scan.null().map(|()| None);
    }
    let (mut number, mut tone) = (None, None);
    each(scan, |scan, name| match name {
        "sequenceId" => set(&mut number, i64::try_from(scan.number()?).ok()?),
        "tone" => set(&mut tone, scan.text_or_null()?),
        _ => scan.shallow_value().map(drop),
    })?;
    Some(tone.flatten().map(|tone| (tone, number)))
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
