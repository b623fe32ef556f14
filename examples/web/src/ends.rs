//! The two ends, with the operation slots that this page has room for.

use call_lifecycle::{app, service};

/// At either end.
const SLOTS: usize = 4;
/// The application's end.
pub type App = app::Call<'static, SLOTS>;
/// The service's end.
pub type Service = service::Call<'static, SLOTS>;
