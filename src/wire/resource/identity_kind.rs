//! Whose identity it is, and what endpoint someone has.

use crate::words::words;

words! {
    /// Whose identity it is: the member of `identitySet` that holds it.
    ///
    /// The last four are in examples of Graph's pages, and in no metadata (source [`metadata`]).
    ///
    /// ```
    /// use call_lifecycle::wire::IdentityKind;
    /// assert_eq!("user".parse::<IdentityKind>(), Ok(IdentityKind::User));
    /// assert_eq!(IdentityKind::Guest.detail(), Some("email"));
    /// ```
    ///
    /// [`metadata`]: crate::docs::sources
    #[non_exhaustive]
    IdentityKind {
        /// A user of the tenant.
        User = 0, "user",
        /// An application.
        Application = 1, "application",
        /// An application's endpoint that has a number or a name.
        ApplicationInstance = 2, "applicationInstance",
        /// A telephone.
        Phone = 3, "phone",
        /// A guest.
        Guest = 4, "guest",
        /// A device.
        Device = 5, "device",
        /// Someone whose identity is encrypted.
        Encrypted = 6, "encrypted",
        /// Someone on the premises.
        OnPremises = 7, "onPremises",
        /// Who the caller says to be (`P-Asserted-Identity`).
        AssertedIdentity = 8, "assertedIdentity",
        /// A user of Azure Communication Services.
        AzureCommunicationServicesUser = 9, "azureCommunicationServicesUser",
        /// A user of Azure Communication Services, by another name.
        AcsUser = 10, "acsUser",
        /// An application's endpoint in Azure Communication Services.
        AcsApplicationInstance = 11, "acsApplicationInstance",
        /// A user of Skype.
        SpoolUser = 12, "spoolUser",
        /// An application's endpoint in Skype.
        SpoolApplicationInstance = 13, "spoolApplicationInstance",
    }
}

impl IdentityKind {
    /// The member that identities of this kind alone have, where there is one.
    #[must_use]
    pub const fn detail(self) -> Option<&'static str> {
        match self {
            Self::Guest => Some("email"),
            Self::Application => Some("applicationType"),
            Self::AzureCommunicationServicesUser => Some("azureCommunicationServicesResourceId"),
            _ => None,
        }
    }
}

words! {
    /// The type of the endpoint that someone has (`endpointType`).
    ///
    /// ```
    /// use call_lifecycle::wire::EndpointType;
    /// assert_eq!(EndpointType::Voicemail.as_str(), "voicemail");
    /// ```
    #[non_exhaustive]
    EndpointType {
        /// Any.
        Default = 0, "default",
        /// A voicemail.
        Voicemail = 1, "voicemail",
        /// Skype for Business.
        SkypeForBusiness = 2, "skypeForBusiness",
        /// A telephone of Skype for Business.
        SkypeForBusinessVoipPhone = 3, "skypeForBusinessVoipPhone",
    }
}
