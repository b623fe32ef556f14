//! The object around the entries of a notification.

use serde::de::MapAccess;

use crate::wire::json::object::{Object, members};
use crate::wire::json::{Element, List};

members! { BodyKey { Value = "value", } }

/// The body that the service posts: its entries, and whether it has any.
pub(super) struct Body<E> {
    pub(super) element: E,
    pub(super) there: bool,
}

impl<'de, E: Element<'de>> Object<'de> for Body<E> {
    type Key = BodyKey;
    const WHAT: &'static str = "the body of a notification";

    fn member<A: MapAccess<'de>>(&mut self, BodyKey::Value: BodyKey, map: &mut A) -> Result<(), A::Error> {
        self.there = true;
        map.next_value_seed(List { member: "value", or_null: false, element: &mut self.element })
    }
}
