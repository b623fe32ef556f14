//! The legend of the drawing.

use std::fmt::Write;

use crate::put::put_line;

/// Where the drawing begins.
pub const LEFT: f64 = 104.0;
/// About how wide a character of a label is.
pub const CHARACTER: f64 = 6.4;

pub fn put(out: &mut String, y: f64) {
    let mut x = LEFT;
    let mut entry = |shape: &str, text: &str| {
        put_line!(
            out,
            r#"<g transform="translate({x:.1} {:.1})">{shape}</g><text class="note dim" x="{:.1}" y="{y:.1}">{text}</text>"#,
            y - 4.0,
            x + 14.0
        );
        x += text.len() as f64 * CHARACTER + 36.0;
    };
    entry(r#"<circle class="sent" r="4"/>"#, "keepAlive sent");
    entry(r#"<circle class="ok" r="4"/>"#, "succeeded");
    entry(r#"<path class="cross" d="M-4 -4L4 4M-4 4L4 -4"/>"#, "failed");
    entry(r#"<path class="gone" d="M0 -5.5l5.5 5.5l-5.5 5.5l-5.5 -5.5z"/>"#, "answered 404");
    entry(r#"<rect class="alive" x="-8" y="-5" width="16" height="10"/>"#, "within 45 min of a success or the start");
    entry(r#"<rect class="lost" x="-8" y="-5" width="16" height="10"/>"#, "past it");
}
