//! The error in the body of an answer.

use serde_json::Value;

use super::line::Response;
use super::raw::Raw;

/// The code and the message of an answer that refuses: Graph's `error`, or another body with them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct GraphError {
    /// `error.code`, whether a text or a number.
    pub code: Option<Box<str>>,
    /// `error.message`.
    pub message: Option<Box<str>>,
    /// The code of `error.innerError`, or of the first of `error.details`, if it is another one.
    pub inner: Option<Box<str>>,
    /// The message of the same, if it is another one.
    pub inner_message: Option<Box<str>>,
    /// The seconds of the header `Retry-After`.
    pub retry_after: Option<u64>,
}

/// How many characters of a text are kept.
const KEPT: usize = 300;

fn kept(value: &Value) -> Option<Box<str>> {
    let cut = |text: &str| text.chars().take(KEPT).collect::<String>().into_boxed_str();
    match value {
        Value::String(text) => Some(cut(text.trim())).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string().into_boxed_str()),
        _ => None,
    }
}

impl GraphError {
    /// The `resultInfo` of a body: its code and subcode as one text, and its message.
    #[must_use]
    pub fn of_result(body: Option<Raw<'_>>) -> Option<Self> {
        let body: Value = serde_json::from_str(body?.get()).ok()?;
        Self::result_of(&body)
    }

    fn result_of(body: &Value) -> Option<Self> {
        let result = body.get("resultInfo")?;
        let subcode = result.get("subcode").or_else(|| result.get("subCode")).and_then(kept);
        let code = match (result.get("code").and_then(kept), subcode) {
            (Some(code), Some(subcode)) => Some(format!("{code}/{subcode}").into_boxed_str()),
            (code, _) => code,
        };
        let found = Self { code, message: result.get("message").and_then(kept), ..Self::default() };
        (found != Self::default()).then_some(found)
    }

    /// The error of a refusal: that of its body, with its `Retry-After`.
    pub(crate) fn of_refusal(response: &Response<'_>) -> Option<Self> {
        let found = Self::of(response.body);
        match response.headers.retry_after {
            Some(wait) => Some(Self { retry_after: Some(wait.as_secs()), ..found.unwrap_or_default() }),
            None => found,
        }
    }

    /// The error that a body has, if it has one.
    #[must_use]
    pub fn of(body: Option<Raw<'_>>) -> Option<Self> {
        let body: Value = serde_json::from_str(body?.get()).ok()?;
        let found = match &body {
            Value::Object(_) => Self::of_object(&body),
            // A logger may have written the whole body as a text.
            Value::String(text) => match serde_json::from_str(text) {
                Ok(inner @ Value::Object(_)) => Self::of_object(&inner),
                _ => Self { message: kept(&body), ..Self::default() },
            },
            _ => return None,
        };
        (found != Self::default()).then_some(found)
    }

    fn of_object(body: &Value) -> Self {
        match member(body, "error").or_else(|| member(body, "odata.error")) {
            Some(error @ Value::Object(_)) => {
                let first = member(error, "details").and_then(|details| details.get(0));
                let inner = member(error, "innerError").filter(|inner| says(inner)).or(first);
                let (code, message) = (text(error, "code"), text(error, "message"));
                let of_inner = |name: &str| inner.and_then(|inner| text(inner, name));
                Self {
                    inner: of_inner("code").filter(|inner| code.as_ref() != Some(inner)),
                    inner_message: of_inner("message").filter(|inner| message.as_ref() != Some(inner)),
                    code,
                    message,
                    retry_after: None,
                }
            }
            // As in OAuth.
            Some(error) => Self { code: kept(error), message: text(body, "error_description"), ..Self::default() },
            // The problem of RFC 9457 says what it is in `detail`, and of what kind it is in `title`.
            None if body.get("code").is_none() && body.get("resultInfo").is_some() => {
                Self::result_of(body).unwrap_or_default()
            }
            None => Self {
                code: text(body, "code"),
                message: ["message", "detail", "title"].into_iter().find_map(|name| text(body, name)),
                ..Self::default()
            },
        }
    }
}

/// Whether it has more than the ids of the request.
fn says(inner: &Value) -> bool {
    ["code", "message"].into_iter().any(|name| text(inner, name).is_some())
}

/// A member, in whatever case: gateways before Graph have their own.
fn member<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    let members = value.as_object()?;
    members
        .get(name)
        .or_else(|| members.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value))
}

/// The text of a member. Older versions of OData have it in an object, next to its language.
fn text(value: &Value, name: &str) -> Option<Box<str>> {
    let found = member(value, name)?;
    kept(found).or_else(|| kept(member(found, "value")?))
}
