//! How a path is written.

use core::fmt;

use super::Target;
use crate::Id;

/// The ways in which the pages write a path.
///
/// ```
/// use call_lifecycle::{Id, wire::{Style, Target}};
/// let path = |style| Target::Call { call: Id::from_u128(0xAB) }.path(style).unwrap().to_string();
/// assert_eq!(path(Style::Url), "/communications/calls/00000000-0000-0000-0000-0000000000ab");
/// assert_eq!(path(Style::Notification), "/communications/calls/000000000000000000000000000000AB");
/// assert_eq!(path(Style::AppUrl), "/app/calls/00000000-0000-0000-0000-0000000000ab");
/// assert_eq!(path(Style::AppNotification), "/app/calls/000000000000000000000000000000AB");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Style {
    /// `/communications/calls/` with dashed ids: what requests are sent to.
    Url,
    /// `/communications/calls/` with undashed upper-case ids: v1.0's notifications.
    Notification,
    /// `/app/calls/` with dashed ids: the 2019 page's requests and `Location`.
    AppUrl,
    /// `/app/calls/` with undashed upper-case ids: the 2019 page's notification.
    AppNotification,
}

/// A path to write; made by [`Target::path`].
///
/// ```
/// use call_lifecycle::{Id, wire::{Method, Style, Target}};
/// let target = Target::Method { call: Id::from_u128(1), participant: Some(Id::from_u128(2)), method: Method::StartHoldMusic };
/// let path = target.path(Style::Url).unwrap().to_string();
/// assert!(path.ends_with("/participants/00000000-0000-0000-0000-000000000002/startHoldMusic"));
/// assert_eq!(Target::parse(&path), Ok(target));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Path {
    pub(super) target: Target,
    pub(super) style: Style,
}

impl Path {
    fn id(self, f: &mut fmt::Formatter<'_>, collection: &str, id: Id) -> fmt::Result {
        match self.style {
            Style::Url | Style::AppUrl => write!(f, "/{collection}/{id}"),
            Style::Notification | Style::AppNotification => write!(f, "/{collection}/{}", id.compact()),
        }
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.style {
            Style::Url | Style::Notification => "/communications",
            Style::AppUrl | Style::AppNotification => "/app",
        })?;
        let Some(call) = self.target.call() else { return f.write_str("/calls") };
        self.id(f, "calls", call)?;
        match self.target {
            Target::Operation { operation, .. } => self.id(f, "operations", operation),
            Target::Operations { .. } => f.write_str("/operations"),
            Target::Method { participant, method, .. } => {
                if let Some(participant) = participant {
                    self.id(f, "participants", participant)?;
                } else if method.is_of_participants() {
                    f.write_str("/participants")?;
                }
                write!(f, "/{method}")
            }
            Target::Calls | Target::Call { .. } | Target::Other { .. } => Ok(()),
        }
    }
}

impl serde::Serialize for Path {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
