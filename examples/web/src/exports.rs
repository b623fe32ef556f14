//! The exports of the module: where a line is written, how long it may be, and the function that
//! handles it.
#![allow(unsafe_code, reason = "a symbol that is exported needs it, and so does state in a module that has no threads")]

use core::cell::RefCell;
use core::fmt::{self, Write};

use call_lifecycle::Timestamp;

use crate::desk::Desk;

#[cfg(target_feature = "atomics")]
compile_error!("the state is for one thread");

/// The state of the one thread.
struct Alone<T>(RefCell<T>);

// SAFETY: the module has one thread: it is not built with atomics (see above), and without them no other thread can share its memory.
unsafe impl<T> Sync for Alone<T> {}

/// More than the longest line has.
const LINE: usize = 64;
/// A step has at most [`call_lifecycle::MAX_OUTPUTS`] outputs, each of which is a line.
const ANSWER: usize = 8192;
static TEXT: Alone<[u8; ANSWER]> = Alone(RefCell::new([0; ANSWER]));
static DESK: Alone<Option<Desk>> = Alone(RefCell::new(None));

/// Where the host writes its line and reads the answer. It does so only between calls, while
/// nothing here borrows the text.
// SAFETY: no other symbol has this name.
#[unsafe(no_mangle)]
extern "C" fn line() -> *const u8 {
    TEXT.0.as_ptr().cast_const().cast()
}

/// How many bytes a line may have.
// SAFETY: no other symbol has this name.
#[unsafe(no_mangle)]
extern "C" fn room() -> usize {
    LINE
}

/// Handles the line of `length` bytes at a time in milliseconds, and returns the length of the
/// answer. It traps if this is not a line.
// SAFETY: no other symbol has this name.
#[unsafe(no_mangle)]
extern "C" fn take(now: u64, length: usize) -> usize {
    answer(Timestamp::from_millis(now), length).unwrap_or_else(|| core::arch::wasm32::unreachable())
}

/// `None` if it is not UTF-8 or too long.
fn answer(now: Timestamp, length: usize) -> Option<usize> {
    let mut text = TEXT.0.try_borrow_mut().ok()?;
    let mut asked = [0; LINE];
    let asked = asked.get_mut(..length)?;
    asked.copy_from_slice(text.get(..length)?);
    let asked = core::str::from_utf8(asked).ok()?;
    let mut said = Said { text: &mut text[..], length: 0 };
    let mut desk = DESK.0.try_borrow_mut().ok()?;
    desk.get_or_insert_with(|| Desk::outgoing(now)).take(now, asked, &mut said).ok()?;
    Some(said.length)
}

struct Said<'a> {
    text: &'a mut [u8],
    length: usize,
}

impl Write for Said<'_> {
    fn write_str(&mut self, more: &str) -> fmt::Result {
        let end = self.length.saturating_add(more.len());
        self.text.get_mut(self.length..end).ok_or(fmt::Error)?.copy_from_slice(more.as_bytes());
        self.length = end;
        Ok(())
    }
}

/// The host sees a trap.
#[panic_handler]
fn panicked(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}
