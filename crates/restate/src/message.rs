//! The messages between the objects and services, as JSON.

use std::time::Duration;

use call_lifecycle::app::{OperationHints, Request, Token};
use call_lifecycle::wire::http::{self, Body};
use call_lifecycle::wire::json::WriteError;
use call_lifecycle::{ClientContext, Id, Timestamp};
use call_lifecycle_tokio::{BoxError, Request as HttpRequest, Response};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::words::{as_id, as_millis, as_token, as_word};

/// The service has created a call.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Begin {
    /// When the create request was sent.
    #[serde(with = "as_millis")]
    pub sent: Timestamp,
    /// When its answer came.
    #[serde(with = "as_millis")]
    pub came: Timestamp,
    /// The answer.
    pub answer: Answer,
}

/// What the service posted, and when it came.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Notified {
    /// When it came.
    #[serde(with = "as_millis")]
    pub at: Timestamp,
    /// The body as it came. Entries about other calls are ignored.
    pub body: Box<RawValue>,
}

/// A deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Wake {
    /// The deadline. A wake for another one than the object has armed is stale.
    #[serde(with = "as_millis")]
    pub at: Timestamp,
}

/// A request on its way to the service.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// The call.
    #[serde(with = "as_id")]
    pub call: Id,
    /// The request, and its number at the machine.
    #[serde(with = "as_token")]
    pub token: Token,
    /// Its number among the orders of this call and request: part of the idempotency key.
    pub number: u32,
    /// The participant that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "maybe_id")]
    pub participant: Option<Id>,
    /// The JSON of its body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
}

impl Order {
    /// The idempotency key: the engine drops a second order with the same.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{}/{}/{}", self.call, crate::words::word(self.token.request()), self.number)
    }

    /// The HTTP request.
    ///
    /// # Errors
    /// If the method needs a body and has none, or the machine does not know its path.
    pub fn request(&self) -> Result<HttpRequest, BoxError> {
        let body = self.body.as_deref().map_or(Body::Empty, Body::Json);
        let request = match self.participant {
            Some(participant) => http::participant_request(self.call, participant, self.token, body)?,
            None => http::request(self.call, self.token, body)?,
        };
        Ok(HttpRequest::new(&request)?)
    }
}

/// What became of an order.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Replied {
    /// The request.
    #[serde(with = "as_token")]
    pub token: Token,
    /// When it was sent.
    #[serde(with = "as_millis")]
    pub sent: Timestamp,
    /// When the answer came, or when it was given up.
    #[serde(with = "as_millis")]
    pub came: Timestamp,
    /// The answer. Without one nobody knows whether the service got the request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answer>,
    /// Why there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// The deadline of the round that has sent it, if the object has not been told that it is due.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "maybe_millis")]
    pub round: Option<Timestamp>,
}

/// An answer, with what is read of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// `Location`, `Retry-After` and `Date`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub headers: Vec<(String, String)>,
    /// The body, if it is text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub body: String,
}

impl Answer {
    /// The longest body that is kept. A longer one is cut off, and so cannot be read.
    const MOST: usize = 64 * 1024;

    /// What is read of an answer.
    #[must_use]
    pub fn of(response: &Response) -> Self {
        let read =
            |name: &str| ["Location", "Retry-After", "Date"].iter().any(|known| known.eq_ignore_ascii_case(name));
        let headers = response.headers().filter(|(name, _)| read(name));
        let headers =
            headers.filter_map(|(name, value)| Some((name.to_owned(), str::from_utf8(value).ok()?.to_owned())));
        let body = response.body().get(..Self::MOST).unwrap_or(response.body());
        Self { status: response.status(), headers: headers.collect(), body: String::from_utf8_lossy(body).into_owned() }
    }

    pub(crate) fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

/// A request that the host, or an operator, wants sent about a call.
///
/// keepAlives, the GETs that verify a call and repeated DELETEs need not be asked for: the machine
/// does so by itself.
///
/// ```
/// use call_lifecycle::{OperationKind, app::Request, wire::PlayPrompt};
/// use call_lifecycle_restate::Ask;
/// let hang_up = Ask::new(Request::HangUp);
/// let text = serde_json::to_string(&hang_up)?;
/// assert_eq!(text, r#"{"request":"hangUp"}"#);
/// # Ok::<_, serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[must_use]
pub struct Ask {
    #[serde(with = "as_word")]
    pub(crate) request: Request,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "maybe_id")]
    pub(crate) participant: Option<Id>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) body: Option<String>,
    /// `clientContext`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    context: Option<String>,
    /// In milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    takes_at_most: Option<u64>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    endless: bool,
}

