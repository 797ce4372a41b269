//! Frame → SVG: outlined, at physical size, readable by Illustrator, `CorelDRAW` and browsers.
//!
//! One user unit is one millimetre. Numbers have at most three decimals; order is the frame's.
//! Text is outlines under an `aria-label`; `<title>` and `<desc>` say what the sheet is. The page
//! is the trimmed sheet; artwork beyond it is there, invisible until the page is enlarged.

use crate::board::frame::Frame;
use crate::board::frame::Item;
use crate::board::frame::Stroke;
use crate::geometry::Path;
use crate::geometry::Point;
use crate::geometry::Segment;
use crate::theme::to_hex;
use std::fmt::Write;

/// The whole file.
#[must_use]
pub fn render_svg(frame: &Frame) -> String {
    let (w, h) = (frame.size.width, frame.size.height);
    let mut out = String::with_capacity(256 * 1024);
    out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    push(
        &mut out,
        format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}mm\" height=\"{h}mm\" viewBox=\"0 0 {w} {h}\" role=\"img\" lang=\"zh-CN\">\n"
        ),
    );
    push(&mut out, format_args!("<title>{}</title>\n", escaped(&frame.title)));
    push(&mut out, format_args!("<desc>{}</desc>\n", escaped(&frame.description)));
    if !frame.clips.is_empty() {
        out.push_str("<defs>\n");
        for (i, clip) in frame.clips.iter().enumerate() {
            let inside =
                clip.inside.map_or(String::new(), |j| format!(" clip-path=\"url(#c{j})\""));
            push(&mut out, format_args!("<clipPath id=\"c{i}\"{inside}><path d=\""));
            path_data(&mut out, &clip.path);
            out.push_str("\"/></clipPath>\n");
        }
        out.push_str("</defs>\n");
    }
    // Groups lie inside each other as the clips do, so that a picture stays one group.
    let mut open: Vec<usize> = Vec::new();
    for item in &frame.items {
        let wanted = match item {
            Item::Shape(s) => clips_around(frame, s.clip),
            Item::Text(_) => Vec::new(),
        };
        let common = open.iter().zip(&wanted).take_while(|(a, b)| a == b).count();
        for _ in common..open.len() {
            out.push_str("</g>\n");
        }
        for i in &wanted[common..] {
            push(&mut out, format_args!("<g clip-path=\"url(#c{i})\">\n"));
        }
        open = wanted;
        match item {
            Item::Shape(s) => {
                out.push_str("<path d=\"");
                path_data(&mut out, &s.path);
                out.push('"');
                let fill = s.fill.map_or("none".into(), |ink| to_hex(frame.inks.ink(ink).rgb));
                push(&mut out, format_args!(" fill=\"{fill}\""));
                if let Some(stroke) = s.stroke {
                    stroke_attributes(&mut out, frame, stroke);
                }
                out.push_str("/>\n");
            }
            Item::Text(line) => {
                push(
                    &mut out,
                    format_args!("<g aria-label=\"{}\"><path d=\"", escaped(&line.text)),
                );
                path_data(&mut out, &line.outline);
                let ink = to_hex(frame.inks.ink(line.ink).rgb);
                push(&mut out, format_args!("\" fill=\"{ink}\""));
                if let Some(width) = line.rounding {
                    stroke_attributes(&mut out, frame, Stroke { ink: line.ink, width });
                }
                out.push_str("/></g>\n");
            }
        }
    }
    for _ in open {
        out.push_str("</g>\n");
    }
    out.push_str("</svg>\n");
    out
}

/// The clips around an item, the outermost first.
fn clips_around(frame: &Frame, clip: Option<usize>) -> Vec<usize> {
    let mut chain = Vec::new();
    let mut next = clip;
    while let Some(i) = next {
        chain.push(i);
        next = frame.clips[i].inside;
    }
    chain.reverse();
    chain
}

fn stroke_attributes(out: &mut String, frame: &Frame, stroke: Stroke) {
    let ink = to_hex(frame.inks.ink(stroke.ink).rgb);
    push(
        out,
        format_args!(
            " stroke=\"{ink}\" stroke-width=\"{}\" stroke-linejoin=\"round\" stroke-linecap=\"round\"",
            stroke.width
        ),
    );
}

fn push(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = out.write_fmt(text);
}

/// Path data in absolute coordinates, thousandths of a millimetre at most.
fn path_data(out: &mut String, path: &Path) {
    for segment in &path.segments {
        match *segment {
            Segment::Move(p) => command(out, 'M', &[p]),
            Segment::Line(p) => command(out, 'L', &[p]),
            Segment::Quad(a, p) => command(out, 'Q', &[a, p]),
            Segment::Cubic(a, b, p) => command(out, 'C', &[a, b, p]),
            Segment::Close => out.push('Z'),
        }
    }
}

fn command(out: &mut String, letter: char, points: &[Point]) {
    out.push(letter);
    for (i, p) in points.iter().enumerate() {
        if i > 0 {
            out.push(' ');
        }
        number(out, p.x);
        out.push(' ');
        number(out, p.y);
    }
}

/// Hundredths of a millimetre: a tenth of what any press can place.
fn number(out: &mut String, value: f64) {
    let hundredths = (value * 100.0).round() as i64;
    let (whole, part) = (hundredths.abs() / 100, hundredths.abs() % 100);
    if hundredths < 0 {
        out.push('-');
    }
    let _ = write!(out, "{whole}");
    if part != 0 {
        let digits = if part % 10 == 0 { format!("{}", part / 10) } else { format!("{part:02}") };
        let _ = write!(out, ".{digits}");
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
