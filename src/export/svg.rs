//! Frame → SVG: outlined, at physical size, readable by Illustrator, `CorelDRAW` and browsers.
//!
//! Start at [`render_svg`] (for print shops: hundredths of a millimetre), [`render_editable_svg`] (words
//! stay words) and [`render_small_svg`] (for phones: tenths, long runs of short lines thinned, what lies outside its picture dropped). One user
//! unit is one millimetre; order is the frame's. Path data is relative: half as long, and it never
//! drifts, because every step is taken from the rounded point before. Text is outlines under an
//! `aria-label`; `<title>` and `<desc>` say what the sheet is, pictures have a `<title>` of their own.
//! The page is the trimmed sheet; artwork beyond it is there, invisible until the page is enlarged.

use crate::export::marks::clips_around;
use crate::frame::Frame;
use crate::frame::Item;
use crate::frame::PhotoSpot;
use crate::frame::Pixels;
use crate::frame::Stroke;
use crate::frame::TextLine;
use crate::ink::InkId;
use crate::ink::to_hex;
use crate::units::Mm;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use image::ExtendedColorType;
use image::codecs::jpeg::JpegEncoder;
use kurbo::BezPath;
use kurbo::PathEl;
use kurbo::Point;
use quick_xml::escape::escape;
use std::fmt::Write;

/// How exact a file is.
#[derive(Debug, Clone, Copy)]
struct Exactness {
    /// Steps per millimetre.
    steps: f64,
    /// Points of runs of lines may be left out when the run moves by no more than this, in millimetres.
    thin: f64,
    /// Whether shapes are left out of which nothing is seen.
    drop_unseen: bool,
    /// Of the file's own width and height: millimetres on paper, pixels on a screen.
    unit: &'static str,
}

/// A tenth of what any press can place.
const PRINT: Exactness = Exactness { steps: 100.0, thin: 0.0, drop_unseen: false, unit: "mm" };
/// Below a pixel of any phone: pictures for the phone are 360 mm wide.
const PHONE: Exactness = Exactness { steps: 10.0, thin: 0.15, drop_unseen: true, unit: "" };

/// The whole file, for print.
#[must_use]
pub(crate) fn render_svg(frame: &Frame) -> String {
    let screen = |ink: InkId| to_hex(frame.inks.ink(ink).rgb);
    render(frame, &Writing { exactness: PRINT, colour: &screen, words: false })
}

/// The whole file, small, for phones.
#[must_use]
pub fn render_small_svg(frame: &Frame) -> String {
    let screen = |ink: InkId| to_hex(frame.inks.ink(ink).rgb);
    render(frame, &Writing { exactness: PHONE, colour: &screen, words: false })
}

/// The whole file with its words as words, for who wants to change one in a drawing program. It looks
/// as the others do only where a Chinese sans is installed; lines keep their length.
#[must_use]
pub(crate) fn render_editable_svg(frame: &Frame) -> String {
    let screen = |ink: InkId| to_hex(frame.inks.ink(ink).rgb);
    render(frame, &Writing { exactness: PRINT, colour: &screen, words: true })
}

/// Families that the shipped faces are, or are like.
const FAMILIES: &str =
    "Noto Sans SC,Noto Sans CJK SC,Source Han Sans SC,Microsoft YaHei,sans-serif";

/// How a frame is written.
struct Writing<'a> {
    exactness: Exactness,
    /// The screen colour of an ink.
    colour: &'a dyn Fn(InkId) -> String,
    /// Text is text, not outlines.
    words: bool,
}

