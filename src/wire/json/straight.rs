//! Objects and lists straight from our own reader, without serde between them: what the service posts
//! and answers, which is most of what is read.
//!
//! What is wrong is said as serde's way says it: a test holds both to the same.

use core::fmt;

use serde::de::{Error as _, Expected, Visitor};

use super::error::ReadError;
use super::escapes::check_escapes;
use super::fault::Fault;
use super::reader::Reader;
use super::source::{Failed, Filling, Flag, Int, Kind, Listing, Numbered, Source, Taken};
use super::text::Piece;
use super::token::{Token, unescaped};

impl<'de> Reader<'de> {
    /// Reads an object.
    pub(in crate::wire) fn object(&mut self, filling: Filling<'_, 'de>) -> Result<(), ReadError> {
        self.straight(|values| values.filled(filling))
    }

    /// Reads an array.
    pub(in crate::wire) fn list(&mut self, list: Listing<'_, 'de>) -> Result<(), ReadError> {
        self.straight(|values| values.listed(list))
    }

    fn straight(&mut self, read: impl FnOnce(&mut Straight<'_, 'de>) -> Result<(), Failed>) -> Result<(), ReadError> {
        let mut error = None;
        let read = read(&mut Straight { reader: self, error: &mut error, within: Within::Object });
        read.map_err(|Failed| error.unwrap_or_else(|| ReadError::custom("the value cannot be read")))
    }

    /// Whether the next member of an object, if there is one, has this name.
    pub(in crate::wire) fn is_named(&mut self, first: &mut bool, word: &str) -> Result<Option<bool>, Fault> {
        Ok(match self.name(first)? {
            Some((name, false)) => Some(name == word),
            Some((raw, true)) => Some(unescaped(raw)? == word),
            None => None,
        })
    }

    /// The name of the next member, and whether it has escapes.
    fn name(&mut self, first: &mut bool) -> Result<Option<(&'de str, bool)>, Fault> {
        if !self.another(first, b'}') {
            return Ok(None);
        }
        if self.peek() == Some(b'"') { self.raw().map(Some) } else { Err(Fault::Name) }
    }

    /// Ignores a value, which need not fit in a buffer. It goes as deep as `MAX_DEPTH`.
    pub(in crate::wire) fn ignore(&mut self) -> Result<(), Fault> {
        let mut first = true;
        match self.peek() {
            Some(b'"') => self.raw().map(drop),
            Some(b'{') => {
                self.enter()?;
                while self.name(&mut first)?.is_some() {
                    self.colon()?;
                    self.ignore()?;
                }
                self.leave(b'}')
            }
            Some(b'[') => {
                self.enter()?;
                while self.another(&mut first, b']') {
                    self.ignore()?;
                }
                self.leave(b']')
            }
            _ => self.token().map(drop),
        }
    }
}

/// The members of an object, or the elements of an array.
struct Straight<'r, 'de> {
    reader: &'r mut Reader<'de>,
    /// Why it failed.
    error: &'r mut Option<ReadError>,
    within: Within,
}

enum Within {
    Object,
    Array { first: bool },
}

