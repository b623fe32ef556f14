//! Values one after the other, in few bytes.

/// Writes values one after the other.
#[derive(Debug)]
pub struct Packer {
    bytes: Vec<u8>,
    /// Times are counted from here.
    pub(super) began: u64,
}

/// Reads them in the same order.
#[derive(Debug)]
pub struct Unpacker<'b> {
    bytes: &'b [u8],
    pub(super) began: u64,
}

/// Something that can be packed.
pub trait Pack: Sized {
    /// Packs it. `None` if this value cannot be packed.
    fn pack(&self, out: &mut Packer) -> Option<()>;
    /// Unpacks what was packed. `None` for other bytes.
    fn unpack(from: &mut Unpacker<'_>) -> Option<Self>;
}

impl Packer {
    pub fn new(began: u64) -> Self {
        Self { bytes: Vec::with_capacity(512), began }
    }

    pub fn byte(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    pub fn bytes(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    pub fn text(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.bytes(bytes);
    }

    /// Seven bits a byte, the lowest first.
    #[inline]
    pub fn number(&mut self, number: u64) {
        // Most are small.
        if number <= 0x7f { self.byte(number as u8) } else { self.large(number) }
    }

    fn large(&mut self, mut number: u64) {
        // At once: ten bytes hold any number.
        let (mut bytes, mut length) = ([0; 10], 0);
        for byte in &mut bytes {
            length += 1;
            if number <= 0x7f {
                *byte = number as u8;
                break;
            }
            *byte = number as u8 | 0x80;
            number >>= 7;
        }
        self.bytes(bytes.get(..length).unwrap_or_default());
    }

    pub fn finish(self) -> Box<[u8]> {
        self.bytes.into_boxed_slice()
    }
}

impl<'b> Unpacker<'b> {
    pub const fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, began: 0 }
    }

    pub fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(*first)
    }

    /// So many bytes.
    pub fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (array, rest) = self.bytes.split_first_chunk()?;
        self.bytes = rest;
        Some(*array)
    }

    pub fn text(&mut self) -> Option<&'b [u8]> {
        let length = usize::try_from(self.number()?).ok()?;
        let (text, rest) = self.bytes.split_at_checked(length)?;
        self.bytes = rest;
        Some(text)
    }

    #[inline]
    pub fn number(&mut self) -> Option<u64> {
        match self.bytes {
            [byte @ ..0x80, rest @ ..] => {
                self.bytes = rest;
                Some((*byte).into())
            }
            _ => self.large(),
        }
    }

    fn large(&mut self) -> Option<u64> {
        let mut number = 0;
        for (place, byte) in self.bytes.iter().enumerate().take(10) {
            number |= u64::from(byte & 0x7f) << (7 * place);
            if *byte < 0x80 {
                self.bytes = self.bytes.get(place + 1..)?;
                return Some(number);
            }
        }
        None
    }
}

/// A structure with these fields: one that is added must be added here.
macro_rules! fields {
    ($type:ident { $($field:ident),+ $(,)? }) => {
        impl $crate::pack::packer::Pack for $type {
            fn pack(&self, out: &mut $crate::pack::packer::Packer) -> Option<()> {
                let Self { $($field),+ } = self;
                $($crate::pack::packer::Pack::pack($field, out)?;)+
                Some(())
            }

            fn unpack(from: &mut $crate::pack::packer::Unpacker<'_>) -> Option<Self> {
                Some(Self { $($field: $crate::pack::packer::Pack::unpack(from)?),+ })
            }
        }
    };
}

/// An enumeration with these variants, each with its number.
macro_rules! variants {
    ($type:ident { $($number:literal => $variant:ident $(($($field:ident),+))?),+ $(,)? }) => {
        impl $crate::pack::packer::Pack for $type {
            fn pack(&self, out: &mut $crate::pack::packer::Packer) -> Option<()> {
                match self {
                    $(Self::$variant $(($($field),+))? => {
                        out.byte($number);
                        $($($crate::pack::packer::Pack::pack($field, out)?;)+)?
                    })+
                }
                Some(())
            }

            fn unpack(from: &mut $crate::pack::packer::Unpacker<'_>) -> Option<Self> {
                Some(match from.byte()? {
                    $($number => {
                        $($(let $field = $crate::pack::packer::Pack::unpack(from)?;)+)?
                        Self::$variant $(($($field),+))?
                    })+
                    _ => return None,
                })
            }
        }
    };
}

pub(crate) use {fields, variants};
