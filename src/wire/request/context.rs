//! Bodies whose only text is `clientContext`.

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
