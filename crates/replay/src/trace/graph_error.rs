//! The error in the body of an answer.

use serde_json::Value;
use serde_json::value::RawValue;

/// The code and the message of an answer that refuses: Graph's `error`, or another body with them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct GraphError {
    /// `error.code`, whether a text or a number.
    pub code: Option<Box<str>>,
    /// `error.message`.
    pub message: Option<Box<str>>,
    /// The code of `error.innerError`, if it is another one.
    pub inner: Option<Box<str>>,
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
    pub fn of_result(body: Option<&RawValue>) -> Option<Self> {
        let body: Value = serde_json::from_str(body?.get()).ok()?;
        let result = body.get("resultInfo")?;
        let subcode = result.get("subcode").or_else(|| result.get("subCode")).and_then(kept);
        let code = match (result.get("code").and_then(kept), subcode) {
            (Some(code), Some(subcode)) => Some(format!("{code}/{subcode}").into_boxed_str()),
            (code, _) => code,
        };
        let found = Self { code, message: result.get("message").and_then(kept), inner: None };
        (found != Self::default()).then_some(found)
    }

    /// The error that a body has, if it has one.
    #[must_use]
    pub fn of(body: Option<&RawValue>) -> Option<Self> {
        let body: Value = serde_json::from_str(body?.get()).ok()?;
        let found = match &body {
            Value::Object(members) => match members.get("error") {
                Some(Value::Object(error)) => {
                    let inner = error.get("innerError").or_else(|| error.get("innererror"));
                    let code = error.get("code").and_then(kept);
                    let inner = inner
                        .and_then(|inner| inner.get("code"))
                        .and_then(kept)
                        .filter(|inner| code.as_ref() != Some(inner));
                    Self { code, message: error.get("message").and_then(kept), inner }
                }
                // As in OAuth.
                Some(error) => {
                    Self { code: kept(error), message: members.get("error_description").and_then(kept), inner: None }
                }
                None => Self {
                    code: members.get("code").and_then(kept),
                    message: members.get("message").and_then(kept),
                    inner: None,
                },
            },
            text @ Value::String(_) => Self { code: None, message: kept(text), inner: None },
            _ => return None,
        };
        (found != Self::default()).then_some(found)
    }
}
