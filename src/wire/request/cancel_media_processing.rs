//! The body of `cancelMediaProcessing`.

use serde::ser::{Serialize, Serializer};

use super::operation::context;
use crate::wire::json::object::{Object, members, write_members};
use crate::wire::json::{Failed, Flag, Keep, Source, Text, Texts};

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

    fn member(&mut self, key: CancelKey, map: &mut dyn Source<'de>) -> Result<(), Failed> {
        match key {
            CancelKey::All => self.all = map.value(Flag("all"))?,
            CancelKey::ClientContext => drop(map.value(Text(Keep(&mut self.texts, 0, "clientContext")))?),
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