fn render(frame: &Frame, look: &Writing<'_>) -> String {
    let (w, h) = (frame.size.width, frame.size.height);
    let exactness = look.exactness;
    let mut out = String::with_capacity(256 * 1024);
    out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let unit = exactness.unit;
    push(
        &mut out,
        format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}{unit}\" height=\"{h}{unit}\" viewBox=\"0 0 {w} {h}\" role=\"img\" lang=\"zh-CN\">\n"
        ),
    );
    push(&mut out, format_args!("<title>{}</title>\n", escape(&frame.title)));
    push(&mut out, format_args!("<desc>{}</desc>\n", escape(&frame.description)));
    if !frame.clips.is_empty() {
        out.push_str("<defs>\n");
        for (i, clip) in frame.clips.iter().enumerate() {
            let inside =
                clip.inside.map_or(String::new(), |j| format!(" clip-path=\"url(#c{j})\""));
            push(&mut out, format_args!("<clipPath id=\"c{i}\"{inside}><path d=\""));
            path_data(&mut out, &clip.path, exactness);
            out.push_str("\"/></clipPath>\n");
        }
        out.push_str("</defs>\n");
    }
    out.push_str("<g stroke-linejoin=\"round\" stroke-linecap=\"round\">\n");
    // Groups lie inside each other as the clips do, so that a picture stays one group.
    let mut open: Vec<usize> = Vec::new();
    for item in &frame.items {
        let wanted = match item {
            Item::Shape(s) if exactness.drop_unseen && is_unseen(frame, s) => continue,
            Item::Shape(s) => clips_around(frame, s.clip),
            Item::Photo(p) => clips_around(frame, Some(p.clip)),
            Item::Text(_) => Vec::new(),
        };
        let common = open.iter().zip(&wanted).take_while(|(a, b)| a == b).count();
        for _ in common..open.len() {
            out.push_str("</g>\n");
        }
        for i in &wanted[common..] {
            push(&mut out, format_args!("<g clip-path=\"url(#c{i})\">"));
            if let Some(words) = &frame.clips[*i].words {
                push(&mut out, format_args!("<title>{}</title>", escape(words)));
            }
            out.push('\n');
        }
        open = wanted;
        match item {
            Item::Shape(s) => {
                out.push_str("<path d=\"");
                path_data(&mut out, &s.path, exactness);
                out.push('"');
                let fill = s.fill.map_or("none".into(), |ink| (look.colour)(ink));
                push(&mut out, format_args!(" fill=\"{fill}\""));
                if let Some(stroke) = s.stroke {
                    stroke_attributes(&mut out, look, stroke);
                }
                out.push_str("/>\n");
            }
            Item::Photo(spot) => photo(&mut out, spot),
            Item::Text(line) if look.words => text(&mut out, look, line),
            Item::Text(line) => {
                push(&mut out, format_args!("<g aria-label=\"{}\"><path d=\"", escape(&line.text)));
                path_data(&mut out, &line.outline, exactness);
                let ink = (look.colour)(line.ink);
                push(&mut out, format_args!("\" fill=\"{ink}\""));
                if let Some(width) = line.rounding {
                    stroke_attributes(&mut out, look, Stroke { ink: line.ink, width });
                }
                out.push_str("/></g>\n");
            }
        }
    }
    for _ in open {
        out.push_str("</g>\n");
    }
    out.push_str("</g>\n");
    out.push_str("</svg>\n");
    out
}

/// Whether a shape lies outside of its picture.
fn is_unseen(frame: &Frame, shape: &crate::frame::Shape) -> bool {
    let half = shape.stroke.map_or(0.0, |s| s.width.0 / 2.0);
    frame.seen(shape).is_none_or(|seen| seen.w + half <= 0.0 || seen.h + half <= 0.0)
}

/// A photo, inside the file.
fn photo(out: &mut String, spot: &PhotoSpot) {
    let r = spot.rect;
    let Some(jpeg) = as_jpeg(&spot.pixels) else { return };
    push(
        out,
        format_args!(
            "<image x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" preserveAspectRatio=\"none\" href=\"data:image/jpeg;base64,{}\"/>\n",
            Mm(r.x),
            Mm(r.y),
            Mm(r.w),
            Mm(r.h),
            STANDARD.encode(jpeg)
        ),
    );
}

fn as_jpeg(pixels: &Pixels) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 85);
    encoder.encode(&pixels.rgb, pixels.width, pixels.height, ExtendedColorType::Rgb8).ok()?;
    Some(bytes)
}

/// A line of text that can be typed over.
fn text(out: &mut String, look: &Writing<'_>, line: &TextLine) {
    let ink = (look.colour)(line.ink);
    let [a, b, c, d, e, f] = line.place.as_coeffs();
    let place = if (b, c) == (0.0, 0.0) {
        format!("x=\"{}\" y=\"{}\"", Mm(e), Mm(f))
    } else {
        format!("transform=\"matrix({a:.4} {b:.4} {c:.4} {d:.4} {} {})\"", Mm(e), Mm(f))
    };
    push(
        out,
        format_args!(
            "<text {place} font-family=\"{FAMILIES}\" font-weight=\"{}\" font-size=\"{}\" textLength=\"{}\" fill=\"{ink}\"",
            line.weight, line.size, line.advance
        ),
    );
    if let Some(width) = line.rounding {
        stroke_attributes(out, look, Stroke { ink: line.ink, width });
    }
    push(out, format_args!(" xml:space=\"preserve\">{}</text>\n", escape(&line.text)));
}

fn stroke_attributes(out: &mut String, look: &Writing<'_>, stroke: Stroke) {
    let ink = (look.colour)(stroke.ink);
    push(out, format_args!(" stroke=\"{ink}\" stroke-width=\"{}\"", stroke.width));
}

