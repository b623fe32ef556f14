//! An id as it is written: a report has one on every line.

use std::fmt;
use std::io::Write as _;
use std::ops::Deref;

use call_lifecycle::Id;

use crate::put::Put;

/// An id in the dashed form.
#[derive(Clone, Copy)]
pub struct IdText {
    id: Id,
    text: [u8; Self::LENGTH],
}

impl IdText {
    const LENGTH: usize = 36;

    pub fn new(id: Id) -> Self {
        let mut text = [b'0'; Self::LENGTH];
        // There is room for all of it.
        let _ = write!(&mut text[..], "{id}");
        Self { id, text }
    }

    pub const fn id(&self) -> Id {
        self.id
    }
}

impl Deref for IdText {
    type Target = str;

    fn deref(&self) -> &str {
        std::str::from_utf8(&self.text).unwrap_or_default()
    }
}

impl Put for IdText {
    fn put(&self, out: &mut String) {
        out.push_str(self);
    }
}

impl fmt::Display for IdText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl fmt::Debug for IdText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_written_as_everywhere_else() {
        for value in [0, 1, u128::MAX, 0x57da_b8b1_894c_409a_b240_bd8b_eae7_8896, u128::MAX << 64] {
            let id = Id::from_u128(value);
            assert_eq!(IdText::new(id).to_string(), id.to_string());
        }
    }
}
