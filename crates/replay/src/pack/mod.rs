//! Calls that have ended, in a few hundred bytes each.
//!
//! A trace may have a million calls, and most of what is known of one is nothing, a small number, or
//! a time shortly after its beginning. So a call that has ended is packed when it has not been heard
//! of for a while, and unpacked when it is: what is packed comes out as it went in. What a log seldom
//! has cannot be packed; such a call stays as it is.

mod call;
mod values;

pub use call::{pack, unpack};

/// Writes values one after the other.
#[derive(Debug)]
pub struct Packer {
    bytes: Vec<u8>,
    /// Times are counted from here.
    began: u64,
}

/// Reads them in the same order.
#[derive(Debug)]
pub struct Unpacker<'b> {
    bytes: &'b [u8],
    began: u64,
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
        impl $crate::pack::Pack for $type {
            fn pack(&self, out: &mut $crate::pack::Packer) -> Option<()> {
                let Self { $($field),+ } = self;
                $($crate::pack::Pack::pack($field, out)?;)+
                Some(())
            }

            fn unpack(from: &mut $crate::pack::Unpacker<'_>) -> Option<Self> {
                Some(Self { $($field: $crate::pack::Pack::unpack(from)?),+ })
            }
        }
    };
}

/// An enumeration with these variants, each with its number.
macro_rules! variants {
    ($type:ident { $($number:literal => $variant:ident $(($($field:ident),+))?),+ $(,)? }) => {
        impl $crate::pack::Pack for $type {
            fn pack(&self, out: &mut $crate::pack::Packer) -> Option<()> {
                match self {
                    $(Self::$variant $(($($field),+))? => {
                        out.byte($number);
                        $($($crate::pack::Pack::pack($field, out)?;)+)?
                    })+
                }
                Some(())
            }

            fn unpack(from: &mut $crate::pack::Unpacker<'_>) -> Option<Self> {
                Some(match from.byte()? {
                    $($number => {
                        $($(let $field = $crate::pack::Pack::unpack(from)?;)+)?
                        Self::$variant $(($($field),+))?
                    })+
                    _ => return None,
                })
            }
        }
    };
}

pub(crate) use {fields, variants};

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use crate::{End, json, story};

    /// In a test of this module each call is packed as soon as it has ended. Whatever comes after
    /// that is told as if it had never been packed.
    #[test]
    fn every_trace_says_the_same_if_its_calls_are_packed_at_once() {
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data");
        let mut traces = 0;
        for entry in fs::read_dir(data).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|extension| extension != "jsonl") {
                continue;
            }
            let trace = fs::read_to_string(&path).unwrap();
            let is_service = path.file_name().unwrap().to_string_lossy().starts_with("service-");
            let ends =
                [(End::App, ["txt", "json"], !is_service), (End::Service, ["service.txt", "service.json"], true)];
            for (end, [text, lines], _) in ends.into_iter().filter(|(.., meant)| *meant) {
                let (text, lines) = match (end, is_service) {
                    (End::Service, true) => ("txt", "json"),
                    _ => (text, lines),
                };
                let Ok(expected) = fs::read_to_string(path.with_extension(text)) else { continue };
                assert_eq!(story(&trace, end).unwrap(), expected, "{}", path.display());
                let expected = fs::read_to_string(path.with_extension(lines)).unwrap();
                assert_eq!(json(&trace, end).unwrap(), expected, "{}", path.display());
                traces += 1;
            }
        }
        assert!(traces > 15, "{traces}");
    }
}
