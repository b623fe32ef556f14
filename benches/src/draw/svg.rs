//! Just enough SVG for a plot, light or dark as the reader has it.

use std::fmt::Write as _;

const STYLE: &str = r##"
text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;fill:#1f2733}
.page{fill:#ffffff}.title{font-size:14px;font-weight:600}.dim{fill:#66707f;font-size:11px}.ours{font-weight:600}
.grid{stroke:#e6e9ee;stroke-width:1}.bar{fill:#b7c0cc}.bar.ours{fill:#2b6cb0}
.line{fill:none;stroke-width:2;stroke-linejoin:round}
.c0{stroke:#2b6cb0;fill:#2b6cb0}.c1{stroke:#4f9bdc;fill:#4f9bdc}.c2{stroke:#d0782a;fill:#d0782a}.c3{stroke:#b04848;fill:#b04848}
.c4{stroke:#7561b0;fill:#7561b0}.c5{stroke:#66707f;fill:#66707f}.line.c0,.line.c1,.line.c2,.line.c3,.line.c4,.line.c5{fill:none}
.dashed{stroke-dasharray:5 4}
@media (prefers-color-scheme:dark){
text{fill:#e4e8ee}.page{fill:#14181f}.dim{fill:#97a1b0}.grid{stroke:#252b35}.bar{fill:#4a5568}.bar.ours{fill:#5aa2ee}
.c0{stroke:#5aa2ee;fill:#5aa2ee}.c1{stroke:#9cc8f5;fill:#9cc8f5}.c2{stroke:#e89a55;fill:#e89a55}.c3{stroke:#e07a7a;fill:#e07a7a}
.c4{stroke:#a996e0;fill:#a996e0}.c5{stroke:#97a1b0;fill:#97a1b0}
}
"##;

/// A drawing of some size.
pub struct Svg {
    body: String,
}

/// Where a text begins, or ends.
#[derive(Clone, Copy)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

impl Svg {
    pub fn new(width: f64, height: f64, title: &str) -> Self {
        let mut body = String::new();
        let _infallible = write!(
            body,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\">\n\
             <title>{}</title>\n<style>{STYLE}</style>\n<rect class=\"page\" width=\"{width}\" height=\"{height}\"/>\n",
            escape(title)
        );
        Self { body }
    }

    pub fn text(&mut self, class: &str, (x, y): (f64, f64), anchor: Anchor, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let text = escape(text);
        let _infallible = writeln!(
            self.body,
            "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{text}</text>"
        );
    }

    /// A bar from its left end.
    pub fn bar(&mut self, class: &str, (x, y): (f64, f64), (width, height): (f64, f64)) {
        let _infallible = writeln!(
            self.body,
            "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" rx=\"2\"/>"
        );
    }

    pub fn line(&mut self, class: &str, points: &[(f64, f64)]) {
        let mut path = String::new();
        for (index, (x, y)) in points.iter().enumerate() {
            let _infallible = write!(path, "{}{x:.1} {y:.1}", if index == 0 { "M" } else { "L" });
        }
        let _infallible = writeln!(self.body, "<path class=\"{class}\" d=\"{path}\"/>");
    }

    pub fn dot(&mut self, class: &str, (x, y): (f64, f64)) {
        let _infallible = writeln!(self.body, "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\"/>");
    }

    pub fn finish(mut self) -> String {
        self.body.push_str("</svg>\n");
        self.body
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
