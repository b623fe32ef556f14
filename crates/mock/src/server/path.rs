//! Paths in the spellings that clients use.

use std::borrow::Cow;

use call_lifecycle::Id;

/// The versions of Graph's API that are served alike.
const VERSIONS: [&str; 2] = ["v1.0", "beta"];

/// A path without doubled slashes, which one SDK sends, and with keys as segments:
/// `/v1.0//communications/calls('57da...')` is `/v1.0/communications/calls/57da...`.
pub fn plain(path: &str) -> Cow<'_, str> {
    let (bytes, next) = (path.as_bytes(), path.as_bytes().get(1..).unwrap_or_default());
    // To the end whatever is found, so that many bytes are looked at together.
    let has_key = bytes.iter().fold(false, |found, byte| found | (*byte == b'\'') | (*byte == b'%'));
    let is_doubled =
        bytes.iter().zip(next).fold(false, |found, (one, other)| found | (*one == b'/') & (*other == b'/'));
    if !has_key && !is_doubled {
        return Cow::Borrowed(path);
    }
    let path = decode(path);
    let mut out = String::with_capacity(path.len());
    for segment in path.split('/').filter(|segment| !segment.is_empty()) {
        out.push('/');
        let parts = segment.strip_suffix("')").and_then(|segment| segment.split_once("('"));
        // Without its key, the path of a call would be that of all calls.
        match parts.filter(|(collection, key)| !collection.is_empty() && !key.is_empty()) {
            Some((collection, key)) => out.extend([collection, "/", key]),
            None => out.push_str(segment),
        }
    }
    Cow::Owned(out)
}

/// A text without its escapes of printable ASCII, of which names, ids, keys and lists consist.
pub fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let mut pieces = text.split('%');
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let escaped = piece.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match escaped.filter(|byte| matches!(byte, b' '..=b'~') && *byte != b'/') {
            Some(byte) => out.extend([&*char::from(byte).to_string(), piece.get(2..).unwrap_or_default()]),
            None => out.extend(["%", piece]),
        }
    }
    Cow::Owned(out)
}

/// The version of the API that a plain path begins with, and what follows it: `/v1.0` and
/// `/communications/calls`.
pub fn version(path: &str) -> (&str, &str) {
    if path.starts_with("/v1.0/") {
        return path.split_at_checked("/v1.0".len()).unwrap_or((path, ""));
    }
    let first = path.strip_prefix('/').and_then(|path| path.split('/').next()).unwrap_or_default();
    match VERSIONS.iter().any(|version| first.eq_ignore_ascii_case(version)) {
        true => path.split_at_checked(first.len() + 1).unwrap_or((path, "")),
        false => ("", path),
    }
}

/// The call of a keepAlive whose path, without its version, is spelled as on the page. Nearly all
/// requests are such: they need no closer look.
pub fn kept_alive(rest: &str) -> Option<Id> {
    Id::parse(rest.strip_prefix("/communications/calls/")?.strip_suffix("/keepAlive")?).ok()
}

#[cfg(test)]
mod tests {
    use call_lifecycle::wire::{Method, Target};

    use super::*;

    #[test]
    fn a_path_is_plain() {
        for (path, expected) in [
            ("/v1.0/communications/calls", "/v1.0/communications/calls"),
            ("/v1.0//communications///calls/", "/v1.0/communications/calls"),
            ("/v1.0/communications/calls('57da')/keepAlive", "/v1.0/communications/calls/57da/keepAlive"),
            ("/beta/app/calls(%2757da%27)/operations('9')", "/beta/app/calls/57da/operations/9"),
            ("/v1.0/calls%28%2757da%27%29", "/v1.0/calls/57da"),
            ("/v1.0/%24batch", "/v1.0/$batch"),
            // What is no key stays, to be refused.
            ("/v1.0/calls('57da", "/v1.0/calls('57da"),
            ("/v1.0/calls('')", "/v1.0/calls('')"),
            ("/v1.0/calls('')/keepAlive", "/v1.0/calls('')/keepAlive"),
            ("/v1.0/calls('57da')/operations(%27%27)", "/v1.0/calls/57da/operations('')"),
            ("/v1.0/('57da')", "/v1.0/('57da')"),
            ("/v1.0/calls/57da/keepAlive()", "/v1.0/calls/57da/keepAlive()"),
            ("//", ""),
            ("", ""),
        ] {
            assert_eq!(plain(path), expected, "{path}");
        }
    }

    #[test]
    fn escapes_of_printable_characters_are_read_and_others_stay() {
        for (text, expected) in [
            ("a%2Cb%20c", "a,b c"),
            ("%24select", "$select"),
            ("%2f..%2F", "%2f..%2F"),
            ("%", "%"),
            ("%4", "%4"),
            ("%zz%+1%00%0a%c3%a9", "%zz%+1%00%0a%c3%a9"),
            ("a%é", "a%é"),
        ] {
            assert_eq!(decode(text), expected, "{text}");
        }
    }

    #[test]
    fn a_path_begins_with_a_version() {
        assert_eq!(version("/v1.0/communications/calls"), ("/v1.0", "/communications/calls"));
        assert_eq!(version("/v1.0/"), ("/v1.0", "/"));
        assert_eq!(version("/Beta"), ("/Beta", ""));
        assert_eq!(version("/app/calls"), ("", "/app/calls"));
        assert_eq!(version("/betas/calls"), ("", "/betas/calls"));
        assert_eq!(version(""), ("", ""));
    }

    #[test]
    fn the_usual_path_of_a_keep_alive_means_what_every_path_means() {
        let id = "57dab8b1-894c-409a-b240-bd8beae78896";
        let usual = format!("/communications/calls/{id}/keepAlive");
        let call = Id::parse(id).unwrap();
        assert_eq!(kept_alive(&usual), Some(call));
        assert_eq!(Target::parse(&usual), Ok(Target::Method { call, participant: None, method: Method::KeepAlive }));
        for other in [
            format!("/communications/calls/{id}/operations/{id}/keepAlive"),
            format!("/communications/calls/{id}/keepAlive/"),
            format!("/app/calls/{id}/keepAlive"),
            format!("/communications/calls/{id}/mute"),
            "/communications/calls/keepAlive".to_owned(),
            "/communications/calls//keepAlive".to_owned(),
        ] {
            assert_eq!(kept_alive(&other), None, "{other}");
        }
    }
}
