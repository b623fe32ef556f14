//! The bodies of operations that have no parameter but `clientContext`, and of
//! `cancelMediaProcessing`.

use serde::de::MapAccess;
use serde::ser::{Serialize, Serializer};

use crate::wire::json::object::{Object, members, write_members};
use crate::wire::json::{Flag, Keep, Text, Texts};

/// `clientContext`, of a body whose only text it is.
macro_rules! context {
    ($name:ident) => {
        $crate::wire::json::texts! { $name {
            /// `clientContext`
            client_context, with_client_context = 0;
        } }

        impl $name<'_> {
            /// The token of `clientContext`; an empty one is absent.
            ///
            /// # Errors
            /// [`ClientContextTooLong`](crate::ClientContextTooLong) past 256 UTF-16 units.
            pub fn context(&self) -> Result<Option<$crate::ClientContext>, $crate::ClientContextTooLong> {
                $crate::wire::json::filled(self.client_context()).map($crate::ClientContext::new).transpose()
            }
        }

        $crate::wire::json::object::object!($name);
    };
}
pub(super) use context;

/// The body of any method that starts an operation, of which only `clientContext` is read.
///
/// It serves `subscribeToTone`, `mute`, `unmute`, `startHoldMusic`, `stopHoldMusic`,
/// `addLargeGalleryView`, `updateRecordingStatus` and the like.
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

/// The body of `cancelMediaProcessing`.
///
/// ```
/// use call_lifecycle::wire::CancelMediaProcessing;
/// let body: CancelMediaProcessing = serde_json::from_str(r#"{"clientContext": "c"}"#)?;
/// assert_eq!((body.client_context(), body.all), (Some("c"), None));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CancelMediaProcessing<'a> {
    texts: Texts<'a, 1>,
    /// `all`: all operations are cancelled either way (choice 37).
    pub all: Option<bool>,
}

members! { CancelKey { ClientContext = "clientContext", All = "all", } }

impl<'de> Object<'de> for CancelMediaProcessing<'de> {
    type Key = CancelKey;
    const WHAT: &'static str = "the body of cancelMediaProcessing";

    fn member<A: MapAccess<'de>>(&mut self, key: CancelKey, map: &mut A) -> Result<(), A::Error> {
        match key {
            CancelKey::All => self.all = map.next_value_seed(Flag("all"))?,
            CancelKey::ClientContext => drop(map.next_value_seed(Text(Keep(&mut self.texts, 0, "clientContext")))?),
        }
        Ok(())
    }
}

impl Serialize for CancelMediaProcessing<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer, "CancelMediaProcessing", { "clientContext": self.client_context(), "all": self.all, })
    }
}

context!(CancelMediaProcessing);