impl<'de> Straight<'_, 'de> {
    const fn within(&mut self, within: Within) -> Straight<'_, 'de> {
        Straight { reader: self.reader, error: self.error, within }
    }

    /// Keeps what is wrong.
    fn known<T>(&mut self, read: Result<T, Fault>) -> Result<T, Failed> {
        read.map_err(|fault| self.failed(fault.into()))
    }

    fn failed(&mut self, error: ReadError) -> Failed {
        *self.error = Some(error);
        Failed
    }

    /// What is read is not what was expected.
    #[cold]
    fn unexpected(&mut self, found: Token<'_>, expected: &dyn Expected) -> Failed {
        self.failed(found.instead_of(expected))
    }

    /// Whether there is a value: that of the member whose name was read, or another element.
    fn is_there(&mut self) -> Result<bool, Failed> {
        match &mut self.within {
            Within::Object => {
                let colon = self.reader.colon();
                self.known(colon).map(|()| true)
            }
            Within::Array { first } => Ok(self.reader.another(first, b']')),
        }
    }

    fn token(&mut self) -> Result<Token<'de>, Failed> {
        let token = self.reader.token();
        self.known(token)
    }

    fn enter(&mut self) -> Result<(), Failed> {
        let entered = self.reader.enter();
        self.known(entered)
    }

    fn leave(&mut self, end: u8) -> Result<(), Failed> {
        let left = self.reader.leave(end);
        self.known(left)
    }

    fn filled(&mut self, filling: Filling<'_, 'de>) -> Result<(), Failed> {
        match self.reader.peek() {
            Some(b'{') => self.members(filling.0),
            Some(b'[') if filling.1 == Kind::OrArray => {
                self.enter()?;
                let mut first = true;
                while self.reader.another(&mut first, b']') {
                    self.filled(Filling(&mut *filling.0, Kind::OrNull))?;
                }
                self.leave(b']')
            }
            _ => match self.token()? {
                Token::Null if filling.1 != Kind::Object => Ok(()),
                other => Err(self.unexpected(other, &filling)),
            },
        }
    }

    fn members(&mut self, object: &mut dyn Numbered<'de>) -> Result<(), Failed> {
        self.enter()?;
        object.begin();
        let (mut members, mut first) = (self.within(Within::Object), true);
        loop {
            let name = members.reader.name(&mut first);
            let is_known = match members.known(name)? {
                Some((name, false)) => object.named(name, &mut members)?,
                Some((raw, true)) => members.escaped(raw, object)?,
                None => return self.leave(b'}'),
            };
            if !is_known {
                members.skip()?;
            }
        }
    }

    /// Reads the member whose name has escapes.
    #[cold]
    #[inline(never)]
    fn escaped(&mut self, raw: &str, object: &mut dyn Numbered<'de>) -> Result<bool, Failed> {
        let name = unescaped(raw).map_err(Fault::from);
        object.named(&self.known(name)?, self)
    }

    fn listed(&mut self, list: Listing<'_, 'de>) -> Result<(), Failed> {
        if self.reader.peek() != Some(b'[') {
            return match self.token()? {
                Token::Null if list.or_null => Ok(()),
                other => Err(self.unexpected(other, &list)),
            };
        }
        self.enter()?;
        let mut elements = self.within(Within::Array { first: true });
        while list.element.next(&mut elements)? {}
        self.leave(b']')
    }
}

impl<'de> Source<'de> for Straight<'_, 'de> {
    fn text(&mut self, text: Taken<'_, 'de>) -> Result<bool, Failed> {
        if !self.is_there()? {
            return Ok(false);
        }
        let taken = if self.reader.peek() == Some(b'"') {
            let raw = self.reader.raw();
            match self.known(raw)? {
                (plain, false) => text.take(Piece::Borrowed(plain)),
                (raw, true) => check_escapes(raw).map_err(ReadError::from).and_then(|()| text.take(Piece::Raw(raw))),
            }
        } else {
            match self.token()? {
                Token::Null => text.visit_unit(),
                other => return Err(self.unexpected(other, &text)),
            }
        };
        taken.map(|()| true).map_err(|error| self.failed(error))
    }

    fn flag(&mut self, flag: Flag, value: &mut Option<bool>) -> Result<bool, Failed> {
        if !self.is_there()? {
            return Ok(false);
        }
        *value = match self.token()? {
            Token::Flag(value) => Some(value),
            Token::Null => None,
            other => return Err(self.unexpected(other, &flag)),
        };
        Ok(true)
    }

    fn int(&mut self, int: Int, value: &mut Option<i64>) -> Result<bool, Failed> {
        if !self.is_there()? {
            return Ok(false);
        }
        let read = match self.token()? {
            Token::Text(text) => int.visit_str(text),
            Token::Escaped(raw) => {
                check_escapes(raw).map_err(ReadError::from).and_then(|()| int.visit_borrowed_bytes(raw.as_bytes()))
            }
            Token::Signed(value) => int.visit_i64(value),
            Token::Unsigned(value) => int.visit_u64(value),
            Token::Null => Ok(None),
            other => return Err(self.unexpected(other, &int)),
        };
        *value = read.map_err(|error| self.failed(error))?;
        Ok(true)
    }

    fn object(&mut self, object: Filling<'_, 'de>) -> Result<bool, Failed> {
        Ok(self.is_there()? && self.filled(object).map(|()| true)?)
    }

    fn list(&mut self, list: Listing<'_, 'de>) -> Result<bool, Failed> {
        Ok(self.is_there()? && self.listed(list).map(|()| true)?)
    }

    fn skip(&mut self) -> Result<bool, Failed> {
        if !self.is_there()? {
            return Ok(false);
        }
        let ignored = self.reader.ignore();
        self.known(ignored).map(|()| true)
    }

    fn fail(&mut self, message: fmt::Arguments<'_>) -> Failed {
        self.failed(ReadError::custom(message))
    }
}
