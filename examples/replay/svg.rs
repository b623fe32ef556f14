//! stub
use super::calls::Calls;
use super::side::Side;
use super::time::Clock;

pub fn draw<S: Side>(_calls: &Calls<S>, _clock: Clock, _last: u64) -> String {
    String::new()
}
