//! Splits the entries of a HAR file, one after the other, without reading what is in them.
//!
//! A JSON reader on a stream looks at each byte twice, and ends at the first entry with a member of
//! the wrong kind. This finds where each entry ends, which takes no more than its brackets and
//! texts; the entry itself is then read from memory.

use std::io::{self, BufRead};

use memchr::memchr2;

/// The most bytes of an entry.
const LONGEST: usize = 64 << 20;
/// How much of an entry that is too long is passed over. One without an end is read no further.
const PASSED_OVER: u64 = 1 << 30;
/// The most bytes of a member's name.
const LONGEST_NAME: usize = 1 << 10;

/// Why no further entry is found.
#[derive(Debug)]
pub enum Broken {
    /// The file cannot be read.
    Read(io::Error),
    /// What is wrong, and what was expected.
    Json(String, &'static str),
}

impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Self {
        Self::Read(error)
    }
}

/// The bytes of the file.
pub struct Split<'i> {
    input: &'i mut dyn BufRead,
    /// How many were read.
    place: u64,
}

impl<'i> Split<'i> {
    pub fn new(input: &'i mut dyn BufRead) -> Self {
        Self { input, place: 0 }
    }

    /// Hands the text of each element of `log.entries` to `each`, until that returns false. `None`
    /// stands for one that is too long.
    pub fn entries(mut self, mut each: impl FnMut(Option<&[u8]>) -> bool) -> Result<(), Broken> {
        let mut buffer = Vec::new();
        for byte in *b"\xef\xbb\xbf" {
            if self.peek()? != Some(byte) {
                break;
            }
            self.advance();
        }
        if !self.find("log", b'{', &mut buffer)? {
            return Err(self.wrong("there is no member `log`", "an object in it"));
        }
        if !self.find("entries", b'[', &mut buffer)? {
            return Err(self.wrong("`log` has no member `entries`", "the array of its requests"));
        }
        self.expect(b'[')?;
        if self.token()? == Some(b']') {
            return self.rest(&mut buffer);
        }
        loop {
            buffer.clear();
            let fits = self.value(Some(&mut buffer))?;
            if !each(Some(&buffer[..]).filter(|_| fits)) {
                return Ok(());
            }
            match self.token()? {
                Some(b',') => self.advance(),
                Some(b']') => return self.rest(&mut buffer),
                _ => return Err(self.wrong("no comma follows an entry", "one, or the end of `entries`")),
            }
        }
    }

    /// Passes over what follows the entries. Nothing may follow the end of the file's object, such as another file.
    fn rest(&mut self, buffer: &mut Vec<u8>) -> Result<(), Broken> {
        self.advance();
        for is_log in [true, false] {
            while self.token()? == Some(b',') {
                self.advance();
                buffer.clear();
                self.value(Some(buffer))?;
                if is_log && buffer == b"\"entries\"" {
                    return Err(self.wrong("`log` has `entries` twice", "it once"));
                }
                self.expect(b':')?;
                self.value(None)?;
            }
            match self.token()? {
                // Tools that write as they go may be stopped before they close it.
                None => return Ok(()),
                Some(b'}') => self.advance(),
                Some(_) => return Err(self.wrong("no comma follows a member", "one, or the end of the object")),
            }
        }
        match self.token()? {
            None => Ok(()),
            Some(_) => Err(self.wrong("something follows the end of the file's object", "one HAR file")),
        }
    }

    /// Enters the object that begins here, and goes to its member of this name, whose value begins
    /// with this byte.
    fn find(&mut self, name: &str, begins: u8, buffer: &mut Vec<u8>) -> Result<bool, Broken> {
        self.expect(b'{')?;
        while self.token()? == Some(b'"') {
            buffer.clear();
            self.value(Some(buffer))?;
            let is_it = buffer.strip_prefix(b"\"").and_then(|name| name.strip_suffix(b"\"")) == Some(name.as_bytes());
            if buffer.len() > LONGEST_NAME {
                return Err(self.wrong("the name of a member is too long", "`log` and `entries`"));
            }
            self.expect(b':')?;
            if is_it && self.token()? == Some(begins) {
                return Ok(true);
            }
            self.value(None)?;
            if self.token()? != Some(b',') {
                return Ok(false);
            }
            self.advance();
        }
        Ok(false)
    }

    /// Passes over a value, and adds its bytes to a buffer. False if that would be too long; then
    /// the rest of it is not kept.
    fn value(&mut self, mut kept: Option<&mut Vec<u8>>) -> Result<bool, Broken> {
        if self.token()?.is_none() {
            return Err(self.wrong("the file ends too early", "its end after `entries`"));
        }
        let (mut depth, mut in_text, mut escaped, mut fits) = (0_u32, false, false, true);
        // A number or a word has no bracket to end it.
        let (mut begun, began) = (false, self.place);
        loop {
            let bytes = self.input.fill_buf()?;
            if bytes.is_empty() {
                return Err(self.wrong("the file ends too early", "its end after `entries`"));
            }
            let (mut used, mut ended) = (0, false);
            while let Some(byte) = bytes.get(used) {
                if in_text && !escaped {
                    // To the next byte that matters.
                    let Some(plain) = memchr2(b'"', b'\\', &bytes[used..]) else {
                        used = bytes.len();
                        break;
                    };
                    used += plain;
                    match bytes.get(used) {
                        Some(b'"') => {
                            in_text = false;
                            ended = depth == 0;
                        }
                        _ => escaped = true,
                    }
                } else if in_text {
                    escaped = false;
                } else {
                    match byte {
                        b'"' => in_text = true,
                        b'{' | b'[' => depth += 1,
                        b'}' | b']' if depth > 0 => {
                            depth -= 1;
                            ended = depth == 0;
                        }
                        b',' | b'}' | b']' | b' ' | b'\t' | b'\r' | b'\n' if depth == 0 && begun => {
                            ended = true;
                            break;
                        }
                        _ => {}
                    }
                    begun = true;
                }
                used += 1;
                if ended {
                    break;
                }
            }
            if let Some(kept) = kept.as_mut().filter(|_| fits) {
                kept.extend_from_slice(&bytes[..used]);
                if kept.len() > LONGEST {
                    fits = false;
                    **kept = Vec::new();
                }
            }
            self.place += used as u64;
            self.input.consume(used);
            if self.place - began > PASSED_OVER {
                let why = format!("a value of it does not end within {} GiB", PASSED_OVER >> 30);
                return Err(Broken::Read(io::Error::other(why)));
            }
            if ended {
                return Ok(fits);
            }
        }
    }

    /// The next byte that is not white space, which stays unread.
    fn token(&mut self) -> io::Result<Option<u8>> {
        loop {
            match self.peek()? {
                Some(b' ' | b'\t' | b'\r' | b'\n') => self.advance(),
                other => return Ok(other),
            }
        }
    }

    fn expect(&mut self, byte: u8) -> Result<(), Broken> {
        match self.token()? {
            Some(found) if found == byte => {
                self.advance();
                Ok(())
            }
            None => Err(self.wrong("the file ends too early", "its end after `entries`")),
            Some(found) => Err(self.wrong(
                &format!("there is {:?} where {:?} should be", char::from(found), char::from(byte)),
                "an object `log` with an array `entries`",
            )),
        }
    }

    fn peek(&mut self) -> io::Result<Option<u8>> {
        Ok(self.input.fill_buf()?.first().copied())
    }

    fn advance(&mut self) {
        self.place += 1;
        self.input.consume(1);
    }

    fn wrong(&self, what: &str, expected: &'static str) -> Broken {
        Broken::Json(format!("{what} (byte {})", self.place), expected)
    }
}
