//! The body of an answer that is an error.

use serde::ser::{Serialize, Serializer};

use crate::wire::json::object::{Fill, Kind, Object, members, object, write_members};
use crate::wire::json::{Failed, Keep, Source, Text, Texts, texts};

/// The body of an answer that is an error:
/// `{"error": {"code": ..., "message": ..., "innerError": {...}}}`.
///
/// The body of any other answer is a [`Resource`](crate::wire::Resource), or empty.
///
/// ```
/// use call_lifecycle::wire::ErrorBody;
/// let body: ErrorBody = serde_json::from_str(r#"{"error": {"code": "NotFound", "message": "Call not found.",
///     "innerError": {"code": "8522", "request-id": "1a2b"}}}"#)?;
/// assert_eq!((body.code(), body.inner_code()), (Some("NotFound"), Some("8522")));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErrorBody<'a> {
    texts: Texts<'a, TEXTS>,
}

const TEXTS: usize = 4;
/// The texts of `innerError`, which are the last.
const INNER: core::ops::Range<usize> = 2..TEXTS;

texts! { ErrorBody {
    /// `error.code`
    code, with_code = 0;
    /// `error.message`
    message, with_message = 1;
    /// `error.innerError.code`, such as 8522 for a call that is not found.
    inner_code, with_inner_code = 2;
    /// `error.innerError.request-id`, which the service's support asks for.
    request_id, with_request_id = 3;
} }

members! { BodyKey { Error = "error", } }
members! { ErrorKey { Code = "code", Message = "message", Inner = "innerError" | "innererror", } }
members! { InnerKey { Code = "code", RequestId = "request-id" | "requestId", } }

struct ErrorRead<'t, 'de>(&'t mut Texts<'de, TEXTS>);
struct InnerRead<'t, 'de>(&'t mut Texts<'de, TEXTS>);

impl<'de> Object<'de> for ErrorBody<'de> {
    type Key = BodyKey;
    const WHAT: &'static str = "the body of an error";

    fn member(&mut self, BodyKey::Error: BodyKey, map: &mut dyn Source<'de>) -> Result<(), Failed> {
        // A member that comes twice leaves nothing of the first.
        (0..TEXTS).for_each(|index| self.texts.clear(index));
        map.value(Fill(&mut ErrorRead(&mut self.texts), Kind::OrNull))
    }
}
object!(ErrorBody);

impl<'de> Object<'de> for ErrorRead<'_, 'de> {
    type Key = ErrorKey;
    const WHAT: &'static str = "error";

    fn member(&mut self, key: ErrorKey, map: &mut dyn Source<'de>) -> Result<(), Failed> {
        match key {
            ErrorKey::Code => map.value(Text(Keep(self.0, 0, "error.code"))).map(drop),
            ErrorKey::Message => map.value(Text(Keep(self.0, 1, "error.message"))).map(drop),
            ErrorKey::Inner => {
                INNER.for_each(|index| self.0.clear(index));
                map.value(Fill(&mut InnerRead(self.0), Kind::OrNull))
            }
        }
    }
}

impl<'de> Object<'de> for InnerRead<'_, 'de> {
    type Key = InnerKey;
    const WHAT: &'static str = "innerError";

    fn member(&mut self, key: InnerKey, map: &mut dyn Source<'de>) -> Result<(), Failed> {
        let (index, member) = match key {
            InnerKey::Code => (2, "error.innerError.code"),
            InnerKey::RequestId => (3, "error.innerError.request-id"),
        };
        map.value(Text(Keep(self.0, index, member))).map(drop)
    }
}

impl Serialize for ErrorBody<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer, "ErrorBody", { "error": Some(WriteError(self)), })
    }
}

struct WriteError<'t, 'a>(&'t ErrorBody<'a>);

impl Serialize for WriteError<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(body) = self;
        let inner = body.inner_code().is_some() || body.request_id().is_some();
        write_members!(serializer, "Error", {
            "code": body.code(),
            "message": body.message(),
            "innerError": inner.then_some(WriteInner(body)),
        })
    }
}

struct WriteInner<'t, 'a>(&'t ErrorBody<'a>);

impl Serialize for WriteInner<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer, "InnerError", { "code": self.0.inner_code(), "request-id": self.0.request_id(), })
    }
}
