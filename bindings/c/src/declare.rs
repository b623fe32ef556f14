//! Declarations that are code and data at once: what is declared here is compiled, and is printed
//! for other languages by `bindings/abi`.

/// A member of a struct.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    /// Its name.
    pub name: &'static str,
    /// Its type, as Rust writes it.
    pub type_name: &'static str,
    /// Where it is, in bytes from the beginning of the struct.
    pub offset: usize,
    /// How many bytes it takes.
    pub size: usize,
    /// What it is, line by line.
    pub docs: &'static [&'static str],
}

/// A struct.
#[derive(Clone, Copy, Debug)]
pub struct Declaration {
    /// Its name.
    pub name: &'static str,
    /// How many bytes it takes, on every target.
    pub size: usize,
    /// What it is, line by line.
    pub docs: &'static [&'static str],
    /// Its members, in order.
    pub members: &'static [Member],
}

/// A function.
#[derive(Clone, Copy, Debug)]
pub struct Function {
    /// Its name.
    pub name: &'static str,
    /// Its parameters: names and types, as Rust writes them.
    pub parameters: &'static [(&'static str, &'static str)],
    /// The type that it returns.
    pub returns: &'static str,
    /// What it does, line by line.
    pub docs: &'static [&'static str],
}

/// A number with a name.
#[derive(Clone, Copy, Debug)]
pub struct Constant {
    /// Its name.
    pub name: &'static str,
    /// The number.
    pub value: u64,
    /// What it means, line by line.
    pub docs: &'static [&'static str],
}

/// A number of a list.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// The number.
    pub number: u8,
    /// Its name, from which its constants are made; it has only letters, digits and spaces, or is the
    /// constant itself.
    pub name: &'static str,
    /// Its word, or what it means.
    pub text: &'static str,
}

/// Declares structs whose members lie at the same place on every target, without a gap.
macro_rules! structs {
    ($(
        $(#[doc = $doc:literal])*
        struct $name:ident = $size:literal { $($(#[doc = $about:literal])* $member:ident: $type:ty,)+ }
    )+) => {$(
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug)]
        #[repr(C, align(8))]
        pub struct $name { $($(#[doc = $about])* pub $member: $type,)+ }

        const _: () = {
            assert!(size_of::<$name>() == $size, "the size is not what is declared");
            assert!(0 $(+ size_of::<$type>())+ == $size, "there is a gap between the members");
        };

        impl $name {
            /// The struct, for what is printed.
            pub const DECLARATION: $crate::declare::Declaration = $crate::declare::Declaration {
                name: stringify!($name),
                size: $size,
                docs: &[$($doc),*],
                members: &[$($crate::declare::Member {
                    name: stringify!($member),
                    type_name: stringify!($type),
                    offset: core::mem::offset_of!($name, $member),
                    size: size_of::<$type>(),
                    docs: &[$($about),*],
                }),+],
            };
        }
    )+};
}
pub(crate) use structs;

/// Declares functions of the ABI, and `FUNCTIONS`, the list of them.
macro_rules! functions {
    ($(
        $(#[doc = $doc:literal])*
        fn $name:ident($($parameter:ident: $type:ty),* $(,)?) -> $returns:ty $body:block
    )+) => {
        $(
            $(#[doc = $doc])*
            #[unsafe(no_mangle)]
            pub unsafe extern "C" fn $name($($parameter: $type),*) -> $returns $body
        )+

        pub(crate) const FUNCTIONS: &[$crate::declare::Function] = &[$($crate::declare::Function {
            name: stringify!($name),
            parameters: &[$((stringify!($parameter), stringify!($type))),*],
            returns: stringify!($returns),
            docs: &[$($doc),*],
        }),+];
    };
}
pub(crate) use functions;

/// Declares numbers with names, and a list of them.
macro_rules! constants {
    ($list:ident: $type:ty { $($(#[doc = $doc:literal])* $name:ident = $value:expr;)+ }) => {
        $($(#[doc = $doc])* pub const $name: $type = $value;)+

        pub(crate) const $list: &[$crate::declare::Constant] = &[$($crate::declare::Constant {
            name: stringify!($name),
            value: $value as u64,
            docs: &[$($doc),*],
        }),+];
    };
}
pub(crate) use constants;
