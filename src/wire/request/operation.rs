//! The body of operations of which no parameter is read.

use serde::de::MapAccess;
use serde::ser::{Serialize, Serializer};

use super::context::context;
use crate::wire::json::object::{Object, members, write_members};
use crate::wire::json::{Keep, Text, Texts};

/// The body of any method that starts an operation, of which only `clientContext` is read.
///
/// It serves `subscribeToTone`, `mute`, `unmute`, `startHoldMusic`, `stopHoldMusic`, `addLargeGalleryView`, `updateRecordingStatus` and the like.
///
/// ```
/// use call_lifecycle::wire::OperationRequest;
/// let body: OperationRequest = serde_json::from_str(r#"{"clientContext": "c", "status": "recording"}"#)?;
/// assert_eq!(body.client_context(), Some("c"));
/// let body = OperationRequest::default().with_client_context("c");
/// assert_eq!(serde_json::to_string(&body)?, r#"{"clientContext":"c"}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OperationRequest<'a> {
    texts: Texts<'a, 1>,
}

members! { ContextKey { ClientContext = "clientContext", } }

impl<'de> Object<'de> for OperationRequest<'de> {
    type Key = ContextKey;
    const WHAT: &'static str = "the body of a request";

    fn member<A: MapAccess<'de>>(
        &mut self,
        ContextKey::ClientContext: ContextKey,
        map: &mut A,
    ) -> Result<(), A::Error> {
        map.next_value_seed(Text(Keep(&mut self.texts, 0, "clientContext"))).map(drop)
    }
}

impl Serialize for OperationRequest<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer, "OperationRequest", { "clientContext": self.client_context(), })
    }
}

context!(OperationRequest);
