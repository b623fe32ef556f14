//! Paths in the spellings that clients use.

use std::borrow::Cow;

/// The versions of Graph's API that are served alike.
const VERSIONS: [&str; 2] = ["v1.0", "beta"];

/// A path without doubled slashes, which one SDK sends, and with keys as segments:
/// `/v1.0//communications/calls('57da...')` is `/v1.0/communications/calls/57da...`.
pub fn plain(path: &str) -> Cow<'_, str> {
    let has_key = path.bytes().any(|byte| matches!(byte, b'\'' | b'%'));
    if !has_key && !path.contains("//") {
        return Cow::Borrowed(path);
    }
    // The characters of keys, and that of `$batch`. Ids and words have no others that are escaped.
    let path = [("%27", "'"), ("%28", "("), ("%29", ")"), ("%24", "$")]
        .iter()
        .fold(path.to_owned(), |path, (escaped, plain)| path.replace(escaped, plain));
    let mut out = String::with_capacity(path.len());
    for segment in path.split('/').filter(|segment| !segment.is_empty()) {
        out.push('/');
        match segment.strip_suffix("')").and_then(|segment| segment.split_once("('")) {
            Some((collection, key)) => out.extend([collection, "/", key]),
            None => out.push_str(segment),
        }
    }
    Cow::Owned(out)
}

/// The version of the API that a plain path begins with, and what follows it: `/v1.0` and
/// `/communications/calls`.
pub fn version(path: &str) -> (&str, &str) {
    let first = path.strip_prefix('/').and_then(|path| path.split('/').next()).unwrap_or_default();
    match VERSIONS.iter().any(|version| first.eq_ignore_ascii_case(version)) {
        true => path.split_at_checked(first.len() + 1).unwrap_or((path, "")),
        false => ("", path),
    }
}

#[cfg(test)]
mod tests {
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
            ("/v1.0/calls/57da/keepAlive()", "/v1.0/calls/57da/keepAlive()"),
            ("//", ""),
            ("", ""),
        ] {
            assert_eq!(plain(path), expected, "{path}");
        }
    }

    #[test]
    fn a_path_begins_with_a_version() {
        assert_eq!(version("/v1.0/communications/calls"), ("/v1.0", "/communications/calls"));
        assert_eq!(version("/Beta"), ("/Beta", ""));
        assert_eq!(version("/app/calls"), ("", "/app/calls"));
        assert_eq!(version("/betas/calls"), ("", "/betas/calls"));
        assert_eq!(version(""), ("", ""));
    }
}
