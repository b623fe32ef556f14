//! What the library says of itself: its version, its layout, and its words.

use core::ffi::c_char;
use core::ptr::null;

use call_lifecycle::ClientContext;

use crate::code::{Fault, code};
use crate::declare::{Constant, Declaration, Function, constants as numbers, functions as declare};
use crate::fields::bytes_of;
use crate::memory::{bytes, output};
use crate::words::{LISTS, find};
use crate::{
    app, app_event, exchange, fields, notice, operation, service, service_event, settings, snapshot, step, value,
};

numbers! { VERSIONS: u32 {
    /// The version of the ABI. It changes when something that was there is not, or means another
    /// thing; what is added does not change it.
    CL_ABI = 1;
} }

/// Every struct, by its number.
#[must_use]
pub const fn structs() -> &'static [Declaration] {
    &[
        value::cl_app::DECLARATION,
        value::cl_service::DECLARATION,
        app_event::cl_app_event::DECLARATION,
        service_event::cl_service_event::DECLARATION,
        step::cl_output::DECLARATION,
        step::cl_step::DECLARATION,
        operation::cl_operation::DECLARATION,
        operation::cl_result::DECLARATION,
        settings::cl_app_settings::DECLARATION,
        settings::cl_service_settings::DECLARATION,
        settings::cl_setting_error::DECLARATION,
        notice::cl_notice::DECLARATION,
    ]
}

/// The size of every struct, by its number.
// Apart from the declarations: these numbers are all that is linked of them.
#[expect(clippy::indexing_slicing, reason = "a panic here is a compile error")]
static SIZES: [u16; structs().len()] = {
    let mut sizes = [0; structs().len()];
    let mut index = 0;
    while index < sizes.len() {
        sizes[index] = structs()[index].size as u16;
        index += 1;
    }
    sizes
};

/// The numbers that are in no list of words, with their type.
#[must_use]
pub const fn constants() -> &'static [(&'static str, &'static [Constant])] {
    &[
        ("u32", VERSIONS),
        ("u64", fields::NUMBERS),
        ("u8", fields::BYTES),
        ("u32", fields::HAS),
        ("u8", fields::FLAGS),
        ("u32", step::STEPS),
        ("u32", snapshot::SNAPSHOTS),
    ]
}

/// Every function, by the file that declares it.
#[must_use]
pub const fn functions() -> &'static [&'static [Function]] {
    &[
        FUNCTIONS,
        settings::FUNCTIONS,
        app_event::FUNCTIONS,
        app::FUNCTIONS,
        service_event::FUNCTIONS,
        service::FUNCTIONS,
        exchange::FUNCTIONS,
        #[cfg(feature = "fleet")]
        crate::app_fleet::FUNCTIONS,
        #[cfg(feature = "fleet")]
        crate::service_fleet::FUNCTIONS,
        #[cfg(feature = "json")]
        crate::json::FUNCTIONS[0],
        #[cfg(feature = "json")]
        crate::json::FUNCTIONS[1],
    ]
}

/// A number that stands for the names, sizes and places of all structs and members, and for all
/// words: a header of another layout has another one.
pub const LAYOUT: u32 = {
    let mut hash = Hash(0x811c_9dc5);
    let mut rest = structs();
    while let [declaration, tail @ ..] = rest {
        hash = hash.text(declaration.name).number(declaration.size);
        let mut members = declaration.members;
        while let [member, others @ ..] = members {
            hash = hash.text(member.name).text(member.type_name).number(member.offset).number(member.size);
            members = others;
        }
        rest = tail;
    }
    let mut lists = LISTS;
    while let [list, tail @ ..] = lists {
        hash = hash.text(list.name);
        let mut words = list.words;
        while let [word, others @ ..] = words {
            hash = hash.text(word.name).text(word.text).number(word.number as usize);
            words = others;
        }
        lists = tail;
    }
    hash.0
};

/// FNV-1a of 32 bits, with each text's length after it.
struct Hash(u32);

impl Hash {
    const fn byte(self, byte: u8) -> Self {
        Self((self.0 ^ byte as u32).wrapping_mul(0x0100_0193))
    }

    const fn text(mut self, text: &str) -> Self {
        let mut bytes = text.as_bytes();
        while let [byte, rest @ ..] = bytes {
            self = self.byte(*byte);
            bytes = rest;
        }
        self.number(text.len())
    }

    const fn number(self, number: usize) -> Self {
        let [a, b, c, d] = (number as u32).to_le_bytes();
        self.byte(a).byte(b).byte(c).byte(d)
    }
}

declare! {
    /// The version of the library: CL_ABI of the header that it goes with.
    fn cl_abi() -> u32 {
        CL_ABI
    }

    /// The layout of the library: CL_LAYOUT of the header that it goes with. A binding compares the two
    /// when it loads the library: if they differ, it was printed for another version.
    fn cl_layout() -> u32 {
        LAYOUT
    }

    /// How many bytes a struct takes, by its number CL_STRUCT_; 0 for a number that no struct has.
    fn cl_size(number: u32) -> usize {
        SIZES.get(number as usize).map_or(0, |size| usize::from(*size))
    }

    /// The word of a number of a list (CL_LIST_), with a zero at its end; null if there is no such
    /// number or list. It is static memory.
    fn cl_word(list: u32, number: u32) -> *const c_char {
        find(list, number).map_or(null(), |word| word.as_ptr().cast())
    }

    /// Writes what stands for a `clientContext` of any length in events: 16 bytes. The text is UTF-8;
    /// another text stands for something else.
    fn cl_context(text: *const u8, length: usize, context: *mut u8) -> i32 {
        // SAFETY: the caller vouches for the memory.
        let text = unsafe { bytes(text, length) };
        // SAFETY: likewise.
        let place = unsafe { output(context.cast::<[u8; 16]>()) };
        let write = |text| {
            let text = core::str::from_utf8(text).map_err(|_| Fault::Text)?;
            place.map(|place| place.put(bytes_of(ClientContext::hash(text).id())))
        };
        code(text.and_then(write))
    }
}
