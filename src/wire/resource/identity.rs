//! Who someone is: `identitySet`, of which the member that has an id counts.

use serde::ser::{Error as _, Serialize, SerializeStruct, Serializer};

use super::identity_kind::{EndpointType, IdentityKind};

/// Who someone is: `identitySet`, with the one member of it that counts.
///
/// Of several members the last one with an `id` counts: no page has an example with two.
///
/// ```
/// use call_lifecycle::wire::{Identity, IdentityKind, Invitee, Redirect};
/// let bob = Identity::new(IdentityKind::User, "5810cede-f3cc-42eb-b2c1-e9bd5d53ec96").with_display_name("Bob");
/// let json = serde_json::to_string(&Redirect::default().with_target(Invitee::of(bob)))?;
/// let read: Redirect = serde_json::from_str(&json)?;
/// assert_eq!(read.targets().next().and_then(|target| target.identity), Some(bob));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Identity<'t> {
    /// Whose identity it is.
    pub kind: IdentityKind,
    /// `id`: a GUID of the directory, or a telephone number.
    pub id: Option<&'t str>,
    /// `displayName`
    pub display_name: Option<&'t str>,
    /// `tenantId`
    pub tenant_id: Option<&'t str>,
    /// The member that [`IdentityKind::detail`] names.
    pub detail: Option<&'t str>,
    /// `hidden`: whether it is left out of the roster.
    pub hidden: Option<bool>,
    /// `endpointType` of the set.
    pub endpoint_type: Option<EndpointType>,
}

impl<'t> Identity<'t> {
    /// An identity with an id.
    #[must_use]
    pub const fn new(kind: IdentityKind, id: &'t str) -> Self {
        Self {
            kind,
            id: Some(id),
            display_name: None,
            tenant_id: None,
            detail: None,
            hidden: None,
            endpoint_type: None,
        }
    }

    /// The same with this `displayName`.
    #[must_use]
    pub const fn with_display_name(self, name: &'t str) -> Self {
        Self { display_name: Some(name), ..self }
    }

    /// The same with this `tenantId`.
    #[must_use]
    pub const fn with_tenant_id(self, tenant: &'t str) -> Self {
        Self { tenant_id: Some(tenant), ..self }
    }

    /// The same with the member that [`IdentityKind::detail`] names. Where there is none, the
    /// identity cannot be written.
    #[must_use]
    pub const fn with_detail(self, text: &'t str) -> Self {
        Self { detail: Some(text), ..self }
    }

    /// The same, `hidden` or not.
    #[must_use]
    pub const fn with_hidden(self, hidden: bool) -> Self {
        Self { hidden: Some(hidden), ..self }
    }

    /// The same with this `endpointType`.
    #[must_use]
    pub const fn with_endpoint_type(self, endpoint: EndpointType) -> Self {
        Self { endpoint_type: Some(endpoint), ..self }
    }
}

/// Writes a set with one member.
pub(in crate::wire) struct WriteIdentity<'t>(pub(in crate::wire) Identity<'t>);

impl Serialize for WriteIdentity<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("IdentitySet", 3)?;
        object.serialize_field("@odata.type", "#microsoft.graph.identitySet")?;
        object.serialize_field(self.0.kind.as_str(), &WriteOne(self.0))?;
        if let Some(endpoint) = self.0.endpoint_type {
            object.serialize_field("endpointType", endpoint.as_str())?;
        }
        object.end()
    }
}

struct WriteOne<'t>(Identity<'t>);

impl Serialize for WriteOne<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Identity { kind, id, display_name, tenant_id, detail, hidden, endpoint_type: _ } = self.0;
        let mut object = serializer.serialize_struct("Identity", 6)?;
        object.serialize_field("@odata.type", "#microsoft.graph.identity")?;
        for (name, text) in [("displayName", display_name), ("id", id), ("tenantId", tenant_id)] {
            if let Some(text) = text {
                object.serialize_field(name, text)?;
            }
        }
        if let Some(text) = detail {
            let name = kind.detail().ok_or_else(|| {
                S::Error::custom(format_args!("an identity of the kind {kind} has no member for its detail"))
            })?;
            object.serialize_field(name, text)?;
        }
        if let Some(hidden) = hidden {
            object.serialize_field("hidden", &hidden)?;
        }
        object.end()
    }
}
