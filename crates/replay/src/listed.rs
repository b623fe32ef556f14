//! Lists in words.

use std::borrow::Borrow;
use std::fmt::Display;

/// `a`, `a and b`, `a, b and c`.
pub fn listed<T: Borrow<str> + Display>(all: &[T]) -> String {
    match all {
        [] => String::new(),
        [one] => one.to_string(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
