//! Writes the lines of a trace.

use std::borrow::Cow;
use std::fmt::{Display, Result, Write};

use call_lifecycle::Id;
use call_lifecycle::service::MediaEvent;
use call_lifecycle::wire::http::RetryAfter;
use serde_json::Value;
use serde_json::value::RawValue;

use super::time::{At, put_time};
use super::words::{PeerFact, media_word, peer_word};

/// Writes a line: its time, and at most one member.
pub fn line(out: &mut String, at: At, member: impl FnOnce(&mut String) -> Result) {
    out.push_str(r#"{"at":""#);
    if at.wall && put_time(out, at.millis) {
        out.push('"');
    } else {
        // The format of a text ends with the year 9999.
        out.pop();
        out.push_str(itoa::Buffer::new().format(at.millis));
    }
    // Text into a string cannot fail.
    let _ = member(out);
    out.push_str("}\n");
}

/// A request that was sent, and the call that it has created.
pub fn request(
    out: &mut String,
    id: impl Display,
    method: &str,
    url: &str,
    body: &[u8],
    creates: Option<Id>,
) -> Result {
    let (method, url) = (Value::from(method), Value::from(url));
    write!(out, r#","request":{{"id":"{id}","method":{method},"url":{url}"#)?;
    if let Some(call) = creates {
        write!(out, r#","call":"{call}""#)?;
    }
    self::body(out, body)?;
    out.write_char('}')
}

/// The answer to a request.
pub fn response(out: &mut String, to: impl Display, status: u16, headers: &AnswerHeaders, body: &[u8]) -> Result {
    write!(out, r#","response":{{"to":"{to}","status":{status}"#)?;
    match (&headers.location, headers.wait()) {
        (None, None) => {}
        (Some(location), None) => write!(out, r#","headers":{{"Location":{location}}}"#)?,
        (None, Some(seconds)) => write!(out, r#","headers":{{"Retry-After":{seconds}}}"#)?,
        (Some(location), Some(seconds)) => {
            write!(out, r#","headers":{{"Location":{location},"Retry-After":{seconds}}}"#)?;
        }
    }
    self::body(out, body)?;
    out.write_char('}')
}

/// No answer came to a request.
pub fn failed(out: &mut String, to: impl Display) -> Result {
    write!(out, r#","failed":{{"to":"{to}"}}"#)
}

/// The body that the service posted.
pub fn notification(out: &mut String, body: &[u8]) -> Result {
    write!(out, r#","notification":{}"#, json(body))
}

/// What the other side did.
pub fn peer(out: &mut String, call: Id, fact: PeerFact) -> Result {
    write!(out, r#","peer":{{"call":"{call}","event":"{}"}}"#, peer_word(fact))
}

/// What was heard or played.
pub fn media(out: &mut String, call: Id, media: MediaEvent) -> Result {
    write!(out, r#","media":{{"call":"{call}","event":"{}""#, media_word(media))?;
    if let MediaEvent::Tone(tone) = media {
        write!(out, r#","tone":"{}""#, tone.symbol().unwrap_or('#'))?;
    }
    out.write_char('}')
}

/// The member `body`, unless the body is empty.
fn body(out: &mut String, body: &[u8]) -> Result {
    if body.trim_ascii().is_empty() { Ok(()) } else { write!(out, r#","body":{}"#, json(body)) }
}

/// The body on one line: as it is if it is JSON, else as a JSON text.
fn json(body: &[u8]) -> Cow<'_, str> {
    let text = String::from_utf8_lossy(body);
    if serde_json::from_str::<&RawValue>(&text).is_err() {
        return Cow::Owned(Value::from(text).to_string());
    }
    // JSON texts cannot hold line breaks. Outside of texts they are white space.
    if text.contains(['\n', '\r']) { Cow::Owned(text.replace(['\n', '\r'], " ")) } else { text }
}

/// What the headers of an answer say. Of one that comes twice, the first that can be read counts.
#[derive(Debug, Default)]
pub struct AnswerHeaders {
    /// `Location`, as JSON.
    location: Option<Value>,
    retry_after: Option<RetryAfter>,
    date: Option<RetryAfter>,
}

impl AnswerHeaders {
    pub fn header(&mut self, name: &str, value: &[u8]) {
        let Ok(value) = std::str::from_utf8(value) else { return };
        if name.eq_ignore_ascii_case("Location") {
            self.location.get_or_insert_with(|| Value::from(value));
        } else if name.eq_ignore_ascii_case("Retry-After") {
            self.retry_after = self.retry_after.or_else(|| RetryAfter::parse(value));
        } else if name.eq_ignore_ascii_case("Date") {
            self.date = self.date.or_else(|| RetryAfter::parse(value));
        }
    }

    /// The seconds of `Retry-After`. `None` for a date in an answer that does not say when it was
    /// written: a trace has no other clock.
    fn wait(&self) -> Option<u64> {
        let wait = match (self.retry_after?, self.date) {
            (RetryAfter::Delay(delay), _) => delay,
            (at, Some(RetryAfter::Date(date))) => at.wait(date),
            _ => return None,
        };
        Some(wait.as_secs())
    }
}
