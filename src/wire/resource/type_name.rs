//! The names of types, as `@odata.type` has them: `#microsoft.graph.call`.
//!
//! A URL of the metadata may stand before the `#`, and the `#` may be missing.

use crate::wire::text::rsplit_at;
use crate::words::same;

/// `call` of `#microsoft.graph.call`, in this namespace only.
pub(in crate::wire) fn of_graph(odata_type: &str) -> Option<&str> {
    let (namespace, name) = rsplit_at(without_url(odata_type), b'.')?;
    same(namespace, "microsoft.graph").then_some(name)
}

/// `call` of `#microsoft.graph.call`, in whatever namespace or in none.
pub(in crate::wire) fn of_any(odata_type: &str) -> &str {
    let bare = without_url(odata_type);
    rsplit_at(bare, b'.').map_or(bare, |(_, name)| name)
}

fn without_url(odata_type: &str) -> &str {
    rsplit_at(odata_type, b'#').map_or(odata_type, |(_, bare)| bare)
}

/// `record` of `recordOperation`.
pub(in crate::wire) fn of_operation(name: &str) -> Option<&str> {
    let (name, suffix) = name.split_at_checked(name.len().checked_sub("Operation".len())?)?;
    same(suffix, "Operation").then_some(name)
}
