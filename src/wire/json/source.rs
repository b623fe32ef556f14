//! What members and elements are read from, whichever deserializer is behind it, and what is asked of
//! it.
//!
//! Objects and lists know this trait alone. So one copy of the code that reads an object serves all of
//! them, for each deserializer; and what is passed back on failure is nothing but that it failed,
//! because serde's error is kept in the source.

use core::fmt;

use super::escapes::TextError;
use super::text::Piece;

/// The error is in the source.
#[derive(Clone, Copy, Debug)]
pub(in crate::wire) struct Failed;

/// The value of a member, or the elements of an array. Each method reads one, and says whether there
/// was one.
pub(in crate::wire) trait Source<'de> {
    fn text(&mut self, text: Taken<'_, 'de>) -> Result<bool, Failed>;
    fn flag(&mut self, flag: Flag, value: &mut Option<bool>) -> Result<bool, Failed>;
    fn int(&mut self, int: Int, value: &mut Option<i64>) -> Result<bool, Failed>;
    fn object(&mut self, object: Filling<'_, 'de>) -> Result<bool, Failed>;
    fn list(&mut self, list: Listing<'_, 'de>) -> Result<bool, Failed>;
    /// Ignores the value.
    fn skip(&mut self) -> Result<bool, Failed>;
    /// Fails with a message.
    fn fail(&mut self, message: fmt::Arguments<'_>) -> Failed;
}

/// What is read from a source.
pub(in crate::wire) trait Seed<'de> {
    type Value: Default;

    /// `None` if there is no more.
    fn read(self, source: &mut dyn Source<'de>) -> Result<Option<Self::Value>, Failed>;
}

impl<'de> dyn Source<'de> + '_ {
    /// Reads the value of a member.
    pub(in crate::wire) fn value<S: Seed<'de>>(&mut self, seed: S) -> Result<S::Value, Failed> {
        Ok(seed.read(self)?.unwrap_or_default())
    }

    /// Reads the next element of an array.
    pub(in crate::wire) fn element<S: Seed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Failed> {
        seed.read(self)
    }
}

/// `true`, `false`, or `None` for `null`.
pub(in crate::wire) struct Flag(pub(in crate::wire) &'static str);

/// A whole number, or `None` for `null`.
pub(in crate::wire) struct Int {
    pub(in crate::wire) member: &'static str,
    /// Whether it may also come as a text of digits; an empty one is absent.
    pub(in crate::wire) or_text: bool,
    /// Whether any other text is absent, rather than an error.
    pub(in crate::wire) or_word: bool,
    pub(in crate::wire) min: i64,
    pub(in crate::wire) max: i64,
}

/// Reads a text for anything that takes one: one reader for all of them keeps the code small.
pub(in crate::wire) struct Taken<'t, 'de> {
    pub(super) member: &'static str,
    pub(super) advice: &'static str,
    pub(super) taken: &'t mut dyn FnMut(Option<Piece<'de, '_>>) -> Result<(), TextError>,
}

/// Which types a member may have.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::wire) enum Kind {
    Object,
    OrNull,
    /// An object, `null`, or an array: the members of a later element replace those of an earlier one.
    OrArray,
}

/// Reads an object, whatever it is.
pub(in crate::wire) struct Filling<'t, 'de>(pub(in crate::wire) &'t mut dyn Numbered<'de>, pub(in crate::wire) Kind);

/// An object whose members have numbers, so that one reader serves all objects.
pub(in crate::wire) trait Numbered<'de> {
    fn what(&self) -> &'static str;
    fn begin(&mut self);
    fn find(&self, name: &str) -> Option<u8>;
    fn member(&mut self, number: u8, map: &mut dyn Source<'de>) -> Result<(), Failed>;
    /// Reads the member of this name, and says whether it knows one.
    fn named(&mut self, name: &str, map: &mut dyn Source<'de>) -> Result<bool, Failed>;
}

/// Reads an array, whatever its elements are.
pub(in crate::wire) struct Listing<'t, 'de> {
    pub(in crate::wire) member: &'static str,
    pub(in crate::wire) or_null: bool,
    pub(in crate::wire) element: &'t mut dyn Element<'de>,
}

/// Reads the next element of an array, and says whether there was one.
pub(in crate::wire) trait Element<'de> {
    fn next(&mut self, seq: &mut dyn Source<'de>) -> Result<bool, Failed>;
}