impl Ask {
    /// This request, without a body.
    pub const fn new(request: Request) -> Self {
        Self { request, participant: None, body: None, context: None, takes_at_most: None, endless: false }
    }

    /// With the parameters of the method, or JSON of your own ([`Body::Json`]).
    ///
    /// # Errors
    /// If the parameters cannot be written.
    pub fn with_body<'b>(mut self, body: impl Into<Body<'b>>) -> Result<Self, WriteError> {
        body.into().write(self.body.insert(String::new()))?;
        Ok(self)
    }

    /// For one participant.
    pub const fn with_participant(mut self, participant: Id) -> Self {
        self.participant = Some(participant);
        self
    }

    /// With the `clientContext` that is in the body: by it the operation is recognised if its answer
    /// is lost.
    pub fn with_context(self, context: impl Into<String>) -> Self {
        Self { context: Some(context.into()), ..self }
    }

    /// With the longest that the operation can take.
    pub fn with_takes_at_most(self, takes_at_most: Duration) -> Self {
        Self { takes_at_most: Some(u64::try_from(takes_at_most.as_millis()).unwrap_or(u64::MAX)), ..self }
    }

    /// A `playPrompt` that loops.
    pub const fn endless(mut self) -> Self {
        self.endless = true;
        self
    }

    pub(crate) fn hints(&self) -> OperationHints {
        let mut hints = OperationHints::NONE.with_endless(self.endless);
        if let Some(context) = &self.context {
            hints = hints.with_context(ClientContext::hash(context));
        }
        if let Some(millis) = self.takes_at_most {
            hints = hints.with_takes_at_most(Duration::from_millis(millis));
        }
        hints
    }
}

/// An id that may be absent.
pub(crate) mod maybe_id {
    use call_lifecycle::Id;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(crate) fn serialize<S: Serializer>(id: &Option<Id>, to: S) -> Result<S::Ok, S::Error> {
        match id {
            Some(id) => to.collect_str(id),
            None => to.serialize_none(),
        }
    }

    pub(crate) fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<Option<Id>, D::Error> {
        let text = Option::<String>::deserialize(from)?;
        text.map(|text| Id::parse(&text)).transpose().map_err(serde::de::Error::custom)
    }
}

/// A time that may be absent.
mod maybe_millis {
    use call_lifecycle::Timestamp;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(crate) fn serialize<S: Serializer>(at: &Option<Timestamp>, to: S) -> Result<S::Ok, S::Error> {
        at.map(Timestamp::as_millis).serialize(to)
    }

    pub(crate) fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<Option<Timestamp>, D::Error> {
        Ok(Option::<u64>::deserialize(from)?.map(Timestamp::from_millis))
    }
}

#[cfg(test)]
mod tests {
    use call_lifecycle::OperationKind;

    use super::*;

    #[test]
    fn an_order_comes_back_from_its_text() {
        let token = Token::new(Request::Operation(OperationKind::Record), 7);
        let order = Order { call: Id::from_u128(1), token, number: 7, participant: None, body: Some("{}".to_owned()) };
        let text = serde_json::to_string(&order).unwrap();
        assert_eq!(serde_json::from_str::<Order>(&text).unwrap(), order);
        assert_eq!(order.key(), "00000000-0000-0000-0000-000000000001/record/7");
        assert!(order.request().unwrap().path().ends_with("/recordResponse"));
        assert!(Order { body: None, ..order }.request().is_err(), "it needs a body");
    }

    #[test]
    fn a_message_with_a_misspelled_member_is_refused() {
        let why = serde_json::from_str::<Ask>(r#"{"request":"hangup"}"#).unwrap_err().to_string();
        assert!(why.contains("there is no request \"hangup\""), "{why}");
        assert!(serde_json::from_str::<Wake>(r#"{"at":1,"on":2}"#).is_err());
    }
}
