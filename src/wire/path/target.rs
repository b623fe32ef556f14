//! What a URL or a notification's resource path names.

use super::error::{Excerpt, PathError};
use super::method::Method;
use crate::Id;
use crate::wire::text::{rsplit_at, split_at};
use crate::words;

/// What a URL or a resource path names.
///
/// There will be no other kinds: resources that no machine handles are [`Target::Other`].
///
/// Ignored are scheme and host, a leading slash or none, a trailing one, the query, and the
/// prefixes `v1.0`, `beta`, `app`, `communications` and `applications/{id}` in any order, because
/// the examples of the pages mix them (choice 56). The case of segments does not matter, and ids
/// may have either spelling.
///
/// ```
/// use call_lifecycle::{Id, wire::{ApiVersion, Method, Target}};
/// let call = Id::parse("57dab8b1-894c-409a-b240-bd8beae78896").unwrap();
/// let operation = Id::parse("0fe0623f-d628-42ed-b4bd-8ac290072cc5").unwrap();
/// let target = Target::parse("/app/calls/57DAB8B1894C409AB240BD8BEAE78896/operations/0FE0623FD62842EDB4BD8AC290072CC5")?;
/// assert_eq!(target, Target::Operation { call, operation });
/// let url = "https://graph.microsoft.com/v1.0/communications/calls/57dab8b1-894c-409a-b240-bd8beae78896/keepAlive";
/// assert_eq!(Target::parse(url)?, Target::Method { call, participant: None, method: Method::KeepAlive });
/// assert_eq!(target.path(ApiVersion::V1).unwrap().to_string(),
///     "/communications/calls/57dab8b1-894c-409a-b240-bd8beae78896/operations/0fe0623f-d628-42ed-b4bd-8ac290072cc5");
/// # Ok::<(), call_lifecycle::wire::PathError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Target {
    /// The collection of calls: a POST creates one.
    Calls,
    /// A call.
    Call {
        /// Its id.
        call: Id,
    },
    /// A method of a call.
    Method {
        /// The call.
        call: Id,
        /// The participant, under `participants/{id}`.
        participant: Option<Id>,
        /// The method.
        method: Method,
    },
    /// An operation of a call.
    Operation {
        /// The call.
        call: Id,
        /// Its own id.
        operation: Id,
    },
    /// The operations of a call. One example of a finished invite names `operations/participants`,
    /// which is read as this: the operation is then known by its `clientContext` alone (choice 43).
    Operations {
        /// The call.
        call: Id,
    },
    /// Another resource: one under a call, such as `participants`, or one that has nothing to do
    /// with calls.
    Other {
        /// The call, where the path names one.
        call: Option<Id>,
    },
}

impl Target {
    /// Reads a URL or a path. A key may be a segment or stand in brackets, as OData has both:
    /// `calls/57da...` and `calls('57da...')`.
    ///
    /// # Errors
    /// [`PathError`] if it is empty, or if an id in it is not an id.
    pub fn parse(text: &str) -> Result<Self, PathError> {
        let path = path_of(text);
        let mut segments = Segments { rest: path, key: None };
        if path.bytes().all(|byte| byte == b'/') {
            return Err(PathError::Empty);
        }
        loop {
            let Some(segment) = segments.next() else { return Ok(Self::Other { call: None }) };
            let is = |word: &str| words::same(segment, word);
            if is("calls") {
                break;
            }
            if is("applications") {
                segments.next();
            } else if !(is("v1.0") || is("beta") || is("app") || is("communications")) {
                return Ok(Self::Other { call: None });
            }
        }
        let Some(first) = segments.next() else { return Ok(Self::Calls) };
        if words::same(first, "logTeleconferenceDeviceQuality") {
            return Ok(Self::Other { call: None });
        }
        let call = id("calls", first)?;
        let Some(segment) = segments.next() else { return Ok(Self::Call { call }) };
        let target = if words::same(segment, "operations") {
            match segments.next() {
                None => Self::Operations { call },
                Some(word) if words::same(word, "participants") => Self::Operations { call },
                Some(text) => Self::Operation { call, operation: id("operations", text)? },
            }
        } else if words::same(segment, "participants") {
            Self::of_participants(call, segments.next(), segments.next())?
        } else {
            match Method::of_segment(segment) {
                Some(method) if !method.is_of_participants() => Self::Method { call, participant: None, method },
                _ => Self::Other { call: Some(call) },
            }
        };
        Ok(if segments.next().is_some() { Self::Other { call: Some(call) } } else { target })
    }

