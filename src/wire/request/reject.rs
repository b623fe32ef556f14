//! The body of `reject`.

use serde::ser::{Serialize, Serializer};

use crate::wire::json::object::{Object, members, object, write_members};
use crate::wire::json::{Failed, Keep, Source, Text, Texts, Word, parsed, texts};
use crate::words::words;

words! {
    /// `reason` of a rejection.
    ///
    /// ```
    /// use call_lifecycle::wire::{Reject, RejectReason};
    /// let body: Reject = serde_json::from_str(r#"{"reason": "Busy"}"#)?;
    /// assert_eq!(body.reason, Some(RejectReason::Busy));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[non_exhaustive]
    RejectReason {
        /// No reason.
        None = 0, "none",
        /// Busy.
        Busy = 1, "busy",
        /// Not allowed.
        Forbidden = 2, "forbidden",
    }
}

/// The body of `reject`.
///
/// ```
/// use call_lifecycle::wire::{Reject, RejectReason};
/// let mut body = Reject::default();
/// body.reason = Some(RejectReason::Busy);
/// assert_eq!(serde_json::to_string(&body)?, r#"{"reason":"busy"}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reject<'a> {
    texts: Texts<'a, 1>,
    /// `reason`; `None` for an unknown word.
    pub reason: Option<RejectReason>,
}

texts! { Reject {
    /// `callbackUri`
    callback_uri, with_callback_uri = 0;
} }

members! { RejectKey { Reason = "reason", CallbackUri = "callbackUri", } }

impl<'de> Object<'de> for Reject<'de> {
    type Key = RejectKey;
    const WHAT: &'static str = "the body of reject";

    fn member(&mut self, key: RejectKey, map: &mut dyn Source<'de>) -> Result<(), Failed> {
        match key {
            RejectKey::Reason => {
                self.reason = map.value(Text(Word("reason", parsed::<RejectReason>)))?.flatten();
            }
            RejectKey::CallbackUri => {
                map.value(Text(Keep(&mut self.texts, 0, "callbackUri")))?;
            }
        }
        Ok(())
    }
}

impl Serialize for Reject<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer, "Reject", {
            "reason": self.reason.map(RejectReason::as_str),
            "callbackUri": self.callback_uri(),
        })
    }
}

object!(Reject);
