//! What an entry says, read from a body as Graph writes it. Any other body is left to the reader of
//! all spellings.

use serde_json::{Map, Value};

use super::details::{Details, is_followed};
use super::raw::Raw;
use super::scan::{Scan, each, set};

/// The members of `resourceData` that are looked into. Of all others nothing matters but their names.
const READ: [&str; 6] = ["resultInfo", "terminationReason", "state", "mediaState", "toneInfo", "info"];

/// The entry at this index of `value`.
pub fn read(body: Raw<'_>, index: usize) -> Option<Details> {
    let mut found = None;
    each(&mut Scan::new(body.get()), |scan, name| {
        if name == "value" { set(&mut found, element(scan, index)?) } else { scan.value().map(drop) }
    })?;
    found
}

/// The element at this index of an array, all of which is passed over.
fn element(scan: &mut Scan<'_>, index: usize) -> Option<Details> {
    scan.take(b'[')?;
    for _ in 0..index {
        scan.value()?;
        scan.take(b',')?;
    }
    let found = entry(scan)?;
    while scan.take(b',').is_some() {
        scan.value()?;
    }
    scan.take(b']').map(|()| found)
}

fn entry(scan: &mut Scan<'_>) -> Option<Details> {
    let (mut url, mut resource, mut change, mut data) = (None, None, None, None);
    each(scan, |scan, name| match name {
        "resourceUrl" => set(&mut url, scan.text()?),
        "resource" => set(&mut resource, scan.text()?),
        "changeType" => set(&mut change, scan.text()?),
        "resourceData" if scan.peek()? == b'{' => set(&mut data, Value::Object(members(scan)?)),
        "resourceData" => set(&mut data, serde_json::from_str(scan.value()?.get()).ok()?),
        _ => scan.value().map(drop),
    })?;
    Some(Details::new(url.or(resource)?.to_owned(), change?.to_owned(), data.unwrap_or_default()))
}

fn members(scan: &mut Scan<'_>) -> Option<Map<String, Value>> {
    let mut members = Map::new();
    each(scan, |scan, name| {
        let value = scan.value()?;
        let value = match value.get() {
            "null" => return (!members.contains_key(name)).then_some(()),
            text if READ.contains(&name) => serde_json::from_str(text).ok()?,
            _ if is_followed(name) => return Some(()),
            _ => Value::Bool(true),
        };
        // Of one that comes twice, the full reader says which counts.
        members.insert(name.to_owned(), value).is_none().then_some(())
    })?;
    Some(members)
}
