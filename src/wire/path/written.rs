//! How a path is written.

use core::fmt;

use super::method::Method;
use super::target::Target;
use super::version::ApiVersion;
use crate::Id;

impl Target {
    /// The path as requests have it, without host and version. `None` for [`Target::Other`], of
    /// which only the call is known.
    #[must_use]
    pub const fn path(self, version: ApiVersion) -> Option<Path> {
        match self {
            Self::Other { .. } => None,
            Self::Calls
            | Self::Call { .. }
            | Self::Method { .. }
            | Self::Operation { .. }
            | Self::Operations { .. } => Some(Path { target: self, version, is_compact: false }),
        }
    }
}

/// A path to write; made by [`Target::path`].
///
/// ```
/// use call_lifecycle::{Id, wire::{ApiVersion, Method, Target}};
/// let call = Target::Call { call: Id::from_u128(0xAB) };
/// let path = |version| call.path(version).unwrap();
/// assert_eq!(path(ApiVersion::V1).to_string(), "/communications/calls/00000000-0000-0000-0000-0000000000ab");
/// assert_eq!(path(ApiVersion::V1).compact().to_string(), "/communications/calls/000000000000000000000000000000AB");
/// assert_eq!(path(ApiVersion::Beta2019).to_string(), "/app/calls/00000000-0000-0000-0000-0000000000ab");
/// let hold = Target::Method { call: Id::from_u128(1), participant: Some(Id::from_u128(2)), method: Method::StartHoldMusic };
/// let path = hold.path(ApiVersion::V1).unwrap().to_string();
/// assert!(path.ends_with("/participants/00000000-0000-0000-0000-000000000002/startHoldMusic"));
/// assert_eq!(Target::parse(&path), Ok(hold));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Path {
    target: Target,
    version: ApiVersion,
    is_compact: bool,
}

impl Path {
    /// The same path as notifications have it: with ids of 32 upper-case digits without dashes.
    #[must_use]
    pub const fn compact(self) -> Self {
        Self { is_compact: true, ..self }
    }

    fn id(self, f: &mut fmt::Formatter<'_>, collection: &str, id: Id) -> fmt::Result {
        if self.is_compact { write!(f, "/{collection}/{}", id.compact()) } else { write!(f, "/{collection}/{id}") }
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.version {
            ApiVersion::V1 => "/communications",
            ApiVersion::Beta2019 => "/app",
        })?;
        let Some(call) = self.target.call() else { return f.write_str("/calls") };
        self.id(f, "calls", call)?;
        match self.target {
            Target::Operation { operation, .. } => self.id(f, "operations", operation),
            Target::Operations { .. } => f.write_str("/operations"),
            Target::Method { participant, method, .. } => {
                if let Some(participant) = participant {
                    self.id(f, "participants", participant)?;
                } else if Method::is_of_participants(method) {
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
