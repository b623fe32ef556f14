//! `resourceData` of a notification's entry, or the body of an answer, as the service writes it: what the
//! machines follow of it, and what a report may need.

use call_lifecycle::wire::Target;
use call_lifecycle::{
    CallReport, ChangeType, ClientContext, Id, OperationKind, OperationReport, OperationStatus, ReportedState,
    ResultInfo, ToneInfo,
};

use super::details::{Plain, is_followed};
use super::notification::Entry;
use super::scan::{Scan, each, set};
use super::url::of_path;

/// What `@odata.type` names.
#[derive(Clone, Copy)]
pub enum Kind {
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
pub struct Data<'a> {
    pub kind: Kind,
    path: Option<&'a str>,
    id: Option<&'a str>,
    context: Option<&'a str>,
    call: CallReport,
    operation: OperationReport,
    /// What a report may need; `None` if that is not plain.
    pub plain: Option<Plain<'a>>,
}

impl Data<'_> {
    /// That which has no members.
    pub const NONE: Self = Self {
        kind: Kind::Unsaid,
        path: None,
        id: None,
        context: None,
        call: CallReport::new(ChangeType::Updated),
        operation: OperationReport::NONE,
        plain: None,
    };

    /// The first of the paths that names a call or an operation, or the first of all.
    pub fn target(&self, url: Option<&str>, resource: Option<&str>) -> Option<Target> {
        let mut found = None;
        for path in [url, resource, self.path].into_iter().flatten().filter(|path| !path.is_empty()) {
            match of_path(path).ok()? {
                other @ Target::Other { .. } => found = found.or(Some(other)),
                target => return Some(target),
            }
        }
        found
    }

    /// Its id, if it has one.
    pub fn id(&self) -> Option<Option<Id>> {
        match (self.id.filter(|id| !id.is_empty()), self.path.filter(|path| !path.is_empty())) {
            (Some(id), _) => Id::parse(id).ok().map(Some),
            (None, None) => Some(None),
            (None, Some(path)) => match of_path(path).ok()? {
                Target::Call { call } => Some(Some(call)),
                target => Some(target.operation()),
            },
        }
    }

    pub fn call(&self, change: ChangeType) -> CallReport {
        self.call.with_change(change)
    }

    pub fn operation(&self, call: Id, change: ChangeType, id: Option<Id>) -> Entry {
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

/// Reads it.
pub fn of<'a>(scan: &mut Scan<'a>) -> Option<Data<'a>> {
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
                if !is_followed(name) {
                    unfollowed(&mut plain, name, value == "null");
                }
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
