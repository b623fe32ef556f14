//! What the URL of a request names.

use std::borrow::Cow;

use call_lifecycle::wire::{PathError, Target};
use memchr::memchr;

use super::quick_url;
use super::word::Word;

/// What the URL of a request names.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Url {
    /// What the machines know of it.
    pub target: Target,
    /// Whether it is below `/app`.
    pub app: bool,
    /// The part of a call or the method that it ends with, whether the machines model it or not.
    pub word: Option<Word>,
}

impl Url {
    pub(super) fn parse(text: &str) -> Result<Self, PathError> {
        match quick_url::url(text) {
            Some((target, app, word)) => Ok(Self { target, app, word }),
            None => Self::parse_fully(text),
        }
    }

    /// The same in every spelling.
    fn parse_fully(text: &str) -> Result<Self, PathError> {
        let text = &*without_keys(text);
        let target = of_path(text)?;
        let word = match target {
            Target::Call { .. } => Some(Word::CALL),
            Target::Operation { .. } => Some(Word::OPERATION),
            Target::Operations { .. } => Some(Word::OPERATIONS),
            Target::Other { .. } | Target::Method { .. } => Word::of(text),
            Target::Calls => None,
        };
        Ok(Self { target, app: is_below_app(text), word })
    }
}

/// Whether its calls are those of `/app`, where the beta of 2019 had them.
fn is_below_app(text: &str) -> bool {
    let path = &text[..text.find(['?', '#']).unwrap_or(text.len())];
    let mut above = "";
    path.split('/').filter(|segment| !segment.is_empty()).any(|segment| {
        let is = above.eq_ignore_ascii_case("app") && segment.eq_ignore_ascii_case("calls");
        above = segment;
        is
    })
}

/// What a URL names, in which quotation marks of keys may be written as `%27`.
pub(crate) fn target(text: &str) -> Result<Target, PathError> {
    of_path(&without_keys(text))
}

/// What a path names.
pub(super) fn of_path(text: &str) -> Result<Target, PathError> {
    quick_url::target(text).map_or_else(|| Target::parse(text), Ok)
}

/// The same with keys as segments: `calls('57da...')` is `calls/57da...`, as OData has it.
fn without_keys(text: &str) -> Cow<'_, str> {
    if memchr(b'(', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let end = text.find(['?', '#']).unwrap_or(text.len());
    let (path, rest) = text.split_at(end);
    let segment = |segment: &str| {
        let segment = segment.replace("%27", "'");
        let parts = segment.strip_suffix("')").and_then(|segment| segment.split_once("('"));
        // Without its key, the path of a call would be that of all calls.
        let parts = parts.filter(|(collection, key)| !collection.is_empty() && !key.is_empty());
        parts.map_or_else(|| segment.clone(), |(collection, key)| format!("{collection}/{key}"))
    };
    Cow::Owned(path.split('/').map(segment).collect::<Vec<_>>().join("/") + rest)
}

impl From<Target> for Url {
    fn from(target: Target) -> Self {
        Self { target, app: false, word: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_below_app_is_said_by_the_path() {
        let call = "57dab8b1-894c-409a-b240-bd8beae78896";
        for (text, app) in [
            (format!("/app/calls/{call}"), true),
            (format!("/v1.0/App/Calls('{call}')/record"), true),
            (format!("app/calls/{call}/"), true),
            (format!("/communications/calls/{call}/record?x=/app/calls"), false),
            (format!("/communications/calls/{call}#/app/calls"), false),
        ] {
            assert_eq!(Url::parse(&text).map(|url| url.app), Ok(app), "{text}");
        }
    }

    #[test]
    fn a_path_that_is_read_quickly_names_the_same_as_any_other() {
        const ID: &str = "57dab8b1-894c-409a-b240-bd8beae78896";
        let ids = [ID, "57DAB8B1894C409AB240BD8BEAE78896", "57dab8b1-894c-409a-b240-bd8beae7889", "57dab8b1", "\u{e9}"];
        let starts = [
            "/v1.0/communications/calls",
            "https://graph.microsoft.com/beta/communications/calls",
            "https://graph.microsoft.com.evil/communications/calls",
            "/communications/calls",
            "communications/calls",
            "/app/calls",
            "/app/callsx",
            "/APP/calls",
        ];
        let ends = [
            "",
            "/",
            "/keepAlive",
            "/keepAlive/",
            "/keepalive",
            "/keepAlive?x=/",
            "#",
            "?$select=id",
            "/recordResponse",
            "/playPrompt",
            "/record",
            "/operations",
            "/operations/",
            "/operations/participants",
            "/participants",
            "/participants/invite",
            "/answer",
            " ",
            "/x/y",
        ];
        let mut quick = 0;
        let mut same = |text: &str| {
            let full = Target::parse(text);
            let found = quick_url::target(text);
            assert!(found.is_none_or(|found| Ok(found) == full), "{text}: {found:?} {full:?}");
            let full = Url::parse_fully(text).map(|url| format!("{url:?}"));
            let url = quick_url::url(text).map(|(target, app, word)| format!("{:?}", Url { target, app, word }));
            assert_eq!(url.is_some(), found.is_some(), "{text}");
            assert!(url.is_none_or(|url| full.as_ref() == Ok(&url)), "{text}: {full:?}");
            quick += usize::from(found.is_some());
        };
        for start in starts {
            same(start);
            for id in ids {
                for end in ends {
                    same(&format!("{start}/{id}{end}"));
                    same(&format!("{start}//{id}{end}"));
                    same(&format!("{start}/{ID}/operations/{id}{end}"));
                }
            }
        }
        assert!(quick > 40, "{quick}");
    }
}