fn push(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = out.write_fmt(text);
}

/// Writes path data in whole steps, each from the point before.
struct PathWriter<'o> {
    out: &'o mut String,
    steps: f64,
    /// Where the pen is, in steps; where the subpath began.
    at: (i64, i64),
    start: (i64, i64),
    last: char,
}

fn path_data(out: &mut String, path: &BezPath, exactness: Exactness) {
    let mut writer =
        PathWriter { out, steps: exactness.steps, at: (0, 0), start: (0, 0), last: ' ' };
    let segments = path.elements();
    let mut i = 0;
    while i < segments.len() {
        match segments[i] {
            PathEl::MoveTo(p) => {
                writer.command('m', &[p]);
                writer.start = writer.at;
            }
            PathEl::LineTo(_) => {
                let run: Vec<Point> = segments[i..]
                    .iter()
                    .map_while(|s| if let PathEl::LineTo(p) = s { Some(*p) } else { None })
                    .collect();
                i += run.len() - 1;
                for p in thinned(&run, exactness.thin) {
                    writer.command('l', &[p]);
                }
            }
            PathEl::QuadTo(a, p) => writer.command('q', &[a, p]),
            PathEl::CurveTo(a, b, p) => writer.command('c', &[a, b, p]),
            PathEl::ClosePath => {
                writer.out.push('z');
                writer.at = writer.start;
                writer.last = 'z';
            }
        }
        i += 1;
    }
}

impl PathWriter<'_> {
    fn command(&mut self, letter: char, points: &[Point]) {
        // The same letter again may be left out; a second pair after `m` would be a line.
        let mut needs_gap = letter == self.last && letter != 'm';
        if !needs_gap {
            self.out.push(letter);
        }
        let (x, y) = self.at;
        let steps = |v: f64| (v * self.steps).round() as i64;
        let mut end = self.at;
        for p in points {
            end = (steps(p.x), steps(p.y));
            for v in [end.0 - x, end.1 - y] {
                if needs_gap && v >= 0 {
                    self.out.push(' ');
                }
                number(self.out, v, self.steps);
                needs_gap = true;
            }
        }
        (self.at, self.last) = (end, letter);
    }
}

/// A whole number of steps as millimetres, without what can be left out.
fn number(out: &mut String, steps: i64, per_mm: f64) {
    let per_mm = per_mm as i64;
    let (whole, part) = (steps.abs() / per_mm, steps.abs() % per_mm);
    if steps < 0 {
        out.push('-');
    }
    if whole != 0 || part == 0 {
        out.push_str(itoa::Buffer::new().format(whole));
    }
    if part != 0 {
        out.push('.');
        if per_mm > 10 && part < 10 {
            out.push('0');
        }
        out.push_str(itoa::Buffer::new().format(part).trim_end_matches('0'));
    }
}

/// A run of points without those that stand nearer than `by` to the line through their neighbours
/// (Ramer–Douglas–Peucker).
fn thinned(run: &[Point], by: f64) -> Vec<Point> {
    if by <= 0.0 || run.len() < 3 {
        return run.to_vec();
    }
    let (first, last) = (run[0], run[run.len() - 1]);
    let (dx, dy) = (last.x - first.x, last.y - first.y);
    let length = (dx * dx + dy * dy).sqrt().max(1e-9);
    let off = |p: &Point| ((p.x - first.x) * dy - (p.y - first.y) * dx).abs() / length;
    let far = |p: &Point| {
        let (x, y) = (p.x - first.x, p.y - first.y);
        (x * x + y * y).sqrt()
    };
    let closed = length < by;
    let (mut at, mut most) = (0, by);
    for (i, p) in run.iter().enumerate().take(run.len() - 1).skip(1) {
        let away = if closed { far(p) } else { off(p) };
        if away > most {
            (at, most) = (i, away);
        }
    }
    if at == 0 {
        return vec![first, last];
    }
    let mut points = thinned(&run[..=at], by);
    points.pop();
    points.extend(thinned(&run[at..], by));
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data(path: &BezPath, exactness: Exactness) -> String {
        let mut out = String::new();
        path_data(&mut out, path, exactness);
        out
    }

    #[test]
    fn path_data_is_relative_and_does_not_drift() {
        let path = crate::geometry::polygon(&[
            (1.0, 2.0),
            (1.333, 2.0),
            (1.666, 2.0),
            (2.0, 2.0),
            (-0.5, 3.25),
        ]);
        assert_eq!(data(&path, PRINT), "m1 2l.33 0 .34 0 .33 0-2.5 1.25z");
        assert_eq!(data(&path, PHONE), "m1 2l.3 0 .7 0-2.5 1.3z");
    }
}
