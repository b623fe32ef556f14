//! An entry of a HAR file, as far as it matters. Every member may be missing, and any other is
//! ignored: tools add their own and leave out what they do not know.

use std::borrow::Cow;
use std::ops::Deref;

use base64::Engine;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde::{Deserialize, Deserializer};

use crate::trace::write::AnswerHeaders;
use crate::trace::{AnyText, LineError};

/// With or without padding.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// A text, which is not copied unless it has escapes: a `Cow` in an `Option` always would be.
#[derive(Debug)]
pub struct Text<'a>(Cow<'a, str>);

impl Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(AnyText("a string")).map(Self)
    }
}

/// A request with its answer.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object")]
#[serde(rename_all = "camelCase")]
pub struct Entry<'a> {
    #[serde(borrow, default)]
    pub started_date_time: Option<Text<'a>>,
    /// From the request to the end of its answer, in milliseconds.
    #[serde(default)]
    time: Option<f64>,
    #[serde(default)]
    timings: Option<Timings>,
    #[serde(borrow, default)]
    pub request: Option<Request<'a>>,
    #[serde(borrow, default)]
    pub response: Option<Response<'a>>,
}

/// The parts of the time. Those that did not occur are -1.
#[derive(Debug, Default, Deserialize)]
#[serde(expecting = "an object in `timings`")]
#[serde(default)]
struct Timings {
    blocked: Option<f64>,
    dns: Option<f64>,
    connect: Option<f64>,
    send: Option<f64>,
    wait: Option<f64>,
    receive: Option<f64>,
}

#[derive(Debug, Deserialize)]
#[serde(expecting = "an object in `request`")]
#[serde(rename_all = "camelCase")]
pub struct Request<'a> {
    #[serde(borrow, default)]
    method: Option<Text<'a>>,
    #[serde(borrow, default)]
    url: Option<Text<'a>>,
    #[serde(borrow, default)]
    headers: Option<Vec<Pair<'a>>>,
    #[serde(borrow, default)]
    post_data: Option<Content<'a>>,
}

#[derive(Debug, Deserialize)]
#[serde(expecting = "an object in `response`")]
#[serde(rename_all = "camelCase")]
pub struct Response<'a> {
    #[serde(default)]
    status: Option<Status>,
    #[serde(borrow, default)]
    headers: Option<Vec<Pair<'a>>>,
    #[serde(borrow, default)]
    content: Option<Content<'a>>,
    #[serde(borrow, default, rename = "redirectURL")]
    redirect_url: Option<Text<'a>>,
}

/// The status, which is a number. Where no answer came, axios-har-tracker 0.8 writes an empty text.
#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "a number in `status`")]
enum Status {
    Number(i64),
    Empty(Empty),
}

#[derive(Debug, Deserialize)]
enum Empty {
    #[serde(rename = "")]
    Text,
}

/// A header, or a parameter of a form.
#[derive(Debug, Deserialize)]
#[serde(expecting = "objects in `headers`")]
struct Pair<'a> {
    #[serde(borrow, default)]
    name: Option<Text<'a>>,
    #[serde(borrow, default)]
    value: Option<Text<'a>>,
}

/// A body.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object in a body")]
struct Content<'a> {
    #[serde(borrow, default)]
    text: Option<Text<'a>>,
    #[serde(borrow, default)]
    encoding: Option<Text<'a>>,
    #[serde(borrow, default)]
    params: Option<Vec<Pair<'a>>>,
}

impl<'a> Content<'a> {
    fn bytes(&self, member: &str) -> Result<Cow<'_, [u8]>, LineError> {
        let text = self.text.as_deref().unwrap_or_default();
        if self.encoding.as_deref().is_some_and(|encoding| encoding.eq_ignore_ascii_case("base64")) {
            let text: Vec<u8> = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
            return BASE64.decode(text).map(Cow::Owned).map_err(|error| {
                LineError::new(format_args!("`text` of `{member}` is no base64 ({error})"), "what `encoding` says")
            });
        }
        // A tool that takes every body for a form has split it at `=` and `&`.
        match self.params.as_deref() {
            Some(params @ [first, ..]) if text.is_empty() && first.name().trim_start().starts_with('{') => {
                let mut joined = String::new();
                for (place, pair) in params.iter().enumerate() {
                    joined.push_str(if place > 0 { "&" } else { "" });
                    joined.push_str(pair.name());
                    if let Some(value) = pair.value.as_deref().filter(|value| !value.is_empty()) {
                        joined.push('=');
                        joined.push_str(value);
                    }
                }
                Ok(Cow::Owned(joined.into_bytes()))
            }
            _ => Ok(Cow::Borrowed(text.as_bytes())),
        }
    }
}

impl Pair<'_> {
    fn name(&self) -> &str {
        self.name.as_deref().unwrap_or_default()
    }
}

impl Entry<'_> {
    /// How long it took, in milliseconds.
    pub fn took(&self) -> u64 {
        let total = self.time.filter(|time| *time >= 0.0).unwrap_or_else(|| {
            let Some(Timings { blocked, dns, connect, send, wait, receive }) = self.timings else { return 0.0 };
            [blocked, dns, connect, send, wait, receive].into_iter().flatten().filter(|part| *part > 0.0).sum()
        });
        // A number that is too large is as large as can be.
        total.round() as u64
    }
}

impl Request<'_> {
    /// A header by its name, such as a pseudo-header of HTTP/2.
    fn header(&self, name: &str) -> Option<&str> {
        let pair = self.headers.as_deref()?.iter().find(|pair| pair.name().eq_ignore_ascii_case(name))?;
        pair.value.as_deref()
    }

    pub fn method(&self) -> Option<&str> {
        self.method.as_deref().filter(|method| !method.is_empty()).or_else(|| self.header(":method"))
    }

    pub fn url(&self) -> Option<&str> {
        self.url.as_deref().filter(|url| !url.is_empty()).or_else(|| self.header(":path"))
    }

    /// The program that has sent it.
    pub fn agent(&self) -> Option<&str> {
        self.header("User-Agent")
    }

    pub fn body(&self) -> Result<Cow<'_, [u8]>, LineError> {
        self.post_data.as_ref().map_or(Ok(Cow::Borrowed(&[])), |content| content.bytes("postData"))
    }
}

impl Response<'_> {
    /// The status. `None` if no answer came, which tools write as 0 or as an empty text.
    pub fn status(&self) -> Option<u16> {
        let Some(Status::Number(status)) = self.status else { return None };
        u16::try_from(status).ok().filter(|status| (100..=599).contains(status))
    }

    pub fn told(&self) -> AnswerHeaders {
        let mut told = AnswerHeaders::default();
        for pair in self.headers.iter().flatten() {
            told.header(pair.name(), pair.value.as_deref().unwrap_or_default().as_bytes());
        }
        if let Some(location) = self.redirect_url.as_deref().filter(|url| !url.is_empty()) {
            told.header("Location", location.as_bytes());
        }
        told
    }

    pub fn body(&self) -> Result<Cow<'_, [u8]>, LineError> {
        self.content.as_ref().map_or(Ok(Cow::Borrowed(&[])), |content| content.bytes("content"))
    }
}
