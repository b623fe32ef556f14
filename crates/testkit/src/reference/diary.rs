//! How a diary is read: from its first line on, and then on from where the reading stopped.
//!
//! What a line has said once it says forever, and lines are only added. So an answer that was read
//! up to one line is read on from there, and is what it would be if it were read anew from the
//! first line. [`super::compare`] asks for that now and then.

use core::cell::{Cell, Ref, RefCell};

use super::Time;

/// An answer that each line may change.
#[derive(Clone, Debug)]
pub struct Reading<S: Copy>(Cell<Option<(usize, S)>>);

impl<S: Copy> Default for Reading<S> {
    fn default() -> Self {
        Self(Cell::new(None))
    }
}

impl<S: Copy> Reading<S> {
    /// What the diary says: what held at the `start`, and what each line has made of it. A line
    /// comes with its number.
    pub fn of<L>(&self, diary: &[(Time, L)], start: impl FnOnce() -> S, next: impl Fn(S, (usize, Time), &L) -> S) -> S {
        let (read, mut answer) = self.0.get().unwrap_or_else(|| (0, start()));
        for (number, (at, line)) in diary.iter().enumerate().skip(read) {
            answer = next(answer, (number, *at), line);
        }
        self.0.set(Some((diary.len(), answer)));
        answer
    }
}

/// A list of answers: a line may add one, and may change those that are there.
#[derive(Clone, Debug)]
pub struct Readings<T>(RefCell<(usize, Vec<T>)>);

impl<T> Default for Readings<T> {
    fn default() -> Self {
        Self(RefCell::new((0, Vec::new())))
    }
}

impl<T> Readings<T> {
    /// What the diary says: no answer at its start, and then what each line has made of the list.
    pub fn of<L>(&self, diary: &[(Time, L)], next: impl Fn(&mut Vec<T>, Time, &L)) -> Ref<'_, [T]> {
        if self.0.borrow().0 < diary.len() {
            let (read, answers) = &mut *self.0.borrow_mut();
            for (at, line) in diary.iter().skip(*read) {
                next(answers, *at, line);
            }
            *read = diary.len();
        }
        Ref::map(self.0.borrow(), |(_, answers)| answers.as_slice())
    }
}

/// An answer that was read, good until another line is written.
#[derive(Clone, Debug)]
pub struct Kept<T>(RefCell<Option<(usize, T)>>);

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(RefCell::new(None))
    }
}

impl<T> Kept<T> {
    /// The answer to a diary of so many lines: read, if it was not.
    pub fn of(&self, lines: usize, read: impl FnOnce() -> T) -> Ref<'_, T> {
        if !matches!(&*self.0.borrow(), Some((known, _)) if *known == lines) {
            let answer = read();
            *self.0.borrow_mut() = Some((lines, answer));
        }
        Ref::map(self.0.borrow(), |kept| &kept.as_ref().unwrap().1)
    }
}
