//! Numbers, texts, lists and the words of the machines.

use std::rc::Rc;

use call_lifecycle::record::{Profile, Tone};
use call_lifecycle::service::{MediaEvent, PeerEvent};
use call_lifecycle::{
    CallState, Cause, ClientContext, CompletionReason, Id, OperationKind, OperationStatus, Outcome, ResultInfo,
    ToneInfo,
};

use super::packer::{Pack, Packer, Unpacker};

/// A count is small. A time is shortly after the beginning of its call.
impl Pack for u64 {
    fn pack(&self, out: &mut Packer) -> Option<()> {
        let after = self.checked_sub(out.began).filter(|_| out.began > 0);
        let (number, is_after) = after.map_or((*self, 0), |after| (after, 1));
        if number >> 63 == 0 {
            out.number(number << 1 | is_after);
            return Some(());
        }
        // One more bit than a number has: a call that has such a time is not packed.
        None
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        let number = from.number()?;
        let value = number >> 1;
        if number & 1 == 1 { from.began.checked_add(value) } else { Some(value) }
    }
}

macro_rules! numbers {
    ($($type:ident)+) => {$(
        impl Pack for $type {
            fn pack(&self, out: &mut Packer) -> Option<()> {
                out.number(*self as u64);
                Some(())
            }

            fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
                Self::try_from(from.number()?).ok()
            }
        }
    )+};
}
numbers! { u8 u16 u32 usize }

impl Pack for i64 {
    fn pack(&self, out: &mut Packer) -> Option<()> {
        out.number((*self << 1 ^ *self >> 63) as u64);
        Some(())
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        let number = from.number()?;
        Some((number >> 1) as Self ^ -((number & 1) as Self))
    }
}

impl Pack for bool {
    fn pack(&self, out: &mut Packer) -> Option<()> {
        out.byte(u8::from(*self));
        Some(())
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        from.byte().map(|byte| byte == 1)
    }
}

impl Pack for Id {
    fn pack(&self, out: &mut Packer) -> Option<()> {
        out.bytes(&self.as_u128().to_le_bytes());
        Some(())
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        from.array().map(u128::from_le_bytes).map(Self::from_u128)
    }
}

impl Pack for ClientContext {
    fn pack(&self, out: &mut Packer) -> Option<()> {
        self.id().pack(out)
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        Id::unpack(from).map(Self::from_id)
    }
}

macro_rules! texts {
    ($($type:ty)+) => {$(
        impl Pack for $type {
            fn pack(&self, out: &mut Packer) -> Option<()> {
                out.text(self.as_bytes());
                Some(())
            }

            fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
                std::str::from_utf8(from.text()?).ok().map(Self::from)
            }
        }
    )+};
}
texts! { String Box<str> Rc<str> }

impl<T: Pack> Pack for Option<T> {
    fn pack(&self, out: &mut Packer) -> Option<()> {
        self.is_some().pack(out)?;
        self.as_ref().map_or(Some(()), |value| value.pack(out))
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        if bool::unpack(from)? { T::unpack(from).map(Some) } else { Some(None) }
    }
}

impl<T: Pack> Pack for Vec<T> {
    fn pack(&self, out: &mut Packer) -> Option<()> {
        self.len().pack(out)?;
        self.iter().try_for_each(|value| value.pack(out))
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        let length = usize::unpack(from)?;
        let mut values = Self::with_capacity(length.min(64));
        for _ in 0..length {
            values.push(T::unpack(from)?);
        }
        Some(values)
    }
}

impl<T: Pack> Pack for Box<T> {
    fn pack(&self, out: &mut Packer) -> Option<()> {
        T::pack(self, out)
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        T::unpack(from).map(Self::new)
    }
}

impl<T: Pack + Copy + Default, const N: usize> Pack for [T; N] {
    fn pack(&self, out: &mut Packer) -> Option<()> {
        self.iter().try_for_each(|value| value.pack(out))
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        let mut values = [T::default(); N];
        for value in &mut values {
            *value = T::unpack(from)?;
        }
        Some(values)
    }
}

macro_rules! tuples {
    ($(($($name:ident $part:tt),+))+) => {$(
        impl<$($name: Pack),+> Pack for ($($name,)+) {
            fn pack(&self, out: &mut Packer) -> Option<()> {
                $(self.$part.pack(out)?;)+
                Some(())
            }

            fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
                Some(($($name::unpack(from)?,)+))
            }
        }
    )+};
}
tuples! { (A 0, B 1) (A 0, B 1, C 2) }

/// By their numbers, which never change.
macro_rules! words {
    ($($type:ident)+) => {$(
        impl Pack for $type {
            fn pack(&self, out: &mut Packer) -> Option<()> {
                out.byte(self.number());
                Some(())
            }

            fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
                Self::from_number(from.byte()?)
            }
        }
    )+};
}
words! { CallState Cause CompletionReason OperationKind OperationStatus PeerEvent Profile Tone }

/// What is heard is seldom odd.
impl Pack for MediaEvent {
    fn pack(&self, _: &mut Packer) -> Option<()> {
        None
    }

    fn unpack(_: &mut Unpacker<'_>) -> Option<Self> {
        None
    }
}

impl Pack for Outcome {
    fn pack(&self, out: &mut Packer) -> Option<()> {
        self.status.pack(out)?;
        self.reason.pack(out)
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        let (outcome, reason) = (Self::new(Pack::unpack(from)?), Option::unpack(from)?);
        Some(reason.map_or(outcome, |reason| outcome.with_reason(reason)))
    }
}

impl Pack for ResultInfo {
    fn pack(&self, out: &mut Packer) -> Option<()> {
        i64::from(self.code).pack(out)?;
        self.subcode.map(i64::from).pack(out)
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        let code = i32::try_from(i64::unpack(from)?).ok()?;
        let subcode = Option::<i64>::unpack(from)?.map(i32::try_from).transpose().ok()?;
        Some(Self::new(code, subcode))
    }
}

impl Pack for ToneInfo {
    fn pack(&self, out: &mut Packer) -> Option<()> {
        self.sequence_id.pack(out)?;
        self.tone.pack(out)
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        let (sequence, tone) = (i64::unpack(from)?, Tone::unpack(from)?);
        Some(Self::new(sequence, tone))
    }
}