    fn of_participants(call: Id, first: Option<&str>, second: Option<&str>) -> Result<Self, PathError> {
        let other = Self::Other { call: Some(call) };
        let Some(first) = first else { return Ok(other) };
        let Some(second) = second else {
            return Ok(match Method::of_segment(first) {
                Some(method) if method.is_of_participants() => Self::Method { call, participant: None, method },
                _ => other,
            });
        };
        match Method::of_segment(second) {
            Some(method) if method.is_of_participant() => {
                Ok(Self::Method { call, participant: Some(id("participants", first)?), method })
            }
            _ => Ok(other),
        }
    }

    /// The operation that a `Location` names: the id after the last `operations` in it. It may be
    /// relative to the request, so that no call is in it.
    ///
    /// ```
    /// use call_lifecycle::{Id, wire::Target};
    /// assert_eq!(Target::located_operation("operations/000000000000000000000000000000AB?x"), Some(Id::from_u128(0xAB)));
    /// assert_eq!(Target::located_operation("/communications/calls"), None);
    /// ```
    #[must_use]
    pub fn located_operation(location: &str) -> Option<Id> {
        let path = before_query(location);
        let (rest, last) = last_segment(path)?;
        let (before, last) = match keyed(last) {
            Some(pair) => pair,
            None => (last_segment(rest)?.1, last),
        };
        if words::same(before, "operations") { Id::parse(last).ok() } else { None }
    }

    /// The call that it names.
    #[must_use]
    pub const fn call(self) -> Option<Id> {
        match self {
            Self::Call { call }
            | Self::Method { call, .. }
            | Self::Operation { call, .. }
            | Self::Operations { call } => Some(call),
            Self::Calls => None,
            Self::Other { call } => call,
        }
    }

    /// The operation that it names.
    #[must_use]
    pub const fn operation(self) -> Option<Id> {
        match self {
            Self::Operation { operation, .. } => Some(operation),
            Self::Calls | Self::Call { .. } | Self::Method { .. } | Self::Operations { .. } | Self::Other { .. } => {
                None
            }
        }
    }
}

/// The segments of a path that are not empty, and the keys in brackets. By bytes, as most are a few of them.
struct Segments<'t> {
    rest: &'t str,
    key: Option<&'t str>,
}

impl<'t> Iterator for Segments<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        if let Some(key) = self.key.take() {
            return Some(key);
        }
        while !self.rest.is_empty() {
            let (segment, rest) = split_at(self.rest, b'/').unwrap_or((self.rest, ""));
            self.rest = rest;
            if let Some((name, key)) = keyed(segment) {
                self.key = Some(key);
                return Some(name);
            }
            if !segment.is_empty() {
                return Some(segment);
            }
        }
        None
    }
}

/// The two segments of `calls('57da...')`, which is `calls/57da...` as OData writes keys.
fn keyed(segment: &str) -> Option<(&str, &str)> {
    let (name, key) = split_at(segment.strip_suffix("')")?, b'(')?;
    Some((name, key.strip_prefix('\'')?))
}

/// The last segment that is not empty, and what comes before it.
fn last_segment(path: &str) -> Option<(&str, &str)> {
    let mut rest = path;
    while !rest.is_empty() {
        let (before, segment) = rsplit_at(rest, b'/').unwrap_or(("", rest));
        if !segment.is_empty() {
            return Some((before, segment));
        }
        rest = before;
    }
    None
}

/// What comes after scheme and host, and before the query and the fragment.
fn path_of(text: &str) -> &str {
    if !text.bytes().any(|byte| matches!(byte, b'?' | b'#' | b':')) {
        return text.trim();
    }
    let path = before_query(text);
    match after_scheme(path) {
        Some(rest) => split_at(rest, b'/').map_or("", |(_, path)| path),
        None => path,
    }
}

/// What comes before the query and the fragment.
fn before_query(text: &str) -> &str {
    let end = text.bytes().position(|byte| matches!(byte, b'?' | b'#')).unwrap_or(text.len());
    text.get(..end).unwrap_or(text).trim()
}

/// What comes after the first `://`.
fn after_scheme(path: &str) -> Option<&str> {
    let mut rest = path;
    loop {
        (_, rest) = split_at(rest, b':')?;
        if let Some(after) = rest.strip_prefix("//") {
            return Some(after);
        }
    }
}

fn id(collection: &'static str, text: &str) -> Result<Id, PathError> {
    Id::parse(text).map_err(|error| PathError::Id { collection, text: Excerpt::new(text), error })
}
