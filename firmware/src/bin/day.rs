//! The day of `testkit::day`, and how many bytes what a host holds has here.
#![cfg_attr(bare, no_std, no_main)]

use core::fmt::{self, Write};

use call_lifecycle::{Step, app, service};

firmware::start!(day);

fn day(out: &mut dyn Write) -> fmt::Result {
    let mut day = testkit::day::Day::default();
    if let Err(failure) = day.happen() {
        writeln!(out, "{failure}")?;
        return Err(fmt::Error);
    }
    writeln!(out, "{day}")?;
    writeln!(
        out,
        "bytes: app::Call<0> {}, app::Call<4> {}, service::Call<4> {}, step {}",
        size_of::<app::Call<'_, 0>>(),
        size_of::<app::Call<'_, 4>>(),
        size_of::<service::Call<'_, 4>>(),
        size_of::<Step<app::Output>>().max(size_of::<Step<service::Output>>()),
    )
}
