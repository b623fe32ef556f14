//! The pieces of a text report, each written to the end of the text so far. What comes on nearly every
//! line does without the machinery of formats.

use std::borrow::Cow;
use std::fmt::Write;

use call_lifecycle::{
    CallState, Cause, ChangeType, CompletionReason, Id, OperationKind, OperationStatus, ResultInfo, record::RecordPhase,
};

/// Something that a report says.
pub trait Put {
    /// Writes the same as a format would.
    fn put(&self, out: &mut String);
}

/// Writes these, one after the other.
macro_rules! puts {
    ($out:expr, $($part:expr),+ $(,)?) => {{ $($crate::put::Put::put(&$part, $out);)+ }};
}
pub(crate) use puts;

/// Writes by a format, where [`puts!`] has no piece for it. Text into a string cannot fail: this says
/// so once.
macro_rules! put {
    ($out:expr, $($argument:tt)*) => { let _ = write!($out, $($argument)*); };
}
pub(crate) use put;

/// The same, as a line.
macro_rules! put_line {
    ($out:expr, $($argument:tt)*) => { let _ = writeln!($out, $($argument)*); };
}
pub(crate) use put_line;

/// A number, faster than by formatting.
pub fn number(out: &mut String, value: u64) {
    value.put(out);
}

impl Put for str {
    #[inline]
    fn put(&self, out: &mut String) {
        out.push_str(self);
    }
}

macro_rules! texts {
    ($($type:ty)+) => {$(
        impl Put for $type {
            fn put(&self, out: &mut String) {
                out.push_str(self);
            }
        }
    )+};
}
texts! { String Cow<'_, str> }

impl<T: Put + ?Sized> Put for &T {
    #[inline]
    fn put(&self, out: &mut String) {
        (**self).put(out);
    }
}

macro_rules! numbers {
    ($($type:ident)+) => {$(
        impl Put for $type {
            fn put(&self, out: &mut String) {
                out.push_str(itoa::Buffer::new().format(*self));
            }
        }
    )+};
}
numbers! { u16 u32 u64 usize i32 }

macro_rules! words {
    ($($type:ident)+) => {$(
        impl Put for $type {
            fn put(&self, out: &mut String) {
                out.push_str(self.as_str());
            }
        }
    )+};
}
words! { CallState Cause ChangeType CompletionReason OperationKind OperationStatus RecordPhase }

impl Put for Id {
    fn put(&self, out: &mut String) {
        let _ = write!(out, "{self}");
    }
}

impl Put for char {
    fn put(&self, out: &mut String) {
        out.push(*self);
    }
}

impl Put for ResultInfo {
    fn put(&self, out: &mut String) {
        self.code.put(out);
        if let Some(subcode) = self.subcode {
            puts!(out, "/", subcode);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Display;

    use super::*;

    #[test]
    fn what_is_put_is_what_a_format_writes() {
        same(&[0, 7, u64::MAX]);
        same(&[i32::MIN, 0, 7000]);
        same(&["", "\u{e9}"]);
        same(CallState::ALL);
        same(Cause::ALL);
        same(OperationKind::ALL);
        same(OperationStatus::ALL);
        same(CompletionReason::ALL);
        same(&[ChangeType::Created, ChangeType::Updated, ChangeType::Deleted]);
        same(RecordPhase::ALL);
        same(&[ResultInfo::new(200, None), ResultInfo::new(-1, Some(7000)), ResultInfo::new(487, Some(-2))]);
    }

    fn same<T: Put + Display>(all: &[T]) {
        for one in all {
            let mut written = "...".to_owned();
            puts!(&mut written, one, "!");
            assert_eq!(written, format!("...{one}!"));
        }
    }
}
