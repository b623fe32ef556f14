//! The version of Graph's API that is spoken.

/// A version of Graph's calling API. It decides how paths, requests and notifications look.
///
/// ```
/// use call_lifecycle::wire::ApiVersion;
/// assert_eq!(ApiVersion::default(), ApiVersion::V1);
/// assert_eq!(ApiVersion::Beta2019.prefix(), "/beta");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum ApiVersion {
    /// v1.0 as it is today: `/communications/calls`, `recordResponse`, and notifications with
    /// `resourceUrl`.
    #[default]
    V1,
    /// The beta version of 2019: `/app/calls`, `record`, and notifications with `resource`.
    Beta2019,
}

impl ApiVersion {
    /// The segment of the URL that names the version, after a slash.
    #[must_use]
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::V1 => "/v1.0",
            Self::Beta2019 => "/beta",
        }
    }
}
